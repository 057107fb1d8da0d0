using Archive.Dumps.Blogger.Dates;
using Archive.Dumps.Blogger.Headings;

namespace Archive.Dumps.Blogger;

/// <summary>Where the date and the title of a post stand, and where its body begins.</summary>
/// <param name="Author">Whom the line of the date names; null where it names nobody.</param>
/// <param name="TitleText">The title where its line holds more than that; null where the line is the title.</param>
internal sealed record HeadPlace(int? Date, PrintedDate Day, string? Author, int? Title, string? TitleText, int Body)
{
    /// <summary>Another line that could date the post as well; null where none could.</summary>
    public int? RivalDate { get; init; }

    /// <summary>A line that may date the post, and was taken for text; null where there is none.</summary>
    public int? DateOfText { get; init; }

    /// <summary>The line that was taken for the title may be text, or the blog's name.</summary>
    public bool IsTitleInDoubt { get; init; }

    /// <summary>The first line of the byline that dates the post from below its body; null where the date stands above.</summary>
    public int? Byline { get; init; }

    /// <summary>A longer line is a paragraph; Blogger's own titles end well before.</summary>
    private const int MaxTitleLength = 300;

    /// <summary>Signs of a sentence of Chinese or Japanese that has no pause in it.</summary>
    private const int MinSignsOfSentence = 20;

    /// <summary>From this length on, a line that ends like a sentence is one.</summary>
    private const int MinSentenceLength = 120;

    /// <summary>A line of text this long is no entry of a menu.</summary>
    private const int MinParagraph = 50;

    /// <summary>How far below a date the first paragraph of its post may stand: links to share it stand between.</summary>
    private const int MaxLinesAboveBody = 8;

    /// <summary>Where html2text breaks its lines.</summary>
    private const int Margin = 78;

    /// <summary>From this length on, a line of two sentences is a paragraph.</summary>
    private const int MinSentences = 60;

    /// <summary>The year in which Blogger opened: whoever dates a post earlier does so by hand, and whoever quotes a date does it often.</summary>
    private const string FirstYear = "1999";

    /// <summary>More lines than a theme prints above the date, menus aside: a breadcrumb, a widget.</summary>
    private const int FewLinesAbove = 4;

    private static readonly System.Buffers.SearchValues<char> SentenceEnds = System.Buffers.SearchValues.Create(".!?");

    public static HeadPlace Find(DumpLines lines, Lazy<VisibleLines> visible, int first, int end, bool isFirst)
    {
        var top = lines.NextText(first, end);
        if (top < end && lines.Column(top) == 0 && PrintedDate.TryLine(lines.Text(top), out var day)
            && Below(lines, top, day, end) is { } usual)
        {
            return usual;
        }

        var found = FindDate(visible.Value, first, end, isFirst, out var byline);
        return found is null ? byline is null ? Undated(lines, visible.Value, top, end) : AboveByline(visible.Value, lines, byline, first)
            : IsOfText(visible.Value, found, first, end) ? Undated(lines, visible.Value, top, end) with { DateOfText = found.Line }
            : Around(visible.Value, lines, found, first, end);
    }

    /// <summary>What stands below the block is the body, its title perhaps once more above it.</summary>
    public static HeadPlace BelowFrontMatter(VisibleLines visible, DumpLines lines, FrontMatter front, int end)
    {
        var at = visible.Next(front.End, end);
        var again = Find(lines, new Lazy<VisibleLines>(visible), front.End, end, isFirst: true);
        if (again.Date is not null && !Repeats(visible, again, front))
        {
            again = Undated(lines, visible, at, end);
        }

        if (again.Date is not null || (again.Title is { } title && front.Title?.Contains(visible.Text(title), StringComparison.OrdinalIgnoreCase) == true))
        {
            return again;
        }

        return new HeadPlace(null, default, null, null, null, Math.Min(at, end));
    }

    // Where the block dates the post, a line dates it once more only beside the block's title or with the block's day; any other date is text, as in a programme.
    private static bool Repeats(VisibleLines visible, HeadPlace place, FrontMatter front) =>
        front.Published is not { } published || IsSameDay(published, place.Day.Iso)
        || (place.Title is { } title && front.Title?.Contains(visible.Text(title), StringComparison.OrdinalIgnoreCase) == true);

