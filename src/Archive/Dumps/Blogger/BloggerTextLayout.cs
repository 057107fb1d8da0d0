namespace Archive.Dumps.Blogger;

/// <summary>What a Blogger page printed around a post's content, as its text dump has it.</summary>
public sealed record BloggerTextLayout
{
    /// <summary>The date line as printed: <c>Tuesday 11 February 2014</c>; null where there is none.</summary>
    public string? DateLine { get; init; }

    /// <summary>The line that counts the comments as printed: <c>38 comments:</c>; null where there is none.</summary>
    public string? Header { get; init; }

    /// <summary>The line of labels under the body as printed; null where there is none.</summary>
    public string? LabelsLine { get; init; }

    /// <summary>The page's own words around comments.</summary>
    public BloggerWords Words { get; init; } = BloggerWords.English;

    /// <summary>What follows the last comment, lines joined by LF; empty where nothing does.</summary>
    public string Tail { get; init; } = "";
}
