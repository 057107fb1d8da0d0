namespace Archive.Citing;

/// <summary>A post or comment with all that a citation says of it; what is not known is null, in every style.</summary>
public sealed record CitedWork
{
    /// <summary>What the archive calls itself where a style names the place that keeps a text.</summary>
    public const string ArchiveName = "Archive";

    /// <summary>As printed; null where the post has none.</summary>
    public string? PostTitle { get; init; }

    /// <summary>Who wrote the cited text, as the dump names them.</summary>
    public string? Author { get; init; }

    /// <summary>Of a comment, the name typed beneath its text: inferred, and never an author.</summary>
    public string? Signer { get; init; }

    /// <summary>Who wrote the post that a comment stands under.</summary>
    public string? PostAuthor { get; init; }

    /// <summary>The blog's title.</summary>
    public required string Blog { get; init; }

    /// <summary>Whose blog it is; not therefore the author of each post.</summary>
    public string? BlogAuthor { get; init; }

    /// <summary>A BCP 47 tag.</summary>
    public string? Language { get; init; }

    /// <summary>The date of the cited text itself, as the dump gives it.</summary>
    public string? Published { get; init; }

    /// <summary>Of a comment, the path as printed: <c>8.5</c>. Null for a post.</summary>
    public string? Number { get; init; }

    /// <summary>The text from its beginning; <see cref="CitedState"/> says when there is none.</summary>
    public string Text { get; init; } = "";

    public CitedState State { get; init; }

    /// <summary>The stable address here.</summary>
    public required Uri Address { get; init; }

    /// <summary>Where the post is or was on the live blog.</summary>
    public Uri? Live { get; init; }

    /// <summary>The day of the capture that shows the text so.</summary>
    public required DateOnly Captured { get; init; }

    /// <summary>The capture was made on that day or before: nobody said when.</summary>
    public bool CapturedOrBefore { get; init; }

    public bool IsComment => Number is not null;

    public CitedDate? Date => CitedDate.Read(Published);
}

/// <summary>What there is to quote.</summary>
public enum CitedState
{
    Present,

    /// <summary>The blog showed a notice in place of the text.</summary>
    Removed,

    /// <summary>That it existed is known only from its replies.</summary>
    Lost,
}
