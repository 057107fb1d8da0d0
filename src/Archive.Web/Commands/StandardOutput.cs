namespace Archive.Web.Commands;

/// <summary>Standard output that names itself when it cannot be written, so that nobody looks for the fault in the archive.</summary>
internal sealed class StandardOutput(Stream process) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            process.Write(buffer);
        }
        catch (Exception e) when (Failure.IsOfOutput(e))
        {
            throw new CommandException($"standard output cannot be written: {e.Message}");
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => process.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
