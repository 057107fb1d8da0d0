namespace Archive.Storage;

/// <summary>The right to write to an archive, held by one process at a time.</summary>
/// <remarks>It is a lock of the operating system on a file beside the database, so it ends with the process however that ends.</remarks>
internal sealed class WriterLock : IDisposable
{
    private readonly FileStream file;

    private WriterLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock, or gives null where another holds it.</summary>
    public static WriterLock? TryTake(string databasePath)
    {
        var path = System.IO.Path.ChangeExtension(databasePath, ".lock");
        try
        {
            return new WriterLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new ArchiveFileException(path, "this user may not write here", denied);
        }
        catch (IOException held) when (File.Exists(path) && held is not FileNotFoundException)
        {
            return null;
        }
    }

    public void Dispose() => file.Dispose();
}
