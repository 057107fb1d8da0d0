namespace Archive.Benchmarks;

/// <summary>The real importer against the floor and against what one would write first, side by side in one run.</summary>
public static class ImportBenchmark
{
    // EF with a trigger is slow and steady; a tenth, scaled per comment, says the same in a tenth of the time.
    private const int PartForEntities = 10;

    // Memory must not grow with the corpus; this is how much smaller the other corpus is.
    private const int PartForMemory = 5;

    private const int Rounds = 3;

    // From here on a round takes minutes and differs little from the next.
    private const int SizeOfOneRound = 500_000;

    public static async Task<int> RunAsync(int comments)
    {
        using var folder = new TempFolder();
        var bytes = Corpus.Write(folder["dumps"], comments);
        Corpus.Write(folder["fewer-dumps"], comments / PartForMemory);
        var small = await MeasuredImport.StartAsync(folder["fewer-dumps"], folder["fewer"]);

        // Interleaved, and the best of each: what else the machine does then falls on all alike.
        var import = default(MeasuredImport);
        var raw = TimeSpan.MaxValue;
        for (var round = 0; round < (comments < SizeOfOneRound ? Rounds : 1); round++)
        {
            var next = await MeasuredImport.StartAsync(folder["dumps"], folder.Fresh("imported"));
            import = import is null || next.Time < import.Time ? next : import;
            var nextRaw = RawInserts.Measure(folder["imported"], folder.Fresh("raw"));
            raw = nextRaw < raw ? nextRaw : raw;
        }

        var entities = EntityInserts.Measure(folder["imported"], folder["entities"], PartForEntities);
        Print(import!, small, raw, entities, bytes, new FileInfo(Path.Combine(folder["imported"], "archive.db")).Length);
        return 0;
    }

    private static void Print(
        MeasuredImport import, MeasuredImport small, TimeSpan raw, (TimeSpan Time, int Comments) entities, long bytes, long database)
    {
        const double megabyte = 1_000_000;
        var seconds = import.Time.TotalSeconds;
        var perEntity = entities.Time / entities.Comments;
        Console.WriteLine($"import: {import.Posts} posts, {import.Comments} comments");
        Table.Figure("dumps, MB", $"{bytes / megabyte:0}");
        Table.Figure("importer, s", $"{seconds:0.00}");
        Table.Figure("posts / comments / MB a second", $"{import.Posts / seconds:0} / {import.Comments / seconds:0} / {bytes / megabyte / seconds:0.0}");
        Table.Figure("raw inserts of the same rows, no index, s", $"{raw.TotalSeconds:0.00}");
        Table.Figure($"EF with an insert trigger, a {PartForEntities}th, scaled, s", $"{(perEntity * import.Comments).TotalSeconds:0.00}");
        Table.Figure("peak memory, MB", $"{import.PeakBytes / megabyte:0}");
        Table.Figure($"peak memory at a {PartForMemory}th of the size, MB", $"{small.PeakBytes / megabyte:0}");
        Table.Figure("database, MB", $"{database / megabyte:0}");
        Table.Bar("importer / raw inserts", import.Time / raw, 6);
        Table.Bar("EF with an insert trigger / importer", perEntity / (import.Time / import.Comments), -3);
        if (import.Comments > 0.9 * Sizes.MaxComments)
        {
            Table.Bar("peak memory / peak memory at a 5th", (double)import.PeakBytes / small.PeakBytes, 1.1);
        }
        else
        {
            Table.Figure("peak memory / peak memory at a 5th (bar at 1000000)", $"{(double)import.PeakBytes / small.PeakBytes:0.00}");
        }
    }
}
