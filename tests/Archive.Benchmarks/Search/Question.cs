namespace Archive.Benchmarks.Search;

/// <summary>A row of the table.</summary>
/// <param name="MaxMilliseconds">What 99 of 100 answers of ours may take at <see cref="Sizes.MaxComments"/>; null where nothing is asked.</param>
/// <param name="Asks">The same with other words, in turn.</param>
public sealed record Question(string Name, double? MaxMilliseconds, IReadOnlyList<Ask> Asks)
{
    /// <summary>Whether the time may not grow with the archive.</summary>
    public bool IsFlat => MaxMilliseconds == Questions.Newest;
}
