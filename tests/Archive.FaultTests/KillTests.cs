namespace Archive.FaultTests;

/// <summary>The program is killed before each change that it makes to a file; nothing is lost, and the same work done again ends the same.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    /// <summary>Kills of each scenario in the short form: at writes, and at all other changes.</summary>
    private const int Sample = 2;

    /// <summary>The machine that tests everything has two cores.</summary>
    private const int AtOnce = 2;

    public static TheoryData<string> Scenarios => [.. Scenario.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Killed_anywhere_it_loses_nothing_and_does_it_again(string name)
    {
        Form.NeedsFaults();
        var whole = Wholes.Of(name);
        var faults = Form.Choose(whole.Faults, fault => fault.Change.Call == "pwrite64", Sample);
        var (killed, wrong) = (0, new System.Collections.Concurrent.ConcurrentQueue<string>());
        Parallel.ForEach(faults, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, fault =>
        {
            var data = whole.Copy();
            if (!Strace.Kill(fault, data, whole.Traced, whole.Scenario.WorkIn(data)))
            {
                return;
            }

            Interlocked.Increment(ref killed);
            foreach (var sentence in whole.Check(data))
            {
                wrong.Enqueue($"killed at {fault}: {sentence}");
            }

            Directory.Delete(data, recursive: true);
        });
        output.WriteLine($"{name}: {whole.Changes.Count} changes, {whole.Faults.Count} can be hit, {faults.Count} tried, {killed} killed, {wrong.Count} wrong");
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong));
        Assert.True(killed >= faults.Count * 0.95, $"only {killed} of {faults.Count} runs were killed");
        Assert.True(whole.Faults.Count >= whole.Changes.Count * 0.95, $"only {whole.Faults.Count} of {whole.Changes.Count} changes can be hit");
    }
}