    // A time of the world's is another day of the blog's.
    private static bool IsSameDay(string published, string? printed) =>
        IsoDate.DayOf(published) is { } one && IsoDate.DayOf(printed) is { } other && Math.Abs(one.DayNumber - other.DayNumber) <= 1;

    // The extractor of most dumps: the date, a blank line, the title, a blank line, the body. Two blank lines are an empty title.
    private static HeadPlace? Below(DumpLines lines, int date, PrintedDate day, int end)
    {
        var title = lines.NextText(date + 1, end);
        if (title == end)
        {
            return new HeadPlace(date, day, null, null, null, end);
        }

        if (title - date == 2 && lines.Column(title) == 0 && IsTitle(lines.Text(title)) && !PostFooter.IsTimedByline(lines.Text(title).ToString())
            && (title + 1 >= end || lines.Column(title + 1) == DumpLines.Blank))
        {
            return new HeadPlace(date, day, null, title, null, Math.Min(title + 2, end));
        }

        return title - date >= 3 && BlankLinesBelow(lines, title) < 2 ? new HeadPlace(date, day, null, null, null, title) : null;
    }

    private static HeadPlace Undated(DumpLines lines, VisibleLines visible, int top, int end)
    {
        if (top < end && visible.Text(top).Length > 0 && lines.Column(top) == 0 && IsTitle(visible.Text(top))
            && (top + 1 >= end || lines.Column(top + 1) == DumpLines.Blank || visible.IsMarked(top)))
        {
            return new HeadPlace(null, default, null, top, TextOf(lines, visible, top), SkipBelowTitle(lines, visible, top, end));
        }

        return new HeadPlace(null, default, null, null, null, top);
    }

    // A byline below which there is no more text stands below the post: it may date it, but nothing begins there.
    private static DateLine? FindDate(VisibleLines lines, int first, int end, bool isFirst, out DateLine? byline)
    {
        DateLine? best = null;
        byline = null;
        var (hasParagraph, hasText) = (false, false);
        var top = lines.Next(first, end);
        var lastText = new Lazy<int>(() => LastText(lines, top, end));
        var above = 0;
        for (var i = top; i < end; i = lines.Next(i + 1, end), above++)
        {
            var text = lines.Text(i);
            var line = text.Length <= 2 * PrintedDate.MaxLength ? DateLine.At(lines, i, top) : null;
            if (line is { IsByline: true } && hasText && line.First > top && i > lastText.Value && !lines.IsMarked(lines.Previous(line.First, top)))
            {
                byline ??= line;
            }
            else if (line is not null)
            {
                var isShared = IsBelowShareLinks(lines, line.First, top);
                var score = (i == top ? 4 : 0) + (isShared && !hasText && (best is null || PageWords.IsBelowWholeShareList(lines, line.First, top)) ? 8 : 0) + (line.Day.HasWeekday ? 2 : 0) + (line.Author is not null ? 4 : 0) + (lines.IsMarked(i) ? 2 : 0)
                    + (hasParagraph ? -4 : 0) + (HasBodyBelow(lines, i, end) ? 1 : -2)
                    + (above <= FewLinesAbove ? 3 : 0) + (line.Day.Iso is { } iso && string.CompareOrdinal(iso, 0, FirstYear, 0, 4) < 0 ? -8 : 0);
                best = Better(lines, best, line with { Score = score }, isShared, hasParagraph, end);
            }
            else
            {
                hasParagraph |= Weight(text) >= MinParagraph * 2;
                hasText |= IsOfBody(text);
            }

            // Below the first date another post of a file may begin anywhere; its own page prints nothing above it.
            if (!isFirst)
            {
                break;
            }
        }

        return best;
    }

    // Of two for which as much speaks the one right above title and text dates the post, as pages print today's date above their menu; else the upper, and the other is told.
    private static DateLine? Better(VisibleLines lines, DateLine? best, DateLine line, bool isShared, bool hasParagraph, int end)
    {
        if (best is null)
        {
            return line.Score > 0 ? line : null;
        }

        return line.Score > best.Score || (line.Score == best.Score && IsAboveTitle(lines, line.Line, end) && !IsAboveTitle(lines, best.Line, end) && !IsTitleBetween(lines, best.Line, line.First)) ? line with { Rival = best.Line }
            : line.Score == best.Score || (isShared && !hasParagraph) ? best with { Rival = best.Rival ?? line.Line } : best;
    }

