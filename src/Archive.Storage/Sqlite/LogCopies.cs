using System.Collections.Concurrent;

namespace Archive.Storage.Sqlite;

/// <summary>Copies of files whose log cannot be brought into them, because nothing can be written where they lie.</summary>
/// <remarks>A copy is as large and as private as its file: each state of a file is copied once, and the copies go when the process ends.</remarks>
internal static class LogCopies
{
    private static readonly ConcurrentDictionary<(string Path, DateTime Written, long Length), Lazy<string>> Copies = new();

    static LogCopies() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete();

    /// <summary>A file that is whole by itself: the file where it has no log, else a copy.</summary>
    public static string WithoutLog(string path)
    {
        var log = new FileInfo(path + "-wal");
        return !log.Exists || log.Length == 0
            ? path
            : Copies.GetOrAdd((path, log.LastWriteTimeUtc, log.Length), _ => new Lazy<string>(() => Copy(path, log.FullName))).Value;
    }

    private static string Copy(string path, string log)
    {
        var copy = Path.Combine(Directory.CreateTempSubdirectory("archive-").FullName, Path.GetFileName(path));
        File.Copy(path, copy);
        File.Copy(log, copy + "-wal");
        using var connection = ConnectionSettings.Open(copy);
        Statement.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        return copy;
    }

    private static void Delete()
    {
        foreach (var copy in Copies.Values.Where(copy => copy.IsValueCreated))
        {
            try
            {
                Directory.Delete(Path.GetDirectoryName(copy.Value)!, recursive: true);
            }
            catch (IOException)
            {
                // A connection still has it; the system clears its folder of temporary files.
            }
        }
    }
}
