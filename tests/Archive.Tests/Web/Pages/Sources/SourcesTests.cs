using System.Globalization;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Pages.Sources;

[Collection(SeedSiteTests.Name)]
public class SourcesTests(SeedSite seeds)
{
    private readonly TestSite site = seeds.Site;

    [Fact]
    public async Task The_download_is_the_dump_byte_for_byte_and_never_a_page()
    {
        var response = await site.GetAsync($"{SeedSite.PowerSource}/raw", ("Accept-Encoding", "br, gzip"));

        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(Repository.Seeds, "000_7ee6d24b31a7e022.txt")), await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(new FileInfo(Path.Combine(Repository.Seeds, "000_7ee6d24b31a7e022.txt")).Length, response.Content.Headers.ContentLength);
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_the_download_already_gets_no_other()
    {
        var first = await site.GetAsync($"{SeedSite.PowerSource}/raw");
        var again = await site.GetAsync($"{SeedSite.PowerSource}/raw", ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal((System.Net.HttpStatusCode.NotModified, 0), (again.StatusCode, (await again.Content.ReadAsByteArrayAsync()).Length));
    }

    [Fact]
    public async Task Every_line_of_a_dump_is_shown_as_it_stands()
    {
        var page = await site.PageAsync(SeedSite.PowerSource);

        var shown = page.QuerySelectorAll("ol.lines > li > .text").Select(line => line.TextContent);

        Assert.Equal(await File.ReadAllLinesAsync(Path.Combine(Repository.Seeds, "000_7ee6d24b31a7e022.txt")), shown);
    }

    [Fact]
    public async Task Each_comment_leads_to_its_lines_and_back()
    {
        var post = await site.PageAsync(SeedSite.PowerPost);
        var source = await site.PageAsync(SeedSite.PowerSource);

        foreach (var item in post.QuerySelectorAll(".thread > li"))
        {
            var line = item.QuerySelector("article .lines")!.GetAttribute("href")!.Split('#');
            Assert.Equal(SeedSite.PowerSource, line[0]);
            var back = source.GetElementById(line[1])!.QuerySelectorAll(".begins a").Select(link => link.GetAttribute("href"));
            Assert.Contains($"{SeedSite.PowerPost}?comment={item.Id![1..]}#{item.Id}", back);
        }
    }

    [Fact]
    public async Task The_lines_of_a_comment_have_one_address_together()
    {
        var post = await site.PageAsync(SeedSite.PowerPost);
        var source = await site.PageAsync(SeedSite.PowerSource);

        foreach (var link in post.QuerySelectorAll(".thread article .lines, .record .lines"))
        {
            var (first, last) = link.GetAttribute("href")!.Split('#')[1].Split("-") is [var from, var to] ? (from, to) : (link.GetAttribute("href")!.Split('#')[1], null);
            var element = source.GetElementById(last is null ? first : $"{first}-{last}")!;
            var lines = last is null ? [element] : element.QuerySelectorAll(":scope > li").ToArray();

            Assert.Equal((first, last ?? first), (lines[0].Id, lines[^1].Id));
        }

        Assert.Equal($"{SeedSite.PowerSource}/raw", source.QuerySelector(".original > header a[download]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_dump_with_more_posts_than_are_listed_says_how_many_it_has()
    {
        const int All = SourceModel.MaxShownPosts + 3;
        await using var many = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump("many.txt", [.. Enumerable.Range(0, All).Select(i => DumpText.Titled(
            $"Number {i} of them", new DateOnly(2012, 1, 1).AddDays(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), $"said of {i}"))])));
        var posts = (await many.PageAsync((await many.PageAsync("/probation/2012/01/number-0-of-them")).QuerySelector(".record a.lines")!.GetAttribute("href")!.Split('#')[0]))
            .QuerySelectorAll(".facts > div").Single(fact => fact.QuerySelector("dt").Words() == "Posts");

        Assert.Equal(SourceModel.MaxShownPosts, posts.QuerySelectorAll("li").Length);
        Assert.Equal($"The first 200 of {All} are listed.", posts.QuerySelector("p").Words());
        Assert.DoesNotContain("are listed", (await site.PageAsync(SeedSite.PowerSource)).QuerySelector(".facts").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_capture_leads_to_the_comments_too()
    {
        var post = await site.PageAsync(SeedSite.ChangedPost);
        var earliest = post.QuerySelector(".record ol a")!.GetAttribute("href")!;

        var source = await site.PageAsync(earliest);

        Assert.Equal(["post", "comment 1", "comment 1.1", "comment 2"], source.QuerySelectorAll(".begins a").Select(link => link.Words()));
    }
}
