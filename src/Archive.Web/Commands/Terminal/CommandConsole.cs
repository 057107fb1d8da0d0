using System.Globalization;
using System.Text;

namespace Archive.Web.Commands.Terminal;

/// <summary>Where a command writes: the terminal of a person, or what a test reads back.</summary>
/// <param name="output">Bytes of the result; JSON goes here as UTF-8 whatever the terminal's encoding.</param>
/// <param name="text">The same place for people.</param>
/// <param name="error">Progress and complaints.</param>
/// <param name="errorIsTerminal">Whether progress may redraw itself.</param>
internal sealed class CommandConsole(Stream output, TextWriter text, TextWriter error, bool errorIsTerminal)
{
    public Stream Output { get; } = output;

    public TextWriter Text { get; } = text;

    public TextWriter Error { get; } = error;

    public bool ErrorIsTerminal { get; } = errorIsTerminal;

    /// <summary>Where a person answers.</summary>
    public TextReader Input { get; init; } = TextReader.Null;

    public static CommandConsole OfProcess()
    {
        var output = new StandardOutput(Console.OpenStandardOutput());
        // In the encoding of the terminal, and without the mark of an encoding at its beginning.
        var text = new StreamWriter(output, Console.Out.Encoding) { AutoFlush = true };
        return new CommandConsole(output, text, Console.Error, !Console.IsErrorRedirected) { Input = Console.In };
    }

    /// <summary>The text with everything escaped that could drive a terminal: what a dump or a file name says is never trusted.</summary>
    public static string Printable(string text)
    {
        if (!text.Any(IsUnsafe))
        {
            return text;
        }

        var safe = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            _ = IsUnsafe(c) ? safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}") : safe.Append(c);
        }

        return safe.ToString();
    }

    // Controls, and the marks that turn the direction of what follows.
    private static bool IsUnsafe(char c) =>
        char.IsControl(c) || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u2028' or '\u2029';
}

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
