using System.Text.RegularExpressions;

namespace Archive.FaultTests;

/// <summary>A disk that is full or fails at any change: the program says so in one line, keeps what was kept, and does the work when it is asked again.</summary>
public sealed partial class DiskFaultTests(ITestOutputHelper output)
{
    /// <summary>Faults of each error in the short form: at writes, and at all other changes.</summary>
    private const int Sample = 1;

    private const int AtOnce = 2;

    private static readonly string[] CanFail = ["pwrite64", "fsync", "fdatasync", "ftruncate"];

    private static readonly (string Error, bool IsForEver)[] Sorts = [("ENOSPC", false), ("EIO", true), ("ENOSPC", true), ("EIO", false)];

    public static TheoryData<string> Scenarios =>
        ["an import into a new folder", "an import that adds captures", "an undo", "a rebuild", "an upgrade from 0.3"];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Failing_anywhere_it_says_why_and_loses_nothing(string name)
    {
        Form.NeedsFaults();
        var whole = Wholes.Of(name);
        var faults = whole.Faults.Where(fault => CanFail.Contains(fault.Change.Call))
            .SelectMany(fault => Sorts.Select(sort => (Fault: fault, sort.Error, sort.IsForEver))).ToList();
        var chosen = Form.Choose(faults, fault => (fault.Error, fault.Fault.Change.Call == "pwrite64"), Sample);
        var (failed, wrong) = (0, new System.Collections.Concurrent.ConcurrentQueue<string>());
        Parallel.ForEach(chosen, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, one =>
        {
            var data = whole.Copy();
            var run = Strace.Fail(one.Fault, data, whole.Traced, one.Error, one.IsForEver, whole.Scenario.WorkIn(data));
            Interlocked.Add(ref failed, run.Exit);
            foreach (var sentence in Complaints(run, one.Error).Concat(whole.Check(data)))
            {
                wrong.Enqueue($"{one.Error}{(one.IsForEver ? " for ever" : "")} at {one.Fault}: {sentence}");
            }

            Directory.Delete(data, recursive: true);
        });
        output.WriteLine($"{name}: {faults.Count} faults, {chosen.Count} tried, {failed} ended with 1, {wrong.Count} wrong");
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong));
        Assert.True(failed >= chosen.Count / 2, $"only {failed} of {chosen.Count} runs noticed their fault");
    }

    // A fault that only delays a tidying does not fail the work.
    private static IEnumerable<string> Complaints(BuiltProgram.Outcome run, string error)
    {
        var complaints = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !Progress().IsMatch(line)).ToList();
        var isRight = run.Exit switch
        {
            0 => complaints.Count == 0,
            1 => complaints.Count == 1 && complaints[0].StartsWith("archive: ", StringComparison.Ordinal) && Cause(error).IsMatch(complaints[0]),
            _ => false,
        };
        if (!isRight)
        {
            yield return $"it does not say why in one line: {run}";
        }
    }

    private static Regex Cause(string error) => error == "ENOSPC" ? Full() : Failing();

    [GeneratedRegex("disk is full", RegexOptions.None, 1_000)]
    private static partial Regex Full();

    [GeneratedRegex("disk I/O error", RegexOptions.None, 1_000)]
    private static partial Regex Failing();

    [GeneratedRegex("^(This archive was made by an earlier|The reading copy is|What the archive exports|Every address leads|[0-9,]+ (sources|posts|addresses|of)|.*-differs\\.db|/)", RegexOptions.None, 1_000)]
    private static partial Regex Progress();
}
