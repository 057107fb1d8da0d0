namespace Archive.Web.Hosting;

/// <summary>Reads originals of the record for whoever asks, a few at once.</summary>
internal sealed class Originals(ArchiveFolder archive) : IDisposable
{
    // Of its own: who reads originals keeps nobody from being known.
    private readonly RecordTurns turns = new();

    /// <summary>The bytes of an original; null where the record has none of that hash.</summary>
    /// <exception cref="ArchiveFileException">The record cannot be reached, or is damaged.</exception>
    public Task<byte[]?> FindAsync(string sha256, CancellationToken cancel) => turns.AskAsync(() => archive.Original(sha256), cancel);

    public void Dispose() => turns.Dispose();
}
