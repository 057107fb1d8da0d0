using System.Globalization;
using System.Text;

namespace Archive.Searching.Words;

/// <summary>The words of a text as the index sees them (FTS5's <c>unicode61</c>): runs of letters and numbers; of Chinese and Japanese, each character.</summary>
internal static class SearchWords
{
    /// <summary>The next word at or after a place, with the marks on its letters; of no length where there is none.</summary>
    public static WordSpan Next(ReadOnlySpan<char> text, int from)
    {
        for (var at = from; at < text.Length;)
        {
            if (char.IsAscii(text[at]) && !char.IsAsciiLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }

            var kind = KindAt(text, at, out var length);
            if (kind is LetterKind.Letter or LetterKind.Unspaced)
            {
                return new WordSpan(at, EndOf(text, at + length, kind), kind == LetterKind.Unspaced);
            }

            at += length;
        }

        return new WordSpan(text.Length, text.Length, false);
    }

    public static bool IsPart(ReadOnlySpan<char> text, int index) => KindAt(text, index, out _) is LetterKind.Letter or LetterKind.Unspaced;

    public static bool Any(ReadOnlySpan<char> text) => Next(text, 0).Length > 0;

    /// <summary>Where the first so many words end; the length of the text where it has no more.</summary>
    public static int LengthOfFirst(ReadOnlySpan<char> text, int words)
    {
        var length = 0;
        for (var word = Next(text, 0); word.Length > 0; word = Next(text, word.End))
        {
            if (words-- == 0)
            {
                return length;
            }

            length = word.End;
        }

        return text.Length;
    }

    private static int EndOf(ReadOnlySpan<char> text, int at, LetterKind kind)
    {
        while (at < text.Length)
        {
            if (kind == LetterKind.Letter && char.IsAsciiLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }

            if (char.IsAscii(text[at]))
            {
                break; // a blank, or a letter behind one of Chinese
            }

            var next = KindAt(text, at, out var length);
            if (next == LetterKind.None || (next != LetterKind.Mark && (kind == LetterKind.Unspaced || next != kind)))
            {
                break;
            }

            at += length;
        }

        return at;
    }

    private static LetterKind KindAt(ReadOnlySpan<char> text, int at, out int length)
    {
        length = 1;
        var c = text[at];
        if (char.IsAscii(c))
        {
            return char.IsAsciiLetterOrDigit(c) ? LetterKind.Letter : LetterKind.None;
        }

        Rune.DecodeFromUtf16(text[at..], out var rune, out length);
        return UnspacedScripts.Has(rune) && Rune.IsLetterOrDigit(rune) ? LetterKind.Unspaced : KindOf(rune);
    }

    // A few letters by category are apostrophes, marks or ornaments by their folded form.
    private static LetterKind KindOf(Rune rune) => FoldedForms.Of(rune) switch
    {
        "" or ['\u3099'] or ['\u309A'] => LetterKind.Mark,
        { } form when !form.Any(char.IsLetterOrDigit) => LetterKind.None,
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => LetterKind.Letter,
            UnicodeCategory.NonSpacingMark => LetterKind.Mark,
            _ => LetterKind.None,
        },
    };

    private enum LetterKind
    {
        None,
        Letter,

        /// <summary>A letter of a script without blanks.</summary>
        Unspaced,

        /// <summary>Something that belongs to the letter before it.</summary>
        Mark,
    }
}

/// <summary>Where a word stands in a text.</summary>
/// <param name="IsUnspaced">One character of Chinese or Japanese.</param>
internal readonly record struct WordSpan(int Start, int End, bool IsUnspaced)
{
    public int Length => End - Start;
}

/// <summary>Chinese and Japanese: scripts that put no blanks between words, so that an index of words finds nothing in them.</summary>
internal static class UnspacedScripts
{
    /// <summary>Of texts that are folded or not: half-width katakana belong here too.</summary>
    public static bool Has(Rune rune) => rune.Value >= 0x3005 && Has(rune.Value);

    private static bool Has(int code) => code switch
    {
        0x3005 or 0x3006 or 0x3007 => true, // iteration mark, closing mark, zero
        >= 0x3021 and <= 0x3029 or >= 0x3031 and <= 0x3035 or >= 0x3038 and <= 0x303C => true,
        >= 0x3041 and <= 0x3096 or >= 0x309D and <= 0x309F => true, // hiragana
        >= 0x30A1 and <= 0x30FA or >= 0x30FC and <= 0x30FF or >= 0x31F0 and <= 0x31FF => true, // katakana
        >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF => true, // Han
        >= 0xFF66 and <= 0xFF9D => true, // half-width katakana
        >= 0x1B000 and <= 0x1B16F or >= 0x20000 and <= 0x3FFFD => true,
        _ => false,
    };
}
