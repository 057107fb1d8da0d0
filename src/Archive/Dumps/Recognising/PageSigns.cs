using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Archive.Dumps.Blogger;
using Archive.Dumps.Blogger.Columns;
using Archive.Dumps.Blogger.Dates;

namespace Archive.Dumps.Recognising;

/// <summary>The lines of a text in which a page of Blogger shows itself, each counted from 1; 0 where there is none.</summary>
internal sealed partial class PageSigns
{
    /// <summary>Lines that are read from the beginning, and as many from the end: a file of a million lines is known by far fewer.</summary>
    private const int MaxLinesAtEitherEnd = 20_000;

    /// <summary>A longer line is a paragraph.</summary>
    private const int MaxLine = 240;

    /// <summary>Lines with text that may stand above a date at the head: a breadcrumb, the blog's name.</summary>
    private const int MaxLinesAboveDate = 4;

    /// <summary>The same where all are as short as the entries of a menu.</summary>
    private const int MaxMenuLines = 120;

    private const int MaxMenuLine = 80;

    private const int MaxTitle = 120;

    /// <summary>Lines with text below <c>No comments:</c> in which the page's own words end it.</summary>
    private const int MaxLinesBelowNone = 3;

    private static readonly FrozenSet<string> Closings = BloggerLanguage.All
        .Where(language => language.Words.Reply.Length > 0)
        .SelectMany(language => new[] { $"{language.Words.Reply}{language.Words.Delete}", $"{language.Words.Reply} {language.Words.Delete}" })
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> LoneWordsOfAll = BloggerLanguage.All
        .SelectMany(language => new[] { language.Words.Reply, language.Words.Delete, language.Words.Replies })
        .Where(word => word.Length > 0).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> LabelWords =
        BloggerLanguage.All.Select(language => language.Labels).Where(word => word.Length > 0).ToFrozenSet(StringComparer.Ordinal);

    // Speech in a story ends so; the name above a comment has none of them.
    private static readonly System.Buffers.SearchValues<char> Quotes = System.Buffers.SearchValues.Create("\"“”«»„,;");

    private readonly HashSet<string> pageWords = new(StringComparer.OrdinalIgnoreCase);
    private int texts;
    private int longTexts;
    private int beginning;
    private int noneLine;
    private int textsBelowNone;
    private int openCount;
    private int foreignCount;
    private bool isFenced;

    public int DateLine { get; private set; }

    /// <summary>Nothing stands above the date.</summary>
    public bool BeginsWithDate { get; private set; }

    public int LaterDateLine { get; private set; }

    public int Dates { get; private set; }

    public int FrontMatterLine { get; private set; }

    public int TitleLine { get; private set; }

    public bool HasWeekday { get; private set; }

    public int CountLine { get; private set; }

    public int LooseCountLine { get; private set; }

    public int ClosingLine { get; private set; }

    public int RepeatedLine { get; private set; }

    public int LoneWords { get; private set; }

    public int LoneWordLine { get; private set; }

    public int Said { get; private set; }

    public int SaidLine { get; private set; }

    public int Stamps { get; private set; }

    public int StampLine { get; private set; }

    public int PageWords => pageWords.Count;

    public int PageWordLine { get; private set; }

    public int LabelsLine { get; private set; }

    public int AddressLine { get; private set; }

    public int BrokenOffLine { get; private set; }

    public static PageSigns Of(SourceText source)
    {
        var signs = new PageSigns();
        signs.ReadFrontMatter(source);
        for (var i = signs.beginning + 1; i <= source.LineCount; i++)
        {
            if (i > MaxLinesAtEitherEnd && i <= source.LineCount - MaxLinesAtEitherEnd)
            {
                i = source.LineCount - MaxLinesAtEitherEnd + 1;
            }

            signs.Read(source, i);
            if (signs is { DateLine: > 0, CountLine: > 0, ClosingLine: > 0 })
            {
                // Three independent signs, and nothing can speak against a page that has them.
                break;
            }
        }

        signs.End(source);
        return signs;
    }

