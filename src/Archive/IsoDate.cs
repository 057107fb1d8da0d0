using System.Globalization;

namespace Archive;

/// <summary>Reads the dates that the archive keeps: <c>2014-02-11</c>, with or without a time behind it.</summary>
/// <remarks>A page has hundreds of them, and the framework's reader of any form takes ten times as long for this one.</remarks>
public static class IsoDate
{
    /// <summary>2014-02-11.</summary>
    public const int LengthOfDay = 10;

    /// <summary>2014-02-11T14:27.</summary>
    public const int LengthOfMinute = 16;

    private const int MinutesOfHour = 60, HoursOfDay = 24, MonthsOfYear = 12;

    /// <summary>The day with which a date begins; null where it begins with none that is in the calendar.</summary>
    public static DateOnly? DayOf(ReadOnlySpan<char> date) =>
        date.Length >= LengthOfDay && date[4] == '-' && date[7] == '-'
        && Number(date[..4]) is { } year and >= 1 && Number(date[5..7]) is { } month and >= 1 and <= MonthsOfYear
        && Number(date[8..LengthOfDay]) is { } day and >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day) : null;

    /// <summary>The time of day behind its day, to the minute; null where there is none.</summary>
    public static TimeOnly? MinuteOf(ReadOnlySpan<char> date) =>
        date.Length >= LengthOfMinute && date[LengthOfDay] == 'T' && date[13] == ':'
        && Number(date[11..13]) is { } hour and < HoursOfDay && Number(date[14..LengthOfMinute]) is { } minute and < MinutesOfHour
            ? new TimeOnly(hour, minute) : null;

    private static int? Number(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
