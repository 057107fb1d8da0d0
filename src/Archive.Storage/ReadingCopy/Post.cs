namespace Archive.Storage.ReadingCopy;

/// <summary>A post as stored.</summary>
public sealed class Post
{
    /// <summary>day &lt;&lt; 20 | n of that day; see <see cref="PostId"/>.</summary>
    public long Id { get; set; }

    public long BlogId { get; set; }

    public required string Slug { get; set; }

    /// <summary>ISO 8601, as fine as the dump gives it; null where it gives none.</summary>
    public string? Published { get; set; }

    /// <summary>The day that all dumps of the blog together make of <see cref="OpenDate"/>; null where they do not, and where <see cref="Published"/> is known.</summary>
    public string? InferredPublished { get; set; }

    /// <summary>The date as printed, in numbers of which no dump says which is the day; null where <see cref="Published"/> is known.</summary>
    public string? OpenDate { get; set; }

    /// <summary><c>2014-02</c> or <c>undated</c>; computed by the database.</summary>
    public string Month { get; private set; } = "";

    /// <summary>Makes it the same post in another capture; see <see cref="Threads.Captures.SamePost.AreLinked"/>.</summary>
    public required string Identity { get; set; }

    public string? Title { get; set; }

    public string? Author { get; set; }

    public string? Url { get; set; }

    /// <summary>Which page of the live blog its address names, in one spelling; see <see cref="Links.LivePage.Page"/>.</summary>
    public string? LivePage { get; set; }

    public IReadOnlyList<string> Labels { get; set; } = [];

    /// <summary>The body as it came; computed by the database.</summary>
    public string Original { get; private set; } = "";

    /// <summary>The blank lines of <see cref="Original"/> before its text.</summary>
    public string Before { get; set; } = "";

    /// <summary>Those after it.</summary>
    public string After { get; set; } = "";

    /// <summary><see cref="Original"/> where it is more than its text between blank lines; null where it is just that.</summary>
    public string? Written { get; set; }

    /// <summary>Of <see cref="Original"/>.</summary>
    public TextKind Kind { get; set; }

    /// <summary>The HTML where it is more than what is made of the text alone; for printing there is <see cref="Html"/>.</summary>
    public SafeHtml? Markup { get; set; }

    /// <summary>Safe to print; a query that reads a few columns makes it of <see cref="Markup"/> and <see cref="Text"/> in the same way.</summary>
    public SafeHtml Html => ContentRenderer.Stored(Markup, Text);

    /// <summary>The body as search sees it.</summary>
    public required string Text { get; set; }

    public int? DeclaredComments { get; set; }

    public int CommentCount { get; set; }

    public int? FirstLine { get; set; }

    public int? LastLine { get; set; }

    public long FirstCaptureId { get; set; }

    public long LastCaptureId { get; set; }

    /// <summary>The capture whose title and body are shown; null where that is the last.</summary>
    public long? TextCaptureId { get; set; }
}

/// <summary>How a post's title and body stood in an earlier capture, where that differs from the present text.</summary>
public sealed class PostVersion
{
    public long PostId { get; set; }

    public long CaptureId { get; set; }

    public string? Title { get; set; }

    public required string Original { get; set; }

    public TextKind Kind { get; set; }
}

/// <summary>Another post that is perhaps the same one.</summary>
public sealed class PostDoubt
{
    public long PostId { get; set; }

    public long OtherPostId { get; set; }

    /// <summary>They have one title and day, and share nothing else.</summary>
    public bool OneHead { get; set; }
}

/// <summary>An address that a post has by some of its captures alone.</summary>
public sealed class CapturedAddress
{
    public long PostId { get; set; }

    /// <summary>Month and slug: <c>2014-02/power-to-people</c>.</summary>
    public required string Address { get; set; }
}
