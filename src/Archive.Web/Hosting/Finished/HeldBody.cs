using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Archive.Web.Hosting.Finished;

/// <summary>The body of an answer: held until it is whole where it is a page that may be finished, otherwise passed on as it is written.</summary>
/// <param name="making">Looked at when the first byte is written.</param>
/// <param name="tooLong">Asked for a stream to the reader, when a page has grown longer than <see cref="MaxBytes"/>.</param>
internal sealed class HeldBody(IHttpResponseBodyFeature reader, Making making, Func<Stream> tooLong) : Stream, IHttpResponseBodyFeature
{
    /// <summary>A page that is longer is made anew each time, so that a few cannot push out all others.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const int FirstBytes = 64 * 1024;

    private byte[] held = [];
    private int length;
    private PipeWriter? pipe;
    private Stream? through;
    private bool isHeld;

    /// <summary>The page is whole and nothing of it was sent.</summary>
    public bool IsHeld => isHeld && through is null;

    /// <summary>What is held.</summary>
    public ReadOnlyMemory<byte> Held => held.AsMemory(0, length);

    public Stream Stream => this;

    public PipeWriter Writer => pipe ??= PipeWriter.Create(this, new StreamPipeWriterOptions(leaveOpen: true));

    public override bool CanRead => false;

    public override bool CanWrite => true;

    // What failed is cleared, as long as nothing of it was sent.
    public override bool CanSeek => through is null;

    public override long Length => length;

    public override long Position { get => length; set => throw new NotSupportedException(); }

    /// <summary>Takes a whole page as it is, where it is to be held and fits.</summary>
    public bool TryTake(Utf8Text page)
    {
        if (!making.IsSigned || isHeld || through is not null || page.Written.Length > MaxBytes)
        {
            return false;
        }

        isHeld = true;
        (held, length) = page.Detach();
        return true;
    }

    /// <summary>Brings all to its place that is still under way.</summary>
    public async Task EndAsync()
    {
        if (pipe is not null)
        {
            await pipe.CompleteAsync();
        }

        if (through is not null && through != reader.Stream)
        {
            await through.DisposeAsync();
        }
    }

    public void DisableBuffering() => reader.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => isHeld || making.IsSigned ? Task.CompletedTask : reader.StartAsync(cancellationToken);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(this, path, offset, count, cancellationToken);

    public async Task CompleteAsync()
    {
        await EndAsync();
        if (through == reader.Stream)
        {
            await reader.CompleteAsync();
        }
    }

    public override void SetLength(long value)
    {
        if (value != 0 || through is not null)
        {
            throw new NotSupportedException();
        }

        (length, isHeld, making.IsSigned) = (0, false, false);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    // Only who may write to the reader so writes so much without waiting.
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!TryHold(buffer))
        {
            if (through is null)
            {
                through = tooLong();
                through.Write(Held.Span);
            }

            through.Write(buffer);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        TryHold(buffer.Span) ? ValueTask.CompletedTask : PassOnAsync(buffer, cancellationToken);

    public override void Flush() => through?.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        through is not null ? through.FlushAsync(cancellationToken) : StartAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (held.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(held);
            (held, length) = ([], 0);
        }

        base.Dispose(disposing);
    }

    private bool TryHold(ReadOnlySpan<byte> bytes)
    {
        if (through is null && !isHeld && !(isHeld = making.IsSigned))
        {
            through = reader.Stream;
        }

        if (through is not null || length + bytes.Length > MaxBytes)
        {
            return false;
        }

        if (held.Length < length + bytes.Length)
        {
            Grow(length + bytes.Length);
        }

        bytes.CopyTo(held.AsSpan(length));
        length += bytes.Length;
        return true;
    }

    private async ValueTask PassOnAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        if (through is null)
        {
            through = tooLong();
            await through.WriteAsync(Held, cancel);
        }

        await through.WriteAsync(bytes, cancel);
    }

    private void Grow(int least)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(least, Math.Max(FirstBytes, 2 * held.Length)));
        Held.CopyTo(larger);
        if (held.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(held);
        }

        held = larger;
    }
}
