using Archive.Dumps.Blogger.Dates;

namespace Archive.Dumps.Blogger.Columns;

/// <summary>The lines of one post and its thread.</summary>
/// <param name="First">Its first line.</param>
/// <param name="End">The line after its last.</param>
/// <param name="Count">The line that counts the comments, with the thread below it; null where there is none.</param>
/// <param name="Note">What was decided where more than one line could be that.</param>
internal sealed record Page(int First, int End, CountLine? Count, Problem? Note)
{
    /// <summary>Nothing else than what was made out in columns can be meant: the thread holds what it declares, or the page says that there is none.</summary>
    public bool IsSure => Count is { Strength: 5 } || (Count is { Declared: 0, IsAtEnd: true } && !HasOtherCount);

    /// <summary>Another line counts comments.</summary>
    public bool HasOtherCount { get; init; }
}

/// <summary>A line that looks as if it counted comments, and the thread that stands below it.</summary>
/// <param name="Line">The line; -1 for a thread that no line announces.</param>
/// <param name="Declared">The number it gives.</param>
/// <param name="Thread">The thread below it; null where no list follows.</param>
/// <param name="Words">The page's own words in that thread.</param>
/// <param name="IsAtEnd">The page's own closing words follow directly, or nothing does.</param>
internal sealed record CountLine(int Line, int? Declared, ThreadReading? Thread, BloggerWords Words, bool IsAtEnd = false)
{
    /// <summary>The line in which most of the comments end, where nothing but that shows whose it is; null where there is none.</summary>
    public string? Repeated { get; init; }

    /// <summary>That line was taken for the page's own.</summary>
    public bool IsGuess => Thread?.Closed > 0 && RepeatedWords.IsAllThatShows(Words);

    /// <summary>How sure it is that this line heads the comments: the page's own words below it are the best witness.</summary>
    public int Strength => this switch
    {
        { IsGuess: true } => 2,
        { Thread.Closed: > 0 } when Thread.Found == Declared => 5,
        { Thread.Closed: > 0, Words.Reply.Length: > 0 } => 4,
        { Declared: 0, IsAtEnd: true } => 4,
        { Thread: not null } when Thread.Found == Declared => 3,
        { Thread: not null } or { Declared: 0 } => 2,
        _ => 1,
    };

    public int End => Thread?.End ?? Line + 1;
}

/// <summary>Divides a file into posts.</summary>
/// <remarks>
/// The only line that separates a post's body from its comments is the one that counts them, and a body may quote such a
/// line, a list, even a whole thread. The line with the better witness wins, then the last (formats: "use the last line that
/// matches and is followed by a list at column 2").
/// </remarks>
internal static class PageDivision
{
    /// <summary>Where every link and label has a line of its own, so many stand below a post on a page of many.</summary>
    private const int MaxLinesBelowCount = 24;

    /// <summary>A longer line is a paragraph.</summary>
    private const int MaxLinkLength = 60;

    private const int ColumnOfReplies = 4;

    public static List<Page> Of(DumpLines lines)
    {
        var counts = FindCounts(lines);
        var after = counts.Count > 0 ? counts[^1].Line : 0;
        if (counts.All(count => count.Thread is null) && FindUnannounced(lines, after) is { } thread)
        {
            counts = [thread];
        }

        var pages = new List<Page>();
        // Where the text of a post begins is found once, not from each count below it.
        var (first, firstText) = (0, lines.NextText(0, lines.Count));
        var pending = new List<CountLine>();
        for (var i = 0; i < counts.Count; i++)
        {
            pending.Add(counts[i]);
            var next = i + 1 < counts.Count ? counts[i + 1] : null;
            var end = FindNextPost(lines, counts[i], next, firstText);
            if (end < 0 && next is not null)
            {
                continue;
            }

            pages.Add(Choose(first, end < 0 ? lines.Count : end, pending));
            pending.Clear();
            first = end < 0 ? lines.Count : end;
            firstText = lines.NextText(first, lines.Count);
        }

        if (first < lines.Count)
        {
            pages.Add(new Page(first, lines.Count, null, null));
        }

        return pages;
    }

    private static List<CountLine> FindCounts(DumpLines lines)
    {
        var found = new List<(int Line, int? Declared, bool Known, int List)>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines.Column(i) != 0)
            {
                continue;
            }

            var known = CountHeader.TryKnown(lines.Text(i), out var declared);
            if (!known && !CountHeader.TryForeign(lines.Text(i), out declared))
            {
                continue;
            }

