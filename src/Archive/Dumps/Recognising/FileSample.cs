using System.Text;

namespace Archive.Dumps.Recognising;

/// <summary>The head and the end of a file, by which its kind is decided.</summary>
public sealed class FileSample
{
    /// <summary>Enough for the namespaces of an export and the first entries of an archive file.</summary>
    public const int HeadBytes = 64 * 1024;

    private const int EndBytes = 4 * 1024;

    // Longer lines are cut; no sign of a kind stands so far right.
    private const int MaxLine = 2_000;

    // Nearly every file is known for a page before anybody asks for its lines.
    private readonly Lazy<IReadOnlyList<string>> lines;
    private readonly Lazy<PageEvidence> evidence;

    private FileSample(byte[] head, long length, string text, string end, Func<PageEvidence> evidence)
    {
        (Head, Length, Text, End) = (head, length, text, end);
        lines = new Lazy<IReadOnlyList<string>>(() => [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Length > MaxLine ? line[..MaxLine] : line)]);
        this.evidence = new Lazy<PageEvidence>(evidence);
    }

    public byte[] Head { get; }

    /// <summary>Of the whole file, in bytes.</summary>
    public long Length { get; }

    /// <summary>The head as text, without a byte order mark and blanks before the first word; line ends are LF.</summary>
    public string Text { get; }

    /// <summary>The last words of the file, without blanks behind them.</summary>
    public string End { get; }

    /// <summary>The lines of the head that have text, without the blanks around them.</summary>
    public IReadOnlyList<string> Lines => lines.Value;

    /// <summary>Whether the head is the whole file.</summary>
    public bool IsWhole => Length <= HeadBytes;

    /// <summary>How much in the whole file speaks for the text of a page.</summary>
    internal PageEvidence Evidence => evidence.Value;

    /// <summary>The sample of a file of which only the head is read yet; its text is not weighed.</summary>
    public static FileSample OfHead(ReadOnlySpan<byte> head, long length) =>
        new([.. head[..Math.Min(head.Length, HeadBytes)]], length, "", "", () => PageEvidence.None);

    public static FileSample Of(ReadOnlySpan<byte> bytes, SourceText source)
    {
        var text = source.Text;
        var head = Unbroken(text.AsSpan(0, Math.Min(text.Length, HeadBytes)).TrimStart());
        var end = Unbroken(text.AsSpan(Math.Max(0, text.Length - EndBytes)).TrimEnd());
        return new FileSample([.. bytes[..Math.Min(bytes.Length, HeadBytes)]], bytes.Length, head, end, () => PageEvidence.Of(source));
    }

    /// <summary>How many of the lines fit, from 0 to 1.</summary>
    internal double Share(Func<string, bool> fits) => Lines.Count == 0 ? 0 : (double)Lines.Count(fits) / Lines.Count;

    private static string Unbroken(ReadOnlySpan<char> text) => !text.Contains('\r') ? text.ToString()
        : new StringBuilder().Append(text).Replace("\r\n", "\n").Replace('\r', '\n').ToString();
}
