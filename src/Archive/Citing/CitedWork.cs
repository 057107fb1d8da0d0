using System.Globalization;

namespace Archive.Citing;

/// <summary>A post or comment with all that a citation says of it; what is not known is null, in every style.</summary>
public sealed record CitedWork
{
    /// <summary>What the archive calls itself where a style names the place that keeps a text.</summary>
    public const string ArchiveName = "Archive";

    /// <summary>As printed; null where the post has none.</summary>
    public string? PostTitle { get; init; }

    /// <summary>Who wrote the cited text, as the dump prints the name.</summary>
    public string? Author { get; init; }

    /// <summary>Of a comment, the name typed beneath its text: inferred, and never an author.</summary>
    public string? Signer { get; init; }

    /// <summary>Who wrote the post that a comment stands under, as the dump prints the name.</summary>
    public string? PostAuthor { get; init; }

    /// <summary>The blog's title.</summary>
    public required string Blog { get; init; }

    /// <summary>Who writes the blog, as the keeper says: the author of its posts whose dumps name nobody, and of no comment.</summary>
    public string? BlogAuthor { get; init; }

    /// <summary>A BCP 47 tag.</summary>
    public string? Language { get; init; }

    /// <summary>The date of the cited text itself, as the dump gives it.</summary>
    public string? Published { get; init; }

    /// <summary>Of a comment, the date of its post as the dump gives it: nobody answers a post that is not there yet.</summary>
    public string? PostPublished { get; init; }

    /// <summary>Of a comment, the path as printed: <c>8.5</c>. Null for a post.</summary>
    public string? Number { get; init; }

    /// <summary>The text from its beginning; <see cref="CitedState"/> says when there is none.</summary>
    public string Text { get; init; } = "";

    public CitedState State { get; init; }

    /// <summary>The stable address here.</summary>
    public required Uri Address { get; init; }

    /// <summary>Where the post is or was on the live blog.</summary>
    public Uri? Live { get; init; }

    /// <summary>The day of the capture that shows the text so.</summary>
    public required DateOnly Captured { get; init; }

    /// <summary>The capture was made on that day or before: nobody said when.</summary>
    public bool CapturedOrBefore { get; init; }

    public bool IsComment => Number is not null;

    public CitedDate? Date => CitedDate.Read(Published);

    /// <summary>The day on which a comment without a date was written at the earliest; never its date.</summary>
    public CitedDate? NotBefore => IsComment && Date is null ? CitedDate.Read(PostPublished) : null;
}

/// <summary>What there is to quote.</summary>
public enum CitedState
{
    Present,

    /// <summary>The blog showed a notice in place of the text.</summary>
    Removed,

    /// <summary>That it existed is known only from its replies.</summary>
    Lost,
}

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

        if ((published.Length == IsoDate.LengthOfDay || (published.Length > IsoDate.LengthOfDay && published[IsoDate.LengthOfDay] == 'T')) && IsoDate.DayOf(published) is { } date)
        {
            return new CitedDate(date.Year, date.Month, date.Day, IsoDate.MinuteOf(published) is null ? null : published[(IsoDate.LengthOfDay + 1)..IsoDate.LengthOfMinute]);
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

    /// <summary>On or after; of a month or a year, in or after.</summary>
    public string OrAfter => Day is null ? "in or after" : "on or after";

    /// <summary>2014-02-11, as far as known.</summary>
    public string Iso => Month is not { } month ? $"{Year:D4}" : Day is not { } day ? $"{Year:D4}-{month:D2}" : $"{Year:D4}-{month:D2}-{day:D2}";

    private string YearText => Year.ToString(English);

    private string DayText => Day?.ToString(English) ?? "";

    private string MonthName => English.DateTimeFormat.GetMonthName(Month ?? 1);
}
