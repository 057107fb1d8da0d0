using System.Globalization;
using System.Text;

namespace Archive.Web.Wording;

/// <summary>Parts a text into words, marks and blanks; where a script writes no blanks between words, into its letters.</summary>
internal static class TextPieces
{
    /// <summary>In their order, together the text: a blank is a space, a line break or, where more than one line breaks, two; null where there are more than so many.</summary>
    public static List<string>? Of(string text, int most)
    {
        var pieces = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var from = i;
            i = End(text, from);
            var isBlank = char.IsWhiteSpace(text[from]);
            if (!isBlank || (pieces.Count > 0 && i < text.Length))
            {
                pieces.Add(isBlank ? Blank(text.AsSpan(from, i - from)) : text[from..i]);
            }

            if (pieces.Count > most)
            {
                return null;
            }
        }

        return pieces;
    }

    private static string Blank(ReadOnlySpan<char> blank) => blank.Count('\n') switch
    {
        0 => " ",
        1 => "\n",
        _ => "\n\n",
    };

    private static int End(string text, int from)
    {
        if (char.IsWhiteSpace(text[from]))
        {
            var end = from + 1;
            while (end < text.Length && char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            return end;
        }

        var at = from + Rune(text, from, out var first);
        var isWord = IsOfWord(first);
        while (at < text.Length && Rune(text, at, out var next) is var length
            && (IsJoined(next) || (isWord && (IsOfWord(next) || IsInside(text, at, next)))))
        {
            at += length;
        }

        return at;
    }

    // Half a pair of surrogates is a piece of its own.
    private static int Rune(string text, int at, out Rune rune)
    {
        _ = System.Text.Rune.DecodeFromUtf16(text.AsSpan(at), out rune, out var length);
        return length;
    }

    private static bool IsOfWord(Rune rune) => System.Text.Rune.IsLetterOrDigit(rune) && !IsUnspaced(rune.Value);

    // The apostrophe of "don’t", the point of "8.5".
    private static bool IsInside(string text, int at, Rune rune) =>
        rune.Value is '\'' or '’' or '.' && at + 1 < text.Length && Rune(text, at + 1, out var next) > 0 && IsOfWord(next);

    // Marks and joiners stay with the letter before them.
    private static bool IsJoined(Rune rune) =>
        System.Text.Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    // Thai, Lao, Tibetan, Burmese, Khmer; kana and ideographs.
    private static bool IsUnspaced(int letter) => letter is
        (>= 0x0E00 and <= 0x0FFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x2E80 and <= 0x31FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF66 and <= 0xFF9D) or (>= 0x1B000 and <= 0x1B16F) or (>= 0x20000 and <= 0x3FFFF);
}