    // A title and something that a page has too; a site of other pages has a layout and a title.
    private void ReadFrontMatter(SourceText source)
    {
        var first = 1;
        while (first <= source.LineCount && source.Line(first).IsWhiteSpace())
        {
            first++;
        }

        if (first > source.LineCount || source.Line(first).TrimEnd() is not ("---" or "+++"))
        {
            return;
        }

        var (fence, hasTitle, hasMore, address) = (source.Line(first).TrimEnd().ToString(), false, false, 0);
        for (var i = first + 1; i <= Math.Min(source.LineCount, first + 100); i++)
        {
            var line = source.Line(i).Trim();
            if (line.SequenceEqual(fence))
            {
                beginning = i;
                FrontMatterLine = hasTitle && hasMore ? first : 0;
                AddressLine = FrontMatterLine > 0 ? address : 0;
                return;
            }

            var key = line[..Math.Max(0, line.IndexOfAny(':', '='))].Trim();
            hasTitle |= key.Equals("title", StringComparison.OrdinalIgnoreCase);
            hasMore |= FrontMatterKey().IsMatch(key);
            address = address == 0 && PageAddress().IsMatch(line) ? i : address;
        }
    }

    private void Read(SourceText source, int number)
    {
        var raw = source.Line(number);
        if (raw.Trim() is not { IsEmpty: false } trimmed)
        {
            return;
        }

        if (trimmed.StartsWith("```"))
        {
            isFenced = !isFenced;
        }

        texts++;
        longTexts += trimmed.Length > MaxMenuLine ? 1 : 0;
        if (trimmed.Length > MaxLine || isFenced)
        {
            textsBelowNone++;
            ReadGlued(trimmed[^Math.Min(trimmed.Length, MaxLine)..], number);
            return;
        }

        var line = Plain(trimmed);
        ReadOpenCount(raw, line);
        ReadAddress(trimmed, number);
        ReadDate(source, line, number);
        ReadCount(raw, line, number);
        ReadClosing(raw, line, number);
        ReadSaid(line, number);
        ReadPageWord(line, number);
        if (noneLine > 0 && number > noneLine)
        {
            textsBelowNone++;
        }
    }

    // Words alone, in whatever an extractor wrote around them: headings, emphasis, links.
    private static string Plain(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart('#').Trim();
        var plain = text.Contains("](", StringComparison.Ordinal) ? LinkTarget().Replace(text.ToString(), "$1") : text.ToString();
        return WithCommas(plain.Replace("**", "", StringComparison.Ordinal).Trim('_', '*', ' '));
    }

    // Romanian in its older spelling, with a cedilla below the letter.
    private static string WithCommas(string text) => text.AsSpan().IndexOfAny("şţŞŢ") < 0 ? text
        : text.Replace('ş', 'ș').Replace('ţ', 'ț').Replace('Ş', 'Ș').Replace('Ţ', 'Ț');

    private void ReadAddress(ReadOnlySpan<char> line, int number)
    {
        if (AddressLine == 0 && line.Contains("showComment=", StringComparison.Ordinal)
            || (AddressLine == 0 && texts <= MaxLinesAboveDate && PageAddress().IsMatch(line)))
        {
            AddressLine = number;
        }
    }

    private void ReadDate(SourceText source, string line, int number)
    {
        if (line.Length > PrintedDate.MaxLength || !PrintedDate.TryLine(line, out var day))
        {
            ReadStamp(line, number);
            return;
        }

        Dates++;
        if (DateLine > 0 || CountLine > 0)
        {
            return;
        }

        if (texts <= MaxLinesAboveDate + 1)
        {
            DateLine = number;
            BeginsWithDate = texts == 1;
            TitleLine = texts == 1 ? TitleBelow(source, number) : 0;
            HasWeekday = day.HasWeekday;
        }
        else if (texts <= MaxMenuLines && longTexts == 0)
        {
            LaterDateLine = number;
        }
    }

    // A short line that is no sentence, alone between blank lines, with a text below it.
    private static int TitleBelow(SourceText source, int date)
    {
        var title = date + 1;
        while (title <= source.LineCount && source.Line(title).IsWhiteSpace())
        {
            title++;
        }

        return title > date + 1 && title + 2 <= source.LineCount
            && source.Line(title).Trim() is { Length: > 0 and <= MaxTitle } text && text[^1] is not ('.' or ',' or ':' or ';' or '。')
            && source.Line(title + 1).IsWhiteSpace() ? title : 0;
    }

    private void ReadStamp(string line, int number)
    {
        if (line.Length <= MaxMenuLine * 2 && PrintedDate.TryHeading(line, out _, out var iso) && iso is not null)
        {
            Stamps++;
            StampLine = StampLine == 0 ? number : StampLine;
        }
    }

