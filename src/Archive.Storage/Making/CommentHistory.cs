using Archive.Dumps;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Making;

/// <summary>Writes what a further capture shows of a comment that is stored: the look itself, and its text where that differs.</summary>
/// <remarks>
/// The row holds the number and lines of the latest look, and the text of the latest look that had one. Earlier looks are
/// sightings; a look whose text differs from the row's is a version.
/// </remarks>
internal sealed class CommentHistory(SqliteConnection connection) : IDisposable
{
    private readonly Statement insertSighting = new(
        connection,
        "INSERT INTO sightings (comment_id, capture_id, number, first_line, last_line) VALUES (?, ?, ?, ?, ?)");

    private readonly Statement updateLook = new(
        connection,
        """
        UPDATE comments
           SET parent_id = ?, position = ?, depth = ?, descendants = ?, number = ?, first_line = ?, last_line = ?,
               first_capture_id = ?, last_capture_id = ?, incomplete = ?, author = ?, published = ?
         WHERE id = ?
        """);

    private readonly Statement updateText = new(
        connection,
        """
        UPDATE comments
           SET status = ?, original = ?, html = ?, text = ?, inferred_signer = ?, folded = ?, quotes = ?, facts = ?
         WHERE id = ?
        """);

    private readonly LinkRows links = new(connection);

    private readonly Statement updateFacts = new(connection, "UPDATE comments SET facts = ? WHERE id = ?");

    private readonly Statement insertVersion = new(
        connection, "INSERT INTO comment_versions (comment_id, capture_id, status, original) VALUES (?, ?, ?, ?)");

    // The looks that had the text of the row keep it as a version when the row takes another.
    private readonly Statement keepVersions = new(
        connection,
        """
        INSERT INTO comment_versions (comment_id, capture_id, status, original)
        SELECT comment_id, capture_id, ?, ?
          FROM sightings
         WHERE comment_id = ? AND capture_id <> ?
           AND NOT EXISTS (SELECT 1 FROM comment_versions AS kept
                            WHERE kept.comment_id = sightings.comment_id AND kept.capture_id = sightings.capture_id)
        """);

    private readonly Statement dropVersion = new(
        connection, "DELETE FROM comment_versions WHERE comment_id = ? AND capture_id = ?");

    private readonly Statement timeOfText = new(
        connection,
        """
        SELECT max(captures.captured_at)
          FROM sightings JOIN captures ON captures.id = sightings.capture_id
         WHERE sightings.comment_id = ?
           AND NOT EXISTS (SELECT 1 FROM comment_versions AS kept
                            WHERE kept.comment_id = sightings.comment_id AND kept.capture_id = sightings.capture_id)
        """);

    /// <summary>Whether the text or status that the archive keeps changed, or a version came to it.</summary>
    public bool See(StoredComment stored, PreparedComment seen, PostPlace post, long capture, Dictionary<long, string> times)
    {
        var look = stored.Look;
        var isLatest = IsNoEarlier(times[capture], times[look.LastCapture]);
        var timeOfRow = TimeOfText(stored, times);
        if (isLatest)
        {
            AddSighting(stored.Id, look.LastCapture, look.Number, look.FirstLine, look.LastLine);
        }
        else
        {
            AddSighting(stored.Id, capture, seen.Number, seen.Dump.Lines.First, seen.Dump.Lines.Last);
        }

        stored.Look = Joined(look, seen, capture, isLatest, times);
        return SeeText(stored, seen, post, capture, IsNoEarlier(times[capture], timeOfRow));
    }

    /// <summary>Writes where a comment stands and was seen.</summary>
    public void Update(long id, CommentLook look) =>
        updateLook.With(look.ParentId).With(look.Position).With(look.Depth).With(look.Descendants).With(look.Number)
            .With(look.FirstLine).With(look.LastLine).With(look.FirstCapture).With(look.LastCapture)
            .With(look.Incomplete).With(look.Author).With(look.Published).With(id).Run();

    /// <summary>Writes what filters ask about, where that changed with the comment's place, author or date.</summary>
    public void UpdateFacts(StoredComment stored, PostPlace post)
    {
        var facts = FactsOf(stored, Searchable.OfComment(Rendering.Text(stored.Original, stored.Status)), post);
        if (facts != stored.Facts)
        {
            updateFacts.With(facts).With(stored.Id).Run();
        }
    }

