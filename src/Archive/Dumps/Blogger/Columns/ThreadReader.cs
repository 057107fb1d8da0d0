using Archive.Dumps.Blogger.Dates;

namespace Archive.Dumps.Blogger.Columns;

/// <summary>Reads numbered, nested comments by the columns of their numbers and the words that close them.</summary>
/// <remarks>
/// The line under consideration either belongs to the text of the comment that is open, or closes it, or begins the next
/// one in some list that is still open. What people wrote can look like all of these, so every choice is made by what
/// follows, and may be undone: when a line turns up that no list can hold, the replies read so far under the comment whose
/// column it fits were part of that comment's text. Nothing recurses, and every line is looked at a fixed number of times.
/// </remarks>
internal sealed class ThreadReader
{
    private readonly DumpLines lines;
    private readonly BloggerChrome chrome;
    private readonly Closers closers;
    private readonly int from;
    private readonly int limit;
    private readonly int? declared;
    private readonly bool mayFold;
    private readonly ThreadReading reading;
    private readonly List<OpenList> lists = [];

    private bool expectsFirstReply;
    private int resumeAt = -1;

    private ThreadReader(DumpLines lines, BloggerChrome chrome, int from, int limit, int? declared, bool mayFold)
    {
        (this.lines, this.chrome, this.from, this.limit, this.declared, this.mayFold) = (lines, chrome, from, limit, declared, mayFold);
        closers = new Closers(lines, chrome, from, limit);
        reading = new ThreadReading(lines);
    }

    private int Level => lists.Count;

    private ReadComment? Current => lists.Count > 0 ? lists[^1].Item : null;

    /// <summary>Reads the thread that begins at <paramref name="from"/>; it ends at <paramref name="limit"/> at the latest.</summary>
    /// <param name="declared">How many comments the page claims: where two readings are possible it decides.</param>
    public static ThreadReading Read(DumpLines lines, BloggerChrome chrome, int from, int limit, int? declared)
    {
        var first = new ThreadReader(lines, chrome, from, limit, declared, mayFold: true).Run();
        if (first.Folds == 0)
        {
            return first;
        }

        if (declared is { } count && first.Found != count)
        {
            var second = new ThreadReader(lines, chrome, from, limit, declared, mayFold: false).Run();
            if (Math.Abs(second.Found - count) < Math.Abs(first.Found - count))
            {
                second.Note(
                    first.FirstNote,
                    $"two readings are possible, of {first.Found} and of {second.Found} comments; the page declares {count}, so the second was taken");
                return second;
            }
        }

        return first;
    }

    private ThreadReading Run()
    {
        var i = lines.NextText(from, limit);
        OpenLostParent(i);
        while (i < limit)
        {
            var next = Take(i);
            if (next < 0)
            {
                break;
            }

            i = lines.NextText(next, limit);
        }

        reading.End = i;
        new ThreadEnd(lines, chrome, reading, declared).Finish(Current is { IsClosed: false } last ? last : null, Level, atEndOfFile: i >= lines.Count);
        return reading;
    }

    // A thread that begins with a reply lacks the comment that it answers.
    private void OpenLostParent(int line)
    {
        if (line >= limit || !lines.IsFirstItem(line, column: 4))
        {
            return;
        }

        var lost = new ReadComment { Parent = -1, Level = 1, Ordinal = 0, First = line, TextStart = 0, LastText = line, IsPlaceholder = true };
        lists.Add(new OpenList { Last = 0, Item = lost, ItemIndex = 0 });
        reading.Comments.Add(lost);
        expectsFirstReply = true;
    }

    // Takes the line, and returns where to go on; -1 where the thread is over.
    private int Take(int line)
    {
        var column = lines.Column(line);
        if (Current is { IsClosed: false } && column >= (2 * Level) + 2)
        {
            return TakeText(line);
        }

        if (TakeItem(line, column) is { } afterItem)
        {
            return afterItem;
        }

        if (column < 2)
        {
            return TakeShifted(line) ?? TakeAtMargin(line);
        }

        var level = (column / 2) - 1;
        if (mayFold && level >= 1 && level <= (Current is { IsClosed: false } ? Level - 1 : Level) && closers.CloseOwnLevel(line))
        {
            Fold(line, level);
            return TakeText(line);
        }

        return TakeStray(line, column);
    }

