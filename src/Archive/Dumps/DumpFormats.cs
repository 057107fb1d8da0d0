using Archive.Dumps.Blogger;
using Archive.Dumps.Recognising;

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
            $"text of a Blogger page: {PageEvidence.LookedFor}",
            BloggerTextReader.Recognises,
            BloggerTextReader.Read),
    ];

    /// <summary>The version of the readers; it is stored with every source and goes up when a reader reads a file differently.</summary>
    public const int ReaderVersion = 4;

    /// <summary>Reads a dump in the format that it shows, or in the one that is named.</summary>
    /// <param name="format">Stands above what the text shows; a file that is certainly of another kind is refused all the same.</param>
    /// <exception cref="NotADumpException">No format recognises it, or it is too large.</exception>
    public static Dump Read(ReadOnlySpan<byte> bytes, string? format = null) => Read(bytes, format, isKept: false);

    /// <summary>Reads an original that was recognised when it was taken in: how much speaks for its format is not weighed again.</summary>
    /// <exception cref="NotADumpException">It is of another kind.</exception>
    public static Dump ReadKept(ReadOnlySpan<byte> bytes, string? format) => Read(bytes, format, isKept: true);

    /// <summary>Whether a reader met what nobody thought of: one file is not worth all that stand behind it.</summary>
    public static bool IsFault(Exception thrown) => thrown is (ArgumentException or InvalidDataException or InvalidOperationException or IndexOutOfRangeException or NullReferenceException
        or KeyNotFoundException or FormatException or OverflowException) and not ObjectDisposedException;

    /// <summary>What a <see cref="IsFault">fault</see> is told as.</summary>
    public static string UnreadTo(Exception fault) => $"this version of the program cannot read it: {fault.Message}";

    /// <summary>The names of the formats that recognise a file, best first; none where it is no text.</summary>
    public static IReadOnlyList<string> Recognising(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxDumpBytes || BinaryKinds.Of(FileSample.OfHead(bytes, bytes.Length)) is not null)
        {
            return [];
        }

        var sample = FileSample.Of(bytes, SourceText.Decode(bytes));
        return FileKind.Of(sample) is not null ? [] : [.. All.Where(format => format.Recognises(sample)).Select(format => format.Name)];
    }

    /// <summary>Refuses a file whose head shows that it is no text, before the rest is read.</summary>
    /// <exception cref="NotADumpException">It is a picture, an archive file, a film.</exception>
    public static void CheckHead(ReadOnlySpan<byte> head)
    {
        if (BinaryKinds.Of(FileSample.OfHead(head, head.Length)) is { } kind)
        {
            throw NotADumpException.OfKind(kind);
        }
    }

    private static Dump Read(ReadOnlySpan<byte> bytes, string? format, bool isKept)
    {
        if (bytes.Length > MaxDumpBytes)
        {
            throw NotADumpException.TooLarge(bytes.Length);
        }

        CheckHead(bytes);
        var text = SourceText.Decode(bytes);
        var sample = FileSample.Of(bytes, text);
        if (FileKind.Of(sample) is { } kind)
        {
            throw NotADumpException.OfKind(kind);
        }

        if (format is not null)
        {
            return LongTexts.Cut((All.FirstOrDefault(f => f.Name == format) ?? throw new ArgumentException($"there is no format '{format}'", nameof(format))).Read(text));
        }

        var chosen = All.FirstOrDefault(f => f.Recognises(sample)) ?? (isKept ? All[^1] : throw NoneRecognises(sample));
        return LongTexts.Cut(chosen.Read(text));
    }

    private static NotADumpException NoneRecognises(FileSample sample)
    {
        if (FileKind.Empty.Fits(sample))
        {
            return new NotADumpException(sample.Length == 0 ? "this file is empty" : "nothing but blanks stands in this file", FileKind.Empty);
        }

        var kind = FileKind.OfText(sample);
        var words = sample.Evidence.Words;
        return new NotADumpException(
            $"this is no dump; expected {string.Join(", or ", All.Select(format => format.Expected))}; found {(words.Length > 0 ? $"only {words}" : "none of it")}. It looks like {kind.InWords}",
            kind);
    }
}

/// <summary>A format of dumps that the archive can read.</summary>
/// <param name="Name">The name as commands and rows give it: lower case, hyphens.</param>
/// <param name="Expected">What a file of this format holds, for the message that refuses another.</param>
/// <param name="Recognises">Whether a file looks like this format.</param>
/// <param name="Read">Reads it; throws only <see cref="NotADumpException"/>.</param>
public sealed record DumpFormat(
    string Name, string Expected, Func<FileSample, bool> Recognises, Func<SourceText, Dump> Read);

/// <summary>The one refusal of the reading room: a file that is no dump at all, with what was expected instead.</summary>
/// <param name="kind">The kind that it looks like; null where that was not asked.</param>
public sealed class NotADumpException(string message, FileKind? kind = null) : Exception(message)
{
    public FileKind? Kind { get; } = kind;

    internal static NotADumpException OfKind(FileKind kind) => new($"this looks like {kind.InWords}; Archive does not read those yet", kind);

    internal static NotADumpException TooLarge(long bytes) => new($"the file has {bytes} bytes; the limit is {DumpFormats.MaxDumpBytes}");
}