    public void Dispose()
    {
        insertSighting.Dispose();
        updateLook.Dispose();
        updateText.Dispose();
        links.Dispose();
        updateFacts.Dispose();
        insertVersion.Dispose();
        keepVersions.Dispose();
        dropVersion.Dispose();
        timeOfText.Dispose();
    }

    private static string FactsOf(StoredComment stored, Searchable text, PostPlace post) =>
        text.Facts(post, stored.Look.Depth, stored.Status, stored.Look.Author, stored.Look.Published);

    private static bool IsNoEarlier(string time, string other) => string.CompareOrdinal(time, other) >= 0;

    private static CommentLook Joined(
        CommentLook look, PreparedComment seen, long capture, bool isLatest, Dictionary<long, string> times)
    {
        var dump = seen.Dump;
        var joined = look with
        {
            FirstCapture = IsNoEarlier(times[capture], times[look.FirstCapture]) ? look.FirstCapture : capture,
            Author = isLatest ? dump.Author ?? look.Author : look.Author ?? dump.Author,
            Published = isLatest ? dump.Published ?? look.Published : look.Published ?? dump.Published,
        };
        return isLatest
            ? joined with
            {
                Number = seen.Number,
                FirstLine = dump.Lines.First,
                LastLine = dump.Lines.Last,
                LastCapture = capture,
                Incomplete = dump.Incomplete,
            }
            : joined;
    }

    private void AddSighting(long id, long capture, string number, int firstLine, int lastLine) =>
        insertSighting.With(id).With(capture).With(number).With(firstLine).With(lastLine).Run();

    // When the capture was taken whose text the row has.
    private string TimeOfText(StoredComment stored, Dictionary<long, string> times)
    {
        if (stored.Versions.TrueForAll(version => version.Capture != stored.Look.LastCapture))
        {
            return times[stored.Look.LastCapture];
        }

        timeOfText.With(stored.Id);
        var time = timeOfText.Read() ? timeOfText.TextOrNull(0) : null;
        timeOfText.Reset();
        return time ?? "";
    }

    private bool SeeText(StoredComment stored, PreparedComment seen, PostPlace post, long capture, bool isNewerText)
    {
        var (status, original) = (seen.Dump.Status, seen.Dump.Original);
        if (status == stored.Status && PlainLines.Trim(original) == PlainLines.Trim(stored.Original))
        {
            return false;
        }

        // What a capture lacks takes nothing from the archive, and what it has is better than nothing.
        var takes = stored.Status == CommentStatus.Placeholder || (isNewerText && status != CommentStatus.Placeholder);
        if (!takes)
        {
            insertVersion.With(stored.Id).With(capture).With(StatusWord.Of(status)).With(original).Run();
            return status != CommentStatus.Placeholder;
        }

        if (stored.Look.LastCapture != capture)
        {
            KeepLatestLook(stored);
        }

        keepVersions.With(StatusWord.Of(stored.Status)).With(stored.Original).With(stored.Id).With(capture).Run();
        foreach (var same in stored.Versions.Where(
            version => version.Status == status && PlainLines.Trim(version.Original) == PlainLines.Trim(original)))
        {
            dropVersion.With(stored.Id).With(same.Capture).Run();
        }

        (stored.Status, stored.Original) = (status, original);
        stored.Facts = FactsOf(stored, seen.Searchable, post);
        updateText.With(StatusWord.Of(status)).With(original).With(seen.Html).With(seen.Text)
            .With(seen.Searchable.Signer).With(seen.Searchable.Folded).With(seen.Searchable.Quotes).With(stored.Facts)
            .With(stored.Id).Run();
        links.Replace(PostId.OfComment(stored.Id), stored.Id, seen.Searchable.Links);
        return true;
    }

    // The row's own look is no sighting, so that its text has to be kept by name.
    private void KeepLatestLook(StoredComment stored)
    {
        if (stored.Versions.TrueForAll(version => version.Capture != stored.Look.LastCapture))
        {
            insertVersion.With(stored.Id).With(stored.Look.LastCapture).With(StatusWord.Of(stored.Status))
                .With(stored.Original).Run();
        }
    }
}
