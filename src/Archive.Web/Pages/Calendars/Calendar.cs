using System.Globalization;
using Microsoft.AspNetCore.Html;

namespace Archive.Web.Pages.Calendars;

/// <summary>The years and months of a blog, or of all blogs together, with how much was written in each.</summary>
/// <param name="Home">The first part of the addresses of its years and months: a blog's slug, or <see cref="PostAddress.AllBlogs"/>.</param>
/// <param name="Months">Those that have posts, earliest first, undated posts last.</param>
/// <param name="Current">The month or year that is being read; null on a front page.</param>
internal sealed record Calendar(string Home, IReadOnlyList<CalendarMonth> Months, string? Current)
{
    private const int Shades = 4;

    private const int MaxEmptyYears = 60;

    private readonly Lazy<int> full = new(() => Months.Select(month => month.Posts).Order().ElementAt(Months.Count * 9 / 10));

    /// <summary>The months of a blog; it costs as much as there are months.</summary>
    public static Calendar Of(ArchiveDb db, long blog, string slug, string? current) =>
        new(slug, db.MonthsOf(blog, (month, posts, comments) => new CalendarMonth(month, posts, comments)), current);

    /// <summary>The months of all blogs together.</summary>
    public static Calendar OfAll(ArchiveDb db, string? current) =>
        new(PostAddress.AllBlogs, db.MonthsOfAll((month, posts, comments) => new CalendarMonth(month, posts, comments)), current);

    /// <summary>The filters of a search that finds the posts which are counted here; null where each month has a page of its own.</summary>
    public string? Filters { get; init; }

    public int Posts => Months.Sum(month => month.Posts);

    public int Comments => Months.Sum(month => month.Comments);

    /// <summary>Every year from the first to the last that has posts, the newest first: a year without any is part of the story.</summary>
    public IReadOnlyList<CalendarYear> Years
    {
        get
        {
            var dated = Months.Where(month => month.Year != PostAddress.Undated).ToList();
            if (dated.Count == 0)
            {
                return [];
            }

            var (first, last) = (Number(dated[0].Year), Number(dated[^1].Year));
            var years = dated.ToLookup(month => month.Year);
            // A year that nobody can have meant would make a row for each of a thousand years.
            return last - first > MaxEmptyYears
                ? [.. years.Reverse().Select(year => CalendarYear.Of(year.Key, year))]
                : [.. Enumerable.Range(first, last - first + 1).Reverse().Select(Name).Select(year => CalendarYear.Of(year, years[year]))];
        }
    }

    public CalendarMonth? Undated => Months.FirstOrDefault(month => month.Year == PostAddress.Undated);

    /// <summary>Where a year leads.</summary>
    public string YearAddress(string year) => Filters is null ? PostAddress.Year(Home, year) : SearchAddress.Of($"{Filters} on:{year}");

    /// <summary>Where a month leads, or what is of none.</summary>
    public string MonthAddress(string month) => Filters is null ? PostAddress.Month(Home, month) : SearchAddress.Of($"{Filters} on:{month}");

    /// <summary>The months with posts before and after one.</summary>
    public (string? Earlier, string? Later) Beside(string month) => Beside([.. Months.Select(one => one.Month).Where(one => one != PostAddress.Undated)], month);

    /// <summary>The years with posts before and after one.</summary>
    public (string? Earlier, string? Later) BesideYear(string year) =>
        Beside([.. Months.Select(one => one.Year).Where(one => one != PostAddress.Undated).Distinct()], year);

    /// <summary>How dark a month is drawn, from 1 to 4: against the ninth of ten months by their posts, so that one great month does not make all others pale.</summary>
    public int Shade(CalendarMonth month) => Math.Min(Shades, (int)Math.Ceiling((double)Shades * month.Posts / full.Value));

    private static (string? Earlier, string? Later) Beside(List<string> all, string one) => all.IndexOf(one) switch
    {
        < 0 => (null, null),
        var at => (at > 0 ? all[at - 1] : null, at + 1 < all.Count ? all[at + 1] : null),
    };

    private static int Number(string year) => int.Parse(year, CultureInfo.InvariantCulture);

    private static string Name(int year) => year.ToString("0000", CultureInfo.InvariantCulture);
}

/// <summary>A month that has posts.</summary>
/// <param name="Month"><c>2014-02</c> or <c>undated</c>.</param>
internal sealed record CalendarMonth(string Month, int Posts, int Comments)
{
    public string Year => Month == PostAddress.Undated ? Month : Month[..4];
}

/// <summary>A row of a calendar.</summary>
/// <param name="Months">Twelve, from January; null where a month has no posts.</param>
internal sealed record CalendarYear(string Year, IReadOnlyList<CalendarMonth?> Months)
{
    public int Posts => Months.Sum(month => month?.Posts ?? 0);

    public static CalendarYear Of(string year, IEnumerable<CalendarMonth> months)
    {
        var row = new CalendarMonth?[12];
        foreach (var month in months)
        {
            if (int.TryParse(month.Month.AsSpan(5), CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 12)
            {
                row[number - 1] = month;
            }
        }

        return new CalendarYear(year, row);
    }
}

/// <summary>Writes the cells of a calendar, of which every page of a blog has one for each of its months.</summary>
internal static class CalendarHtml
{
    /// <summary>The rows of its table.</summary>
    public static IHtmlContent Rows(Calendar calendar, IReadOnlyList<CalendarYear> years) => Markup.Of(markup =>
    {
        foreach (var year in years)
        {
            markup.Write($"<tr><th scope=\"row\">");
            if (year.Posts > 0)
            {
                markup.Write($"<a href=\"{calendar.YearAddress(year.Year)}\"");
                WriteCurrent(markup, calendar, year.Year);
                markup.Write($" aria-label=\"{year.Year}: {InWords.Count(year.Posts, "post", "posts")}\">{year.Year}</a></th>");
            }
            else
            {
                markup.Write($"{year.Year}</th>");
            }

            for (var i = 0; i < year.Months.Count; i++)
            {
                WriteCell(markup, calendar, year.Months[i], InWords.Initials.Substring(i, 1));
            }

            markup.Write($"</tr>\n");
        }
    });

    private static void WriteCell(Markup markup, Calendar calendar, CalendarMonth? month, string initial)
    {
        if (month is null)
        {
            markup.Write($"<td></td>");
            return;
        }

        var words = $"{InWords.Month(month.Month)}: {InWords.Count(month.Posts, "post", "posts")}";
        markup.Write($"<td><a class=\"s{calendar.Shade(month)}\" href=\"{calendar.MonthAddress(month.Month)}\"");
        WriteCurrent(markup, calendar, month.Month);
        markup.Write($" title=\"{words}\" aria-label=\"{words}\">{initial}</a></td>");
    }

    private static void WriteCurrent(Markup markup, Calendar calendar, string time)
    {
        if (calendar.Current == time)
        {
            markup.Write($" aria-current=\"page\"");
        }
    }
}
