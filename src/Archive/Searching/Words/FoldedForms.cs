using System.Globalization;
using System.Text;

namespace Archive.Searching.Words;

/// <summary>The form of a character that the index keeps: plain and without marks, a blank, or nothing.</summary>
internal static class FoldedForms
{
    // Two marks that change a kana's sound and are letters of their own when half as wide.
    private const char Voiced = '\u3099', HalfVoiced = '\u309A';

    private const char Apostrophe = '’', FractionSlash = '\u2044';

    // Beyond lie Han and Hangul, which stay as they are; what decomposes again begins at CompatibilityForms.
    private const int FirstUnchanged = 0x3400, CompatibilityForms = 0xF900;

    private static readonly string?[] Low = Table(0, FirstUnchanged);

    private static readonly string?[] High = Table(CompatibilityForms, char.MaxValue + 1);

    /// <summary>Null where the character stays.</summary>
    public static string? Of(Rune rune) => rune.Value switch
    {
        < FirstUnchanged => Low[rune.Value],
        >= 0xE000 and < CompatibilityForms => " ", // private use: only facts may begin with these
        >= CompatibilityForms and <= char.MaxValue => High[rune.Value - CompatibilityForms],
        _ => rune.IsBmp ? null : Make(rune),
    };

    /// <summary>Whether the character melts into the one before it: the sound marks of kana, and the later parts of a syllable of Korean.</summary>
    public static bool Combines(char c) => c is Voiced or HalfVoiced or (>= '\u1161' and <= '\u1175') or (>= '\u11A8' and <= '\u11C2');

    private static string?[] Table(int from, int to) =>
        [.. Enumerable.Range(from, to - from).Select(code => Rune.IsValid(code) ? Make(new Rune(code)) : null)];

    private static string? Make(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        _ when rune.IsAscii || rune.Value is Voiced or HalfVoiced => null,
        UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => "",
        UnicodeCategory.PrivateUse or UnicodeCategory.Control or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => " ",
        UnicodeCategory.DecimalDigitNumber => ((int)Rune.GetNumericValue(rune)).ToString(CultureInfo.InvariantCulture),
        UnicodeCategory.OtherNumber => Number(rune),
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => Letter(rune),
        _ => null, // what stands between words already; "™" must not become letters
    };

    // "2½" is no 21, and a footnote's "¹" no part of the word before it; "CO₂" is what people type as CO2.
    private static string? Number(Rune rune)
    {
        var plain = Plain(rune);
        return plain == rune.ToString() || rune.Value is >= 0x2080 and <= 0x2089 ? plain : $" {plain.Replace(FractionSlash, ' ')} ";
    }

    private static string? Letter(Rune rune)
    {
        switch (rune.Value)
        {
            case 0x02BC: return Apostrophe.ToString(); // a letter by category, an apostrophe by use
            case 0x0640: return ""; // stretches a word of Arabic, and is no letter of it
            case >= 0x3041 and <= 0x30FF or >= 0x3131 and <= 0x318E: return null; // kana with their marks, Korean letters
        }

        var plain = Plain(rune);
        var isSame = plain == rune.ToString() || plain.Any(c => CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.SpacingCombiningMark);
        return isSame ? null : plain; // a vowel apart from its letter would cut the word in two
    }

    private static string Plain(Rune rune)
    {
        var parts = rune.ToString().Normalize(NormalizationForm.FormKD);
        return string.Concat(parts
            .Where(c => c is Voiced or HalfVoiced || CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            .Select(c => c == '\u02BC' ? Apostrophe : c));
    }
}
