using System.Globalization;
using System.Runtime.CompilerServices;

namespace Archive.Dumps.Blogger.Dates;

/// <summary>The numbers and words of a folded text that may be a date: a day, a month and a year, and nothing else but weekdays and joining words.</summary>
internal ref struct DateParts
{
    private const int MaxWords = 8;

    /// <summary>A year before is no year of a blog, nor one after.</summary>
    private const int FirstYear = 1900;

    private const int LastYear = 2199;

    private Three numbers;
    private Three widths;
    private int count;
    private Words words;
    private int wordCount;

    // Bits of the words that stand behind a digit: "日" is Sunday elsewhere.
    private int behindDigit;

    // How many numbers stand before the word.
    private Counts before;
    private UInt128 languages;
    private bool hasSeparators;
    private bool hasDottedDay;

    public static bool TryRead(ReadOnlySpan<char> text, out DateParts parts)
    {
        parts = new DateParts { languages = DateWords.All };
        for (var i = 0; i < text.Length;)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                if (!parts.TakeNumber(text, ref i))
                {
                    return false;
                }
            }
            else if (text[i] is ' ' or ',' or '.' or '/')
            {
                parts.hasSeparators |= text[i] is '.' or '/';
                i++;
            }
            else if (DateWords.Match(text[i..]) is { } word)
            {
                if (!parts.TakeWord(word, isBehindDigit: text[..i].TrimEnd(' ') is [.., >= '0' and <= '9']))
                {
                    return false;
                }

                i += word.Text.Length;
            }
            else if (text[i] is '-' or '(' or ')')
            {
                parts.hasSeparators |= text[i] == '-';
                i++;
            }
            else
            {
                return false;
            }
        }

        return parts.count >= 2;
    }

    /// <summary>What follows words that may stand before a date or a time.</summary>
    public static ReadOnlySpan<char> SkipJoins(ReadOnlySpan<char> text)
    {
        text = text.TrimStart(' ');
        while (text.Length > 0 && DateWords.Match(text) is { Joins: var joins } word && joins != 0)
        {
            text = text[word.Text.Length..].TrimStart(" .,-");
        }

        return text;
    }

    /// <summary>The date that all languages sharing its words read; open where they read different ones.</summary>
    public readonly bool TryDate(out PrintedDate date)
    {
        date = default;
        if (wordCount == 0)
        {
            var alone = default(Reading);
            return TryNumbers(ref alone) && Print(alone, DateWords.All, out date);
        }

        var (best, readers) = (default(Reading), UInt128.Zero);
        for (var rest = languages; rest != 0; rest &= rest - 1)
        {
            if (TryReading((int)UInt128.TrailingZeroCount(rest), out var reading) && reading.Rank >= best.Rank)
            {
                reading.IsOpen |= reading.Rank == best.Rank && (best.IsOpen || reading.Day != best.Day);
                best = reading;
            }
        }

        for (var rest = languages; rest != 0; rest &= rest - 1)
        {
            var language = (int)UInt128.TrailingZeroCount(rest);
            if (TryReading(language, out var reading) && (reading.Day == best.Day || best.IsOpen))
            {
                readers |= UInt128.One << language;
            }
        }

        return readers != 0 && Print(best, readers, out date);
    }

    /// <summary>Its numbers where no word names the month.</summary>
    public readonly bool TryNumbered(out NumberedParts numbered)
    {
        numbered = default;
        if (count != 3 || !hasSeparators || widths[0] > 2 || widths[1] > 2 || widths[2] is not (2 or 4))
        {
            return false;
        }

        var weekday = 0;
        for (var rest = wordCount == 0 ? 0 : languages; rest != 0; rest &= rest - 1)
        {
            if (!TryMeanings((int)UInt128.TrailingZeroCount(rest), out var meanings) || meanings.Month != 0 || meanings.MarkedAt >= 0)
            {
                return false;
            }

            weekday = weekday == 0 || weekday == meanings.Weekday ? meanings.Weekday : -1;
        }

        numbered = new NumberedParts(numbers[0], numbers[1], numbers[2], widths[2] == 2, Math.Max(0, weekday));
        return true;
    }

    private bool TakeNumber(ReadOnlySpan<char> text, ref int i)
    {
        var start = i;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
        {
            i++;
        }

        if (count == 3 || i - start > 4)
        {
            return false;
        }

        hasDottedDay |= i - start <= 2 && i < text.Length && text[i] == '.';
        widths[count] = i - start;
        numbers[count++] = int.Parse(text[start..i], CultureInfo.InvariantCulture);
        return true;
    }

    private bool TakeWord(DateWord word, bool isBehindDigit)
    {
        languages &= word.Languages;
        if (wordCount == MaxWords || languages == 0)
        {
            return false;
        }

        behindDigit |= isBehindDigit ? 1 << wordCount : 0;
        before[wordCount] = count;
        words[wordCount++] = word;
        return true;
    }

    // Which word is the month in this language, and which the day of the week; where the month is a number, which one.
    private readonly bool TryMeanings(int language, out Meanings meanings)
    {
        meanings = new Meanings { MarkedAt = -1 };
        var eitherAt = -1;
        for (var i = 0; i < wordCount; i++)
        {
            if (IsMark(i, UInt128.One << language, ref meanings))
            {
                continue;
            }

            var (month, day) = (words[i].Month(language), words[i].Day(language));
            if (month != 0 && day != 0 && eitherAt < 0)
            {
                eitherAt = i;
            }
            else if (month != 0 && meanings.Month == 0)
            {
                (meanings.Month, meanings.MonthAt) = (month, before[i]);
            }
            else if (day != 0 && meanings.Weekday == 0)
            {
                meanings.Weekday = day;
            }
            else if (month != 0 || day != 0)
            {
                return false;
            }
        }

        return eitherAt < 0 || Decide(eitherAt, language, ref meanings);
    }

    private readonly bool IsMark(int at, UInt128 language, ref Meanings meanings)
    {
        var word = words[at];
        var isBehindDigit = (behindDigit & (1 << at)) != 0;
        if ((word.BeforeMonth & language) != 0)
        {
            meanings.MarkedAt = before[at];
            return true;
        }

        if (isBehindDigit && (word.BehindMonth & language) != 0)
        {
            meanings.MarkedAt = before[at] - 1;
            return true;
        }

        return isBehindDigit && (word.Joins & language) != 0;
    }

    // Spanish "mar" is Tuesday where another month is named, and March where none is.
    private readonly bool Decide(int at, int language, ref Meanings meanings)
    {
        if (meanings.Month == 0 && meanings.MarkedAt < 0)
        {
            (meanings.Month, meanings.MonthAt) = (words[at].Month(language), before[at]);
            return true;
        }

        var isFree = meanings.Weekday == 0;
        meanings.Weekday = words[at].Day(language);
        return isFree;
    }

    private readonly bool TryReading(int language, out Reading reading)
    {
        reading = default;
        if (!TryMeanings(language, out var meanings))
        {
            return false;
        }

        reading.Weekday = meanings.Weekday;
        reading.HasHabit = hasDottedDay == DateWords.HasDottedDays(language);
        var ahead = DateWords.YearsAhead(language);
        return meanings switch
        {
            { Month: > 0 } => TryNamedMonth(meanings.Month, meanings.MonthAt, ahead, ref reading),
            { MarkedAt: >= 0 } => TryMarkedMonth(meanings.MarkedAt, ahead, ref reading),
            _ => TryNumbers(ref reading),
        };
    }

    // "3 March 2009", "March 3, 2009", "2009 March 3", "2009. gada 3. marts"; the year never stands between the others.
    private readonly bool TryNamedMonth(int month, int monthAt, int ahead, ref Reading reading)
    {
        var yearAt = widths[0] == 4 ? 0 : 1;
        return count == 2 && widths[yearAt] == 4 && widths[1 - yearAt] <= 2 && monthAt != (yearAt == 0 ? 0 : 2)
            && reading.Take(numbers[yearAt], ahead, month, numbers[1 - yearAt]);
    }

    // "2009年3月3日", "3 tháng 3, 2009": a word says which of three numbers is the month.
    private readonly bool TryMarkedMonth(int monthAt, int ahead, ref Reading reading)
    {
        var yearAt = widths[0] == 4 ? 0 : 2;
        return count == 3 && monthAt <= 2 && monthAt != yearAt && widths[yearAt] == 4 && widths[monthAt] <= 2
            && numbers[monthAt] is >= 1 and <= 12
            && reading.Take(numbers[yearAt], ahead, numbers[monthAt], numbers[3 - yearAt - monthAt]);
    }

    private readonly bool TryNumbers(ref Reading reading)
    {
        if (count != 3 || !hasSeparators)
        {
            return false;
        }

        if (widths[0] == 4)
        {
            return widths[1] <= 2 && widths[2] <= 2 && TryOrder(numbers[0], numbers[1], numbers[2], ref reading);
        }

        // 30/12/2014 can be read in one way only; 11/02/2014 and 30/12/14 are dates, but which ones is not said.
        var (first, second, year) = (numbers[0], numbers[1], numbers[2]);
        if (widths[2] is not (2 or 4) || widths[0] > 2 || widths[1] > 2 || first is 0 or > 31 || second is 0 or > 31)
        {
            return false;
        }

        if (widths[2] == 4 && (first > 12 || second > 12))
        {
            return first > 12 ? TryOrder(year, second, first, ref reading) : TryOrder(year, first, second, ref reading);
        }

        reading.IsOpen = true;
        reading.Rank = 1;
        return first <= 12 || second <= 12;
    }

    private static bool TryOrder(int year, int month, int day, ref Reading reading) =>
        month is >= 1 and <= 31 && day is >= 1 and <= 31 && reading.Take(year, 0, month, day);

    private static bool Print(Reading reading, UInt128 readers, out PrintedDate date)
    {
        var iso = reading.IsOpen || reading.IsImpossible ? null : reading.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        date = new PrintedDate(iso, reading.IsImpossible && !reading.IsOpen, iso is not null && reading.Disagrees, readers) { HasWeekday = reading.Weekday != 0 };
        return true;
    }

    /// <summary>What the words mean in one language; the month is a word, or the number at <see cref="MarkedAt"/>.</summary>
    private struct Meanings
    {
        public int Month;
        public int MonthAt;
        public int MarkedAt;
        public int Weekday;
    }

    /// <summary>What one language makes of the parts; a reading with a higher rank needs less to be wrong.</summary>
    private struct Reading
    {
        public DateOnly Day;
        public int Weekday;
        public int Rank;
        public bool IsOpen;
        public bool IsImpossible;
        public bool Disagrees;

        // "3 listopada" is Polish and in November, "3. listopada" Croatian and in October.
        public bool HasHabit;

        public bool Take(int year, int ahead, int month, int day)
        {
            year -= ahead > 0 && year >= FirstYear + ahead ? ahead : 0;
            if (year is < FirstYear or > LastYear || (day is < 1 or > 31 && Weekday == 0))
            {
                return false;
            }

            IsImpossible = month > 12 || day < 1 || day > DateTime.DaysInMonth(year, month);
            if (IsImpossible)
            {
                Rank = 1;
                return true;
            }

            Day = new DateOnly(year, month, day);
            Disagrees = Weekday != 0 && Weekday != (((int)Day.DayOfWeek + 6) % 7) + 1;
            Rank = (Disagrees ? 2 : 4) + (HasHabit ? 1 : 0);
            return true;
        }
    }

    [InlineArray(3)]
    private struct Three
    {
        private int first;
    }

    [InlineArray(MaxWords)]
    private struct Counts
    {
        private int first;
    }

    [InlineArray(MaxWords)]
    private struct Words
    {
        private DateWord first;
    }
}
