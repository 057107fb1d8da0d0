using System.Globalization;

namespace Archive.Benchmarks.Comparing;

/// <summary>What this checkout and another commit burn for the same work, in turns in one run: what became dearer is named.</summary>
/// <remarks>Both are asked as programs, by commands and addresses, because what is inside of them differs.</remarks>
internal static class CompareBenchmark
{
    private const int Comments = 10_000;
    private const int CommonThread = 40;
    private const int Imports = 2;

    /// <summary>What is dearer by less may be noise.</summary>
    private const double MuchDearer = 1.1;

    private const int Rounds = 6;

    // Whoever looks dearer is measured by further starts of both before it is said: what is compiled comes out a little otherwise each time.
    private const int Starts = 3;

    private const int Connections = 2;

    private static readonly Asked[] Questions =
    [
        new("a post's page, finished, br", Post, IsAnew: false, Requests: 2_500),
        new("a post's page, made anew, br", Post, IsAnew: true, Requests: 60),
        new("a blog's front page, made anew, br", PostAddress.Blog(MeasuredImport.Blog), IsAnew: true, Requests: 60),
        new("search, a word", SearchAddress.Of(Corpus.Word(1_000)), IsAnew: true, Requests: 60),
        new("search, two frequent words", SearchAddress.Of($"{Corpus.Word(21)} {Corpus.Word(40)}"), IsAnew: true, Requests: 60),
        new("search, a phrase", SearchAddress.Of($"\"{Corpus.Word(21)} {Corpus.Word(2)}\""), IsAnew: true, Requests: 60),
        new("search, by relevance", SearchAddress.Of($"{Corpus.Word(21)} sort:relevance in:comments"), IsAnew: true, Requests: 60),
        new("search, by filters", SearchAddress.Of($"{Corpus.Word(21)} is:reply has:link"), IsAnew: true, Requests: 60),
    ];

    // Addresses are promises, so that both know it.
    private static string Post => PostAddress.Post(
        MeasuredImport.Blog, Corpus.Day(Comments / Corpus.CommentsPerPost).ToString("yyyy-MM", CultureInfo.InvariantCulture), Slug.FromTitle(Corpus.Title(Comments / Corpus.CommentsPerPost)));

    public static async Task<int> RunAsync(string commit)
    {
        if (Repository.Commit(commit) is not { } known)
        {
            Console.WriteLine($"compare: left out, {commit} is no commit of this checkout");
            return 0;
        }

        using var folder = new TempFolder();
        Corpus.Write(folder["dumps"], Comments);
        Corpus.WritePost(folder["dumps"], Comments / Corpus.CommentsPerPost, CommonThread);
        Repository.Clone(known, folder["commit"]);
        await Dotnet.RunAsync(folder["commit"], "build", "src/Archive.Web", "-c", "Release", "-v", "quiet");
        Side[] sides =
        [
            new(Path.Combine(folder["commit"], "src", "Archive.Web", "bin", "Release", "net10.0", "Archive.Web.dll"), folder["before"]),
            new(typeof(ArchiveSite).Assembly.Location, folder["now"]),
        ];
        var import = new Compared($"an import of {Comments} comments");
        while (import.Rounds < Imports || (import.IsDearer && import.Rounds < Starts * Imports))
        {
            import.Add(sides[0].Import(folder["dumps"]), sides[1].Import(folder["dumps"]));
        }

        var pages = Questions.ToDictionary(asked => asked, asked => new Compared(asked.Name));
        for (var start = 0; start < Starts && pages.Values.Any(page => start == 0 || page.IsDearer); start++)
        {
            await AskAsync(sides, pages.Where(page => start == 0 || page.Value.IsDearer));
        }

        Print($"compare: {known}, then {Repository.Built()}; {Comments} comments; CPU µs", [import, .. pages.Values]);
        return 0;
    }

    // Interleaved, so that what else the machine does falls on both alike.
    private static async Task AskAsync(Side[] sides, IEnumerable<KeyValuePair<Asked, Compared>> pages)
    {
        try
        {
            foreach (var side in sides)
            {
                await side.ServeAsync();
            }

            foreach (var (asked, compared) in pages)
            {
                foreach (var side in sides)
                {
                    (side.Visitor.IsAnew, side.Visitor.Coding) = (asked.IsAnew, ContentCoding.Brotli);
                    await side.Visitor.WarmUpAsync([asked.Address], asked.Requests * Rounds, Connections);
                }

                // Each goes first as often as the other.
                for (var round = 0; round < Rounds; round++)
                {
                    var first = await CostAsync(sides[round % 2]);
                    var second = await CostAsync(sides[(round + 1) % 2]);
                    compared.Add(round % 2 == 0 ? first : second, round % 2 == 0 ? second : first);
                }

                async Task<double> CostAsync(Side side) => (await side.Visitor.MeasureAsync([asked.Address], asked.Requests, Connections)).Microseconds;
            }
        }
        finally
        {
            foreach (var side in sides)
            {
                await side.DisposeAsync();
            }
        }
    }

    private static void Print(string head, IReadOnlyList<Compared> all)
    {
        Console.WriteLine(head);
        foreach (var compared in all)
        {
            Table.Figure(compared.Name, $"{compared.Before,10:0} {compared.Now,10:0}   {compared.Times:0.00}{(compared.IsDearer ? "   dearer" : "")}");
        }

        var dearer = all.Where(compared => compared.IsDearer).ToList();
        Console.WriteLine(dearer.Count == 0 ? "Nothing became dearer by more than 10 %." : $"DEARER by more than 10 %: {string.Join("; ", dearer.Select(compared => compared.Name))}.");
    }

    // The best of each side counts.
    private sealed class Compared(string name)
    {
        public string Name => name;

        public int Rounds { get; private set; }

        public double Before { get; private set; } = double.MaxValue;

        public double Now { get; private set; } = double.MaxValue;

        public double Times => Now / Before;

        public bool IsDearer => Times > MuchDearer;

        public void Add(double before, double now) => (Rounds, Before, Now) = (Rounds + 1, Math.Min(Before, before), Math.Min(Now, now));
    }

    private sealed record Asked(string Name, string Address, bool IsAnew, int Requests);
}
