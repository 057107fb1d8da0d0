using Archive.Dumps.Blogger.Columns;
using Archive.Dumps.Blogger.Dates;
using Archive.Dumps.Blogger.Headings;
using Archive.Dumps.Recognising;

namespace Archive.Dumps.Blogger;

/// <summary>Reads the text that an extractor makes of a Blogger post page: date, title, body, count, nested comments.</summary>
/// <remarks>The layout and its variants are described in docs/FORMATS.md.</remarks>
internal static class BloggerTextReader
{
    public const string Format = "blogger-text";

    /// <summary>Lines of a body that are dates, as a diary has them, before none further up is taken for that of another post.</summary>
    private const int MaxDatesInBody = 8;

    public static bool Recognises(FileSample sample) => sample.Evidence.IsEnough;

    /// <exception cref="NotADumpException">There is no text at all.</exception>
    public static Dump Read(SourceText source)
    {
        var lines = new DumpLines(source);
        if (lines.NextText(0, lines.Count) == lines.Count)
        {
            throw new NotADumpException("the file holds no text");
        }

        var pages = PageDivision.Of(lines);
        var ledger = new LedgerLine[lines.Count];
        var problems = new DumpProblems();
        problems.AddRange(source.Problems);
        var visible = new Lazy<VisibleLines>(() => new VisibleLines(lines));
        var posts = new List<DumpPost>();
        if (Headed(visible, pages, lines.Count) is { } thread)
        {
            if (visible.Value.Divisions > 0)
            {
                problems.Add(Severity.Warning, null, "the text marks divisions of the page (\":::\"), which Archive does not read; they may stand in texts");
            }

            foreach (var (own, first, end, isPage) in Posts(visible.Value, thread, lines.Count, problems))
            {
                posts.Add(new HeadedPostReader(lines, visible, own, first, end, isPage, new PostLedger(lines, ledger, posts.Count), problems).Read());
            }
        }
        else
        {
            foreach (var page in pages)
            {
                posts.Add(new PostReader(lines, visible, page, posts.Count == 0, new PostLedger(lines, ledger, posts.Count), problems).Read());
            }
        }

        return new Dump(Format, posts, new Ledger(ledger), problems.ToList());
    }

    // A file may hold several such pages, one below the other: between two threads stands the date of the second post.
    private static List<(HeadedThread Thread, int First, int End, bool IsPage)> Posts(VisibleLines lines, HeadedThread last, int end, DumpProblems problems)
    {
        List<int> dates = [.. Enumerable.Range(0, lines.Count).Where(i => lines.Text(i).Length > 0 && PrintedDate.TryLine(lines.Text(i), out _))];
        // Below the last thread only posts without comments can follow, or with comments that nothing counts.
        var (uncounted, isTold) = (0, false);
        var posts = new List<(HeadedThread, int, int, bool)>();
        for (var i = dates.Count - 1; i >= 0 && dates[i] >= last.End; i--)
        {
            if (HeadedThread.WithoutComments(lines, dates[i], i + 1 < dates.Count ? dates[i + 1] : end) is { } none)
            {
                posts.Add((none, dates[i], end, false));
                end = dates[i];
            }
            else if (!isTold && IsAboveByline(lines, dates[i], i + 1 < dates.Count ? dates[i + 1] : end))
            {
                isTold = true;
                problems.Add(Severity.Warning, dates[i], "below this date stand a title and the byline of a post: another post may begin here, whose comments nothing counts; it was left out");
            }
            else if (uncounted++ < MaxDatesInBody && !isTold && HeadedThread.Find(lines, dates[i], end) is not null)
            {
                isTold = true;
                problems.Add(Severity.Warning, dates[i], "below the comments names stand above texts again: another post may begin here, whose comments nothing counts; it was left out");
            }
        }

        var (thread, at, tries, lowest) = (last, dates.Count - 1, 0, -1);
        for (; thread.Count is { } count && at > 0 && tries <= MaxDatesInBody; at--)
        {
            if (dates[at] > count.Line)
            {
                continue;
            }

            lowest = Math.Max(lowest, at);
            var from = at == 1 ? 0 : dates[at - 1];
            var above = HeadedThread.Find(lines, from, dates[at]) ?? HeadedThread.WithoutComments(lines, from, dates[at]);
            tries = above is { Count: not null } ? 0 : tries + 1;
            if (tries == 0)
            {
                // The last line of a newer theme's page: below it the next page begins, with its own lines above title and date.
                var first = PageBelow(lines, above!.End, dates[lowest]);
                if (lowest > at && first < 0)
                {
                    problems.Add(Severity.Note, dates[lowest], $"this line may date the post as well, where the page above prints dates of other posts; the post was read from line {dates[at] + 1} on");
                }

                first = first < 0 ? dates[at] : first;
                posts.Add((thread, first, end, first != dates[at]));
                (thread, end, lowest) = (above!, first, -1);
            }
        }

        posts.Add((thread, 0, end, true));
        posts.Reverse();
        return posts;
    }

