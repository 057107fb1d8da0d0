using System.Net;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Pages.People;

/// <summary>A blog with printed names and one with names beneath its comments: their index, a page for each, and how all of it goes.</summary>
public sealed class PeopleTests : IAsyncLifetime
{
    private static readonly BlogDescription Harbour = new("harbour", "Harbour Lights", Author: "Ann Mackay");

    private static readonly BlogDescription Mill = new("mill", "Mill Race", Author: "Jim Brown");

    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync(Fill);

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static void Fill(TestArchive archive) => archive.Import(
        NamedDump.Of(Harbour, "Fog bell", new(2012, 3, 4), ("Ann Mackay", "one word"), ("Bo Lund", "two word"), ("ANN MACKAY", "three word\n\nBo Lund"), ("Bo Lund", "four\n\nBo Lund")),
        NamedDump.Of(Harbour, "Weir", new(2013, 5, 4), ("Ann Mackay", "five word"), ("Cy", "six word"), ("Cy", "seven word")),
        TestArchive.Dump("mill.txt", DumpText.Titled("Mill", "2014-02-11", "eight\n\nAnn Mackay", "nine\n\nDora", "ten\n\nDora", "eleven\n\nEve", "twelve\n\nJim")) with { Blog = Mill });

    private static IEnumerable<string> Names(AngleSharp.Dom.IParentNode page) => page.QuerySelectorAll(".names li").Select(name => name.Words());

    [Theory]
    [InlineData("/people", "Ann Mackay 3 comments", "Bo Lund 2 comments", "Cy 2 comments")]
    [InlineData("/people?kind=authors&order=number", "Ann Mackay 3 comments", "Bo Lund 2 comments", "Cy 2 comments")]
    [InlineData("/people?kind=authors&from=b", "Bo Lund 2 comments", "Cy 2 comments")]
    [InlineData("/people?kind=authors&from=BO%20%20LUND", "Bo Lund 2 comments", "Cy 2 comments")]
    [InlineData("/people?kind=signed", "Ann Mackay 1 comment", "Bo Lund 1 comment", "Dora 2 comments")]
    [InlineData("/people?kind=signed&order=number", "Dora 2 comments", "Ann Mackay 1 comment", "Bo Lund 1 comment")]
    [InlineData("/harbour/people", "Ann Mackay 3 comments", "Bo Lund 2 comments", "Cy 2 comments")]
    [InlineData("/mill/people", "Dora 2 comments")]
    [InlineData("/people?from=zz")]
    public async Task Names_are_listed_by_kind(string address, params string[] names) => Assert.Equal(names, Names(await site.PageAsync(address)));

    [Theory]
    [InlineData("/people/ann%20mackay", "Dumps give this name to 3 comments.")]
    [InlineData("/people/ann%20mackay", "1 comment ends with it on a line of its own; a line says nothing of who wrote it.")]
    [InlineData("/people/ann%20mackay", "Dated from March 2012 to February 2014, in Harbour Lights and Mill Race.")]
    [InlineData("/people/ann%20mackay", "Harbour Lights is by Ann Mackay, who may or may not be meant.")]
    [InlineData("/people/dora", "Dated in February 2014, in Mill Race.")]
    [InlineData("/people/cy", "Anyone could type a name under a comment, and two people may share one.")]
    public async Task A_name_says_what_is_known_of_it(string address, string text) =>
        Assert.Contains(text, (await site.PageAsync(address)).QuerySelector(".masthead").Words(), StringComparison.Ordinal);

    [Fact]
    public async Task A_name_is_a_search_with_its_facets_orders_and_downloads()
    {
        var page = await site.PageAsync("/people/ann%20mackay");
        var search = await site.PageAsync("/search?q=" + Uri.EscapeDataString("by:\"Ann Mackay\""));

        foreach (var part in new[] { ".hits", ".facets", ".tabs", ".ordering", ".outputs", ".histogram" })
        {
            Assert.Equal(search.QuerySelector(part)!.OuterHtml, page.QuerySelector(part)!.OuterHtml);
        }

        Assert.Equal(4, page.QuerySelectorAll(".hits > li").Length);
    }

