using Archive.FaultTests;

namespace Archive.ClusterTests;

/// <summary>A machine is killed before each change that it makes to a file while it follows; whatever it was doing, it is level afterwards.</summary>
public sealed class KilledFollowerTests(PostgresServer server, ITestOutputHelper output) : IDisposable
{
    /// <summary>The machine that tests everything has two cores.</summary>
    private const int AtOnce = 2;

    private readonly Machines machines = new();

    public void Dispose() => machines.Dispose();

    [Fact]
    public async Task Killed_anywhere_it_is_level_afterwards()
    {
        var database = server.NewDatabase();
        using var one = machines.Open("one", database);
        await Machines.ImportAsync(one, Machines.Invented(seed: 4, count: 3));
        machines.Open("behind", database).Dispose();
        await Machines.ImportAsync(one, Machines.Invented(seed: 5, count: 3));
        new Keeper(one, TimeProvider.System).Undo(1);
        await Machines.ImportAsync(one, Machines.Seeds());
        var (seal, export) = (one.Seal(), await Machines.ExportAsync(one));
        TempFolder.Copy(machines.Folder("behind"), machines.Folder("traced"));
        var traced = machines.Folder("traced");
        var faults = Strace.Faults(traced, Strace.Trace(traced, machines.Folder("log"), Following(traced)));
        var tried = Form.IsShort ? [.. faults.Where((_, at) => at % (faults.Count / 8) == 0)] : faults;
        var killed = 0;

        await Parallel.ForEachAsync(tried, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (fault, _) =>
        {
            var data = machines.Folder($"killed-{fault.At}");
            TempFolder.Copy(machines.Folder("behind"), data);
            if (Strace.Kill(fault, data, traced, Following(data)))
            {
                Interlocked.Increment(ref killed);
                using var again = ArchiveFolder.Open(data, null, database);
                var shown = await Machines.ExportAsync(again);
                Assert.True(seal == again.Seal() && export.AsSpan().SequenceEqual(shown), $"killed at {fault}: it shows something else");
                await Machines.AssertSoundAsync(again);
            }
        });

        output.WriteLine($"{faults.Count} can be hit, {tried.Count} tried, {killed} killed");
        Assert.True(killed >= tried.Count * 0.9, $"only {killed} of {tried.Count} runs were killed");

        // Whatever opens the folder brings its copy up first.
        string[] Following(string data) => ["record", "--data", data, "--record", database];
    }
}
