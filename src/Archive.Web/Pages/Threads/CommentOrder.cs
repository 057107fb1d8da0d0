namespace Archive.Web.Pages.Threads;

/// <summary>The orders in which a post's comments can be read.</summary>
internal enum CommentOrder
{
    /// <summary>Replies below what they answer.</summary>
    Nested,

    /// <summary>One list, in the order of the dump.</summary>
    Flat,

    /// <summary>One list by time; what has none comes last.</summary>
    Time,
}