    private int TakeText(int line)
    {
        var item = Current!;
        var level = Level;
        if (chrome.IsCloser(lines, line, level) && MayClose(line))
        {
            item.Closer = line;
            reading.Closed++;
            return TakeRepliesHeading(line);
        }

        item.LastText = line;
        return TakeGlued(item, line, 0) ?? line + 1;
    }

    private int? TakeGlued(ReadComment item, int line, int textStart)
    {
        if (!chrome.IsGluedCloser(lines.Raw(line)[textStart..], Level, out var length) || !MayClose(line))
        {
            return null;
        }

        (item.Closer, item.Glued) = (line, length);
        reading.Closed++;
        return TakeRepliesHeading(line);
    }

    // Words that close a comment do so only where the comment can end: before something further left, or before its replies.
    private bool MayClose(int line)
    {
        var text = (2 * Level) + 2;
        var next = lines.NextText(line + 1, limit);
        if (next == limit || lines.Column(next) < text)
        {
            return true;
        }

        if (lines.Column(next) != text || !chrome.IsRepliesHeading(lines.Text(next)))
        {
            return lines.Column(next) == text && IsLastOfFile(next) && chrome.IsBrokenRepliesHeading(lines.Text(next));
        }

        var after = lines.NextText(next + 1, limit);
        return after == limit || lines.Column(after) < text || lines.IsFirstItem(after, text) || IsLinkAlone(after, text)
            || (lines.Column(after) == text && IsLastOfFile(after) && lines.Text(after) is "1");
    }

    private bool IsLastOfFile(int line) => lines.NextText(line + 1, lines.Count) == lines.Count;

    private int TakeRepliesHeading(int closer)
    {
        var text = (2 * Level) + 2;
        var next = lines.NextText(closer + 1, limit);
        if (next == limit || lines.Column(next) != text || !chrome.IsRepliesHeading(lines.Text(next)))
        {
            return closer + 1;
        }

        reading.Others.Add((next, LineKind.Chrome));
        var after = lines.NextText(next + 1, limit);
        if (after < limit && IsLinkAlone(after, text))
        {
            // Dumps that keep every link print an empty list of replies: "Replies", and in it the link "Reply".
            reading.Others.Add((after, LineKind.Chrome));
            return after + 1;
        }

        expectsFirstReply = after < limit && lines.IsFirstItem(after, text);
        return next + 1;
    }

    private bool IsLinkAlone(int line, int text) => lines.Column(line) > text && chrome.IsReplyLink(lines.Text(line));

    private int? TakeItem(int line, int column)
    {
        if (column < 2 || column % 2 != 0 || !lines.TryItem(line, out var number, out var textStart))
        {
            return null;
        }

        var level = column / 2;
        var isFirstOfList = level == Level + 1 && (Level == 0 || expectsFirstReply);
        if (level > Level && !isFirstOfList)
        {
            return null;
        }

        var expected = isFirstOfList ? 1 : lists[level - 1].Last + 1;
        if (number != expected && Current is { IsClosed: false })
        {
            return null;
        }

        if (IsPhantom(line, column, textStart))
        {
            reading.Others.Add((line, LineKind.Chrome));
            return line + 1;
        }

        if (number != expected)
        {
            reading.Warn(line, $"comment {number} stands where {expected} is due");
        }

        return Open(line, level, number, textStart);
    }

    // Dumps that keep every link number the link "Reply" like a comment; it has no text and nothing closes it.
    private bool IsPhantom(int line, int column, int textStart)
    {
        var next = lines.NextText(line + 1, limit);
        return chrome.IsReplyLink(lines.Raw(line)[textStart..].Trim()) && (next == limit || lines.Column(next) < column + 2);
    }

    private int Open(int line, int level, int number, int textStart)
    {
        expectsFirstReply = false;
        if (Current is { IsClosed: false } left)
        {
            reading.Unclosed.Add(left.First);
        }

        if (level > Level)
        {
            lists.Add(default);
        }

        lists.RemoveRange(level, lists.Count - level);
        var item = new ReadComment
        {
            Parent = level > 1 ? lists[level - 2].ItemIndex : -1,
            Level = level,
            Ordinal = number,
            First = line,
            TextStart = textStart,
            LastText = line,
        };
        lists[level - 1] = new OpenList { Last = number, Item = item, ItemIndex = reading.Comments.Count };
        reading.Comments.Add(item);
        return TakeFirstLine(item, line, textStart);
    }

