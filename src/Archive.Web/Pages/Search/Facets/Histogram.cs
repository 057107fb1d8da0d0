using System.Globalization;

namespace Archive.Web.Pages.Search.Facets;

/// <summary>Hits over time as bars, each a link into its month or year.</summary>
internal sealed class Histogram
{
    /// <summary>Six years of months; more would be thinner than a finger on a phone and a pointer on a desk.</summary>
    public const int MaxMonths = 72;

    /// <summary>Twenty years of months, for a picture that is looked at more than clicked into.</summary>
    public const int MaxMonthsOfCurve = 240;

    /// <summary>Years that fit beneath one another's bars on a phone.</summary>
    public const int MaxYears = 8;

    public const int Height = 64;

    /// <summary>The width of one bar with its gap; the style sheet stretches the whole to the page.</summary>
    public const int Step = 12;

    private const int Gap = 2;

    // Even one hit among thousands must be seen.
    private const int MinHeight = 3;

    // Bars of a picture with few of them would be blocks.
    private const int MaxStepInPixels = 40;

    private Histogram(IReadOnlyList<Bar> bars, IReadOnlyList<string> years, string summary) =>
        (Bars, Years, Summary) = (bars, years, summary);

    public IReadOnlyList<Bar> Bars { get; }

    /// <summary>The years beneath the bars, each for the same width.</summary>
    public IReadOnlyList<string> Years { get; }

    /// <summary>The picture in a sentence, for those who do not see it.</summary>
    public string Summary { get; }

    /// <summary>There are more years than fit: only the first and the last are named.</summary>
    public bool NamesEnds { get; private init; }

    public int Width => Bars.Count * Step;

    public int PixelWidth => Bars.Count * MaxStepInPixels;

    /// <summary>Null where there is no month to show.</summary>
    /// <param name="hits">Null where nobody counted.</param>
    public static Histogram? Of(IReadOnlyList<MonthHits>? hits, QueryReading reading, int maxMonths = MaxMonths)
    {
        if (hits is null || hits.Count == 0)
        {
            return null;
        }

        var months = WholeYears(hits);
        var spans = months.Count <= maxMonths ? months : ByYear(months);
        var years = ByYear(months).ConvertAll(year => year.Month);
        var most = spans.MaxBy(Hits)!;
        var bars = spans.Select((span, i) => BarOf(span, i, (double)Height / Hits(most), reading));
        var summary = hits.Count == 1
            ? $"In {Name(hits[0].Month)}: {InWordsOf(hits[0])}."
            : $"From {Name(hits[0].Month)} to {Name(hits[^1].Month)}; most in {Name(most.Month)}: {InWordsOf(most)}.";
        var fit = years.Count <= MaxYears;
        return new Histogram([.. bars], fit ? years : [years[0], years[^1]], summary) { NamesEnds = !fit };
    }

    private static Bar BarOf(MonthHits span, int index, double scale, QueryReading reading)
    {
        var (comments, posts) = (Scaled(span.Comments, scale), Scaled(span.Posts, scale));
        var over = Math.Max(0, comments + posts - Height);
        (comments, posts) = comments > posts ? (comments - over, posts) : (comments, posts - over);
        return new Bar(
            index * Step, Step - Gap, Height - comments, comments, Height - comments - posts, posts,
            Hits(span) == 0 ? null : reading.With(new SearchFilter(DateOperators.On, span.Month)),
            $"{Name(span.Month)}: {InWordsOf(span)}");
    }

    private static int Scaled(long hits, double scale) => hits == 0 ? 0 : Math.Max(MinHeight, (int)(hits * scale));

    // Months that have none, too: time passes evenly, and each year takes the same room.
    private static List<MonthHits> WholeYears(IReadOnlyList<MonthHits> months)
    {
        var known = months.ToDictionary(month => month.Month);
        var (first, last) = (Year(months[0]), Year(months[^1]));
        return [.. Enumerable.Range(first, last - first + 1)
            .SelectMany(year => Enumerable.Range(1, 12).Select(month => string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}")))
            .Select(name => known.GetValueOrDefault(name) ?? new MonthHits(name, 0, 0))];
    }

    private static List<MonthHits> ByYear(List<MonthHits> months) =>
        [.. months.GroupBy(month => month.Month[..4]).Select(year => new MonthHits(year.Key, year.Sum(month => month.Posts), year.Sum(month => month.Comments)))];

    private static int Year(MonthHits month) => int.Parse(month.Month.AsSpan(0, 4), CultureInfo.InvariantCulture);

    private static long Hits(MonthHits span) => span.Posts + span.Comments;

    private static string Name(string span) => span.Length == 4 ? span : InWords.Month(span);

    private static string InWordsOf(MonthHits span) => (span.Posts, span.Comments) switch
    {
        (0, 0) => "none",
        (0, var comments) => InWords.Count(comments, "comment", "comments"),
        (var posts, 0) => InWords.Count(posts, "post", "posts"),
        var (posts, comments) => $"{InWords.Count(posts, "post", "posts")}, {InWords.Count(comments, "comment", "comments")}",
    };

    /// <summary>A month or year: comments from the ground up, posts on top of them.</summary>
    /// <param name="Address">The search within it; null where it has no hits.</param>
    public sealed record Bar(
        int X, int Width, int CommentsTop, int CommentsHeight, int PostsTop, int PostsHeight, string? Address, string Title);
}
