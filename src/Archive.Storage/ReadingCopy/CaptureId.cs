namespace Archive.Storage.ReadingCopy;

/// <summary>The layout of ids of captures: source id &lt;&lt; 20 | n of the source.</summary>
internal static class CaptureId
{
    /// <summary>Posts of one source that can be stored.</summary>
    public const int MaxPerSource = 1 << 20;

    public static long Of(long source, int turn) => (source << 20) | (long)turn;

    public static long SourceOf(long capture) => capture >> 20;

    public static int TurnOf(long capture) => (int)(capture & (MaxPerSource - 1));
}
