using System.Globalization;
using System.Text;

namespace Archive.Citing;

/// <summary>Words as somebody cited them, to be compared with a text: what printers and typists change makes no difference.</summary>
/// <remarks>Case, white space, quotation marks, the length of dashes, and what stands for words left out.</remarks>
public sealed class QuotedWords
{
    /// <summary>Several sentences; a citation quotes twenty words.</summary>
    public const int MaxLength = 1_000;

    /// <summary>As much of a text as is compared: twenty thousand words, and no text makes the comparison slow.</summary>
    public const int MaxCompared = 100_000;

    // What a style puts at the end of a quotation and the text may not have.
    private const string Ends = ".,;:!? ";

    private readonly List<string> whole;
    private readonly List<string> parts;

    private QuotedWords(string cited)
    {
        Cited = cited;
        whole = Split(cited, brackets: false);
        parts = Split(cited, brackets: true);
    }

    /// <summary>What was typed, on one line.</summary>
    public string Cited { get; }

    public bool IsEmpty => whole.Count == 0 && parts.Count == 0;

    /// <summary>The longest run of words without a gap, as typed, to search for.</summary>
    public string Longest => Runs(Cited, brackets: parts.Count > 0).MaxBy(run => run.Length) ?? "";

    public static QuotedWords Of(string? typed)
    {
        var line = CitedText.Line(typed);
        return new QuotedWords(line.Length <= MaxLength ? line : line[..(char.IsHighSurrogate(line[MaxLength - 1]) ? MaxLength - 1 : MaxLength)]);
    }

    /// <summary>Whether two lines are the same words, however each was printed.</summary>
    public static bool AreSame(string one, string other) => Bare(one) == Bare(other);

    /// <summary>Where the words stand in a text.</summary>
    public WordsStand In(string text)
    {
        var folded = Fold(CitedText.Line(text.Length > MaxCompared ? text[..MaxCompared] : text));
        var asTyped = Find(folded, whole);
        // Brackets are the text's own, or say what a citation left out or explains.
        return asTyped != WordsStand.Nowhere || parts.Count == 0 || parts.SequenceEqual(whole) ? asTyped : Find(folded, parts);
    }

    private static WordsStand Find(string text, List<string> parts)
    {
        var (stand, from) = (WordsStand.Nowhere, 0);
        for (var i = 0; i < parts.Count; i++)
        {
            var at = IndexOfWords(text, parts[i], from);
            if (at < 0)
            {
                return WordsStand.Nowhere;
            }

            stand = i > 0 ? stand : text.AsSpan(0, at).Trim(Ends).IsEmpty ? WordsStand.AtStart : WordsStand.Within;
            from = at + parts[i].Length;
        }

        return stand;
    }

    // Whole words: "probation" is not cited by "pro".
    private static int IndexOfWords(string text, string words, int from)
    {
        while (text.IndexOf(words, from, StringComparison.Ordinal) is >= 0 and var at)
        {
            if ((at == 0 || !Continues(text, at - 1, at)) && (at + words.Length == text.Length || !Continues(text, at + words.Length - 1, at + words.Length)))
            {
                return at;
            }

            // On to where the next word begins: from within a word nothing is found, and a word may be as long as the text.
            for (from = at + 1; from < text.Length && Continues(text, from - 1, from); from++)
            {
            }
        }

        return -1;
    }

    // Scripts without blanks go on from any letter.
    private static bool Continues(string text, int before, int after) =>
        char.IsLetterOrDigit(text[before]) && char.IsLetterOrDigit(text[after]) && text[before] < '\u2E80' && text[after] < '\u2E80';

    private static List<string> Split(string cited, bool brackets) =>
        [.. Runs(cited, brackets).Select(run => Fold(run).Trim(Ends.ToCharArray())).Where(part => part.Length > 0)];

    private static string Bare(string line) => Fold(CitedText.Line(line)).Trim(Ends.ToCharArray());

    private static string[] Runs(string cited, bool brackets)
    {
        var text = new StringBuilder(cited.Length);
        var depth = 0;
        foreach (var c in cited.Replace("...", "…", StringComparison.Ordinal))
        {
            depth = brackets && c == '[' ? depth + 1 : brackets && c == ']' ? Math.Max(0, depth - 1) : depth;
            text.Append(c == '…' || (brackets && c is '[' or ']') ? '\n' : depth > 0 ? "" : c.ToString());
        }

        return text.ToString().Split('\n');
    }

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        var normal = NormalText.Of(text, NormalizationForm.FormKC).ToLowerInvariant();
        foreach (var c in normal)
        {
            if (IsQuote(c))
            {
                continue;
            }

            var isDash = CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation || c is '\u2212';
            var isBlank = char.IsWhiteSpace(c);
            if ((isBlank || isDash) && folded.Length > 0 && folded[^1] == ' ')
            {
                folded.Length--;
            }

            if (isDash && (folded.Length == 0 || folded[^1] != '-'))
            {
                folded.Append('-');
            }
            else if (!isDash && (!isBlank || (folded.Length > 0 && folded[^1] != '-')))
            {
                folded.Append(isBlank ? ' ' : c);
            }
        }

        return folded.ToString();
    }

    private static bool IsQuote(char c) =>
        c is '"' or '\'' or '`' or '´' or '\u02BC' || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation
        || c is '\u201A' or '\u201E' or '\u300C' or '\u300D' or '\u300E' or '\u300F';
}

/// <summary>Where cited words stand in a text.</summary>
public enum WordsStand
{
    Nowhere,

    /// <summary>Behind other words.</summary>
    Within,

    AtStart,
}
