using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Archive.Storage.Staging;

/// <summary>Takes a zip of a stage apart into files of the stage.</summary>
/// <remarks>Names in it are labels: nothing is written where they say. A zip in a zip is taken apart once.</remarks>
internal sealed class StagedZip(Stages stages)
{
    private const int MaxDepth = 2;

    /// <summary>A zip smaller than this may hold what it likes up to the ratio of this size.</summary>
    private const long SmallZip = 64 * 1024;

    /// <summary>Of the list of a zip, its heads and names, which is in memory before the first file is: twice that of as many files with long names as a stage takes. Short names take some eight times as much there.</summary>
    private const long MaxListBytes = 16 * 1024 * 1024;

    /// <summary>A line of the list before its name, and where it says how long that is.</summary>
    private const int HeadBytes = 46, AtNameLength = 28;

    private const int PartBytes = 64 * 1024;

    /// <summary>Puts the files of a zip in the place of the zip; another file stays as it is.</summary>
    /// <returns>The files that are there now: the file itself where it is no zip, and where it is one that cannot be taken apart, with the reason.</returns>
    public Task<IReadOnlyList<StagedFile>> TakeApartAsync(long stage, StagedFile file, CancellationToken cancel) => TakeApartAsync(stage, file, 1, cancel);

    private async Task<IReadOnlyList<StagedFile>> TakeApartAsync(long stage, StagedFile file, int depth, CancellationToken cancel)
    {
        if (!IsZip(stage, file))
        {
            return [file];
        }

        // A server may have ended in the middle of it.
        stages.DropPartsOf(stage, file.Number);
        var files = new List<StagedFile>();
        try
        {
            if (depth > MaxDepth)
            {
                throw new StageFullException("a zip in a zip in a zip; take it apart by hand");
            }

            await using var bytes = stages.Open(stage, file.Number);
            if (await ListBytesAsync(bytes, cancel) > MaxListBytes)
            {
                throw new StageFullException("it lists far more files than may be brought at once");
            }

            await using var zip = await ZipArchive.CreateAsync(bytes, ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, cancel);
            var left = Math.Max(file.Bytes, SmallZip) * stages.Limits.ZipRatio;
            foreach (var entry in zip.Entries)
            {
                if (IsFile(entry))
                {
                    await using var content = new SummedStream(await entry.OpenAsync(cancel), entry.Crc32);
                    if (await stages.AddAsync(stage, $"{file.Name}/{entry.FullName}", content, cancel, Take, file.Number) is { } taken)
                    {
                        files.Add(taken);
                    }
                }
            }

            if (files.Count == 0)
            {
                throw new StageFullException("there is no file in it that could be a dump");
            }

            void Take(int read)
            {
                left -= read;
                if (left < 0)
                {
                    throw new StageFullException("it holds far more than its size, as a bomb does");
                }
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or StageFullException or NotSupportedException or IOException)
        {
            // Half of a zip would look like all of it.
            stages.DropPartsOf(stage, file.Number);
            var refusal = $"this zip cannot be taken apart: {(broken is StageFullException ? broken.Message : "it is damaged, or packed in a way that is not known")}";
            stages.Tried(stage, file.Number, refusal);
            return [file with { IsTried = true, Refusal = refusal }];
        }
        catch (OperationCanceledException)
        {
            stages.DropPartsOf(stage, file.Number);
            throw;
        }

        stages.Replace(stage, file.Number);
        var all = new List<StagedFile>();
        foreach (var taken in files)
        {
            all.AddRange(await TakeApartAsync(stage, taken, depth + 1, cancel));
        }

        return all;
    }

    // By the heads themselves, wherever they are: how many there are and where they begin is only said, by whoever made the zip.
    private static async Task<long> ListBytesAsync(FileStream zip, CancellationToken cancel)
    {
        var (buffer, held, listed) = (new byte[PartBytes], 0, 0L);
        while (listed <= MaxListBytes && await zip.ReadAsync(buffer.AsMemory(held), cancel) is > 0 and var read)
        {
            var length = held + read;
            listed += ListBytes(buffer.AsSpan(0, length));
            // A head that is not whole yet.
            held = Math.Min(length, HeadBytes - 1);
            buffer.AsSpan(length - held, held).CopyTo(buffer);
        }

        zip.Position = 0;
        return listed;
    }

    // Of heads that are whole.
    private static long ListBytes(ReadOnlySpan<byte> part)
    {
        var sign = "PK\x01\x02"u8;
        var bytes = 0L;
        while (part.Length >= HeadBytes && part[..^(HeadBytes - sign.Length)].IndexOf(sign) is >= 0 and var at)
        {
            bytes += HeadBytes + BinaryPrimitives.ReadUInt16LittleEndian(part[(at + AtNameLength)..]);
            part = part[(at + sign.Length)..];
        }

        return bytes;
    }

    // The second is how a zip begins in which nothing is.
    private bool IsZip(long stage, StagedFile file) => stages.Head(stage, file.Number, 4).AsSpan() is var head && (head.SequenceEqual("PK\x03\x04"u8) || head.SequenceEqual("PK\x05\x06"u8));

    /// <summary>Reads a file of a zip, and refuses it at its end where it is not the one that was put in: the framework compares no sums.</summary>
    private sealed class SummedStream(Stream content, uint sum) : Stream
    {
        private readonly Crc32 read = new();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Summed(buffer.AsMemory(offset, count), content.Read(buffer, offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Summed(buffer, await content.ReadAsync(buffer, cancellationToken));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            content.Dispose();
            base.Dispose(disposing);
        }

        private int Summed(Memory<byte> buffer, int count)
        {
            read.Append(buffer.Span[..count]);
            return count == 0 && buffer.Length > 0 && read.GetCurrentHashAsUInt32() != sum ? throw new InvalidDataException() : count;
        }
    }

    // A folder has no bytes; a link of the system would have a path for content.
    private static bool IsFile(ZipArchiveEntry entry) => !entry.FullName.EndsWith('/') && ((entry.ExternalAttributes >> 16) & 0xF000) is 0 or 0x8000;
}
