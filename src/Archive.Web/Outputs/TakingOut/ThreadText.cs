using System.Globalization;
using System.Text;

namespace Archive.Web.Outputs.TakingOut;

/// <summary>Writes a post and its thread as plain text that is read at eighty columns.</summary>
internal static class ThreadText
{
    private const int Columns = 80;

    /// <summary>A step of two for each level; who answers deeper is set in no further, and the head says whom.</summary>
    private const int Step = 2, MaxSteps = 10;

    /// <summary>Blanks before a line of a text that are kept, as of a list.</summary>
    private const int MaxBlanks = 8;

    private const int FlushCharacters = 32 * 1024;

    public static async Task WriteAsync(Stream output, Extract extract, IAsyncEnumerable<ExtractedText> texts, CancellationToken cancel)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        var page = new StringBuilder(FlushCharacters + 4096);
        await foreach (var text in texts)
        {
            if (text.Key is null)
            {
                AppendPost(page, extract, text);
            }
            else
            {
                AppendComment(page, extract, text);
            }

            if (page.Length > FlushCharacters)
            {
                await writer.WriteAsync(page, cancel);
                await writer.FlushAsync(cancel);
                page.Clear();
            }
        }

        await writer.WriteAsync(page, cancel);
    }

    private static void AppendPost(StringBuilder page, Extract extract, ExtractedText text)
    {
        var post = extract.Post!;
        Append(page, post.Title ?? "Untitled", 0);
        Append(page, post.BlogTitle, 0);
        page.Append('\n');
        if (extract.Name(text.Author) is { } author)
        {
            Append(page, $"by {author}", 0);
        }

        Append(page, ThreadWords.DateOf(post), 0);
        Append(page, extract.Site.Of(post.Address), 0);
        Append(page, $"{ThreadWords.Lines(text)}, {ThreadWords.CaptureOf(post)}", 0);
        Append(page, extract.Site.Of(SourceAddress.Of(post.Sha256)), 0);
        if (extract.Pseudonym is not null)
        {
            Append(page, $"Names are {extract.Names}.", 0);
        }

        page.Append('\n');
        Append(page, post.HasText ? text.Text : $"[{TextState.NoText}]", 0);
        page.Append('\n').Append('-', Columns).Append('\n');
        Append(page, InWords.Count(post.Comments, "comment", "comments"), 0);
    }

    private static void AppendComment(StringBuilder page, Extract extract, ExtractedText text)
    {
        var indent = Step * Math.Min(text.Depth, MaxSteps);
        page.Append('\n');
        Append(page, string.Join(" · ", ThreadWords.HeadOf(extract, text)), indent);
        Append(page, string.Join(" · ", ThreadWords.FactsOf(extract, text)), indent);
        Append(page, extract.Site.Of(Extract.AddressOf(text)), indent);
        page.Append('\n');
        Append(page, text.Status switch { "placeholder" => $"[{TextState.Placeholder}]", "removed" => $"[{TextState.Removed}]", _ => text.Text }, indent);
        if (text.IsIncomplete)
        {
            Append(page, $"[{TextState.Incomplete}]", indent);
        }
    }

    private static void Append(StringBuilder page, string text, int indent)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            AppendLine(page, line, indent);
        }
    }

    // Lines as they came, each broken where it is too long.
    private static void AppendLine(StringBuilder page, ReadOnlySpan<char> line, int indent)
    {
        var words = line.Trim();
        var begin = indent + Math.Min(line.Length - line.TrimStart().Length, MaxBlanks);
        var column = begin;
        var isFirst = true;
        foreach (var range in words.SplitAny(' ', '\t'))
        {
            var word = words[range];
            var width = Width(word);
            if (width == 0)
            {
                continue;
            }

            if (isFirst)
            {
                page.Append(' ', begin);
            }
            else if (column + 1 + width <= Columns)
            {
                page.Append(' ');
                column++;
            }
            else
            {
                page.Append('\n').Append(' ', begin);
                column = begin;
            }

            column = AppendWord(page, word, column, begin);
            isFirst = false;
        }

        page.Append('\n');
    }

    // An address stays whole, so that it can be followed; any other word is broken where the page ends.
    private static int AppendWord(StringBuilder page, ReadOnlySpan<char> word, int column, int begin)
    {
        var mayBreak = !word.Contains("://", StringComparison.Ordinal);
        foreach (var rune in word.EnumerateRunes())
        {
            var width = Width(rune);
            if (Rune.IsControl(rune))
            {
                continue;
            }

            if (mayBreak && column + width > Columns)
            {
                page.Append('\n').Append(' ', begin);
                column = begin;
            }

            page.Append(rune.ToString());
            column += width;
        }

        return column;
    }

    private static int Width(ReadOnlySpan<char> text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Width(rune);
        }

        return width;
    }

    // As terminals have it: none for marks upon others, two for signs of Chinese, Japanese and Korean, and pictures.
    private static int Width(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control => 0,
        _ => rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD)
            ? 2 : 1,
    };
}

/// <summary>Says of a post and its comments in words what a page of the thread says, for those who read it elsewhere.</summary>
internal static class ThreadWords
{
    public static string DateOf(PostArticle post) => (post.Published, post.InferredPublished) switch
    {
        ({ } printed, _) => InWords.Date(printed),
        (null, { } inferred) => $"{InWords.Date(inferred)} (inferred)",
        _ => "Date unknown",
    };

    public static string CaptureOf(PostArticle post) =>
        $"{(post.CapturedBasis == CaptureBasis.Import ? "captured on or before" : "captured")} {InWords.Day(post.CapturedAt)}";

    /// <summary>Number and name.</summary>
    public static IEnumerable<string> HeadOf(Extract extract, ExtractedText text)
    {
        yield return InWords.Number(text.Number!, text.NumberOf);
        if (By(extract, text) is { } by)
        {
            yield return by;
        }
    }

    /// <summary>The author, or who signed; null where there is nothing that could be signed.</summary>
    public static string? By(Extract extract, ExtractedText text) =>
        extract.Name(text.Author) ?? (extract.Name(text.Signer) is { } signer ? $"signed {signer}" : text.Status == "visible" ? "unsigned" : null);

    /// <summary>Date, whom it answers, and its lines.</summary>
    public static IEnumerable<string> FactsOf(Extract extract, ExtractedText text)
    {
        if (text.Published is { } published)
        {
            yield return InWords.Date(published);
        }

        if (text.Parent.Number is { } answered)
        {
            yield return $"in reply to {InWords.Number(answered, text.Parent.NumberOf)}";
        }

        yield return text.Sha256 == extract.Post!.Sha256 ? Lines(text) : $"{Lines(text)} of {extract.Site.Of(SourceAddress.Of(text.Sha256 ?? ""))}";
    }

    public static string Lines(ExtractedText text) => text.Lines is { } lines ? $"{InWords.Lines(lines.First, lines.Last)} of the original" : "lines unknown";
}
