using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Keeper.Bringing;

/// <summary>What a keeper brought and has not kept yet: its files, whose dumps they are, what would come of them.</summary>
internal sealed class StageModel(Stages stages, Storage.Desk.Jobs jobs, ArchiveFolder archive) : PageModel
{
    /// <summary>The field that says what to do.</summary>
    public const string ActField = "act";

    public const string LookAgain = "look", LeaveOutRefused = "leave-out-refused", Import = "import";

    /// <summary>Files on one page.</summary>
    private const int PageSize = 100;

    public Stage Stage { get; private set; } = null!;

    public IReadOnlyList<StagedFile> Files { get; private set; } = [];

    public IReadOnlyList<UntakenFile> Untaken { get; private set; } = [];

    /// <summary>The files by which the list is narrowed; null: all.</summary>
    public StagedState? Narrowed { get; private set; }

    public IReadOnlyList<StagedFile> ShownFiles { get; private set; } = [];

    public Pager Pager { get; private set; } = new(1, 1, "");

    /// <summary>The last preview that was asked for.</summary>
    public Job? Preview { get; private set; }

    /// <summary>What would come of it; null where that is not known.</summary>
    public PreviewList? Outcome => new StagedPreviews(stages).Find(Stage.Id) is { } preview
        ? PreviewList.Of(preview, StageAddress.Preview(Stage.Id), archive.Seal().Number, null, 1) : null;

    /// <summary>The last import of this stage that was asked for.</summary>
    public Job? Imported { get; private set; }

    /// <summary>Whose dumps the files are, as an import would say it.</summary>
    public IReadOnlyList<BlogOfFiles> Blogs { get; private set; } = [];

    /// <summary>Why something was not done.</summary>
    public string? Refusal { get; private set; }

    public DateTimeOffset VanishesAt => Stage.BeganAt + stages.Limits.Unconfirmed;

    public bool IsLookedAt => Preview is { IsOver: false };

    public bool IsClosed => IsClosedBy(Imported);

    /// <summary>All of it is in the record; files that were refused are held for a while, and listed here with those that could not be taken.</summary>
    private bool IsImported => Imported is { State: JobState.Done } && Files.Count == 0 && Untaken.Count == 0;

    /// <summary>Why it cannot be imported now; null where it can.</summary>
    public string? Objection =>
        IsClosed ? "It is being imported already."
        : Count(StagedState.Waiting) > 0 || Preview is null or { State: JobState.Stopped } ? "Not all files were looked at yet."
        : IsLookedAt ? "The files are being looked at."
        : Preview.State == JobState.Failed ? "Looking at the files failed."
        : !Files.Any(file => file is { IsWanted: true, IsDescription: false }) ? "No file can be read as a dump."
        : null;

    /// <summary>Whether a stage is being imported, or was, so that nothing of it can be changed.</summary>
    /// <param name="import">The last job that was to import it.</param>
    public static bool IsClosedBy(Job? import) => import is { State: JobState.Waiting or JobState.Running or JobState.Done };

    /// <summary>Where more is brought into a stage.</summary>
    public static string MoreOf(long stage) => string.Create(CultureInfo.InvariantCulture, $"{BringModel.Address}?{BringModel.StageKey}={stage}");

    public string AddressOf(StagedState? state) => state is { } narrowed ? $"{StageAddress.Of(Stage.Id)}?files={narrowed.ToString().ToLowerInvariant()}" : StageAddress.Of(Stage.Id);

    public static StagedState StateOf(StagedFile file) =>
        file.IsLeftOut ? StagedState.LeftOut : file.Refusal is not null ? StagedState.Refused : file.IsTried ? StagedState.Readable : StagedState.Waiting;

    public int Count(StagedState state) => Files.Count(file => StateOf(file) == state);

    public IActionResult OnGet(long id, [FromQuery] string? files, [FromQuery] int page, CancellationToken cancel) =>
        Find(id, files, page, cancel) && !IsImported ? Page() : Gone(id);

