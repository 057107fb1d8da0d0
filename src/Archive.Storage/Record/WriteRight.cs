namespace Archive.Storage.Record;

/// <summary>The right to write to an archive, held by one process at a time.</summary>
/// <remarks>It is a lock of the operating system on a file beside the database, so it ends with the process however that ends.</remarks>
internal sealed class WriteRight : IDisposable
{
    /// <summary>The right to append to the record and to change the copy; and the right to make another copy beside it.</summary>
    public const string Writing = "archive.lock", Making = "archive-making.lock";

    /// <summary>EROFS of Unix.</summary>
    private const int ReadOnlyFileSystem = 30;

    /// <summary>The codes of a lock that another process holds: EWOULDBLOCK of Linux and of macOS, a sharing violation of Windows.</summary>
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream file;

    private WriteRight(FileStream file) => this.file = file;

    /// <summary>Takes the lock of a data folder, or gives null where another holds it.</summary>
    /// <exception cref="WriteDeniedException">Nothing can be written there.</exception>
    public static WriteRight? TryTake(string folder, string name = Writing)
    {
        var path = System.IO.Path.Combine(folder, name);
        try
        {
            return new WriteRight(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new WriteDeniedException(path, "this user may not write here", denied);
        }
        catch (IOException denied) when (denied.HResult == ReadOnlyFileSystem)
        {
            throw new WriteDeniedException(path, "the file system is read-only", denied);
        }
        catch (IOException held) when (Held.Contains(held.HResult))
        {
            return null;
        }
    }

    public void Dispose() => file.Dispose();
}

/// <summary>This user, or this medium, lets nobody write there; what is there can be read.</summary>
internal sealed class WriteDeniedException(string path, string reason, Exception cause) : ArchiveFileException(path, reason, cause);
