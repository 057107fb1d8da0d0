using System.Net;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Pages.Labels;

/// <summary>Two blogs with labels: their pages, feeds and searches, and dead links to them.</summary>
public sealed class LabelsTests : IAsyncLifetime
{
    private static readonly BlogDescription Harbour = new("harbour", "Harbour Lights", Address: "http://harbour.blogspot.co.uk/", Language: "en-GB");

    private static readonly BlogDescription Mill = new("mill", "Mill Race");

    private static readonly BlogDescription Odd = new("odd", "Odd Labels");

    // Steps of a path, signs that addresses or searches give a meaning, text that runs from right to left, two that differ by case.
    private const string Strange = "., .., ~, ~., a~-b, a%2Fb, %, ?q=1#x, feed.atom, ☂, Öl, öl, say \"hi\" now, (x) y), \u202Eevil, שלום, c++";

    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync(archive => archive.Import(
        Dump(Harbour, "Fog bell", "2012-03-04", "tide, Night ferry", "one word", "  reply word"),
        Dump(Harbour, "East quay", "2012-03-09", "tide", "two word"),
        Dump(Harbour, "Slipway", "2012-11-26", null, "three word"),
        Dump(Mill, "Some day", null, "weir", "five"),
        Dump(Mill, "First day", "2012-03-19", "weir"),
        Dump(Mill, "Weir", "2012-03-20", "tide, a/b <c>", "four word")));

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static DumpFile Dump(BlogDescription blog, string title, string? day, string? labels, params string[] outline)
    {
        var post = DumpText.Titled(title, day, outline);
        return TestArchive.Dump($"{title}.txt", labels is null ? post : post with { Original = $"{post.Original}\n\nLabels: {labels}" }) with { Blog = blog };
    }

