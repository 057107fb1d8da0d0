using System.Collections.Frozen;
using System.Globalization;

namespace Archive.Dumps.Blogger;

/// <summary>Reads dates and times as Blogger prints them; what a line leaves open stays open.</summary>
/// <remarks>
/// Where day and month are both numbers, their order is a setting of the blog that one line does not show, so
/// <c>11/02/2014</c> gives no date, and a year of two digits gives none either.
/// </remarks>
internal static class PrintedDate
{
    /// <summary>A longer line is prose; "segunda-feira, 24 de novembro de 2014" has 37 characters.</summary>
    public const int MaxLength = 64;

    private static readonly FrozenDictionary<string, int> MonthNumbers = AllMonths();

    private static readonly FrozenSet<string> Fillers = BloggerLanguage.All
        .SelectMany(language => $"{language.Weekdays} {language.Joins}".Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Append("er").Append("st").Append("nd").Append("rd").Append("th").Append("feira")
        .SelectMany(word => word.Split('-'))
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Short forms such as German "Sa" also end names.
    private static readonly FrozenSet<string> LongWeekdays = BloggerLanguage.All
        .SelectMany(language => language.Weekdays.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(word => word.Length > 3)
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the whole line is a date; <paramref name="iso"/> is null where its numbers leave the day open.</summary>
    public static bool TryLine(ReadOnlySpan<char> line, out string? iso)
    {
        line = line.Trim();
        iso = null;
        return line.Length is >= 6 and <= MaxLength && TryDate(line, out iso);
    }

    /// <summary>Splits <c>Pat ConollyJuly 13, 2015 at 2:39 AM</c>: the name, and the time as far as it is known.</summary>
    /// <remarks>A name that ends in digits leaves it open where the day begins; the longest day that exists is taken.</remarks>
    public static bool TryHeading(ReadOnlySpan<char> line, out string author, out string? iso)
    {
        (author, iso) = ("", null);
        line = line.TrimEnd();
        if (!EndsInTime(line, out var timeStart, out var clock))
        {
            return false;
        }

        // The name is glued to the stamp, so the stamp starts right behind a character that is no space.
        var earliest = Math.Max(1, line.Length - MaxLength);
        for (var start = earliest; start < timeStart; start++)
        {
            if (IsSeam(line, start) && TryDate(line[start..timeStart], out var date))
            {
                author = line[..start].ToString();
                iso = date is null || clock is null ? date : $"{date}T{clock}";
                return true;
            }
        }

        if (timeStart == 0 || !IsSeam(line, timeStart))
        {
            return false;
        }

        author = line[..timeStart].ToString();
        return true;
    }

    // A stamp begins with a digit, or with the name of a month or a day in its capital: never inside a word of the name.
    private static bool IsSeam(ReadOnlySpan<char> line, int at)
    {
        if (char.IsWhiteSpace(line[at - 1]) || line[at - 1] is ',' or '/' or ':' or '-' or '(')
        {
            return false;
        }

        if (char.IsAsciiDigit(line[at]))
        {
            return true;
        }

        if (!char.IsUpper(line[at]))
        {
            return false;
        }

        var end = at;
        while (end < line.Length && (char.IsLetter(line[end]) || line[end] is '-' or '’'))
        {
            end++;
        }

        var word = line[at..end];
        return MonthNumbers.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(word)
            || LongWeekdays.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
    }

    // "at 10:22", "um 22:09", "4:14:00 PM", "2:07 a. m.": the end of a comment's heading.
    private static bool EndsInTime(ReadOnlySpan<char> line, out int start, out string? clock)
    {
        (start, clock) = (0, null);
        var end = line.Length;
        var half = TakeHalfOfDay(line, ref end);
        var parts = new int[3];
        var count = 0;
        var at = end;
        while (count < 3)
        {
            var digits = 0;
            while (at - digits > 0 && digits < 2 && char.IsAsciiDigit(line[at - digits - 1]))
            {
                digits++;
            }

            if (digits == 0)
            {
                return false;
            }

            parts[count++] = int.Parse(line.Slice(at - digits, digits), CultureInfo.InvariantCulture);
            at -= digits;
            if (at == 0 || line[at - 1] != ':')
            {
                break;
            }

            at--;
        }

        if (count < 2 || parts[count - 1] > 23 || parts[count - 2] > 59)
        {
            return false;
        }

        start = at;
        clock = Clock(parts[count - 1], parts[count - 2], half);
        return true;
    }

    private static char TakeHalfOfDay(ReadOnlySpan<char> line, ref int end)
    {
        foreach (var (text, half) in (ReadOnlySpan<(string, char)>)
                 [("a. m.", 'a'), ("p. m.", 'p'), ("a.m.", 'a'), ("p.m.", 'p'), ("AM", 'a'), ("PM", 'p')])
        {
            // Spanish pages print a no-break space inside "a. m.".
            var tail = line.Length >= text.Length ? line[^text.Length..].ToString().Replace('\u00A0', ' ') : "";
            if (tail.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                end = line[..^text.Length].TrimEnd().Length;
                return half;
            }
        }

        return ' ';
    }

    private static string? Clock(int hour, int minute, char half) => half switch
    {
        ' ' => string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}"),
        _ when hour is 0 or > 12 => null,
        'a' => string.Create(CultureInfo.InvariantCulture, $"{hour % 12:00}:{minute:00}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(hour % 12) + 12:00}:{minute:00}"),
    };

    // A date is a day, a month and a year and nothing else but weekdays and joining words.
    private static bool TryDate(ReadOnlySpan<char> text, out string? iso)
    {
        iso = null;
        Span<int> numbers = stackalloc int[3];
        Span<int> widths = stackalloc int[3];
        var count = 0;
        var month = 0;
        var marFirst = false;
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (char.IsAsciiDigit(text[i]))
            {
                while (i < text.Length && char.IsAsciiDigit(text[i]))
                {
                    i++;
                }

                if (count == 3 || i - start > 4)
                {
                    return false;
                }

                widths[count] = i - start;
                numbers[count++] = int.Parse(text[start..i], CultureInfo.InvariantCulture);
            }
            else if (char.IsLetter(text[i]))
            {
                while (i < text.Length && (char.IsLetter(text[i]) || text[i] == '’'))
                {
                    i++;
                }

                // Spanish "mar" is Tuesday before the day of the month, English "Mar" is March there: decided at the end.
                if (count == 0 && month == 0 && text[start..i].Equals("mar", StringComparison.OrdinalIgnoreCase))
                {
                    marFirst = true;
                }
                else if (!TakeWord(text[start..i], ref month))
                {
                    return false;
                }
            }
            else if (char.IsWhiteSpace(text[i]) || text[i] is ',' or '.' or '/' or '-' or 'º')
            {
                i++;
            }
            else
            {
                return false;
            }
        }

        month = month == 0 && marFirst ? 3 : month;
        if (month == 0)
        {
            return count == 3 && TryNumbers(text, numbers, widths, out iso);
        }

        if (count != 2)
        {
            return false;
        }

        var yearFirst = widths[0] == 4;
        var (day, year) = yearFirst ? (numbers[1], numbers[0]) : (numbers[0], numbers[1]);
        return widths[yearFirst ? 0 : 1] == 4 && TryIso(year, month, day, out iso);
    }

