namespace Archive.Dumps;

/// <summary>Reads the text that an extractor makes of a Blogger post page.</summary>
public static class BloggerTextReader
{
    public const string Format = "blogger-text";

    public static bool Recognises(SourceText source) => source.LineCount > 0;

    public static Dump Read(SourceText source) => new(Format, [], new Ledger([]), source.Problems);
}
