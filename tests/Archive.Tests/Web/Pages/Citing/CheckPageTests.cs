using AngleSharp.Html.Dom;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Pages.Citing;

[Collection(SeedSiteTests.Name)]
public sealed class CheckPageTests(SeedSite seeds)
{
    private readonly TestSite site = seeds.Site;

    [Fact]
    public async Task Without_anything_asked_the_page_explains_itself()
    {
        var page = await site.PageAsync("/cite");

        Assert.NotNull(page.QuerySelector("form.check[method=post] textarea[name=reference]"));
        Assert.Null(page.QuerySelector(".answer"));
        Assert.NotNull(page.QuerySelector(".notice"));
    }

    [Theory]
    [InlineData("http://elsewhere.example/probation/2016/04/changed", "THE BODY of the post", "The words stand as cited.")]
    [InlineData("/probation/2016/04/changed", "of the post", "The words stand there, with other words before them.")]
    [InlineData("/probation/2016/04/changed", "Changed", "The words are the title of the post.")]
    [InlineData("/probation/2016/04/changed", "", "This stands under the address. Without words, nothing is compared.")]
    [InlineData("/probation/2016/04/changed", "The body of another", "The text of the post that the address names is without these words")]
    [InlineData("/probation/2016/04/changed/nokey", "The body", "The post is here, but no comment of it has this address.")]
    [InlineData("/probation/2016/04/unchanged", "The body", "The address leads to no post or comment of this archive.")]
    [InlineData("", "The body", "No address was given to compare with.")]
    [InlineData("http://probationmatters.blogspot.com/2014/02/power-to-people.html", "Power to the people?", "The words are the title of the post")]
    [InlineData("http://probationmatters.blogspot.com/2014/02/the-power-to-people.html", "Power to the people?", "The words are the title of the post")]
    [InlineData("https://web.archive.org/web/2015/http://probationmatters.blogspot.com/2014/02/power-to-people.html", "Power to the people?", "The words are the title of the post")]
    [InlineData("http://probationmatters.blogspot.com/2014/02/power-to-people.html#c999", "Power to the people?", "The post is here, but no comment of it has this address.")]
    [InlineData("http://probationmatters.blogspot.com/2014/02/power-to-people.html?showComment=1300000000000", "Power to the people?", "The post is here, but no comment of it has this address.")]
    [InlineData("http://probationmatters.blogspot.com/2014/02/another.html", "Power to the people?", "The address leads to no post or comment of this archive.")]
    [InlineData("https://somebody-else.wordpress.com/2014/02/power-to-people", "Power to the people?", "The address leads to no post or comment of this archive.")]
    [InlineData("http://probationmatters.example.org/2014/02/power-to-people.html", "Power to the people?", "The address leads to no post or comment of this archive.")]
    [InlineData("gibberish", "", "The address leads to no post or comment of this archive.")]
    public async Task The_answer_is_in_plain_words(string address, string words, string verdict)
    {
        var page = await CheckAsync(address, words);

        Assert.StartsWith(verdict, page.QuerySelector(".verdict").Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("forged", page.Body!.TextContent, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_comment_stands_as_its_own_page_cites_it()
    {
        var post = await site.PageAsync(SeedSite.PowerPost);
        foreach (var key in post.QuerySelectorAll(".thread > li").Select(item => item.Id![1..]))
        {
            var cite = await site.PageAsync($"{SeedSite.PowerPost}/{key}/cite");
            var check = await site.PageAsync(cite.QuerySelector(".notes a")!.GetAttribute("href")!);

            Assert.Equal("The words stand as cited.", check.QuerySelector(".verdict").Words());
        }
    }

    [Fact]
    public async Task Words_of_a_comment_that_are_cited_by_the_address_of_its_post_are_found_in_that_thread_first()
    {
        var post = await site.PageAsync(SeedSite.PowerPost);
        var words = post.QuerySelectorAll(".thread .writing").Select(Elements.Words).First(text => text.Split(' ').Length > 12);

        var page = await CheckAsync(SeedSite.PowerPost, string.Join(' ', words.Split(' ').Take(12)));

        Assert.StartsWith("The text of the post that the address names is without these words", page.QuerySelector(".verdict").Words(), StringComparison.Ordinal);
        Assert.StartsWith(SeedSite.PowerPost, page.QuerySelector(".places a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_capture_that_had_the_words_is_named()
    {
        var post = await site.PageAsync(SeedSite.ChangedPost);
        var removed = post.QuerySelectorAll(".thread > li").Single(item => item.QuerySelector("details.earlier") is not null);

        var page = await CheckAsync($"{SeedSite.ChangedPost}#{removed.Id}", "It is removed.");

        Assert.StartsWith("It stood so in another capture", page.QuerySelector(".verdict").Words(), StringComparison.Ordinal);
        Assert.Contains("1 January 2017", page.QuerySelector(".answer").Words(), StringComparison.Ordinal);
        Assert.Equal(["It is removed.", "It is removed", "This comment has been removed by the author."], page.QuerySelectorAll(".quoted").Select(Elements.Words));
        Assert.StartsWith("/sources/", page.QuerySelector(".answer .lines")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    // What a reader may have copied: the line of a comment's menu, a capture of the post, the comment in that capture.
    [Fact]
    public async Task Addresses_of_captures_and_of_lines_lead_to_the_text_that_stands_there()
    {
        var post = await site.PageAsync(SeedSite.ChangedPost);
        var comment = post.QuerySelectorAll(".thread > li").Single(item => item.QuerySelector("details.earlier") is not null);
        var captures = post.QuerySelectorAll(".captures a[href*='/captures/']").Select(link => link.GetAttribute("href")!).ToList();
        Assert.NotEmpty(captures);

        foreach (var (address, words, verdict) in ((string, string, string)[])
        [
            (comment.QuerySelector("a.lines")!.GetAttribute("href")!, "It is removed.", "It stood so in another capture"),
            ($"{captures[0]}#{comment.Id}", "It is removed.", "In the capture that the address names the words stand as cited"),
            ($"{captures[0]}#{comment.Id}", "This comment has been removed", "The words stand here now; the capture that the address names does not have them."),
        ])
        {
            var page = await CheckAsync($"https://elsewhere.example{address}", words);

            Assert.StartsWith(verdict, page.QuerySelector(".verdict").Words(), StringComparison.Ordinal);
        }

        foreach (var address in (string[])[post.QuerySelector(".record a.lines")!.GetAttribute("href")!, captures[^1]])
        {
            Assert.Equal("The words stand as cited.", (await CheckAsync($"https://elsewhere.example{address}", "The body of the post")).QuerySelector(".verdict").Words());
        }
    }

    [Theory]
    [InlineData("https://anywhere.example/2014/02/power-to-people.html", true, true)]
    [InlineData("https://anywhere.example/2014/02/the-power-to-people.html", true, true)]
    [InlineData("/2014/02/power-to-people.html", true, true)]
    [InlineData("/2013/01/elsewhere", true, true)]
    [InlineData("https://other.example/2013/01/elsewhere.html", true, false)]
    [InlineData("https://anywhere.example/2013/01/elsewhere.html", false, false)]
    [InlineData("https://other.example/2014/02/power-to-people.html", false, false)]
    public async Task A_post_of_that_month_and_name_answers_only_where_nobody_knows_the_site_of_its_blog_and_that_is_said(string address, bool isHere, bool isByName)
    {
        await using var apart = await TestSite.StartAsync(archive =>
        {
            archive.Import(TestArchive.Dump("a.txt", DumpText.Post("one")));
            archive.Import(TestArchive.Dump("b.txt", DumpText.Titled("Elsewhere", "2013-01-02", "two")) with { Blog = new("other", "Other", "https://other.example/") });
        });

        var answer = (await CheckAsync(apart, address, "The body of the post")).QuerySelector(".answer").Words();

        Assert.Contains(isHere ? "The words stand as cited." : "The address leads to no post or comment of this archive.", answer, StringComparison.Ordinal);
        Assert.Equal(isByName, answer.Contains("Which blog the address is of is not known here; this post has the month and the name of that address.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_address_that_the_site_leads_on_names_what_it_leads_to()
    {
        const string Mill = "/probation/2014/02/mill", Goats = "/probation/2015/03/goats";
        await using var grown = await TestSite.StartAsync(archive =>
        {
            archive.Capture(2014, DumpText.Titled("Mill", "2014-02-11", "I knew that boat.") with { Original = "We walked along the mill race this morning." });
            archive.Capture(2015, DumpText.Titled("Goats", "2015-03-01", "Poor farmer.") with { Original = "Goats stood on the roof of the chapel again." });
        });
        var farmer = grown.Archive.Thread()[1].Key;
        using var db = grown.Archive.Read();
        var captures = db.Captures.OrderBy(capture => capture.CapturedAt).Select(capture => capture.Id).ToList();

        grown.Archive.Keeper.Join(captures[0], captures[1]);
        Assert.Equal(Mill, await StandsAtAsync(grown, Goats, "Goats stood on the roof"));
        Assert.Equal($"{Mill}/{farmer}", await StandsAtAsync(grown, $"{Goats}/{farmer}", "Poor farmer."));

        grown.Archive.Keeper.Part(captures[0], captures[1]);
        Assert.Equal($"{Goats}/{farmer}", await StandsAtAsync(grown, $"{Mill}?comment={farmer}#c{farmer}", "Poor farmer."));

        grown.Archive.Keeper.Rename("probation", "napo");
        Assert.Equal("/napo/2014/02/mill", await StandsAtAsync(grown, Mill, "We walked along the mill race"));
    }

    // A dump gives the address, of a form that names no month or of a site that nobody said the blog had; the time of a comment stands in the address.
    [Fact]
    public async Task The_address_of_a_live_page_is_read_as_links_and_readers_are_led_by_it()
    {
        const string Blogger = "http://probationmatters.blogspot.co.uk/2014/02/power-to-people.html", Own = "https://pages.example/diary/2014/02/11/power/";
        await using var live = await TestSite.StartAsync(archive =>
        {
            archive.Import(TestArchive.Dump("a.txt", DumpText.Post("one", "two")) with { Blog = TestArchive.Blog with { Address = "http://probationmatters.blogspot.com/", TimeZone = "Europe/London" } });
            archive.Execute("UPDATE comments SET key = '663749526265980047', published = '2014-02-11T10:42' WHERE text = 'two'");
        });

        Assert.EndsWith("/663749526265980047", await StandsAtAsync(live, $"{Blogger}?showComment=1392115357329", "two"), StringComparison.Ordinal);
        Assert.EndsWith("/663749526265980047", await StandsAtAsync(live, $"{Blogger}#c663749526265980047", "two"), StringComparison.Ordinal);

        live.Archive.Execute($"UPDATE posts SET url = '{Own}', live_page = '{LivePage.Read(Own)!.Page}'");
        Assert.Equal("/probation/2014/02/power-to-people", await StandsAtAsync(live, Own, "The body of the post"));
        Assert.EndsWith("/663749526265980047", await StandsAtAsync(live, $"{Own}#c663749526265980047", "two"), StringComparison.Ordinal);
        Assert.Contains("no post or comment", (await CheckAsync(live, Own.Replace("pages.", "other.", StringComparison.Ordinal), "The body of the post")).QuerySelector(".verdict").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_day_of_an_import_is_no_day_of_a_capture()
    {
        await using var undated = await TestSite.StartAsync(archive =>
        {
            archive.Import(TestArchive.Dump("a.txt", DumpText.Titled("Changed", "2016-04-05", "It stays", "  It goes", "It is removed")));
            archive.Import(TestArchive.Dump("b.txt", DumpText.Titled("Changed", "2016-04-05", "It stays", DumpText.Removed, "It is new")));
        });
        var comment = (await undated.PageAsync(SeedSite.ChangedPost)).QuerySelectorAll(".thread > li").Single(item => item.QuerySelector("details.earlier") is not null);

        var heading = (await CheckAsync(undated, $"{SeedSite.ChangedPost}#{comment.Id}", "It is removed.")).QuerySelectorAll(".answer h3")[1].Words();

        Assert.StartsWith("In a capture made on or before ", heading, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#L1")]
    [InlineData("#L99999")]
    [InlineData("#L99999999999")]
    [InlineData("#L0")]
    public async Task Lines_without_a_text_lead_to_none(string line)
    {
        var source = (await site.PageAsync(SeedSite.ChangedPost)).QuerySelector(".record a.lines")!.GetAttribute("href")!;

        var page = await CheckAsync($"https://elsewhere.example{source[..source.IndexOf('#', StringComparison.Ordinal)]}{line}", "The body of the post");

        Assert.StartsWith("The address leads to no post or comment of this archive.", page.QuerySelector(".verdict").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_stand_elsewhere_are_offered()
    {
        var page = await CheckAsync("/probation/2011/01/gone", "Said at some time…");

        var place = Assert.Single(page.QuerySelectorAll(".places li"));
        Assert.Contains("Comment 1 under Undated words", place.Words(), StringComparison.Ordinal);
        Assert.StartsWith(SeedSite.UndatedPost, place.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>")]
    [InlineData("\u0000\u202E#c", "\uD800 \u0000 “…” [[[")]
    [InlineData("/probation/2014/02/%00%ff", "]]]…")]
    public async Task Anything_can_be_typed(string address, string words)
    {
        var page = await CheckAsync(address, words);

        Assert.NotNull(page.QuerySelector(".verdict"));
        Assert.Empty(page.QuerySelectorAll("main script, main img"));
    }

    [Fact]
    public async Task What_is_too_long_is_cut()
    {
        var page = await CheckAsync("/probation/2016/04/changed?" + new string('a', 3_000), string.Concat(Enumerable.Repeat("word ", 400)));

        Assert.InRange(page.QuerySelector("#reference")!.TextContent.Length, CitationTarget.MaxLength, CitationTarget.MaxLength + QuotedWords.MaxLength + 3);
        Assert.NotNull(page.QuerySelector(".verdict"));
    }

    [Fact]
    public async Task Every_citation_of_a_comment_stands_as_a_whole_line()
    {
        var post = await site.PageAsync(SeedSite.PowerPost);
        var key = post.QuerySelectorAll(".thread > li").Select(item => item.Id![1..]).Skip(9).First();
        var cite = await site.PageAsync($"{SeedSite.PowerPost}/{key}/cite");

        foreach (var citation in cite.QuerySelectorAll(".citation"))
        {
            var check = await PasteAsync(citation.TextContent);

            Assert.Equal("The words stand as cited.", check.QuerySelector(".verdict").Words());
            Assert.Contains($"{SeedSite.PowerPost}/{key}", check.QuerySelectorAll(".answer h3 a").Select(link => link.GetAttribute("href")));
        }
    }

    [Fact]
    public async Task Of_several_quotations_those_that_do_not_stand_there_are_named()
    {
        var check = await PasteAsync($"On “the blog of Devon” somebody wrote “The body of the post”, http://a.example{SeedSite.ChangedPost}");

        Assert.Equal("Some of what is quoted stands there, and these words do not.", check.QuerySelector(".verdict").Words());
        Assert.Equal("the blog of Devon", check.QuerySelector(".answer .quoted").Words());
    }

    [Fact]
    public async Task Whose_and_of_when_the_text_is_stands_beside_it()
    {
        var check = await PasteAsync($"Papa (2012, May 3). “The body of the post”, http://a.example{SeedSite.ChangedPost}");

        Assert.Equal("The words stand as cited.", check.QuerySelector(".verdict").Words());
        Assert.Contains("By Jim Brown, as the keeper of this archive says · Tuesday 5 April 2016", check.QuerySelector(".answer").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_answered_one_by_one()
    {
        var page = await PasteAsync(
            $"""
            “The body of the post.” http://elsewhere.example{SeedSite.ChangedPost}
            “The body of another.” http://elsewhere.example{SeedSite.ChangedPost}
            “Said at some time” http://elsewhere.example/probation/2011/01/gone

            Somebody. A book without an address. 2014.
            """);

        Assert.Equal(["found", "altered words", "not here", "not here"], page.QuerySelectorAll(".reference b").Select(Elements.Words));
        Assert.Equal("4 references: 1 found, 1 altered words, 2 not here", page.QuerySelector("#answers").Words());
        Assert.Contains("Comment 1 under Undated words", page.QuerySelectorAll(".answer")[2].QuerySelector(".places").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_long_list_the_first_twenty_are_answered()
    {
        var page = await PasteAsync(string.Join("\n", Enumerable.Range(0, 40).Select(n => $"“Words {n} {new string('w', 700)}” http://elsewhere.example/probation/2011/01/gone-{n}")));

        Assert.Equal(PastedReference.MaxReferences, page.QuerySelectorAll(".answers > ol > li").Length);
        Assert.Equal(CheckModel.MaxSearched, page.QuerySelectorAll(".answer .notice").Length);
        Assert.NotNull(page.QuerySelector(".answers > .quiet"));
    }

    [Theory]
    [InlineData(PastedReference.MaxReferences, false)]
    [InlineData(PastedReference.MaxReferences + 1, true)]
    public async Task What_is_left_out_is_said_and_nothing_where_nothing_is(int references, bool isCut)
    {
        var page = await PasteAsync(string.Join("\n", Enumerable.Range(0, references).Select(n => $"“Words {n}” http://elsewhere.example{SeedSite.ChangedPost}/gone{n}")));

        Assert.Equal(PastedReference.MaxReferences, page.QuerySelectorAll(".answers > ol > li").Length);
        Assert.Equal(isCut, page.QuerySelector(".answers > .quiet") is not null);
        Assert.Empty(page.QuerySelectorAll(".answers li h2"));
        Assert.NotEmpty(page.QuerySelectorAll(".answers li h3"));
    }

    [Fact]
    public async Task A_form_that_is_too_large_is_refused_and_one_from_elsewhere_too()
    {
        using var large = new FormUrlEncodedContent([new("reference", new string('x', CheckModel.MaxFormBytes))]);
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/cite") { Content = new FormUrlEncodedContent([new("reference", "x")]) };
        foreign.Headers.Add("Sec-Fetch-Site", "cross-site");

        Assert.Equal(System.Net.HttpStatusCode.RequestEntityTooLarge, (await site.Client.PostAsync(new Uri("/cite", UriKind.Relative), large)).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await site.Client.SendAsync(foreign)).StatusCode);
    }

    private async Task<IHtmlDocument> PasteAsync(string references)
    {
        using var form = new FormUrlEncodedContent([new("reference", references)]);
        var response = await site.Client.PostAsync(new Uri("/cite", UriKind.Relative), form);

        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        return await TestSite.ReadAsync(response);
    }

    private static async Task<string?> StandsAtAsync(TestSite site, string address, string words)
    {
        site.ForgetAnswers();
        var page = await CheckAsync(site, address[0] == '/' ? $"https://elsewhere.example{address}" : address, words);

        Assert.Equal("The words stand as cited.", page.QuerySelector(".verdict").Words());
        return page.QuerySelector(".answer h3 a")!.GetAttribute("href");
    }

    private Task<IHtmlDocument> CheckAsync(string address, string words) => CheckAsync(site, address, words);

    private static Task<IHtmlDocument> CheckAsync(TestSite site, string address, string words) =>
        site.PageAsync($"/cite?address={Escaped(address)}&words={Escaped(words)}");

    private static string Escaped(string text) => string.Concat(System.Text.Encoding.UTF8.GetBytes(text).Select(b => $"%{b:X2}"));
}
