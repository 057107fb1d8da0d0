using System.Text;

namespace Archive;

/// <summary>The text of a source, split into lines, with what could not be decoded.</summary>
/// <remarks>Line ends are LF, CRLF or a lone CR; a final line end starts no further line. A byte order mark is not text.</remarks>
public sealed class SourceText
{
    /// <summary>Invalid sequences that are reported one by one; beyond it they are counted together, so that a binary file cannot flood the report.</summary>
    public const int MaxReportedBadBytes = 20;

    private readonly List<int> starts = [];
    private readonly List<int> ends = [];

    private SourceText(string text, Encoding encoding, IReadOnlyList<BadBytes> bad, int badCount)
    {
        Text = text;
        Encoding = encoding;
        SplitLines();
        var problems = bad
            .Select(b => new Problem(
                Severity.Warning,
                LineAt(b.CharIndex),
                $"the bytes at offset {b.Offset} are not valid {encoding.WebName.ToUpperInvariant()}; shown as \uFFFD"))
            .ToList();
        if (badCount > bad.Count)
        {
            problems.Add(new Problem(
                Severity.Warning, null, $"{badCount - bad.Count} more invalid byte sequences in this file, shown as \uFFFD"));
        }

        Problems = problems;
    }

    public string Text { get; }

    public Encoding Encoding { get; }

    /// <summary>The bytes that could not be decoded; each was replaced by U+FFFD.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    public int LineCount => starts.Count;

    /// <summary>The line with this number, counted from 1, without its line end.</summary>
    public ReadOnlySpan<char> Line(int number) => Text.AsSpan(starts[number - 1], ends[number - 1] - starts[number - 1]);

    /// <summary>Decodes UTF-8, or UTF-16 where a byte order mark says so.</summary>
    public static SourceText Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8))
        {
            return DecodeUtf8(bytes, skip: 3);
        }

        if (bytes is [0xFF, 0xFE, ..])
        {
            return new SourceText(Encoding.Unicode.GetString(bytes[2..]), Encoding.Unicode, [], 0);
        }

        return bytes is [0xFE, 0xFF, ..]
            ? new SourceText(Encoding.BigEndianUnicode.GetString(bytes[2..]), Encoding.BigEndianUnicode, [], 0)
            : DecodeUtf8(bytes, skip: 0);
    }

    private static SourceText DecodeUtf8(ReadOnlySpan<byte> bytes, int skip)
    {
        var rest = bytes[skip..];
        if (System.Text.Unicode.Utf8.IsValid(rest))
        {
            return new SourceText(Encoding.UTF8.GetString(rest), Encoding.UTF8, [], 0);
        }

        var text = new StringBuilder(rest.Length);
        var bad = new List<BadBytes>();
        var badCount = 0;
        var offset = skip;
        Span<char> chars = stackalloc char[2];
        while (!rest.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(rest, out var rune, out var consumed);
            if (status != System.Buffers.OperationStatus.Done && badCount++ < MaxReportedBadBytes)
            {
                bad.Add(new BadBytes(offset, text.Length));
            }

            text.Append(chars[..rune.EncodeToUtf16(chars)]);
            rest = rest[consumed..];
            offset += consumed;
        }

        return new SourceText(text.ToString(), Encoding.UTF8, bad, badCount);
    }

    private void SplitLines()
    {
        var at = 0;
        while (at < Text.Length)
        {
            var length = Text.AsSpan(at).IndexOfAny('\n', '\r');
            starts.Add(at);
            if (length < 0)
            {
                ends.Add(Text.Length);
                return;
            }

            ends.Add(at + length);
            at += length;
            at += Text[at] == '\r' && at + 1 < Text.Length && Text[at + 1] == '\n' ? 2 : 1;
        }
    }

    private int LineAt(int charIndex)
    {
        var found = starts.BinarySearch(charIndex);
        return found >= 0 ? found + 1 : ~found;
    }

    private readonly record struct BadBytes(int Offset, int CharIndex);
}

/// <summary>A run of lines of a source, both ends included, counted from 1.</summary>
public readonly record struct LineRange(int First, int Last);
