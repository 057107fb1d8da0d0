using System.Collections.Frozen;
using System.Text;

namespace Archive.Dumps.Blogger;

/// <summary>Reads the lines of one post: its head, its body, and the comments that were found below it.</summary>
internal sealed class PostReader(
    DumpLines lines, Page page, int index, int maxLinesAboveDate, LedgerLine[] ledger, ProblemList problems)
{
    private static readonly FrozenSet<string> RemovedNotices =
        BloggerLanguage.All.SelectMany(language => language.Removed).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> LabelWords =
        BloggerLanguage.All.Select(language => language.Labels).ToFrozenSet(StringComparer.Ordinal);

    private readonly int countLine = page.Count?.Line ?? -1;

    private int HeadEnd => countLine >= 0 ? countLine : page.Count?.Thread is { } thread ? thread.Comments[0].First : page.End;

    public DumpPost Read()
    {
        var at = ReadDate(out var dateLine, out var published);
        var title = ReadTitle(ref at);
        var (original, range, labelsLine) = ReadBody(at);
        var header = ReadHeader();
        var comments = ReadThread();
        var tail = ReadTail();
        return new DumpPost
        {
            Title = title,
            Published = published,
            Labels = Labels(labelsLine),
            DeclaredComments = page.Count?.Declared,
            Original = original,
            Lines = range,
            Comments = comments,
            Layout = new BloggerTextLayout
            {
                DateLine = dateLine,
                Header = header,
                LabelsLine = labelsLine,
                Words = page.Count?.Words ?? BloggerWords.English,
                Tail = tail,
            },
        };
    }

    private int ReadDate(out string? dateLine, out string? published)
    {
        (dateLine, published) = (null, null);
        var first = lines.NextText(page.First, HeadEnd);
        var date = PostHead.FindDate(lines, page.First, HeadEnd, index == 0 ? maxLinesAboveDate : 0);
        if (date < 0)
        {
            problems.Add(Severity.Warning, first < lines.Count ? first : null, "the post has no date line; its date stays unknown");
            Mark(page.First, first, LineKind.Blank);
            return first;
        }

        if (date > first)
        {
            problems.Add(Severity.Note, first, "lines above the date were taken for the page's own");
        }

        Mark(page.First, date, LineKind.Chrome);
        Mark(date, date + 1, LineKind.Date);
        dateLine = lines.Raw(date).ToString();
        PrintedDate.TryLine(lines.Text(date), out published);
        if (published is null)
        {
            problems.Add(Severity.Warning, date, $"the date \"{dateLine}\" can be read in more than one way; it stays unknown");
        }

        var next = lines.NextText(date + 1, HeadEnd);
        Mark(date + 1, next, LineKind.Blank);
        return next;
    }

    private string? ReadTitle(ref int at)
    {
        if (at >= HeadEnd || !PostHead.IsTitle(lines, at, HeadEnd))
        {
            problems.Add(Severity.Warning, at < lines.Count ? at : null, "the post has no title");
            return null;
        }

        var title = lines.Raw(at).Trim().ToString();
        Mark(at, at + 1, LineKind.Title);
        at++;

        // One blank line belongs to the layout; further ones are the body's.
        if (at < HeadEnd)
        {
            Mark(at, at + 1, LineKind.Blank);
            at++;
        }

        return title;
    }

    private (string Original, LineRange? Range, string? LabelsLine) ReadBody(int at)
    {
        var end = HeadEnd;
        var last = lines.PreviousText(end - 1, at - 1);
        string? labels = null;
        if (last > at && IsLabels(lines.Raw(last)))
        {
            labels = lines.Raw(last).ToString();
            Mark(last, last + 1, LineKind.Chrome);
            Mark(last + 1, end, LineKind.Blank);
            end = last;
            last = lines.PreviousText(end - 1, at - 1);
        }

        var first = lines.NextText(at, end);
        Mark(at, end, LineKind.Blank);
        if (first >= end)
        {
            return (Text(at, end, indent: 0), null, labels);
        }

        Mark(first, last + 1, LineKind.Body);
        return (Text(at, end, indent: 0), new LineRange(first + 1, last + 1), labels);
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

        Mark(countLine, countLine + 1, LineKind.Header);
        return lines.Raw(countLine).TrimEnd().ToString();
    }

    private List<DumpComment> ReadThread()
    {
        if (page.Count?.Thread is not { } thread)
        {
            WarnOfCount(0);
            return [];
        }

        Mark(Math.Max(countLine + 1, HeadEnd), thread.End, LineKind.Blank);
        foreach (var (line, kind) in thread.Others)
        {
            Mark(line, line + 1, kind);
        }

        var comments = new List<DumpComment>(thread.Comments.Count);
        foreach (var comment in thread.Comments)
        {
            comments.Add(ReadComment(comment, comments.Count));
        }

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
                $"the page declares {declared} comment{(declared == 1 ? "" : "s")}; the dump holds {found}");
        }
    }

    private DumpComment ReadComment(ReadComment read, int at)
    {
        var last = Math.Max(read.LastText, read.Closer);
        Mark(read.First, read.LastText + 1, LineKind.Comment, at);
        if (read.Closer >= 0 && read.Glued == 0)
        {
            Mark(read.Closer, read.Closer + 1, LineKind.Chrome);
        }

        var original = read.IsPlaceholder ? "" : CommentText(read);
        var heading = TakeHeading(read, ref original, out var author, out var published);
        if (read.IsPlaceholder)
        {
            problems.Add(Severity.Warning, read.First, "the dump lacks this comment; its replies show that it existed");
            Mark(read.First, read.First + 1, LineKind.Chrome);
        }

        return new DumpComment
        {
            Parent = read.Parent < 0 ? null : read.Parent,
            Depth = read.Level - 1,
            Ordinal = read.Ordinal,
            Author = author,
            Published = published,
            Heading = heading,
            Status = read.IsPlaceholder ? CommentStatus.Placeholder
                : IsRemoved(original) ? CommentStatus.Removed
                : CommentStatus.Visible,
            Incomplete = read.Incomplete,
            Original = original,
            Lines = new LineRange(read.First + 1, last + 1),
        };
    }

    private string CommentText(ReadComment read)
    {
        var indent = (2 * read.Level) + 2;
        if (read.Closer == read.First)
        {
            return lines.Raw(read.First).TrimEnd()[read.TextStart..^read.Glued].ToString();
        }

        var end = read.Closer < 0 ? read.LastText + 1 : read.Closer;
        var text = new StringBuilder();
        text.Append(lines.Raw(read.First)[read.TextStart..]);
        AppendLines(text, read.First + 1, end, indent);
        if (read.Glued > 0)
        {
            text.Append('\n').Append(lines.Unindented(read.Closer, indent).TrimEnd()[..^read.Glued]);
        }
        else if (read.Closer >= 0)
        {
            text.Append('\n');
        }

        return text.ToString();
    }

    // "Pat ConollyJuly 13, 2015 at 2:39 AM", a blank line, and the text: a heading that the extractor did not cut.
    private string? TakeHeading(ReadComment read, ref string original, out string? author, out string? published)
    {
        (author, published) = (null, null);
        if (read.IsPlaceholder || read.LastText == read.First || lines.Column(read.First + 1) != DumpLines.Blank
            || !PrintedDate.TryHeading(lines.Raw(read.First)[read.TextStart..], out var name, out published))
        {
            return null;
        }

        author = name.Trim();
        var firstEnd = original.IndexOf('\n', StringComparison.Ordinal);
        var heading = original[..firstEnd];
        original = original[(original.IndexOf('\n', firstEnd + 1) + 1)..];
        return heading;
    }

    private static bool IsRemoved(string original)
    {
        var text = PlainLines.Trim(original).AsSpan().Trim();
        return text.Length < 120 && RemovedNotices.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text);
    }

    private string ReadTail()
    {
        var from = page.Count?.End ?? HeadEnd;
        var first = lines.NextText(from, page.End);
        var last = lines.PreviousText(page.End - 1, from);
        Mark(from, page.End, LineKind.Blank);
        if (first >= page.End)
        {
            return "";
        }

        Mark(first, last + 1, LineKind.Tail);
        return Text(first, last + 1, indent: 0).TrimEnd('\n');
    }

    private static bool IsLabels(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        return colon > 0 && LabelWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(line[..colon]);
    }

    private static string[] Labels(string? line) =>
        line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    // Every line ends in LF, the last one too.
    private string Text(int from, int end, int indent)
    {
        if (from >= end)
        {
            return "";
        }

        var text = new StringBuilder();
        text.Append(lines.Unindented(from, indent));
        AppendLines(text, from + 1, end, indent);
        return text.Append('\n').ToString();
    }

    private void AppendLines(StringBuilder text, int from, int end, int indent)
    {
        for (var i = from; i < end; i++)
        {
            text.Append('\n').Append(lines.Unindented(i, indent));
        }
    }

    private void Mark(int from, int end, LineKind kind, int comment = -1)
    {
        for (var i = from; i < end; i++)
        {
            // Blank lines inside a text belong to it; a line with text is blank to nobody.
            var isBlank = lines.Column(i) == DumpLines.Blank;
            var own = kind switch
            {
                LineKind.Body or LineKind.Comment => kind,
                LineKind.Blank when !isBlank => LineKind.Unread,
                _ => isBlank ? LineKind.Blank : kind,
            };
            ledger[i] = new LedgerLine(own, index, own == LineKind.Comment ? comment : -1);
        }
    }
}
