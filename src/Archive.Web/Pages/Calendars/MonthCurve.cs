using System.Globalization;
using System.Text;

namespace Archive.Web.Pages.Calendars;

/// <summary>The life of a blog at a glance: a bar for each month from its first to its last.</summary>
/// <remarks>Everything is a number of the archive's own, so nothing that a stranger wrote reaches the drawing.</remarks>
internal static class MonthCurve
{
    /// <summary>Months that are drawn: thirty years. Of a blog with more, or a date that nobody can have meant, the last of them.</summary>
    public const int MaxMonths = 360;

    public const int Height = 28;

    private const int MinBar = 2, MinWidth = 60;

    /// <summary>How wide the drawing is: a blog of a few months does not fill it.</summary>
    public static int Width(IReadOnlyList<CalendarMonth> months) => Math.Max(MinWidth, Bars(months).Count);

    /// <summary>The bars as the path of an SVG.</summary>
    public static string Path(IReadOnlyList<CalendarMonth> months)
    {
        var bars = Bars(months);
        var (path, most) = (new StringBuilder(), bars.Count == 0 ? 1 : bars.Max(bar => bar.Posts));
        foreach (var (at, posts) in bars.Where(bar => bar.Posts > 0).Select(bar => (bar.At, bar.Posts)))
        {
            path.Append(CultureInfo.InvariantCulture, $"M{at} {Height}v-{Math.Max(MinBar, Height * posts / most)}h1V{Height}z");
        }

        return path.ToString();
    }

    private static List<(int At, int Posts)> Bars(IReadOnlyList<CalendarMonth> months)
    {
        var dated = months.Where(month => month.Month != PostAddress.Undated).Select(month => (At: Number(month.Month), month.Posts)).ToList();
        if (dated.Count == 0)
        {
            return [];
        }

        var first = Math.Max(dated[0].At, dated[^1].At - MaxMonths + 1);
        var posts = dated.Where(month => month.At >= first).ToDictionary(month => month.At - first, month => month.Posts);
        return [.. Enumerable.Range(0, dated[^1].At - first + 1).Select(at => (at, posts.GetValueOrDefault(at)))];
    }

    private static int Number(string month) =>
        (12 * int.Parse(month.AsSpan(0, 4), CultureInfo.InvariantCulture)) + int.Parse(month.AsSpan(5), CultureInfo.InvariantCulture);
}
