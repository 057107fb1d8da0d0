using Archive.Dumps.Blogger.Dates;

namespace Archive.Dumps.Blogger.Headings;

/// <summary>Finds where the comments of a headed thread end: at the stamps and links that most of them have below their texts.</summary>
/// <remarks>A line that only one comment has, such as the date of a meeting or the word "Reply", is its text.</remarks>
internal sealed class CommentEnds
{
    private readonly VisibleLines lines;
    private readonly List<CommentHeading> headings;
    private readonly int pageEnd;
    private readonly int? declared;
    private readonly bool areStamped;
    private readonly bool areDated;
    private readonly bool areLinked;
    private readonly bool isAlone;

    public CommentEnds(VisibleLines lines, List<CommentHeading> headings, int pageEnd, int? declared)
    {
        (this.lines, this.headings, this.pageEnd, this.declared) = (lines, headings, pageEnd, declared);
        Limit = FindClosing(lines, headings[^1].End, pageEnd);
        var (stamped, dated, linked, ended) = (0, 0, 0, 0);
        for (var i = 0; i + 1 < headings.Count; i++)
        {
            var (stamp, _, links) = Below(headings[i].End, EndOf(i), mayBeStamped: MayBeStamped);
            linked += links.Count > 0 ? 1 : 0;
            stamped += stamp >= 0 ? 1 : 0;
            ended += stamp >= 0 || links.Count > 0 ? 1 : 0;
            dated += stamp >= 0 && CommentHeading.IsStamp(lines.Text(stamp), out var published) && published is not null ? 1 : 0;
        }

        // A single comment has no neighbours to ask, and of two the first has one: what the last lacks at its end, above the page's closing words, is text in the other, too.
        isAlone = headings.Count == 1;
        var lacksStamp = headings.Count <= 2 && Limit < pageEnd && Below(headings[^1].End, Limit, mayBeStamped: true).Stamp < 0;
        areStamped = !lacksStamp && (isAlone ? MayBeStamped && !EndsPointed(headings[0].End) : stamped * 2 >= headings.Count);
        StampOfText = lacksStamp && lines.Previous(Limit, headings[^1].End) is var last and >= 0 && lines.Text(last)[^1] is not ('.' or '!' or '?' or '…' or '。')
            && lines.Previous(last, headings[^1].End) is var above and >= 0 && CommentHeading.IsStamp(lines.Text(above), out var time) && time is not null ? above : null;
        areDated = dated * 2 > stamped;
        AllEnd = !isAlone && ended == headings.Count - 1;
        areLinked = isAlone || linked * 2 >= headings.Count - 1;
        Limit = HaveEnds ? BehindItsEnd(Limit) : Limit;
    }

    /// <summary>The first line that closes the page below the thread; the line after its last where none does.</summary>
    public int Limit { get; }

    /// <summary>A line in the last comment that may be its time, above words that close the page in a language that is not known; null where there is none.</summary>
    public int? StampOfText { get; }

    /// <summary>The line after the last comment and its links.</summary>
    public int End { get; private set; }

    /// <summary>Nothing on the page shows where the last comment ends.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The file ends inside the last comment: the others have an end of their own.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Every comment above another has a stamp or a link below its text.</summary>
    public bool AllEnd { get; }

    /// <summary>The comments have stamps or links of their own below.</summary>
    public bool HaveEnds => headings.Count > 1 && (areStamped || areLinked);

    private bool MayBeStamped => headings[0].Form <= HeadingForm.SaidBelow;

    /// <summary>Lines within a text that end comments on this page: below them the name of another may stand, which was not seen.</summary>
    public IReadOnlyList<int> WithinTexts { get; private set; } = [];

    /// <summary>The heading below the one comment that lacks the time which all others end in: it may be somebody's text; null where none is, or several are.</summary>
    public int? BelowNoEnd { get; private set; }