    // "Thursday, November 7 / Talk at the mill / Monday, November 18 / The Old Mill": the one line between two dates is the title of the first.
    private static bool IsTitleBetween(VisibleLines lines, int upper, int lower) => lines.Next(upper + 1, lower) is var title && title < lower && lines.Next(title + 1, lower) == lower;

    private static bool IsAboveTitle(VisibleLines lines, int date, int end) => lines.Next(date + 1, end) is var title && title < end && !IsOfBody(lines.Text(title))
        && lines.Next(title + 1, end) is var body && body < end && IsOfBody(lines.Text(body));

    // Newer themes print the date there, and nothing else.
    private static bool IsBelowShareLinks(VisibleLines lines, int date, int first) => lines.Previous(date, first) is var above and >= 0 && PageWords.AboveShareList(lines, above, first) != above;

    private static bool IsOfBody(string text) => Weight(text) >= MinParagraph || IsSentence(text);

    private static int LastText(VisibleLines lines, int first, int end)
    {
        var line = lines.Previous(end, first);
        while (line >= 0 && (!IsOfBody(lines.Text(line)) || PageWords.IsSharing(lines.Text(line)) || PostFooter.IsLabels(lines.Text(line))
            || (lines.Text(line).Length <= 2 * PrintedDate.MaxLength && DateLine.At(lines, line, first) is not null)))
        {
            line = lines.Previous(line, first);
        }

        return line;
    }

    // The title is the last line of its form above the first paragraph: the name of the blog and what it is about may stand further up.
    private static HeadPlace AboveByline(VisibleLines visible, DumpLines lines, DateLine byline, int first)
    {
        var (title, above, top) = ((int?)null, 0, visible.Next(first, byline.First));
        for (var i = top; i < byline.First && !BeginsBody(visible, i); i = visible.Next(i + 1, byline.First), above++)
        {
            title = IsTitle(visible.Text(i)) && !IsSentence(visible.Text(i)) ? i : title;
        }

        var body = title is { } line ? SkipShareLinks(lines, visible, SkipBelowTitle(lines, visible, line, byline.First), byline.First) : top;
        return new HeadPlace(byline.Line, byline.Day, byline.Author, title, title is { } chosen ? TextOf(lines, visible, chosen) : null, body)
        {
            Byline = byline.First,
            IsTitleInDoubt = title is { } found && !visible.IsMarked(found) && (above > 1 || !EndsText(visible.Text(visible.Previous(byline.First, first)))),
        };
    }

    // What ends otherwise above a byline may be the title of a post of one picture, below what the blog says of itself.
    private static bool EndsText(string text) => text.Length >= MinParagraph || text[^1] is '.' or '!' or '?' or '…' or '。';

    // A long line that ends a sentence, or goes on in the next line; or a greeting.
    private static bool BeginsBody(VisibleLines visible, int line) => visible.Text(line) is var text
        && (IsGreeting(text) || !IsTitle(text) || (text.Length >= MinParagraph && !visible.IsMarked(line) && (IsSentence(text) || (line + 1 < visible.Count && visible.Text(line + 1).Length > 0))));

    // A date between sentences is of the text, as in a programme. Below its own date a page prints a title and no sentence, but for a date with a weekday, and then a body follows. A line that trails off may be a title.
    private static bool IsOfText(VisibleLines lines, DateLine date, int first, int end) =>
        date.Author is null && !lines.IsMarked(date.Line) && !IsBelowShareLinks(lines, date.First, first) && HasSentence(lines, first, date.First)
        && lines.Next(date.Line + 1, end) is var below && below < end && !lines.IsMarked(below) && IsSentence(lines.Text(below)) && !TrailsOff(lines.Text(below))
        && (!date.Day.HasWeekday || lines.Next(below + 1, end) == end);

    private static bool HasSentence(VisibleLines lines, int first, int end)
    {
        var line = lines.Next(first, end);
        while (line < end && !IsSentence(lines.Text(line)))
        {
            line = lines.Next(line + 1, end);
        }

        return line < end;
    }

