using System.Globalization;

namespace Archive.Dumps.Blogger.Dates;

/// <summary>A time of day at the end of a folded text, as the stamps of comments have it.</summary>
/// <param name="Start">Where it begins, the word for the half of the day included.</param>
/// <param name="Clock">Hours and minutes; null where the two halves of the day leave it open.</param>
internal readonly record struct PrintedTime(int Start, string? Clock)
{
    /// <summary>A point parts hours and minutes, and nothing but the year before it says that it is a time: "10 Oktober 2012 08.15", or a price.</summary>
    public bool IsPointed { get; private init; }

    private const char NoHalf = ' ';

    /// <summary>Vietnamese prints the time before its date, and this word before the time: "lúc 14:56 3 tháng 3, 2009".</summary>
    public const string WordBeforeFirst = "lúc ";

    private const int DigitsOfYear = 4;

    // The words of Danish, Finnish and Indonesian before a time, which is printed with a point there; without such a word, or a year, "8.30" may be anything.
    private static readonly string[] WordsBeforePoint = ["kl", "klo", "pukul", "di"];

    private static readonly string[] Zones = [" pdt", " pst", " edt", " est", " cdt", " cst", " mdt", " mst", " akdt", " akst", " hst", " gmt", " utc", " bst", " cet", " cest", " aest", " aedt", " ist"];

    /// <summary>"at 10:22", "um 22:09", "4:14:00 PM", "2:07 a. m.", "오후 2:56", "下午2時56分", "kl. 08.00".</summary>
    /// <param name="before">What stood before the text and is already read.</param>
    public static bool TryEnd(ReadOnlySpan<char> text, out PrintedTime time, ReadOnlySpan<char> before = default)
    {
        time = default;
        text = WithoutZone(text);
        var whole = text;
        var half = TakeHalfLast(ref text);
        Span<int> parts = stackalloc int[3];
        if (!TryClockLast(ref text, before, half == NoHalf, parts, out var count, out var isPointed))
        {
            return false;
        }

        if (!IsTime(parts[count - 1], parts[count - 2]) || (half != NoHalf && parts[count - 1] > 12 && text.Length > 0 && char.IsLetterOrDigit(text[^1])))
        {
            // "user127:00 AM": the first digit belongs to the name that the time is glued to.
            if (half == NoHalf || parts[count - 1] < 10 || !IsTime(parts[count - 1] % 10, parts[count - 2]))
            {
                return false;
            }

            parts[count - 1] %= 10;
            text = whole[..(text.Length + 1)];
        }

        half = half == NoHalf ? TakeHalfLast(ref text) : half;
        time = new PrintedTime(text.Length, ClockOf(parts[count - 1], parts[count - 2], half)) { IsPointed = isPointed };
        return true;
    }

    /// <summary>"14:56 ngày 3 tháng 3 năm 2009": the time before its date, and what joins them.</summary>
    public static bool TryBeginning(ReadOnlySpan<char> text, out int length, out string? clock)
    {
        (length, clock) = (0, null);
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] == ':' && end > 0)))
        {
            end++;
        }

        if (!text[..end].Contains(':') || !TryEnd(text[..end], out var time) || time.Start > 0)
        {
            return false;
        }

        // The half of the day stands behind the time here, so both are read once more.
        foreach (var (word, _) in DateWords.Halves)
        {
            var rest = text[end..].TrimStart(' ');
            if (rest.StartsWith(word, StringComparison.Ordinal) && (rest.Length == word.Length || !char.IsLetter(rest[word.Length])))
            {
                end = text.Length - rest.Length + word.Length;
                TryEnd(text[..end], out time);
                break;
            }
        }

        (length, clock) = (end, time.Clock);
        return true;
    }

    // "5:09:00 PM PDT": a blog may print its zone behind every time. All of its times have it, and none is the world's, so it tells nothing.
    private static ReadOnlySpan<char> WithoutZone(ReadOnlySpan<char> text)
    {
        var trimmed = text.TrimEnd(' ');
        foreach (var zone in Zones)
        {
            if (trimmed.EndsWith(zone, StringComparison.Ordinal))
            {
                return trimmed[..^zone.Length];
            }
        }

        return text;
    }

    private static char TakeHalfLast(ref ReadOnlySpan<char> text)
    {
        var trimmed = text.TrimEnd(' ');
        foreach (var (word, half) in DateWords.Halves)
        {
            if (trimmed.EndsWith(word, StringComparison.Ordinal)
                && (trimmed.Length == word.Length || !char.IsLetter(trimmed[^(word.Length + 1)]) || !char.IsLetter(word[0]) || word[0] > '\u2E80'))
            {
                text = trimmed[..^word.Length].TrimEnd(' ');
                return half;
            }
        }

        return NoHalf;
    }

    // Seconds, minutes, hours: from the right.
    private static bool TryClockLast(ref ReadOnlySpan<char> text, ReadOnlySpan<char> before, bool mayBePointed, scoped Span<int> parts, out int count, out bool isPointed)
    {
        (count, isPointed) = (0, false);
        var rest = text.TrimEnd(' ');
        while (count < 3)
        {
            var unit = rest is [.., '分' or '분' or '秒' or '초'];
            var number = unit ? rest[..^1] : rest;
            var digits = 0;
            while (digits < number.Length && digits < 2 && char.IsAsciiDigit(number[^(digits + 1)]))
            {
                digits++;
            }

            if (digits == 0)
            {
                return false;
            }

            parts[count++] = int.Parse(number[^digits..], CultureInfo.InvariantCulture);
            rest = number[..^digits];
            if (!TakeSeparator(ref rest, before))
            {
                if (!(mayBePointed && count == 1 && digits == 2 && rest is [.., '.'] && IsBehindYear(rest[..^1])))
                {
                    break;
                }

                rest = rest[..^1];
                isPointed = true;
            }
        }

        text = rest;
        return count >= 2;
    }

    private static bool TakeSeparator(ref ReadOnlySpan<char> rest, ReadOnlySpan<char> before)
    {
        var unit = rest is [.., ' '] ? rest[..^1] : rest;
        if (rest is [.., ':'] || unit is [.., '時' or '时' or '点' or '點' or '시' or '分' or '분'])
        {
            rest = rest is [.., ':'] ? rest[..^1] : unit[..^1];
            return true;
        }

        if (rest is [.., '.'] && IsAfterWord(rest[..^1], before))
        {
            rest = rest[..^1];
            return true;
        }

        return false;
    }

    // "kl. 08", and the minutes behind a point.
    private static bool IsAfterWord(ReadOnlySpan<char> hour, ReadOnlySpan<char> before)
    {
        var digits = hour.Length - hour.TrimEnd("0123456789").Length;
        var above = hour[..^digits].TrimEnd(' ');
        above = (above.IsEmpty ? before : above).TrimEnd(" .");
        foreach (var word in WordsBeforePoint)
        {
            if (digits is 1 or 2 && above.EndsWith(word, StringComparison.Ordinal) && (above.Length == word.Length || !char.IsLetter(above[^(word.Length + 1)])))
            {
                return true;
            }
        }

        return false;
    }

    // "10 Oktober 2012 08": the hour, and a year before it.
    private static bool IsBehindYear(ReadOnlySpan<char> text)
    {
        var digits = text.Length - text.TrimEnd("0123456789").Length;
        var year = text[..^digits].TrimEnd(' ');
        return digits is 1 or 2 && text.Length - year.Length > digits && year.Length > DigitsOfYear && year[^DigitsOfYear] is '1' or '2'
            && !year[^DigitsOfYear..].ContainsAnyExceptInRange('0', '9') && !char.IsAsciiDigit(year[^(DigitsOfYear + 1)]);
    }

    private static bool IsTime(int hour, int minute) => hour <= 23 && minute <= 59;

    private static string? ClockOf(int hour, int minute, char half) => half switch
    {
        NoHalf => string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}"),
        _ when hour is 0 or > 12 => null,
        'a' => string.Create(CultureInfo.InvariantCulture, $"{hour % 12:00}:{minute:00}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(hour % 12) + 12:00}:{minute:00}"),
    };
}
