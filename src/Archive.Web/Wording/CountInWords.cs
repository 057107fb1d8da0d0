namespace Archive.Web.Wording;

/// <summary>How many hits there are, as far as they were counted.</summary>
internal static class CountInWords
{
    public static string Of(HitCount count) => count.IsExact ? InWords.Count(count.Number) : $"more than {Floor(count)}";

    /// <summary>For places where words do not fit: 10,000+.</summary>
    public static string Narrow(HitCount count) => count.IsExact ? InWords.Count(count.Number) : $"{Floor(count)}+";

    public static string Of(HitCount count, string one, string many) => $"{Of(count)} {(count.IsExact ? OneOrMany.Word(count.Number, one, many) : many)}";

    private static string Floor(HitCount count) => InWords.Count(Math.Min(count.Number, ArchiveSearch.MaxCounted));
}
