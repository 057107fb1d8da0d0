using System.Globalization;

namespace Archive.Benchmarks;

/// <summary>What a benchmark prints: figures, and bars with whether they are reached.</summary>
public static class Table
{
    /// <summary>Behind a bar that is not reached; by this word a file of results finds it.</summary>
    public const string Missed = "MISSED";

    public static void Figure(string name, FormattableString value) =>
        Console.WriteLine($"  {name,-52} {value.ToString(CultureInfo.InvariantCulture)}");

    /// <param name="bar">The most that the value may be, or the least where it is negative.</param>
    public static void Bar(string name, double value, double bar)
    {
        var reached = bar < 0 ? value >= -bar : value <= bar;
        var limit = bar < 0 ? $"at least {(-bar).ToString(CultureInfo.InvariantCulture)}" : $"at most {bar.ToString(CultureInfo.InvariantCulture)}";
        Figure(name, $"{value:0.00}   {limit}   {(reached ? "reached" : Missed)}");
    }
}
