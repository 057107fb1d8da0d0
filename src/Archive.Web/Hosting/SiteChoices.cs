namespace Archive.Web.Hosting;

/// <summary>Decisions of the keeper of an archive for the whole site.</summary>
internal sealed record SiteChoices
{
    /// <summary>Where readers reach the site, for everything that leaves it: citations, feeds, canonical links. Null: where it listens.</summary>
    public Uri? Address { get; init; }

    /// <summary>Names that people typed beneath their comments are shown as such.</summary>
    public bool ShowsSignOffs { get; init; } = true;

    /// <summary>Search engines may keep the pages.</summary>
    public bool MayBeIndexed { get; init; } = true;
}
