using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Archive.Tests.Storage;
using Archive.Tests.Web.Work;

namespace Archive.Tests.Web.Pages.Keeper.Imports;

public sealed class ReportTests
{
    [Fact]
    public async Task A_report_says_who_when_and_what_became_of_each_post_and_file()
    {
        await using var site = await WorkingSite.StartAsync();
        var import = await BringAsync(
            site, ("mill/one.txt", WorkingSite.Dump("One", "First.")), ("mill/two.txt", WorkingSite.Dump("Two", "Second.", "Third.")),
            ("mill/prose.txt", "It was the <b>best</b> of times,\n\nand nobody commented.\n" + new string('x', 1_000)), ("other/prose.txt", "Nothing here either.\n"));

        var report = await site.Browser.PageAsync($"/keeper/imports/{import}");

        Assert.Equal($"Report of import {import}", report.QuerySelector("h1").Words());
        var facts = report.QuerySelectorAll(".facts > div").ToDictionary(fact => fact.QuerySelector("dt").Words(), fact => fact.QuerySelector("dd").Words());
        Assert.Equal("Ada", facts["By"]);
        Assert.Equal("2 new, 0 unchanged, 2 refused", facts["Files"]);
        Assert.Equal("2 new, 0 changed, 0 unchanged", facts["Posts"]);
        Assert.Equal("3 new", facts["Comments"]);
        Assert.Equal($"/imports/{import}", report.QuerySelector("dd a[href^='/imports/']")!.GetAttribute("href"));
        Assert.Equal($"/keeper/imports/{import}/undo", report.QuerySelector(".buttons a")!.GetAttribute("href"));
        Assert.Equal(["One 4 March 2014 new 1 comment", "Two 4 March 2014 new 2 comments"], report.QuerySelectorAll(".ledger tbody tr").Select(row => row.Words()));
        foreach (var link in report.QuerySelectorAll(".ledger a"))
        {
            Assert.Equal(HttpStatusCode.OK, (await site.Browser.GetAsync(link.GetAttribute("href")!)).StatusCode);
        }

        var refused = report.QuerySelectorAll(".problems li");
        Assert.Equal(["mill/prose.txt", "other/prose.txt"], refused.Select(file => file.QuerySelector("bdi").Words()));
        var lines = refused[0].QuerySelector("pre")!.TextContent.Split('\n');
        Assert.Equal(["It was the <b>best</b> of times,", "and nobody commented."], lines[..2]);
        Assert.Equal(161, lines[2].Length);
        Assert.Empty(refused[0].QuerySelectorAll("b"));
        // Readers have the short form, and hear nothing of keepers there.
        Assert.DoesNotContain("/keeper/imports", await (await site.Browser.GetAsync($"/imports/{import}")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task A_later_capture_is_told_by_what_it_changed()
    {
        await using var site = await WorkingSite.StartAsync();
        var first = await BringAsync(site, ("one.txt", WorkingSite.Dump("One", "First.", "Second of them all, and long enough to be known again by anybody who reads it.")), ("two.txt", WorkingSite.Dump("Two", "Alone.")));
        site.Archive.Clock.Now += TimeSpan.FromDays(1);
        site.SignIn();
        var second = await BringAsync(
            site, ("one.txt", WorkingSite.Dump("One", "First.", "Second of them all, and long enough to be known again by anybody who reads it.", "A third.")),
            ("two again.txt", "\n" + WorkingSite.Dump("Two", "Alone.")));

        Assert.Equal(["One 4 March 2014 changed 3 comments, 1 new", "Two 4 March 2014 nothing new 1 comment"], await PostsAsync(site, second));
        Assert.Equal(["One 4 March 2014 new 3 comments, 2 new", "Two 4 March 2014 new 1 comment"], await PostsAsync(site, first));
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task Refused_files_come_as_a_zip_while_they_are_held()
    {
        await using var site = await WorkingSite.StartAsync();
        var import = await BringAsync(
            site, ("mill/one.txt", WorkingSite.Dump("One", "First.")), ("mill/prose.txt", "It was the best of times.\n"), ("mill/prose.txt", "It was the worst of times.\n"), ("../../up.txt", "Up and away.\n"));

        var answer = await site.Browser.GetAsync($"/keeper/imports/{import}/refused.zip");

        Assert.Equal(("application/zip", $"import-{import}-refused.zip"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName));
        using (var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync()))
        {
            Assert.Equal(["mill/prose (2).txt", "mill/prose.txt", "up.txt"], zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
            using var text = new StreamReader(zip.GetEntry("up.txt")!.Open());
            Assert.Equal("Up and away.\n", await text.ReadToEndAsync());
        }

        Assert.Equal(HttpStatusCode.OK, (await site.Browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/keeper/imports/{import}/refused.zip"))).StatusCode);
        Assert.Contains("until 3 June 2020", (await site.Browser.PageAsync($"/keeper/imports/{import}")).Body.Words(), StringComparison.Ordinal);
        Assert.Equal(3, (await site.Browser.PageAsync($"/keeper/imports/{import}/refused")).QuerySelectorAll(".problems li").Length);

        site.Archive.Clock.Now += TimeSpan.FromDays(31);
        await site.RestartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await site.Browser.GetAsync($"/keeper/imports/{import}/refused.zip")).StatusCode);
        var later = await site.Browser.PageAsync($"/keeper/imports/{import}");
        Assert.Equal(3, later.QuerySelectorAll(".problems li").Length);
        Assert.Contains("Its bytes are not held any more.", later.QuerySelector(".problems li").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_have_it_as_json_and_csv_also_when_it_is_undone()
    {
        await using var site = await WorkingSite.StartAsync();
        var import = await BringAsync(site, ("mill/=one.txt", WorkingSite.Dump("One", "First.")), ("mill/prose.txt", "It was the best of times.\n"));

        using (var json = JsonDocument.Parse(await TextAsync(site, $"/keeper/imports/{import}.json")))
        {
            Assert.Equal("Ada", json.RootElement.GetProperty("by").GetString());
            Assert.Equal(1, json.RootElement.GetProperty("counts").GetProperty("sourcesRefused").GetInt32());
            var files = json.RootElement.GetProperty("files").EnumerateArray().Select(file => (file.GetProperty("file").GetString(), file.GetProperty("outcome").GetString())).ToList();
            Assert.Equal([("mill/=one.txt", "kept"), ("mill/prose.txt", "refused")], files);
        }

        var csv = (await TextAsync(site, $"/keeper/imports/{import}.csv")).Split("\r\n");
        Assert.Equal(("import,file,sha256,outcome,reason,bytes,blog,format,posts,comments", 4), (csv[0], csv.Length));
        Assert.Matches($"^{import},mill/=one.txt,[0-9a-f]{{64}},kept,,[0-9]+,[a-z0-9-]+,[^,]+,1,1$", csv[1]);
        Assert.Matches($"^{import},mill/prose.txt,[0-9a-f]{{64}},refused,.+,26,,,,$", csv[2]);

        await site.DoAsync(JobKind.Undo, import);
        Assert.Contains("mill/=one.txt", await TextAsync(site, $"/keeper/imports/{import}.csv"), StringComparison.Ordinal);
        var undone = await site.Browser.PageAsync($"/keeper/imports/{import}");
        Assert.Contains("It is undone", undone.QuerySelector(".masthead").Words(), StringComparison.Ordinal);
        Assert.Equal([$"/keeper/imports/{import}/back"], undone.QuerySelectorAll(".buttons a").Select(link => link.GetAttribute("href")));
        Assert.Equal(HttpStatusCode.NotFound, (await site.Browser.GetAsync("/keeper/imports/77.csv")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Browser.GetAsync("/keeper/imports/77")).StatusCode);
    }

    [Fact]
    public async Task Files_of_another_kind_are_counted_beside_those_that_the_record_refused()
    {
        await using var site = await WorkingSite.StartAsync();
        var import = await BringAsync(
            site, ("one.txt", WorkingSite.Dump("One", "First.")), ("prose.txt", "It was the best of times.\n"),
            ("page.html", "<!DOCTYPE html><html><head><title>One</title></head><body><p>First.</p></body></html>"));

        var report = await site.Browser.PageAsync($"/keeper/imports/{import}");

        Assert.Equal("2 files refused", report.QuerySelector("#refused").Words());
        Assert.Contains("1 new, 0 unchanged, 1 refused, 1 of another kind", report.QuerySelectorAll(".facts dd").Select(fact => fact.Words()));
        Assert.StartsWith("1 of them is of another kind", report.QuerySelector(".problems .quiet").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_at_a_terminal_has_a_report_too()
    {
        await using var site = await WorkingSite.StartAsync();
        site.Archive.Import(TestArchive.Dump("1.txt", DumpText.Post("First", "Second")), TestArchive.Bytes("prose.txt", "Nothing."u8.ToArray()));

        var report = await site.Browser.PageAsync("/keeper/imports/1");

        Assert.Contains("a terminal", report.QuerySelector(".facts").Words(), StringComparison.Ordinal);
        Assert.Single(report.QuerySelectorAll(".ledger tbody tr"));
        Assert.Contains("not held any more", report.QuerySelector(".problems li").Words(), StringComparison.Ordinal);
    }

    private static async Task<long> BringAsync(WorkingSite site, params (string Name, string Text)[] files)
    {
        var job = await site.DoAsync(JobKind.Import, await site.StageAsync(files));
        Assert.True(job.State == JobState.Done, job.Message);
        return job.Import!.Value;
    }

    private static async Task<IEnumerable<string>> PostsAsync(WorkingSite site, long import) =>
        (await site.Browser.PageAsync($"/keeper/imports/{import}")).QuerySelectorAll(".ledger tbody tr").Select(row => row.Words());

    private static async Task<string> TextAsync(WorkingSite site, string address)
    {
        var answer = await site.Browser.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}
