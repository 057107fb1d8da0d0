namespace Archive.FaultTests;

/// <summary>What a scenario starts from and ends in when nothing goes wrong, and whether a folder after a fault is whole.</summary>
internal sealed class Whole : IDisposable
{
    private readonly TempFolder folder = new();
    private int copies;
    private readonly byte[] before;
    private readonly byte[] after;
    private readonly List<string> keptBefore;
    private readonly HashSet<string> filesAfter;

    public Whole(Scenario scenario)
    {
        Scenario = scenario;
        scenario.Prepare(Before);
        TempFolder.Copy(Before, folder["traced"]);
        Changes = Strace.Trace(folder["traced"], folder["log"], scenario.WorkIn(folder["traced"]));
        Faults = Strace.Faults(folder["traced"], Changes);
        filesAfter = Files(folder["traced"]);
        after = Export(folder["traced"]);
        TempFolder.Copy(Before, folder["looked-at"]);
        before = ArchiveFolder.Exists(folder["looked-at"]) ? Export(folder["looked-at"]) : [];
        keptBefore = ArchiveFolder.Exists(folder["looked-at"]) ? Kept(folder["looked-at"]) : [];
    }

    public Scenario Scenario { get; }

    /// <summary>The folder as it is before the work.</summary>
    public string Before => folder["before"];

    /// <summary>What the work changes when it is only watched.</summary>
    public IReadOnlyList<FileChange> Changes { get; }

    /// <summary>A fault for each of these changes.</summary>
    public IReadOnlyList<Fault> Faults { get; }

    /// <summary>The folder that <see cref="Faults"/> names.</summary>
    public string Traced => folder["traced"];

    /// <summary>A fresh folder to do the work in.</summary>
    public string Copy()
    {
        var copy = folder[$"copy-{Interlocked.Increment(ref copies)}"];
        TempFolder.Copy(Before, copy);
        return copy;
    }

    /// <summary>Starts the program again after a fault, does the work again, and looks at what came of it; a sentence for each thing that is wrong.</summary>
    public IReadOnlyList<string> Check(string data)
    {
        var wrong = new List<string>();
        if (ArchiveFolder.Exists(data))
        {
            Expect(data, ["verify"], wrong);
            // One dump or undo is one batch: all of it is there, or nothing.
            var now = Export(data);
            Add(wrong, now.AsSpan().SequenceEqual(before) || now.AsSpan().SequenceEqual(after), "what is exported is neither what was before nor what should be after");
            Add(wrong, Kept(data).Take(keptBefore.Count).SequenceEqual(keptBefore), "entries or originals that were kept are gone");
        }
        else
        {
            Add(wrong, keptBefore.Count == 0, "the archive is gone");
        }

        var again = WarmProgram.Run(Scenario.WorkIn(data));
        Add(wrong, again.Exit == 0 || (Scenario.IsDoneOnce && again.Exit == 1 && again.Error.Contains("already", StringComparison.Ordinal)), $"done again: {again}");
        Expect(data, ["verify"], wrong);
        Add(wrong, Export(data).AsSpan().SequenceEqual(after), "done again, it exports something else than a run without a fault");
        Add(wrong, Files(data).IsSubsetOf(filesAfter), $"left behind: {string.Join(", ", Files(data).Except(filesAfter))}");
        return wrong;
    }

    public void Dispose() => folder.Dispose();

    private static void Expect(string data, string[] args, List<string> wrong)
    {
        var outcome = WarmProgram.Run([.. args, "--data", data]);
        Add(wrong, outcome.Exit == 0 && outcome.Text.TrimEnd().EndsWith(": sound", StringComparison.Ordinal), $"{args[0]}: {outcome}");
    }

    private static void Add(List<string> wrong, bool isRight, string sentence)
    {
        if (!isRight)
        {
            wrong.Add(sentence);
        }
    }

    private static byte[] Export(string data)
    {
        var outcome = WarmProgram.Run("export", "--data", data);
        return outcome.Exit == 0 ? outcome.Bytes : System.Text.Encoding.UTF8.GetBytes(outcome.ToString());
    }

    // Logs come and go with whoever has a file open.
    private static HashSet<string> Files(string data) =>
        [.. Directory.EnumerateFiles(data).Select(file => Path.GetFileName(file).Replace("-wal", "", StringComparison.Ordinal).Replace("-shm", "", StringComparison.Ordinal))];

    // The entries of the record, each with the original that it brought, where that is whole.
    private static List<string> Kept(string data)
    {
        try
        {
            using var archive = ArchiveFolder.Open(data);
            return [.. archive.Record.EntriesAfter(0).Select(entry => entry.Sha256 + Original(archive, entry))];
        }
        catch (Exception unreadable) when (unreadable is ArchiveFileException or InvalidDataException or Microsoft.Data.Sqlite.SqliteException)
        {
            return [];
        }
    }

    private static string Original(ArchiveFolder archive, Entry entry) =>
        entry.Read() is SourceKept source && archive.Original(source.Sha256) is { } bytes
            ? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))
            : "";
}
