namespace Archive.Dumps.Blogger.Dates;

/// <summary>Decides in which order a blog prints day, month and year as numbers, from all lines that it prints so.</summary>
/// <remarks>
/// The order is a setting of the blog. One line rarely shows it; many together do, where one has a number that is no month, or days
/// of the week that fit one order only. Lines that fit no common order leave it open: a setting may have been changed.
/// </remarks>
/// <param name="Order">Null where the lines leave it open.</param>
/// <param name="Evidence">The reason in words, for a note.</param>
internal sealed record NumberedDates(NumberedDates.Orders? Order, string Evidence)
{
    /// <summary>No blog of Blogger is older, so a year of two digits is one of these hundred.</summary>
    private const int FirstYear = 1999;

    internal enum Orders
    {
        DayMonthYear,
        MonthDayYear,
        YearMonthDay,
    }

    /// <param name="lines">Date lines of one blog; those that are read by themselves in words are passed over.</param>
    public static NumberedDates Decide(IEnumerable<string> lines)
    {
        var dates = lines.Select(line => line.Trim()).Distinct().Select(line => (Line: line, Parts: Parts(line))).Where(date => date.Parts is not null)
            .Select(date => (date.Line, Parts: date.Parts!.Value)).ToList();
        if (dates.Count == 0)
        {
            return new NumberedDates(null, "no date is printed in numbers");
        }

        var fitting = Enum.GetValues<Orders>().Where(order => dates.TrueForAll(date => Fits(date.Parts, order))).ToList();
        return fitting switch
        {
            [] => new NumberedDates(null, Contradiction(dates)),
            [var only] => new NumberedDates(only, $"{Words(only)}, for {Reason(dates, only)}"),
            _ => new NumberedDates(null, $"{dates.Count} dates in numbers fit {string.Join(" as well as ", fitting.Select(Words))}"),
        };
    }

    /// <summary>The orders in which a line can be read, a bit for each; 0 where it fits none.</summary>
    public static int OrdersOf(string line) => Parts(line) is { } parts
        ? Enum.GetValues<Orders>().Where(order => Fits(parts, order)).Sum(Bit)
        : 0;

    /// <summary>The one order in which lines can be read together, as <see cref="Decide"/> finds it; null where they leave it open.</summary>
    /// <param name="orders">As <see cref="OrdersOf"/> gives them of each line.</param>
    public static Orders? Together(IEnumerable<int> orders)
    {
        var left = orders.Aggregate(Enum.GetValues<Orders>().Sum(Bit), (all, one) => all & one);
        return Enum.GetValues<Orders>().Cast<Orders?>().FirstOrDefault(order => left == Bit(order!.Value));
    }

    /// <summary>The numbers of a line without what themes and extractors change, so that two captures that print one date say the same.</summary>
    public static string? Numbers(string line) => Parts(line) is { } parts
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{parts.First}/{parts.Second}/{parts.Third % 100}")
        : null;

    /// <summary>The day of a line of numbers where their order is known; null where it is none.</summary>
    public static string? Read(string line, Orders order) =>
        Parts(line) is { } parts && Day(parts, order) is { } day ? day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>An order in words.</summary>
    public static string Words(Orders order) => order switch
    {
        Orders.DayMonthYear => "day before month",
        Orders.MonthDayYear => "month before day",
        _ => "year, month, day",
    };

    private static int Bit(Orders order) => 1 << (int)order;

    private static NumberedParts? Parts(string line) =>
        PrintedDate.TryNumbered(line, out var parts) ? parts : null;

    private static bool Fits(NumberedParts parts, Orders order) =>
        Day(parts, order) is { } day && (parts.Weekday == 0 || parts.Weekday == (((int)day.DayOfWeek + 6) % 7) + 1);

    private static DateOnly? Day(NumberedParts parts, Orders order)
    {
        var (year, month, day) = order switch
        {
            Orders.DayMonthYear => (parts.Third, parts.Second, parts.First),
            Orders.MonthDayYear => (parts.Third, parts.First, parts.Second),
            _ => (parts.HasShortYear ? parts.First : 0, parts.Second, parts.Third),
        };
        year += parts.HasShortYear ? (year + 1900 >= FirstYear ? 1900 : 2000) : 0;
        return year > 0 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
    }

    private static string Reason(List<(string Line, NumberedParts Parts)> dates, Orders only)
    {
        var others = Enum.GetValues<Orders>().Where(order => order != only).ToList();
        var byNumbers = dates.Find(date => others.TrueForAll(order => Day(date.Parts, order) is null));
        if (byNumbers.Line is { } line)
        {
            return $"\"{line}\" has no other reading";
        }

        var weekdays = dates.Where(date => date.Parts.Weekday != 0 && others.Exists(order => Day(date.Parts, order) is not null && !Fits(date.Parts, order))).ToList();
        return weekdays.Count == 0
            ? $"{dates.Count} dates together have no other reading"
            : $"only so {OneOrMany.Count(weekdays.Count, "day of the week agrees", "days of the week agree")}, as in \"{weekdays[0].Line}\"";
    }

    private static string Contradiction(List<(string Line, NumberedParts Parts)> dates)
    {
        if (dates.Find(date => OrdersOf(date.Line) == 0).Line is { } none)
        {
            return $"\"{none}\" fits no order";
        }

        // There are few sets of orders, however many dates.
        var kinds = dates.DistinctBy(date => OrdersOf(date.Line)).Select(date => date.Line).ToList();
        var pair = kinds.SelectMany(one => kinds.Select(other => (One: one, Other: other)))
            .FirstOrDefault(pair => (OrdersOf(pair.One) & OrdersOf(pair.Other)) == 0, (One: kinds[0], Other: kinds[^1]));
        return $"dates in numbers contradict each other: \"{pair.One}\" and \"{pair.Other}\"";
    }
}

/// <summary>The three numbers of a date without a word for its month, and the day of the week beside them: 0 where there is none.</summary>
internal readonly record struct NumberedParts(int First, int Second, int Third, bool HasShortYear, int Weekday);
