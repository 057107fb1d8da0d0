using Archive.Dumps;

namespace Archive.Threads.Captures;

/// <summary>Tells whether a thread lost its tree to a layout that prints replies like all other comments, one below the other.</summary>
internal static class FlatLayout
{
    /// <summary>Whether comments that stand at the top of one thread are replies in the other: where none of its own answers another, and some text stands at its top more often than at the other's.</summary>
    public static bool IsOf(IReadOnlyList<ThreadComment> flat, IReadOnlyList<ThreadComment> tree)
    {
        // What is known from its replies alone was in a tree.
        if (flat.Count == 0 || flat.Any(comment => comment.Parent != ThreadOrder.Top || IsSilent(comment)))
        {
            return false;
        }

        var replies = tree.Where(comment => comment.Parent != ThreadOrder.Top && !IsSilent(comment)).Select(WordsOf).ToHashSet();
        if (replies.Count == 0)
        {
            return false;
        }

        var tops = tree.Where(comment => comment.Parent == ThreadOrder.Top && !IsSilent(comment)).CountBy(WordsOf).ToDictionary();
        return flat.CountBy(WordsOf).Any(words => replies.Contains(words.Key) && words.Value > tops.GetValueOrDefault(words.Key));
    }

    /// <summary>The comments in reading order, none of them a reply.</summary>
    public static ThreadComment[] Of(IReadOnlyList<ThreadComment> thread) => [.. thread.Select(comment => comment with { Parent = ThreadOrder.Top })];

    private static bool IsSilent(ThreadComment comment) => comment.Status == CommentStatus.Placeholder;

    // Notices of removal say the same in all languages.
    private static (CommentStatus Status, string Words) WordsOf(ThreadComment comment) =>
        (comment.Status, comment.Status == CommentStatus.Visible ? FoldedText.Of(comment.Text) : "");
}
