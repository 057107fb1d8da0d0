namespace Archive.Web.Commands;

/// <summary>The data folder of one import; for a dry run without an archive, one that goes away again.</summary>
internal sealed class ImportFolder : IDisposable
{
    private readonly bool isTemporary;

    private ImportFolder(string path, bool isTemporary)
    {
        Path = path;
        this.isTemporary = isTemporary;
    }

    public string Path { get; }

    public static ImportFolder For(string data, bool dryRun) =>
        dryRun && !Directory.Exists(data)
            ? new ImportFolder(Directory.CreateTempSubdirectory("archive-dry-run-").FullName, isTemporary: true)
            : new ImportFolder(data, isTemporary: false);

    public void Dispose()
    {
        if (isTemporary)
        {
            // SQLite keeps pooled connections, and on Windows with them the file.
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(Path, recursive: true);
        }
    }
}