    private static bool HasBodyBelow(VisibleLines lines, int date, int end)
    {
        var at = lines.Next(date + 1, end);
        for (var i = 0; i < MaxLinesAboveBody && at < end; i++, at = lines.Next(at + 1, end))
        {
            if (IsOfBody(lines.Text(at)))
            {
                return true;
            }
        }

        return false;
    }

    private static HeadPlace Around(VisibleLines visible, DumpLines lines, DateLine date, int first, int end)
    {
        var below = visible.Next(date.Line + 1, end);
        var line = visible.Previous(date.First, first);
        var list = line >= 0 ? PageWords.AboveShareList(visible, line, first) : line;
        var isSharedAbove = list != line;
        int? above = list >= 0 ? list : null;
        var isMarkedBelow = !isSharedAbove && below < end && visible.IsMarked(below) && IsTitle(visible.Text(below));
        // Themes with the title above the date print no weekday; what stands above a date with one is the blog's name.
        // Links to share a post stand below its title and its date.
        var isShared = isSharedAbove || (below < end && PageWords.IsShareLink(visible.Text(below)));
        // So does the byline of some themes, which is no title then.
        var isBylineBelow = below < end && !visible.IsMarked(below) && (PostFooter.IsTimedByline(visible.Text(below)) || (above is not null && PageWords.NameBehindBy(visible.Text(below)) is not null));
        var isBelowTitle = date.Author is not null || isShared || IsJoined(lines.Text(date.Line));
        var titleAbove = above is { } printed && IsTitle(visible.Text(printed)) && !PageWords.TryPostedBy(visible.Text(printed), out _) ? above : null;
        var mayStandAbove = titleAbove is { } high
            && (isBelowTitle || isBylineBelow || visible.IsMarked(high) || (!date.Day.HasWeekday && visible.Next(first, high) == high));
        var isTitleBelow = below < end && !isBylineBelow && IsTitleBelow(visible, lines, date.Line, below, end);
        var isGreeting = isTitleBelow && IsGreeting(visible.Text(below));
        var isParagraphBelow = below < end && IsParagraph(visible.Text(below));
        var isTextBelow = isGreeting || (isTitleBelow && isParagraphBelow);
        // Above a greeting or a paragraph the line over the date is the title, where it stands alone or the date has no weekday.
        var isAlone = above is { } top && visible.Next(first, top) == top;
        // So is the one that stands line under line with both, parted from what is above it.
        var isInBlock = !mayStandAbove && isParagraphBelow && above is { } near && near > first && near + 1 == date.First && below == date.Line + 1 && visible.Text(near - 1).Length == 0;
        mayStandAbove |= (isTextBelow || isInBlock) && titleAbove is { } over && !IsSentence(visible.Text(over)) && (isGreeting ? isAlone || !date.Day.HasWeekday : !date.Day.HasWeekday);
        int? title;
        if (isMarkedBelow)
        {
            title = below;
        }
        else if ((date.Author is not null || isShared) && mayStandAbove)
        {
            title = above;
        }
        else if (isTitleBelow && !(mayStandAbove && (isTextBelow || IsSentence(visible.Text(below)))))
        {
            title = below;
        }
        else
        {
            title = mayStandAbove ? above : null;
        }

        var author = isBylineBelow ? PageWords.NameBehindBy(visible.Text(below)) : null;
        var last = author is not null ? below : title is { } at && at > date.Line ? at : date.Line;
        var body = SkipShareLinks(lines, visible, SkipBelowTitle(lines, visible, last, end), end);
        return new HeadPlace(date.Line, date.Day, date.Author ?? author, title, title is { } chosen ? TextOf(lines, visible, chosen) : null, body)
        {
            RivalDate = date.Rival,
            IsTitleInDoubt = !isMarkedBelow && !isSharedAbove && title is not null && above is not null
                && (isBylineBelow ? date.Day.HasWeekday : isTextBelow || isInBlock ? date.Day.HasWeekday || !isAlone : title == below ? mayStandAbove && !date.Day.HasWeekday : isParagraphBelow && date.Day.HasWeekday && !isBelowTitle),
        };
    }

    // "- August 09, 2012" and "on August 09, 2012" go on from a title, or from an author's name that the theme does not print.
    private static bool IsJoined(ReadOnlySpan<char> date) => date.TrimStart() is var text && (text.StartsWith("- ") || text.StartsWith("– ") || text.StartsWith("on "));

    private static bool IsGreeting(string text) => text[^1] is ',' or '，' or '、';

