namespace Archive.FaultTests;

/// <summary>How much is tried: nothing where nobody asked, a sample with <c>ARCHIVE_FAULTS=short</c>, every index with <c>ARCHIVE_FAULTS=long</c>.</summary>
internal static class Form
{
    private const string Variable = "ARCHIVE_FAULTS";

    public static bool IsLong => Asked == "long";

    private static string Asked => Environment.GetEnvironmentVariable(Variable) ?? "";

    /// <summary>Skips the test where no faults are asked for.</summary>
    public static void NeedsFaults() =>
        Assert.SkipUnless(Asked is "short" or "long", $"faults take their time: {Variable}=short tries a sample of them, {Variable}=long all");

    /// <summary>All of them in the long form, else so many, spread evenly over each of their kinds.</summary>
    /// <param name="sample">How many of each kind.</param>
    public static IReadOnlyList<T> Choose<T>(IReadOnlyList<T> all, Func<T, object> kind, int sample) =>
        IsLong ? all : [.. all.GroupBy(kind).SelectMany(some => Spread([.. some], sample))];

    private static IEnumerable<T> Spread<T>(List<T> all, int sample) => all.Count <= sample
        ? all
        : Enumerable.Range(0, sample).Select(i => all[(int)((i + 0.5) * all.Count / sample)]);
}