    /// <summary>The comments with their texts, stamps and links; which one answers which is not known yet.</summary>
    public List<HeadedComment> Read()
    {
        var comments = new List<HeadedComment>(headings.Count);
        for (var i = 0; i + 1 < headings.Count; i++)
        {
            comments.Add(Segment(headings[i], EndOf(i)));
        }

        End = EndOfLast();
        comments.Add(Segment(headings[^1], End));
        WithinTexts = [.. comments.SelectMany(EndsWithin)];
        List<int> lacking = areStamped && headings.Count > 2 ? [.. Enumerable.Range(0, headings.Count - 1).Where(i => comments[i].Stamp < 0)] : [];
        BelowNoEnd = lacking is [var only] ? headings[only + 1].First : null;
        return WithEdges(comments);
    }

    /// <summary>The first line in a stretch that closes a thread or a page; the end of the stretch where none does.</summary>
    /// <remarks>"Home" may be an answer: such a word closes a page where others stand below it, or nothing, and a text above.</remarks>
    public static int FindClosing(VisibleLines lines, int from, int end)
    {
        var first = lines.Next(from, end);
        for (var i = first; i < end; i = lines.Next(i + 1, end))
        {
            if (IsClosing(lines.Text(i)) && !GoesOn(lines, first, i, end) && (!PagerLine.IsWord(lines.Text(i)) || IsAboveClosing(lines, i, end)) && (!PageWords.IsOrdinary(lines.Text(i)) || (i > first && StandsAlone(lines, i, end))))
            {
                return i;
            }
        }

        return end;
    }

    private bool EndsPointed(int from) => Below(from, Limit, mayBeStamped: true).Stamp is >= 0 and var stamp && PrintedDate.EndsPointed(lines.Text(stamp));

    // "The page says / Links to this post / and nothing below it": where the end that the others have is lacking above such a line and stands below it, the line is text.
    private int BehindItsEnd(int limit) => limit < pageEnd && !HasEnd(headings[^1].End, limit) && !IsBehindSentence(headings[^1].End, limit)
        && FindClosing(lines, limit + 1, pageEnd) is var next && HasEnd(limit + 1, next, mayBeOfNextPost: true) ? next : limit;

    private bool IsBehindSentence(int from, int line) => lines.Previous(line, from) is var above and >= 0 && EndsSentence(lines.Text(above));

    private bool HasEnd(int from, int end, bool mayBeOfNextPost = false)
    {
        var line = lines.Next(from, end);
        while (line < end && !IsEnd(line))
        {
            line = mayBeOfNextPost && PrintedDate.TryLine(lines.Text(line), out _) ? end : lines.Next(line + 1, end);
        }

        return line < end;
    }

    private static bool IsClosing(string text) => PageWords.IsClosing(text) || PagerLine.Is(text);

    // "I clicked / Post a Comment / and nothing happened.": a sentence goes on below.
    private static bool GoesOn(VisibleLines lines, int first, int line, int end) => IsBehindUnfinished(lines, first, line)
        && lines.Next(line + 1, end) is var next && next < end && char.IsLower(lines.Text(next)[0]) && EndsSentence(lines.Text(next)) && !PageWords.IsOfPage(lines.Text(next));

    private static bool IsBehindUnfinished(VisibleLines lines, int first, int line) => lines.Previous(line, first) is var above and >= 0 && !EndsSentence(lines.Text(above)) && !PageWords.IsOfPage(lines.Text(above));

    /// <summary>Whether a line may be the last of a text.</summary>
    public static bool EndsSentence(string text) => text.Length > 0 && !char.IsLetterOrDigit(text[^1]) && text[^1] is not (',' or ':' or ';' or '-' or '–');

    private static bool IsAboveClosing(VisibleLines lines, int line, int end) => lines.Next(line + 1, end) is var next && (next == end || IsClosing(lines.Text(next)));