    [Theory]
    [InlineData("/people/Ann%20Mackay", "/people/ann%20mackay")]
    [InlineData("/people/ANN%20%20MACKAY", "/people/ann%20mackay")]
    [InlineData("/signed/Dora", "/people/dora")]
    [InlineData("/signed/Jim", "/search?q=by%3AJim")]
    [InlineData("/people/Jim", "/search?q=by%3AJim")]
    public async Task There_is_one_address_for_a_name(string address, string leads) => Assert.Equal(leads, (await site.GetAsync(address)).Headers.Location?.OriginalString);

    [Theory]
    [InlineData("/mill/comments")]
    [InlineData("/posts/comments")]
    public async Task A_last_line_that_occurs_once_is_no_name_of_a_recent_comment(string address) => Assert.Equal(
        ["signed Jim", "unsigned", "signed Dora", "signed Dora", "signed Ann Mackay"],
        (await site.PageAsync(address)).QuerySelectorAll(".comment-hit").Where(hit => hit.QuerySelector(".by a")!.TextContent == "Mill").Select(hit => hit.QuerySelector(".author").Words()));

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData("/people/eve")]
    [InlineData("/people/nobody")]
    [InlineData("/people/%E2%98%82")]
    [InlineData("/nowhere/people")]
    [InlineData("/people?order=best")]
    [InlineData("/people?order=number&page=2")]
    [InlineData("/signed/Nobody")]
    public async Task What_is_not_there_is_not_found(string address) => Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync(address)).StatusCode);

    [Theory]
    [InlineData("/people")]
    [InlineData("/mill/people")]
    [InlineData("/people/dora")]
    [InlineData("/signed/Dora")]
    [InlineData("/people/nobody")]
    public async Task Nobody_is_made_easier_to_find_from_outside(string address)
    {
        var answer = await site.GetAsync(address);

        Assert.Equal(["noindex"], answer.Headers.GetValues("X-Robots-Tag"));
        var page = await TestSite.ReadAsync(answer);
        Assert.Empty(page.QuerySelectorAll("link[rel=alternate], link[rel=canonical], meta[property^='og:'], script[type='application/ld+json']"));
        Assert.True(!answer.IsSuccessStatusCode || page.QuerySelector("meta[name=robots][content=noindex]") is not null);
    }

    [Fact]
    public async Task No_list_for_robots_has_names()
    {
        foreach (var list in new[] { "/sitemap.xml", "/harbour/sitemap.xml", "/mill/sitemap.xml" })
        {
            Assert.DoesNotContain("/people", await (await site.GetAsync(list)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        var robots = (await (await site.GetAsync("/robots.txt")).Content.ReadAsStringAsync()).Split('\n');
        Assert.All(new[] { "/people$", "/people?", "/people/", "/*/people$", "/*/people?", "/signed/" }, path => Assert.Contains($"Disallow: {path}", robots));
    }

    [Fact]
    public async Task Names_in_threads_lead_to_their_pages()
    {
        Assert.Equal(
            ["/people/ann%20mackay", "/people/bo%20lund", "/people/ann%20mackay", "/people/bo%20lund"],
            (await site.PageAsync("/harbour/2012/03/fog-bell")).QuerySelectorAll(".thread a.author").Select(name => name.GetAttribute("href")));
        Assert.Equal(
            ["/people/ann%20mackay", "/people/dora", "/people/dora", "/people/jim"],
            (await site.PageAsync("/mill/2014/02/mill")).QuerySelectorAll(".thread .inferred a").Select(name => name.GetAttribute("href")));
    }

    [Fact]
    public async Task Without_sign_offs_only_authors_are_listed_and_have_pages()
    {
        await using var bare = await TestSite.StartAsync(Fill, new SiteChoices { ShowsSignOffs = false });

        Assert.Equal(["Ann Mackay 3 comments", "Bo Lund 2 comments", "Cy 2 comments"], Names(await bare.PageAsync("/people")));
        Assert.Empty((await bare.PageAsync("/people")).QuerySelectorAll(".tabs"));
        var ann = (await bare.PageAsync("/people/ann%20mackay")).QuerySelector(".masthead").Words();
        Assert.DoesNotContain("on a line of its own", ann, StringComparison.Ordinal);
        Assert.Contains("Below is also what only ends with it.", ann, StringComparison.Ordinal);
        Assert.All(
            await Task.WhenAll(new[] { "/people?kind=signed", "/people/dora", "/signed/Dora", "/people/jim" }.Select(address => bare.GetAsync(address))),
            answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        Assert.Contains("No dump says who wrote what.", (await bare.PageAsync("/mill/people")).QuerySelector("main").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_people_nothing_is_there_and_nothing_leads_there()
    {
        await using var bare = await TestSite.StartAsync(Fill, new SiteChoices { ShowsPeople = false });

        Assert.All(
            await Task.WhenAll(new[] { "/people", "/people?kind=signed", "/mill/people", "/people/dora", "/people/ann%20mackay", "/people/jim" }.Select(address => bare.GetAsync(address))),
            answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        foreach (var address in new[] { "/", "/harbour", "/harbour/2012/03/fog-bell", "/mill/2014/02/mill", "/search?q=by:Dora", "/search?q=word" })
        {
            Assert.Empty((await bare.PageAsync(address)).QuerySelectorAll("[href*='/people'], [href*='/signed']"));
        }

        // What was promised before leads on to what a search finds.
        Assert.Equal("/search?q=by%3ADora", (await bare.GetAsync("/signed/Dora")).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Every_name_has_an_address_that_comes_back()
    {
        string[] names =
        [
            new string('n', 200), string.Join(' ', Enumerable.Repeat("Aeiou", 33)), "a/b", "../../x", "x/..", "~x", "x~-y", "a%2Fb", "100%", "?q=1#x", "\u202Eevil", "שלום", "李雷", "c++", "(x) y)", "O'Neil & Co.", "<b>x</b>",
        ];
        await using var odd = await TestSite.StartAsync(archive =>
        {
            Fill(archive);
            foreach (var name in names)
            {
                archive.Execute($"INSERT INTO post_people SELECT '{PeopleOperators.KeyOf(name)!.Replace("'", "''", StringComparison.Ordinal)}', max(id), blog_id, '{name.Replace("'", "''", StringComparison.Ordinal)}', 0, 1, 0 FROM posts");
            }
        });

        var listed = (await odd.PageAsync("/people?kind=authors")).QuerySelectorAll(".names a").ToDictionary(name => name.TextContent, name => name.GetAttribute("href")!);
        foreach (var name in names)
        {
            // As a browser goes there: it takes steps out of the path.
            var page = await odd.PageAsync(new Uri(new Uri("http://archive.test"), listed[name]).PathAndQuery);
            Assert.Equal(name, page.QuerySelector("h1")!.TextContent);
        }
    }

    [Fact]
    public async Task Many_names_are_read_by_letter_and_on_from_a_name()
    {
        await using var wide = await TestSite.StartAsync(archive =>
        {
            Fill(archive);
            archive.Execute(string.Concat(Enumerable.Range(0, 250).Select(i => $"INSERT INTO post_people SELECT 'name {i:000}', max(id), blog_id, 'Name {i:000}', 0, {1 + (i % 7)}, 0 FROM posts;")));
        });

        foreach (var start in new[] { "/people", "/people?kind=authors&order=number" })
        {
            var read = new List<string>();
            for (var address = start; address is not null;)
            {
                var page = await wide.PageAsync(address);
                read.AddRange(page.QuerySelectorAll(".names a").Select(name => name.TextContent));
                address = page.QuerySelector(".pager a[rel=next]")?.GetAttribute("href");
            }

            Assert.Equal(253, read.Count);
            Assert.Equal(253, read.Distinct().Count());
        }

        var letters = (await wide.PageAsync("/people")).QuerySelectorAll(".letters a").ToDictionary(letter => letter.TextContent, letter => letter.GetAttribute("href")!);
        Assert.Equal("Cy", (await wide.PageAsync(letters["C"])).QuerySelector(".names a")!.TextContent);
        Assert.Equal("Name 000", (await wide.PageAsync(letters["D"])).QuerySelector(".names a")!.TextContent);
    }
}
