using System.Globalization;
using Archive.Searching;
using Archive.Storage;

namespace Archive.Web.Pages.Search;

/// <summary>Hits over time as bars, each a link into its month or year.</summary>
public sealed class Histogram
{
    /// <summary>Six years of months; more would be thinner than a finger on a phone and a pointer on a desk.</summary>
    public const int MaxMonths = 72;

    public const int Height = 64;

    /// <summary>The width of one bar with its gap; the style sheet stretches the whole to the page.</summary>
    public const int Step = 12;

    private const int Gap = 2;

    // Even one hit among thousands must be seen.
    private const int MinHeight = 3;

    private Histogram(IReadOnlyList<Bar> bars, string summary) => (Bars, Summary) = (bars, summary);

    public IReadOnlyList<Bar> Bars { get; }

    /// <summary>What the picture shows, for those who do not see it.</summary>
    public string Summary { get; }

    public int Width => Bars.Count * Step;

    /// <summary>Null where one bar or none would stand there.</summary>
    public static Histogram? Of(SearchFacets? facets, QueryReading reading)
    {
        if (facets is null || facets.Months.Count == 0)
        {
            return null;
        }

        var months = Every(facets.Months);
        var spans = months.Count <= MaxMonths ? months : ByYear(months);
        if (spans.Count < 2)
        {
            return null;
        }

        var most = spans.MaxBy(Hits)!;
        var scale = (double)Height / Hits(most);
        var summary = $"From {Name(spans[0].Month)} to {Name(spans[^1].Month)}; most in {Name(most.Month)}, {Told(most)}.";
        return new Histogram([.. spans.Select((span, i) => BarOf(span, i, scale, reading))], summary);
    }

    private static Bar BarOf(MonthHits span, int index, double scale, QueryReading reading)
    {
        var (comments, posts) = (Scaled(span.Comments, scale), Scaled(span.Posts, scale));
        var over = Math.Max(0, comments + posts - Height);
        (comments, posts) = comments > posts ? (comments - over, posts) : (comments, posts - over);
        return new Bar(
            index * Step, Step - Gap, Height - comments, comments, Height - comments - posts, posts,
            Hits(span) == 0 ? null : reading.With(new SearchFilter(FilterKind.On, span.Month)),
            Name(span.Month), $"{Name(span.Month)}: {Told(span)}");
    }

    private static int Scaled(long hits, double scale) => hits == 0 ? 0 : Math.Max(MinHeight, (int)(hits * scale));

    // Months in between that have none, too: time passes evenly.
    private static List<MonthHits> Every(IReadOnlyList<MonthHits> months)
    {
        var known = months.ToDictionary(month => month.Month);
        var all = new List<MonthHits>();
        for (var (at, last) = (First(months[0]), First(months[^1])); at <= last; at = at.AddMonths(1))
        {
            var name = at.ToString("yyyy-MM", CultureInfo.InvariantCulture);
            all.Add(known.GetValueOrDefault(name) ?? new MonthHits(name, 0, 0));
        }

        return all;
    }

    private static List<MonthHits> ByYear(List<MonthHits> months) =>
        [.. months.GroupBy(month => month.Month[..4]).Select(year => new MonthHits(year.Key, year.Sum(month => month.Posts), year.Sum(month => month.Comments)))];

    private static DateOnly First(MonthHits month) => DateOnly.ParseExact(month.Month, "yyyy-MM", CultureInfo.InvariantCulture);

    private static long Hits(MonthHits span) => span.Posts + span.Comments;

    private static string Name(string span) => span.Length == 4 ? span : InWords.Month(span);

    private static string Told(MonthHits span) => (span.Posts, span.Comments) switch
    {
        (0, 0) => "none",
        (0, var comments) => InWords.Count(comments, "comment", "comments"),
        (var posts, 0) => InWords.Count(posts, "post", "posts"),
        var (posts, comments) => $"{InWords.Count(posts, "post", "posts")}, {InWords.Count(comments, "comment", "comments")}",
    };

    /// <summary>A month or year: comments from the ground up, posts on top of them.</summary>
    /// <param name="Address">The search within it; null where it has no hits.</param>
    public sealed record Bar(
        int X, int Width, int CommentsTop, int CommentsHeight, int PostsTop, int PostsHeight, string? Address, string Span, string Title);
}
