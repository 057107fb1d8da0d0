namespace Archive.Dumps;

/// <summary>What one file from elsewhere says: its posts, an account of its lines, and what was wrong with it.</summary>
/// <param name="Format">The name of the format that was read, such as <c>blogger-text</c>.</param>
/// <param name="Posts">The posts in the order of the file.</param>
/// <param name="Ledger">What every line of the file was taken for.</param>
/// <param name="Problems">What could not be used, in the order of the lines.</param>
public sealed record Dump(
    string Format, IReadOnlyList<DumpPost> Posts, Ledger Ledger, IReadOnlyList<Problem> Problems)
{
    /// <summary>When the capture was taken, where the dump says so; null where it does not.</summary>
    public DateTimeOffset? CapturedAt { get; init; }
}
