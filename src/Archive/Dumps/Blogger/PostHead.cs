using Archive.Dumps.Blogger.Dates;
using Archive.Dumps.Blogger.Headings;

namespace Archive.Dumps.Blogger;

/// <summary>Reads the date, the title, the body and what stands below it of a post: all that is above its comments.</summary>
/// <param name="Title">As printed; null where there is none.</param>
/// <param name="DateLine">As printed; null where there is none.</param>
/// <param name="Published">The date of that line; null where it stays open.</param>
/// <param name="Original">As <see cref="DumpPost.Original"/>.</param>
/// <param name="Lines">As <see cref="DumpPost.Lines"/>.</param>
/// <param name="LabelsLine">The line of labels under the body as printed; null where there is none.</param>
internal sealed record PostHead(
    string? Title, string? DateLine, string? Published, string Original, LineRange? Lines, string? LabelsLine)
{
    /// <summary>A longer line of labels is none.</summary>
    private const int MaxLabels = 200;

    /// <summary>As <see cref="DumpPost.NumberedDate"/>.</summary>
    public NumberedDate? NumberedDate { get; init; }

    public string? Author { get; init; }

    public string? Url { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <param name="end">The line after the last of the body.</param>
    /// <param name="isFirst">It is the first post of the file: what the page prints above posts stands above this one.</param>
    public static PostHead Read(DumpLines lines, Lazy<VisibleLines> visible, int first, int end, bool isFirst, PostLedger ledger, DumpProblems problems)
    {
        var front = isFirst ? FrontMatter.Read(lines, first, end) : null;
        var place = front is not null ? HeadPlace.BelowFrontMatter(visible.Value, lines, front, end) : HeadPlace.Find(lines, visible, first, end, isFirst);
        var body = place.Body;
        ledger.Note(first, body, LineKind.Chrome);
        var published = ReadDate(lines, place, front, first, end, ledger, problems);
        if (place.Title is { } titleLine)
        {
            ledger.Note(titleLine, Math.Min(HeadPlace.TitleEnd(lines, titleLine), end), LineKind.Title);
        }

        var title = front is { HasTitle: true } ? front.Title : place.Title is { } line ? place.TitleText ?? lines.Raw(line).Trim().ToString() : null;
        if (place is { Title: { } ofDate, Date: { } other } && PrintedDate.TryLine(title, out _))
        {
            problems.Add(Severity.Warning, ofDate, $"this line was taken for the title, and is a date: it may be that of the post, and the one {(other < ofDate ? "above" : "below")} it the page's own");
        }
        else if (title is null || place.IsTitleInDoubt)
        {
            problems.Add(
                Severity.Warning, place.Title ?? (body < lines.Count ? body : null),
                title is null ? "the post has no title" : "this line was taken for the title, and may be text or the name of the blog");
        }
        else if (front is not { HasTitle: true } && place.Title is { } sentence && IsSentence(lines.Text(sentence)) && !visible.Value.IsMarked(sentence))
        {
            problems.Add(Severity.Note, sentence, "this line was taken for the title, and ends like a sentence; if the post has no title, its text begins here");
        }

        var footer = PostFooter.Read(lines, visible, body, end, place.Byline, ledger);
        var next = place is { Date: not null, Day.HasWeekday: true } ? NextPost(lines, body, footer.First) : null;
        if (next is { } below && EndsPage(lines, body, below) && (!IsBelowLabels(lines, body, below) || HasByline(lines, body, below)))
        {
            // Another post ends above that date, so the byline and labels below it are no more of this one.
            footer = footer with { Author = null, Labels = [] };
        }

        var author = footer.Author ?? place.Author ?? AuthorAbove(lines, visible, body, footer.First, end);
        body = BelowByline(lines, visible, body, footer.First, end, author, ledger);
        NoteLabelsLine(lines, visible, body, footer, end, problems);
        if (footer.Doubtful is { } byline)
        {
            problems.Add(Severity.Note, byline, "this line reads like the one by which a page says who wrote a post; what stands below it may be the post's own, so all of it was kept as text and names nobody");
        }

        if (next is not null)
        {
            problems.Add(Severity.Warning, next, "this line is a date and has one like a title below it: another post may begin here, which was taken for the end of this one");
        }

        var range = NoteBody(lines, body, footer.First, ledger);
        return new PostHead(title, place is { Date: { } date, Byline: null } ? lines.Raw(date).ToString() : null, published, lines.Block(body, footer.First), range, footer.LabelsLine)
        {
            NumberedDate = front?.Published is null ? Numbered(visible, place) : null,
            Author = front?.Author ?? author,
            Url = front?.Url,
            Labels = footer.Labels.Count > 0 ? footer.Labels : front?.Labels ?? [],
        };
    }

    // Many themes print the byline between title and text. Where the page names another author below the text, that above is a quotation.
    private static string? AuthorAbove(DumpLines lines, Lazy<VisibleLines> visible, int body, int footer, int end) =>
        lines.NextText(body, footer) is var top && top < footer && PageWords.TryPostedBy(lines.Text(top), out _) ? PostFooter.AuthorAbove(visible.Value, top, end) : null;

    private static int BelowByline(DumpLines lines, Lazy<VisibleLines> visible, int body, int footer, int end, string? author, PostLedger ledger)
    {
        if (author is null || AuthorAbove(lines, visible, body, footer, end) != author)
        {
            return body;
        }

        var byline = lines.NextText(body, footer);
        ledger.Note(body, byline + 1, LineKind.Chrome);
        return byline + 1;
    }

    // A date with its day of the week and below it a short line and text, each alone or all below the lines that end a page: so a post begins whose page above did not count its comments.
    private static int? NextPost(DumpLines lines, int first, int end)
    {
        for (var i = lines.NextText(first, end) + 1; i < end; i++)
        {
            if (lines.Column(i) == 0 && PrintedDate.TryLine(lines.Text(i), out var day) && day.HasWeekday
                && lines.NextText(i + 1, end) is var below && below < end && lines.Column(below) == 0 && lines.Text(below) is { Length: <= MaxLabels } title && title[^1] is not ('.' or ':' or ',')
                && lines.NextText(below + 1, end) < end && ((below == i + 2 && IsAlone(lines, i) && IsAlone(lines, below)) || EndsPage(lines, first, i)))
            {
                return i;
            }
        }

        return null;
    }

    private static bool IsAlone(DumpLines lines, int line) => lines.Column(line - 1) == DumpLines.Blank && line + 1 < lines.Count && lines.Column(line + 1) == DumpLines.Blank;

    private static bool EndsPage(DumpLines lines, int first, int line) => IsBelowLabels(lines, first, line)
        || (lines.Text(lines.PreviousText(line - 1, first)) is var above && PageWords.IsClosing(above) && !PageWords.IsOrdinary(above.ToString()));

    private static bool IsBelowLabels(DumpLines lines, int first, int line) => lines.PreviousText(line - 1, first) is var above && (PostFooter.IsLabels(lines.Text(above)) || PostFooter.IsTimedByline(lines.Text(above).ToString()));

    // The end of a post has its byline; a theme may print one below the title, and a text may say "Label: Hyperion" above a day.
    private static bool HasByline(DumpLines lines, int first, int end)
    {
        var line = lines.NextText(lines.NextText(first, end) + 1, end);
        while (line < end && !PostFooter.IsTimedByline(lines.Text(line).ToString()))
        {
            line = lines.NextText(line + 1, end);
        }

        return line < end;
    }

    // "Happy Bloomsday, everyone." may be a title, or all that a post without one says.
    private static bool IsSentence(ReadOnlySpan<char> title) => title.TrimEnd() is { Length: > 2 } text && text[^1] is '.' or '。' && text[^2] != '.' && text.Count(' ') >= 2;

    // Newer themes count comments without a colon, and print labels above that without a word before them.
    private static void NoteLabelsLine(DumpLines lines, Lazy<VisibleLines> visible, int body, PostFooter footer, int end, DumpProblems problems)
    {
        var last = lines.PreviousText(footer.First - 1, body - 1);
        if (end < lines.Count && footer is { Author: null, Labels: [] } && last > body && lines.Text(end)[^1] is not (':' or '：') && PageCount.Is(visible.Value.Text(end), out _)
            && lines.Text(last) is { Length: <= MaxLabels } text && text[^1] is not ('.' or '!' or '?' or '。'))
        {
            problems.Add(Severity.Note, last, "this line may be the post's labels; the page does not say so, and it was kept as text");
        }
    }

    private static string? ReadDate(
        DumpLines lines, HeadPlace place, FrontMatter? front, int first, int end, PostLedger ledger, DumpProblems problems)
    {
        var above = lines.NextText(front?.End ?? first, end);
        if (front?.Published is { } known)
        {
            if (place.Date > above && place.Title != above)
            {
                problems.Add(Severity.Note, above, "lines above the date were taken for the page's own");
            }

            return known;
        }

        if (place.Date is not { } date)
        {
            problems.Add(
                Severity.Warning, place.DateOfText ?? (above < lines.Count ? above : null),
                place.DateOfText is null ? "the post has no date line; its date stays unknown" : "this line stands between sentences and was taken for text; it may be the date of the post, which stays unknown");
            return null;
        }

        var rival = place.RivalDate == place.Title ? null : place.RivalDate;
        if (rival is not null)
        {
            problems.Add(Severity.Warning, rival, $"this line dates the post as well; the date of line {date + 1} was taken");
        }

        if (!(rival < date) && date > above && place.Title != above && place.Body > above)
        {
            problems.Add(Severity.Note, above, $"lines above the {(place.Byline is null ? "date" : "title")} were taken for the page's own");
        }

        ledger.Note(date, LineKind.Date);
        return place.Day.Reported(date, lines.Raw(date), problems);
    }

    private static NumberedDate? Numbered(Lazy<VisibleLines> visible, HeadPlace place) =>
        place is { Date: { } line, Day: { IsNumbered: true, IsImpossible: false } } && PrintedDate.NumberedEnd(visible.Value.Text(line)) is { } printed
            ? new NumberedDate(printed, line + 1)
            : null;

    private static LineRange? NoteBody(DumpLines lines, int at, int end, PostLedger ledger)
    {
        var (first, last) = (lines.NextText(at, end), lines.PreviousText(end - 1, at - 1));
        ledger.Note(at, end, LineKind.Blank);
        if (first >= end)
        {
            return null;
        }

        ledger.Note(first, last + 1, LineKind.Body);
        return new LineRange(first + 1, last + 1);
    }
}
