namespace Archive.Dumps.Recognising;

/// <summary>How much in a file speaks for the text of a Blogger page: signs that are weighed, of which at least two must be independent.</summary>
internal sealed class PageEvidence
{
    /// <summary>The weight from which on a text is one of a page.</summary>
    private const int Enough = 4;

    /// <summary>Every sign with its weight; of one aspect only the heaviest counts, because its signs are one thing seen twice.</summary>
    private static readonly Sign[] Signs =
    [
        new(Aspect.Head, 2, "a date line at its head", signs => signs.DateLine),
        new(Aspect.Head, 2, "front matter with a title", signs => signs.FrontMatterLine),
        new(Aspect.Head, 1, "a date below other lines", signs => signs.LaterDateLine),
        // Blogger prints the weekday by itself, and who writes by hand seldom does.
        new(Aspect.Title, 2, "a title below a date with its weekday", signs => signs.HasWeekday ? signs.TitleLine : 0),
        new(Aspect.Title, 1, "a title below the date", signs => signs.TitleLine),
        new(Aspect.Count, 2, "a line that counts comments", signs => signs.CountLine),
        new(Aspect.Count, 1, "words that could count comments", signs => signs.LooseCountLine),
        new(Aspect.Closing, 3, "links to reply and delete", signs => signs.ClosingLine),
        new(Aspect.Closing, 3, "words that end comment after comment", signs => signs.RepeatedLine),
        new(Aspect.Closing, 2, "several of Blogger's words alone on a line", signs => signs.LoneWords >= 3 ? signs.LoneWordLine : 0),
        new(Aspect.Closing, 1, "a word of Blogger's alone on a line", signs => signs.LoneWordLine),
        new(Aspect.Names, 3, "\"Name said…\" more than once", signs => signs.Said >= 2 ? signs.SaidLine : 0),
        new(Aspect.Names, 1, "\"Name said…\"", signs => signs.SaidLine),
        new(Aspect.Times, 2, "authors and times of comments", signs => signs.Stamps >= 2 ? signs.StampLine : 0),
        new(Aspect.Times, 1, "the author and time of a comment", signs => signs.StampLine),
        new(Aspect.Page, 3, "the page's links below the post", signs => signs.PageWords >= 3 ? signs.PageWordLine : 0),
        new(Aspect.Page, 2, "two links of a page", signs => signs.PageWords >= 2 ? signs.PageWordLine : 0),
        new(Aspect.Page, 1, "a link of a page", signs => signs.PageWordLine),
        new(Aspect.Labels, 1, "a line of labels", signs => signs.LabelsLine),
        new(Aspect.Address, 2, "the address of a post or comment", signs => signs.AddressLine),
        new(Aspect.End, 1, "an end in mid-sentence", signs => signs.BrokenOffLine),
        // Each entry of a diary begins as a post does, and no comment follows any.
        new(Aspect.Against, -3, "several dates and no comments", signs => signs.Dates >= 3 && signs.CountLine == 0 && signs.ClosingLine == 0 ? signs.DateLine : 0),
    ];

    /// <summary>No file.</summary>
    public static readonly PageEvidence None = new(new PageSigns());

    private readonly PageSigns signs;
    private readonly List<(Sign Sign, int Line)> heaviest;

    private PageEvidence(PageSigns signs)
    {
        this.signs = signs;
        heaviest = [.. Signs.Select(sign => (Sign: sign, Line: sign.LineOf(signs))).Where(one => one.Line > 0)
            .GroupBy(one => one.Sign.Aspect).Select(aspect => aspect.MaxBy(one => one.Sign.Weight))];
    }

    /// <summary>The signs for a page, with the lines where each stands, as a sentence can name them; empty where there are none.</summary>
    public string Words => string.Join(", ", heaviest.Where(one => one.Sign.Weight > 0).Select(one => $"{one.Sign.Words} (line {one.Line})"));

    public bool IsEnough => heaviest.Sum(one => one.Sign.Weight) >= Enough && heaviest.Count(one => one.Sign.Weight > 0) >= 2;

    /// <summary>Whether it begins with a date and enough follows: a text without a tag that does is of no other kind.</summary>
    public bool IsPlain => signs.BeginsWithDate && IsEnough;

    /// <summary>Whether a date or front matter stands at the head.</summary>
    public bool BeginsAsPage => signs.DateLine > 0 || signs.FrontMatterLine > 0;

    /// <summary>What a text is weighed by, as a sentence can name it.</summary>
    public static string LookedFor => "a date line at its head, a line such as \"38 comments:\", comments that end in \"ReplyDelete\", \"Name said…\" or the page's own links, at least two of them";

    public static PageEvidence Of(SourceText source) => new(PageSigns.Of(source));

    private enum Aspect
    {
        Head,
        Title,
        Count,
        Closing,
        Names,
        Times,
        Page,
        Labels,
        Address,
        End,
        Against,
    }

    /// <param name="LineOf">The line where the sign stands, counted from 1; 0 where it is missing.</param>
    private sealed record Sign(Aspect Aspect, int Weight, string Words, Func<PageSigns, int> LineOf);
}
