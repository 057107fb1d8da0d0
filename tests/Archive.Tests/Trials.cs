using System.Globalization;

namespace Archive.Tests;

/// <summary>How much is tried: the dearest properties have a tenth of their cases every day, and all of them in continuous integration.</summary>
internal static class Trials
{
    /// <summary>The trait of tests that <c>dotnet test</c> leaves to <c>./check --all</c>.</summary>
    public const string Runs = nameof(Runs);

    public const string Long = "long";

    /// <summary>With the value 1, there are all cases; with a greater number so many times all.</summary>
    private const string Variable = "ARCHIVE_TRIALS";

    public static int Of(int all) => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } asked
        ? all * int.Parse(asked, CultureInfo.InvariantCulture)
        : Math.Max(1, all / 10);

    /// <summary>Every fourth of a list of cases, or all of them in continuous integration.</summary>
    public static IReadOnlyList<T> Some<T>(IEnumerable<T> cases) => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 }
        ? [.. cases]
        : [.. cases.Where((_, i) => i % 4 == 0)];
}
