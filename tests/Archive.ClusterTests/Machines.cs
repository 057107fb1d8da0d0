using Archive.FaultTests;
using Archive.Tests.Storage.Histories;

namespace Archive.ClusterTests;

/// <summary>Folders of machines that share a record, and what is done at them.</summary>
internal sealed class Machines : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("archive-machines-");

    public string Folder(string name) => Path.Combine(folder.FullName, name);

    public ArchiveFolder Open(string name, string? database, Action<string>? tell = null) => ArchiveFolder.Open(Folder(name), tell, database);

    public static Task<ImportReport> ImportAsync(ArchiveFolder archive, IEnumerable<DumpFile> files, TimeProvider? clock = null, ImportChoices? choices = null) =>
        new Importer(archive, clock ?? TimeProvider.System).ImportAsync(files, choices ?? new ImportChoices(), _ => { }, CancellationToken.None);

    public static IReadOnlyList<DumpFile> Seeds() => [.. DumpFiles.Find([Checkout.Seeds], blog: null, _ => null)];

    /// <summary>Invented dumps of one blog.</summary>
    public static IReadOnlyList<DumpFile> Invented(int seed, int count)
    {
        var generated = new GeneratedCaptures(seed);
        return [.. Enumerable.Range(0, count).Select(at => generated.Dump()).Select((bytes, at) => new DumpFile($"dump {at}", () => bytes, new BlogDescription("one", "One")))];
    }

    public static async Task<byte[]> ExportAsync(ArchiveFolder archive)
    {
        using var output = new MemoryStream();
        await using var copy = archive.Read();
        await ArchiveExport.WriteAsync(copy, output, CancellationToken.None);
        return output.ToArray();
    }

    public static async Task AssertSoundAsync(ArchiveFolder archive)
    {
        var report = await new Verifier(archive).VerifyAsync(CancellationToken.None);
        Assert.True(report.Sound, string.Join('\n', report.Differences));
    }

    /// <summary>Asks a record until it answers, such as one of which the server has just changed.</summary>
    public static async Task ReachedAsync(Action ask)
    {
        for (var turn = 0; ; turn++)
        {
            try
            {
                ask();
                return;
            }
            catch (RecordUnreachableException) when (turn < 300)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Waits until two machines show the same.</summary>
    public static async Task LevelAsync(ArchiveFolder one, ArchiveFolder two)
    {
        for (var turn = 0; one.Seal() != two.Seal(); turn++)
        {
            Assert.True(turn < 300, "it does not follow");
            await Task.Delay(100);
        }
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }
}
