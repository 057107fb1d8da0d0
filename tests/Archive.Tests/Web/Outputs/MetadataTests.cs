using System.Text.Json;
using AngleSharp.Html.Dom;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Outputs;

[Collection(SeedSiteTests.Name)]
public sealed class MetadataTests(SeedSite seeds)
{
    private readonly TestSite site = seeds.Site;

    [Theory]
    [InlineData("/probation", "/probation")]
    [InlineData("/probation/2014", "/probation/2014")]
    [InlineData("/probation/2014/02?page=1", "/probation/2014/02")]
    [InlineData(SeedSite.PowerPost + "?mark=probation", SeedSite.PowerPost)]
    [InlineData(SeedSite.PowerPost + "?order=flat", SeedSite.PowerPost)]
    [InlineData(SeedSite.LongPost + "?page=2", SeedSite.LongPost + "?page=2")]
    [InlineData(SeedSite.LongPost + "?order=flat&page=2", SeedSite.LongPost)]
    public async Task A_page_names_its_one_address(string address, string canonical)
    {
        var page = await site.PageAsync(address);

        Assert.Equal(Whole(canonical), page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.Equal(Whole(canonical), Property(page, "og:url"));
    }

    [Fact]
    public async Task A_whole_address_begins_as_the_keeper_says()
    {
        await using var other = await TestSite.StartAsync(
            archive => archive.Import(TestArchive.Dump("1.txt", DumpText.Post("First"))), new SiteChoices { Address = new Uri("https://archive.example.org") });
        const string post = "https://archive.example.org/probation/2014/02/power-to-people";

        Assert.Equal(post, (await other.PageAsync(SeedSite.PowerPost)).QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.Contains(post, (await other.PageAsync(SeedSite.PowerPost + "/cite")).QuerySelector("p.citation").Words(), StringComparison.Ordinal);
        Assert.Contains(post, await (await other.GetAsync("/feed.atom", ("Host", "evil.example"))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_is_described_for_those_who_link_to_it()
    {
        var page = await site.PageAsync(SeedSite.PowerPost);

        Assert.Equal("article", Property(page, "og:type"));
        Assert.Equal("Power To The People?", Property(page, "og:title"));
        Assert.Equal("On Probation Blog", Property(page, "og:site_name"));
        Assert.Equal("en_GB", Property(page, "og:locale"));
        Assert.Equal("2014-02-11", Property(page, "article:published_time"));
        Assert.StartsWith("I have to say", Property(page, "og:description"), StringComparison.Ordinal);
        Assert.Equal(Property(page, "og:description"), page.QuerySelector("meta[name=description]")!.GetAttribute("content"));
        Assert.Equal("en-GB", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("en-GB", page.QuerySelector("main h1")!.GetAttribute("lang"));
    }

    [Fact]
    public async Task What_is_not_known_is_not_said()
    {
        var page = await site.PageAsync(SeedSite.UndatedPost);
        var post = await JsonAsync(SeedSite.UndatedPost);

        Assert.Null(page.QuerySelector("meta[property='article:published_time']"));
        Assert.False(post.TryGetProperty("datePublished", out _));
        Assert.False(post.TryGetProperty("author", out _));
        Assert.False(post.GetProperty("comment")[0].TryGetProperty("author", out _));
        Assert.False(post.GetProperty("comment")[0].TryGetProperty("dateCreated", out _));
    }

    [Fact]
    public async Task A_post_is_a_BlogPosting_with_its_comments_nested()
    {
        var post = await JsonAsync(SeedSite.PowerPost);
        var page = await site.PageAsync(SeedSite.PowerPost);

        Assert.Equal("https://schema.org", post.GetProperty("@context").GetString());
        Assert.Equal("BlogPosting", post.GetProperty("@type").GetString());
        Assert.Equal("Power To The People?", post.GetProperty("headline").GetString());
        Assert.Equal("2014-02-11", post.GetProperty("datePublished").GetString());
        Assert.Equal("Jim Brown", post.GetProperty("isPartOf").GetProperty("author").GetProperty("name").GetString());
        Assert.Equal(38, post.GetProperty("commentCount").GetInt32());
        Assert.Equal(
            page.QuerySelectorAll(".thread > li").Select(item => Whole($"{SeedSite.PowerPost}/{item.Id![1..]}")),
            Flat(post).Select(comment => comment.GetProperty("url").GetString()));
        Assert.Equal(page.QuerySelectorAll(".comments > .thread > li").Length, post.GetProperty("comment").GetArrayLength());
    }

    [Fact]
    public async Task A_comment_is_a_Comment_that_says_what_it_answers()
    {
        var page = await site.PageAsync(SeedSite.PowerPost);
        var reply = page.QuerySelector(".thread .thread > li")!;
        var json = await JsonAsync($"{SeedSite.PowerPost}/{reply.Id![1..]}");

        Assert.Equal("Comment", json.GetProperty("@type").GetString());
        Assert.Equal("Power To The People?", json.GetProperty("about").GetProperty("headline").GetString());
        Assert.Equal(Whole($"{SeedSite.PowerPost}/{reply.ParentElement!.Closest("li")!.Id![1..]}"), json.GetProperty("parentItem").GetProperty("url").GetString());
    }

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData(100)]
    [InlineData(3_000)]
    public async Task However_deep_a_thread_goes_its_data_can_be_read(int depth)
    {
        await using var deep = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump(
            "deep.txt", DumpText.Post([.. Enumerable.Range(0, depth).Select(i => $"{new string(' ', 2 * i)}Deep {i}")]))));

        var page = await deep.PageAsync(SeedSite.PowerPost);
        using var json = JsonDocument.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent);

        var comments = Flat(json.RootElement).ToList();
        Assert.Equal(page.QuerySelectorAll(".thread > li[data-n]").Length, comments.Count);
        for (var i = ThreadJsonLd.MaxNesting + 1; i < comments.Count; i++)
        {
            Assert.Equal(comments[i - 1].GetProperty("url").GetString(), comments[i].GetProperty("parentItem").GetProperty("url").GetString());
        }
    }

    // Blanks, characters of two halves and what is escaped, at the place where a text is cut.
    [Fact]
    public async Task Of_a_long_text_the_beginning_is_told_to_the_end_of_a_character()
    {
        string[] texts =
        [
            "Short.", new string('a', 199) + "\u00A0\u3000 more", new string('a', 200), new string('a', 201), string.Concat(Enumerable.Repeat("\U0001F600", 230)),
            new string('a', 195) + "<'&\"\u2028b>", new string('a', 150) + new string('\u00A0', 60) + "b",
        ];
        await using var site = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump("a.txt", DumpText.Post(texts))));
        using var db = site.Archive.Read();
        var stored = db.Comments.OrderBy(comment => comment.Position).Select(comment => comment.Text).ToList();
        using var json = JsonDocument.Parse((await site.PageAsync(SeedSite.PowerPost)).QuerySelector("script[type='application/ld+json']")!.TextContent);

        Assert.Equal(stored.Select(Told), Flat(json.RootElement).Select(comment => comment.GetProperty("text").GetString()));

        static string Told(string text)
        {
            var runes = text.EnumerateRunes().ToList();
            return runes.Count <= ThreadJsonLd.MaxText ? text : string.Concat(runes.Take(ThreadJsonLd.MaxText)).TrimEnd() + "…";
        }
    }

