namespace Archive.Tests.Storage.Desk;

/// <summary>A desk in a folder of its own.</summary>
internal sealed class DeskFolder : TestDesk
{
    public DeskFolder() => File = DeskFile.Open(Folder);

    public DeskFile File { get; }

    public override DeskHome Home => File;

    public override DeskHome Again() => DeskFile.Open(Folder);

    public override IReadOnlyList<string> Held(long stage)
    {
        var folder = Path.Combine(StageFolder, $"{stage}");
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Select(path => Path.GetFileName(path)!)] : [];
    }
}
