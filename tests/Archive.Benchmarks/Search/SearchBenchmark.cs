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
        var engines = Engines(folder).Where(engine => engine.Name.Contains(choices.Engine, StringComparison.Ordinal)).ToList();
        var results = new Results(choices.Sizes);
        foreach (var size in choices.Sizes)
        {
            var place = Directory.CreateDirectory(Path.Combine(folder, $"{size}")).FullName;
            await SearchCorpus.ImportAsync(Data(place), size);
            Results.PrintHead(size);
            foreach (var (_, open) in engines)
            {
                await MeasureAsync(results, questions, size, room, () => open(place));
            }
        }

        results.PrintBars(OwnEngine.OwnName);
        await Crowd.MeasureAsync(Data(Path.Combine(folder, $"{choices.Sizes[^1]}")));
        return 0;
    }

    private static string Data(string place) => Path.Combine(place, "archive");

    // What is not installed is left out, and said so.
    private static IEnumerable<(string Name, Func<string, Task<Engine>> Open)> Engines(string folder)
    {
        yield return (OwnEngine.OwnName, place => Task.FromResult<Engine>(OwnEngine.Open(Data(place))));
        yield return ("LIKE", place => Task.FromResult<Engine>(new LikeEngine(Rows(place))));
        yield return ("FTS5", place => Task.FromResult<Engine>(new DocumentedFtsEngine(Rows(place))));
        if (XapianEngine.Compile(folder) is { } xapian)
        {
            yield return ("Xapian", place => Task.FromResult<Engine>(XapianEngine.Open(xapian, Data(place), Path.Combine(place, "xapian"))));
        }
        else
        {
            Console.WriteLine("Xapian is left out: g++ or libxapian is not installed");
        }

        if (PostgresServer.IsInstalled)
        {
            yield return ("PostgreSQL", place => PostgresEngine.OpenAsync(Data(place), Path.Combine(place, "postgres")));
        }
        else
        {
            Console.WriteLine("PostgreSQL is left out: PostgreSQL 15 is not installed");
        }
    }

    private static SqliteRows Rows(string place) => SqliteRows.Open(Data(place), Path.Combine(place, "rows.db"));

    private static async Task MeasureAsync(
        Results results, IReadOnlyList<Question> questions, int size, TimeSpan room, Func<Task<Engine>> open)
    {
        await using var engine = await open();
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
}
