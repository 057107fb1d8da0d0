namespace Archive.Dumps;

/// <summary>A format of dumps that the archive can read.</summary>
/// <param name="Name">The name as commands and rows give it: lower case, hyphens.</param>
/// <param name="Expected">What a file of this format holds, for the message that refuses another.</param>
/// <param name="Recognises">Whether a text looks like this format.</param>
/// <param name="Read">Reads it; throws only <see cref="NotADumpException"/>.</param>
public sealed record DumpFormat(
    string Name, string Expected, Func<SourceText, bool> Recognises, Func<SourceText, Dump> Read);
