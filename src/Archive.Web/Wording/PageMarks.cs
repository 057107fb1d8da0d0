using System.Globalization;
using System.Text;

namespace Archive.Web.Wording;

/// <summary>Marks on a page of the archive the words of the search that led there.</summary>
internal sealed class PageMarks(SearchQuery query, QueryMarks wanted)
{
    public SearchQuery Asked => query;

    /// <summary>The query as text.</summary>
    public string Query { get; } = query.ToString();

    /// <summary>Whether the query has words to be marked, and not filters alone.</summary>
    public bool HasWords => !wanted.IsEmpty;

    /// <summary>The query as links to other parts of the thread carry it on; empty where they would mark nothing.</summary>
    public string Marking => HasWords ? Query : "";

    /// <summary>The hit that led here; null where the address names none of this page.</summary>
    public HitName? Hit { get; init; }

    /// <summary>Its turn among all hits; null where it is none of them, or where nobody could look.</summary>
    public HitTurn? Turn { get; init; }

    /// <summary>The turn was not found for want of time or of a place in the queue: another reader is to have it.</summary>
    public bool IsUnfinished { get; init; }

    public SafeHtml In(SafeHtml html) => MarkedHtml.Mark(html, wanted.In);

    public MarkedText In(string text)
    {
        var (marked, written) = (new StringBuilder(text.Length), 0);
        foreach (var (start, length) in wanted.In(text))
        {
            marked.Append(text, written, start - written).Append(QueryMarks.MarkStart).Append(text, start, length).Append(QueryMarks.MarkEnd);
            written = start + length;
        }

        return new MarkedText(marked.Append(text, written, text.Length - written).ToString());
    }
}

/// <summary>Finds what is to be marked on a page, and which hit of the search led there.</summary>
internal sealed class PageMarker(ArchiveSearch search, MarkTurns turns)
{
    /// <summary>Null where the address names nothing that could be marked.</summary>
    /// <param name="typed">The query.</param>
    /// <param name="hit">The hit, as <see cref="HitName"/> has it.</param>
    /// <param name="post">The id of the post that the page is of: a hit of another one did not lead here.</param>
    /// <param name="isShown">False where the answer only leads on to the page.</param>
    public async Task<PageMarks?> OfAsync(string? typed, string? hit, long post, bool isShown, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        var query = SearchQuery.Parse(SearchAsked.Cut(typed));
        // Marks alone ask for the words of the query; who comes from a hit searches, and waits among those who do.
        var name = NameOf(hit) is { } known && known.PostId == post ? known : (HitName?)null;
        using var place = name is null || !isShown ? null : await turns.TakeAsync(cancel);
        using var session = search.Open(query, cancel);
        var wanted = QueryMarks.Of(query, session.Expand());
        var (turn, isCutShort) = name is { } asked && place is { IsAcquired: true } ? session.Turn(asked) : default;
        var marks = new PageMarks(query, wanted) { Hit = name, Turn = turn, IsUnfinished = isCutShort || place is { IsAcquired: false } };
        // Filters alone mark nothing; what they found is walked through all the same.
        return marks.HasWords || marks.Turn is not null || marks.IsUnfinished || (name is not null && !isShown) ? marks : null;
    }

    private static HitName? NameOf(string? hit) =>
        long.TryParse(hit, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is > 0 and < long.MaxValue ? new HitName(value) : null;
}
