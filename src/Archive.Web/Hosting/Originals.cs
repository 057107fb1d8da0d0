namespace Archive.Web.Hosting;

/// <summary>Reads originals of the record for whoever asks, a few at once: each is a file in memory, and where the record is in a database a thread and a connection that wait.</summary>
internal sealed class Originals(ArchiveFolder archive) : IDisposable
{
    /// <summary>Far fewer than the connections by which a machine reads.</summary>
    private const int MaxAtOnce = 4;

    private readonly SemaphoreSlim turns = new(MaxAtOnce);

    /// <summary>The bytes of an original; null where the record has none of that hash.</summary>
    /// <exception cref="ArchiveFileException">The record cannot be reached, or is damaged.</exception>
    public async Task<byte[]?> FindAsync(string sha256, CancellationToken cancel)
    {
        await turns.WaitAsync(cancel);
        try
        {
            return archive.Original(sha256);
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => turns.Dispose();
}
