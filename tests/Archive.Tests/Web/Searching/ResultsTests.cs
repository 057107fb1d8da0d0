using AngleSharp.Html.Dom;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Searching;

public sealed class ResultsTests : IAsyncLifetime
{
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync(archive => archive.Import(
        TestArchive.Dump("a", OldPost),
        TestArchive.Dump("b", DumpText.Titled("New contract", "2014-02-11", [.. Enumerable.Range(0, 25).Select(i => $"officers and serco {i}")])),
        TestArchive.Dump("c", DumpText.Titled("Removed words", "2014-03-01", DumpText.Removed, "officer")),
        TestArchive.Dump("d", DumpText.Titled("Undated words", null, "serco at some time"))));

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static Archive.Dumps.DumpPost OldPost =>
        DumpText.Titled("Old contract", "2012-05-01", "Serco has it\n\nJim", "  serco again", "    About the contract\n\nJim", "nothing") with
        {
            Original = "The Serco contract, at http://www.ft.com/cms.",
        };

    [Theory]
    [InlineData("/search?q=officers+by:jim")]
    [InlineData("/search?q=officers+sort:relevance")]
    [InlineData("/search?q=officers&group=thread")]
    [InlineData("/search?q=serco+xylophone+-officer")]
    [InlineData("/search/first?q=officers")]
    public async Task A_page_is_of_one_state_of_the_archive_read_on_one_connection_and_its_query_is_widened_once(string address)
    {
        var (connections, search) = (site.Part<SearchConnections>(), site.Part<ArchiveSearch>());
        var before = (connections.Snapshots, search.Expansions);

        await site.PageAsync(address);

        Assert.Equal((before.Snapshots + 1, before.Expansions + 1), (connections.Snapshots, search.Expansions));
    }

