using System.Globalization;

namespace Archive.Benchmarks.Search;

/// <summary>What was measured, and what it is held against.</summary>
public sealed class Results(IReadOnlyList<int> sizes)
{
    // A fifteenth part of a tenfold growth: what does not grow still varies.
    private const double MaxExponent = 0.1;

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

    /// <summary>How each row grew, and which bars are reached.</summary>
    public void PrintBars(string own)
    {
        Console.WriteLine($"{own}, p99 in milliseconds at {string.Join(" / ", sizes)}, exponent of growth of p50");
        foreach (var question in questions.Where(question => timings.ContainsKey((question.Name, own, Largest))))
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

    private void PrintGrowth(Question question, string own)
    {
        var grown = sizes.Select(size => timings[(question.Name, own, size)]).ToList();
        var exponent = Math.Log(grown[^1].P50 / grown[0].P50) / Math.Log((double)Largest / sizes[0]);
        var reached = grown[^1].P99 <= question.MaxMilliseconds && (!question.IsFlat || exponent <= MaxExponent);
        var bar = question.MaxMilliseconds is { } max ? $"at most {max.ToString(CultureInfo.InvariantCulture)}{(question.IsFlat ? " and ^0.1" : "")}" : "";
        var verdict = question.MaxMilliseconds is null || Largest < Sizes.MaxComments ? "" : reached ? "reached" : "MISSED";
        var times = string.Join(" / ", grown.Select(timing => timing.P99.ToString("0.00", CultureInfo.InvariantCulture)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {question.Name,-52} {times,-24} {(sizes.Count > 1 ? $"^{exponent:0.00}" : ""),-6} {bar}   {verdict}"));
    }

    private void Compare(Question question, string own, string engine, string other, bool asked, Action<Timing, Timing> print)
    {
        if (asked && timings.TryGetValue((question.Name, own, Largest), out var mine) && timings.TryGetValue((other, engine, Largest), out var theirs))
        {
            print(mine, theirs);
        }
    }
}
