namespace Archive.FaultTests;

/// <summary>How much is tried: nothing where nobody asked; with <c>ARCHIVE_FAULTS=short</c> a sample, with a number so many of each kind, with <c>long</c> every index.</summary>
internal static class Form
{
    private const string Variable = "ARCHIVE_FAULTS";

    private static string Asked => Environment.GetEnvironmentVariable(Variable) ?? "";

    private static int? Number => int.TryParse(Asked, out var number) ? number : null;

    /// <summary>Whether all is tried.</summary>
    public static bool IsLong => Asked == "long";

    /// <summary>Skips the test where no faults are asked for.</summary>
    public static void NeedsFaults() => Assert.SkipUnless(
        Asked is "short" or "long" || Number is not null, $"faults take their time: {Variable}=short tries a sample of them, {Variable}=long all");

    /// <summary>All of them in the long form, else some, spread evenly over each of their kinds.</summary>
    /// <param name="sample">How many of each kind in the short form.</param>
    public static IReadOnlyList<T> Choose<T>(IReadOnlyList<T> all, Func<T, object> kind, int sample) =>
        IsLong ? all : [.. all.GroupBy(kind).SelectMany(some => Spread([.. some], Number ?? sample))];

    private static IEnumerable<T> Spread<T>(List<T> all, int sample) => all.Count <= sample
        ? all
        : Enumerable.Range(0, sample).Select(i => all[(int)((i + 0.5) * all.Count / sample)]);
}
