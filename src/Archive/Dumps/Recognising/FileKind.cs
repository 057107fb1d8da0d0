namespace Archive.Dumps.Recognising;

/// <summary>A kind of file that is no text of a page, and how it is known.</summary>
/// <param name="InWords">As it stands in a sentence: <c>a WordPress export</c>.</param>
/// <param name="Fits">Whether a file is of this kind.</param>
public sealed record FileKind(string InWords, Func<FileSample, bool> Fits)
{
    /// <summary>A text without any form of its own.</summary>
    public static readonly FileKind Prose = new("prose", _ => true);

    /// <summary>Nothing, or blanks.</summary>
    public static readonly FileKind Empty = new("an empty file", sample => sample.Text.Length == 0);

    private static readonly FileKind[] Certain = [.. MarkupKinds.All, .. JsonKinds.All, .. TextKinds.All];

    /// <summary>The name without its article, as kinds are listed.</summary>
    public string Name => InWords.StartsWith("a ", StringComparison.Ordinal) ? InWords[2..] : InWords.StartsWith("an ", StringComparison.Ordinal) ? InWords[3..] : InWords;

    /// <summary>The kind of a file that is certainly no text of a page; null where it may be one.</summary>
    internal static FileKind? Of(FileSample sample) => BinaryKinds.Of(sample)
        ?? (!sample.Text.Contains('<', StringComparison.Ordinal) && sample.Evidence.IsPlain ? null : Certain.FirstOrDefault(kind => kind.Fits(sample)));

    /// <summary>The likeliest kind of a text that no format recognises.</summary>
    internal static FileKind OfText(FileSample sample) => TextKinds.Guesses.FirstOrDefault(kind => kind.Fits(sample)) ?? Prose;
}
