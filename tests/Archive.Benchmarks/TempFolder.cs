using Microsoft.Data.Sqlite;

namespace Archive.Benchmarks;

/// <summary>Room for dumps and databases that goes away with the benchmark.</summary>
public sealed class TempFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("archive-benchmark-").FullName;

    // PostgreSQL runs under an account of its own where this runs as root, and has to get through to its data.
    public TempFolder()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    public string this[string name] => Path.Combine(path, name);

    /// <summary>Deletes one folder, where the next round needs it empty.</summary>
    public string Fresh(string name)
    {
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(this[name]))
        {
            Directory.Delete(this[name], recursive: true);
        }

        return this[name];
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(path, recursive: true);
    }
}
