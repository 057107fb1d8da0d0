namespace Archive.Dumps.Blogger.Columns;

/// <summary>Reads the lines of one post: what stands above its comments, the line that counts them, the comments, and what follows.</summary>
internal sealed class PostReader(DumpLines lines, Page page, int maxAboveDate, PostLedger ledger, DumpProblems problems)
{
    private readonly int countLine = page.Count?.Line ?? -1;

    private int HeadEnd => countLine >= 0 ? countLine : page.Count?.Thread is { } thread ? thread.Comments[0].First : page.End;

    public DumpPost Read()
    {
        var head = PostHead.Read(lines, page.First, HeadEnd, maxAboveDate, ledger, problems);
        var header = ReadHeader();
        var comments = ReadThread();
        var tail = ReadTail();
        return new DumpPost
        {
            Title = head.Title,
            Published = head.Published,
            Labels = head.Labels,
            DeclaredComments = page.Count?.Declared,
            Original = head.Original,
            Lines = head.Lines,
            Comments = comments,
            Reach = ReachOf(head, comments, hasTail: tail.Length > 0),
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

    private string? ReadHeader()
    {
        if (page.Count is null)
        {
            problems.Add(Severity.Warning, null, "no line counts the comments of this post, and none were found");
            return null;
        }

        if (page.Note is { } note)
        {
            problems.Add(note.Severity, note.Line - 1, note.Message);
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

        ledger.Note(Math.Max(countLine + 1, HeadEnd), thread.End, LineKind.Blank);
        foreach (var (line, kind) in thread.Others)
        {
            ledger.Note(line, kind);
        }

        var comments = new CommentReader(lines, ledger, problems).Read(thread.Comments);
        problems.AddRange(thread.Problems);
        WarnOfCount(thread.Found);
        return comments;
    }

    private void WarnOfCount(int found)
    {
        if (page.Count?.Declared is { } declared && declared != found)
        {
            problems.Add(
                Severity.Warning, countLine < 0 ? null : countLine,
                $"the page declares {declared} {OneOrMany.Word(declared, "comment", "comments")}; the dump holds {found}");
        }
    }

    private DumpReach ReachOf(PostHead head, IReadOnlyList<DumpComment> comments, bool hasTail)
    {
        var thread = PageReach.OfThread(page.Count?.Declared, comments, isCounted: countLine >= 0, hasTail);
        var isLastOfFile = page.End >= lines.Count;
        var bodyBreaksOff = page.Count is null && isLastOfFile && PageReach.BreaksOff(head.Original);
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
