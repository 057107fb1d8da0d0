using System.Globalization;

namespace Archive.Web.Pages.Search.Curves;

/// <summary>A search and its hits by month.</summary>
internal sealed record CurveSeries(string Query, SearchCurve Curve);

/// <summary>The curves of some searches in one picture, as numbers or as shares of all texts.</summary>
internal sealed class CurveChart
{
    public const int Width = 720, Height = 280;

    /// <summary>Twenty years of months; of more, years are drawn.</summary>
    public const int MaxMonths = 240;

    /// <summary>Room for what is drawn on a point at the edge.</summary>
    private const int Edge = 6;

    private const int MonthsOfYear = 12;

    private const int Radius = 4;

    private CurveChart(IReadOnlyList<string> spans, IReadOnlyList<Drawn> lines, double most, bool isShare) =>
        (Spans, Lines, Most, IsShare) = (spans, lines, most, isShare);

    /// <summary>Months without a gap, from January to December, or years.</summary>
    public IReadOnlyList<string> Spans { get; }

    public IReadOnlyList<Drawn> Lines { get; }

    /// <summary>The highest value, at the upper edge.</summary>
    public double Most { get; }

    public bool IsShare { get; }

    public IReadOnlyList<string> Years => [.. Spans.Select(span => span[..4]).Distinct()];

    /// <summary>Null where no search has a month to show.</summary>
    public static CurveChart? Of(IReadOnlyList<CurveSeries> series, bool isShare)
    {
        var months = series.SelectMany(one => one.Curve.Months).Select(month => month.Month).Order(StringComparer.Ordinal).ToList();
        if (months.Count == 0)
        {
            return null;
        }

        var spans = Spanned(months[0], months[^1]);
        var values = series.Select(one => spans.Select(span => Value(one.Curve, span, isShare)).ToList()).ToList();
        var most = values.Max(line => line.Max());
        return new CurveChart(spans, [.. series.Select((one, i) => Draw(one, values[i], spans, most, isShare))], most, isShare);
    }

    /// <summary>The hits of a month or a year, or their share of all its posts and comments; 0 where it has none.</summary>
    public static double Value(SearchCurve curve, string span, bool isShare)
    {
        var hits = Sum(curve.Months, span);
        return !isShare ? hits : Sum(curve.All, span) is > 0 and var all ? hits / (double)all : 0;
    }

    public static string InWordsOf(double value, bool isShare) =>
        isShare ? $"{(value * 100).ToString("0.##", CultureInfo.InvariantCulture)}\u00A0%" : InWords.Count((long)value);

    private static long Sum(IReadOnlyList<MonthHits> months, string span) =>
        months.Where(month => month.Month.StartsWith(span, StringComparison.Ordinal)).Sum(month => month.Hits);

    // Whole years: time passes evenly.
    private static List<string> Spanned(string first, string last)
    {
        var (from, to) = (Year(first), Year(last));
        var years = Enumerable.Range(from, to - from + 1).Select(year => year.ToString("0000", CultureInfo.InvariantCulture));
        return (to - from + 1) * MonthsOfYear > MaxMonths
            ? [.. years]
            : [.. years.SelectMany(year => Enumerable.Range(1, MonthsOfYear).Select(month => string.Create(CultureInfo.InvariantCulture, $"{year}-{month:00}")))];
    }

    private static int Year(string month) => int.Parse(month.AsSpan(0, 4), CultureInfo.InvariantCulture);

    private static Drawn Draw(CurveSeries series, List<double> values, List<string> spans, double most, bool isShare)
    {
        // Of a month without any text there is no share: the line has a gap.
        var points = values.Select((value, i) => (X: X(i, values.Count), Y: Y(value, most), Is: !isShare || Sum(series.Curve.All, spans[i]) > 0)).ToList();
        // A mark in the middle of each year: between them the line alone.
        var marked = points.Where((point, i) => point.Is && (spans[i].Length == 4 || i % MonthsOfYear == MonthsOfYear / 2)).Select(point => (point.X, point.Y));
        var peak = values.IndexOf(values.Max());
        return new Drawn(
            series,
            [.. Stretches(points)],
            [.. marked],
            spans[peak],
            values[peak]);
    }

    private static IEnumerable<string> Stretches(List<(double X, double Y, bool Is)> points)
    {
        for (var from = points.FindIndex(point => point.Is); from >= 0;)
        {
            var end = points.FindIndex(from, point => !point.Is) is >= 0 and var gap ? gap : points.Count;
            // One point alone is a stroke.
            var part = end - from > 1 ? points[from..end] : [points[from] with { X = points[from].X - 1 }, points[from] with { X = points[from].X + 1 }];
            yield return string.Join(' ', part.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")));
            from = end < points.Count ? points.FindIndex(end, point => point.Is) : -1;
        }
    }

    private static double X(int i, int count) => Edge + (count == 1 ? (Width - (2 * Edge)) / 2.0 : i * (Width - (2.0 * Edge)) / (count - 1));

    private static double Y(double value, double most) => Height - Edge - (most > 0 ? value / most * (Height - (2 * Edge)) : 0);

    /// <summary>The sign that a line has beside its colour and its dashes, around a point.</summary>
    /// <param name="turn">Which of the lines, from 0.</param>
    public static string Sign(int turn, double x, double y)
    {
        FormattableString sign = turn switch
        {
            0 => $"M{x - Radius:0.#},{y:0.#}a{Radius},{Radius} 0 1,0 {2 * Radius},0a{Radius},{Radius} 0 1,0 {-2 * Radius},0z",
            1 => $"M{x - Radius:0.#},{y - Radius:0.#}h{2 * Radius}v{2 * Radius}h{-2 * Radius}z",
            2 => $"M{x:0.#},{y - Radius - 1:0.#}l{Radius + 1},{(2 * Radius) + 1}h{-2 * (Radius + 1)}z",
            3 => $"M{x:0.#},{y - Radius - 1:0.#}l{Radius + 1},{Radius + 1}l{-Radius - 1},{Radius + 1}l{-Radius - 1},{-Radius - 1}z",
            _ => $"M{x - Radius:0.#},{y - Radius:0.#}l{2 * Radius},{2 * Radius}m0,{-2 * Radius}l{-2 * Radius},{2 * Radius}",
        };
        return FormattableString.Invariant(sign);
    }

    /// <summary>One line of the picture.</summary>
    /// <param name="Stretches">Points of polylines, one for each stretch without a gap.</param>
    /// <param name="Marked">Points that bear its sign.</param>
    /// <param name="Peak">The month or year in which it is highest.</param>
    public sealed record Drawn(CurveSeries Series, IReadOnlyList<string> Stretches, IReadOnlyList<(double X, double Y)> Marked, string Peak, double Highest);
}
