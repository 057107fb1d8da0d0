namespace Archive.Tests.Dumps;

/// <summary>Damages a file in the ways that files are damaged: bytes, lines, indentation, splices, markers.</summary>
internal static class Edits
{
    private static readonly byte[][] Markers =
    [
        "ReplyDelete"u8.ToArray(), "\n    ReplyDelete\n"u8.ToArray(), "\n      Delete\n"u8.ToArray(), "\n    Replies\n"u8.ToArray(),
        "\n38 comments:\n"u8.ToArray(), "\n  1. "u8.ToArray(), "\n    1. "u8.ToArray(), "\nTuesday 11 February 2014\n"u8.ToArray(),
        "\n"u8.ToArray(), "  "u8.ToArray(), [0], [0xFF], [0xC3], "\r\n"u8.ToArray(), "\u00A0"u8.ToArray(),
    ];

    public static byte[] Of(byte[] original, byte[][] others, Random random)
    {
        var bytes = new List<byte>(original);
        for (var edits = random.Next(1, 6); edits > 0; edits--)
        {
            Edit(bytes, others, random);
        }

        return [.. bytes];
    }

    private static void Edit(List<byte> bytes, byte[][] others, Random random)
    {
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 400), bytes.Count - at);
        switch (random.Next(7))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes.RemoveRange(at, length);
                break;
            case 2:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 3:
                bytes.InsertRange(at, Markers[random.Next(Markers.Length)]);
                break;
            case 4:
                var other = others[random.Next(others.Length)];
                bytes.InsertRange(at, other.AsSpan(random.Next(other.Length - 400), 400).ToArray());
                break;
            case 5:
                RemoveLine(bytes, at);
                break;
            default:
                ShiftLine(bytes, at, random);
                break;
        }

        if (bytes.Count == 0)
        {
            bytes.Add((byte)'x');
        }
    }

    private static void RemoveLine(List<byte> bytes, int at)
    {
        var (start, end) = LineAround(bytes, at);
        bytes.RemoveRange(start, end - start);
    }

    private static void ShiftLine(List<byte> bytes, int at, Random random)
    {
        var (start, end) = LineAround(bytes, at);
        if (random.Next(2) == 0)
        {
            bytes.InsertRange(start, new byte[] { 32, 32 });
        }
        else
        {
            for (var i = 0; i < 2 && start < end && bytes[start] == 32; i++, end--)
            {
                bytes.RemoveAt(start);
            }
        }
    }

    private static (int Start, int End) LineAround(List<byte> bytes, int at)
    {
        var start = at;
        while (start > 0 && bytes[start - 1] != '\n')
        {
            start--;
        }

        var end = at;
        while (end < bytes.Count && bytes[end] != '\n')
        {
            end++;
        }

        return (start, Math.Min(end + 1, bytes.Count));
    }
}