    private static bool StandsAlone(VisibleLines lines, int line, int end) =>
        (lines.Text(line - 1) is var above && (above.Length == 0 || CommentLinks.Of(above) != CommentLink.None || CommentHeading.IsStamp(above, out _)))
        && IsAboveClosing(lines, line, end);

    // Where a comment above another ends: at the heading of that, or at the pager between two pages of one thread.
    private int EndOf(int comment)
    {
        var (end, isPager) = (headings[comment + 1].First, false);
        for (var line = lines.Previous(end, headings[comment].End); line >= 0 && IsClosing(lines.Text(line)); line = lines.Previous(line, headings[comment].End))
        {
            isPager |= PagerLine.TryRange(lines.Text(line), out var first, out var last, out var all)
                && (all == declared || last == comment + 1 || first == comment + 2);
            end = line;
        }

        return isPager ? end : headings[comment + 1].First;
    }

    // A word alone may be anybody's; two links below each other are the page's wherever most comments end so, and a day with its time where comments are missing.
    private IEnumerable<int> EndsWithin(HeadedComment comment)
    {
        for (var i = comment.TextFirst; HaveEnds && i < comment.TextEnd; i = lines.Next(i + 1, comment.TextEnd))
        {
            if ((areStamped && areDated && headings.Count != declared && CommentHeading.IsStamp(lines.Text(i), out var published) && published is not null)
                || (areLinked && IsLink(i) && lines.Next(i + 1, comment.TextEnd) is var next && next < comment.TextEnd && IsLink(next)))
            {
                yield return i;
                break;
            }
        }
    }

    // Its text, then its stamp and the page's links, up to the next heading.
    private HeadedComment Segment(CommentHeading heading, int end)
    {
        var (stamp, published, links) = Below(heading.End, end, areStamped);
        if (!areLinked && links.Count > 0 && !links.TrueForAll(link => CommentLinks.Of(lines.Text(link)) is CommentLink.Replies))
        {
            // Without neighbours that have them these words are the text's.
            (stamp, published, links) = (-1, null, []);
        }

        var last = stamp >= 0 ? stamp : links.Count > 0 ? links[0] : end;
        return new HeadedComment(
            heading, lines.Next(heading.End, last), Math.Max(heading.End, lines.Previous(last, heading.End) + 1), end, links, stamp, published ?? heading.Published);
    }

    // A rule or a picture at the edge of a text: the page's own where most comments have such a one there, as a line between them or a portrait; else somebody's.
    private List<HeadedComment> WithEdges(List<HeadedComment> comments)
    {
        List<(int First, int End)> edges = [.. comments.Select(Edges)];
        List<string?> above = [.. edges.Select((edge, i) => edge.First < comments[i].TextFirst ? lines.Silent(edge.First) : null)];
        List<string?> below = [.. edges.Select((edge, i) => edge.End > comments[i].TextEnd ? lines.Silent(edge.End - 1) : null)];
        var (ofPageAbove, ofPageBelow) = (MostHave(above, of: above.Count), MostHave(below, of: below.Count) ?? MostHave(below.FindAll(IsLine), of: below.Count - 1));
        return [.. comments.Select((comment, i) => comment with
        {
            TextFirst = above[i] == ofPageAbove ? comment.TextFirst : edges[i].First,
            TextEnd = below[i] == ofPageBelow ? comment.TextEnd : edges[i].End,
        })];
    }

    // What more than half have; null where they have nothing, or nothing in common.
    private static string? MostHave(List<string?> kinds, int of) =>
        kinds.OfType<string>().CountBy(kind => kind).Where(kind => kind.Value * 2 > of).Select(kind => kind.Key).FirstOrDefault();

    // A line between comments stands below all but the last.
    private static bool IsLine(string? kind) => kind is { Length: >= 3 } && kind.Replace(" ", "", StringComparison.Ordinal) is var marks && marks.Trim(marks[0]).Length == 0;