    // At the margin, with a blank line below, unless date and title stand line under line.
    private static bool IsTitleBelow(VisibleLines visible, DumpLines lines, int date, int title, int end)
    {
        var isTight = title == date + 1;
        if (isTight && IsParagraph(visible.Text(title)))
        {
            return false;
        }

        var hasBlankBelow = title + 1 >= end || visible.Text(title + 1).Length == 0;
        return IsTitle(visible.Text(title)) && visible.Text(title).Any(char.IsLetterOrDigit) && (isTight || hasBlankBelow)
            && (isTight || BlankLinesBelow(lines, date) < 2 || BlankLinesBelow(lines, title) >= 2);
    }

    private static int BlankLinesBelow(DumpLines lines, int line)
    {
        var count = 0;
        while (line + 1 + count < lines.Count && lines.Column(line + 1 + count) == DumpLines.Blank)
        {
            count++;
        }

        return count;
    }

    private static bool IsTitle(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxTitleLength && !(text.Length >= MinSentenceLength && text[^1] is '.' or '…' or ':' or ';')
        && !(text.Length >= MinSentences && text[^1] == '.' && text[..^1].IndexOfAny(SentenceEnds) is var end and > 0 && text[end + 1] == ' ');

    private static bool TrailsOff(string text) => text[^1] == '…' || text.EndsWith("..", StringComparison.Ordinal);

    // Chinese and Japanese print no blanks between words, and end titles, too, with a full stop.
    private static bool IsSentence(string text) => text.Length > 1 && text[^1] is '.' or '…' or '。'
        && (text.Contains(' ', StringComparison.Ordinal) || (text[^1] == '。' && (text.Length >= MinSignsOfSentence || text.AsSpan(..^1).ContainsAny('。', '、'))));

    private static bool IsParagraph(string text) => IsSentence(text) && Weight(text) >= MinSentences;

    // A sign of Chinese or Japanese says as much as two letters.
    private static int Weight(string text) => text.Length + text.Count(sign => sign is >= '\u3040' and <= '\u9FFF');

    // One blank line, or the line that makes a heading of the one above, belongs to the layout.
    private static int SkipBelowTitle(DumpLines lines, VisibleLines visible, int title, int end)
    {
        var at = TitleEnd(lines, title);
        if (at < end && lines.Column(at) != DumpLines.Blank && visible.Text(at).Length == 0)
        {
            at++;
        }

        return at < end && lines.Column(at) == DumpLines.Blank ? at + 1 : Math.Min(at, end);
    }

    private static int SkipShareLinks(DumpLines lines, VisibleLines visible, int from, int end)
    {
        var at = from;
        for (var i = visible.Next(from, end); i < end && PageWords.IsShareLink(visible.Text(i)); i = visible.Next(i + 1, end))
        {
            at = i + 1;
        }

        return at == from ? from : lines.NextText(at, end);
    }

    /// <summary>The line after a title: one extractor breaks a heading at its margin like a paragraph, so that a long one goes on in the next line.</summary>
    public static int TitleEnd(DumpLines lines, int title) => lines.Text(title) is ['#', ..] and { Length: <= Margin } && title + 1 < lines.Count && lines.Column(title + 1) == 0
        && lines.Text(title + 1) is [not ('#' or '!' or '[' or '*' or '-'), ..] rest && lines.Text(title).Length + 1 + (rest.IndexOf(' ') is >= 0 and var word ? word : rest.Length) > Margin ? title + 2 : title + 1;

    private static string? TextOf(DumpLines lines, VisibleLines visible, int line) =>
        TitleEnd(lines, line) > line + 1 ? $"{visible.Unlinked(visible.Text(line))} {visible.Text(line + 1)}"
        : visible.IsMarked(line) || lines.Text(line).Contains("](", StringComparison.Ordinal) || IsNumberedLink(lines.Text(line)) ? visible.Unlinked(visible.Text(line)) : null;

    // "[12]The mill race": the title is a link, and a text browser numbers links.
    private static bool IsNumberedLink(ReadOnlySpan<char> title) => title is ['[', ..] && title[1..].IndexOfAnyExceptInRange('0', '9') is > 0 and var digits
        && title[(digits + 1)..] is [']', var letter, ..] && !char.IsWhiteSpace(letter);
}
