using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Keeper.Bringing;

/// <summary>Where a keeper brings dumps: files, folders, zips, or text; nothing of it is kept before they say so.</summary>
/// <remarks>A form is read part by part, after it is known who sends it. The method that takes it has no parameters: for one, the framework would read the form.</remarks>
[IgnoreAntiforgeryToken]
[ReadsQuery(BringModel.StageKey)]
internal sealed class BringModel(Stages stages, Storage.Desk.Jobs jobs, Uploads uploads, IAntiforgery forms) : PageModel
{
    public const string Address = AccessList.Keeper + "/bring";

    /// <summary>The stage that more is brought into.</summary>
    public const string StageKey = "stage";

    /// <summary>The fields of a text and of its name.</summary>
    public const string TextField = "text", NameField = "name";

    /// <summary>The header in which scripts send the secret of the form.</summary>
    public const string Header = "RequestVerificationToken";

    /// <summary>Until somebody else's upload may have ended.</summary>
    private const int RetrySeconds = 2;

    private const string TextName = "pasted.txt";

    /// <summary>The stage that more is brought into; null where a new one begins.</summary>
    public Stage? Into { get; private set; }

    /// <summary>Why what was sent was not taken.</summary>
    public string? Refusal { get; private set; }

    public StageLimits Limits => stages.Limits;

    /// <summary>The secret of the form, which stands before all files.</summary>
    public string? Secret => forms.GetAndStoreTokens(HttpContext).RequestToken;

    /// <summary>What was brought before and is not kept yet.</summary>
    public IReadOnlyList<WaitingStage> Waiting => [.. stages.All().Where(stage => !StageModel.IsClosedBy(jobs.Last(JobKind.Import, stage.Id)))
        .Select(stage => new WaitingStage(stage, stages.Files(stage.Id).Count, stage.IsConfirmed ? null : stage.BeganAt + stages.Limits.Unconfirmed))];

    /// <summary>A limit as people and refusals say it.</summary>
    public static string Megabytes(long bytes) => bytes % (1024 * 1024 * 1024) == 0 ? $"{bytes / (1024 * 1024 * 1024)} GB" : $"{bytes / (1024 * 1024)} MB";

    public IActionResult OnGet() => IsIntoNothing() ? NotFound() : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (Request.ContentLength > Uploads.MaxBytes)
        {
            Uploads.ReadOn(HttpContext);
            return Refuse(StatusCodes.Status413PayloadTooLarge, TooLarge);
        }

        if (IsIntoNothing())
        {
            return Refuse(StatusCodes.Status404NotFound, "What you bring more into is gone: it was kept, or dropped.");
        }

        using var turn = uploads.Take(Keeper.Id);
        if (turn is null)
        {
            Response.Headers.RetryAfter = RetrySeconds.ToString(CultureInfo.InvariantCulture);
            return Refuse(StatusCodes.Status503ServiceUnavailable, "Other uploads of yours or of other keepers are running. Wait a moment and send it again.");
        }

        using var time = Uploads.Open(HttpContext);
        try
        {
            return UploadForm.Of(Request) is { } form ? await TakeAsync(form, time.Token) : Refuse(StatusCodes.Status415UnsupportedMediaType, "That was no form with files.");
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Refuse(refused.StatusCode, TooLarge);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or OperationCanceledException)
        {
            return Refuse(StatusCodes.Status400BadRequest, "The upload broke off. What had come whole is there; the rest is not.");
        }
    }

    private KeeperAccount Keeper => KeeperScheme.Of(HttpContext)!.Keeper;

    private static string TooLarge => $"That is more than {Megabytes(Uploads.MaxBytes)} in one go. Bring it in parts, or as a zip; with scripts each file goes by itself.";

    // A script waits for an answer that it can read.
    private bool IsOfScript => Request.Headers.Accept == "application/json";

    private async Task<IActionResult> TakeAsync(UploadForm form, CancellationToken cancel)
    {
        if (!await IsOwnAsync(form, cancel))
        {
            return Refuse(StatusCodes.Status400BadRequest, "The page on which this form stood is too old. Nothing was taken; choose again and send it.");
        }

        using var taken = new TakenUpload(stages, Into?.Id, Keeper.Id);
        for (var name = ""; await form.NextAsync(cancel) is { } part;)
        {
            if (part.File.Length > 0)
            {
                await taken.AddAsync(part.File, part.Body, mayBeEmpty: false, cancel);
            }
            else if (part.Name == NameField)
            {
                name = (await UploadForm.TextAsync(part, cancel)).Trim();
            }
            else if (part.Name == TextField)
            {
                await taken.AddAsync(TextNameOf(name), part.Body, mayBeEmpty: true, cancel);
            }
        }

        if (taken.Stage is not { } stage)
        {
            return Refuse(StatusCodes.Status400BadRequest, "Nothing was chosen. Choose a file, or paste a text.");
        }

        if (IsOfScript)
        {
            return new JsonResult(new Answer(stage, StageAddress.Of(stage)) { Untaken = taken.Untaken });
        }

        jobs.Ask(JobKind.Preview, stage, Keeper.Name);
        return LocalRedirect(StageAddress.Of(stage));
    }

    // Scripts send the secret in a header; a form has it in its first part, and nothing is read before it is known to be right.
    private async Task<bool> IsOwnAsync(UploadForm form, CancellationToken cancel)
    {
        if (Request.Headers[Header].Count == 0)
        {
            if (await form.NextAsync(cancel) is not { Name: OwnForms.Field, File: "" } first)
            {
                return false;
            }

            Request.Headers[Header] = await UploadForm.TextAsync(first, cancel);
        }

        return Request.Headers[Header].ToString().Length > 0 && await forms.IsRequestValidAsync(HttpContext);
    }

    // A text without an ending is taken for one, so that it is refused and not passed over where it is no dump.
    private static string TextNameOf(string name) => name.Length == 0 ? TextName : Path.HasExtension(name) ? name : name + ".txt";

    private bool IsIntoNothing()
    {
        var asked = Request.Query[StageKey].ToString();
        Into = long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? stages.Find(id) : null;
        return asked.Length > 0 && Into is not { IsConfirmed: false };
    }

    private IActionResult Refuse(int status, string why)
    {
        (Response.StatusCode, Refusal) = (status, why);
        return IsOfScript ? new JsonResult(new Answer(null, null) { Refusal = why }) { StatusCode = status } : Page();
    }

    /// <summary>A stage that nobody has kept yet.</summary>
    /// <param name="VanishesAt">Null where its import was stopped or failed, so that it stays.</param>
    internal sealed record WaitingStage(Stage Stage, int Files, DateTimeOffset? VanishesAt);

    /// <summary>The answer to a script.</summary>
    private sealed record Answer(long? Stage, string? Address)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Refusal { get; init; }

        public IReadOnlyList<UntakenFile> Untaken { get; init; } = [];
    }
}
