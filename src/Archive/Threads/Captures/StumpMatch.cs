using Archive.Dumps;

namespace Archive.Threads.Captures;

/// <summary>Says which text is only the beginning of another, because its capture ends there.</summary>
internal static class Stump
{
    /// <summary>A longer last line is text.</summary>
    private const int MaxLastLine = 40;

    /// <summary>Whether a text is the beginning of another one, or the same.</summary>
    public static bool IsBeginning(string text, string of) => AlikeText.Of(of).StartsWith(AlikeText.Of(text), StringComparison.Ordinal);

    /// <summary>Whether the body of a capture is only a part of a known one, and so takes its place nowhere.</summary>
    public static bool IsOf(DumpPost post, DumpPost known)
    {
        if (post.Reach.BodyIsCut)
        {
            return !known.Reach.BodyIsCut || IsBeginning(Opening(post.BodyText), known.BodyText);
        }

        // It ends where its capture does, which may have broken off there.
        return post.Reach.Thread == ThreadReach.Absent && post.DeclaredComments is null && !known.Reach.BodyIsCut
            && known.BodyText.Length > post.BodyText.Length && IsBeginning(post.BodyText, known.BodyText);
    }

    // Without the line beneath it, which may only say that there is more.
    private static string Opening(string body)
    {
        var text = body.TrimEnd();
        var end = text.LastIndexOf('\n');
        return end > 0 && text.Length - end <= MaxLastLine ? text[..end] : text;
    }
}

/// <summary>Matches comments in which a capture breaks off with those whose texts begin so, and comments with those that a reading in doubt made too long.</summary>
internal static class StumpMatch
{
    /// <summary>Words from which on a beginning tells by itself whose it is; a shorter one only by its place.</summary>
    private const int MinWords = 3;

    /// <summary>How far behind its neighbour a comment is looked for that a reading in doubt made too long: any of the thread may be.</summary>
    private const int MaxLookAhead = 16;

    public static void Run(MatchedThread cut, MatchedThread other)
    {
        int[]? depths = null, otherDepths = null;
        var isAnyInDoubt = other.Comments.Any(comment => comment.IsInDoubt);
        var after = -1;
        for (var i = 0; i < cut.Count; i++)
        {
            after = cut.Match[i] >= 0 && !cut.IsSetAside(i) ? cut.Match[i] : after;
            if (cut.Match[i] >= 0 || !(cut.Comments[i].BreaksOff || isAnyInDoubt) || cut.Comments[i].Status != CommentStatus.Visible)
            {
                continue;
            }

            depths ??= Depths(cut);
            otherDepths ??= Depths(other);
            if (Find(cut, i, depths[i], after, other, otherDepths) is >= 0 and var whole)
            {
                (cut.Match[i], other.Match[whole]) = (whole, i);
                after = whole;
            }
        }
    }

    // The next one of its depth behind the comment that stands before it; where that is none, the first at all.
    private static int Find(MatchedThread cut, int stump, int depth, int after, MatchedThread other, int[] depths)
    {
        var text = AlikeText.Of(cut.Comments[stump].Text);
        var isShort = text.AsSpan().Count(' ') + 1 < MinWords;
        var before = -1;
        var (from, to) = cut.Comments[stump].BreaksOff ? (isShort ? after + 1 : 0, other.Count) : (after + 1, Math.Min(other.Count, after + 1 + MaxLookAhead));
        for (var k = from; k < to; k++)
        {
            if (other.Match[k] >= 0 || depths[k] != depth || other.Comments[k].Status != CommentStatus.Visible)
            {
                continue;
            }

            if (Begins(cut.Comments[stump], text, other.Comments[k]) && !MatchedThread.Conflict(cut, stump, other, k))
            {
                if (k > after)
                {
                    return k;
                }

                before = before < 0 ? k : before;
            }
            else if (isShort)
            {
                return -1;
            }
        }

        return before;
    }

    private static bool Begins(ThreadComment stump, string text, ThreadComment of)
    {
        if (!stump.BreaksOff && (stump.IsInDoubt || !of.IsInDoubt))
        {
            return false;
        }

        var whole = AlikeText.Of(of.Text);
        return whole.StartsWith(text, StringComparison.Ordinal)
            || (of.BreaksOff && text.StartsWith(whole, StringComparison.Ordinal))
            || of.OtherTexts.Any(other => AlikeText.Of(other).StartsWith(text, StringComparison.Ordinal));
    }

    private static int[] Depths(MatchedThread thread)
    {
        var depths = new int[thread.Count];
        for (var i = 0; i < depths.Length; i++)
        {
            depths[i] = thread.Comments[i].Parent is >= 0 and var above ? depths[above] + 1 : 0;
        }

        return depths;
    }
}
