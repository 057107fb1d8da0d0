using System.Globalization;
using System.Text.RegularExpressions;

namespace Archive.FaultTests;

/// <summary>A call by which the program changes a file of its data folder.</summary>
/// <param name="Thread">In the order in which threads first made one.</param>
internal sealed record FileChange(int Thread, string Call, string Path);

/// <summary>A fault at one call of a run.</summary>
/// <param name="At">Its place among all changes of the run.</param>
/// <param name="Paths">The calls that count are those on these files.</param>
/// <param name="Index">How many of its kind the thread has made with it.</param>
internal sealed record Fault(int At, FileChange Change, IReadOnlyList<string> Paths, int Index)
{
    public override string ToString() => $"change {At + 1}: {Change.Call} {Index} on {System.IO.Path.GetFileName(Change.Path)}";
}

/// <summary>strace: tells every change that a run makes to its files, and lets one of them fail or be the last.</summary>
internal static partial class Strace
{
    private const string Calls = "pwrite64,fsync,fdatasync,ftruncate,?rename,?renameat,?renameat2,?unlink,?unlinkat";

    private static readonly string[] Databases =
        ["desk.db", "record.db", "record-making.db", "archive.db", "archive-making.db", "archive-replaced.db", "archive-before-0.4.db", "archive-before-0.4-differs.db"];

    /// <summary>What a run changes, in order.</summary>
    public static IReadOnlyList<FileChange> Trace(string data, string log, params string[] args)
    {
        var run = BuiltProgram.RunUnder(Options(log, Files(data)), args);
        Assert.True(run.Exit == 0, $"the run that is only watched: {run}");
        return Read(log);
    }

    /// <summary>Watches a server that goes on until somebody ends it.</summary>
    /// <param name="others">Files below the data folder that count beside the databases.</param>
    public static IReadOnlyList<string> Watching(string data, string log, IEnumerable<string> others) => Options(log, [.. Files(data), .. others]);

    /// <summary>Kills a server where one of its threads has made so many calls.</summary>
    public static IReadOnlyList<string> Killing(string data, string call, int index, IEnumerable<string> others) =>
        [.. Options("/dev/null", [.. Files(data), .. others]), "-e", string.Create(CultureInfo.InvariantCulture, $"inject={call}:signal=SIGKILL:when={index}")];

    /// <summary>The changes of a log.</summary>
    public static IReadOnlyList<FileChange> Read(string log)
    {
        var threads = new List<string>();
        var changes = new List<FileChange>();
        foreach (var call in File.ReadLines(log).Select(line => Call().Match(line)).Where(call => call.Success))
        {
            if (!threads.Contains(call.Groups["thread"].Value))
            {
                threads.Add(call.Groups["thread"].Value);
            }

            changes.Add(new FileChange(threads.IndexOf(call.Groups["thread"].Value), call.Groups["call"].Value, call.Groups["path"].Value));
        }

        return changes;
    }

    /// <summary>A fault for each change.</summary>
    /// <remarks>
    /// strace counts the calls of each thread by itself. So that a fault comes at this change and not at an earlier one of another
    /// thread, calls on other files may have to go uncounted.
    /// </remarks>
    public static IReadOnlyList<Fault> Faults(string data, IReadOnlyList<FileChange> changes) =>
        [.. Enumerable.Range(0, changes.Count).Select(at => Fault(changes, at, Files(data)) ?? Fault(changes, at, [changes[at].Path])).OfType<Fault>()];

    /// <summary>Runs the program and kills it where it would make the change; whether it came so far.</summary>
    public static bool Kill(Fault fault, string data, string from, params string[] args)
    {
        var run = BuiltProgram.RunUnder(Injecting(fault, data, from, $"signal=SIGKILL:when={fault.Index}"), args);
        return run.Exit is 137 or -9;
    }

    /// <summary>Runs the program and lets the change fail.</summary>
    /// <param name="error">ENOSPC or EIO.</param>
    /// <param name="forEver">Whether all later ones fail as well.</param>
    public static BuiltProgram.Outcome Fail(Fault fault, string data, string from, string error, bool forEver, params string[] args) =>
        BuiltProgram.RunUnder(Injecting(fault, data, from, $"error={error}:when={fault.Index}{(forEver ? "+" : "")}"), args);

    private static Fault? Fault(IReadOnlyList<FileChange> changes, int at, IReadOnlyList<string> paths)
    {
        var change = changes[at];
        var before = changes.Take(at).Where(one => one.Call == change.Call && paths.Contains(one.Path)).ToLookup(one => one.Thread);
        var index = before[change.Thread].Count() + 1;
        return before.Any(other => other.Key != change.Thread && other.Count() >= index) ? null : new Fault(at, change, paths, index);
    }

    private static string[] Injecting(Fault fault, string data, string from, string what) =>
    [
        .. Options("/dev/null", fault.Paths.Select(path => path.Replace(from, data, StringComparison.Ordinal))),
        "-e", string.Create(CultureInfo.InvariantCulture, $"inject={fault.Change.Call}:{what}"),
    ];

    private static string[] Options(string log, IEnumerable<string> paths) =>
    [
        "strace", "-f", "-qq", "-y", "-s", "0", "-o", log, "-e", $"trace={Calls}", "-e", "signal=none",
        .. paths.SelectMany(path => new[] { "-P", path }),
    ];

    private static string[] Files(string data) =>
        [data, .. Databases.SelectMany(name => new[] { "", "-wal", "-shm", "-journal" }.Select(end => Path.Combine(data, name + end)))];

    // 4711 pwrite64(78</data/record.db-wal>, ""..., 32, 0) = 32, or 4711 rename("/data/a.db", "/data/b.db") = 0
    [GeneratedRegex("""^(?<thread>\d+) +(?<call>[a-z0-9]+)\((?:AT_FDCWD(?:<[^>]*>)?, )?(?:\d+<(?<path>[^>]+)>|"(?<path>[^"]+)")""", RegexOptions.None, 1_000)]
    private static partial Regex Call();
}
