using System.Globalization;
using System.Text;

namespace Archive;

/// <summary>Writes the letters of a text in one of Unicode's normal forms, whatever a stranger wrote into it.</summary>
/// <remarks>
/// Half a pair of surrogates and U+FFFE have no normal form, and .NET throws at them: the sign for what is no character, U+FFFD, stands in their place. Long rows
/// of marks are parted as in Unicode's Stream-Safe Text Format (UAX #15, section 13): to bring marks into their order costs the square of their number.
/// </remarks>
public static class NormalText
{
    /// <summary>Marks in a row; no language needs a third of them.</summary>
    private const int MaxMarks = 30;

    // COMBINING GRAPHEME JOINER: nothing is seen of it, and no mark is moved across it.
    private const char Joiner = '\u034F';

    // The first character that belongs to another.
    private const char FirstMark = '\u0300';

    public static string Of(string text, NormalizationForm form = NormalizationForm.FormC) => Parted(Whole(text)).Normalize(form);

    /// <summary>Whether a text is in form C as it stands.</summary>
    public static bool Is(ReadOnlySpan<char> text) => HasForm(text) && text.IsNormalized();

    private static string Whole(string text) =>
        HasForm(text) ? text : string.Concat(text.EnumerateRunes().Select(static rune => rune.Value == 0xFFFE ? Rune.ReplacementChar : rune));

    private static bool HasForm(ReadOnlySpan<char> text) => !text.ContainsAnyInRange('\uD800', '\uDFFF') && !text.Contains('\uFFFE');

    private static string Parted(string text)
    {
        StringBuilder? parted = null;
        var (marks, done) = (0, 0);
        for (var i = 0; i < text.Length; i += char.IsHighSurrogate(text[i]) ? 2 : 1)
        {
            marks = IsMark(text, i) ? marks + 1 : 0;
            if (marks > MaxMarks)
            {
                (parted ??= new StringBuilder(text.Length)).Append(text, done, i - done).Append(Joiner);
                (marks, done) = (1, i);
            }
        }

        return parted is null ? text : parted.Append(text, done, text.Length - done).ToString();
    }

    // Half-width Japanese has two that are letters by their category.
    private static bool IsMark(string text, int at) => text[at] >= FirstMark && text[at] != Joiner && (text[at] is '\uFF9E' or '\uFF9F'
        || CharUnicodeInfo.GetUnicodeCategory(text, at) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark);
}
