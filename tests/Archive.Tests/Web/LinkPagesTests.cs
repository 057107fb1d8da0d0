using AngleSharp.Dom;
using Archive.Tests.Storage;

namespace Archive.Tests.Web;

public sealed class LinkPagesTests : IAsyncLifetime
{
    private const string Live = "http://probationmatters.blogspot.co.uk/2014/02/";
    private const string Post = "/probation/2014/02/power-to-people";
    private const string Citing = "/probation/2014/03/citing";
    private const string Wanted = "/probation/wanted";
    private const string Cited = "/sources/cited";

    private static readonly BlogDescription Blog = TestArchive.Blog with { Address = "https://probationmatters.blogspot.com/" };

    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync(archive =>
    {
        Import(archive, "a.txt", DumpText.Post("said at some time", "said at another"));
        Import(archive, "b.txt", DumpText.Titled(
            "Citing", "2014-03-01",
            $"{Live}power-to-people.html?showComment=1392115357329#c663749526265980047 is so",
            $"{Live}the-lost-post.html?showComment=1392115357329#c1 and {Live}lost-post.html",
            $"https://probationmatters.blogspot.ie/2014/02/lost-post.html http://example.org/\"><img/src=x/onerror=alert(1)>",
            "http://example.org/x?a=1&b=<b> http://example.org/y") with
        {
            Original = "http://example.org/x?a=1&b= https://probationmatters.blogspot.com/2014/02/ https://probationmatters.blogspot.com/",
        });
    });

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Links_to_pages_of_the_blog_lead_into_the_archive()
    {
        var page = await site.PageAsync(Citing);

        Assert.Equal(["/probation/2014/02", "/probation"], Healed(page.QuerySelector(".post")!));
        Assert.Equal([Post], Healed(page.QuerySelector(".thread")!));
        Assert.Equal(
            "comment of 11 February 2014, 10:42 UTC, time read from the link · live", page.QuerySelector(".thread .healed + .beside").Words());
        Assert.Contains("not in the archive", page.QuerySelectorAll(".thread .beside")[1].TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "https://web.archive.org/web/20140301/http://probationmatters.blogspot.co.uk/2014/02/the-lost-post.html",
            page.QuerySelectorAll(".thread .beside a").Select(link => link.GetAttribute("href")));
        Assert.All(page.QuerySelectorAll(".beside a[href^='http']"), link => Assert.Equal("nofollow ugc noopener", link.GetAttribute("rel")));
    }

    [Fact]
    public async Task Words_beside_a_link_are_not_marked()
    {
        var page = await site.PageAsync($"{Citing}?mark=archive");

        Assert.Empty(page.QuerySelectorAll(".beside mark"));
        Assert.NotEmpty(page.QuerySelectorAll(".beside"));
    }

    [Fact]
    public async Task A_comment_that_a_link_names_is_led_to_and_gets_its_time_from_it()
    {
        site.Archive.Execute("UPDATE comments SET key = '663749526265980047' WHERE number = '2' AND text = 'said at another'");
        await Task.Delay(100);

        var citing = await site.PageAsync(Citing);
        Assert.Equal($"{Post}?comment=663749526265980047#c663749526265980047", Healed(citing.QuerySelector(".thread")!).Single());
        Assert.Equal("live", citing.QuerySelector(".thread .healed + .beside").Words());

        var page = await site.PageAsync(Post);
        var said = page.QuerySelector("#c663749526265980047 header .inferred")!;
        Assert.Equal("11 February 2014, 10:42 UTC · read from a link", said.Words());
        Assert.Equal("2014-02-11T10:42:37Z", said.QuerySelector("time")!.GetAttribute("datetime"));
        Assert.StartsWith(Citing + "?comment=", said.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll(".thread header .inferred"));
        Assert.NotNull((await site.PageAsync($"{Post}/663749526265980047")).QuerySelector("header .inferred time"));
    }

    [Fact]
    public async Task A_time_that_the_dump_gives_is_not_replaced_and_a_link_to_another_post_tells_none()
    {
        site.Archive.Execute("UPDATE comments SET key = '663749526265980047', published = '2014-02-10' WHERE text = 'said at another'");
        site.Archive.Execute("UPDATE comments SET key = '1' WHERE text = 'said at some time'");
        await Task.Delay(100);

        Assert.Empty((await site.PageAsync(Post)).QuerySelectorAll(".thread header .inferred"));
    }

