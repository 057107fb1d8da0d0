using System.Globalization;

namespace Archive.Dumps.Blogger.Dates;

/// <summary>Makes a short text comparable, whatever its language: without capitals, marks of direction, and twins of one letter.</summary>
/// <remarks>
/// No culture is asked. Digits of every script become ASCII, spaces of every kind one space, and what a theme or an extractor may
/// or may not keep (Greek accents, Arabic hamza, the cedilla of Romanian, the dot of Turkish) goes.
/// </remarks>
internal static class DateText
{
    private const char Nothing = '\0';

    private static readonly char[] Fold = AllFolds();

    /// <summary>Writes the folded text and returns its length; -1 where it does not fit.</summary>
    /// <param name="origins">For each folded character the place of the one that it came of; may be empty.</param>
    public static int Write(ReadOnlySpan<char> text, Span<char> folded, Span<int> origins)
    {
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = Fold[text[i]];
            if (letter == Nothing || (letter == ' ' && (count == 0 || folded[count - 1] == ' ')))
            {
                continue;
            }

            if (count == folded.Length)
            {
                return -1;
            }

            if (!origins.IsEmpty)
            {
                origins[count] = i;
            }

            folded[count++] = letter;
        }

        return count > 0 && folded[count - 1] == ' ' ? count - 1 : count;
    }

    public static string Of(string text)
    {
        text = NormalText.Of(text);
        Span<char> folded = new char[text.Length];
        return folded[..Write(text, folded, [])].ToString();
    }

    private static char[] AllFolds()
    {
        var folds = new char[char.MaxValue + 1];
        for (var i = 0; i < folds.Length; i++)
        {
            folds[i] = Of((char)i);
        }

        // Pairs: what stands first is read as what stands second.
        foreach (var pair in (ReadOnlySpan<string>)
                 [
                     "Ii", "İi", "ıi", "şș", "Şș", "ţț", "Ţț", "ςσ", "άα", "Άα", "έε", "Έε", "ήη", "Ήη", "ίι", "Ίι", "ϊι", "ΐι", "Ϊι", "όο", "Όο",
                     "ύυ", "Ύυ", "ϋυ", "ΰυ", "ώω", "Ώω", "أا", "إا", "آا", "ٱا", "يی", "ىی", "كک", "ۀه", "’'", "‘'", "ʼ'", "`'", "´'", "׳'", "′'", "״\"", "“\"",
                     "”\"", "„\"", "″\"", "‐-", "‑-", "–-", "—-", "−-", "־-", "،,", "、,", "，,", "၊,", "．.", "。.", "॰.", "º.", "／/", "：:", "（(", "）)",
                 ])
        {
            folds[pair[0]] = pair[1];
        }

        return folds;
    }

    private static char Of(char letter) => letter switch
    {
        // Marks of direction, joiners, the soft hyphen, Arabic vowels and stretching, the dot below Indic letters.
        '\u00AD' or '\uFEFF' or '\u061C' or '\u0640' or '\u093C' or '\u09BC' or '\u0A3C' or '\uFE0F' => Nothing,
        (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2069') => Nothing,
        >= '\u064B' and <= '\u0655' => Nothing,
        _ when char.IsWhiteSpace(letter) => ' ',
        _ when char.IsDigit(letter) => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(letter)),
        Nothing => '\uFFFD',
        _ => char.ToLowerInvariant(letter),
    };
}