            var next = SkipPager(lines, i);
            var startsList = next < lines.Count && (lines.IsFirstItem(next, column: 2) || (known && IsFirstSetIn(lines, next)));
            if (known || startsList)
            {
                found.Add((i, declared, known, startsList ? next : -1));
            }
        }

        var counts = new List<CountLine>(found.Count);
        for (var i = 0; i < found.Count; i++)
        {
            var (line, declared, known, list) = found[i];
            var limit = i + 1 < found.Count ? found[i + 1].Line : lines.Count;
            var count = (list < 0 ? null : ReadList(lines, line, list, limit, declared))
                ?? new CountLine(line, declared, null, BloggerWords.English, IsAtEnd(lines, line));
            // A list above a line that surely counts the comments is text, whatever its items end in.
            var isAboveCount = count.IsGuess && i + 1 < found.Count && found[i + 1].Known && !HasDate(lines, count.End, limit);
            if (known || (count.Thread is { Closed: > 0 } && !isAboveCount))
            {
                counts.Add(count);
            }
        }

        return counts;
    }

    private static bool HasDate(DumpLines lines, int from, int end)
    {
        var line = from;
        while (line < end && (lines.Column(line) != 0 || !PrintedDate.TryLine(lines.Text(line), out _)))
        {
            line++;
        }

        return line < end;
    }

    // The pager of a long thread stands between its count and its comments.
    private static int SkipPager(DumpLines lines, int count)
    {
        var next = lines.NextText(count + 1, lines.Count);
        while (next < lines.Count && lines.Column(next) == 0 && PagerLine.Is(lines.Text(next)))
        {
            next = lines.NextText(next + 1, lines.Count);
        }

        return next;
    }

    // "    1. text": the comment that it answers was cut, number and all, or the whole thread stands further in.
    private static bool IsFirstSetIn(DumpLines lines, int line) => lines.Column(line) is > 2 and var column && lines.IsFirstItem(line, column);

    private static bool IsAtEnd(DumpLines lines, int count)
    {
        var next = lines.NextText(count + 1, lines.Count);
        return next == lines.Count || PageWords.IsClosing(lines.Text(next));
    }

    // That a thread stands further in is shown by the links of its comments: those of replies offer no answer. Null where nothing shows that this is a thread.
    private static CountLine? ReadList(DumpLines lines, int line, int list, int limit, int? declared)
    {
        var column = lines.Column(list);
        var asPrinted = column is 2 or ColumnOfReplies ? ReadThread(lines, line, list, limit, declared) : null;
        var setIn = column > 2 ? ReadThread(lines.SetIn(column - 2), line, list, limit, declared) : null;
        // Where all that the page counts are there, none is lost.
        var lacksNone = asPrinted is not null && asPrinted.Thread!.Found == declared;
        return setIn is { IsGuess: false, Thread: { Closed: > 0 } thread } && (lacksNone || setIn.Words is { Reply.Length: > 0, Delete.Length: > 0 }) && thread.Closed * 2 > thread.Found
            && (asPrinted is null || Fit(setIn).CompareTo(Fit(asPrinted)) >= 0) ? setIn : asPrinted;
    }

    private static CountLine ReadThread(DumpLines lines, int line, int list, int limit, int? declared)
    {
        var readings = BloggerChrome.Candidates(lines, list, limit, lines.Text(line))
            .Select(chrome => new CountLine(line, declared, ThreadReader.Read(lines, chrome, list, limit, declared), chrome.Words)).ToList();
        var guess = readings.Find(reading => reading.IsGuess);
        var best = guess is not null && AreLinks(guess) ? guess
            : readings.FindAll(reading => !reading.IsGuess).Aggregate((a, b) => Fit(b).CompareTo(Fit(a)) > 0 ? b : a);
        return best with { Repeated = guess?.Thread!.Closed * 2 > guess?.Thread!.Found ? guess!.Words.Reply + guess.Words.Delete : null };
    }

    // A line that repeats may be people's: an "Amen", a name, the last step of a recipe. A page prints its links below each of its
    // comments, and of these no more than it counts.
    private static bool AreLinks(CountLine guess) => guess.Thread!.Closed == guess.Thread.Found
        && (guess.Words.Delete.Length > 0 || (guess.Thread.Found <= guess.Declared && RepeatedWords.MayBeLinks(guess.Words.Reply)));

    // How well the page's own words fit: the count they lead to, then comments that end in them against those without an end.
    private static (bool, int) Fit(CountLine count)
    {
        var thread = count.Thread!;
        var endsOpen = thread.Comments is [.., { IsClosed: false }] ? 1 : 0;
        return (thread.Found == count.Declared, thread.Closed - thread.Unclosed.Count - endsOpen);
    }

    // The line that counts the comments may be lost; both links under a top comment still show the thread.
    private static CountLine? FindUnannounced(DumpLines lines, int after)
    {
        CountLine? best = null;
        foreach (var chrome in BloggerChrome.Candidates(lines, after, lines.Count, header: default).Where(chrome => chrome.HasBothLinks))
        {
            var start = ThreadStart.Find(lines, chrome, after, lines.Count);
            if (start < 0)
            {
                continue;
            }

            var thread = ThreadReader.Read(lines, chrome, start, lines.Count, declared: null);
            var above = start > after ? lines.PreviousText(start - 1, after) : start;
            // A title may say the same; below a date alone it is one.
            var isCount = above < start && PageCount.Is(lines.Text(above).ToString(), out _)
                && lines.NextText(lines.NextText(after, above) + 1, above) < above;
            PageCount.Is(lines.Text(above).ToString(), out var declared);
            var found = new CountLine(isCount ? above : -1, isCount ? declared : null, thread, chrome.Words);
            best = found.IsGuess ? best : best is null || Fit(found).CompareTo(Fit(best)) > 0 ? found : best;
        }

        return best;
    }

    // Where the next post begins below this thread; -1 where nothing shows that one does.
    private static int FindNextPost(DumpLines lines, CountLine count, CountLine? next, int firstText)
    {
        var end = next?.Line ?? lines.Count;
        if (count.Strength == 1)
        {
            // A page of many posts gives only the count of each: the next post stands right below, or below links to share and labels.
            var below = lines.NextText(count.Line + 1, end);
            for (var skipped = 0; below < end && lines.Column(below) == 0 && skipped <= MaxLinesBelowCount; skipped++)
            {
                if (IsPostStart(lines, below, end, hasCount: next is not null) && (skipped == 0 || (next is not null && lines.Text(below).Count(' ') >= 3)))
                {
                    return below;
                }

                if (lines.Text(below).Length > MaxLinkLength)
                {
                    break;
                }

                below = lines.NextText(below + 1, end);
            }

            return -1;
        }

        var top = lines.NextText(count.End, end);
        for (var i = top; i < end; i++)
        {
            // A widget prints dates too: without a count of its own, a post begins right below.
            if (next is null && i > top)
            {
                break;
            }

            if (lines.Column(i) == 0 && IsPostStart(lines, i, end, hasCount: next is not null))
            {
                return i;
            }
        }

        // Without dates, two threads that each hold what they declare are two posts, and the second begins with its title.
        var undated = firstText >= count.Line || !PrintedDate.TryLine(lines.Text(firstText), out _);
        return undated && count.Strength == 5 && next?.Strength == 5 ? lines.NextText(count.End, end) : -1;
    }

    private static bool IsPostStart(DumpLines lines, int line, int end, bool hasCount)
    {
        if ((line > 0 && lines.Column(line - 1) != DumpLines.Blank && !hasCount) || !PrintedDate.TryLine(lines.Text(line), out _))
        {
            return false;
        }

        // A widget may print a date too; a post has a title below it, and without a count at least a body below that.
        var title = lines.NextText(line + 1, end);
        return title < end && lines.Column(title) == 0 && (hasCount || lines.NextText(title + 1, end) < end);
    }

    private static Page Choose(int first, int end, List<CountLine> counts)
    {
        // The last of the strongest; each is asked once, because its thread is counted for that.
        var best = counts.AsEnumerable().Reverse().MaxBy(count => count.Strength)!;
        var rivals = counts.FindAll(count => count != best && count.Thread is not null);
        // A thread that is quoted with the page's own words may as well be another post's.
        var mayBePost = rivals.Find(count => count.Strength >= 4);
        var note = rivals.Count == 0
            ? null
            : mayBePost is not null
                ? new Problem(
                    Severity.Warning, mayBePost.Line + 1,
                    mayBePost.Line < best.Line
                        ? "a count with comments below it stands in the body as well: a quotation, or another post whose beginning was not found"
                        : "another count with comments stands below these comments: another post, whose beginning was not found")
                : new Problem(
                    Severity.Note, best.Line + 1,
                    $"{rivals.Count + 1} lines of this post look as if they counted its comments; this one was taken because "
                    + (best.Strength == 5 ? "its thread holds what it declares" : "its thread has the best witness"));
        return new Page(first, end, best, note) { HasOtherCount = counts.Exists(count => count.Declared > 0 && count != best) };
    }
}

