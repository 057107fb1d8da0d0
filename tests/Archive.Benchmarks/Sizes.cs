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

    /// <summary>The same of an archive, and the folder behind <c>--keep</c> in which such archives stand, and are made where they are missing; null for one that goes away.</summary>
    public static (int Comments, string? Folder) Kept(string[] args, int usual)
    {
        var (keep, rest) = Option(args, "--keep");
        return (Comments(rest, usual), keep);
    }

    /// <summary>What stands behind a name, and all that is typed beside both.</summary>
    public static (string? Value, string[] Others) Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at < 0 || at == args.Length - 1 ? (null, args) : (args[at + 1], [.. args[..at], .. args[(at + 2)..]]);
    }

    public static int Usage()
    {
        Console.Error.WriteLine(
            """
            dotnet run -c Release --project tests/Archive.Benchmarks -- …

            import [comments [--into comments]]       an import beside raw inserts and EF; or one into an archive that has comments
            follow [comments]                         machines with one record in PostgreSQL
            captures                                  a further capture of a post
            pages [comments]                          pages, finished and made anew, beside writing the same bytes
            growth [posts]                            every address of the site at a hundredth, a tenth and all of the posts
            memory [comments] [--keep folder]         what a server holds after 10,000 different pages
            start [comments] [--keep folder]          the published program until its first page, beside an empty app
            search [comments] [--alone] [--keep folder] [--rows name] [--engine name,name]
            compare [commit]                          this checkout and a commit, its parent where none is named, in turns
            release [--short] [--only name]           all of these, into docs/benchmarks
            made folder [posts]                       an archive to look at

            With --results file, a benchmark writes what it prints into a file of results.
            """);
        return 2;
    }
}
