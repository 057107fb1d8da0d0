using System.Text;
using Archive.Content;
using Archive.Dumps.Blogger.Columns;

namespace Archive.Dumps.Blogger.Headings;

/// <summary>Reads the post of a page whose comments are told apart by the lines that name their authors.</summary>
/// <param name="first">The first line of the post.</param>
/// <param name="end">The line after its last.</param>
/// <param name="isPage">A page of its own begins there: what pages print above posts stands above this one.</param>
internal sealed class HeadedPostReader(
    DumpLines lines, Lazy<VisibleLines> visible, HeadedThread thread, int first, int end, bool isPage, PostLedger ledger, DumpProblems problems)
{
    private TextKind Kind => visible.Value.IsMarkdown ? TextKind.Markdown : TextKind.Plain;

    public DumpPost Read()
    {
        var head = PostHead.Read(lines, visible, first, thread.Count?.Line ?? thread.First, isPage, ledger, problems);
        if (thread.Count is { } count)
        {
            ledger.Note(count.Line, thread.First, LineKind.Chrome);
            ledger.Note(count.Line, LineKind.Header);
            if (count.Declared is null)
            {
                var (severity, words) = MissingComments.Unnumbered(lines, thread.Comments.Count > 0 ? end : thread.End, end);
                problems.Add(severity, count.Line, words);
            }
        }
        else
        {
            problems.Add(Severity.Warning, thread.First, "no line counts the comments; how many there were is unknown");
        }

        if (thread.EarlierCount is { } earlier && earlier >= first)
        {
            problems.Add(Severity.Warning, earlier, "a count with comments below it stands in the body as well: a quotation, or another post whose beginning was not found");
        }

        foreach (var line in thread.Quoted)
        {
            problems.Add(Severity.Note, line, "this line looks like the heading of a comment; the page declares fewer, and it was kept as text");
        }

        var comments = ReadComments();
        WarnOfCount(comments);
        WarnOfTimes(comments);
        // Pages of one thread may be joined: where all comments are there, no pager says otherwise.
        var range = thread.Count is { } counted && counted.Declared != comments.Count
            ? PagerLine.RangeIn(lines, counted.Line + 1, thread.First) ?? PagerLine.RangeIn(lines, thread.End, end)
            : null;
        ReadTail();
        return new DumpPost
        {
            Title = head.Title,
            Published = head.Published,
            NumberedDate = head.NumberedDate,
            Author = head.Author,
            Url = head.Url,
            Labels = head.Labels,
            DeclaredComments = thread.Count?.Declared,
            Original = Dedented(head.Original),
            Kind = Kind,
            Lines = head.Lines,
            Comments = comments,
            ReadAs = ReadAs(comments),
            Reach = PageReach.OnPage(
                new DumpReach
                {
                    BodyIsCut = PageReach.IsBeginning(head.Original),
                    Thread = thread.EndsOpen && !thread.IsBroken
                        ? ThreadReach.InPart
                        : PageReach.OfThread(thread.Count?.Declared, comments, thread.Count is not null, hasTail: thread.End < end),
                    BrokenOffAt = thread.IsBroken ? lines.Count : null,
                },
                range),
        };
    }

    private ReadLayout ReadAs(List<DumpComment> comments)
    {
        if (comments.Count == 0)
        {
            return thread.Count is { Declared: 0 } ? new ReadLayout("text without comments", Certainty.Sure) : new ReadLayout("text and a count", Certainty.InDoubt);
        }

        var form = thread.Comments[0].Heading.Form;
        return new ReadLayout(
            form switch
            {
                HeadingForm.Clock => "names with times of day above comments",
                HeadingForm.Stamp or HeadingForm.StampBelow => "names with dates above comments",
                _ => "\"Name said…\" above comments",
            },
            thread.EndsOpen || thread.IsBroken || thread.Comments.Exists(comment => comment.TextFirst >= comment.TextEnd) || thread.EndsWithinTexts.Count > 0 || thread.BelowNoEnd is not null || thread.InOpenList is not null || (thread.Quoted.Count > 0 && !thread.HasEnds) || (thread.Count?.Declared is null && !thread.AllEnd) || thread.EarlierCount >= first
                ? Certainty.InDoubt
                : comments.Count == thread.Count?.Declared && thread.Quoted.Count == 0 ? Certainty.Sure : Certainty.Likely);
    }

    private List<DumpComment> ReadComments()
    {
        var comments = new List<DumpComment>(thread.Comments.Count);
        var ordinals = new Dictionary<int, int>();
        for (var i = 0; i < thread.Comments.Count; i++)
        {
            var read = thread.Comments[i];
            ordinals[read.Parent] = ordinals.GetValueOrDefault(read.Parent) + 1;
            Account(read, i, i + 1 < thread.Comments.Count ? thread.Comments[i + 1].Heading.First : read.End);
            var original = Dedented(lines.Block(read.TextFirst, read.TextEnd));
            var isLast = i == thread.Comments.Count - 1;
            if (read.TextFirst >= read.TextEnd)
            {
                problems.Add(Severity.Warning, read.Heading.First, "no text stands below this name; it may be part of somebody's text");
            }

            comments.Add(new DumpComment
            {
                Parent = read.Parent < 0 ? null : read.Parent,
                Depth = read.Depth,
                Ordinal = ordinals[read.Parent],
                Key = read.Heading.CommentId ?? (read.Stamp >= 0 ? visible.Value.CommentId(read.Stamp) : null),
                Author = read.Heading.Author,
                Published = read.Published,
                Heading = lines.Block(read.Heading.Named, read.Heading.End).Trim(),
                Status = CommentReader.IsRemoved(original) ? CommentStatus.Removed : CommentStatus.Visible,
                Incomplete = isLast && thread.IsBroken,
                Original = original,
                Kind = Kind,
                Lines = new LineRange(read.Heading.First + 1, Math.Max(LastOf(read), read.Heading.End)),
            });
        }

        foreach (var line in thread.EndsWithinTexts)
        {
            problems.Add(Severity.Warning, line, "here a comment ends, as others do; the name of another may stand below, and was not told from the text");
        }

        if (thread.BelowNoEnd is { } heading)
        {
            problems.Add(Severity.Warning, heading, "the comment above has no time at its end, as all others have; this line may be part of its text");
        }

        if (thread.InOpenList is { } answer)
        {
            problems.Add(Severity.Warning, answer, "no link closes the list of replies above: this comment and those below it are taken for replies, and may answer nobody");
        }

        if (thread.Comments.FindAll(comment => comment.Heading.HasOpenDay) is [var open, ..] all)
        {
            problems.Add(Severity.Note, open.Heading.First, $"the days of {all.Count} {(all.Count == 1 ? "comment" : "comments")}, this one the first, are numbers that can be read in more than one way; their times stay unknown");
        }

        if (thread.StampOfText is { } stamp)
        {
            problems.Add(Severity.Note, stamp, "this line reads like the time of the comment above it, but more stands below; all of it was kept as text");
        }

        if (thread.IsBroken)
        {
            problems.Add(Severity.Warning, thread.Comments[^1].Heading.First, "the dump breaks off inside this comment");
        }
        else if (thread.EndsOpen)
        {
            var last = thread.Comments[^1];
            problems.Add(Severity.Note, last.Heading.First, $"nothing shows where the last comment ends; lines {last.Heading.First + 1} to {thread.End} were taken for it");
        }

        return comments;
    }

    // The line after the last that belongs to it, counted from 0: the number of that last line.
    private static int LastOf(HeadedComment read) =>
        Math.Max(read.TextEnd, Math.Max(read.Stamp + 1, read.Links.Count > 0 ? read.Links[^1] + 1 : 0));

    private void Account(HeadedComment read, int at, int next)
    {
        ledger.Note(read.Heading.First, next, LineKind.Chrome);
        ledger.Note(read.Heading.Named, read.Heading.End, LineKind.Comment, at);
        ledger.Note(read.TextFirst, read.TextEnd, LineKind.Comment, at);
    }

    private void WarnOfCount(List<DumpComment> comments)
    {
        if (thread.Count is { Declared: { } declared, Line: var line } && declared != comments.Count)
        {
            problems.Add(Severity.Warning, line, MissingComments.Of(lines, declared, comments.Count, thread.End, end));
        }
    }

    // Those that answer one comment, or none, stand in the order of their times, or in the reverse.
    private void WarnOfTimes(List<DumpComment> comments)
    {
        var previous = new Dictionary<int, string>();
        var (rises, falls) = (0, -1);
        foreach (var comment in comments.Where(comment => comment.Published is not null))
        {
            var parent = comment.Parent ?? -1;
            var order = previous.TryGetValue(parent, out var before) ? string.CompareOrdinal(before, comment.Published) : 0;
            rises += order < 0 ? 1 : 0;
            falls = order > 0 && falls < 0 ? comment.Lines.First : falls;
            previous[parent] = comment.Published!;
        }

        if (rises > 0 && falls >= 0)
        {
            problems.Add(
                Severity.Warning, falls - 1,
                "this comment is older than the one above it, unlike others: somebody's quotation was taken for a comment, or which comment answers which is lost");
        }
    }

    private void ReadTail()
    {
        var (tail, last) = (lines.NextText(thread.End, end), lines.PreviousText(end - 1, thread.End));
        ledger.Note(thread.End, end, LineKind.Blank);
        if (tail < end)
        {
            ledger.Note(tail, last + 1, LineKind.Tail);
        }
    }

    // Without the indentation that all its lines have.
    private static string Dedented(string text)
    {
        var common = int.MaxValue;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var indent = line.IndexOfAnyExcept(' ', '\t');
            common = indent < 0 || line.IsWhiteSpace() ? common : Math.Min(common, indent);
        }

        if (common is 0 or int.MaxValue)
        {
            return text;
        }

        var dedented = new StringBuilder(text.Length);
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var end = rest.IndexOf('\n') is var at and >= 0 ? at : rest.Length;
            dedented.Append(rest[Math.Min(common, end)..end]).Append('\n');
            rest = rest[Math.Min(end + 1, rest.Length)..];
        }

        return dedented.ToString();
    }
}
