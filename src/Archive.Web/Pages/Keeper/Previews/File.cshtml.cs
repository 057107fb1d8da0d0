using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Keeper.Previews;

/// <summary>Shows what would come of one file of a stage, comment by comment, and takes a keeper's word on it.</summary>
internal sealed class FileModel(Stages stages, Storage.Desk.Jobs jobs) : PageModel
{
    /// <summary>Comments on one page: few enough to be compared while somebody waits.</summary>
    public const int CommentsPerPage = 100;

    /// <summary>Characters of a text that is not compared; the lines have the rest.</summary>
    public const int MaxOpening = 600;

    public const string ShowField = "show", ActField = "act", ApartField = "apart", ListedField = "listed", FormatField = "format";

    public const string KeepApart = "apart", ChooseFormat = "format", LeaveOut = "leave", TakeIn = "take";

    public Stage Stage { get; private set; } = null!;

    public StagedFile Staged { get; private set; } = null!;

    /// <summary>Null where there is no preview yet.</summary>
    public FilePreview? Row { get; private set; }

    public FileDetail? Detail { get; private set; }

    /// <summary>The format that a keeper chose.</summary>
    public string? Format { get; private set; }

    /// <summary>The preview is being made anew.</summary>
    public bool IsBeingMade { get; private set; }

    public PreviewedComments? Comments { get; private set; }

    public Pager Pager { get; private set; } = null!;

    public string Address => StageAddress.File(Stage.Id, Staged.Number);

    public bool MayChange => !Stage.IsConfirmed;

    public IActionResult OnGet(long id, int number, [FromQuery(Name = ShowField)] string? show = null, [FromQuery(Name = "page")] int page = 1)
    {
        if (!Load(id, number))
        {
            return NotFound();
        }

        if (Row is { Fate: FileFate.New or FileFate.Moved } && Detail is not null)
        {
            Comments = PreviewedComments.Of(this, stages, show);
            Pager = new Pager(page, Pager.PagesOf(Comments.Listed.Count, CommentsPerPage), Comments.AddressOf(Comments.Narrowed), "Earlier comments", "Later comments");
            if (page < 1 || page > Pager.Pages)
            {
                return NotFound();
            }

            Comments.Compare((page - 1) * CommentsPerPage, CommentsPerPage);
        }

        return Page();
    }

    public IActionResult OnPost(
        long id, int number, [FromForm(Name = ActField)] string? act, [FromForm(Name = FormatField)] string? format,
        [FromForm(Name = ApartField)] string[]? apart, [FromForm(Name = ListedField)] string[]? listed)
    {
        if (!Load(id, number))
        {
            return NotFound();
        }

        if (MayChange && Changes(act, format, apart ?? [], listed ?? []))
        {
            jobs.Ask(JobKind.Preview, id, KeeperScheme.Of(HttpContext)!.Keeper.Name);
        }

        return LocalRedirect(Address);
    }

    private bool Changes(string? act, string? format, string[] apart, string[] listed)
    {
        switch (act)
        {
            case LeaveOut or TakeIn:
                stages.LeaveOut(Stage.Id, Staged.Number, act == LeaveOut);
                return true;
            case ChooseFormat when format is "" or null || DumpFormats.All.Any(known => known.Name == format):
                stages.Choices.Read(Stage.Id, Staged.Number, format is { Length: > 0 } ? format : null);
                return true;
            case KeepApart:
                var words = Words(apart.ToHashSet(StringComparer.Ordinal), listed).ToList();
                stages.Choices.KeepApart(Stage.Id, words);
                return words.Count > 0;
            default:
                return false;
        }
    }

    // What the page listed and what is ticked of it now; only what is other than before is said.
    private IEnumerable<(CommentName One, CommentName Other, bool IsApart)> Words(HashSet<string> ticked, string[] listed)
    {
        var before = stages.Choices.Apart(Stage.Id).ToLookup(pair => pair.One);
        var same = (Detail?.Posts ?? []).SelectMany(post => post.Same.Select(comment => (post.Turn, Comment: comment)))
            .ToDictionary(comment => FieldOf(comment.Turn, comment.Comment.Turn), StringComparer.Ordinal);
        foreach (var field in listed.Distinct(StringComparer.Ordinal).Take(CommentsPerPage))
        {
            if (field.Split('.') is not [var first, var second] || !int.TryParse(first, out var post) || !int.TryParse(second, out var comment))
            {
                continue;
            }

            var own = new CommentName(Staged.Sha256, post, comment);
            if (!ticked.Contains(field))
            {
                foreach (var (one, other) in before[own])
                {
                    yield return (one, other, false);
                }
            }
            else if (same.TryGetValue(field, out var known) && !before.Contains(own))
            {
                yield return (own, known.Comment.Kept.Name, true);
            }
        }
    }

    /// <summary>Names a comment of the file in a form.</summary>
    public static string FieldOf(int post, int comment) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{post}.{comment}");

    private bool Load(long id, int number)
    {
        if (stages.Find(id) is not { } stage || stages.Files(id).FirstOrDefault(file => file.Number == number) is not { } file)
        {
            return false;
        }

        var previews = new StagedPreviews(stages);
        (Stage, Staged, Format) = (stage, file, stages.Choices.FormatOf(id, number));
        Row = previews.Find(id)?.Files.FirstOrDefault(one => one.Number == number);
        Detail = Row is null ? null : previews.Find(id, number);
        IsBeingMade = jobs.Last(JobKind.Preview, id) is { State: JobState.Waiting or JobState.Running };
        return true;
    }
}
