using System.Globalization;
using System.Text;

namespace Archive.Benchmarks.Made;

/// <summary>One invented comment: where it stands in its thread, who wrote it, its text.</summary>
/// <param name="Head">Author and time glued, as pages print them; null where the dump has neither.</param>
/// <param name="Text">Paragraphs parted by an empty line; null where it was removed.</param>
internal sealed record MadeComment(int Depth, int Number, string? Head, string? Text)
{
    private const string Removed = "This comment has been removed by the author.";

    // Of a hundred comments.
    private const int Brief = 22, Wrapped = 3, Quoting = 6, Linking = 7, Removals = 2, Signed = 18, ByTheBlogger = 8;

    private const double ShareOfReplies = 0.5;

    /// <summary>A thread in reading order: after each comment it goes deeper, stays, or returns.</summary>
    public static List<MadeComment> Thread(MadeBlog blog, int count, int deepest, DateOnly day, Random random)
    {
        var (thread, ordinals, depth) = (new List<MadeComment>(count), new int[deepest + 1], 0);
        var at = day.ToDateTime(new TimeOnly(8, 0));
        for (var i = 0; i < count; i++)
        {
            at = at.AddMinutes(random.Next(1, 300));
            var isRemoved = random.Next(100) < Removals;
            thread.Add(new MadeComment(depth, ++ordinals[depth], random.NextDouble() < blog.Named ? Heading(blog, at, random) : null, isRemoved ? null : Written(blog, thread, day, random)));
            var next = NextDepth(depth, deepest, random);
            if (next > depth)
            {
                ordinals[next] = 0;
            }

            depth = next;
        }

        return thread;
    }

    /// <summary>Writes a thread as the text of a page has it.</summary>
    public static void Append(StringBuilder text, IReadOnlyList<MadeComment> thread)
    {
        text.Append(CultureInfo.InvariantCulture, $"{thread.Count} comment{(thread.Count == 1 ? "" : "s")}:\n\n");
        // Numbers are counted anew: a thread that lost a comment has no gap.
        var ordinals = new int[thread.Count + 2];
        for (var i = 0; i < thread.Count; i++)
        {
            var (depth, _, head, written) = thread[i];
            depth = Math.Min(depth, i == 0 ? 0 : thread[i - 1].Depth + 1);
            var indent = new string(' ', (2 * depth) + 2);
            text.Append(CultureInfo.InvariantCulture, $"{indent}{++ordinals[depth]}. ");
            if (head is not null)
            {
                text.Append(head).Append("\n\n").Append(indent).Append("  ");
            }

            text.Append((written ?? Removed).Replace("\n", $"\n{indent}  ", StringComparison.Ordinal).Replace($"{indent}  \n", "\n", StringComparison.Ordinal));
            text.Append(CultureInfo.InvariantCulture, $"\n\n{indent}  {(depth == 0 ? "ReplyDelete" : "Delete")}\n");
            if (i + 1 < thread.Count && thread[i + 1].Depth > depth)
            {
                text.Append(CultureInfo.InvariantCulture, $"{indent}  Replies\n");
                ordinals[depth + 1] = 0;
            }
        }
    }

    private static int NextDepth(int depth, int deepest, Random random) =>
        deepest > 6 ? Math.Min(depth + 1, deepest)
        : random.NextDouble() >= ShareOfReplies ? 0
        : random.Next(3) == 0 && depth < deepest ? depth + 1
        : Math.Max(1, depth);

    private static string Heading(MadeBlog blog, DateTime at, Random random)
    {
        var name = blog.Author.Length > 0 && random.Next(100) < ByTheBlogger ? blog.Author : Invented.Name(1 + Corpus.Rank(220, random));
        return string.Create(CultureInfo.InvariantCulture, $"{name}{at:MMMM d, yyyy} at {at:h:mm tt}");
    }

    private static string Written(MadeBlog blog, List<MadeComment> thread, DateOnly day, Random random)
    {
        var kind = random.Next(100);
        var text = kind < Brief ? MadeTalk.Brief(random)
            : kind < Brief + Wrapped ? string.Join('\n', MadeTalk.HardWrapped(MadeTalk.Paragraph(6, random), 68))
            : string.Join("\n\n", Enumerable.Range(0, 1 + random.Next(3)).Select(_ => MadeTalk.Paragraph(1 + random.Next(4), random)));
        if (random.Next(100) < Quoting && thread.Count > 0 && thread[random.Next(thread.Count)].Text is { } quoted)
        {
            text = $"“{quoted.Split('\n')[0]}”\n\n{text}";
        }

        if (random.Next(100) < Linking)
        {
            text += random.Next(4) == 0 ? $"\n\n{MadeDumps.Address(blog, day, MadeTalk.Title(random))}" : $"\n\n{Invented.Link(random)}";
        }

        return blog.Named == 0 && random.Next(100) < Signed ? $"{text}\n\n{Invented.Name(1 + Corpus.Rank(120, random))}" : text;
    }
}
