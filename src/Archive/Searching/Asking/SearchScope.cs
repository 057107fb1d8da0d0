namespace Archive.Searching.Asking;

/// <summary>Where words are looked for: <c>in:</c>.</summary>
public enum SearchScope
{
    Everything,
    Posts,
    Comments,

    /// <summary>Titles of posts.</summary>
    Title,

    /// <summary>Passages of posts and comments that quote somebody.</summary>
    Quotes,
}
