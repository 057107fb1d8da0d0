using Archive.Content;
using Archive.Dumps.Blogger;

namespace Archive.Dumps;

/// <summary>One post as a dump gives it.</summary>
/// <remarks>What the dump does not say is null; nothing here is inferred.</remarks>
public sealed record DumpPost
{
    public string? Title { get; init; }

    /// <summary>
    /// ISO 8601, no finer than the dump gives it: <c>2014-02-11</c>, <c>2014-02-11T10:22</c> (the blog's clock, zone unknown)
    /// or <c>2014-02-11T10:22:00Z</c>.
    /// </summary>
    public string? Published { get; init; }

    /// <summary>The date as printed where that is numbers whose order is a setting of the blog; null where a word names the month, and where there is no such day.</summary>
    public NumberedDate? NumberedDate { get; init; }

    /// <summary>The date in numbers of which this dump alone cannot say what is the day and what the month.</summary>
    public NumberedDate? OpenDate => Published is null ? NumberedDate : null;

    public string? Author { get; init; }

    public string? Url { get; init; }

    /// <summary>The blog platform's own id of the post, where the dump gives one.</summary>
    public string? Key { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The number of comments that the page claimed; null where it printed none.</summary>
    public int? DeclaredComments { get; init; }

    /// <summary>The body as it stands in the dump, lines joined by LF, blank lines at either end included.</summary>
    public string Original { get; init; } = "";

    public TextKind Kind { get; init; }

    public WrittenText Written => new(Original, Kind);

    /// <summary>The words of the body alone, without blank lines at either end.</summary>
    public string BodyText => Written.ToText();

    /// <summary>The lines of the body, first text to last; null where there is no body.</summary>
    public LineRange? Lines { get; init; }

    /// <summary>The thread in reading order: a parent stands before its replies, siblings in the order of the dump.</summary>
    public IReadOnlyList<DumpComment> Comments { get; init; } = [];

    /// <summary>How many comments the dump really holds, placeholders not counted.</summary>
    public int FoundComments => Comments.Count(comment => comment.Status != CommentStatus.Placeholder);

    /// <summary>What the dump can say of the post at all; its reader sets it.</summary>
    public DumpReach Reach { get; init; } = DumpReach.Whole;

    /// <summary>By which layout it was read, and how sure that is; null where a format has one layout.</summary>
    public ReadLayout? ReadAs { get; init; }

    /// <summary>How the page was laid out, kept so that a writer can give the file back byte for byte; null for other formats.</summary>
    public BloggerTextLayout? Layout { get; init; }
}

/// <summary>A date in numbers as a dump has it.</summary>
/// <param name="Printed">Day of the week included: <c>Tuesday 11/02/2014</c>.</param>
public sealed record NumberedDate(string Printed, int Line);

/// <summary>Names the layout by which a reader told a post and its comments apart, and how sure it is.</summary>
/// <param name="Name">In words, as a sentence goes on with them: <c>columns with closing words</c>.</param>
public sealed record ReadLayout(string Name, Certainty Certainty);

/// <summary>How sure a reader is of a layout.</summary>
public enum Certainty
{
    /// <summary>The page declares as many comments as were found.</summary>
    Sure,

    /// <summary>The page's own marks were found, and nothing speaks against them.</summary>
    Likely,

    /// <summary>Something is in doubt; the problems say what.</summary>
    InDoubt,
}
