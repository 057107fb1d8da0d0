using System.Buffers;
using System.Text;
using Archive.Searching.Words;

namespace Archive.Searching.Asking;

/// <summary>A typed query, and how far it has been read.</summary>
internal sealed class TypedText(string typed)
{
    private const string Currencies = "$£¢¥€₹₽₩₪₺₴";

    private readonly string text = Readable(typed);
    private int at;

    /// <summary>The character that comes next; null at the end.</summary>
    public char? Current => at < text.Length ? text[at] : null;

    public bool IsQuoted => at < text.Length && QuotationMarks.Opens(text[at]);

    /// <summary>Whether a minus before this place says that what stands here is not wanted: "--import" and "-…" are words.</summary>
    public static bool CanBeNegated(string text, int at) =>
        at < text.Length && (text[at] == '(' || QuotationMarks.Opens(text[at]) || Currencies.Contains(text[at]) || SearchWords.IsPart(text, at));

    public bool Skip(char c)
    {
        var isHere = Current == c;
        at += isHere ? 1 : 0;
        return isHere;
    }

    public bool SkipMinus() => Current == '-' && CanBeNegated(text, at + 1) && Skip('-');

    /// <summary>A name of the archive as a query can name it in quotation marks: what facts keep of it, and what is written of it.</summary>
    public static string AsQuoted(string name) => Unquoted(Readable(name));

    /// <summary>Steps over OR or AND where it joins something; at the end of a query or group it is a word.</summary>
    public bool SkipBetween(string word)
    {
        var end = at + word.Length;
        var isWord = string.CompareOrdinal(text, at, word, 0, word.Length) == 0 && end < text.Length
            && (text[end] is ' ' or '(' || QuotationMarks.Opens(text[end]));
        if (!isWord || text.AsSpan(end).TrimStart(' ') is [] or [')', ..])
        {
            return false;
        }

        at = end;
        return true;
    }

    /// <summary>To the mark that closes, or to the end. What would close it when written again becomes a blank.</summary>
    public string ReadQuoted()
    {
        var start = at + 1;
        var length = text.AsSpan(start).IndexOfAny(QuotationMarks.Closers(text[at])!);
        var end = length < 0 ? text.Length : start + length;
        at = Math.Min(end + 1, text.Length);
        return Unquoted(text[start..end]);
    }

    /// <summary>To the next blank or quotation mark, or a parenthesis that does not belong to the word, as those of "f(x)" do.</summary>
    public string ReadWord()
    {
        var start = at;
        for (var open = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c == ' ' || QuotationMarks.Opens(c) || (c == ')' && open == 0) || (c == '(' && open == 0 && !IsClosedInWord(at)))
            {
                break;
            }

            open += c == '(' ? 1 : c == ')' ? -1 : 0;
        }

        return text[start..at];
    }

    // In a name that has one blank between its words, none around them and no quotation mark, nothing changes.
    private static string Unquoted(string text) =>
        text is ['"' or ' ', ..] or [.., ' '] || text.Contains('"', StringComparison.Ordinal) || text.Contains("  ", StringComparison.Ordinal)
            ? string.Join(' ', text.Split([' ', '"'], StringSplitOptions.RemoveEmptyEntries))
            : text;

    private bool IsClosedInWord(int from)
    {
        var open = 0;
        for (var i = from; i < text.Length && text[i] != ' ' && !QuotationMarks.Opens(text[i]); i++)
        {
            open += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (open == 0)
            {
                return true;
            }
        }

        return false;
    }

    // SQLite ends a text at NUL; half a surrogate pair and U+FFFE are no text. They become blanks, and full-width forms
    // of ASCII, as keyboards of East Asia have them, what they stand for.
    private static string Readable(string typed)
    {
        if (Ascii.IsValid(typed) && !typed.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return typed;
        }

        var readable = new StringBuilder(typed.Length);
        foreach (var rune in typed.EnumerateRunes())
        {
            readable.Append(rune.Value switch
            {
                0xFFFD or 0xFFFE or 0xFFFF => " ",
                >= 0xFF01 and <= 0xFF5E => ((char)(rune.Value - 0xFF01 + '!')).ToString(),
                _ => Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? " " : rune.ToString(),
            });
        }

        return readable.ToString();
    }
}

/// <summary>The marks that open and close a phrase; keyboards and word processors mix them.</summary>
internal static class QuotationMarks
{
    private static readonly (char Open, string Close)[] Pairs =
        [('"', "\""), ('“', "”“\""), ('”', "”“\""), ('„', "“”\""), ('«', "»\""), ('»', "«»\""), ('「', "」\""), ('『', "』\"")];

    private static readonly SearchValues<char> Openers = SearchValues.Create([.. Pairs.Select(pair => pair.Open)]);

    public static bool Opens(char c) => Openers.Contains(c);

    /// <summary>The marks that close a phrase that opens so; null where none opens so.</summary>
    public static string? Closers(char open) => Array.Find(Pairs, pair => pair.Open == open).Close;
}
