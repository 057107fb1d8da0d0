namespace Archive.FaultTests;

/// <summary>A piece of work on a data folder, which a fault may hit anywhere.</summary>
/// <param name="Prepare">Makes what is there before; nothing where the folder does not exist yet.</param>
/// <param name="Work">The command line, without the folder.</param>
/// <param name="IsDoneOnce">Whether the command refuses to be repeated when it was done.</param>
internal sealed record Scenario(string Name, Action<string> Prepare, string[] Work, bool IsDoneOnce = false)
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("an import into a new folder", _ => { }, ["import", Checkout.Seeds]),
        new("an import into an empty archive", Empty, ["import", Checkout.Seeds]),
        new("an import that adds captures", Earlier, ["import", Checkout.Seeds, "--captured", "2014-03-01"]),
        new("an undo", Both, ["undo", "2", "--yes"], IsDoneOnce: true),
        new("a rebuild", Both, ["rebuild"]),
        new("an opening without the reading copy", WithoutCopy, ["search", "probation"]),
        .. new[] { "0.1", "0.2", "0.3", "0.1-then-0.3" }.Select(version =>
            new Scenario($"an upgrade from {version}", data => Kept(version, data), ["search", "probation"])),
    ];

    public static Scenario Named(string name) => All.Single(scenario => scenario.Name == name);

    public string[] WorkIn(string data) => [.. Work, "--data", data];

    public override string ToString() => Name;

    private static void Empty(string data)
    {
        using var archive = ArchiveFolder.Open(data);
    }

    // The seeds as they may have been some days before: without their last comments.
    private static void Earlier(string data)
    {
        using var dumps = new TempFolder();
        TempFolder.Copy(Checkout.Seeds, dumps.Path);
        foreach (var dump in Directory.EnumerateFiles(dumps.Path, "*.txt"))
        {
            var text = File.ReadAllText(dump);
            File.WriteAllText(dump, text[..text.LastIndexOf("  9. ", StringComparison.Ordinal)]);
        }

        Done("import", dumps.Path, "--captured", "2014-02-20", "--data", data);
    }

    private static void Both(string data)
    {
        Earlier(data);
        Done("import", Checkout.Seeds, "--captured", "2014-03-01", "--data", data);
    }

    private static void WithoutCopy(string data)
    {
        Both(data);
        File.Delete(Path.Combine(data, "archive.db"));
    }

    private static void Kept(string version, string data)
    {
        Directory.CreateDirectory(data);
        using var packed = File.OpenRead(Path.Combine(Checkout.KeptArchives, version, "archive.db.gz"));
        using var unpacked = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Decompress);
        using var file = File.Create(Path.Combine(data, "archive.db"));
        unpacked.CopyTo(file);
    }

    private static void Done(params string[] args)
    {
        var outcome = WarmProgram.Run(args);
        Assert.True(outcome.Exit == ExitCode.Done, $"archive {string.Join(' ', args)}: {outcome}");
    }
}
