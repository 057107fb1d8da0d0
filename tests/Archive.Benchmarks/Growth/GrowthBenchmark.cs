using System.Globalization;

namespace Archive.Benchmarks.Growth;

/// <summary>What every address of the site costs when an archive has a hundred times the posts, measured as the server's own processor time.</summary>
internal static class GrowthBenchmark
{
    /// <summary>How many times the posts the second archive has of the first, and the third of the second.</summary>
    private const int Step = 10;

    /// <summary>What an answer may cost more in the largest archive than in the smallest; where it is longer there, for each of its bytes.</summary>
    private const double MostGrowth = 1.5;

    // Answers differ a little in length: other posts stand beside them, larger numbers in them.
    private const double SameLength = 1.1;

    private const int WarmUpRequests = 40;
    private const int Rounds = 4;

    // Whatever looks dearer is measured so many times more before it is said.
    private const int MoreRounds = 4;

    private const int Connections = 2;

    // A window is long enough for the noise of a machine, and short enough for a hundred addresses.
    private const double WindowMicroseconds = 100_000;
    private const int FewestRequests = 4, MostRequests = 200;

    // Other pages of lists than the first, by which their routes answer as well.
    private static readonly (string Name, Func<Places, string> Address)[] Further =
    [
        ("blog, its last page", places => PostAddress.Page(PostAddress.Blog(Places.Blog), places.LastPage)),
        ("blog, a page in the middle", places => PostAddress.Page(PostAddress.Blog(Places.Blog), Math.Max(1, places.LastPage / 2))),
        ("blog, from the first post", _ => PostAddress.Oldest(Places.Blog)),
        ("blog, from the first post, its last page", places => PostAddress.Page(PostAddress.Oldest(Places.Blog), places.LastPage)),
        ("all posts", _ => PostAddress.Blog(PostAddress.AllBlogs)),
        ("most discussed of all", _ => PostAddress.Discussed(PostAddress.AllBlogs)),
        ("recent comments of all", _ => PostAddress.RecentComments(PostAddress.AllBlogs)),
        ("label of all, from the first post", _ => LabelAddress.Oldest(PostAddress.AllBlogs, "weather")),
        ("people by number", _ => PersonAddress.Index(PostAddress.AllBlogs, PersonAddress.Authors, byNumber: true)),
        ("people who signed, by number", _ => PersonAddress.Index(Places.Blog, PersonAddress.Signers, byNumber: true)),
        ("sources, their last page", places => PostAddress.Page("/sources", places.LastPageOfSources)),
        ("sites that are linked to, by post", _ => LinkAddress.ByPost),
        ("search, by relevance", _ => SearchAddress.Of("harbour sort:relevance in:comments")),
        ("search, by filters", _ => SearchAddress.Of("harbour is:reply has:link")),
    ];

    /// <param name="many">Posts of the largest archive.</param>
    public static async Task<int> RunAsync(int many)
    {
        int[] sizes = [many / Step / Step, many / Step, many];
        using var folder = new TempFolder();
        var sites = new List<GrownSite>();
        foreach (var size in sizes)
        {
            var data = await Places.MakeAsync(folder[$"{size}"], size);
            sites.Add(new GrownSite(await Visitor.StartAsync(data, MeasuredSite.Anew, "/"), Places.Of(data)));
        }

        try
        {
            await MeasureAsync(sizes, sites, await RoutesAsync(folder[$"{sizes[0]}/data"]));
        }
        finally
        {
            foreach (var site in sites)
            {
                await site.Visitor.DisposeAsync();
            }
        }

        return 0;
    }

    private static async Task<IReadOnlyList<RouteEndpoint>> RoutesAsync(string data)
    {
        using var archive = ArchiveFolder.Open(data);
        await using var site = ArchiveSite.Build(archive, "http://127.0.0.1:0", builder => builder.Logging.ClearProviders());
        await site.StartAsync();
        var routes = SiteRoutes.Of(site);
        await site.StopAsync();
        return routes;
    }

    private static async Task MeasureAsync(int[] sizes, IReadOnlyList<GrownSite> sites, IReadOnlyList<RouteEndpoint> routes)
    {
        var measured = routes.Where(route => SiteRoutes.Reason(route) is null)
            .Select(route => (Name: SiteRoutes.Name(route), Address: (Func<Places, string>)(places => SiteRoutes.Address(route, places))))
            .Concat(Further).ToList();
        // All of them first: what the site compiles for one shall not fall on the next.
        foreach (var (_, address) in measured)
        {
            await AskAsync(sites, address, WarmUpRequests);
        }

        Console.WriteLine($"growth: {string.Join(", then ", sizes)} posts; {measured.Count} addresses of {routes.Count} routes; CPU µs an answer");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"",-62} {"kB",7} {"then",7} {sizes[0],9} {sizes[1],9} {sizes[2],9} {"times",7} {"exponent",9}"));
        foreach (var (name, address) in measured)
        {
            Print(name, sizes, await CostsAsync(sites, address));
        }

        foreach (var reason in routes.Select(SiteRoutes.Reason).OfType<string>().CountBy(reason => reason))
        {
            Console.WriteLine($"  not measured: {reason.Value} routes, {reason.Key}");
        }
    }

    // Interleaved, and the best of each: what else the machine does then falls on all alike.
    private static async Task<Cost[]> CostsAsync(IReadOnlyList<GrownSite> sites, Func<Places, string> address)
    {
        var costs = await AskAsync(sites, address, FewestRequests);
        for (var round = 0; round < Rounds || (round < MoreRounds * Rounds && Times(costs) > MostGrowth * Longer(costs)); round++)
        {
            foreach (var (i, site) in sites.Index())
            {
                var requests = Math.Clamp((int)(WindowMicroseconds / costs[i].Microseconds), FewestRequests, MostRequests);
                costs[i] = costs[i].OrBetter(await site.Visitor.MeasureAsync([address(site.Places)], requests, Connections));
            }
        }

        return costs;
    }

    private static async Task<Cost[]> AskAsync(IReadOnlyList<GrownSite> sites, Func<Places, string> address, int requests)
    {
        var costs = new Cost[sites.Count];
        foreach (var (i, site) in sites.Index())
        {
            costs[i] = await site.Visitor.MeasureAsync([address(site.Places)], requests, Connections);
        }

        return costs;
    }

    private static void Print(string name, int[] sizes, Cost[] costs)
    {
        var (times, longer) = (Times(costs), Longer(costs));
        var exponent = Math.Log(times) / Math.Log((double)sizes[^1] / sizes[0]);
        var verdict = times > MostGrowth * longer ? Table.Missed : longer > 1 ? "as its length" : "reached";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {name,-62} {costs[0].BytesPerRequest / 1000,7:0.0} {costs[^1].BytesPerRequest / 1000,7:0.0} {costs[0].Microseconds,9:0} {costs[1].Microseconds,9:0} {costs[2].Microseconds,9:0} {times,7:0.00} {exponent,9:0.00}   {verdict}"));
    }

    private static double Times(Cost[] costs) => costs[^1].Microseconds / costs[0].Microseconds;

    // One that leads on has no bytes.
    private static double Longer(Cost[] costs) =>
        Math.Max(1, costs[^1].BytesPerRequest) / Math.Max(1, costs[0].BytesPerRequest) is var longer && longer > SameLength ? longer : 1;

    private sealed record GrownSite(Visitor Visitor, Places Places);
}
