using System.Globalization;

namespace Archive.Benchmarks;

/// <summary>How large a benchmark is to be.</summary>
public static class Sizes
{
    /// <summary>About 800 MB of dumps and 3 GB of database: what fits a small disk.</summary>
    public const int MaxComments = 1_000_000;

    public static int Comments(string[] args, int usual) => args switch
    {
        [] => usual,
        [var typed] when int.TryParse(typed, CultureInfo.InvariantCulture, out var comments) && comments is >= 1_000 and <= MaxComments => comments,
        _ => throw new ArgumentException($"the size is a number of comments or posts from 1000 to {MaxComments}"),
    };

    public static int Usage()
    {
        Console.Error.WriteLine(
            """
            dotnet run -c Release --project tests/Archive.Benchmarks -- import [comments [--into comments]]
            dotnet run -c Release --project tests/Archive.Benchmarks -- captures
            dotnet run -c Release --project tests/Archive.Benchmarks -- pages [comments]
            dotnet run -c Release --project tests/Archive.Benchmarks -- growth [posts]
            dotnet run -c Release --project tests/Archive.Benchmarks -- made FOLDER [posts]
            dotnet run -c Release --project tests/Archive.Benchmarks -- search [comments] [--alone] [--keep folder] [--rows name] [--engine name]
            """);
        return 2;
    }
}
