using System.Globalization;
using System.Text;

namespace Archive.Web.Pages.Threads;

/// <summary>The shape of a thread at a glance: a bar for each comment in reading order, set in by its depth, as long as its text.</summary>
/// <remarks>Everything is a number of the archive's own, so nothing that a stranger wrote reaches the drawing.</remarks>
internal static class ThreadMap
{
    /// <summary>Deeper comments are drawn at this depth.</summary>
    public const int MaxDepth = 8;

    /// <summary>Comments that the strip in a list of posts draws: as many as stand beside each other on a phone. Of a longer thread its beginning.</summary>
    public const int MaxStrokes = 100;

    /// <summary>Comments that the drawing still shows where it stands above a thread and not beside it.</summary>
    public const int MaxAbove = 150;

    /// <summary>How wide the drawing is: the deepest and longest bar ends here.</summary>
    public const int Width = (MaxDepth * Indent) + MaxBar;

    // In the units of the drawing, which are pixels where it stands beside the thread.
    private const int Indent = 6, MinBar = 4, MaxBar = 34;

    // A comment of this many characters, four long paragraphs, has the longest bar.
    private const int LongText = 2_500;

    private const int StrokeWidth = 3, StrokeHeight = 5, MaxStrokeDepth = 3;

    /// <summary>From one bar to the next: narrower in a long thread, so that it stays in sight.</summary>
    public static int Row(int comments) => comments switch
    {
        <= 60 => 8,
        <= 150 => 5,
        _ => 3,
    };

    /// <summary>The bar of a comment: where it begins, and how long it is.</summary>
    public static (int X, int Y, int Length) Bar(PageComment comment, int at, int row) =>
        (Left(comment.Depth), Middle(at, row), MinBar + (int)((MaxBar - MinBar) * Math.Sqrt(Math.Min(comment.Length, LongText) / (double)LongText)));

    /// <summary>The lines from comments down to their last replies, as the path of an SVG.</summary>
    public static string Branches(IReadOnlyList<PageComment> comments, int row)
    {
        var path = new StringBuilder();
        var rows = new Dictionary<long, int>(comments.Count);
        var lastReply = new Dictionary<long, int>();
        for (var i = 0; i < comments.Count; i++)
        {
            rows[comments[i].Id] = i;
            if (comments[i].ParentId is { } parent)
            {
                lastReply[parent] = i;
            }
        }

        foreach (var (parent, last) in lastReply)
        {
            if (rows.TryGetValue(parent, out var from) && comments[from].Depth < MaxDepth)
            {
                var x = Left(comments[from].Depth) + (Indent / 2);
                path.Append(CultureInfo.InvariantCulture, $"M{x} {Middle(from, row)}V{Middle(last, row)}h{Indent / 2}");
            }
        }

        return path.ToString();
    }

    /// <summary>A thread as a strip for a list of posts: a stroke for each comment in reading order, lower the deeper it stands.</summary>
    public static string Strip(IReadOnlyList<int> depths)
    {
        var path = new StringBuilder();
        for (var i = 0; i < Math.Min(depths.Count, MaxStrokes); i++)
        {
            path.Append(CultureInfo.InvariantCulture, $"M{(i * StrokeWidth) + 1} {Math.Min(depths[i], MaxStrokeDepth) * StrokeHeight}v{StrokeHeight}");
        }

        return path.ToString();
    }

    public static int StripWidth(IReadOnlyList<int> depths) => Math.Min(depths.Count, MaxStrokes) * StrokeWidth;

    public static int StripHeight(IReadOnlyList<int> depths) =>
        (Math.Min(depths.Take(MaxStrokes).DefaultIfEmpty().Max(), MaxStrokeDepth) + 1) * StrokeHeight;

    /// <summary>The shape in words, for those who do not see it.</summary>
    /// <param name="goesOn">Answers stand on other pages: how deep they go is not known here.</param>
    public static string InSentence(IReadOnlyList<PageComment> comments, bool goesOn)
    {
        var branches = comments.Count(comment => comment.Depth == 0);
        var answered = comments.Count(comment => comment is { Depth: 0, Descendants: > 0 });
        var longest = comments.MaxBy(comment => comment.Descendants)!;
        var others = comments.Count(comment => comment.Descendants == longest.Descendants) - 1;
        var deepest = comments.Max(comment => comment.Depth);
        return answered == 0
            ? $"{InWords.Count(branches, "comment", "comments")}, none of them answered."
            : $"{InWords.Count(branches, "comment", "comments")} at the top, {InWords.Count(answered)} of them answered; the {(others > 0 ? "first of the longest conversations" : "longest conversation")} is below {CommentView.NumberOf(longest)} "
                + $"with {InWords.Count(longest.Descendants, "reply", "replies")}{(deepest == 0 ? "" : $"; answers go {(goesOn ? "at least " : "")}{InWords.Count(deepest, "level", "levels")} deep")}.";
    }

    private static int Left(int depth) => Math.Min(depth, MaxDepth) * Indent;

    private static int Middle(int at, int row) => (at * row) + (row / 2);
}
