using Microsoft.Data.Sqlite;

namespace Archive.Web.Hosting;

/// <summary>The choices that hold now: those of the command line and the configuration, and where these say nothing those that keepers decided.</summary>
/// <remarks>What one process decides holds there for the very next request, and within a blink in others that serve the same folder.</remarks>
internal sealed class PresentChoices(SiteChoices given, ArchiveFolder archive)
{
    // As for the generation of the archive: asking SQLite takes as long as sending a page that is kept.
    private const long MaxAgeMilliseconds = 50;

    private readonly Lock gate = new();
    private volatile Known? last;

    /// <summary>Those of the command line and the configuration, which win.</summary>
    public SiteChoices Given => given;

    public SiteChoices Now
    {
        get
        {
            var known = last;
            return known is not null && !known.IsOld ? known.Choices : Read(isUrgent: false);
        }
    }

    /// <summary>Makes what was decided just now hold.</summary>
    public void Renew() => Read(isUrgent: true);

    // Read within the gate, so that nobody puts an earlier answer in the place of a later one.
    private SiteChoices Read(bool isUrgent)
    {
        lock (gate)
        {
            if (isUrgent || last is not { IsOld: false })
            {
                last = new Known(Decided(), Environment.TickCount64);
            }

            return last!.Choices;
        }
    }

    // Where nothing can be read for a while, what was decided holds on.
    private SiteChoices Decided()
    {
        try
        {
            return archive.Settings() is { } settings ? given.With(settings.Entry, settings.Decided) : given;
        }
        catch (Exception unread) when (unread is SqliteException or ArchiveFileException or InvalidDataException)
        {
            return last?.Choices ?? given;
        }
    }

    private sealed record Known(SiteChoices Choices, long ReadAt)
    {
        public bool IsOld => Environment.TickCount64 - ReadAt > MaxAgeMilliseconds;
    }
}
