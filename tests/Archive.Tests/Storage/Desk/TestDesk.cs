namespace Archive.Tests.Storage.Desk;

/// <summary>A desk of a test, in whatever home, gone with the test.</summary>
public abstract class TestDesk : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("archive-desk-");

    /// <summary>Of one machine.</summary>
    public string Folder => folder.FullName;

    /// <summary>Where that machine has files of stages.</summary>
    public string StageFolder => Path.Combine(Folder, "stages");

    public abstract DeskHome Home { get; }

    internal TestClock Clock { get; } = new();

    internal Keepers Keepers => new(Home, Clock);

    internal Sessions Sessions => new(Home, Clock);

    /// <summary>The same desk, as another program has it.</summary>
    public abstract DeskHome Again();

    /// <summary>The names under which bytes of a stage are held.</summary>
    public abstract IReadOnlyList<string> Held(long stage);

    public void Dispose()
    {
        Home.Dispose();
        Dispose(disposing: true);
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
