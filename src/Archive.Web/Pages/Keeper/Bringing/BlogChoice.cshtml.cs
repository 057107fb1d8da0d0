using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Keeper.Bringing;

/// <summary>Where a keeper says whose dumps they brought: as the files say, a blog that is there, or a new one.</summary>
internal sealed class BlogChoiceModel(Stages stages, Storage.Desk.Jobs jobs, ArchiveDb db) : PageModel
{
    public const string AsFilesSay = "files", OneThatIsThere = "known", ANewOne = "new";

    public Stage Stage { get; private set; } = null!;

    /// <summary>The blogs of the archive: slug and title.</summary>
    public IReadOnlyList<(string Slug, string Title)> Known { get; private set; } = [];

    public string Which { get; private set; } = AsFilesSay;

    public string KnownSlug { get; private set; } = "";

    /// <summary>The new blog as it is typed.</summary>
    public StagedBlog Typed { get; private set; } = new("", "");

    /// <summary>What is wrong, by the field where it is.</summary>
    public IReadOnlyDictionary<string, string> Wrong { get; private set; } = new Dictionary<string, string>();

    public static string AddressOf(long stage) => StageAddress.Of(stage) + "/blog";

    public IActionResult OnGet(long id, CancellationToken cancel)
    {
        if (!Find(id))
        {
            return NotFound();
        }

        var said = StagedBlog.OfDumps(stages, id, BlogSlug.Objection, cancel).FirstOrDefault(blog => !blog.IsUnknown);
        (Which, KnownSlug, Typed) = Stage.Blog switch
        {
            { Title: null } known => (OneThatIsThere, known.Slug, Typed),
            { } added => (ANewOne, "", added),
            // What the files say is where a new description begins.
            null when said is not null && Known.All(known => known.Slug != said.Slug) =>
                (AsFilesSay, "", new StagedBlog(said.Slug, said.Title, said.Address, said.Author, said.Language, said.TimeZone)),
            null => (AsFilesSay, said?.Slug ?? "", Typed),
        };
        return Page();
    }

    public IActionResult OnPost(
        long id, [FromForm] string? which, [FromForm] string? known,
        [FromForm] string? title, [FromForm] string? slug, [FromForm] string? address, [FromForm] string? author, [FromForm] string? language, [FromForm] string? zone)
    {
        if (!Find(id))
        {
            return NotFound();
        }

        Which = which is OneThatIsThere or ANewOne ? which : AsFilesSay;
        KnownSlug = known ?? "";
        var (name, chosen) = (title?.Trim() ?? "", slug?.Trim() ?? "");
        Typed = new StagedBlog(chosen.Length > 0 || name.Length == 0 ? chosen : Slug.FromTitle(name), name, OrNull(address), OrNull(author), OrNull(language), OrNull(zone));
        Wrong = Objections();
        if (Which == AsFilesSay && name.Length > 0 && (Stage.Blog?.Title ?? "") != name && !FilesSay(id, name))
        {
            // Somebody typed a blog and overlooked the choice above it: nothing of that is dropped in silence.
            (Which, Wrong) = (ANewOne, new Dictionary<string, string> { ["title"] = "This was typed, but “A new one” was not chosen; now it is." });
        }

        if (Wrong.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        stages.Choose(id, Which switch { OneThatIsThere => new StagedBlog(KnownSlug, null), ANewOne => Typed, _ => null });
        jobs.Ask(JobKind.Preview, id, KeeperScheme.Of(HttpContext)!.Keeper.Name);
        return LocalRedirect(StageAddress.Of(id));
    }

    private bool FilesSay(long id, string title) => StagedBlog.OfDumps(stages, id, BlogSlug.Objection, CancellationToken.None).Any(blog => blog.Title == title);

    private Dictionary<string, string> Objections() => (Which switch
    {
        OneThatIsThere => [("known", Known.Any(blog => blog.Slug == KnownSlug) ? null : "Choose a blog of the list.")],
        ANewOne => new[]
        {
            ("title", Typed.Title!.Length == 0 ? "A blog has a title." : BlogFields.OfText(Typed.Title)),
            ("slug", ObjectionTo(Typed.Slug)),
            ("address", Typed.Address is { } address ? BlogFields.OfAddress(address) : null),
            ("author", Typed.Author is { } author ? BlogFields.OfText(author) : null),
            ("language", Typed.Language is { } language ? BlogFields.OfLanguage(language) : null),
            ("zone", Typed.TimeZone is { } zone ? BlogFields.OfTimeZone(zone) : null),
        },
        _ => [],
    }).Where(field => field.Item2 is not null).ToDictionary(field => field.Item1, field => field.Item2!);

    private string? ObjectionTo(string slug) =>
        slug.Length == 0 ? null
        : Known.Any(blog => blog.Slug == slug) ? "The archive has a blog of this name; choose it above."
        : db.BlogNames.Where(name => name.Slug == slug && !name.Guessed).Join(db.Blogs, name => name.BlogId, blog => blog.Id, (_, blog) => blog.Slug).FirstOrDefault() is { } led
            ? $"{Storage.Keeping.Keeper.LeadsElsewhere(slug, led)}; choose that blog above, or another name."
        : BlogSlug.Objection(slug) is { } objection ? objection + "." : null;

    private static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private bool Find(long id)
    {
        if (stages.Find(id) is not { } stage || StageModel.IsClosedBy(jobs.Last(JobKind.Import, id)))
        {
            return false;
        }

        Stage = stage;
        Known = [.. db.Blogs.OrderBy(blog => blog.Title).Select(blog => new { blog.Slug, blog.Title }).AsEnumerable().Select(blog => (blog.Slug, blog.Title))];
        return true;
    }
}