    public IActionResult OnPost(
        long id, [FromQuery] string? files, [FromQuery] int page, [FromForm] string? act, [FromForm] int? leave, [FromForm] int? take, CancellationToken cancel)
    {
        if (!Find(id, files, page, cancel) || IsImported)
        {
            return Gone(id);
        }

        if (IsClosed)
        {
            return Refuse("It is being imported, and cannot be changed any more.");
        }

        if (act == Import)
        {
            return Objection is { } objection ? Refuse(objection) : Confirm();
        }

        if ((leave ?? take) is { } number)
        {
            stages.LeaveOut(id, number, isLeftOut: leave is not null);
        }
        else if (act == LeaveOutRefused)
        {
            stages.LeaveOutRefused(id);
        }

        jobs.Ask(JobKind.Preview, id, Keeper);
        return LocalRedirect(act is null ? PostAddress.Page(AddressOf(Narrowed), Pager.Page) : StageAddress.Of(id));
    }

    private string Keeper => KeeperScheme.Of(HttpContext)!.Keeper.Name;

    private LocalRedirectResult Confirm()
    {
        stages.Confirm(Stage.Id);
        return LocalRedirect(JobModel.Address(jobs.Ask(JobKind.Import, Stage.Id, Keeper)));
    }

    private PageResult Refuse(string why)
    {
        (Response.StatusCode, Refusal) = (StatusCodes.Status409Conflict, why);
        return Page();
    }

    // Who comes back to what was imported is led to what came of it.
    private IActionResult Gone(long id) => jobs.Last(JobKind.Import, id) is { } job ? LocalRedirect(JobModel.Address(job.Id)) : NotFound();

    private bool Find(long id, string? narrowed, int page, CancellationToken cancel)
    {
        if (stages.Find(id) is not { } stage)
        {
            return false;
        }

        (Stage, Files, Untaken) = (stage, stages.Files(id), stages.Untaken(id));
        (Preview, Imported) = (jobs.Last(JobKind.Preview, id), jobs.Last(JobKind.Import, id));
        Narrowed = Enum.TryParse<StagedState>(narrowed, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null;
        // What needs the keeper comes first.
        var listed = Files.Where(file => Narrowed is null || StateOf(file) == Narrowed).OrderBy(StateOf).ToList();
        var pages = Pager.PagesOf(listed.Count, PageSize);
        Pager = new Pager(Math.Clamp(page, 1, pages), pages, AddressOf(Narrowed), "Before", "After");
        ShownFiles = [.. listed.Skip((Pager.Page - 1) * PageSize).Take(PageSize)];
        // While files are looked at the answer changes with each, unless a keeper gave it.
        Blogs = !IsLookedAt ? BlogOfFiles.Of(StagedBlog.OfDumps(stages, id, BlogSlug.Objection, cancel))
            : stage.Blog is { } blog ? [new BlogOfFiles(blog.Slug, blog.Title ?? blog.Slug, BlogBasis.Given, IsUnknown: false, Files.Count)] : [];
        // A blog that the archive has is chosen by its slug, and known to people by its title.
        using var db = archive.Read();
        var chosen = Blogs.Where(blog => blog.Title == blog.Slug).Select(blog => blog.Slug).ToList();
        var titles = db.Blogs.Where(blog => chosen.Contains(blog.Slug)).ToDictionary(blog => blog.Slug, blog => blog.Title);
        Blogs = [.. Blogs.Select(blog => blog with { Title = titles.GetValueOrDefault(blog.Slug, blog.Title) })];
        return true;
    }

    /// <summary>A blog, and how many of the files are dumps of it.</summary>
    /// <param name="IsUnknown">Nothing says whose dumps they are.</param>
    internal sealed record BlogOfFiles(string Slug, string Title, BlogBasis Basis, bool IsUnknown, int Files)
    {
        public static IReadOnlyList<BlogOfFiles> Of(IReadOnlyList<BlogDescription> ofDumps) =>
            [.. ofDumps.GroupBy(blog => (blog.Slug, blog.Title, blog.Basis, blog.IsUnknown))
                .Select(blog => new BlogOfFiles(blog.Key.Slug, blog.Key.Title, blog.Key.Basis, blog.Key.IsUnknown, blog.Count()))];

        public string Knows => Basis switch
        {
            BlogBasis.Description => "says a blog.json",
            BlogBasis.Given => "as you said",
            BlogBasis.Address => "says an address in the dumps",
            _ => "a guess, by the names of folders or files",
        };
    }
}

/// <summary>What became of a staged file so far, in the order in which a keeper wants to see them.</summary>
internal enum StagedState
{
    Refused,
    Waiting,
    Readable,
    LeftOut,
}
