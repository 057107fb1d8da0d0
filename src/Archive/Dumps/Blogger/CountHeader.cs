using System.Collections.Frozen;
using System.Globalization;

namespace Archive.Dumps.Blogger;

/// <summary>Reads the line that counts a post's comments: <c>38 comments:</c>, <c>Kommentare:</c>, <c>No comments:</c>.</summary>
internal static class CountHeader
{
    /// <summary>A longer line is prose.</summary>
    private const int MaxLength = 48;

    private static readonly FrozenSet<string> Counts =
        BloggerLanguage.All.SelectMany(language => language.Counts).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> None =
        BloggerLanguage.All.SelectMany(language => language.None).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the line counts comments in a known language.</summary>
    /// <param name="declared">The number; null where the line gives none.</param>
    public static bool TryKnown(ReadOnlySpan<char> line, out int? declared)
    {
        declared = null;
        if (!TrySplit(line, out var words, out var number))
        {
            return false;
        }

        if (None.GetAlternateLookup<ReadOnlySpan<char>>().Contains(line.TrimEnd().TrimEnd(":：").TrimEnd()))
        {
            declared = 0;
            return true;
        }

        declared = number;
        return Counts.GetAlternateLookup<ReadOnlySpan<char>>().Contains(Counted(words));
    }

    /// <summary>Whether the line counts comments in this language.</summary>
    public static bool IsIn(ReadOnlySpan<char> line, BloggerLanguage language)
    {
        if (!TrySplit(line, out var words, out _))
        {
            return false;
        }

        foreach (var count in language.Counts)
        {
            if (Counted(words).Equals(count, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the line could count comments in words of a theme's own: <c>1 Meinungen:</c>.</summary>
    public static bool TryForeign(ReadOnlySpan<char> line, out int? declared)
    {
        var could = TrySplit(line, out var words, out declared) && words.Length > 0;
        foreach (var c in words)
        {
            could &= char.IsLetter(c) || c is ' ' or '\'' or '’' || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;
        }

        return could;
    }

    // Korean has a counter behind its number: 댓글 38개.
    private static ReadOnlySpan<char> Counted(ReadOnlySpan<char> words) => words.EndsWith("개") ? words[..^1].TrimEnd() : words;

    // Words and at most one number, then a colon.
    private static bool TrySplit(ReadOnlySpan<char> line, out ReadOnlySpan<char> words, out int? number)
    {
        words = default;
        number = null;
        line = line.TrimEnd();
        if (line.Length is < 3 or > MaxLength || line[^1] is not (':' or '：'))
        {
            return false;
        }

        words = line[..^1].Trim();
        var first = words.IndexOfAnyInRange('0', '9');
        if (first < 0)
        {
            return true;
        }

        var end = first;
        while (end < words.Length && (char.IsAsciiDigit(words[end]) || (IsGroupMark(words[end]) && IsGroup(words[(end + 1)..]))))
        {
            end++;
        }

        if (!TryNumber(words[first..end], out var parsed))
        {
            return false;
        }

        number = parsed;
        if (first == 0)
        {
            words = words[end..].Trim();
            return true;
        }

        words = $"{words[..first].TrimEnd()}{words[end..].TrimEnd()}";
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> grouped, out int number)
    {
        number = 0;
        foreach (var c in grouped)
        {
            if (!char.IsAsciiDigit(c))
            {
                continue;
            }

            number = (number * 10) + (c - '0');
            if (number > 99_999_999)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsGroupMark(char c) => c is ',' or '.' or '\u00A0' or '\u202F';

    private static bool IsGroup(ReadOnlySpan<char> rest) =>
        rest.Length >= 3 && rest[..3].IndexOfAnyExceptInRange('0', '9') < 0 && (rest.Length == 3 || !char.IsAsciiDigit(rest[3]));
}
