using System.Globalization;

namespace Archive.Searching.Operators;

/// <summary>The days of a year, a month or a day, and what lies before and after them.</summary>
/// <remarks>Something dated 2014 only is on no day and in no month: it meets what holds for the whole year.</remarks>
internal readonly record struct DateRange(int Year, int? Month, int? Day)
{
    private const int Months = 12;

    /// <param name="value">As <see cref="FilterValues.Date"/> gives it.</param>
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

    private static string YearToken(int year) => FactTokens.Of(FactTokens.Year, $"{year:D4}");

    private string MonthToken(int month) => FactTokens.Of(FactTokens.Month, $"{Year:D4}-{month:D2}");

    private string DayToken(int day) => FactTokens.Of(FactTokens.Day, $"{Year:D4}-{Month:D2}-{day:D2}");
}
