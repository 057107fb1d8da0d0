using System.Net;
using Archive.Tests.Storage;
using Archive.Tests.Web.Hosting.Access;
using Archive.Tests.Web.Work;

namespace Archive.Tests.Web.Pages.Keeper;

public sealed class UndoingTests
{
    [Fact]
    public async Task A_keeper_undoes_and_brings_back_after_a_page_that_says_what_goes()
    {
        await using var site = await WorkingSite.StartAsync();
        var ada = site.Browser;
        site.Archive.Import(TestArchive.Dump("1.txt", DumpText.Post("First", "Second")));
        var list = await ada.PageAsync("/keeper/imports");
        Assert.Equal("/keeper/imports/1/undo", list.QuerySelector("td a")!.GetAttribute("href"));
        Assert.Contains("a terminal", list.QuerySelector(".ledger").Words(), StringComparison.Ordinal);

        var question = await ada.PageAsync("/keeper/imports/1/undo");
        Assert.Contains("1 goes", question.QuerySelector(".facts").Words(), StringComparison.Ordinal);
        Assert.Contains("Power To The People", question.QuerySelector(".rows").Words(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("probation goes whole", question.QuerySelector(".facts").Words(), StringComparison.Ordinal);

        var asked = await ada.FillInAsync("/keeper/imports/1/undo");
        var job = site.Jobs.Latest(1).Single();
        Assert.Equal(($"/keeper/jobs/{job.Id}", JobKind.Undo, 1L, "Ada"), (asked.Headers.Location!.ToString(), job.Kind, job.Subject, job.Keeper));

        Assert.Equal(JobState.Done, (await site.OverAsync(job.Id)).State);
        Assert.Equal("Bring back import 1", (await ada.PageAsync("/keeper/imports")).QuerySelector("td a").Words());
        Assert.Equal("undone", (await ada.PageAsync("/imports")).QuerySelector("[data-label='Outcome']").Words());
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync("/keeper/imports/1/undo")).StatusCode);
        Assert.Contains("1 comes back", (await ada.PageAsync("/keeper/imports/1/back")).QuerySelector(".facts").Words(), StringComparison.Ordinal);
        await ada.FillInAsync("/keeper/imports/1/back");
        var back = site.Jobs.Latest(1).Single();
        Assert.Equal((JobKind.BringBack, JobState.Done), (back.Kind, (await site.OverAsync(back.Id)).State));

        Assert.Equal("done", (await ada.PageAsync("/imports?page=1")).QuerySelector("[data-label='Outcome']").Words());
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync("/keeper/imports/1/back")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync("/keeper/imports/7/undo")).StatusCode);
    }

    [Fact]
    public async Task An_import_says_who_did_it()
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        kept.Site.Archive.Import(new ImportChoices { By = "Ben" }, TestArchive.Dump("2.txt", DumpText.Titled("Newer", "2014-03-01", "Second")));

        Assert.Equal(["Ben", "a terminal"], (await ada.PageAsync("/keeper/imports")).QuerySelectorAll("[data-label='By']").Select(cell => cell.Words()));
    }
}