    [Theory]
    [InlineData("/harbour/labels", "Night ferry 1 post", "tide 2 posts")]
    [InlineData("/harbour/labels?order=posts", "tide 2 posts", "Night ferry 1 post")]
    [InlineData("/labels", "a/b <c> 1 post", "Night ferry 1 post", "tide 3 posts", "weir 2 posts")]
    [InlineData("/labels?order=posts", "tide 3 posts", "weir 2 posts", "a/b <c> 1 post", "Night ferry 1 post")]
    public async Task Labels_are_listed_by_name_or_by_number(string address, params string[] labels) =>
        Assert.Equal(labels, (await site.PageAsync(address)).QuerySelectorAll(".names li").Select(label => label.Words()));

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData("/harbour/labels/tide", "East quay", "Fog bell")]
    [InlineData("/harbour/labels/tide?order=oldest", "Fog bell", "East quay")]
    [InlineData("/mill/labels/weir", "First day", "Some day")]
    [InlineData("/mill/labels/weir?order=oldest", "First day", "Some day")]
    [InlineData("/posts/labels/tide", "Weir", "East quay", "Fog bell")]
    [InlineData("/harbour/labels/Night%20ferry", "Fog bell")]
    [InlineData("/mill/labels/a~-b%20%3Cc%3E", "Weir")]
    public async Task A_label_has_its_posts(string address, params string[] titles) =>
        Assert.Equal(titles, (await site.PageAsync(address)).QuerySelectorAll(".posts h2").Select(title => title.Words()));

    [Fact]
    public async Task A_label_leads_to_the_same_in_other_letters_because_its_search_finds_both()
    {
        await using var odd = await TestSite.StartAsync(archive => archive.Import(
            Dump(Odd, "One", "2012-03-04", "Öl, tide, Tide"), Dump(Odd, "Two", "2012-03-05", "öl"), Dump(Mill, "Three", "2012-03-06", "ol, weir")));

        Assert.Equal(["/odd/labels/%C3%B6l"], Others(await odd.PageAsync("/odd/labels/%C3%96l")));
        Assert.Equal(["/posts/labels/ol", "/posts/labels/%C3%B6l"], Others(await odd.PageAsync("/posts/labels/%C3%96l")));
        Assert.Equal(["/odd/labels/Tide"], Others(await odd.PageAsync("/odd/labels/tide")));
        Assert.Empty(Others(await odd.PageAsync("/mill/labels/weir")));
        Assert.StartsWith("3 hits", (await odd.PageAsync("/search?q=label:%C3%B6l+in:posts")).QuerySelector(".total").Words(), StringComparison.Ordinal);

        static IEnumerable<string?> Others(AngleSharp.Dom.IParentNode page) => page.QuerySelectorAll(".masthead p:not(.crumbs):not(.follow) a bdi").Select(name => name.ParentElement!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("/harbour/labels/none")]
    [InlineData("/mill/labels/Night%20ferry")]
    [InlineData("/harbour/labels/tide?page=2")]
    [InlineData("/harbour/labels/tide?order=best")]
    [InlineData("/harbour/labels/none/feed.atom")]
    [InlineData("/nowhere/labels")]
    public async Task What_is_not_there_is_not_found(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync(address)).StatusCode);

    [Fact]
    public async Task A_post_leads_to_its_labels_and_every_way_from_there_answers()
    {
        foreach (var label in (await site.PageAsync("/mill/2012/03/weir")).QuerySelectorAll(".record .label"))
        {
            var page = await site.PageAsync(label.GetAttribute("href")!);

            Assert.Equal("Weir", page.QuerySelector(".posts h2").Words());
            foreach (var way in page.QuerySelectorAll(".masthead a"))
            {
                Assert.Equal(HttpStatusCode.OK, (await site.GetAsync(way.GetAttribute("href")!)).StatusCode);
            }
        }
    }

    [Fact]
    public async Task Every_label_has_a_page_and_a_feed_whatever_it_is()
    {
        await using var odd = await TestSite.StartAsync(archive => archive.Import(Dump(Odd, "Odd", "2013-01-01", Strange)));
        var index = await odd.PageAsync("/odd/labels");
        var labels = index.QuerySelectorAll(".names a").ToList();

        Assert.Equal(Strange.Split(", ").Order(StringComparer.Ordinal), labels.Select(label => label.TextContent).Order(StringComparer.Ordinal));
        foreach (var label in labels)
        {
            // As a browser goes there: it takes steps out of the path.
            var page = await odd.PageAsync(new Uri(new Uri("http://archive.test"), label.GetAttribute("href")!).PathAndQuery);

            Assert.Equal(label.TextContent, page.QuerySelector("h1")!.TextContent);
            Assert.Equal("Odd", page.QuerySelector(".posts h2").Words());
            foreach (var way in page.QuerySelectorAll(".masthead .quiet a, .calendar a"))
            {
                // What is taken out is looked at itself, not the page that leads to it.
                var answer = await odd.GetAsync(way.GetAttribute("href")!.Replace("/take?", "/take.jsonl?", StringComparison.Ordinal));
                Assert.True(answer.IsSuccessStatusCode, $"{label.TextContent}: {way.GetAttribute("href")} gives {answer.StatusCode}");
                var text = await answer.Content.ReadAsStringAsync();
                Assert.True(text.Contains(">Odd<", StringComparison.Ordinal) || text.Contains("\"post\":\"Odd\"", StringComparison.Ordinal), $"{label.TextContent}: {way.GetAttribute("href")} has no such post");
            }
        }
    }

    [Fact]
    public async Task A_label_shows_its_own_months_and_each_leads_to_its_posts()
    {
        var page = await site.PageAsync("/harbour/labels/tide");
        var month = Assert.Single(page.QuerySelectorAll(".calendar td a"));

        Assert.Equal("March 2012: 2 posts", month.GetAttribute("title"));
        var found = await site.PageAsync(month.GetAttribute("href")!);
        Assert.Equal(["East quay", "Fog bell"], found.QuerySelectorAll(".hits h2").Select(title => title.Words()));
    }

    [Fact]
    public async Task A_blog_leads_to_its_labels_where_it_has_any()
    {
        Assert.NotNull((await site.PageAsync("/harbour")).QuerySelector("main a[href='/harbour/labels']"));
        Assert.NotNull((await site.PageAsync("/posts")).QuerySelector("main a[href='/labels']"));

        await using var bare = await TestSite.StartAsync(archive => archive.Import(Dump(Harbour, "Slipway", "2012-11-26", null)));
        Assert.Null((await bare.PageAsync("/harbour")).QuerySelector("main a[href$=labels]"));
        Assert.Contains("No dump says", (await bare.PageAsync("/harbour/labels")).QuerySelector("main").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_label_can_be_followed()
    {
        var feed = await (await site.GetAsync("/harbour/labels/tide/feed.atom")).Content.ReadAsStringAsync();

        Assert.Equal(2, feed.Split("<entry>").Length - 1);
        Assert.Contains("<title>East quay</title>", feed, StringComparison.Ordinal);
        Assert.Contains("/harbour/labels/tide/feed.atom", (await site.PageAsync("/harbour/labels/tide")).QuerySelector("link[type='application/atom+xml'][href*=labels]")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("label:tide", 7)]
    [InlineData("label:TIDE", 7)]
    [InlineData("label:\"night  ferry\"", 3)]
    [InlineData("label:\"a/b <c>\"", 2)]
    [InlineData("word -label:tide", 1)]
    [InlineData("word label:tide blog:harbour", 3)]
    [InlineData("label:none", 0)]
    public async Task A_search_finds_posts_of_a_label_and_the_comments_under_them(string query, int hits)
    {
        var json = await (await site.GetAsync($"/search.json?q={Uri.EscapeDataString(query)}")).Content.ReadAsStringAsync();

        Assert.Equal(hits, System.Text.Json.JsonDocument.Parse(json).RootElement.GetProperty("hits").GetArrayLength());
    }

    [Fact]
    public async Task Hits_are_divided_by_label()
    {
        var facets = (await site.PageAsync("/search?q=word")).QuerySelectorAll(".facets h2").Single(heading => heading.Words() == "Label").NextElementSibling!;

        Assert.Equal(["tide 4", "Night ferry 2", "a/b <c> 1"], facets.QuerySelectorAll("li").Select(label => label.Words()).OrderByDescending(label => label[^1]));
        Assert.Contains("/search?q=word%20label%3Atide", facets.QuerySelectorAll("a").Select(label => label.GetAttribute("href")));
    }

    [Theory]
    [InlineData("http://harbour.blogspot.com/search/label/Night%20ferry", "/harbour/labels/Night%20ferry")]
    [InlineData("https://harbour.blogspot.de/search/label/night%20ferry?max-results=5", "/harbour/labels/Night%20ferry")]
    [InlineData("http://harbour.blogspot.com/search/label/none", "/search?q=%22none%22%20blog%3Aharbour")]
    public async Task A_dead_link_to_a_label_leads_to_its_page(string address, string here) =>
        Assert.Equal(here, (await site.GetAsync($"/go?u={Uri.EscapeDataString(address)}")).Headers.Location!.OriginalString);

    [Fact]
    public async Task Labels_stand_in_the_list_of_pages()
    {
        var sitemap = await (await site.GetAsync("/harbour/sitemap.xml")).Content.ReadAsStringAsync();

        Assert.Contains("/harbour/labels<", sitemap, StringComparison.Ordinal);
        Assert.Contains("/harbour/labels/Night%20ferry<", sitemap, StringComparison.Ordinal);
    }
}
