namespace Archive.FaultTests;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("archive-fault-").FullName;

    public string Data => System.IO.Path.Combine(Path, "data");

    /// <summary>A name in this folder.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Copies the files of a folder; where there is none, there is none afterwards.</summary>
    public static void Copy(string from, string to)
    {
        if (!Directory.Exists(from))
        {
            return;
        }

        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, System.IO.Path.Combine(to, System.IO.Path.GetFileName(file)), overwrite: true);
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
