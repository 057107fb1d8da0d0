using System.Net;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Hosting.Finished;

public class FinishedPagesTests
{
    private const string Here = "/probation/2014/02/power-to-people", There = "/other/2014/03/elsewhere";

    private static readonly BlogDescription Other = new("other", "Other", "http://other.blogspot.com");

    // Pages name the site: a free port would be another one each time.
    private static readonly SiteChoices Named = new() { Address = new Uri("https://archive.example") };

    [Fact]
    public async Task A_page_that_was_made_before_a_restart_is_still_finished()
    {
        await using var before = await StartAsync(TwoBlogs());
        var made = await before.GetAsync(Here);
        await FinishedAsync(before);

        await using var after = await StartAsync(new TestArchive(folder => CopyOf(before.Archive.Folder, folder)));
        var kept = await after.GetAsync(Here);

        Assert.NotNull(kept.Headers.Age);
        Assert.Equal(made.Headers.ETag, kept.Headers.ETag);
        Assert.Equal(await made.Content.ReadAsStringAsync(), await kept.Content.ReadAsStringAsync());
        Assert.Equal(made.Content.Headers.ContentType, kept.Content.Headers.ContentType);
    }

    [Fact]
    public async Task Another_build_or_another_choice_makes_pages_anew()
    {
        await using var before = await StartAsync(TwoBlogs());
        await before.GetAsync(Here);
        await FinishedAsync(before);

        await using var after = await TestSite.StartAsync(new TestArchive(folder => CopyOf(before.Archive.Folder, folder)), Named with { ShowsSignOffs = false });

        Assert.Null((await after.GetAsync(Here)).Headers.Age);
    }