    private static bool TakeWord(ReadOnlySpan<char> word, ref int month)
    {
        if (month == 0 && MonthNumbers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var found))
        {
            month = found;
            return true;
        }

        // Japanese, Chinese and Korean print the parts of a date behind its numbers.
        if (word is "年" or "月" or "日" or "년" or "월" or "일")
        {
            return true;
        }

        return Fillers.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
    }

    private static bool TryNumbers(ReadOnlySpan<char> text, ReadOnlySpan<int> numbers, ReadOnlySpan<int> widths, out string? iso)
    {
        iso = null;
        if (widths[0] == 4)
        {
            return TryIso(numbers[0], numbers[1], numbers[2], out iso);
        }

        // 30/12/2014 can be read in one way only; 11/02/2014 and 30/12/14 are dates, but which ones is not said.
        if (!text.ContainsAny('/', '.', '-') || widths[2] is not (2 or 4) || numbers[0] is 0 or > 31 || numbers[1] is 0 or > 31)
        {
            return false;
        }

        if (widths[2] == 4 && numbers[0] > 12)
        {
            return TryIso(numbers[2], numbers[1], numbers[0], out iso);
        }

        if (widths[2] == 4 && numbers[1] > 12)
        {
            return TryIso(numbers[2], numbers[0], numbers[1], out iso);
        }

        return numbers[0] <= 12 || numbers[1] <= 12;
    }

    private static bool TryIso(int year, int month, int day, out string? iso)
    {
        iso = null;
        if (year is < 1900 or > 2199 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        iso = string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}");
        return true;
    }

    private static FrozenDictionary<string, int> AllMonths()
    {
        var months = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var language in BloggerLanguage.All)
        {
            for (var month = 0; month < language.Months.Length; month++)
            {
                foreach (var form in language.Months[month].Split(' '))
                {
                    months.TryAdd(form, month + 1);
                }
            }
        }

        return months.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
