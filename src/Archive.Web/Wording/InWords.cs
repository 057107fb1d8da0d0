using System.Globalization;

namespace Archive.Web.Wording;

/// <summary>Writes dates and numbers as a British reader expects them.</summary>
internal static class InWords
{
    // The invariant culture's names are the English ones, and are there on every machine.
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    private static readonly string[] MonthNames = English.DateTimeFormat.MonthNames;

    private static readonly string[] DayNames = English.DateTimeFormat.DayNames;

    /// <summary><c>2014-02-11</c> → Tuesday 11 February 2014; with the time of day where it is known.</summary>
    public static string Date(string published) =>
        IsoDate.DayOf(published) is { } day ? WithTime($"{DayNames[(int)day.DayOfWeek]} {Day(day)}", published) : published;

    /// <summary>11 February 2014, 14:27: beside a comment.</summary>
    public static string ShortMoment(string published) => WithTime(ShortDate(published), published);

    /// <summary>11 February 2014: for lists, where the day of the week is noise.</summary>
    public static string ShortDate(string published) => IsoDate.DayOf(published) is { } day ? Day(day) : published;

    /// <summary>11, for a list that already names the month.</summary>
    public static string DayOfMonth(string? published) =>
        published is { Length: >= 10 } ? published.AsSpan(8, 2).TrimStart('0').ToString() : "";

    /// <summary>11 February, of whatever year.</summary>
    public static string DayOfYear(DateOnly day) => day.ToString("d MMMM", English);

    /// <summary>A moment that the archive itself noted.</summary>
    public static string Moment(DateTime utc) => utc.ToString("d MMMM yyyy, HH:mm 'UTC'", English);

    public static string Day(DateTime utc) => Day(DateOnly.FromDateTime(utc));

    public static string Iso(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", English);

    /// <summary>8.5; where another comment of the thread may have that number, 8.5 of the capture of 3 March 2014.</summary>
    /// <param name="of">The capture, as <see cref="CaptureDay"/> writes it.</param>
    public static string Number(string number, string? of) => of is null ? number : $"{number} {OfCapture(of)}";

    /// <summary>The number of a comment, which no other of its thread has.</summary>
    public static string Number(PageComment comment) => Number(comment.Number, comment.NumberOf);

    /// <summary>of the capture of 3 March 2014.</summary>
    /// <param name="name">As <see cref="CaptureDay"/> writes it.</param>
    public static string OfCapture(string name)
    {
        var capture = CaptureDay.Read(name);
        var day = ShortDate(capture.Day);
        return $"of the capture of {day}{(capture.Minute is { } minute ? $", {minute} UTC" : "")}{(capture.IsBound ? " or before" : "")}{(capture.Source is { } source ? $" ({source})" : "")}";
    }

    /// <summary><c>2014-02</c> → February 2014.</summary>
    public static string Month(string month) => NameOfMonth(month) is { } name ? $"{name} {month.AsSpan(0, 4)}" : "Undated";

    /// <summary><c>2014-02</c> → February.</summary>
    public static string MonthOfYear(string month) => NameOfMonth(month) ?? "Undated";

    /// <summary>The first letters of the months, where there is room for no more.</summary>
    public const string Initials = "JFMAMJJASOND";

    /// <summary>Parts of a comment's number that the eye still reads; one of more says less than the comment's place in the thread.</summary>
    private const int MaxNumberParts = 4;

    public static bool IsLong(string number) => number.AsSpan().Count('.') >= MaxNumberParts;

    /// <summary>8.5, or #412 for a comment that stands deeper than a number tells.</summary>
    /// <param name="position">From 0.</param>
    /// <param name="of">The capture that it is of where another comment may have that number; its place no other comment has.</param>
    public static string ShortNumber(string number, int position, string? of) => IsLong(number) ? $"#{position + 1}" : Number(number, of);

    /// <summary>A word or more as they begin a line: 38 comments, The blogger.</summary>
    public static string Capital(string words) => words.Length == 0 ? words : $"{char.ToUpperInvariant(words[0])}{words[1..]}";

    /// <summary>A message of the program as a sentence.</summary>
    public static string Sentence(string message) => $"{Capital(message)}{(message is [.., '.' or '!' or '?'] ? "" : ".")}";

    /// <summary>A number, or a mark that nobody counted.</summary>
    public static string Counted(int? count) => count is { } known ? Count((long)known) : "–";

    public static string Count(long n) => OneOrMany.Number(n);

    /// <summary>line 5, lines 5–33.</summary>
    public static string Lines(int first, int? last) => last is { } end && end != first ? $"lines {first}–{end}" : $"line {first}";

    /// <summary>1 comment, 38 comments.</summary>
    public static string Count(long n, string one, string many) => OneOrMany.Count(n, one, many);

    /// <summary>Hits, as far as they were counted: time may be over before the first is.</summary>
    public static string Count(HitCount hits) => hits.IsExact ? Count(hits.Number) : hits.Number == 0 ? "some" : $"more than {Floor(hits)}";

    /// <summary>1 hit, more than 10,000 hits.</summary>
    public static string Count(HitCount hits, string one, string many) => $"{Count(hits)} {(hits.IsExact ? OneOrMany.Word(hits.Number, one, many) : many)}";

    /// <summary>Hits where words do not fit: 10,000+.</summary>
    public static string Narrow(HitCount hits) => hits.IsExact ? Count(hits.Number) : hits.Number == 0 ? "" : $"{Floor(hits)}+";

    /// <summary>2014-02-11 → 2014-02, where a day would not fit.</summary>
    public static string Narrow(string published) => published.Length >= 7 ? published[..7] : published;

    public static string Bytes(long n) => n switch
    {
        < 1_000 => Count(n, "byte", "bytes"),
        < 1_000_000 => $"{(n / 1e3).ToString("0.#", English)} kB",
        _ => $"{(n / 1e6).ToString("0.#", English)} MB",
    };

    // A calendar has hundreds.
    private static string? NameOfMonth(string month) =>
        month is [_, _, _, _, '-', _, _] && int.TryParse(month.AsSpan(0, 4), NumberStyles.None, English, out var year) && year > 0
        && int.TryParse(month.AsSpan(5), NumberStyles.None, English, out var number) && number is >= 1 and <= 12
            ? MonthNames[number - 1]
            : null;

    private static string Day(DateOnly day) => string.Create(English, $"{day.Day} {MonthNames[day.Month - 1]} {day.Year:D4}");

    private static string Floor(HitCount hits) => Count(Math.Min(hits.Number, ArchiveSearch.MaxCounted));

    // A day with the time behind it, where there is one.
    private static string WithTime(string day, string published) => published.Length >= IsoDate.LengthOfMinute && published[IsoDate.LengthOfDay] == 'T'
        ? $"{day}, {published.AsSpan((IsoDate.LengthOfDay + 1)..IsoDate.LengthOfMinute)}{(published.EndsWith('Z') ? " UTC" : "")}"
        : day;
}

/// <summary>Says what there is in place of a text, or behind its last line.</summary>
internal static class TextState
{
    public const string Placeholder = "Not in the dump. That this comment existed is known only from its replies.";

    public const string NoText = "No dump that is kept here holds the text of this post.";

    public const string Removed = "Removed: the dump holds only what stands in its place.";

    public const string Incomplete = "The dump breaks off here.";

    /// <summary>Of a text for which its page has no room.</summary>
    /// <param name="whole">What the page shows a part of: thread, capture.</param>
    public static string OnlyBeginning(string whole) => $"Only the beginning: with all texts of this {whole} the page would be too long.";
}
