using System.Diagnostics;
using Npgsql;

namespace Archive.Benchmarks.Following;

/// <summary>Machines that follow one record in PostgreSQL: how fast a new one is level, how far one is behind, and what that moves.</summary>
internal static class FollowBenchmark
{
    private const int CommentsToWarmUp = 4_000, PostsOfImport = 300, Imports = 10;

    private const int Requests = 10_000, RequestsAnew = 2_000, WarmUp = 3, Starts = 3, Rounds = 5, Connections = 8;

    public static async Task<int> RunAsync(int comments)
    {
        if (!PostgresServer.IsInstalled)
        {
            Console.Error.WriteLine("there is no PostgreSQL 15");
            return 1;
        }

        using var folder = new TempFolder();
        Corpus.Write(folder["warm-dumps"], CommentsToWarmUp, seed: 3);
        var bytes = Corpus.Write(folder["dumps"], comments);
        await using var server = PostgresServer.Start(folder["postgres"]);
        var (warm, database) = (await NewDatabaseAsync(server, "warm"), await NewDatabaseAsync(server, "archive"));

        // The same dumps into a folder alone, and into the record that is followed.
        var alone = await MeasuredImport.StartAsync(folder["dumps"], folder["alone"]);
        using var one = ArchiveFolder.Open(folder["one"], null, database);
        using (var warming = ArchiveFolder.Open(folder["warming"], null, warm))
        {
            await ImportAsync(warming, folder["warm-dumps"]);
        }

        var clock = Stopwatch.StartNew();
        await ImportAsync(one, folder["dumps"]);
        var shared = clock.Elapsed;
        await using var two = await MeasuredMachine.StartAsync(folder["two"], database, warm);
        Console.WriteLine($"follow: {alone.Comments} comments of {alone.Posts} posts");
        Table.Figure("dumps, MB", $"{bytes / 1e6:0}");
        Table.Figure("bytes that a new machine reads of the record, MB", $"{await BytesAsync(database) / 1e6:0.0}");
        Table.Figure("import into a folder, s", $"{alone.Time.TotalSeconds:0.0}");
        Table.Figure("import into the shared record, s", $"{shared.TotalSeconds:0.0}");
        Table.Figure("a new machine level with it, s", $"{two.Time.TotalSeconds:0.0}");
        Table.Figure("import into a folder, ms of CPU a comment", $"{alone.PerComment:0.000}");
        Table.Figure("a new machine, ms of CPU a comment", $"{two.Cpu.TotalMilliseconds / alone.Comments:0.000}");
        Table.Bar("rate of replay / rate of a plain import, by CPU", alone.Cpu / two.Cpu, -0.9);
        Table.Figure("its peak memory until then, MB", $"{await two.PeakAsync() / 1e6:0}");
        await ReadAsync(folder, database);
        await FollowAsync(folder, one, two, alone.Posts);
        Table.Figure("peak memory of the new machine, MB", $"{await two.PeakAsync() / 1e6:0}");
        Table.Figure("peak memory of the plain import, MB", $"{alone.PeakBytes / 1e6:0}");
        return 0;
    }

    // Interleaved, and the best of each: what else the machine does then falls on both alike. Of several starts, as pages are measured.
    private static async Task ReadAsync(TempFolder folder, string database)
    {
        var page = PagesBenchmark.Address(folder["alone"], Corpus.CommentsPerPost);
        foreach (var (kind, name, requests) in ((string, string, int)[])[(MeasuredSite.Real, "finished page", Requests), (MeasuredSite.Anew, "page made anew", RequestsAnew)])
        {
            var (alone, shared) = (Cost.Unknown, Cost.Unknown);
            for (var start = 0; start < Starts; start++)
            {
                await using var inFolder = await Visitor.StartAsync(folder["alone"], kind, page);
                await using var following = await Visitor.StartAsync(folder["one"], kind, page, database);
                await inFolder.WarmUpAsync([page], WarmUp * requests, Connections);
                await following.WarmUpAsync([page], WarmUp * requests, Connections);
                for (var round = 0; round < Rounds; round++)
                {
                    alone = alone.OrBetter(await inFolder.MeasureAsync([page], requests, Connections));
                    shared = shared.OrBetter(await following.MeasureAsync([page], requests, Connections));
                }
            }

            Table.Figure($"{name} of a folder alone, CPU µs a request", $"{alone.Microseconds:0}");
            Table.Figure($"{name} of a machine that follows, the same", $"{shared.Microseconds:0}");
            Table.Bar($"{name}, of a machine that follows / of a folder alone", shared.Microseconds / alone.Microseconds, 1.05);
        }
    }

    // From the moment at which the import has ended at the one to that at which the other shows all of it.
    private static async Task FollowAsync(TempFolder folder, ArchiveFolder one, MeasuredMachine two, int posts)
    {
        var lags = new List<double>();
        for (var turn = 0; turn < Imports; turn++)
        {
            Corpus.Write(folder.Fresh("more"), PostsOfImport * Corpus.CommentsPerPost, first: posts + (turn * PostsOfImport));
            await ImportAsync(one, folder["more"]);
            var ended = Stopwatch.GetTimestamp();
            lags.Add(Math.Max(0, Stopwatch.GetElapsedTime(ended, await two.ShownAsync(one.Seal().Number)).TotalMilliseconds));
        }

        lags.Sort();
        Table.Figure($"behind an import of {PostsOfImport} posts, median of {Imports}, ms", $"{lags[lags.Count / 2]:0}");
        Table.Figure("the worst of them, ms", $"{lags[^1]:0}");
    }

    private static async Task ImportAsync(ArchiveFolder archive, string dumps) => await new Importer(archive, TimeProvider.System).ImportAsync(
        DumpFiles.Find([dumps], MeasuredImport.Blog, BlogSlug.Objection), new ImportChoices(), _ => { }, CancellationToken.None);

    private static async Task<string> NewDatabaseAsync(PostgresServer server, string name)
    {
        await using var connection = await OpenAsync(server.ConnectionString);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0", connection);
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;
    }

    private static async Task<long> BytesAsync(string database)
    {
        await using var connection = await OpenAsync(database);
        await using var ask = new NpgsqlCommand("SELECT (SELECT sum(length(content)) FROM originals) + (SELECT sum(octet_length(detail)) FROM entries)", connection);
        return Convert.ToInt64(await ask.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    // The server may be starting still.
    private static async Task<NpgsqlConnection> OpenAsync(string database)
    {
        for (var turn = 0; ; turn++)
        {
            var connection = new NpgsqlConnection(database);
            try
            {
                await connection.OpenAsync();
                return connection;
            }
            catch (NpgsqlException) when (turn < 100)
            {
                await connection.DisposeAsync();
                await Task.Delay(100);
            }
        }
    }
}
