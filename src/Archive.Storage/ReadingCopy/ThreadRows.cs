using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Archive.Storage.ReadingCopy;

/// <summary>The comments of one post, as pages of its thread fetch them; by statements that stay prepared.</summary>
public sealed class ThreadRows(ArchiveDb db, long post)
{
    /// <summary>Comments above another that its page shows: the nearest, and the one at the top. Nobody reads up a chain of thousands.</summary>
    public const int MaxAbove = 12;

    // The columns that a page of a thread needs. The lines are those of the text that is shown, which may be of an earlier capture than the last that holds the comment.
    private const string Columns =
        """
        SELECT id, parent_id, position, depth, descendants, number, key, status, incomplete, author, published, inferred_signer, markup, text,
               iif(text_capture_id IS NULL, first_line, (SELECT sightings.first_line FROM sightings WHERE comment_id = comments.id AND capture_id = text_capture_id)) AS first_line,
               iif(text_capture_id IS NULL, last_line, (SELECT sightings.last_line FROM sightings WHERE comment_id = comments.id AND capture_id = text_capture_id)) AS last_line,
               last_capture_id, reached_capture_id, number_of, text_capture_id
          FROM comments

        """;

    private const string OfRun = Columns + "WHERE post_id = ? AND position BETWEEN ? AND ? ORDER BY position";

    private const string AtPositions = Columns + "WHERE post_id = ? AND position IN (SELECT value FROM json_each(?)) ORDER BY position";

    private const string OfId = Columns + "WHERE id = ?";

    private const string OfKey = Columns + "WHERE post_id = ? AND key = ?";

    // One row after the other, as they lie: no index has the numbers, and by that of the thread each would be looked for.
    private static readonly string OfNumber = Columns + $"WHERE {RowId.IsOf("id", "?1")} AND number = ?2 ORDER BY number_of IS NOT NULL, position LIMIT 1";

    private const string InOrderOfTime = "SELECT id FROM comments WHERE post_id = ? ORDER BY published IS NULL, published, position " + Statement.LimitBehind;

    // The same order, which has no place for a time that is not known.
    private const string EarlierInTime = "SELECT count(*) FROM comments WHERE post_id = ? AND (published IS NULL, coalesce(published, ''), position) < (?, ?, ?)";

    // Of a short thread it is made when it is asked for, from the index alone.
    private const string OutlineOfPost =
        """
        SELECT coalesce(
                   (SELECT outline FROM posts WHERE id = ?1),
                   (SELECT group_concat(depth) FROM (SELECT depth FROM comments WHERE post_id = ?1 ORDER BY position)))
        """;

    // By its names: of its comments all would be read where none has one.
    private const string AnyAuthor = "SELECT EXISTS (SELECT 1 FROM post_people WHERE post_id = ? AND comments > 0)";

    private const string LastPosition = "SELECT max(position) FROM comments WHERE post_id = ?";

    private const byte FirstOfFour = 0xF0, LastOfFour = 0xF7;

    private const string LastId = "SELECT max(id) FROM comments WHERE id BETWEEN ? AND ?";

    private PageRoom room = new();
    private ThreadOutline? outline;

    /// <summary>The outline of the whole thread.</summary>
    public ThreadOutline Outline => outline ??= db.Prepared[OutlineOfPost].With(post).First(static row => ThreadOutline.Read(row.Utf8(0)))!;

    /// <summary>What was read until now is on no page: the texts of the page have the whole room.</summary>
    public void LeaveRoom() => room = new PageRoom();

    /// <summary>The comments of a stretch of the thread.</summary>
    public List<PageComment> Run(int first, int last) => db.Prepared[OfRun].With(post).With(first).With(last).All(Read);

    /// <summary>The comments of stretches of the thread, each from its first to its last position.</summary>
    public List<PageComment> Runs(IEnumerable<(int First, int Last)> runs) => [.. runs.SelectMany(run => Run(run.First, run.Last))];

    /// <summary>The order by time, as far as it is known: a page of it; what has no time comes last.</summary>
    public List<PageComment> ByTime(int skip, int take) => ById(db.Prepared[InOrderOfTime].With(post).With(take).With(skip).All(static row => row.Long(0)));

    /// <summary>How many comments stand before one in the order by time.</summary>
    public int TurnByTime(PageComment comment) => (int)db.Prepared[EarlierInTime].With(post)
        .With(comment.Published is null ? 1 : 0).With(comment.Published ?? "").With(comment.Position).Number()!.Value;

    /// <summary>How many comments at the top stand before one of them.</summary>
    public int TurnAtTop(PageComment comment) => Outline.BranchesBefore(comment.Position);

    /// <summary>Comments at the top: a page of them.</summary>
    public List<PageComment> AtTop(int skip, int take) => At(Outline.Tops(skip, take));

    /// <summary>Comments in the order of their ids here, as far as they are there.</summary>
    public List<PageComment> ById(IEnumerable<long> ids) => [.. ids.Select(id => db.Prepared[OfId].With(id).First(Read)).OfType<PageComment>()];

    public List<PageComment> At(IReadOnlyCollection<int> positions) => db.Prepared[AtPositions].With(post).With(JsonSerializer.Serialize(positions)).All(Read);

    public PageComment? Find(string key) => db.Prepared[OfKey].With(post).With(key).First(Read);

