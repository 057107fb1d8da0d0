using System.Diagnostics;

namespace Archive.Benchmarks.Importing;

/// <summary>What a further capture of a post costs that is there already: it reads the earlier ones again and folds all of them.</summary>
public static class CapturesBenchmark
{
    private const int LongThread = 5_000;
    private const int ManyCaptures = 100;
    private const int ShortThread = 40;

    public static async Task<int> RunAsync()
    {
        using var folder = new TempFolder();
        Console.WriteLine($"a thread of {LongThread} comments");
        // A first round warms the program up.
        await AddToAsync(folder, "warm-up", 200);
        var (first, added, again) = await AddToAsync(folder, "long", LongThread);
        Table.Figure("first capture, ms", $"{first.TotalMilliseconds:0}");
        Table.Figure("a second capture with one comment more, ms", $"{added.TotalMilliseconds:0}");
        Table.Figure("the same file again, ms", $"{again.TotalMilliseconds:0}");
        Table.Bar("second capture / first capture", added / first, 2);

        Console.WriteLine($"{ManyCaptures} captures of a post, each with one comment more, from {ShortThread} on");
        var times = await OneByOneAsync(folder);
        var (early, late) = (Sum(times[1..11]), Sum(times[^10..]));
        Table.Figure("captures 2 to 11, ms each", $"{early.TotalMilliseconds / 10:0.0}");
        Table.Figure("captures 91 to 100, ms each", $"{late.TotalMilliseconds / 10:0.0}");
        Table.Bar("late / early, where captures and comments are some 20 times as many", late / early, 20);
        return 0;
    }

    private static async Task<(TimeSpan First, TimeSpan Added, TimeSpan Again)> AddToAsync(TempFolder folder, string name, int comments)
    {
        using var archive = ArchiveFolder.Open(folder[name]);
        return (await ImportAsync(archive, folder, name, comments, 2014), await ImportAsync(archive, folder, name, comments + 1, 2015),
            await ImportAsync(archive, folder, name, comments + 1, 2015));
    }

    private static async Task<List<TimeSpan>> OneByOneAsync(TempFolder folder)
    {
        using var archive = ArchiveFolder.Open(folder["many"]);
        var times = new List<TimeSpan>();
        for (var capture = 0; capture < ManyCaptures; capture++)
        {
            times.Add(await ImportAsync(archive, folder, "many", ShortThread + capture, 1900 + capture));
        }

        return times;
    }

    // The same seed gives the same thread, as far as both go.
    private static async Task<TimeSpan> ImportAsync(ArchiveFolder archive, TempFolder folder, string name, int comments, int year)
    {
        var dumps = folder[$"{name}-{comments}"];
        Directory.CreateDirectory(dumps);
        Corpus.WritePost(dumps, 7, comments, new Random(7));
        var bytes = await File.ReadAllBytesAsync(Directory.GetFiles(dumps)[0]);
        var file = new DumpFile("7.txt", () => bytes, new BlogDescription("benchmark", "Benchmark"));
        var clock = Stopwatch.StartNew();
        await new Importer(archive, TimeProvider.System).ImportAsync(
            [file], new ImportChoices { Captured = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero) }, _ => { }, CancellationToken.None);
        return clock.Elapsed;
    }

    private static TimeSpan Sum(IEnumerable<TimeSpan> times) => times.Aggregate(TimeSpan.Zero, (sum, time) => sum + time);
}
