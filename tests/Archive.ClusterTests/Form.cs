namespace Archive.ClusterTests;

/// <summary>How much is tried: nothing where nobody asked; with <c>ARCHIVE_CLUSTER=short</c> what continuous integration has time for, with <c>long</c> all.</summary>
internal static class Form
{
    private const string Variable = "ARCHIVE_CLUSTER";

    private static readonly string? Asked = Environment.GetEnvironmentVariable(Variable);

    public static bool IsAsked => Asked is "short" or "long";

    public static bool IsShort => Asked != "long";

    public static int Of(int all, int few) => IsShort ? few : all;

    /// <summary>Skips the test where no cluster is asked for.</summary>
    public static void NeedsCluster() => Assert.SkipUnless(IsAsked, $"servers take their time: {Variable}=short tries them in minutes, {Variable}=long in an hour");
}
