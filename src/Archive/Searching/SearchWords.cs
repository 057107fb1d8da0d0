using System.Globalization;

namespace Archive.Searching;

/// <summary>The words of a text as the index sees them (FTS5's <c>unicode61</c>): runs of letters, numbers and private-use signs.</summary>
internal static class SearchWords
{
    public static bool IsPart(string text, int index) =>
        CharUnicodeInfo.GetUnicodeCategory(text, index) is
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber
            or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.PrivateUse;

    public static int Count(string text)
    {
        var count = 0;
        for (var (start, end) = Next(text, 0); start < end; (start, end) = Next(text, end))
        {
            count++;
        }

        return count;
    }

    /// <summary>Where the first so many words end; the length of the text where it has no more.</summary>
    public static int LengthOfFirst(string text, int words)
    {
        var length = 0;
        for (var (start, end) = Next(text, 0); start < end; (start, end) = Next(text, end))
        {
            if (words-- == 0)
            {
                return length;
            }

            length = end;
        }

        return text.Length;
    }

    /// <summary>How long the word is that the text ends with; 0 where it ends with something else.</summary>
    public static int LengthOfLast(string text)
    {
        var (last, length) = (0, 0);
        for (var (start, end) = Next(text, 0); start < end; (start, end) = Next(text, end))
        {
            (last, length) = (end, end - start);
        }

        return last == text.Length ? length : 0;
    }

    // Both halves of a surrogate pair are asked for the category of the whole.
    private static (int Start, int End) Next(string text, int from)
    {
        while (from < text.Length && !IsPart(text, from))
        {
            from += char.IsSurrogatePair(text, from) ? 2 : 1;
        }

        var start = from;
        while (from < text.Length && (IsPart(text, from) || IsMark(text, from)))
        {
            from += char.IsSurrogatePair(text, from) ? 2 : 1;
        }

        return (start, from);
    }

    private static bool IsMark(string text, int index) =>
        CharUnicodeInfo.GetUnicodeCategory(text, index) == UnicodeCategory.NonSpacingMark;
}
