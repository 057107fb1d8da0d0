namespace Archive.Benchmarks.Search;

/// <summary>The archive's search at three sizes, beside what one would take in its place.</summary>
public static class SearchBenchmark
{
    private static readonly TimeSpan Room = TimeSpan.FromSeconds(1.5);

    private const int SizeOfLongForm = 100_000;

    // In the short form a quick answer needs no thousand runs.
    private static readonly TimeSpan ShortRoom = TimeSpan.FromSeconds(0.2);

    public static async Task<int> RunAsync(SearchChoices choices)
    {
        using var temp = new TempFolder();
        var folder = choices.Keep ?? temp["search"];
        Directory.CreateDirectory(folder);
        var questions = Questions.All.Where(question => question.Name.Contains(choices.Rows, StringComparison.Ordinal)).ToList();
        var room = choices.Sizes[^1] < SizeOfLongForm ? ShortRoom : Room;
        var engines = Engines(folder).Where(engine => choices.Engines.Count == 0 || choices.Engines.Contains(engine.Name)).Where(IsInstalled).ToList();
        var results = new Results(choices.Sizes);
        foreach (var size in choices.Sizes)
        {
            var place = Directory.CreateDirectory(Path.Combine(folder, $"{size}")).FullName;
            await ImportedCorpus.OfAsync(folder, size);
            Results.PrintHead(size);
            foreach (var engine in engines)
            {
                await using var opened = await engine.Open(place);
                Measure(results, questions, size, room, opened);
            }
        }

        results.PrintBars(OwnEngine.OwnName);
        if (Crowd.Name.Contains(choices.Rows, StringComparison.Ordinal))
        {
            await Crowd.MeasureAsync(Data(Path.Combine(folder, $"{choices.Sizes[^1]}")));
        }

        return 0;
    }

    private static string Data(string place) => Path.Combine(place, "archive");

    private static Choice[] Engines(string folder) =>
    [
        new(OwnEngine.OwnName, () => true, place => Task.FromResult<Engine>(OwnEngine.Open(Data(place)))),
        new("LIKE", () => true, place => Task.FromResult<Engine>(new LikeEngine(Rows(place)))),
        new("FTS5", () => true, place => Task.FromResult<Engine>(new DocumentedFtsEngine(Rows(place)))),
        new("Xapian", () => XapianEngine.TryCompile(folder), place => Task.FromResult<Engine>(XapianEngine.Open(folder, Data(place), Path.Combine(place, "xapian")))),
        new("PostgreSQL", () => PostgresServer.IsInstalled, place => PostgresEngine.OpenAsync(Data(place), Path.Combine(place, "postgres"))),
    ];

    private static bool IsInstalled(Choice engine)
    {
        var isInstalled = engine.IsInstalled();
        if (!isInstalled)
        {
            Console.WriteLine($"{engine.Name} is left out: it is not installed");
        }

        return isInstalled;
    }

    private static SqliteRows Rows(string place) => SqliteRows.Open(Data(place), Path.Combine(place, "rows.db"));

    private static void Measure(Results results, IReadOnlyList<Question> questions, int size, TimeSpan room, Engine engine)
    {
        var asked = questions.Where(question => engine.Answers(question.Asks[0])).ToList();
        foreach (var question in asked)
        {
            Timing.WarmUp(engine, question.Asks, room);
        }

        foreach (var question in asked)
        {
            results.Add(question, engine.Name, size, Timing.Measure(engine, question.Asks, room));
        }
    }

    private sealed record Choice(string Name, Func<bool> IsInstalled, Func<string, Task<Engine>> Open);
}
