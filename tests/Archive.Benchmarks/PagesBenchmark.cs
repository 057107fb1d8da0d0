using Archive.Storage;
using Archive.Web;
using Microsoft.EntityFrameworkCore;

namespace Archive.Benchmarks;

/// <summary>What pages cost the server, measured as its own processor time against that of writing the same bytes.</summary>
public static class PagesBenchmark
{
    private const int CommonThread = 40;
    private const int LongThread = 5_000;

    private const int Connections = 8;
    private const int WarmUpRequests = 2_000;
    private const int Requests = 6_000;
    private const int RequestsOfLongPages = 40;
    private const int Rounds = 3;
    private const int LatencySamples = 4_000;

    public static async Task<int> RunAsync(int comments)
    {
        using var folder = new TempFolder();
        Corpus.Write(folder["dumps"], comments);
        var posts = comments / Corpus.CommentsPerPost;
        Corpus.WritePost(folder["dumps"], posts, CommonThread);
        Corpus.WritePost(folder["dumps"], posts + 1, LongThread);
        await MeasuredImport.StartAsync(folder["dumps"], folder["data"]);
        var common = Address(folder["data"], posts);
        var longPages = await PagesOfAsync(folder["data"], Address(folder["data"], posts + 1));

        await CompareAsync(folder["data"], common, longPages);
        await ReadDuringImportAsync(folder, common, comments);
        return 0;
    }

    private static async Task CompareAsync(string data, string common, IReadOnlyList<string> longPages)
    {
        await using var prebuilt = await Visitor.StartAsync(data, MeasuredSite.Prebuilt, common);
        await using var site = await Visitor.StartAsync(data, MeasuredSite.Real, common);
        await using var fresh = await Visitor.StartAsync(data, MeasuredSite.Anew, common);
        foreach (var visitor in (Visitor[])[prebuilt, site, fresh])
        {
            await visitor.MeasureAsync([common], WarmUpRequests, Connections);
        }

        // Interleaved, and the best of each: what else the machine does then falls on all alike.
        var (bytes, page, cached, longest) = (Cost.Unknown, Cost.Unknown, Cost.Unknown, Cost.Unknown);
        for (var round = 0; round < Rounds; round++)
        {
            bytes = bytes.OrBetter(await prebuilt.MeasureAsync([common], Requests, Connections));
            page = page.OrBetter(await fresh.MeasureAsync([common], Requests, Connections));
            cached = cached.OrBetter(await site.MeasureAsync([common], Requests, Connections));
            longest = longest.OrBetter(await fresh.MeasureAsync(longPages, longPages.Count * RequestsOfLongPages, Connections));
        }

        Console.WriteLine($"pages: a post of {CommonThread} comments, {page.BytesPerRequest / 1000:0} kB; a thread of {LongThread} on {longPages.Count} pages");
        Table.Figure("prebuilt bytes, CPU µs a request", $"{bytes.Microseconds:0}");
        Table.Figure("post page, CPU µs a request", $"{page.Microseconds:0}");
        Table.Figure("post page from the output cache, CPU µs a request", $"{cached.Microseconds:0}");
        Table.Bar("post page / prebuilt bytes", page.Microseconds / bytes.Microseconds, 18);
        Table.Bar("output cache / prebuilt bytes", cached.Microseconds / bytes.Microseconds, 1.3);
        Table.Bar($"CPU a kB, {LongThread} comments / {CommonThread}", longest.PerByte / page.PerByte, 1.5);
    }

    private static async Task ReadDuringImportAsync(TempFolder folder, string common, int comments)
    {
        Corpus.Write(folder["more-dumps"], 2 * comments, seed: 2);
        await using var site = await Visitor.StartAsync(folder["data"], MeasuredSite.Anew, common);
        await site.LatenciesAsync(common, WarmUpRequests, CancellationToken.None);
        var alone = await site.LatenciesAsync(common, LatencySamples, CancellationToken.None);

        using var done = new CancellationTokenSource();
        var import = MeasuredImport.StartAsync(folder["more-dumps"], folder["data"]);
        var reading = site.LatenciesAsync(common, int.MaxValue, done.Token);
        await import;
        await done.CancelAsync();
        var during = await reading;

        Table.Figure("reader alone, p50 / p99 ms", $"{Percentile(alone, 50):0.00} / {Percentile(alone, 99):0.00}");
        Table.Figure($"reader during an import ({during.Count} reads), p50 / p99 ms", $"{Percentile(during, 50):0.00} / {Percentile(during, 99):0.00}");
        Table.Bar("reader's p99, during an import / alone", Percentile(during, 99) / Percentile(alone, 99), 2.5);
    }

    private static double Percentile(List<double> sorted, int percent) => sorted[(sorted.Count - 1) * percent / 100];

    private static string Address(string data, int post)
    {
        using var archive = ArchiveFile.Open(data);
        var options = new DbContextOptionsBuilder<ArchiveDb>();
        archive.ConfigureReader(options);
        using var db = new ArchiveDb(options.Options);
        var title = Corpus.Title(post);
        var row = db.Posts.Single(row => row.Title == title);
        return PostAddress.Post("benchmark", row.Month, row.Slug);
    }

    // Long threads fill several pages; the reader of all of them is who pays for the whole.
    private static async Task<IReadOnlyList<string>> PagesOfAsync(string data, string address)
    {
        await using var site = await Visitor.StartAsync(data, MeasuredSite.Anew, address);
        var pages = new List<string>();
        for (var page = 1; await site.ExistsAsync(PostAddress.Page(address, page)); page++)
        {
            pages.Add(PostAddress.Page(address, page));
        }

        return pages;
    }
}
