using System.Buffers;
using System.Text;

namespace Archive.Web.Wording;

/// <summary>Takes text and has it as UTF-8 in one array, which is lent from a pool until it is disposed.</summary>
internal sealed class Utf8Text : TextWriter, IBufferWriter<byte>
{
    // Most pages fit; to begin with less means to copy.
    private const int FirstBytes = 128 * 1024;

    private const int MaxBytesPerChar = 3;

    private byte[] bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int length;

    // The first half of a character whose second half comes with the next piece.
    private char half;

    public override Encoding Encoding => Encoding.UTF8;

    public ReadOnlyMemory<byte> Written
    {
        get
        {
            if (half != default)
            {
                Encode([half]);
                half = default;
            }

            return bytes.AsMemory(0, length);
        }
    }

    /// <summary>Gives the array to whoever gives it back to the pool.</summary>
    public (byte[] Rented, int Length) Detach()
    {
        var written = Written.Length;
        var detached = (bytes, written);
        (bytes, length) = ([], 0);
        return detached;
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (buffer.IsEmpty)
        {
            return;
        }

        if (half != default || char.IsHighSurrogate(buffer[^1]))
        {
            WriteWithHalf(buffer);
        }
        else
        {
            Encode(buffer);
        }
    }

    /// <summary>Takes what is UTF-8 already.</summary>
    public void Write(ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length);
        utf8.CopyTo(bytes.AsSpan(length));
        length += utf8.Length;
    }

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    // Nothing is waited for, so that nothing is to be left for later.
    public override Task WriteAsync(char value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    public override Task WriteAsync(string? value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    public override Task WriteAsync(char[] buffer, int index, int count)
    {
        Write(buffer, index, count);
        return Task.CompletedTask;
    }

    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return Task.CompletedTask;
    }

    public override Task FlushAsync() => Task.CompletedTask;

    public void Advance(int count) => length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return bytes.AsMemory(length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    protected override void Dispose(bool disposing)
    {
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            (bytes, length) = ([], 0);
        }

        base.Dispose(disposing);
    }

    private void WriteWithHalf(ReadOnlySpan<char> buffer)
    {
        var whole = half == default ? buffer : string.Concat([half], buffer);
        half = char.IsHighSurrogate(whole[^1]) ? whole[^1] : default;
        Encode(half == default ? whole : whole[..^1]);
    }

    private void Encode(ReadOnlySpan<char> text)
    {
        Reserve(MaxBytesPerChar * text.Length);
        length += Encoding.UTF8.GetBytes(text, bytes.AsSpan(length));
    }

    private void Reserve(int more)
    {
        if (bytes.Length - length >= more)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * bytes.Length, length + more));
        bytes.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