/// <summary>Finds a thread that no line announces, by the first comment that has an end of its own.</summary>
internal static class ThreadStart
{
    /// <summary>Its first line; -1 where there is none.</summary>
    public static int Find(DumpLines lines, BloggerChrome chrome, int from, int limit)
    {
        var closers = new Closers(lines, chrome, from, limit);
        for (var i = from; i < limit; i++)
        {
            if (lines.IsFirstItem(i, column: 2) && (closers.CloseItem(i) || IsWholeInOneLine(lines, chrome, closers, i, limit)))
            {
                return i;
            }
        }

        return -1;
    }

    // "1. Thanks!ReplyDelete", or placeholders, "1. Replies", above a reply with an end of its own.
    private static bool IsWholeInOneLine(DumpLines lines, BloggerChrome chrome, Closers closers, int line, int limit)
    {
        var level = 1;
        for (; chrome.IsRepliesHeading(lines.ItemText(line)); level++)
        {
            var reply = lines.NextText(line + 1, limit);
            if (reply == limit || !lines.IsFirstItem(reply, (2 * level) + 2))
            {
                break;
            }

            line = reply;
        }

        var text = lines.ItemText(line);
        return chrome.IsCloser(text, level) || chrome.IsGluedCloser(text, level, out _) || (level > 1 && closers.CloseItem(line));
    }
}
