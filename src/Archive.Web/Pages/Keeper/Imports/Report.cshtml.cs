using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Keeper.Imports;

/// <summary>Reports one import to keepers: who, when, what became of each post and file.</summary>
internal sealed class ReportModel(ArchiveDb db, ArchiveFolder archive, Stages stages, Jobs jobs) : PageModel
{
    public const string Root = AccessList.Keeper + "/imports";

    /// <summary>A long screen of a table.</summary>
    public const int PostsPerPage = 100;

    /// <summary>Refused files that the report itself lists with their first lines; a page of their own has all.</summary>
    public const int MaxRefused = 10;

    private readonly Refusals refusals = new(db, archive, stages, jobs);

    public Import Import { get; private set; } = null!;

    /// <summary>The name of the keeper who imported; null at a terminal.</summary>
    public string? By => Import.Keeper;

    /// <summary>The job of which it came; null where it was imported at a terminal.</summary>
    public Job? Job { get; private set; }

    /// <summary>All imports of that job, of which this is one.</summary>
    public IReadOnlyList<long> Parts { get; private set; } = [];

    /// <summary>Files that earlier parts kept, which this one met again as unchanged.</summary>
    public int KeptByEarlierParts { get; private set; }

    public int SourcesKept { get; private set; }

    public int ProblemCount { get; private set; }

    public int PostCount { get; private set; }

    public IReadOnlyList<ReportedPost> Posts { get; private set; } = [];

    public IReadOnlyList<Refusal> AllRefused { get; private set; } = [];

    /// <summary>Refused files that the record does not count, since they are of another kind and not called texts; 0 where nobody counted.</summary>
    public int OtherKinds => Import.Counts is { } counts ? Math.Max(0, AllRefused.Count - counts.SourcesRefused) : 0;

    /// <summary>How many of those can be had in a zip.</summary>
    public int Held => AllRefused.Count(file => file.Staged is not null);

    /// <summary>When the bytes of refused files go; null where none are held.</summary>
    public DateTimeOffset? HeldUntil =>
        AllRefused.FirstOrDefault(file => file.Staged is not null)?.Staged is { } staged && stages.Find(staged.Stage)?.ImportedAt is { } imported ? imported + stages.Limits.Refused : null;

    public IReadOnlyList<RefusalView> Refused { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    public static string Address(long id) => string.Create(CultureInfo.InvariantCulture, $"{Root}/{id}");

    public async Task<IActionResult> OnGetAsync(long id, [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        if (!await ReadAsync(id, cancel))
        {
            return NotFound();
        }

        var posts = ReportedPost.Of(db, id);
        PostCount = await posts.CountAsync(cancel);
        Pager = new Pager(number, Pager.PagesOf(PostCount, PostsPerPage), Address(id), "Earlier posts", "Later posts");
        if (number < 1 || number > Pager.Pages)
        {
            return NotFound();
        }

        Posts = await ReportedPost.ReadAsync(db, id, posts.OrderBy(post => post.Id).Skip((number - 1) * PostsPerPage).Take(PostsPerPage), cancel);
        Refused = [.. AllRefused.Take(MaxRefused).Select(file => RefusalView.Of(refusals, file))];
        return Page();
    }

    /// <summary>Reads all but the posts; whether there is such an import.</summary>
    public async Task<bool> ReadAsync(long id, CancellationToken cancel)
    {
        if (await db.Imports.AsNoTracking().SingleOrDefaultAsync(import => import.Id == id, cancel) is not { } import)
        {
            return false;
        }

        (Import, Job) = (import, jobs.OfImport(id));
        Parts = Job is null ? [] : jobs.Imports(Job.Id);
        var earlier = Parts.Where(part => part < id).ToList();
        KeptByEarlierParts = earlier.Count == 0 ? 0 : await db.Sources.CountAsync(source => earlier.Contains(source.ImportId), cancel);
        SourcesKept = await db.Sources.CountAsync(source => source.ImportId == id, cancel);
        ProblemCount = await db.Problems.CountAsync(problem => problem.ImportId == id && problem.SourceId != null, cancel);
        AllRefused = await refusals.OfAsync(id, cancel);
        return true;
    }

    public string Outcome => Import.UndoneAt is not null ? "It is undone: nothing that it brought is shown. What it brought stays in the record." : Import.Outcome switch
    {
        ImportOutcome.Running => "It is still running: what is stored already can be read.",
        ImportOutcome.Done => "It is done.",
        ImportOutcome.Cancelled => "It was stopped between two files; what came before is whole.",
        _ => "The program ended in the middle, before it counted; what was whole stayed.",
    };
}

/// <summary>A refused file as a page shows it.</summary>
/// <param name="Lines">Its first; none where it is no text, null where its bytes are gone.</param>
internal sealed record RefusalView(Refusal File, IReadOnlyList<string>? Lines)
{
    public static RefusalView Of(Refusals refusals, Refusal file) => new(file, refusals.FirstLines(file));
}
