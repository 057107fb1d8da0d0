namespace Archive.Tests.Storage.Desk;

/// <summary>A desk in a folder of its own, gone with the test.</summary>
internal sealed class DeskFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("archive-desk-");

    public DeskFolder() => File = DeskFile.Open(Folder);

    public string Folder => folder.FullName;

    public DeskFile File { get; }

    public TestClock Clock { get; } = new();

    public Keepers Keepers => new(File, Clock);

    public Sessions Sessions => new(File, Clock);

    public void Dispose()
    {
        File.Dispose();
        folder.Delete(recursive: true);
    }
}
