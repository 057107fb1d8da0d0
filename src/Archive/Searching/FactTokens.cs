namespace Archive.Searching;

/// <summary>The words of the index that are facts: one character for the kind, then the value.</summary>
public static class FactTokens
{
    public const char Kind = '\uE000', Blog = '\uE001', Post = '\uE002', Year = '\uE003', Month = '\uE004', Day = '\uE005',
        Author = '\uE006', Signer = '\uE007', Site = '\uE008', Words = '\uE009', Sign = '\uE00A';

    /// <summary>The word for a value, folded: <c>Andrew Hatton</c> and <c>andrew hatton</c> give the same.</summary>
    public static string Of(char kind, string value) => throw new NotImplementedException(value + kind);

    /// <summary>The value of a word: <c>andrew hatton</c>, <c>publications.parliament.uk</c>.</summary>
    public static string ValueOf(string token) => throw new NotImplementedException(token);
}
