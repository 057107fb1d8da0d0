using System.Globalization;
using System.Text.RegularExpressions;

namespace Archive.Tests.Dumps;

/// <summary>Prints dates as CLDR says that a language prints them, from the project's own data and by no culture of the machine.</summary>
internal static partial class DateCases
{
    private static readonly Dictionary<(string Language, string Kind), string[]> Lines = File.ReadLines(
            Path.Combine(Repository.Root, "src/Archive/Dumps/Blogger/Dates/dates-cldr.txt"))
        .Where(line => line[0] != '#')
        .Select(line => line.Split(' ', 3))
        .ToDictionary(parts => (parts[0], parts[1]), parts => parts[2].Split('|'));

    public static IReadOnlyList<string> Languages { get; } = [.. Lines.Keys.Select(key => key.Language).Distinct()];

    public static string[]? Names(string language, string kind) => Lines.GetValueOrDefault((language, kind));

    /// <summary>A date by every pattern of the language.</summary>
    public static IEnumerable<string> Print(string language, DateOnly day) =>
        Lines[(language, "patterns")].Select(pattern => Field().Replace(pattern, field => Print(language, field.Value, day, pattern)));

    /// <summary>The digits of the language in place of ASCII ones.</summary>
    public static string InDigits(string text, char zero) =>
        string.Concat(text.Select(letter => char.IsAsciiDigit(letter) ? (char)(zero + letter - '0') : letter));

    private static string Print(string language, string field, DateOnly day, string pattern) => field switch
    {
        "dddd" => Lines[(language, "days")][((int)day.DayOfWeek + 6) % 7],
        "dd" => day.Day.ToString("00", CultureInfo.InvariantCulture),
        "d" => day.Day.ToString(CultureInfo.InvariantCulture),
        "MMMM" => Lines[(language, "months")][day.Month - 1],
        "M" => day.Month.ToString(CultureInfo.InvariantCulture),
        "yyyy" => (day.Year + Ahead(language, pattern)).ToString(CultureInfo.InvariantCulture),
        "g" => Lines[(language, "eras")][0],
        _ when field[0] == '\'' => field.Trim('\''),
        _ => throw new InvalidOperationException($"no field of a date: {field}"),
    };

    private static int Ahead(string language, string pattern) =>
        pattern.Contains('g', StringComparison.Ordinal) && Lines.TryGetValue((language, "years-ahead"), out var years)
            ? int.Parse(years[0], CultureInfo.InvariantCulture)
            : 0;

    [GeneratedRegex("d+|M+|y+|g+|'[^']*'")]
    private static partial Regex Field();
}