    private int TakeFirstLine(ReadComment item, int line, int textStart)
    {
        var text = lines.Raw(line)[textStart..].Trim();
        var next = lines.NextText(line + 1, limit);
        if (chrome.IsRepliesHeading(text) && next < limit && lines.IsFirstItem(next, (2 * Level) + 2))
        {
            item.IsPlaceholder = true;
            expectsFirstReply = true;
            return line + 1;
        }

        if (text.Length > 0 && chrome.IsCloser(text, Level) && MayClose(line))
        {
            (item.Closer, item.Glued) = (line, lines.Raw(line).TrimEnd().Length - textStart);
            reading.Closed++;
            return TakeRepliesHeading(line);
        }

        return TakeGlued(item, line, textStart) ?? line + 1;
    }

    // The very comment that is due, whose number has lost the blanks before it.
    private int? TakeShifted(int line)
    {
        if (Current is not { IsClosed: true } || !lines.TryItem(line, out var number, out var textStart) || number != lists[0].Last + 1 || !IsClosedBelow(line))
        {
            return null;
        }

        reading.Warn(line, $"comment {number} stands further left than its list; it was taken for the next of it");
        return Open(line, 1, number, textStart);
    }

    private bool IsClosedBelow(int line) => lines.NextText(line + 1, limit) is var text && text < limit && lines.Column(text) == 4 && closers.CloseOwnLevel(text);

    // Column 0 ends the comments, unless the very comment that is due comes after all, or a later one where the page counts more than were read.
    private int TakeAtMargin(int line)
    {
        if (line > resumeAt)
        {
            resumeAt = FindDueComment(line);
        }

        if (resumeAt < 0 || Current is null)
        {
            return -1;
        }

        return TakeStray(line, lines.Column(line));
    }

    private int FindDueComment(int line)
    {
        var due = lists.Count > 0 ? lists[0].Last + 1 : 1;
        for (var i = line; i < limit && due > 1; i++)
        {
            if (lines.Column(i) == 0 && (PrintedDate.TryLine(lines.Text(i), out _) || CountHeader.TryKnown(lines.Text(i), out _)))
            {
                break;
            }

            if (lines.Column(i) == 2 && lines.TryItem(i, out var number, out _) && (number == due || (number > due && Current is { IsClosed: true } && reading.Comments.Count < declared))
                && (closers.CloseItem(i) || Current is { IsClosed: false }))
            {
                return i;
            }
        }

        return -1;
    }

    private int TakeStray(int line, int column)
    {
        if (Current is { IsClosed: false } open)
        {
            reading.Warn(line, $"this line stands further left than the comment of line {open.First + 1}; it was taken for part of it");
            open.LastText = line;
            return TakeGlued(open, line, 0) ?? line + 1;
        }

        var level = column / 2;
        if (column >= 2 && column % 2 == 0 && level <= Level && closers.CloseItem(line))
        {
            var due = lists[level - 1].Last + 1;
            reading.Warn(line, $"this line stands where comment {due} should begin; it was taken for it");
            return Open(line, level, due, column);
        }

        if (Current is null)
        {
            return -1;
        }

        reading.Warn(line, "this line belongs to no comment; it is kept in the original only");
        reading.Others.Add((line, LineKind.Tail));
        return line + 1;
    }

    // The replies under the comment of this level were part of its text, and so is this line.
    private void Fold(int line, int level)
    {
        lists.RemoveRange(level, lists.Count - level);
        var item = lists[^1].Item!;
        var dropped = lists[^1].ItemIndex + 1;
        reading.DropSince(item.First);
        reading.Closed -= reading.Comments.Skip(dropped - 1).Count(comment => comment.Closer >= 0);
        reading.Comments.RemoveRange(dropped, reading.Comments.Count - dropped);
        reading.Note(item.First, $"lines of this comment look like the end of a comment and its replies; line {line + 1} shows that they are its text");
        (item.Closer, item.Glued, item.IsPlaceholder) = (-1, 0, false);
        item.LastText = lines.PreviousText(line - 1, item.First);
        expectsFirstReply = false;
        reading.Folds++;
    }

    private struct OpenList
    {
        public int Last;
        public ReadComment? Item;
        public int ItemIndex;
    }
}
