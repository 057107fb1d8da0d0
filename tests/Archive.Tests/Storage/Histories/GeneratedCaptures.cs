using System.Globalization;

namespace Archive.Tests.Storage.Histories;

/// <summary>Invents captures of few posts in few words, so that equal texts, notices, placeholders, edits and titles meet all the time.</summary>
internal sealed class GeneratedCaptures(int seed)
{
    private static readonly string[] Words =
    [
        "a", "b", "thanks", "thanks", "thanks", "one two three four", "one two three five", "six two three four", "six seven eight four",
        DumpText.Removed, DumpText.Removed, DumpText.Missing, DumpText.Missing, "see https://www.example.org/2014/02/power.html now", "well said\n\nJim",
    ];

    // A slug takes neither articles nor marks, so that different titles have one.
    private static readonly string?[] Titles = ["Power to people", "Power to people", "Power to the people?", "Other", null, null];

    private static readonly string[] Days = ["2014-02-11", "2014-02-11", "2014-02-12", "2014-03-01"];

    // Alone the first say nothing of which is the day; others decide it, for or against each other.
    private static readonly string[] Numbers = ["11/02/2014", "11/02/2014", "02.11.14", "03/04/2014", "12/02/2014", "Tuesday 11/02/2014", "21/03/2014", "21/03/2014", "03/21/2014"];

    private static readonly string[] Bodies = ["The body.", "The body.\n\nLabels: tide, Night ferry", "The body.\n\nLabels: tide, mill", "one two three four", "one two three five", "six seven eight nine", ""];

    // Two lines without a gap are no title, so that a post without one is read as such.
    private static readonly string[] UntitledBodies = ["The body\nof it.", "one two\nthree four", "one two\nthree five", "six seven\neight nine", ""];

    /// <summary>One in so many prints dates in numbers too.</summary>
    private const int PrintsNumbers = 3;

    private readonly Random random = new(seed);

    public int Next(int bound) => random.Next(bound);

    public T One<T>(params ReadOnlySpan<T> of) => of[random.Next(of.Length)];

    /// <summary>The bytes of a dump of one or two posts.</summary>
    public byte[] Dump() => DumpText.Of([.. Enumerable.Range(0, random.Next(5) == 0 ? 2 : 1).Select(_ => Post())]);

    public DumpPost Post()
    {
        var title = One<string?>(Titles);
        var post = seed % PrintsNumbers == 0 && random.Next(2) == 0
            ? DumpText.Titled(title, null, Outline()) with { NumberedDate = new NumberedDate(One<string>(Numbers), 1) }
            : DumpText.Titled(title, One<string>(Days), Outline());
        return post with { Original = title is null ? One<string>(UntitledBodies) : One<string>(Bodies) };
    }

    /// <summary>Moments a day apart in an order that has nothing to do with anything.</summary>
    public DateTimeOffset[] Times(int count)
    {
        var times = Enumerable.Range(0, count).Select(day => new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day)).ToArray();
        random.Shuffle(times);
        return times;
    }

    public T[] Shuffled<T>(IEnumerable<T> items)
    {
        var shuffled = items.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    public string[] Outline()
    {
        var lines = new string[random.Next(8)];
        var depth = -1;
        for (var i = 0; i < lines.Length; i++)
        {
            depth = random.Next(Math.Min(depth + 2, 4));
            lines[i] = string.Create(CultureInfo.InvariantCulture, $"{new string(' ', 2 * depth)}{One<string>(Words)}");
        }

        return lines;
    }
}
