namespace Archive.Benchmarks;

/// <summary>Does a thing in windows until several in a row cost alike: then its code is as quick as it becomes.</summary>
/// <remarks>What the runtime finds often it compiles anew, for some seconds of work; whoever measures before that measures the compiler.</remarks>
internal static class Windows
{
    private const int Alike = 3;

    private const double Difference = 1.05;

    /// <param name="least">Windows that there are in any case.</param>
    /// <param name="most">On a machine that is never quiet there is an end, too.</param>
    /// <param name="cost">Does a window, and says what it cost.</param>
    public static async Task UntilAlikeAsync(int least, int most, Func<Task<double>> cost)
    {
        var costs = new List<double>();
        while (costs.Count < least || (costs.Count < most && costs.TakeLast(Alike).Max() > Difference * costs.TakeLast(Alike).Min()))
        {
            costs.Add(await cost());
        }
    }
}