    /// <summary>The comment that a reader asks for by its number, <c>8.5</c>, or by its place in the thread, <c>#412</c>.</summary>
    /// <remarks>A number alone may be either: the dump's own goes first. Of two that had the same number in their time, the one that still has it.</remarks>
    public PageComment? FindNumber(string asked)
    {
        // As the page writes them, and as sentences do: #1,000 and 8.5.
        var typed = asked.Trim().TrimEnd('.').Replace(",", "", StringComparison.Ordinal);
        var place = typed.TrimStart('#');
        var found = typed.StartsWith('#') ? null : db.Prepared[OfNumber].With(post).With(typed).First(Read);
        return found is null && int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? At([number - 1]).SingleOrDefault()
            : found;
    }

    /// <summary>The comments that a comment answers, from the top down.</summary>
    /// <param name="most">How many of the nearest; the one at the top comes beside them.</param>
    public List<PageComment> Above(PageComment comment, int most = MaxAbove) => comment.Depth == 0 ? [] : At(Outline.Above(comment.Position, most));

    /// <summary>The comments right before and after one that answer the same, where there are any.</summary>
    public IReadOnlyList<PageComment> Beside(PageComment comment) => At(Outline.Beside(comment.Position));

    /// <summary>Whether a dump gives a comment of the thread its author.</summary>
    public bool HasAuthors() => db.Prepared[AnyAuthor].With(post).Number() == 1;

    /// <summary>All rows, placeholders too; positions count from 0 without a gap.</summary>
    public int Count() => (int)(db.Prepared[LastPosition].With(post).Number() ?? -1) + 1;

    /// <summary>The highest <see cref="PageComment.Arrival"/> of the thread; -1 where it is empty.</summary>
    public int Newest() => db.Prepared[LastId].With(PostId.FirstComment(post)).With(PostId.FirstComment(post + 1) - 1).Number() is { } id ? PostId.Arrival(id) : -1;

    private PageComment Read(Statement row)
    {
        var text = row.Utf8("text");
        var markup = row.Utf8("markup");
        // What is printed of a text may be many times as long: its links, its signs. What has no room as it is, is not printed first.
        var whole = !room.Has(Math.Max(text.Length, markup.Length)) ? (SafeHtml?)null
            : markup.IsEmpty && row.IsNull("markup") ? ContentRenderer.FromText(text)
            : new SafeHtml(markup.ToArray());
        var isCut = whole is not { } printed || (!room.Takes(printed.Utf8.Length) && text.Length > PageRoom.MaxCut);
        var html = isCut ? ContentRenderer.FromText(PageRoom.WholeWords(Encoding.UTF8.GetString(text[..EndOfCharacter(text, PageRoom.MaxCut)]))) : whole!.Value;
        return new PageComment(
            row.Long("id"), row.NumberOrNull("parent_id"), row.Int("position"), row.Int("depth"), row.Int("descendants"), row.Text("number"), row.Text("key"),
            StatusWord.Read(row.Utf8("status")), row.Long("incomplete") != 0, row.TextOrNull("author"), row.TextOrNull("published"), row.TextOrNull("inferred_signer"),
            html, Length(text), Beginning(text).ToArray(), row.Int("first_line"), row.Int("last_line"),
            row.Long("last_capture_id"), row.Long("reached_capture_id"), row.TextOrNull("number_of"), row.NumberOrNull("text_capture_id"), isCut);
    }

    // As SQLite counts characters: those of two halves in UTF-16, which are of four bytes here, are one.
    private static int Length(ReadOnlySpan<byte> text)
    {
        var length = Encoding.UTF8.GetCharCount(text);
        for (var at = text.IndexOfAnyInRange(FirstOfFour, LastOfFour); at >= 0; at = text.IndexOfAnyInRange(FirstOfFour, LastOfFour))
        {
            length--;
            text = text[(at + 1)..];
        }

        return length;
    }

    // As many bytes more as there are characters to come, until there are none; each time to the end of a character.
    private static ReadOnlySpan<byte> Beginning(ReadOnlySpan<byte> text)
    {
        var end = 0;
        for (var left = PageComment.BeginningLength; left > 0 && end < text.Length; left = PageComment.BeginningLength - Length(text[..end]))
        {
            end = EndOfCharacter(text, end + left);
        }

        return text[..end];
    }

    // The first place from one on where no character goes on.
    private static int EndOfCharacter(ReadOnlySpan<byte> text, int from)
    {
        var end = Math.Min(text.Length, from);
        while (end < text.Length && IsWithin(text[end]))
        {
            end++;
        }

        return end;
    }

    // A byte of a character that has begun before it.
    private static bool IsWithin(byte one) => (one & 0b1100_0000) == 0b1000_0000;
}

/// <summary>Says which texts one page shows as they are: a dump is a stranger's, and a thread of it may have hundreds of a megabyte.</summary>
public sealed class PageRoom
{
    /// <summary>Bytes of texts as they are printed; of a capture and of a source characters, which are told before they are read. Five hundred comments as long as Blogger took them are half of it, or in other scripts than Latin all.</summary>
    public const int MaxWhole = 4 * 1024 * 1024;

    /// <summary>Bytes of the beginning that a page shows of what is longer than this, and for which there is no room.</summary>
    public const int MaxCut = 2 * 1024;

    private int left = MaxWhole;

    /// <summary>Whether the next text is shown as it is: the first one is in any case.</summary>
    public bool Takes(int bytes)
    {
        var has = Has(bytes);
        left = has ? Math.Max(0, left - bytes) : left;
        return has;
    }

    /// <summary>A text that was cut, to the end of a word, where there is one in its second half: half a word is none of its words.</summary>
    public static string WholeWords(string cut) => cut.AsSpan().LastIndexOfAny(' ', '\n') is var blank && blank > cut.Length / 2 ? cut[..blank] : cut;

    /// <summary>Whether there is room for so many.</summary>
    public bool Has(int bytes) => bytes <= MaxCut || bytes <= left || left == MaxWhole;
}
