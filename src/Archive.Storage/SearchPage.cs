namespace Archive.Storage;

/// <summary>One place where a query is met.</summary>
/// <param name="CommentKey">Null where the post itself is meant.</param>
/// <param name="Snippet">Plain text around the match; the matching words stand between <see cref="ArchiveSearch.MarkStart"/> and <see cref="ArchiveSearch.MarkEnd"/>.</param>
public sealed record SearchHit(
    string Blog, string Month, string Slug, string? Title, string? Published, string? CommentKey, string? Number,
    string? Author, string Snippet);

/// <summary>A page of hits, newest first.</summary>
/// <param name="Count">How many there are, exact up to <see cref="ArchiveSearch.MaxCounted"/>.</param>
/// <param name="CountIsExact">False where there are more than <paramref name="Count"/>.</param>
/// <param name="Next">The key of the next page; null on the last.</param>
/// <param name="CutShort">The search took too long and was stopped: there may be more hits than are shown and counted.</param>
public sealed record SearchPage(
    IReadOnlyList<SearchHit> Hits, int Count, bool CountIsExact, long? Next, bool CutShort = false)
{
    public static readonly SearchPage Empty = new([], 0, true, null);
}
