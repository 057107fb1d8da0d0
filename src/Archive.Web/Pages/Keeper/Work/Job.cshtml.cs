using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Keeper.Work;

/// <summary>Shows one job of whatever kind, and stops it.</summary>
internal sealed class JobModel(Jobs jobs, Stages stages, TimeProvider clock) : PageModel
{
    /// <summary>Where no script follows a job, the page is asked for again.</summary>
    public const int RefreshSeconds = 3;

    public Job Job { get; private set; } = null!;

    public JobWords Words { get; private set; } = null!;

    /// <summary>The imports that came of it.</summary>
    public IReadOnlyList<long> Parts { get; private set; } = [];

    /// <summary>The page of the files that it is about; null where it is about none, or they are gone.</summary>
    public string? Stage => Job is { Kind: JobKind.Preview or JobKind.Import, Subject: { } stage } && stages.Find(stage) is not null
        && (Job is not { Kind: JobKind.Import, State: JobState.Done } || stages.Files(stage).Count + stages.Untaken(stage).Count > 0) ? StageAddress.Of(stage) : null;

    public string WhereTo => Job.Kind switch
    {
        JobKind.Preview => "See what would come of it",
        _ => "See the report",
    };

    public static string Address(long id) => string.Create(CultureInfo.InvariantCulture, $"{JobsModel.Address}/{id}");

    /// <summary>The part of the page that changes while the job runs.</summary>
    public static string Progress(long id) => $"{Address(id)}/progress";

    public IActionResult OnGet(long id)
    {
        if (jobs.Find(id) is not { } job)
        {
            return NotFound();
        }

        (Job, Words, Parts) = (job, new JobWords(job, clock.GetUtcNow()), jobs.Imports(id));
        return Page();
    }

    public IActionResult OnPost(long id, [FromForm] bool stop, [FromForm] bool skip)
    {
        if (jobs.Find(id) is null)
        {
            return NotFound();
        }

        if (stop)
        {
            jobs.Stop(id);
        }
        else if (skip)
        {
            jobs.SkipFile(id);
        }

        return LocalRedirect(Address(id));
    }
}
