using Archive.Storage;

namespace Archive.Web.Pages.Search;

/// <summary>How many hits there are, as far as they were counted.</summary>
public static class CountInWords
{
    public static string Of(HitCount count) => count.IsExact ? InWords.Count(count.Number) : $"more than {InWords.Count(count.Number)}";

    /// <summary>For places where words do not fit: 10,000+.</summary>
    public static string Narrow(HitCount count) => count.IsExact ? InWords.Count(count.Number) : $"{InWords.Count(count.Number)}+";

    public static string Of(HitCount count, string one, string many) => $"{Of(count)} {(count is { Number: 1, IsExact: true } ? one : many)}";
}