    [Fact]
    public async Task What_was_understood_stands_beneath_the_box()
    {
        var page = await SearchAsync("serco \"the contract\" -payback by:Jim");
        var plain = await SearchAsync("serco contract");

        Assert.Null(plain.QuerySelector(".asking .understood"));
        Assert.Equal("Looking in posts and comments for serco and contract", plain.QuerySelector(".how .understood").Words());
        Assert.Equal("Looking in posts and comments for serco and \"the contract\" but not payback, only by:Jim", page.QuerySelector(".understood").Words());
        Assert.Equal("serco \"the contract\" -payback by:Jim", page.QuerySelector("input[name=q]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Each_term_and_filter_has_a_line_with_a_way_to_take_it_away()
    {
        var page = await SearchAsync("serco contract on:2012");

        var lines = page.QuerySelectorAll(".reading li");
        Assert.Equal(["word serco", "word contract", "filter on:2012"], lines.Select(line => $"{line.QuerySelector(".kind").Words()} {line.QuerySelector("b").Words()}"));
        Assert.Equal(
            ["/search?q=contract%20on%3A2012", "/search?q=serco%20on%3A2012", "/search?q=serco%20contract"],
            lines.Select(line => line.QuerySelector(".remove")!.GetAttribute("href")));
        Assert.False(page.QuerySelector(".how:has(.reading)")!.HasAttribute("open"));
    }

    [Fact]
    public async Task Another_form_of_a_word_is_named_and_can_be_left_out()
    {
        var page = await SearchAsync("officer");
        var only = page.QuerySelectorAll(".reading a").Single(link => link.Words() == "only this form").GetAttribute("href")!;
        var exact = await site.PageAsync(only);

        Assert.Contains("officers", page.QuerySelector(".meaning").Words(), StringComparison.Ordinal);
        Assert.StartsWith("26 hits", page.QuerySelector(".total").Words(), StringComparison.Ordinal);
        Assert.StartsWith("1 hit", exact.QuerySelector(".total").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_that_does_not_exist_is_said_to_be_searched_as_words()
    {
        var page = await SearchAsync("colour:red");

        Assert.Contains("colour:", page.QuerySelector(".note").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_is_found_the_reading_is_open_and_less_can_be_asked_for()
    {
        var page = await SearchAsync("\"contract the serco\"");
        var step = page.QuerySelector(".ladder li")!;
        var found = await site.PageAsync(step.QuerySelector("a")!.GetAttribute("href")!);

        Assert.Null(page.QuerySelector(".reading")!.Closest("details"));
        Assert.Equal("Nothing found", page.QuerySelector(".nothing h2").Words());
        Assert.StartsWith(step.QuerySelector(".n").Words() + " hit", found.QuerySelector(".total").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_only_left_out_is_left_out_of_all() =>
        Assert.Equal("All posts and comments but not serco", (await SearchAsync("-serco")).QuerySelector(".understood").Words());

    [Theory]
    [InlineData("label:xylophone", "No post or comment meets this filter.")]
    [InlineData("label:xylophone site:xylophone.example", "No post or comment meets all of it.")]
    [InlineData("xylophonist", "No post or comment has it. A shorter beginning, with a star behind it, may be found.")]
    [InlineData("\"xylophonist\"", "No post or comment has it. A shorter beginning, with a star behind it, may be found.")]
    [InlineData("\"xylophonist glock*\"", "No post or comment has these words one behind the other. Fewer of them may be found.")]
    [InlineData("xylophon*", "No post or comment has a word that begins so. A shorter beginning may be found.")]
    [InlineData("\"xylophonist glockenspielist\"", "No post or comment has these words one behind the other. Fewer of them may be found.")]
    [InlineData("xylophonist glockenspielist", "No post or comment meets all of it. Fewer words, or one by itself, may be found.")]
    public async Task Where_nothing_is_found_the_advice_is_of_what_was_asked(string query, string advice) =>
        Assert.Equal(advice, (await SearchAsync(query)).QuerySelector(".nothing p").Words());

    [Fact]
    public async Task A_card_tells_where_when_by_whom_and_in_answer_to_what()
    {
        var page = await SearchAsync("about in:comments");

        var card = page.QuerySelector(".hits > li.comment-hit")!;
        Assert.Equal("Old contract", card.QuerySelector("h2").Words());
        Assert.Equal("Comment 1.1.1 signed Jim 1 May 2012 the post’s date", card.QuerySelector(".where").Words());
        Assert.Equal("2012-05-01", card.QuerySelector("time")!.GetAttribute("datetime"));
        Assert.Equal(["1 signed Jim Serco has it Jim", "1.1 serco again"], card.QuerySelectorAll(".chain li").Select(parent => parent.Words()));
        Assert.Equal("About", card.QuerySelector(".snippet mark").Words());
        Assert.NotNull(card.QuerySelector(".where .inferred"));
        Assert.Equal(card.QuerySelector(".snippet").Words(), card.QuerySelector(".snippet a").Words());
    }

    [Fact]
    public async Task A_date_and_the_want_of_a_name_are_said_only_where_they_tell_something()
    {
        var page = await SearchAsync("serco");

        var cards = page.QuerySelectorAll(".hits > li").Select(card => (Title: card.QuerySelector("h2").Words(), Where: card.QuerySelector(".where").Words())).ToList();
        Assert.Equal(("New contract", "Comment 25 11 February 2014 the post’s date"), cards[0]);
        Assert.Equal(("New contract", "Comment 24"), cards[1]);
        var old = await SearchAsync("serco on:2012");
        Assert.Equal(["Comment 1.1 unsigned 1 May 2012 the post’s date", "Comment 1 signed Jim", "Post 1 May 2012"], old.QuerySelectorAll(".where").Select(where => where.Words()));
    }

    [Fact]
    public async Task Posts_and_comments_are_told_apart_and_what_is_unknown_is_said_to_be()
    {
        var page = await SearchAsync("serco on:2012");

        var post = page.QuerySelectorAll(".hits > li.post-hit").Single();
        Assert.Equal("Post 1 May 2012", post.QuerySelector(".where").Words());
        var undated = (await SearchAsync("\"at some time\"")).QuerySelector(".hits > li")!;
        Assert.Equal("Comment 1 Date unknown", undated.QuerySelector(".where").Words());
    }

    [Fact]
    public async Task A_removed_comment_is_said_to_be_removed()
    {
        var page = await SearchAsync("is:removed");

        Assert.Contains("Removed: ", page.QuerySelectorAll(".hits > li").Single().QuerySelector(".state").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rest_of_a_thread_is_one_link_away()
    {
        var page = await SearchAsync("serco on:2014");
        var more = page.QuerySelector(".hits .more a")!;
        var thread = await site.PageAsync(more.GetAttribute("href")!);

        Assert.Equal("All 25 in this thread", more.Words());
        Assert.StartsWith("25 hits", thread.QuerySelector(".total").Words(), StringComparison.Ordinal);
        Assert.Contains(thread.QuerySelectorAll(".reading b"), line => line.Words() == "post:probation/2014/02/new-contract");
    }

    [Fact]
    public async Task An_order_by_rank_knows_no_threads_and_offers_none()
    {
        var (grouped, plain) = (await site.PageAsync("/search?q=serco%20sort%3Arelevance&group=thread"), await SearchAsync("serco sort:relevance"));

        Assert.Equal(plain.QuerySelector(".total").Words(), grouped.QuerySelector(".total").Words());
        Assert.DoesNotContain("thread", grouped.QuerySelector(".how summary").Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("Group by thread", plain.QuerySelector(".ordering").Words(), StringComparison.Ordinal);
        Assert.Contains("Group by thread", (await SearchAsync("serco")).QuerySelector(".ordering").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_year_around_the_month_that_is_asked_for_has_no_number_because_it_finds_more()
    {
        var page = await SearchAsync("serco on:2014-02");

        var year = page.QuerySelectorAll(".facet").First(facet => facet.QuerySelector("a").Words() == "2014");
        Assert.Null(year.QuerySelector(".n"));
        Assert.NotNull((await SearchAsync("serco")).QuerySelectorAll(".facet").First(facet => facet.QuerySelector("a").Words() == "2014").QuerySelector(".n"));
        // A month of a year that is asked for finds nothing but what is found.
        Assert.All((await SearchAsync("serco on:2014")).QuerySelectorAll(".facet"), facet => Assert.NotNull(facet.QuerySelector(".n")));
    }

    [Fact]
    public async Task A_thread_can_stand_for_its_hits()
    {
        var page = await SearchAsync("serco");
        var grouped = await site.PageAsync(Link(page, ".ordering a", "Group by thread"));

        Assert.Equal(["New contract", "Old contract", "Undated words"], grouped.QuerySelectorAll(".hits h2").Select(post => post.Words()));
        Assert.Equal(
            ["Comment 1", "Comment 2", "Comment 3", "Post", "Comment 1", "Comment 1.1", "Comment 1"],
            grouped.QuerySelectorAll(".hits .where").Select(where => where.QuerySelector(".kind").Words()));
        Assert.Equal(["All 25 in this thread"], grouped.QuerySelectorAll(".hits .more").Select(more => more.Words()));
        Assert.Equal("thread", grouped.QuerySelector("input[name=group]")!.GetAttribute("value"));
        Assert.Equal("/search?q=serco", Link(grouped, ".ordering a", "Show every hit"));
    }

    [Fact]
    public async Task Pages_lead_to_the_older_hits_and_back_to_the_first()
    {
        var first = await SearchAsync("serco");
        var second = await site.PageAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        var addresses = first.QuerySelectorAll(".hits .snippet > a").Concat(second.QuerySelectorAll(".hits .snippet > a")).Select(link => link.GetAttribute("href")).ToList();
        Assert.Equal(29, addresses.Count);
        Assert.Equal(29, addresses.Distinct().Count());
        Assert.Null(second.QuerySelector("a[rel=next]"));
        Assert.Equal("/search?q=serco", Link(second, ".pager a", "← First page"));
    }

    [Fact]
    public async Task Tabs_and_orders_change_the_query_and_nothing_else()
    {
        var page = await SearchAsync("serco on:2012");

        Assert.Equal(["All 3", "Posts 1", "Comments 2"], page.QuerySelectorAll(".tabs a").Select(tab => tab.Words()));
        Assert.Equal("/search?q=serco%20on%3A2012%20in%3Aposts", Link(page, ".tabs a", "Posts 1"));
        Assert.Equal("/search?q=serco%20on%3A2012%20sort%3Aold", Link(page, ".ordering a", "Oldest first"));
        Assert.Equal("Newest first", page.QuerySelector(".ordering [aria-current]").Words());
    }

    [Theory]
    [InlineData("/search?q=serco&in=posts", "serco in:posts")]
    [InlineData("/search?q=serco&in=comments&blog=probation", "serco blog:probation in:comments")]
    [InlineData("/search?q=serco&within=post:old-contract", "serco post:old-contract")]
    [InlineData("/search?q=serco+OR+officer&within=post:old-contract", "(serco OR officer) post:old-contract")]
    [InlineData("/search?q=serco&within=officer", "serco")]
    public async Task A_scope_of_the_address_becomes_a_filter_that_can_be_taken_away(string address, string query)
    {
        var page = await site.PageAsync(address);

        Assert.Equal(query, page.QuerySelector("input[name=q]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Threads_and_blogs_have_a_box_of_their_own()
    {
        var thread = (await site.PageAsync("/probation/2012/05/old-contract")).QuerySelector(".comments form")!;
        var blog = (await site.PageAsync("/probation")).QuerySelector("header.site form")!;

        Assert.Equal("post:probation/2012/05/old-contract", thread.QuerySelector("input[name=within]")!.GetAttribute("value"));
        Assert.Equal("Search this thread", thread.QuerySelector("input[name=q]")!.GetAttribute("aria-label"));
        Assert.Equal("blog:probation", blog.QuerySelector("input[name=within]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_hit_opens_in_its_thread_with_everything_found_marked()
    {
        var hit = (await SearchAsync("about contract")).QuerySelector(".hits .snippet a")!.GetAttribute("href")!;
        var redirect = (await site.GetAsync(hit)).Headers.Location!.ToString();
        var page = await site.PageAsync(hit);

        Assert.StartsWith("/probation/2012/05/old-contract?mark=about%20contract&hit=", redirect, StringComparison.Ordinal);
        Assert.Contains("About", page.QuerySelectorAll(".thread mark").Select(mark => mark.Words()));
        Assert.Contains("contract", page.QuerySelectorAll(".post .writing mark").Select(mark => mark.Words()));
        Assert.Equal("contract", page.QuerySelector("h1 mark").Words());
        Assert.Equal("Marked: about contract without marks", page.QuerySelector(".marked").Words());
        Assert.Equal("Hit 1 of 1 back to the results", page.QuerySelector(".hit-walk").Words());
        var plain = await site.PageAsync("/probation/2012/05/old-contract?mark=about+contract");
        Assert.Equal("Marked: about contract without marks back to the search", plain.QuerySelector(".marked").Words());
        Assert.Null(plain.QuerySelector(".hit-walk"));
        Assert.Equal("/probation/2012/05/old-contract", page.QuerySelector(".marked a")!.GetAttribute("href"));
        Assert.Empty((await site.PageAsync("/probation/2012/05/old-contract?mark=on:2012")).QuerySelectorAll("mark, .marked"));
    }

    private static string Link(IHtmlDocument page, string where, string words) =>
        page.QuerySelectorAll(where).Single(link => link.Words() == words).GetAttribute("href")!;

    private Task<IHtmlDocument> SearchAsync(string query) => site.PageAsync($"/search?q={Uri.EscapeDataString(query)}");
}
