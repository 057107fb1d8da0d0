using System.Buffers;
using System.IO.Compression;

namespace Archive.Storage.Record;

/// <summary>Packs the bytes of a dump for keeping, and gives them back exactly.</summary>
public static class SourceBytes
{
    // Quality 2 of 11: a seed shrinks to 45 %; 4 gives 43 % at three times the cost, which would be a third of an import.
    private const int Quality = 2;

    // 2^22 bytes: a window that holds most dumps whole.
    private const int Window = 22;

    /// <summary>Bytes that are unpacked at once for whoever gets them piece by piece.</summary>
    private const int Piece = 64 << 10;

    public static byte[] Pack(ReadOnlySpan<byte> bytes)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        return BrotliEncoder.TryCompress(bytes, packed, out var written, Quality, Window)
            ? packed[..written]
            : throw new InvalidOperationException("Brotli needs more room than it says it does at most");
    }

    /// <exception cref="InvalidDataException">The kept bytes are damaged.</exception>
    public static byte[] Unpack(ReadOnlySpan<byte> packed, long length)
    {
        var bytes = new byte[length];
        return BrotliDecoder.TryDecompress(packed, bytes, out var written) && written == length
            ? bytes
            : throw Damaged(length);
    }

    /// <summary>Unpacks parts that come one after the other, and holds no more than one of them.</summary>
    /// <exception cref="InvalidDataException">The kept bytes are damaged.</exception>
    public static async Task UnpackAsync(IAsyncEnumerable<byte[]> parts, long length, Stream into, CancellationToken cancel)
    {
        var (bytes, status, left) = (new byte[Piece], OperationStatus.NeedMoreData, length);
        var decoder = default(BrotliDecoder);
        try
        {
            await foreach (var part in parts.WithCancellation(cancel))
            {
                for (var at = 0; at == 0 || status == OperationStatus.DestinationTooSmall;)
                {
                    status = decoder.Decompress(part.AsSpan(at), bytes, out var read, out var written);
                    (at, left) = (at + read, left - written);
                    if (left < 0 || status == OperationStatus.InvalidData)
                    {
                        throw Damaged(length);
                    }

                    await into.WriteAsync(bytes.AsMemory(0, written), cancel);
                }
            }
        }
        finally
        {
            decoder.Dispose();
        }

        if (left > 0 || status != OperationStatus.Done)
        {
            throw Damaged(length);
        }
    }

    private static InvalidDataException Damaged(long length) => new($"kept source does not unpack to its {length} bytes");
}
