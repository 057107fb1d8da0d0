using System.Buffers;

namespace Archive.Dumps.Recognising;

/// <summary>The kinds of files that are no text: by the bytes they begin with.</summary>
internal static class BinaryKinds
{
    /// <summary>The largest share of control characters in a text: a stray form feed or NUL makes no picture.</summary>
    private const double MaxControls = 0.01;

    /// <summary>The share of NULs from which bytes are letters of two bytes each.</summary>
    private const double MinNuls = 0.3;

    private static readonly SearchValues<byte> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (byte)code).Except("\t\n\v\f\r\e"u8.ToArray())]);

    private static readonly Signature[] Signatures =
    [
        new("a PDF document", "%PDF-"u8.ToArray()),
        new("a PNG image", [0x89, (byte)'P', (byte)'N', (byte)'G']),
        new("a JPEG image", [0xFF, 0xD8, 0xFF]),
        new("a GIF image", "GIF8"u8.ToArray()),
        new("a WebP image", "WEBP"u8.ToArray(), 8),
        new("a TIFF image", [(byte)'I', (byte)'I', 42, 0]),
        new("a TIFF image", [(byte)'M', (byte)'M', 0, 42]),
        new("a HEIF image", "ftyphei"u8.ToArray(), 4),
        new("a HEIF image", "ftypavif"u8.ToArray(), 4),
        new("a film", "ftyp"u8.ToArray(), 4),
        new("a film", [0x1A, 0x45, 0xDF, 0xA3]),
        new("a film", "AVI "u8.ToArray(), 8),
        new("a sound file", "ID3"u8.ToArray()),
        new("a sound file", "OggS"u8.ToArray()),
        new("a sound file", "fLaC"u8.ToArray()),
        new("a sound file", "WAVE"u8.ToArray(), 8),
        new("an RTF document", @"{\rtf"u8.ToArray()),
        new("a PostScript document", "%!PS"u8.ToArray()),
        new("an Office document of before 2007", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        new("a SQLite database", "SQLite format 3\0"u8.ToArray()),
        new("a WARC file of captured pages", "WARC/"u8.ToArray()),
        new("a gzip file", [0x1F, 0x8B]),
        new("a bzip2 file", "BZh"u8.ToArray()),
        new("an xz file", [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z']),
        new("a Zstandard file", [0x28, 0xB5, 0x2F, 0xFD]),
        new("a 7-Zip file", [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C]),
        new("a RAR file", "Rar!\x1A"u8.ToArray()),
        new("a tar file", "ustar"u8.ToArray(), 257),
        new("a property list", "bplist"u8.ToArray()),
        new("a program", [0x7F, (byte)'E', (byte)'L', (byte)'F']),
        new("a program", [(byte)'M', (byte)'Z', 0x90]),
        new("a font", "wOFF"u8.ToArray()),
        new("a font", "wOF2"u8.ToArray()),
        new("a font", [0, 1, 0, 0, 0]),
    ];

    // By the names of the first entries; their bytes stand in the file as they are.
    private static readonly Signature[] InZip =
    [
        new("an EPUB book", "application/epub+zip"u8.ToArray()),
        new("an OpenDocument file", "application/vnd.oasis.opendocument"u8.ToArray()),
        new("a Word document", "word/"u8.ToArray()),
        new("an Excel table", "xl/"u8.ToArray()),
        new("a PowerPoint file", "ppt/"u8.ToArray()),
        new("a Takeout of Google as a zip file", "Takeout/"u8.ToArray()),
        new("a Java program", "META-INF/MANIFEST"u8.ToArray()),
    ];

    private static readonly FileKind Unmarked = new("text in UTF-16 without a byte order mark", _ => true);
    private static readonly FileKind Unknown = new("a binary file", _ => true);
    private static readonly FileKind Zip = new("a zip file", _ => true);

    /// <summary>Null where the bytes are a text.</summary>
    public static FileKind? Of(FileSample sample)
    {
        ReadOnlySpan<byte> head = sample.Head;
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
        {
            foreach (var entry in InZip)
            {
                if (head.IndexOf(entry.Bytes) >= 0)
                {
                    return entry.Kind;
                }
            }

            return Zip;
        }

        foreach (var signature in Signatures)
        {
            if (head.Length > signature.At && head[signature.At..].StartsWith(signature.Bytes))
            {
                return signature.Kind;
            }
        }

        return ByControls(head);
    }

    private static FileKind? ByControls(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty || head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return null;
        }

        // From one to the next: a text has next to none.
        var (nuls, controls) = (head.Count((byte)0), 0);
        for (var rest = head; rest.IndexOfAny(Controls) is >= 0 and var at; rest = rest[(at + 1)..])
        {
            controls++;
        }

        return nuls > MinNuls * head.Length ? nuls < 0.7 * head.Length && head.Length > 16 ? Unmarked : Unknown
            : controls > Math.Max(4, MaxControls * head.Length) ? Unknown : null;
    }

    private sealed record Signature(string Name, byte[] Bytes, int At = 0)
    {
        public FileKind Kind { get; } = new(Name, _ => true);
    }
}