    private void ReadCount(ReadOnlySpan<char> raw, string line, int number)
    {
        if (CountLine > 0 || line.Length > MaxMenuLine || raw.IndexOfAnyExcept(' ') > 3)
        {
            return;
        }

        if (CountHeader.TryKnown(line, out var declared))
        {
            // Without a number, or with the number none, it is a phrase of any text unless its place shows more.
            CountLine = declared > 0 ? number : 0;
            LooseCountLine = number;
            (noneLine, textsBelowNone) = declared == 0 ? (number, 0) : (noneLine, textsBelowNone);
        }
        else if (CountHeader.TryForeign(line, out _) && line.Any(char.IsAsciiDigit))
        {
            openCount = number;
        }
    }

    // A count in words that no language is known for is one where a list follows, and comments in it end alike.
    private void ReadOpenCount(ReadOnlySpan<char> raw, string line)
    {
        if (openCount > 0 && CountLine == 0 && raw.StartsWith("  1.") && line.Length > 0)
        {
            foreignCount = openCount;
        }

        openCount = 0;
    }

    private void ReadClosing(ReadOnlySpan<char> raw, string line, int number)
    {
        var words = ItemNumber().Replace(line, "");
        if (Closings.Contains(words))
        {
            ClosingLine = ClosingLine == 0 ? number : ClosingLine;
        }
        else if (LoneWordsOfAll.Contains(words))
        {
            LoneWords++;
            LoneWordLine = LoneWordLine == 0 && raw[0] == ' ' || LoneWords >= 3 ? number : LoneWordLine;
        }
        else
        {
            ReadGlued(line, number);
        }
    }

    private void ReadGlued(ReadOnlySpan<char> line, int number)
    {
        if (ClosingLine > 0 || isFenced)
        {
            return;
        }

        foreach (var closing in Closings)
        {
            // Shorter ones end or begin ordinary words.
            if (closing.Length >= 10 && !closing.Contains(' ', StringComparison.Ordinal) && (line.EndsWith(closing) || line.StartsWith(closing)))
            {
                ClosingLine = number;
                return;
            }
        }
    }

    private void ReadSaid(string line, int number)
    {
        if (line.Length <= MaxMenuLine && Blogger.PageWords.TrySaid(line, out _) && line[^1] is not ':' && !line.AsSpan().ContainsAny(Quotes))
        {
            Said++;
            SaidLine = SaidLine == 0 ? number : SaidLine;
        }
    }

    private void ReadPageWord(string line, int number)
    {
        if (Blogger.PageWords.IsClosing(line) || Blogger.PageWords.IsShareLink(line) || line.StartsWith("Posted by ", StringComparison.Ordinal))
        {
            pageWords.Add(line);
            PageWordLine = PageWordLine == 0 ? number : PageWordLine;
        }

        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (LabelsLine == 0 && colon > 0 && colon < line.Length - 1 && LabelWords.Contains(line[..colon]))
        {
            LabelsLine = number;
        }
    }

    private void End(SourceText source)
    {
        if (foreignCount > 0 && CountLine == 0)
        {
            var lines = new DumpLines(source);
            if (RepeatedWords.Find(lines, foreignCount, lines.Count) is not null)
            {
                (CountLine, RepeatedLine) = (foreignCount, foreignCount);
            }
        }

        if (CountLine == 0 && noneLine > 0 && (textsBelowNone == 0 || (PageWordLine > noneLine && textsBelowNone <= MaxLinesBelowNone)
            || (PageWords >= 2 && PageWordLine > noneLine)))
        {
            CountLine = noneLine;
        }

        var text = source.Text;
        BrokenOffLine = text.Length > 0 && (char.IsLetterOrDigit(text[^1]) || text[^1] == ',') && TitleLine > 0 && CountLine == 0 ? source.LineCount : 0;
    }

    [GeneratedRegex(@"!?\[([^\]]*)\]\([^)]*\)", RegexOptions.NonBacktracking)]
    private static partial Regex LinkTarget();

    [GeneratedRegex(@"^\d{1,7}\. +", RegexOptions.NonBacktracking)]
    private static partial Regex ItemNumber();

    [GeneratedRegex("^(date|published|url|permalink|link|author|blog|source|source_blog|source_site|labels|tags|categories|category)$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex FrontMatterKey();

    [GeneratedRegex(@"https?://[^\s/]+/\d{4}/\d\d/[^\s/]+\.html|https?://[\w.-]+\.blogspot\.[\w.]+/", RegexOptions.NonBacktracking)]
    private static partial Regex PageAddress();
}
