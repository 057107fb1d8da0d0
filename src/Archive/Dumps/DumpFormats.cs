using Archive.Dumps.Blogger;

namespace Archive.Dumps;

/// <summary>The formats that the archive reads, and the way in.</summary>
public static class DumpFormats
{
    /// <summary>The largest dump in bytes; a blog of a million words is under 10 MB, and a file is held in memory while it is read.</summary>
    public const int MaxDumpBytes = 128 * 1024 * 1024;

    /// <summary>Every format, the most specific first.</summary>
    public static readonly IReadOnlyList<DumpFormat> All =
    [
        new(
            BloggerTextReader.Format,
            "text of a Blogger page: a date line, a count such as \"38 comments:\", or numbered comments that end in \"ReplyDelete\"",
            BloggerTextReader.Recognises,
            BloggerTextReader.Read),
    ];

    /// <summary>The version of the readers; it is stored with every source and goes up when a reader reads a file differently.</summary>
    public const int ReaderVersion = 1;

    /// <summary>Reads a dump in the format that it shows, or in the one that is named.</summary>
    /// <exception cref="NotADumpException">No format recognises it, or it is too large.</exception>
    public static Dump Read(ReadOnlySpan<byte> bytes, string? format = null)
    {
        if (bytes.Length > MaxDumpBytes)
        {
            throw new NotADumpException($"the file has {bytes.Length} bytes; the limit is {MaxDumpBytes}");
        }

        var text = SourceText.Decode(bytes);
        var chosen = format is null
            ? All.FirstOrDefault(f => f.Recognises(text)) ?? throw NoneRecognises()
            : All.FirstOrDefault(f => f.Name == format) ?? throw new ArgumentException($"there is no format '{format}'", nameof(format));
        return chosen.Read(text);
    }

    private static NotADumpException NoneRecognises() =>
        new($"this is no dump; expected {string.Join(", or ", All.Select(format => format.Expected))}");
}

/// <summary>A format of dumps that the archive can read.</summary>
/// <param name="Name">The name as commands and rows give it: lower case, hyphens.</param>
/// <param name="Expected">What a file of this format holds, for the message that refuses another.</param>
/// <param name="Recognises">Whether a text looks like this format.</param>
/// <param name="Read">Reads it; throws only <see cref="NotADumpException"/>.</param>
public sealed record DumpFormat(
    string Name, string Expected, Func<SourceText, bool> Recognises, Func<SourceText, Dump> Read);

/// <summary>The one refusal of the reading room: a file that is no dump at all, with what was expected instead.</summary>
public sealed class NotADumpException(string message) : Exception(message);
