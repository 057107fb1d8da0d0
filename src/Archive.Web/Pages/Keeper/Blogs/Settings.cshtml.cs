using Microsoft.AspNetCore.Mvc;

namespace Archive.Web.Pages.Keeper.Blogs;

/// <summary>What holds for the whole site; what the command line says is said here and not changed.</summary>
internal sealed class SettingsModel(ArchiveFolder archive, TimeProvider clock, PresentChoices choices, ILogger<SettingsModel> log) : KeepingForm(archive, clock, log)
{
    public const string PageAddress = AccessList.Keeper + "/settings";

    /// <summary>What an archive does where nobody has decided anything.</summary>
    private static readonly SettingsDecided Undecided = new(null, Private: false, Indexed: true, SignOffs: true);

    /// <summary>Those of the command line and the configuration.</summary>
    public SiteChoices Given => choices.Given;

    /// <summary>As keepers decided, or as the form has it.</summary>
    public SettingsDecided Decided { get; private set; } = Undecided;

    /// <summary>As typed.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The number of the entry in which this was decided; null where nobody decided.</summary>
    public long? Entry { get; private set; }

    public DateTime DecidedAt { get; private set; }

    public void OnGet()
    {
        if (Archive.Settings() is not { } settings)
        {
            return;
        }

        (Entry, Decided, Address) = (settings.Entry, settings.Decided, settings.Decided.Address ?? "");
        DecidedAt = Archive.Record.Find(settings.Entry) is { } entry
            ? DateTime.Parse(entry.At, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal) : default;
    }

    // What the command line holds has no field, and stays as it was decided before.
    public async Task<IActionResult> OnPostAsync([FromForm] string? address, [FromForm] bool isPrivate, [FromForm] bool indexed, [FromForm] bool signOffs, [FromForm] bool people)
    {
        OnGet();
        var before = Decided;
        Address = Given.Address is null ? (address ?? "").Trim() : Address;
        Object("address", Address.Length == 0 || SiteAddress.IsOfSite(Address) ? null : "This is no address such as https://archive.example.org.");
        Decided = new SettingsDecided(
            Address.Length == 0 ? null : Address.TrimEnd('/'), Given.IsPrivate ? before.Private : isPrivate, Given.MayBeIndexed ? indexed : before.Indexed,
            Given.ShowsSignOffs ? signOffs : before.SignOffs,
            !Given.ShowsPeople || people == (before.People ?? true) ? before.People : people);
        if (IsRefused)
        {
            return Refuse();
        }

        return Decided with { By = before.By } == before && (Entry is not null || Decided == Undecided)
            ? LocalRedirect(PageAddress)
            : await KeepAsync(keeper =>
            {
                keeper.Decide(Decided);
                choices.Renew();
            }, PageAddress);
    }
}
