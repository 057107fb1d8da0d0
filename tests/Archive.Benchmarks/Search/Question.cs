namespace Archive.Benchmarks.Search;

/// <summary>A row of the table.</summary>
/// <param name="MaxMilliseconds">For how long the thread of 99 of 100 answers of ours may work at <see cref="Sizes.MaxComments"/>; null where nothing is asked.</param>
/// <param name="Asks">The same with other words, in turn.</param>
public sealed record Question(string Name, double? MaxMilliseconds, IReadOnlyList<Ask> Asks)
{
    /// <summary>With which power of the number of comments the time may grow; null where nothing is asked.</summary>
    public double? MaxExponent => Asks[0].Want switch
    {
        Want.Newest when MaxMilliseconds <= Questions.NewestOfTwo => 0.1,
        Want.PageInTheMiddle => 0.1,
        Want.Count or Want.Facets when Asks[0].Typed.Length == 0 && Asks[0].Words.Count > 0 => 0.3,
        _ => null,
    };
}
