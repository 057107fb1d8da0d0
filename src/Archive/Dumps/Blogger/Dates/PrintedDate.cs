using System.Buffers;
using System.Text;

namespace Archive.Dumps.Blogger.Dates;

/// <summary>A date as Blogger prints it, in any of its languages; what a line leaves open stays open.</summary>
/// <remarks>
/// Where day and month are both numbers, their order is a setting of the blog that one line does not show, so
/// <c>11/02/2014</c> gives no date, and a year of two digits gives none either; see <see cref="NumberedDates"/>.
/// </remarks>
/// <param name="Iso">The day; null where it is open or cannot be.</param>
/// <param name="IsImpossible">Whether there is no such day, as the 31st of February.</param>
/// <param name="WeekdayDisagrees">Whether another day of the week is printed beside it.</param>
/// <param name="LanguageBits">As <see cref="DateWords"/> numbers them; all where only numbers are printed.</param>
internal readonly record struct PrintedDate(string? Iso, bool IsImpossible, bool WeekdayDisagrees, UInt128 LanguageBits)
{
    /// <summary>A longer line is prose; "2009 оны арван нэгдүгээр сарын 30, Даваа гараг" has 46 characters.</summary>
    public const int MaxLength = 64;

    private const int MinLength = 4;

    private const int MaxDay = 31;

    /// <summary>Whether a day of the week is printed beside it: Blogger does so by itself, and who writes by hand seldom does.</summary>
    public bool HasWeekday { get; init; }

    /// <summary>Whether it is numbers whose order is the blog's, even where these can be read in one order only.</summary>
    public bool IsNumbered { get; init; }

    /// <summary>Marks of direction that a browser copies may stand around every part.</summary>
    private const int MaxUnfoldedLength = 2 * MaxLength;

    private static readonly SearchValues<char> Digits = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue + 1).Select(letter => (char)letter).Where(char.IsDigit)]);

    /// <summary>The tags of the languages that know all its words.</summary>
    public IReadOnlyList<string> Languages => DateWords.Tags(LanguageBits);

    /// <summary>Whether the whole line is a date.</summary>
    public static bool TryLine(ReadOnlySpan<char> line, out PrintedDate date)
    {
        date = default;
        return MayHold(line) && TryDate(line, out date);
    }

    /// <summary>Whether the whole line is a date in numbers that does not begin with its year; their order is the blog's.</summary>
    public static bool TryNumbered(ReadOnlySpan<char> line, out NumberedParts parts)
    {
        parts = default;
        Span<char> buffer = stackalloc char[MaxLength];
        return MayHold(line) && TryFold(line, buffer, out var text) && DateParts.TryRead(text, out var read) && read.TryNumbered(out parts);
    }

    /// <summary>The date in numbers with which a line ends: whoever wrote the post may be named before it. Null where none does.</summary>
    public static string? NumberedEnd(string line)
    {
        for (var at = 0; at < line.Length; at++)
        {
            if ((at == 0 || line[at - 1] == ' ') && TryNumbered(line.AsSpan(at), out _))
            {
                return line[at..].Trim();
            }
        }

        return null;
    }

    /// <summary>Whether the whole line is a time, alone or with a date before or behind it; <paramref name="iso"/> as far as both are known.</summary>
    public static bool TryStamp(ReadOnlySpan<char> line, out string? iso)
    {
        iso = null;
        return MayHold(line) && TryWholeStamp(line, out iso);
    }

    /// <summary>Whether a line ends in a <see cref="PrintedTime.IsPointed">time with a point</see>, which is believed at the end of comments alone: in a text it may be a price, or a concert.</summary>
    public static bool EndsPointed(ReadOnlySpan<char> line)
    {
        Span<char> buffer = stackalloc char[MaxLength];
        return MayHold(line) && TryFold(line, buffer, out var text) && PrintedTime.TryEnd(text, out var time) && time.IsPointed;
    }

    /// <summary>Whether the whole line is a date in numbers whose order is the blog's, with a time behind it: <c>2/12/2013, 08:05</c>.</summary>
    public static bool IsOpenStamp(ReadOnlySpan<char> line)
    {
        Span<char> buffer = stackalloc char[MaxLength];
        return MayHold(line) && TryFold(line, buffer, out var text) && PrintedTime.TryEnd(text, out var time) && time.Start > 0
            && DateParts.TryRead(text[..time.Start], out var parts) && parts.TryNumbered(out _) && parts.TryDate(out var date) && date is { Iso: null, IsImpossible: false };
    }

    /// <summary>Splits <c>Pat ConollyJuly 13, 2015 at 2:39 AM</c>: the name, and the time as far as it is known.</summary>
    /// <remarks>A name that ends in digits leaves it open where the day begins; the longest day that exists is taken.</remarks>
    public static bool TryHeading(ReadOnlySpan<char> line, out string author, out string? iso)
    {
        (author, iso) = ("", null);
        line = line.TrimEnd();
        var tail = line.Length > MaxUnfoldedLength ? line[^MaxUnfoldedLength..] : line;
        if (!HasDigit(tail))
        {
            return false;
        }

        Span<char> buffer = stackalloc char[MaxUnfoldedLength];
        Span<int> origins = stackalloc int[MaxUnfoldedLength];
        var text = buffer[..DateText.Write(tail, buffer, origins)];
        var hasTimeLast = PrintedTime.TryEnd(text, out var time) && !time.IsPointed;
        for (var start = Math.Max(1, text.Length - MaxLength); start < text.Length; start++)
        {
            // The name is glued to the stamp, so the stamp starts right behind a character that is no space.
            var origin = origins[start];
            if (IsSeam(tail, text, origin, start)
                && (hasTimeLast && start <= time.Start ? TryEndingInTime(text[start..], time.Start - start, time.Clock, out iso) : TryBeginningWithTime(text[start..], out iso)))
            {
                author = line[..(line.Length - tail.Length + origin)].ToString();
                return true;
            }
        }

        return false;
    }

    /// <summary>The day of a date line; where it is open, cannot be or disagrees with its day of the week, that is a problem.</summary>
    public string? Reported(int line, ReadOnlySpan<char> printed, DumpProblems problems)
    {
        if (IsImpossible)
        {
            problems.Add(Severity.Warning, line, $"the date \"{printed}\" cannot be: there is no such day; it stays unknown");
        }
        else if (Iso is null)
        {
            problems.Add(Severity.Warning, line, $"the date \"{printed}\" can be read in more than one way; by itself it stays unknown");
        }
        else if (WeekdayDisagrees)
        {
            problems.Add(Severity.Note, line, $"the date \"{printed}\" was another day of the week; it stays as printed");
        }

        return Iso;
    }

    // Cheap for what is no date: most lines are longer, and most others have no digit.
    private static bool MayHold(ReadOnlySpan<char> line) =>
        line.Length is >= MinLength and <= MaxUnfoldedLength
        && (line.Length <= MaxLength || line.ContainsAnyInRange('\u200B', '\u2069') || char.IsWhiteSpace(line[0]))
        && HasDigit(line);

    private static bool HasDigit(ReadOnlySpan<char> line) =>
        line.ContainsAnyInRange('0', '9') || (!Ascii.IsValid(line) && line.ContainsAny(Digits));

    private static bool TryDate(ReadOnlySpan<char> line, out PrintedDate date)
    {
        date = default;
        Span<char> buffer = stackalloc char[MaxLength];
        if (!TryFold(line, buffer, out var text) || !DateParts.TryRead(text, out var parts) || !parts.TryDate(out date))
        {
            return false;
        }

        date = date with { IsNumbered = parts.TryNumbered(out _) };
        return true;
    }

    private static bool TryWholeStamp(ReadOnlySpan<char> line, out string? iso)
    {
        iso = null;
        Span<char> buffer = stackalloc char[MaxLength];
        return TryFold(line, buffer, out var text) && TryFoldedStamp(text, out iso);
    }

    private static bool TryFold(ReadOnlySpan<char> line, Span<char> buffer, out ReadOnlySpan<char> text)
    {
        if (!NormalText.Is(line))
        {
            line = NormalText.Of(line.ToString());
        }

        var length = DateText.Write(line, buffer, []);
        text = buffer[..Math.Max(0, length)];
        return length > 0;
    }

    private static bool TryFoldedStamp(ReadOnlySpan<char> text, out string? iso)
    {
        iso = null;
        var whole = text;
        text = DateParts.SkipJoins(text);
        return (PrintedTime.TryEnd(text, out var time, whole[..^text.Length]) && TryEndingInTime(text, time.Start, time.Clock, out iso)) || TryBeginningWithTime(text, out iso);
    }

    private static bool TryEndingInTime(ReadOnlySpan<char> text, int timeStart, string? clock, out string? iso)
    {
        iso = null;
        return timeStart == 0 || TryDay(text[..timeStart], clock, out iso);
    }

    private static bool TryBeginningWithTime(ReadOnlySpan<char> text, out string? iso)
    {
        iso = null;
        text = text.StartsWith(PrintedTime.WordBeforeFirst, StringComparison.Ordinal) ? text[PrintedTime.WordBeforeFirst.Length..] : text;
        return PrintedTime.TryBeginning(text, out var length, out var clock) && length < text.Length && TryDay(text[length..], clock, out iso);
    }

    private static bool TryDay(ReadOnlySpan<char> text, string? clock, out string? iso)
    {
        iso = null;
        if (!DateParts.TryRead(text, out var parts) || !parts.TryDate(out var date) || date.IsImpossible)
        {
            return false;
        }

        iso = date.Iso is null || clock is null ? date.Iso : $"{date.Iso}T{clock}";
        return true;
    }

    // A stamp begins with a digit, or with the name of a month or a day in its capital: never inside a word of the name.
    private static bool IsSeam(ReadOnlySpan<char> line, ReadOnlySpan<char> text, int at, int foldedAt)
    {
        if (char.IsWhiteSpace(line[at - 1]) || line[at - 1] is ',' or '/' or ':' or '-' or '(')
        {
            return false;
        }

        // "Ada Finch 11 February": two digits with a blank before them are one day, not the end of a name and a day; but no day is "Bob 45 December".
        if (at >= 2 && char.IsDigit(line[at]) && char.IsDigit(line[at - 1]) && char.IsWhiteSpace(line[at - 2]) && (at + 1 == line.Length || !char.IsDigit(line[at + 1]))
            && (char.GetNumericValue(line[at - 1]) * 10) + char.GetNumericValue(line[at]) <= MaxDay)
        {
            return false;
        }

        // Short forms such as German "Sa" also end names.
        return char.IsAsciiDigit(text[foldedAt])
            || text[foldedAt..].StartsWith(PrintedTime.WordBeforeFirst, StringComparison.Ordinal)
            || (char.IsUpper(line[at]) && DateWords.Match(text[foldedAt..]) is { } word
                && (word.Months.Count > 0 || (word.Days.Count > 0 && word.Text.Length > 3)));
    }
}
