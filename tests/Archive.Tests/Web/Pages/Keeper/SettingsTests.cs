using System.Net;
using Archive.Tests.Web.Hosting.Access;

namespace Archive.Tests.Web.Pages.Keeper;

public sealed class SettingsTests
{
    private const string Settings = "/keeper/settings";

    private const string Post = "/probation/2014/02/power-to-people";

    [Fact]
    public async Task An_archive_that_is_closed_answers_no_stranger_from_the_next_request_on()
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        string[] addresses = ["/probation", Post, "/feed.atom", "/search?q=first", "/search.json?q=first", "/sources"];
        var tags = new Dictionary<string, string>();
        foreach (var address in addresses)
        {
            await kept.Site.GetAsync(address);
            var open = await kept.Site.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, open.StatusCode);
            tags[address] = open.Headers.ETag?.ToString() ?? "";
        }

        await ada.FillInAsync(Settings, ("isPrivate", "true"), ("indexed", "true"), ("signOffs", "true"));
        foreach (var address in addresses)
        {
            var closed = await kept.Site.GetAsync(address);
            Assert.Contains(closed.StatusCode, new[] { HttpStatusCode.Found, HttpStatusCode.Unauthorized });
            // Who holds a page is not told that it is still good.
            Assert.NotEqual(HttpStatusCode.NotModified, (await kept.Site.GetAsync(address, ("If-None-Match", tags[address]))).StatusCode);
            Assert.Equal("no-store, private", closed.Headers.CacheControl!.ToString());
        }

        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync(Post)).StatusCode);
        Assert.Equal(("settings", "Ada"), (LastEntry(kept).Kind, LastEntry(kept).Read().By));

        await ada.FillInAsync(Settings, ("indexed", "true"), ("signOffs", "true"));
        var again = await kept.Site.GetAsync(Post, ("If-None-Match", tags[Post]));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.NotEqual(tags[Post], again.Headers.ETag!.ToString());
        Assert.True(kept.Site.Archive.Verify().Sound);
    }

    // Again and again, with readers who hold pages and ask for them all the time: what they get after the answer to the keeper is never a page.
    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task No_reader_gets_a_page_after_the_keeper_was_answered()
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        // Odd while it is closed; a request that lasts from one closing to the next saw it open between them.
        var turn = 0;
        using var end = new CancellationTokenSource();
        var late = 0;
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                var before = Volatile.Read(ref turn);
                var answer = await kept.Site.GetAsync(Post);
                _ = before % 2 == 1 && Volatile.Read(ref turn) == before && answer.StatusCode == HttpStatusCode.OK ? Interlocked.Increment(ref late) : 0;
            }
        })).ToList();
        for (var i = 0; i < 10; i++)
        {
            await ada.FillInAsync(Settings, ("isPrivate", "true"), ("indexed", "true"), ("signOffs", "true"));
            Interlocked.Increment(ref turn);
            await Task.Delay(30);
            Interlocked.Increment(ref turn);
            await ada.FillInAsync(Settings, ("indexed", "true"), ("signOffs", "true"));
            await Task.Delay(30);
        }

        await end.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Equal(0, late);
    }

    [Fact]
    public async Task Search_engines_sign_offs_and_the_address_follow_at_once()
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        var before = await kept.Site.GetAsync(Post);
        Assert.False(before.Headers.Contains("X-Robots-Tag"));

        await ada.FillInAsync(Settings, ("address", "https://archive.example.org/"));
        var after = await kept.Site.GetAsync(Post);
        var page = await TestSite.ReadAsync(after);

        Assert.Equal("noindex", after.Headers.GetValues("X-Robots-Tag").Single());
        Assert.NotNull(page.QuerySelector("meta[name='robots']"));
        Assert.Equal("https://archive.example.org" + Post, page.QuerySelector("link[rel='canonical']")!.GetAttribute("href"));
        Assert.Equal((false, false), (kept.Site.Part<SiteChoices>().ShowsSignOffs, kept.Site.Part<SiteChoices>().ShowsPeople));
        Assert.Equal("""{"address":"https://archive.example.org","private":false,"indexed":false,"signOffs":false,"people":false,"by":"Ada"}""", LastEntry(kept).Detail);
        Assert.Equal(HttpStatusCode.BadRequest, (await ada.FillInAsync(Settings, ("address", "archive.example.org"))).StatusCode);
        var entries = kept.Site.Archive.File.Record.Head().Number;
        await ada.FillInAsync(Settings, ("address", "https://archive.example.org"));
        Assert.Equal(entries, kept.Site.Archive.File.Record.Head().Number);
    }

    [Fact]
    public async Task The_command_line_wins_and_the_page_says_so()
    {
        await using var kept = await KeptSite.StartAsync(new SiteChoices { MayBeIndexed = false, ShowsSignOffs = false, ShowsPeople = false, IsPrivate = true, Address = new Uri("https://given.example.org") });
        using var ada = await kept.SignInAsync();

        var page = (await ada.PageAsync(Settings)).QuerySelector("main").Words();
        Assert.All(new[] { "--private", "--no-index", "--no-sign-offs", "--no-people", "--address" }, flag => Assert.Contains(flag, page, StringComparison.Ordinal));
        await ada.FillInAsync(Settings, ("indexed", "true"), ("signOffs", "true"), ("people", "true"), ("address", "https://other.example.org"));

        Assert.DoesNotContain(kept.Site.Archive.File.Record.EntriesAfter(0), entry => entry.Kind == "settings");
        var now = kept.Site.Part<SiteChoices>();
        Assert.Equal((true, false, false, false, "given.example.org"), (now.IsPrivate, now.MayBeIndexed, now.ShowsSignOffs, now.ShowsPeople, now.Address!.Host));
    }

    [Fact]
    public async Task What_another_process_decides_holds_within_a_blink()
    {
        await using var kept = await KeptSite.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await kept.Site.GetAsync(Post)).StatusCode);
        kept.Site.Archive.Keeper.Decide(new SettingsDecided(null, true, true, true));
        await Task.Delay(100);

        Assert.Equal(HttpStatusCode.Found, (await kept.Site.GetAsync(Post)).StatusCode);
    }

    private static Entry LastEntry(KeptSite kept) => kept.Site.Archive.File.Record.EntriesBefore(long.MaxValue, 1)[0];
}
