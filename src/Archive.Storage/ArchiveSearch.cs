using Archive.Searching;

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
public sealed record SearchPage(IReadOnlyList<SearchHit> Hits, int Count, bool CountIsExact, long? Next);

/// <summary>Asks the full-text index.</summary>
public static class ArchiveSearch
{
    /// <summary>Control characters that no text keeps, so that marks cannot be forged by what people wrote.</summary>
    public const char MarkStart = '\u0002', MarkEnd = '\u0003';

    public const int PageSize = 20;

    public const int MaxCounted = 10_000;

    /// <summary>Comments that meet the query, newest post first and in reading order within a post's comments.</summary>
    public static Task<SearchPage> CommentsAsync(ArchiveDb db, SearchQuery query, string? blog, long? before, CancellationToken cancel) =>
        throw new NotImplementedException();

    /// <summary>Posts that meet the query, newest first.</summary>
    public static Task<SearchPage> PostsAsync(ArchiveDb db, SearchQuery query, string? blog, long? before, CancellationToken cancel) =>
        throw new NotImplementedException();
}