    // Its text with the lines around it of which nothing is seen.
    private (int First, int End) Edges(HeadedComment comment)
    {
        var (first, end) = (comment.TextFirst, comment.TextEnd);
        if (first >= end)
        {
            return (first, end);
        }

        var until = comment.Stamp >= 0 ? comment.Stamp : comment.End;
        until = comment.Links.Count > 0 ? Math.Min(until, comment.Links[0]) : until;
        for (var i = first - 1; i >= comment.Heading.End; i--)
        {
            first = lines.Silent(i) is null ? first : i;
        }

        for (var i = end; i < until; i++)
        {
            end = lines.Silent(i) is null ? end : i + 1;
        }

        return (first, end);
    }

    // What stands at the end of a stretch of lines: one stamp, and links below or above it.
    private (int Stamp, string? Published, List<int> Links) Below(int from, int end, bool mayBeStamped)
    {
        var links = new List<int>();
        var (stamp, isTop) = (-1, false);
        string? published = null;
        for (var line = lines.Previous(end, from); line >= 0; line = lines.Previous(line, from))
        {
            var link = CommentLinks.Of(lines.Text(line));
            if (link != CommentLink.None && (links.Count == 0 || MayStandAbove(link, CommentLinks.Of(lines.Text(links[^1])), ref isTop)))
            {
                links.Add(line);
                isTop |= link == CommentLink.ReplyDelete;
            }
            else if (stamp < 0 && mayBeStamped && CommentHeading.IsStamp(lines.Text(line), out published))
            {
                stamp = line;
            }
            else
            {
                break;
            }
        }

        links.Reverse();
        return (stamp, published, links);
    }

    // A comment has one link to answer it and one to delete it, in this order; such a word above them is the text's.
    private static bool MayStandAbove(CommentLink link, CommentLink below, ref bool isTop)
    {
        var may = !isTop && !(below == CommentLink.Delete && link is not CommentLink.Reply);
        isTop |= link == CommentLink.Reply && below == CommentLink.Delete;
        return may;
    }

    // With the page's closing words below, the last stamp or link above these; without them the first, and others make it unsure.
    private int EndOfLast()
    {
        var isClosed = Limit < pageEnd;
        var (end, found, isPassed) = (-1, 0, IsClosedTwice());
        for (var i = lines.Next(headings[^1].End, Limit); i < Limit; i = lines.Next(i + 1, Limit))
        {
            if (!IsEnd(i))
            {
                continue;
            }

            var after = i + 1;
            for (var next = lines.Next(after, Limit); next < Limit && IsLink(next); next = lines.Next(after, Limit))
            {
                after = next + 1;
            }

            if (isAlone && isClosed && lines.Next(after, Limit) < Limit)
            {
                // Text goes on below: it is no end, and may have been one.
                isPassed = true;
            }
            else if (after == Limit || lines.Text(after).Length == 0)
            {
                found++;
                end = isClosed || end < 0 ? after : end;
            }

            i = after - 1;
        }

        IsOpen = isPassed || (end < 0 ? !isClosed || HaveEnds : !isClosed && found > 1);
        IsBroken = end < 0 && HaveEnds && !isClosed;
        return end < 0 ? Limit : end;
    }

    // "I clicked / Post a Comment / and it failed": the same closing words stand once more behind a text, and no other post between.
    private bool IsClosedTwice()
    {
        var isText = false;
        for (var i = lines.Next(Limit + 1, pageEnd); i < pageEnd && !PrintedDate.TryLine(lines.Text(i), out _); i = lines.Next(i + 1, pageEnd))
        {
            if (isText && lines.Text(i) == lines.Text(Limit))
            {
                return true;
            }

            isText |= !IsClosing(lines.Text(i));
        }

        return false;
    }

    private bool IsLink(int line) => CommentLinks.Of(lines.Text(line)) != CommentLink.None;

    private bool IsEnd(int line) =>
        (areLinked && IsLink(line))
        || (areStamped && CommentHeading.IsStamp(lines.Text(line), out var published) && (headings.Count == 1 || published is not null == areDated));
}
