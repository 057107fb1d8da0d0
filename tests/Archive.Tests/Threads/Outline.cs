namespace Archive.Tests.Threads;

/// <summary>Threads as text: one line a comment, one space a level; <c>×</c> is a notice of removal, <c>?</c> nothing at all.</summary>
internal static class Outline
{
    public static ThreadComment[] Read(params string[] lines)
    {
        var path = new List<int>();
        var thread = new ThreadComment[lines.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            var text = lines[i].TrimStart(' ');
            var depth = Math.Min(lines[i].Length - text.Length, path.Count);
            path.RemoveRange(depth, path.Count - depth);
            thread[i] = new ThreadComment
            {
                Parent = depth == 0 ? ThreadOrder.Top : path[depth - 1],
                Text = text == "?" ? "" : text,
                Shows = text switch { "×" => CommentShows.Notice, "?" => CommentShows.Nothing, _ => CommentShows.Text },
            };
            path.Add(i);
        }

        return thread;
    }

    /// <summary>The thread that is stored after a merge: as the newer shows it, with the texts that comments had before.</summary>
    public static ThreadComment[] Stored(
        IReadOnlyList<MergedComment> merged, IReadOnlyList<ThreadComment> stored, IReadOnlyList<ThreadComment> seen) =>
        [.. merged.Select(one => Text(one, stored, seen) with { Parent = one.Parent })];

    private static ThreadComment Text(MergedComment one, IReadOnlyList<ThreadComment> stored, IReadOnlyList<ThreadComment> seen)
    {
        if (one.Seen < 0)
        {
            return stored[one.Stored] with { HasVanished = true };
        }

        var before = one.Stored < 0 ? null : stored[one.Stored];
        return seen[one.Seen] with
        {
            OtherTexts = before is null ? [] : before.Shows == CommentShows.Text ? [.. before.OtherTexts, before.Text] : before.OtherTexts,
        };
    }
}