    [Fact]
    public async Task What_comes_to_one_blog_leaves_the_pages_of_the_others()
    {
        await using var site = await StartAsync(TwoBlogs());
        foreach (var address in (string[])[Here, There, "/probation", "/other", "/probation/2014", "/"])
        {
            await site.GetAsync(address);
        }

        site.Archive.Import(OfOther("3.txt", "Later", "2014-04-01", "A comment"));
        await BlinkAsync();

        Assert.True(await IsKeptAsync(site, Here));
        Assert.True(await IsKeptAsync(site, "/probation"));
        Assert.True(await IsKeptAsync(site, "/probation/2014"));
        Assert.False(await IsKeptAsync(site, "/other"));
        Assert.False(await IsKeptAsync(site, There));
        Assert.False(await IsKeptAsync(site, "/"));
        Assert.Contains("Later", await (await site.GetAsync("/other")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_from_elsewhere_shows_on_the_page_that_it_leads_to()
    {
        await using var site = await StartAsync(TwoBlogs());
        await site.GetAsync(There);

        site.Archive.Import(TestArchive.Dump("3.txt", DumpText.Titled("Linking", "2014-05-01", "See http://other.blogspot.com/2014/03/elsewhere.html for more")));
        await BlinkAsync();

        Assert.Contains("Linking", await (await site.GetAsync(There)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_leads_into_the_archive_as_soon_as_that_has_its_page()
    {
        await using var site = await StartAsync(TwoBlogs(linking: "See http://other.blogspot.com/2014/06/to-come.html for more"));
        Assert.DoesNotContain("href=\"/other/2014/06/to-come\"", await (await site.GetAsync(Here)).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        site.Archive.Import(OfOther("3.txt", "To come", "2014-06-01", "It came"));
        await BlinkAsync();

        Assert.Contains("href=\"/other/2014/06/to-come\"", await (await site.GetAsync(Here)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_becomes_a_sign_off_when_it_signs_in_another_blog()
    {
        await using var site = await StartAsync(TwoBlogs(linking: "A word.\n\nAnn Mackay"));
        Assert.DoesNotContain("author inferred", await (await site.GetAsync(Here)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await FinishedAsync(site);

        site.Archive.Import(OfOther("3.txt", "Later", "2014-04-01", "Another.\n\nAnn Mackay"));
        await BlinkAsync();

        Assert.Contains("author inferred", await (await site.GetAsync(Here)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task What_an_import_made_old_is_made_anew_before_anybody_asks()
    {
        await using var site = await StartAsync(TwoBlogs());
        await site.GetAsync(There);
        await FinishedAsync(site);

        site.Archive.Import(OfOther("3.txt", "Later", "2014-04-01", "A comment"));
        var store = new FinishedStore(site.Archive.Folder);
        var old = store.Last(1).Single().State;
        for (var tries = 0; store.Last(1).Single().State == old && tries < 200; tries++)
        {
            await Task.Delay(100);
        }

        Assert.True(await IsKeptAsync(site, There));
        Assert.Contains("Later", await (await site.GetAsync(There)).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        // The state that it was read in is held by nobody, and not until the memory of the request is collected.
        site.Archive.Import(TestArchive.Dump("4.txt", DumpText.Titled("More", "2014-05-01", "A comment")));
        Assert.True(SpinWait.SpinUntil(site.Archive.TryBringLogIn, TimeSpan.FromSeconds(10)), "the log could not be brought in");
    }

    [Fact]
    public async Task What_is_taken_back_leaves_no_page_behind()
    {
        await using var site = await StartAsync(TwoBlogs());
        await site.GetAsync(There);
        await FinishedAsync(site);
        using var store = new FinishedStore(site.Archive.Folder);
        Assert.NotEmpty(store.Last(10));

        site.Archive.Keeper.Remove("other");

        Assert.Empty(store.Last(10));
        await BlinkAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync(There)).StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("this is no database, and longer than the head of one would be, so that nobody takes it for an empty file")]
    public async Task The_store_may_be_deleted_or_damaged_at_any_time(string? instead)
    {
        await using var site = await StartAsync(TwoBlogs());
        await site.GetAsync(Here);
        await FinishedAsync(site);
        var file = Path.Combine(site.Archive.Folder, FinishedStore.FileName);
        Assert.True(File.Exists(file));

        File.Delete(file);
        if (instead is not null)
        {
            await File.WriteAllTextAsync(file, instead);
        }

        foreach (var address in (string[])[Here, There, There + "?order=flat"])
        {
            Assert.Equal(HttpStatusCode.OK, (await site.GetAsync(address)).StatusCode);
            await FinishedAsync(site);
        }

        using var store = new FinishedStore(site.Archive.Folder);
        Assert.NotNull(store.Find(There, "?order=flat"));
    }

    [Fact]
    public async Task What_anybody_may_ask_for_in_any_words_is_not_stored()
    {
        await using var site = await StartAsync(TwoBlogs());
        string[] asked =
        [
            $"{Here}?mark=first", "/search?q=first", $"{Here}?page=any", $"{Here}?order=flat", $"{Here}?utm=x", "/search/suggest?q=fi",
            $"{Here}?page=words", $"{Here}?fold=any", $"{Here}?order=flat&order=any", $"{Here}?", $"{Here}?&&", $"{Here}?&&&",
        ];
        foreach (var address in asked)
        {
            await site.GetAsync(address);
        }

        await FinishedAsync(site);
        using var store = new FinishedStore(site.Archive.Folder);

        Assert.Equal([(Here, ""), (Here, "?order=flat")], store.Last(10).Select(page => (page.Path, page.Query)).Order());
    }

    private static TestArchive TwoBlogs(string linking = "First")
    {
        var archive = new TestArchive();
        archive.Import(TestArchive.Dump("1.txt", DumpText.Post(linking, "  Second")), OfOther("2.txt", "Elsewhere", "2014-03-01", "Over there"));
        return archive;
    }

    private static DumpFile OfOther(string name, string title, string day, string comment) =>
        TestArchive.Dump(name, DumpText.Titled(title, day, comment)) with { Blog = Other };

    private static Task<TestSite> StartAsync(TestArchive archive) => TestSite.StartAsync(archive, Named);

    private static async Task<bool> IsKeptAsync(TestSite site, string address) => (await site.GetAsync(address)).Headers.Age is not null;

    private static async Task FinishedAsync(TestSite site)
    {
        while (!site.Part<PageFinisher>().IsIdle)
        {
            await Task.Delay(10);
        }
    }

    // What another process has changed is looked for so often.
    private static Task BlinkAsync() => Task.Delay(100);

    private static void CopyOf(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*.db*"))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }
    }
}
