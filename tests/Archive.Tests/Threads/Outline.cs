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
                Status = text switch { "×" => CommentStatus.Removed, "?" => CommentStatus.Placeholder, _ => CommentStatus.Visible },
            };
            path.Add(i);
        }

        return thread;
    }

    /// <summary>The thread that is stored after a merge: as the newer shows it, with the texts that comments had before.</summary>
    public static ThreadComment[] Earlier(
        IReadOnlyList<MergedComment> merged, IReadOnlyList<ThreadComment> earlier, IReadOnlyList<ThreadComment> later) =>
        [.. merged.Select(one => Text(one, earlier, later) with { Parent = one.Parent })];

    private static ThreadComment Text(MergedComment one, IReadOnlyList<ThreadComment> earlier, IReadOnlyList<ThreadComment> later)
    {
        if (one.Later < 0)
        {
            return earlier[one.Earlier] with { HasVanished = true };
        }

        var before = one.Earlier < 0 ? null : earlier[one.Earlier];
        return later[one.Later] with
        {
            OtherTexts = before is null ? [] : before.Status == CommentStatus.Visible ? [.. before.OtherTexts, before.Text] : before.OtherTexts,
        };
    }
}
