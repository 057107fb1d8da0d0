using Archive.Tests.Storage;

namespace Archive.Tests.Web;

[Collection(SeedSiteTests.Name)]
public class PagesTests(SeedSite seeds)
{
    private readonly TestSite site = seeds.Site;

    [Theory]
    [InlineData("/", "h1", "On Probation Blog")]
    [InlineData("/probation", ".posts li:first-child h2 a", "Changed")]
    [InlineData("/probation", ".calendar", "2014")]
    [InlineData("/probation/2014", ".titles a", "Power To The People?")]
    [InlineData("/probation/2014/02", "h1", "February 2014")]
    [InlineData("/probation/2014/02", ".posts .date[datetime='2014-02-11']", "Tuesday 11 February 2014")]
    [InlineData("/probation/undated", ".posts h2", "Undated words")]
    [InlineData("/probation/about", ".writing em", "because")]
    [InlineData(SeedSite.PowerPost, "main h1", "Power To The People?")]
    [InlineData(SeedSite.PowerPost, "time[datetime='2014-02-11']", "Tuesday 11 February 2014")]
    [InlineData(SeedSite.PowerPost, "#comments-heading", "38 comments, 18 branches")]
    [InlineData(SeedSite.UndatedPost, ".date", "Date unknown")]
    [InlineData(SeedSite.PowerPost, ".thread .author.inferred", "signed Andrew Hatton")]
    [InlineData(SeedSite.PowerPost, ".thread .role", "the blog’s author is called so")]
    [InlineData(SeedSite.PowerPost, ".shape p", "18 comments at the top, 5 of them answered; the first of the longest conversations is below 8 with 7 replies; answers go 1 level deep.")]
    [InlineData("/people/andrew%20hatton", ".masthead", "8 comments end with it on a line of its own")]
    [InlineData("/sources", ".ledger", "000_7ee6d24b31a7e022.txt")]
    [InlineData(SeedSite.PowerSource, ".facts", "24,994 bytes")]
    [InlineData("/imports", ".ledger tbody", "done")]
    [InlineData("/imports/1", ".facts", "1 new, 0 unchanged, 0 refused")]
    [InlineData("/go", "h1", "From an address to its page here")]
    [InlineData(SeedSite.PowerPost + "/captures/c4c9bc9657c4f50ab582e1cd20ab0843dcee8db354db08dbd2d489ebe241fafe", ".notice", "As captured on or before 4 May 2020.")]
    [InlineData("/search", ".notice", "Type words")]
    [InlineData("/search?q=probation", ".hits mark", "probation")]
    [InlineData("/search?q=probation&in=posts", ".tabs a[aria-current]", "Posts")]
    [InlineData("/search?q=xylofon", ".notice", "Nothing found")]
    [InlineData("/search/first?q=omnishambles", ".verdict", "Jim Brown had it first")]
    [InlineData("/search/first", ".notice", "Type a word")]
    [InlineData("/search/help", ".operators", "site:host")]
    public async Task Each_page_shows_what_it_is_for(string address, string where, string text)
    {
        var page = await site.PageAsync(address);

        Assert.Contains(text, page.QuerySelector(where).Words(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("en-GB", page.DocumentElement.GetAttribute("lang"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Empty(page.QuerySelectorAll($"partial, {TestSite.StrangeScript}, [asp-append-version], [style]"));
    }

    [Fact]
    public async Task Every_comment_of_a_thread_leads_to_its_neighbours()
    {
        var page = await site.PageAsync(SeedSite.PowerPost);

        var second = page.QuerySelectorAll("a.number").Single(number => number.Words() == "8.2").Closest("li")!;
        var links = second.QuerySelectorAll("article .menu a").ToDictionary(link => link.Words(), link => link.GetAttribute("href")!);

        Assert.Equal(["cite", "lines", "next", "next branch", "parent", "permalink", "previous"], links.Keys.Select(words => words.StartsWith("lines ", StringComparison.Ordinal) ? "lines" : words).Order());
        Assert.Equal("8", page.QuerySelector($"{links["parent"]} a.number").Words());
        Assert.Equal("8.1", page.QuerySelector($"{links["previous"]} a.number").Words());
        Assert.Equal("8.3", page.QuerySelector($"{links["next"]} a.number").Words());
        Assert.Equal("9", page.QuerySelector($"{links["next branch"]} a.number").Words());
    }

    [Fact]
    public async Task A_dump_that_holds_less_than_its_page_counted_says_so()
    {
        var page = await site.PageAsync(SeedSite.BrokenPost);

        Assert.Contains("The page counted 5 comments; the dump holds 3.", page.QuerySelector(".comments > header").Words(), StringComparison.Ordinal);
        var states = page.QuerySelectorAll(".thread .state").Select(state => state.Words());
        Assert.Equal(
            ["This comment has been removed by the author.", "Not in the dump. That this comment existed is known only from its replies.", "The dump breaks off here."],
            states);
    }

    [Fact]
    public async Task Comments_that_are_known_only_from_their_replies_are_counted_apart()
    {
        var (page, top) = (await site.PageAsync(SeedSite.BrokenPost), await site.PageAsync($"{SeedSite.BrokenPost}?order=top"));

        Assert.All([page, top], thread => Assert.Equal("3 comments, 3 branches", thread.QuerySelector("#comments-heading").Words()));
        Assert.All([page, top], thread => Assert.Contains("1 more is known only from its replies", thread.QuerySelector(".comments > header").Words(), StringComparison.Ordinal));
        Assert.Equal(("3 comments", "3 branches"), (page.QuerySelector("nav.where .at").Words(), top.QuerySelector("nav.where .at").Words()));
        Assert.Equal("4", page.QuerySelector("nav.where")!.GetAttribute("data-total"));
        Assert.Contains("#412 of 4.", (await TestSite.ReadAsync(await site.GetAsync($"{SeedSite.BrokenPost}?to=9&order=top"))).QuerySelector("[role=alert]").Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("known only from", (await site.PageAsync(SeedSite.PowerPost)).QuerySelector(".comments > header").Words(), StringComparison.Ordinal);
        // What came last may be a reply, which is not on the page.
        Assert.Equal(page.QuerySelector("#comments")!.GetAttribute("data-newest"), top.QuerySelector("#comments")!.GetAttribute("data-newest"));
        Assert.Equal(
            (await site.PageAsync(SeedSite.PowerPost)).QuerySelector("#comments")!.GetAttribute("data-newest"),
            (await site.PageAsync($"{SeedSite.PowerPost}?order=top")).QuerySelector("#comments")!.GetAttribute("data-newest"));
    }

    [Fact]
    public async Task A_post_of_which_no_dump_has_the_text_says_so_wherever_it_would_stand()
    {
        const string Post = "/probation/2014/02/bare", NoText = "No dump that is kept here holds the text of this post.", Taken = "?blog=probation&month=2014-02&post=bare";
        await using var bare = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump("bare.txt", DumpText.Titled("Bare", "2014-02-11", "One", "Two") with { Original = "" })));
        var page = await bare.PageAsync(Post);

        Assert.Equal("2 comments", page.QuerySelector(".head-facts").Words());
        Assert.Equal(NoText, page.QuerySelector("article.post > .state").Words());
        Assert.Null(page.QuerySelector("article.post > .writing"));
        Assert.Contains($"[{NoText}]", await (await bare.GetAsync($"/take.txt{Taken}")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains($">{NoText}<", Outputs.TakingOut.TakenFiles.Unpacked(await (await bare.GetAsync($"/take.epub{Taken}")).Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
        var cite = await bare.PageAsync($"{Post}/cite");
        Assert.Equal("No dump that is kept here holds words of this post.", cite.QuerySelector(".citing > .state").Words());
        Assert.Null(cite.QuerySelector("blockquote"));
    }

    [Fact]
    public async Task What_vanished_or_changed_is_shown_with_its_capture()
    {
        var page = await site.PageAsync(SeedSite.ChangedPost);
        var thread = page.QuerySelector(".thread").Words();

        Assert.Contains("It goes", thread, StringComparison.Ordinal);
        Assert.Contains("Last seen in the capture of 1 January 2017", thread, StringComparison.Ordinal);
        Assert.Contains("2 captures", page.QuerySelector(".record").Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/probation/2014/02/power-to-people.html", SeedSite.PowerPost)]
    [InlineData("/probation/2014/02/power-to-people.HTML", SeedSite.PowerPost)]
    [InlineData("/probation/undated/undated-words.html", SeedSite.UndatedPost)]
    public async Task Addresses_that_end_as_on_the_live_blog_lead_to_the_post(string old, string address)
    {
        var response = await site.GetAsync(old);

        Assert.Equal(System.Net.HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal(address, response.Headers.Location!.ToString());
    }

    // To the framework a blank part is none, and a page would be asked for without its name.
    [Theory]
    [InlineData("/people/%20")]
    [InlineData("/posts/labels/%20%20")]
    [InlineData("/probation/2014/02/%09")]
    [InlineData("/probation/undated/%C2%A0")]
    [InlineData(SeedSite.PowerPost + "/captures/%E3%80%80")]
    [InlineData(SeedSite.PowerPost + "/captures/last/%0A")]
    [InlineData(SeedSite.PowerPost + "/%20")]
    public async Task A_blank_part_of_an_address_names_nothing(string address)
    {
        var response = await site.GetAsync(address);

        Assert.Equal(System.Net.HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("Nothing here under this address", (await TestSite.ReadAsync(response)).QuerySelector("main h1").Words());
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_offers_what_may_have_been_meant()
    {
        var response = await site.GetAsync("/probation/2014/03/power-to-the-people.html?x=1");
        var page = await TestSite.ReadAsync(response);

        Assert.Equal(System.Net.HttpStatusCode.MovedPermanently, response.StatusCode);
        response = await site.GetAsync(response.Headers.Location!.ToString());
        page = await TestSite.ReadAsync(response);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("/probation/2014/03/power-to-the-people", page.QuerySelector("main").Words(), StringComparison.Ordinal);
        Assert.Equal("power to the people", page.QuerySelector("main input[name=q]")!.GetAttribute("value"));
        Assert.Equal(SeedSite.PowerPost, page.QuerySelector(".titles a")!.GetAttribute("href"));
    }

    // "offenders" stands in texts, and in no title.
    [Theory]
    [InlineData("/probation/power", SeedSite.PowerPost)]
    [InlineData("/probation/offenders", null)]
    public async Task One_word_of_an_address_may_mean_a_title_and_no_text(string address, string? meant)
    {
        var page = await TestSite.ReadAsync(await site.GetAsync(address));

        Assert.Equal(meant, page.QuerySelector(".titles a")?.GetAttribute("href"));
    }

    [Theory]
    [InlineData(SeedSite.PowerPost + "/nokey")]
    [InlineData(SeedSite.PowerPost + "?comment=nokey")]
    public async Task A_comment_that_is_not_there_leads_to_its_post(string address)
    {
        var page = await TestSite.ReadAsync(await site.GetAsync(address));

        Assert.Contains(address, page.QuerySelector("main").Words(), StringComparison.Ordinal);
        Assert.Equal(SeedSite.PowerPost, Assert.Single(page.QuerySelectorAll(".titles a")).GetAttribute("href"));
    }

    [Fact]
    public async Task A_question_that_is_too_long_is_said_to_be_read_in_part()
    {
        var page = await site.PageAsync($"/search?q={string.Concat(Enumerable.Repeat("word%20", 210))}");

        Assert.Contains("Only the first 1,000 characters were read.", page.QuerySelector("main").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_says_that_its_dump_was_read_with_problems()
    {
        var page = await site.PageAsync(SeedSite.UndatedPost);

        Assert.Equal("The dump was read with 1 problem.", page.QuerySelector(".record a[href$='#problems']")!.ParentElement.Words());
        Assert.Null((await site.PageAsync(SeedSite.PowerPost)).QuerySelector(".record a[href$='#problems']"));
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/probation/1999")]
    [InlineData("/probation/2014/13")]
    [InlineData("/probation/2014/2")]
    [InlineData("/probation/undated/nothing")]
    [InlineData(SeedSite.PowerPost + "?page=2")]
    [InlineData(SeedSite.PowerPost + "?page=2147483647")]
    [InlineData(SeedSite.PowerPost + "?comment=none")]
    [InlineData(SeedSite.PowerPost + "?order=best")]
    [InlineData(SeedSite.PowerPost + "?order=flat&page=2")]
    [InlineData(SeedSite.PowerPost + "/none")]
    [InlineData("/signed/Nobody")]
    [InlineData("/people/nobody")]
    [InlineData("/people?kind=none")]
    [InlineData("/probation?page=0")]
    [InlineData("/sources/abc")]
    [InlineData("/sources/abc/raw")]
    [InlineData("/imports/99")]
    [InlineData("/not-found")]
    [InlineData("/error")]
    [InlineData("/sources/..%2f..%2fetc%2fpasswd/raw")]
    public async Task What_is_not_there_is_not_found(string address) =>
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await site.GetAsync(address)).StatusCode);
}
