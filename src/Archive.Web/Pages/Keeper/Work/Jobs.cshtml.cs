using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Keeper.Work;

/// <summary>Lists what is done beside the requests of keepers: what runs, what waits, what was done.</summary>
internal sealed class JobsModel(Jobs jobs) : PageModel
{
    public const string Address = AccessList.Keeper + "/jobs";

    /// <summary>A long screen of a table.</summary>
    private const int MaxListed = 100;

    /// <summary>The one that runs, then those that wait.</summary>
    public IReadOnlyList<Job> Open { get; private set; } = [];

    public IReadOnlyList<Job> Over { get; private set; } = [];

    public void OnGet()
    {
        Open = jobs.Open();
        Over = [.. jobs.Latest(MaxListed).Where(job => job.IsOver)];
    }
}
