namespace Archive.ClusterTests;

/// <summary>How much is tried: all, or with <c>ARCHIVE_CLUSTER=short</c> what continuous integration has time for.</summary>
internal static class Form
{
    public static bool IsShort => Environment.GetEnvironmentVariable("ARCHIVE_CLUSTER") == "short";

    public static int Of(int all, int few) => IsShort ? few : all;
}
