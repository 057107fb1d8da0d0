using System.Globalization;

namespace Archive.Citing;

/// <summary>A date that is known to the year, the month, the day or the minute.</summary>
/// <param name="Time">As printed, on the blog's own clock: <c>10:22</c>.</param>
public sealed record CitedDate(int Year, int? Month, int? Day, string? Time)
{
    // The invariant culture's names are the English ones, and are there on every machine.
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    private static readonly string[] Short = ["Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."];

    /// <summary>Reads <c>2014</c>, <c>2014-02</c>, <c>2014-02-11</c> and what goes on with a time; anything else is no date.</summary>
    public static CitedDate? Read(string? published)
    {
        if (published is null)
        {
            return null;
        }

        var day = published.Length > 10 && published[10] == 'T' ? published[..10] : published;
        if (DateOnly.TryParseExact(day, "yyyy-MM-dd", English, DateTimeStyles.None, out var date))
        {
            var time = published.Length >= 16 && TimeOnly.TryParseExact(published.AsSpan(11, 5), "HH:mm", English, DateTimeStyles.None, out _);
            return new CitedDate(date.Year, date.Month, date.Day, time ? published.Substring(11, 5) : null);
        }

        return DateOnly.TryParseExact(published, "yyyy-MM", English, DateTimeStyles.None, out var month)
            ? new CitedDate(month.Year, month.Month, null, null)
            : DateOnly.TryParseExact(published, "yyyy", English, DateTimeStyles.None, out var year) ? new CitedDate(year.Year, null, null, null) : null;
    }

    public static CitedDate Of(DateOnly day) => new(day.Year, day.Month, day.Day, null);

    /// <summary>2014, February 11: as APA writes it.</summary>
    public string YearFirst => Month is null ? YearText : Day is null ? $"{YearText}, {MonthName}" : $"{YearText}, {MonthName} {DayText}";

    /// <summary>February 11, 2014.</summary>
    public string MonthFirst => Month is null ? YearText : Day is null ? $"{MonthName} {YearText}" : $"{MonthName} {DayText}, {YearText}";

    /// <summary>11 February 2014.</summary>
    public string DayFirst => Month is null ? YearText : Day is null ? $"{MonthName} {YearText}" : $"{DayText} {MonthName} {YearText}";

    /// <summary>11 Feb. 2014: as MLA writes it.</summary>
    public string DayFirstShort =>
        Month is not { } month ? YearText : Day is null ? $"{Short[month - 1]} {YearText}" : $"{DayText} {Short[month - 1]} {YearText}";

    /// <summary>The parts that are known.</summary>
    public IReadOnlyList<int> Parts => Month is not { } month ? [Year] : Day is not { } day ? [Year, month] : [Year, month, day];

    /// <summary>2014-02-11, as far as known.</summary>
    public string Iso => string.Join('-', Parts.Select((part, i) => part.ToString(i == 0 ? "0000" : "00", English)));

    private string YearText => Year.ToString(English);

    private string DayText => Day?.ToString(English) ?? "";

    private string MonthName => English.DateTimeFormat.GetMonthName(Month ?? 1);
}