    // Whoever holds a state while an import ends shows that state, and keeps it for nobody who comes after.
    [Fact]
    public async Task What_is_at_hand_of_a_state_is_shown_of_no_later_one()
    {
        var (wanted, linking, archive) = (site.Part<WantedPages>(), site.Part<LinkingPosts>(), site.Archive.File);
        var generation = archive.Generation();
        using var before = archive.Read();
        before.HoldState();
        var blog = BlogHeading.Find(before, "probation")!;
        Import(site.Archive, "c.txt", DumpText.Titled("Later", "2014-04-01", $"{Live}another-lost-post.html"));
        var (wantedBefore, linkingBefore) = ((await wanted.OfAsync(before, generation, blog, default)).Count, linking.Count(before, generation));

        generation = archive.Generation();
        using var after = archive.Read();
        after.HoldState();

        Assert.Equal(wantedBefore + 1, (await wanted.OfAsync(after, generation, blog, default)).Count);
        Assert.Equal(linkingBefore + 1, linking.Count(after, generation));
    }

    [Fact]
    public async Task What_is_cited_and_lacks_is_wanted_the_most_cited_first()
    {
        var front = await site.PageAsync("/probation");
        Assert.Equal("wanted pages", front.QuerySelector($".masthead a[href='{Wanted}']").Words());

        var page = await site.PageAsync(Wanted);
        var entry = Assert.Single(page.QuerySelectorAll(".cited > li"));
        Assert.Equal("lost post", entry.QuerySelector("h2 .inferred").Words());
        Assert.Contains("February 2014", entry.QuerySelector("h2").Words(), StringComparison.Ordinal);
        Assert.Equal("linked to 3 times, by Citing comment 2 comment 3", entry.QuerySelector(".citers").Words());
        Assert.Contains("archive import", page.QuerySelector(".masthead").Words(), StringComparison.Ordinal);

        Import(site.Archive, "c.txt", DumpText.Titled("The lost post", "2014-02-20", "found"));
        await Task.Delay(100);
        Assert.Contains("No page of this blog", (await site.PageAsync(Wanted)).QuerySelector(".masthead").Words(), StringComparison.Ordinal);
        Assert.Contains("/probation/2014/02/lost-post", Healed((await site.PageAsync(Citing)).QuerySelector(".thread")!));
    }

    [Fact]
    public async Task Every_address_is_listed_by_site_and_by_post()
    {
        var sites = await site.PageAsync(Cited);
        Assert.Equal(
            ["probationmatters.blogspot.com 6 6", "example.org 3 4"], sites.QuerySelectorAll(".ledger tbody tr").Select(row => row.Words()));

        var addresses = await site.PageAsync($"{Cited}?host=example.org");
        Assert.Equal("http://example.org/x?a=1&b=", addresses.QuerySelector(".cited .long").Words());
        Assert.Equal("linked to 2 times, by Citing comment 4", addresses.QuerySelector(".citers").Words());
        Assert.Equal(
            "https://web.archive.org/web/20140301/http://example.org/x?a=1&b=", addresses.QuerySelector(".cited .beside a")!.GetAttribute("href"));

        var one = await site.PageAsync($"{Cited}?address={Uri.EscapeDataString("http://example.org/x?a=1&b=")}");
        Assert.Equal(["Citing 1 March 2014", "Citing comment 4 under a post of 1 March 2014"], one.QuerySelectorAll(".cited > li").Select(row => row.Words()));

        var posts = await site.PageAsync($"{Cited}?by=post");
        Assert.Equal(10, posts.QuerySelectorAll(".cited-by li").Length);
        Assert.Contains(Post, Healed(posts.QuerySelector(".cited-by")!));
    }

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData(Cited + "?host=nowhere.example")]
    [InlineData(Cited + "?host=%00")]
    [InlineData(Cited + "?address=javascript:alert(1)")]
    [InlineData(Cited + "?address=http://nowhere.example/")]
    [InlineData(Cited + "?page=2")]
    [InlineData(Cited + "?page=0")]
    [InlineData(Cited + "?by=post&page=2147483647")]
    [InlineData("/nobody/wanted")]
    [InlineData(Wanted + "?page=2")]
    public async Task What_nobody_cites_is_not_found(string address) =>
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await site.GetAsync(address)).StatusCode);

    [Theory]
    [InlineData(Citing)]
    [InlineData(Wanted)]
    [InlineData(Cited)]
    [InlineData(Cited + "?host=example.org")]
    [InlineData(Cited + "?by=post")]
    public async Task What_strangers_wrote_is_text(string address)
    {
        var page = await site.PageAsync(address);

        Assert.Empty(page.QuerySelectorAll($"{TestSite.StrangeScript}, img, style, [onerror], [style], [href^='javascript:'], main b:not(.marked b)"));
        Assert.All(page.QuerySelectorAll("main a[href^='http']"), link => Assert.Contains("noopener", link.GetAttribute("rel"), StringComparison.Ordinal));
    }

    private static IEnumerable<string?> Healed(IElement element) => element.QuerySelectorAll("a.healed").Select(link => link.GetAttribute("href"));

    private static void Import(TestArchive archive, string name, Archive.Dumps.DumpPost post) =>
        archive.Import(new DumpFile(name, () => DumpText.Of(post), Blog));
}