    // The line after the last that ends a page of a newer theme; -1 where none does.
    private static int PageBelow(VisibleLines lines, int from, int date)
    {
        var last = lines.Previous(date, from);
        while (last >= 0 && !PageWords.IsFoot(lines.Text(last)))
        {
            last = lines.Previous(last, from);
        }

        return last < 0 ? -1 : last + 1;
    }

    private static bool IsAboveByline(VisibleLines lines, int date, int end)
    {
        var line = lines.Next(lines.Next(date + 1, end) + 1, end);
        while (line < end && !PostFooter.IsTimedByline(lines.Text(line)))
        {
            line = lines.Next(line + 1, end);
        }

        return line < end;
    }

    // By headings where columns and closing words lead to less. A thread in columns that holds what it declares is not asked further.
    private static HeadedThread? Headed(Lazy<VisibleLines> visible, List<Page> pages, int end)
    {
        if (pages.TrueForAll(page => page.IsSure))
        {
            return null;
        }

        var thread = HeadedThread.Find(visible.Value, 0, end);
        if (thread is null && pages.TrueForAll(page => page.Count is null) && HeadedThread.CountAlone(visible.Value) is { } alone)
        {
            return HeadedThread.Empty(visible.Value, alone);
        }

        var (found, closed) = (pages.Sum(page => page.Count?.Thread?.Found ?? 0), pages.Sum(page => page.Count?.Thread?.Closed ?? 0));
        if (thread is null || (found > 0 && pages.Count > 1))
        {
            return null;
        }

        // A list above comments with names of their own, and a count, is text: only words that are known could show otherwise.
        if (pages is [{ Count: { Thread: { } list } count }] && (count.IsGuess || (list.Closed == 0 && thread.Count is not null)) && thread.First >= list.End)
        {
            return thread;
        }

        // One extractor sets all comments as far in as replies stand in another's columns, and their ends elsewhere.
        return pages is [{ Count.Thread: { Closed: 0, IsOrphaned: true } }]
            ? thread.Comments.Count >= found ? thread : null
            : thread.Comments.Count > (closed > 0 ? found * 2 : found) ? thread : null;
    }
}

/// <summary>What a Blogger page printed around a post's content, as its text dump has it.</summary>
public sealed record BloggerTextLayout
{
    /// <summary>The date line as printed: <c>Tuesday 11 February 2014</c>; null where there is none.</summary>
    public string? DateLine { get; init; }

    /// <summary>The line that counts the comments as printed: <c>38 comments:</c>; null where there is none.</summary>
    public string? Header { get; init; }

    /// <summary>The line of labels under the body as printed; null where there is none.</summary>
    public string? LabelsLine { get; init; }

    /// <summary>The page's own words around comments.</summary>
    public BloggerWords Words { get; init; } = BloggerWords.English;

    /// <summary>What follows the last comment, lines joined by LF; empty where nothing does.</summary>
    public string Tail { get; init; } = "";
}
