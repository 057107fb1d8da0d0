using System.Globalization;

namespace Archive.Benchmarks.Search;

/// <summary>What was measured, and what it is held against.</summary>
public sealed class Results(IReadOnlyList<int> sizes)
{
    private const double NearlyAsLong = 0.9;

    private readonly Dictionary<(string Question, string Engine, int Size), Timing> timings = [];
    private readonly List<Question> questions = [];

    private int Largest => sizes[^1];

    public void Add(Question question, string engine, int size, Timing timing)
    {
        timings[(question.Name, engine, size)] = timing;
        if (!questions.Contains(question))
        {
            questions.Add(question);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {question.Name,-44} {engine,-18} {timing.P50,9:0.000} {timing.P99,9:0.000} {timing.CpuP50,9:0.000} {timing.CpuP99,9:0.000} {timing.Runs,5} {timing.Said}"));
    }

    public static void PrintHead(int size) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{size} comments, milliseconds {"",-18} {"engine",-18} {"p50",9} {"p99",9} {"cpu p50",9} {"cpu p99",9} {"runs",5}"));

    /// <summary>How each row grew, and which bars are reached: what is missed stands first.</summary>
    public void PrintBars(string own)
    {
        Console.WriteLine($"{own}, thread's milliseconds: bar, p50 and p99 at {Largest}; p99 at {string.Join(" / ", sizes)}, exponent of growth of p50");
        Console.WriteLine("  where pages differ in length, by their hits at each size, from the first size on whose pages are nearly as long");
        var answered = questions.Where(question => timings.ContainsKey((question.Name, own, Largest))).ToList();
        foreach (var question in answered.OrderBy(question => IsReached(question, own) ?? true))
        {
            PrintGrowth(question, own);
        }

        if (Largest < Sizes.MaxComments)
        {
            Console.WriteLine($"  (bars at {Sizes.MaxComments})");
            return;
        }

        foreach (var question in questions)
        {
            Compare(question, own, "Xapian", question.Name, question.Asks[0].Want == Want.Ranked, (mine, other) =>
                Table.Bar($"{question.Name}: {own} / Xapian, p50", mine.P50 / other.P50, 1));
            Compare(question, own, "LIKE", question.Name.Replace("newest", "count", StringComparison.Ordinal), question.Asks[0].Want == Want.Newest, (mine, other) =>
                Table.Bar($"{question.Name}: counting by LIKE / {own}, p50", other.P50 / mine.P50, -500));
        }
    }

    // Null where nothing is asked, or not at this size, or where no smaller size has pages to hold those of the largest against.
    private bool? IsReached(Question question, string own)
    {
        if (Largest < Sizes.MaxComments || (question.MaxMilliseconds is null && question.MaxExponent is null))
        {
            return null;
        }

        if (question.MaxMilliseconds is { } max && timings[(question.Name, own, Largest)].Worked99 > max)
        {
            return false;
        }

        return question.MaxExponent is not { } most || sizes.Count < 2 ? true : Exponent(question, own) is { } exponent ? exponent <= most : (bool?)null;
    }

    // A page of twenty hits is dearer than one of two, whatever stands behind them: what grows is held against the first size whose pages are nearly as long.
    private double? Exponent(Question question, string own) =>
        sizes.First(size => (Hits(question, own, size) ?? 0) >= NearlyAsLong * (Hits(question, own, Largest) ?? 0)) is var first && first == Largest ? null
        : Math.Log(timings[(question.Name, own, Largest)].Worked50 / timings[(question.Name, own, first)].Worked50) / Math.Log((double)Largest / first);

    private int? Hits(Question question, string own, int size) => timings[(question.Name, own, size)].Hits;

    private void PrintGrowth(Question question, string own)
    {
        var timing = timings[(question.Name, own, Largest)];
        var times = string.Join(" / ", sizes.Select(size => timings[(question.Name, own, size)].Worked99.ToString("0.00", CultureInfo.InvariantCulture)));
        var grown = (Exponent(question, own) is { } exponent ? $"^{exponent.ToString("0.00", CultureInfo.InvariantCulture)}" : "")
            + (question.MaxExponent is { } most ? $" of ^{most.ToString(CultureInfo.InvariantCulture)}" : "")
            + (sizes.Select(size => Hits(question, own, size)).Distinct().Count() > 1 ? $", {string.Join(" / ", sizes.Select(size => Hits(question, own, size)))} hits" : "");
        var verdict = IsReached(question, own) switch { null => "", true => "reached", false => Table.Missed };
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {verdict,-8} {question.Name,-52} {question.MaxMilliseconds,5} {timing.Worked50,9:0.000} {timing.Worked99,9:0.000}   {times,-24} {grown}"));
    }

    private void Compare(Question question, string own, string engine, string other, bool asked, Action<Timing, Timing> print)
    {
        if (asked && timings.TryGetValue((question.Name, own, Largest), out var mine) && timings.TryGetValue((other, engine, Largest), out var theirs))
        {
            print(mine, theirs);
        }
    }
}
