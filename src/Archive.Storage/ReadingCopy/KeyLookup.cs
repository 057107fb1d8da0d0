namespace Archive.Storage.ReadingCopy;

/// <summary>Finds the comment that a key leads to: its own, or one that another capture named it by.</summary>
/// <remarks>A number behind a key counts comments of the very same words; where so many are no longer told apart, the key leads to the first of them.</remarks>
public static class KeyLookup
{
    /// <summary>The key of the comment that a key leads to; null where it leads nowhere.</summary>
    public static string? LeadsTo(this ArchiveDb db, long post, string key) =>
        Find(db.Prepared, post, key) is { } comment ? db.Prepared["SELECT key FROM comments WHERE id = ?"].With(comment).Text() : null;

    internal static long? Find(Connection copy, long post, string key) =>
        Named(copy, post, key) ?? (CommentKey.StemOf(key) is { } stem ? Named(copy, post, stem) : null);

    private static long? Named(Connection copy, long post, string key) =>
        copy["SELECT id FROM comments WHERE post_id = ? AND key = ?"].With(post).With(key).Number()
        ?? copy["SELECT comment_id FROM comment_keys WHERE post_id = ? AND key = ?"].With(post).With(key).Number();
}
