using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Keeper;

/// <summary>A page whose form makes an entry of the record, or is refused with a word at the field that is wrong.</summary>
internal abstract class KeepingForm(ArchiveFolder archive, TimeProvider clock, ILogger log) : PageModel
{
    /// <summary>Longer than most acts take. One that makes the posts of a large blog anew goes on beside; its entry is written first, so that nothing of it is lost.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, string> objections = new(StringComparer.Ordinal);

    /// <summary>Why nothing was done, where no field is to blame.</summary>
    public string? Refusal { get; private set; }

    public bool IsRefused => Refusal is not null || objections.Count > 0;

    /// <summary>What is wrong with a field; null where nothing is.</summary>
    public string? ObjectionTo(string field) => objections.GetValueOrDefault(field);

    /// <summary>Who is signed in.</summary>
    protected string By => KeeperScheme.Of(HttpContext)!.Keeper.Name;

    protected ArchiveFolder Archive => archive;

    protected void Object(string field, string? objection)
    {
        if (objection is not null)
        {
            objections[field] = objection;
        }
    }

    /// <summary>The page again, saying what is wrong.</summary>
    protected PageResult Refuse(string? why = null, int status = StatusCodes.Status400BadRequest)
    {
        (Response.StatusCode, Refusal) = (status, why ?? Refusal);
        return Page();
    }

    /// <summary>Does something in the name of the keeper, and goes on to an address.</summary>
    protected async Task<IActionResult> KeepAsync(Action<Storage.Keeping.Keeper> act, string then)
    {
        var name = By;
        var acting = Task.Run(() => act(new Storage.Keeping.Keeper(archive, clock, name)));
        try
        {
            await acting.WaitAsync(Patience, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // It goes on; what is read meanwhile is the state before.
            var page = Request.Path.Value;
            _ = acting.ContinueWith(
                failed => log.LogError(failed.Exception, "What {Keeper} asked for on {Page} was not done to its end", name, page),
                CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
        catch (KeepingException refused)
        {
            return Refuse(InWords.Sentence(refused.Message));
        }
        catch (ArchiveBusyException)
        {
            return Refuse("Something else is being written just now, such as an import. Try again when it has ended.", StatusCodes.Status409Conflict);
        }

        return LocalRedirect(then);
    }
}
