using System.IO.Compression;
using System.Net;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Hosting;

public class CacheTests
{
    [Fact]
    public async Task A_new_import_shows_within_a_blink()
    {
        await using var site = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump("1.txt", DumpText.Post("First"))));
        var before = await site.GetAsync("/probation");
        var tag = before.Headers.GetValues("ETag").Single();
        Assert.True(before.Headers.CacheControl!.NoCache);
        Assert.Equal(HttpStatusCode.NotModified, (await site.GetAsync("/probation", ("If-None-Match", tag))).StatusCode);

        site.Archive.Import(TestArchive.Dump("2.txt", DumpText.Titled("Newer", "2014-03-01", "Second")));
        await Task.Delay(100);
        var after = await site.GetAsync("/probation", ("If-None-Match", tag));

        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Contains("Newer", await after.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_are_the_same_in_every_coding_from_the_cache_or_not()
    {
        await using var site = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump("1.txt", DumpText.Post("First", "  Second"))));
        const string address = "/probation/2014/02/power-to-people";
        var plain = await (await site.GetAsync(address)).Content.ReadAsStringAsync();

        for (var time = 0; time < 2; time++)
        {
            var brotli = await site.GetAsync(address, ("Accept-Encoding", "gzip, deflate, br"));
            var gzip = await site.GetAsync(address, ("Accept-Encoding", "gzip"));

            Assert.Equal("br", brotli.Content.Headers.ContentEncoding.Single());
            Assert.Equal("gzip", gzip.Content.Headers.ContentEncoding.Single());
            Assert.Equal("Accept-Encoding", brotli.Headers.Vary.Single());
            Assert.Equal(plain, await TextAsync(new BrotliStream(await brotli.Content.ReadAsStreamAsync(), CompressionMode.Decompress)));
            Assert.Equal(plain, await TextAsync(new GZipStream(await gzip.Content.ReadAsStreamAsync(), CompressionMode.Decompress)));
            Assert.True(time == 0 || brotli.Headers.Age is not null);
        }
    }

    [Fact]
    public async Task A_search_that_could_not_count_yet_is_not_kept()
    {
        await using var site = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump("1.txt", DumpText.Post("serco"))));
        Assert.Equal("1", (await site.PageAsync("/search?q=serco")).QuerySelector(".facet .n").Words());
        site.Archive.Import(TestArchive.Dump("2.txt", DumpText.Titled("Newer", "2014-03-01", "serco")));

        var counted = "";
        for (var tries = 0; counted != "2" && tries < 200; tries++)
        {
            await Task.Delay(50);
            var response = await site.GetAsync("/search?q=serco");
            counted = (await TestSite.ReadAsync(response)).QuerySelector(".facet .n")?.Words() ?? "";
            Assert.Equal(counted.Length > 0, response.Headers.ETag is not null);
        }

        Assert.Equal("2", counted);
    }

    [Fact]
    public async Task The_style_sheet_is_kept_for_ever_under_the_hash_of_all_assets()
    {
        await using var site = await TestSite.StartAsync(_ => { });
        var page = await site.PageAsync("/");
        var address = page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;

        var response = await site.GetAsync(address);
        var compressed = await site.GetAsync(address, ("Accept-Encoding", "br"));

        Assert.Equal("br", compressed.Content.Headers.ContentEncoding.Single());
        Assert.Matches("^/assets/[0-9a-f]{16}/archive.css$", address);
        Assert.Equal("text/css", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(TimeSpan.FromDays(365), response.Headers.CacheControl!.MaxAge);
        Assert.Contains("prefers-color-scheme: dark", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_archive_says_how_to_fill_it()
    {
        await using var site = await TestSite.StartAsync(_ => { });

        var page = await site.PageAsync("/");

        Assert.Contains("archive import", page.QuerySelector("main").Words(), StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