    [Fact]
    public async Task No_text_ends_the_script_element()
    {
        var text = await (await site.GetAsync(HostileText.Post)).Content.ReadAsStringAsync();
        var start = text.IndexOf("<script type=\"application/ld+json\">", StringComparison.Ordinal);
        var block = text[(text.IndexOf('>', start) + 1)..text.IndexOf("</script>", start, StringComparison.Ordinal)];

        Assert.DoesNotContain(block, c => c is '<' or '>' or '&' or '\'' or '\u2028' or '\u2029');
        Assert.StartsWith(HostileText.Script, (await JsonAsync(HostileText.Post)).GetProperty("headline").GetString(), StringComparison.Ordinal);
        Assert.Contains(Flat(await JsonAsync(HostileText.Post)), comment => comment.GetProperty("text").GetString()!.Contains("--> <style>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2014-02-11", "2014-02-11")]
    [InlineData("2014-02-11T10:22", "2014-02-11T10:22")]
    [InlineData("2014-02-11T10:22:00Z", "2014-02-11T10:22:00Z")]
    [InlineData("\"><img src=x>", null)]
    [InlineData(null, null)]
    public void Only_a_date_is_a_date(string? published, string? date) => Assert.Equal(date, PageMetadata.DateOf(published));

    private static string? Property(IHtmlDocument page, string name) => page.QuerySelector($"meta[property='{name}']")?.GetAttribute("content");

    private static IEnumerable<JsonElement> Flat(JsonElement root)
    {
        var open = new Stack<JsonElement>([root]);
        while (open.TryPop(out var next))
        {
            if (next.TryGetProperty("headline", out _) is false)
            {
                yield return next;
            }

            if (next.TryGetProperty("comment", out var comments))
            {
                foreach (var comment in comments.EnumerateArray().Reverse())
                {
                    open.Push(comment);
                }
            }
        }
    }

    private string Whole(string path) => site.Client.BaseAddress!.ToString().TrimEnd('/') + path;

    private async Task<JsonElement> JsonAsync(string address) =>
        JsonDocument.Parse((await site.PageAsync(address)).QuerySelector("script[type='application/ld+json']")!.TextContent).RootElement;
}
