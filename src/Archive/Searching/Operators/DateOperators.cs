using System.Globalization;
using Archive.Searching.Asking;

namespace Archive.Searching.Operators;

/// <summary>Operators that ask when something was written.</summary>
public static class DateOperators
{
    /// <summary>The value of <c>on:</c> for what is of no month that is known.</summary>
    public const string Undated = "undated";

    internal const char YearFact = '\uE003', MonthFact = '\uE004', DayFact = '\uE005';

    internal const int MonthLength = 7;

    private const string Takes = "2014, 2014-02 or 2014-02-11";

    private const string OfPosts = "; comments without a date have that of their post";

    // As fine as the date is known.
    private static readonly FactKind[] Dates =
    [
        new(YearFact, static (text, tokens) => AddDate(tokens, YearFact, text.Date, "yyyy".Length)) { IsInVocabulary = true },
        new(MonthFact, static (text, tokens) => AddDate(tokens, MonthFact, text.Date, MonthLength)),
        new(DayFact, static (text, tokens) => AddDate(tokens, DayFact, text.Date, "yyyy-MM-dd".Length)),
    ];

    public static readonly FilterOperator Before = new(
        "before:date", "Earlier than the year, month or day begins. A comment without a date of its own has that of its post.", ["{word} before:{year}", "{word} before:{day}"])
    {
        Takes = Takes,
        Read = ReadDate,
        Tokens = static (date, expansion) => DateRange.Of(date).Before(expansion.FirstYear),
        Aloud = static (date, _) => $"earlier than {Day(DateRange.Of(date).First)}{OfPosts}",
        Replaces = Replaces,
        Facts = Dates,
    };

    public static readonly FilterOperator After = new("after:date", "Later than the year, month or day ends.", ["{word} after:{month}", "{word} after:{year} before:{day}"])
    {
        Takes = Takes,
        Read = ReadDate,
        Tokens = static (date, expansion) => DateRange.Of(date).After(expansion.LastYear),
        Aloud = static (date, _) => $"later than {Day(DateRange.Of(date).Last)}{OfPosts}",
        Replaces = Replaces,
        Facts = Dates,
    };

    public static readonly FilterOperator On = new(
        "on:date", "Within the year, month or day. With undated in place of a date: what neither has one nor stands below a post that has.", ["{word} on:{year}", "on:{month}", "on:{day}"])
    {
        Takes = $"2014, 2014-02, 2014-02-11 or {Undated}",
        Read = static typed => IsUndated(typed) ? Undated : ReadDate(typed),
        Tokens = static (date, _) => IsUndated(date) ? [KindOperators.Token(Undated)] : DateRange.Of(date).On(),
        Aloud = static (date, _) => IsUndated(date)
            ? "without a date, of their own or of their post"
            : $"{(DateRange.Of(date).Day is null ? "in" : "on")} {InWords(DateRange.Of(date))}{OfPosts}",
        Replaces = Replaces,
        Facts = [.. Dates, KindOperators.Kinds],
    };

    private static bool IsUndated(string typed) => string.Equals(typed, Undated, StringComparison.OrdinalIgnoreCase);

    // 2014, 2014-2 or 2014-2-11.
    private static string? ReadDate(string typed)
    {
        var parts = typed.Split('-');
        var numbers = parts.Select(part => part.Length is > 0 and <= 4 && part.All(char.IsAsciiDigit) ? int.Parse(part, CultureInfo.InvariantCulture) : 0).ToArray();
        if (parts.Length > 3 || parts[0].Length != 4 || numbers[0] == 0 || parts.Skip(1).Any(part => part.Length > 2))
        {
            return null;
        }

        return numbers switch
        {
            [var year] => $"{year:D4}",
            [var year, >= 1 and <= 12 and var month] => $"{year:D4}-{month:D2}",
            [var year, >= 1 and <= 12 and var month, >= 1 and var day] when day <= DateTime.DaysInMonth(year, month) => $"{year:D4}-{month:D2}-{day:D2}",
            _ => null,
        };
    }

    // "after:2010 before:2014" is one time; "on:2014 before:2013" is none, and neither is "on:undated after:2010".
    private static bool Replaces(SearchFilter other, SearchFilter added) =>
        IsOfTime(other) && IsOfTime(added)
        && (other.Operator == added.Operator || Days(other) is not { } before || Days(added) is not { } days || before.First > days.Last || days.First > before.Last);

    private static bool IsOfTime(SearchFilter filter) => filter.Operator == Before || filter.Operator == After || filter.Operator == On;

    // In numbers of days, because before the first and after the last day that a calendar has there is none. Null for what is undated.
    private static (int First, int Last)? Days(SearchFilter filter) =>
        filter.Operator == Before ? (int.MinValue, DateRange.Of(filter.Value).First.DayNumber - 1)
        : filter.Operator == After ? (DateRange.Of(filter.Value).Last.DayNumber + 1, int.MaxValue)
        : filter.Operator == On && !IsUndated(filter.Value) ? (DateRange.Of(filter.Value).First.DayNumber, DateRange.Of(filter.Value).Last.DayNumber)
        : null;

    private static string InWords(DateRange range) => range switch
    {
        { Day: not null } => Day(range.First),
        { Month: not null } => range.First.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
        _ => $"{range.Year}",
    };

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static void AddDate(List<string> tokens, char kind, string? date, int length)
    {
        if (date?.Length >= length)
        {
            tokens.Add(FactTokens.Of(kind, date[..length]));
        }
    }
}

/// <summary>The days of a year, a month or a day, and what lies before and after them.</summary>
/// <remarks>Something dated 2014 only is on no day and in no month: it meets what holds for the whole year.</remarks>
internal readonly record struct DateRange(int Year, int? Month, int? Day)
{
    private const int Months = 12;

    /// <param name="value">As operators write it: <c>2014-02</c>.</param>
    public static DateRange Of(string value)
    {
        var parts = value.Split('-').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new DateRange(parts[0], parts.Length > 1 ? parts[1] : null, parts.Length > 2 ? parts[2] : null);
    }

    public DateOnly First => new(Year, Month ?? 1, Day ?? 1);

    public DateOnly Last => new(Year, Month ?? Months, Day ?? DateTime.DaysInMonth(Year, Month ?? Months));

    public IEnumerable<string> On() =>
        [Day is not null ? DayToken(Day.Value) : Month is not null ? MonthToken(Month.Value) : YearToken(Year)];

    public IEnumerable<string> Before(int firstYear) =>
        [.. Range(firstYear, Year - 1).Select(YearToken), .. Range(1, (Month ?? 1) - 1).Select(MonthToken), .. Range(1, (Day ?? 1) - 1).Select(DayToken)];

    public IEnumerable<string> After(int lastYear)
    {
        var days = Day is null ? [] : Range(Day.Value + 1, DateTime.DaysInMonth(Year, Month!.Value)).Select(DayToken);
        var months = Month is null ? [] : Range(Month.Value + 1, Months).Select(MonthToken);
        return [.. days, .. months, .. Range(Year + 1, lastYear).Select(YearToken)];
    }

    private static IEnumerable<int> Range(int first, int last) => Enumerable.Range(first, Math.Max(0, last - first + 1));

    private static string YearToken(int year) => FactTokens.Of(DateOperators.YearFact, $"{year:D4}");

    private string MonthToken(int month) => FactTokens.Of(DateOperators.MonthFact, $"{Year:D4}-{month:D2}");

    private string DayToken(int day) => FactTokens.Of(DateOperators.DayFact, $"{Year:D4}-{Month:D2}-{day:D2}");
}
