using Archive.Dumps.Blogger.Dates;
using Archive.Dumps.Blogger.Headings;

namespace Archive.Dumps.Blogger.Columns;

/// <summary>Reads the lines of one post: what stands above its comments, the line that counts them, the comments, and what follows.</summary>
internal sealed class PostReader(
    DumpLines lines, Lazy<VisibleLines> visible, Page page, bool isFirst, PostLedger ledger, DumpProblems problems)
{
    /// <summary>A page prints so many lines between the byline and the pager, where every label has one of its own.</summary>
    private const int MaxLinesOfFooter = 24;

    /// <summary>The blog's title, a date and the post's title.</summary>
    private const int MaxLinesOfHead = 3;

    /// <summary>A longer line is text.</summary>
    private const int MaxLineOfFooter = 60;

    private readonly int countLine = page.Count?.Line ?? -1;

    private int? headEnd;

    private int HeadEnd => headEnd ??= countLine >= 0 ? countLine : page.Count?.Thread is { } thread ? thread.Comments[0].First : EndOfText();

    public DumpPost Read()
    {
        var head = PostHead.Read(lines, visible, page.First, HeadEnd, isFirst, ledger, problems);
        var header = ReadHeader();
        var comments = ReadThread();
        var tail = ReadTail();
        return new DumpPost
        {
            Title = head.Title,
            Published = head.Published,
            NumberedDate = head.NumberedDate,
            Author = head.Author,
            Url = head.Url,
            Labels = head.Labels,
            DeclaredComments = page.Count?.Declared,
            Original = head.Original,
            Lines = head.Lines,
            Comments = comments,
            Reach = PageReach.OnPage(ReachOf(head, comments, hasTail: tail.Length > 0), Range()),
            ReadAs = ReadAs(comments),
            Layout = new BloggerTextLayout
            {
                DateLine = head.DateLine,
                Header = header,
                LabelsLine = head.LabelsLine,
                Words = page.Count?.Words ?? BloggerWords.English,
                Tail = tail,
            },
        };
    }

    // Where nothing counts comments, the page's own links show where the text ends: below byline or labels, and where other posts follow that a link of the page ends. A page of many posts
    // has several bylines; nothing shows then whose end that is.
    private int EndOfText()
    {
        var (own, end, below, hasLink) = (visible.Value, page.End, true, false);
        var (bylines, labels, others, hasText) = (0, 0, 0, false);
        for (var i = own.Previous(page.End, page.First); i > page.First; i = own.Previous(i, page.First))
        {
            var text = own.Text(i);
            var isClosing = PageWords.IsClosing(text);
            if (PageWords.IsAboveOtherPosts(text))
            {
                // Somebody may head a list so: neither the post's own byline and labels nor nearly all of it stand below.
                end = hasLink && bylines + labels == 0 && LinesAbove(own, i) > MaxLinesOfHead ? i : end;
                hasText &= end != i;
                others++;
            }
            else if (isClosing && below && !hasText && !PageWords.IsOrdinary(text) && IsBelowFooter(own, i))
            {
                end = i;
            }

            // A pager may stand above the text, too, and another post may begin below it.
            hasText |= text.Length > MaxLineOfFooter && CommentEnds.EndsSentence(text);
            hasText |= PrintedDate.TryLine(text, out var day) && day.HasWeekday;
            below = isClosing;
            hasLink |= isClosing || PageWords.IsShareLink(text);
            bylines += PageWords.TryPostedBy(text, out var rest) && PostFooter.AreOfPages(text, rest) ? 1 : 0;
            labels += PostFooter.IsLabels(text) ? 1 : 0;
        }

        return bylines > 1 || labels > 1 || others > 1 ? page.End : end;
    }

    private int LinesAbove(VisibleLines own, int line)
    {
        var above = 0;
        for (var i = own.Previous(line, page.First); i >= 0 && above <= MaxLinesOfHead; i = own.Previous(i, page.First))
        {
            above++;
        }

        return above;
    }

    private bool IsBelowFooter(VisibleLines own, int line)
    {
        var above = own.Previous(line, page.First);
        for (var skipped = 0; above > page.First && skipped < MaxLinesOfFooter; skipped++, above = own.Previous(above, page.First))
        {
            var text = own.Text(above);
            if (PostFooter.IsTimedByline(text) || PostFooter.IsLabels(text))
            {
                return true;
            }

            if (text.Length > MaxLineOfFooter || CommentEnds.EndsSentence(text))
            {
                return false;
            }
        }

        return false;
    }

    private string? ReadHeader()
    {
        if (page.Count is null)
        {
            problems.Add(Severity.Warning, null, MissingComments.Uncounted(lines, page.First, page.End));
            return null;
        }

        if (page.Note is { } note)
        {
            problems.Add(note.Severity, note.Line - 1, note.Message);
        }

        if (page.Count.Repeated is { } repeated)
        {
            problems.Add(
                page.Count.IsGuess ? Severity.Warning : Severity.Note, page.Count.Thread!.Comments[0].First,
                $"comments end in the line \"{repeated}\", in no language that is known; it was "
                + (page.Count.IsGuess ? "taken for the page's own, as all of them do" : "kept as text, and may be the page's own"));
        }

        if (countLine < 0)
        {
            problems.Add(Severity.Warning, HeadEnd, "no line counts the comments; how many there were is unknown");
            return null;
        }

        ledger.Note(countLine, LineKind.Header);
        return lines.Raw(countLine).TrimEnd().ToString();
    }

    private IReadOnlyList<DumpComment> ReadThread()
    {
        if (page.Count?.Thread is not { } thread)
        {
            WarnOfCount(0);
            return [];
        }

        // A pager may stand above the comments.
        var below = Math.Max(countLine + 1, HeadEnd);
        ledger.Note(below, Math.Max(below, thread.Comments[0].First), LineKind.Chrome);
        ledger.Note(Math.Max(below, thread.Comments[0].First), thread.End, LineKind.Blank);
        foreach (var (line, kind) in thread.Others)
        {
            ledger.Note(line, kind);
        }

        var comments = new CommentReader(thread.Lines, ledger, problems).Read(thread.Comments);
        thread.Tell(problems);
        WarnOfCount(thread.Found);
        return comments;
    }

    private void WarnOfCount(int found)
    {
        if (page.Count?.Declared is { } declared && declared != found)
        {
            problems.Add(
                Severity.Warning, countLine < 0 ? null : countLine, MissingComments.Of(lines, declared, found, page.Count.End, page.End));
        }
        else if (page.Count is { Declared: null, Thread: null })
        {
            var (severity, words) = MissingComments.Unnumbered(lines, page.Count.End, page.End);
            problems.Add(severity, countLine, words);
        }
    }

    private ReadLayout ReadAs(IReadOnlyList<DumpComment> comments) => page.Count switch
    {
        null => new ReadLayout("text without comments", Certainty.InDoubt),
        { Thread: null, Declared: 0 } => new ReadLayout("text without comments", Certainty.Sure),
        { Thread: null } => new ReadLayout("text and a count", Certainty.InDoubt),
        var count => new ReadLayout(
            count.Thread.Closed > 0 ? "columns with closing words" : "columns of numbers",
            page.Note is { Severity: Severity.Warning } || count.IsGuess || comments.Any(comment => comment.Incomplete) ? Certainty.InDoubt
            : count.Thread.Found == count.Declared ? count.Repeated is null ? Certainty.Sure : Certainty.Likely
            : count.Thread.Closed > 0 ? Certainty.Likely : Certainty.InDoubt),
    };

    private (int From, int To)? Range() => countLine < 0 || page.Count?.Thread is not { } thread ? null
        : PagerLine.RangeIn(lines, countLine + 1, thread.Comments[0].First) ?? PagerLine.RangeIn(lines, thread.End, page.End);

    private DumpReach ReachOf(PostHead head, IReadOnlyList<DumpComment> comments, bool hasTail)
    {
        var thread = PageReach.OfThread(page.Count?.Declared, comments, isCounted: countLine >= 0, hasTail);
        var isLastOfFile = page.End >= lines.Count;
        var bodyBreaksOff = page.Count is null && isLastOfFile && HeadEnd == page.End && PageReach.BreaksOff(head.Original);
        return new DumpReach
        {
            BodyIsCut = bodyBreaksOff || PageReach.IsBeginning(head.Original),
            Thread = thread,
            BrokenOffAt = bodyBreaksOff || thread == ThreadReach.BrokenOff ? lines.PreviousText(lines.Count - 1, 0) + 1 : null,
            From = comments is [{ Ordinal: > 1 and var first }, ..] ? first : null,
        };
    }

    private string ReadTail()
    {
        var from = page.Count?.End ?? HeadEnd;
        var first = lines.NextText(from, page.End);
        var last = lines.PreviousText(page.End - 1, from);
        ledger.Note(from, page.End, LineKind.Blank);
        if (first >= page.End)
        {
            return "";
        }

        ledger.Note(first, last + 1, LineKind.Tail);
        return lines.Block(first, last + 1).TrimEnd('\n');
    }
}
