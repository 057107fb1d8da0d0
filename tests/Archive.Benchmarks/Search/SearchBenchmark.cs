namespace Archive.Benchmarks.Search;

/// <summary>The archive's search at three sizes, beside what one would take in its place.</summary>
public static class SearchBenchmark
{
    private static readonly TimeSpan Room = TimeSpan.FromSeconds(1.5);

    // In the short form a quick answer needs no thousand runs.
    private static readonly TimeSpan ShortRoom = TimeSpan.FromSeconds(0.2);

    public static async Task<int> RunAsync(SearchChoices choices)
    {
        using var temp = new TempFolder();
        var folder = choices.Keep ?? temp["search"];
        Directory.CreateDirectory(folder);
        var xapian = XapianEngine.Compile(folder);
        Say(xapian is not null, "Xapian", "no g++ or libxapian");
        Say(PostgresServer.IsInstalled, "PostgreSQL", "PostgreSQL 15 is not there");

        var questions = Questions.All.Where(question => question.Name.Contains(choices.Rows, StringComparison.Ordinal)).ToList();
        var results = new Results(choices.Sizes);
        foreach (var size in choices.Sizes)
        {
            var place = Path.Combine(folder, $"{size}");
            Directory.CreateDirectory(place);
            await MeasureAsync(results, questions, size, place, xapian, choices.Sizes[^1] < 100_000 ? ShortRoom : Room);
        }

        results.PrintBars("archive");
        await Crowd.MeasureAsync(Path.Combine(folder, $"{choices.Sizes[^1]}", "archive"));
        return 0;
    }

    private static async Task MeasureAsync(
        Results results, IReadOnlyList<Question> questions, int size, string place, string? xapian, TimeSpan room)
    {
        var data = Path.Combine(place, "archive");
        await SearchCorpus.ImportAsync(data, size);
        Results.PrintHead(size);
        await MeasureAsync(results, questions, size, room, () => OwnEngine.OpenAsync(data));
        using var rows = SqliteRows.Open(data, Path.Combine(place, "rows.db"));
        await MeasureAsync(results, questions, size, room, () => Task.FromResult<Engine>(new LikeEngine(rows)));
        await MeasureAsync(results, questions, size, room, () => Task.FromResult<Engine>(new DocumentedFtsEngine(rows)));
        if (xapian is not null)
        {
            await MeasureAsync(results, questions, size, room, () => Task.FromResult<Engine>(XapianEngine.Open(xapian, data, Path.Combine(place, "xapian"))));
        }

        if (PostgresServer.IsInstalled)
        {
            await MeasureAsync(results, questions, size, room, () => PostgresEngine.OpenAsync(data, Path.Combine(place, "postgres")));
        }
    }

    private static async Task MeasureAsync(
        Results results, IReadOnlyList<Question> questions, int size, TimeSpan room, Func<Task<Engine>> open)
    {
        await using var engine = await open();
        foreach (var question in questions.Where(question => engine.Answers(question.Asks[0])))
        {
            results.Add(question, engine.Name, size, Timing.Measure(engine, question.Asks, room));
        }
    }

    private static void Say(bool isThere, string engine, string why)
    {
        if (!isThere)
        {
            Console.WriteLine($"{engine} is left out: {why}");
        }
    }
}
