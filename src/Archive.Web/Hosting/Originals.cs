using System.Runtime.CompilerServices;

namespace Archive.Web.Hosting;

/// <summary>Reads originals of the record for whoever asks, a few at once.</summary>
internal sealed class Originals(ArchiveFolder archive) : IDisposable
{
    /// <summary>Bytes of an original, as it is kept, that a download holds; for its next part it asks again, so that whoever reads slowly holds no connection to the record.</summary>
    public const int PartBytes = 1 << 20;

    // Of its own: who reads originals keeps nobody from being known.
    private readonly RecordTurns turns = new();

    /// <summary>The bytes of an original; null where the record has none of that hash.</summary>
    /// <exception cref="ArchiveFileException">The record cannot be reached, or is damaged.</exception>
    public Task<byte[]?> FindAsync(string sha256, CancellationToken cancel) => turns.AskAsync(() => archive.Original(sha256), cancel);

    /// <summary>How many bytes an original has; null where the record has none of that hash.</summary>
    /// <exception cref="ArchiveFileException">The record cannot be reached.</exception>
    public async Task<long?> SizeAsync(string sha256, CancellationToken cancel) => (await PartAsync(sha256, 0, 0, cancel))?.Bytes;

    /// <summary>Writes the bytes of an original as fast as they are taken.</summary>
    public Task WriteAsync(string sha256, long size, Stream into, CancellationToken cancel) => SourceBytes.UnpackAsync(PartsAsync(sha256, cancel), size, into, cancel);

    public void Dispose() => turns.Dispose();

    private async IAsyncEnumerable<byte[]> PartsAsync(string sha256, [EnumeratorCancellation] CancellationToken cancel)
    {
        var from = 0;
        while (await PartAsync(sha256, from, PartBytes, cancel) is { Packed.Length: > 0 } part)
        {
            yield return part.Packed;
            from += part.Packed.Length;
        }
    }

    private Task<(byte[] Packed, long Bytes)?> PartAsync(string sha256, int from, int count, CancellationToken cancel) =>
        turns.AskAsync(() => archive.Record.FetchPart(sha256, from, count), cancel);
}
