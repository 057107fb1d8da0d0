namespace Archive.Searching.Asking;

/// <summary>In which order hits come: <c>sort:</c>.</summary>
public enum SearchOrder
{
    /// <summary>By the day of the post, newest first; in a thread the last comment first.</summary>
    New,

    /// <summary>By the day of the post, oldest first; in a thread in reading order as it came to the archive.</summary>
    Old,

    /// <summary>Exact words before other forms, then BM25.</summary>
    Relevance,

    /// <summary>The longest first.</summary>
    Length,
}
