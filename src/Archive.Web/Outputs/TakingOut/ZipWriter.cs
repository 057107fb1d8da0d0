using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Archive.Web.Outputs.TakingOut;

/// <summary>Writes a zip to where nothing can be written twice, each file behind a head that says how large it is.</summary>
/// <remarks>The framework's own says that only behind a file whose zip is sent as it is made, which readers of books need not understand, and waits for whoever reads.</remarks>
internal sealed class ZipWriter(Stream output)
{
    private const ushort Version = 20, Utf8Names = 0x0800, Stored = 0, Deflated = 8;

    // The first day that a zip knows, so that one record gives the same bytes at any time.
    private const ushort NoTime = 0, FirstDay = 0x0021;

    private static readonly uint[] CrcOfByte = [.. Enumerable.Range(0, 256).Select(i => Enumerable.Range(0, 8).Aggregate((uint)i, (crc, _) => (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1))];

    private readonly ArrayBufferWriter<byte> directory = new();
    private uint written;
    private ushort files;

    /// <summary>Adds a file.</summary>
    /// <param name="isStored">Its bytes stand there as they are.</param>
    public async Task AddAsync(string name, ReadOnlyMemory<byte> content, bool isStored, CancellationToken cancel)
    {
        var packed = isStored ? content : Deflate(content.Span);
        var head = new byte[26];
        Shorts(head, Version, Utf8Names, isStored ? Stored : Deflated, NoTime, FirstDay);
        Longs(head.AsSpan(10), Crc(content.Span), (uint)packed.Length, (uint)content.Length);
        var nameBytes = Encoding.UTF8.GetBytes(name);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(22), (ushort)nameBytes.Length);
        var start = written;
        byte[] begin = [.. "PK\u0003\u0004"u8, .. head, .. nameBytes];
        await SendAsync(begin, cancel);
        await SendAsync(packed, cancel);

        var entry = new byte[46];
        "PK\u0001\u0002"u8.CopyTo(entry);
        Shorts(entry.AsSpan(4), Version);
        head.CopyTo(entry, 6);
        Longs(entry.AsSpan(42), start);
        directory.Write(entry);
        directory.Write(nameBytes);
        files = checked((ushort)(files + 1));
    }

    /// <summary>Ends the zip.</summary>
    public async Task EndAsync(CancellationToken cancel)
    {
        var end = new byte[22];
        "PK\u0005\u0006"u8.CopyTo(end);
        Shorts(end.AsSpan(8), files, files);
        Longs(end.AsSpan(12), (uint)directory.WrittenCount, written);
        await SendAsync(directory.WrittenMemory, cancel);
        await SendAsync(end, cancel);
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        await output.WriteAsync(bytes, cancel);
        written = checked(written + (uint)bytes.Length);
    }

    private static byte[] Deflate(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(content);
        }

        return packed.ToArray();
    }

    private static uint Crc(ReadOnlySpan<byte> content)
    {
        var crc = uint.MaxValue;
        foreach (var one in content)
        {
            crc = CrcOfByte[(byte)(crc ^ one)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static void Shorts(Span<byte> place, params ReadOnlySpan<ushort> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(place[(2 * i)..], values[i]);
        }
    }

    private static void Longs(Span<byte> place, params ReadOnlySpan<uint> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(place[(4 * i)..], values[i]);
        }
    }
}
