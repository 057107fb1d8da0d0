using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Keeper;

/// <summary>The first page of a keeper: what the archive holds, what runs and waits, and who is signed in.</summary>
internal sealed class DeskModel(
    ArchiveDb db, ArchiveFolder archive, Keepers keepers, Sessions sessions, Passkeys passkeys, Storage.Desk.Jobs jobs, WaitingProblems problems, Stages stages) : PageModel
{
    /// <summary>Imports, jobs and stages of each list; the pages behind them have all.</summary>
    public const int MaxListed = 5;

    // Among so many jobs the last rebuild and check are looked for.
    private const int JobsLookedAt = 200;

    public KeeperAccount Keeper => Session.Keeper;

    public IReadOnlyList<Session> Sessions { get; private set; } = [];

    public int Passkeys { get; private set; }

    public IReadOnlyList<KeeperAccount> Keepers { get; private set; } = [];

    /// <summary>Null where they are being counted for the first time.</summary>
    public ArchiveCounts? Counts { get; private set; }

    /// <summary>Something changed since the counts were made.</summary>
    public bool AreCountsOld { get; private set; }

    public long RecordBytes { get; private set; }

    public long CopyBytes { get; private set; }

    public (long Number, string Hash) Seal { get; private set; }

    public IReadOnlyList<Import> Imports { get; private set; } = [];

    /// <summary>Jobs that run or wait.</summary>
    public IReadOnlyList<Job> Open { get; private set; } = [];

    public IReadOnlyList<Stage> Stages { get; private set; } = [];

    /// <summary>The last rebuild, and the last check.</summary>
    public Job? Rebuilt { get; private set; }

    public Job? Verified { get; private set; }

    public bool IsHere(Session session) => session.Id == Session.Id;

    private Session Session => KeeperScheme.Of(HttpContext)!;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Sessions = sessions.Of(Keeper.Id);
        Passkeys = passkeys.Of(Keeper.Id).Count;
        Keepers = keepers.All();
        Counts = await problems.CountAsync(cancel);
        AreCountsOld = Counts is { } counts && counts.Generation != archive.Generation();
        (RecordBytes, CopyBytes) = (SizeOf(archive.RecordPath), SizeOf(archive.Path));
        Seal = archive.Seal();
        Imports = await db.Imports.OrderByDescending(import => import.Id).Take(MaxListed).ToListAsync(cancel);
        var latest = jobs.Latest(JobsLookedAt);
        Open = jobs.Open();
        (Rebuilt, Verified) = (latest.FirstOrDefault(job => job.Kind == JobKind.Rebuild), latest.FirstOrDefault(job => job.Kind == JobKind.Verify));
        Stages = [.. stages.All().Where(stage => stage.ImportedAt is null)];
    }

    /// <summary>Asks for a rebuild or a check.</summary>
    public IActionResult OnPost([FromForm] string? job) => job switch
    {
        "rebuild" => LocalRedirect(JobModel.Address(jobs.Ask(JobKind.Rebuild, null, Keeper.Name))),
        "verify" => LocalRedirect(JobModel.Address(jobs.Ask(JobKind.Verify, null, Keeper.Name))),
        _ => BadRequest(),
    };

    private static long SizeOf(string path) => new[] { path, path + "-wal" }.Select(file => new FileInfo(file)).Where(file => file.Exists).Sum(file => file.Length);
}
