namespace Archive.Benchmarks.Pages;

/// <summary>What pages cost the server, measured as its own processor time against that of writing the same bytes.</summary>
public static class PagesBenchmark
{
    private const int CommonThread = 40;
    private const int LongThread = 1_000;
    private const int LongestThread = 20_000;

    private const int Connections = 8;
    private const int WarmUpRequests = 30_000;
    private const int WarmUpReads = 2_000;
    private const int Requests = 10_000;
    private const int RequestsAnew = 2_000;
    private const int RequestsOfLongPages = 300;
    private const int Rounds = 3;
    private const int Starts = 3;
    private const int LatencySamples = 4_000;
    private const int FirstScreens = 100;

    public static async Task<int> RunAsync(int comments)
    {
        using var folder = new TempFolder();
        Corpus.Write(folder["dumps"], comments);
        var posts = comments / Corpus.CommentsPerPost;
        int[] longThreads = [LongThread, LongestThread];
        Corpus.WritePost(folder["dumps"], posts, CommonThread);
        foreach (var (i, size) in longThreads.Index())
        {
            Corpus.WritePost(folder["dumps"], posts + 1 + i, size);
        }

        await MeasuredImport.StartAsync(folder["dumps"], folder["data"]);
        var common = Address(folder["data"], posts);
        await CompareKeptAsync(folder["data"], common);
        var perComment = new List<double>();
        foreach (var (i, size) in longThreads.Index())
        {
            perComment.Add(await MeasureThreadAsync(folder["data"], Address(folder["data"], posts + 1 + i), size));
        }

        Table.Bar($"CPU a comment, {LongestThread} / {LongThread}", perComment[1] / perComment[0], 1.5);
        await ReadDuringImportAsync(folder, common, comments);
        return 0;
    }

    // Interleaved, and the best of each: what else the machine does then falls on all alike. Of several starts, because what is compiled comes out otherwise each time,
    // and the same bytes have cost one process twice as much as the next. As every browser asks, and as none does.
    private static async Task CompareKeptAsync(string data, string common)
    {
        string?[] codings = [null, ContentCoding.Brotli];
        var costs = codings.ToDictionary(coding => coding ?? "", _ => (Bytes: Cost.Unknown, Kept: Cost.Unknown, Made: Cost.Unknown));
        for (var start = 0; start < Starts; start++)
        {
            await using var prebuilt = await Visitor.StartAsync(data, MeasuredSite.Prebuilt, common);
            await using var site = await Visitor.StartAsync(data, MeasuredSite.Real, common);
            await using var anew = await Visitor.StartAsync(data, MeasuredSite.Anew, common);
            foreach (var coding in codings)
            {
                prebuilt.Coding = site.Coding = anew.Coding = coding;
                await prebuilt.WarmUpAsync([common], WarmUpRequests, Connections);
                await site.WarmUpAsync([common], WarmUpRequests, Connections);
                await anew.WarmUpAsync([common], WarmUpRequests, Connections);
                var (bytes, kept, made) = costs[coding ?? ""];
                for (var round = 0; round < Rounds; round++)
                {
                    bytes = bytes.OrBetter(await prebuilt.MeasureAsync([common], Requests, Connections));
                    kept = kept.OrBetter(await site.MeasureAsync([common], Requests, Connections));
                    made = made.OrBetter(await anew.MeasureAsync([common], RequestsAnew, Connections));
                }

                costs[coding ?? ""] = (bytes, kept, made);
            }
        }

        foreach (var (coding, (bytes, kept, made)) in costs)
        {
            Console.WriteLine($"pages, {(coding.Length == 0 ? "as they are" : coding)}");
            Table.Figure("kB", $"{kept.BytesPerRequest / 1000:0.0}");
            Table.Figure("prebuilt bytes, CPU µs a request", $"{bytes.Microseconds:0}");
            Table.Figure("finished post page, CPU µs a request", $"{kept.Microseconds:0}");
            Table.Figure("post page made anew, CPU µs a request", $"{made.Microseconds:0}");
            Table.Bar("finished page / prebuilt bytes", kept.Microseconds / bytes.Microseconds, 1.1);
            if (coding.Length == 0)
            {
                Table.Bar("page made anew / prebuilt bytes", made.Microseconds / bytes.Microseconds, 12);
            }
            else
            {
                Table.Bar("page made anew and coded / as it is", made.Microseconds / costs[""].Made.Microseconds, 2);
            }
        }
    }

    // The first page against its own bytes, then all pages of the thread; gives the cost of all for each comment that they show.
    private static async Task<double> MeasureThreadAsync(string data, string address, int comments)
    {
        await using var prebuilt = await Visitor.StartAsync(data, MeasuredSite.Prebuilt, address);
        await using var fresh = await Visitor.StartAsync(data, MeasuredSite.Anew, address);
        var (pages, shown) = await PagesOfAsync(fresh, address);
        await prebuilt.WarmUpAsync([address], RequestsOfLongPages, Connections);
        await fresh.WarmUpAsync(pages, RequestsOfLongPages, Connections);
        // Each page as often as any other, and of the few pages of a short thread as many answers as of the many of a long one: a dozen cost what the collector pleases.
        var ofAllPages = (RequestsOfLongPages + pages.Count - 1) / pages.Count * pages.Count;
        var (bytes, page, all) = (Cost.Unknown, Cost.Unknown, Cost.Unknown);
        for (var round = 0; round < Rounds; round++)
        {
            bytes = bytes.OrBetter(await prebuilt.MeasureAsync([address], RequestsOfLongPages, Connections));
            page = page.OrBetter(await fresh.MeasureAsync([address], RequestsOfLongPages, Connections));
            all = all.OrBetter(await fresh.MeasureAsync(pages, ofAllPages, Connections));
        }

        var screens = await fresh.LatenciesAsync(address, FirstScreens, CancellationToken.None);
        var perComment = all.Microseconds * pages.Count / shown;
        Console.WriteLine($"a thread of {comments} comments, {pages.Count} pages");
        Table.Figure("first page, kB", $"{page.BytesPerRequest / 1000:0}");
        Table.Figure("its bytes prebuilt, CPU µs a request", $"{bytes.Microseconds:0}");
        Table.Figure("first page made anew, CPU µs a request", $"{page.Microseconds:0}");
        Table.Figure($"all pages, CPU µs for each of the {shown} comments on them", $"{perComment:0.0}");
        Table.Figure("first page / prebuilt bytes", $"{page.Microseconds / bytes.Microseconds:0.0}");
        Table.Bar("first page made anew, p50 ms", Percentile(screens, 50), 100);
        return perComment;
    }

    private static async Task ReadDuringImportAsync(TempFolder folder, string common, int comments)
    {
        Corpus.Write(folder["more-dumps"], 2 * comments, seed: 2);
        await using var site = await Visitor.StartAsync(folder["data"], MeasuredSite.Anew, common);
        await site.LatenciesAsync(common, WarmUpReads, CancellationToken.None);
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

    /// <summary>The address of a post of the invented corpus.</summary>
    internal static string Address(string data, int post)
    {
        using var archive = ArchiveFolder.Open(data);
        using var db = archive.Read();
        var title = Corpus.Title(post);
        var row = db.Posts.Single(row => row.Title == title);
        return PostAddress.Post("benchmark", row.Month, row.Slug);
    }

    // Long threads fill several pages; the reader of all of them is who pays for the whole.
    // With how many comments stand on them: a branch of more than a page shows is left to pages of its own.
    private static async Task<(IReadOnlyList<string> Pages, int Shown)> PagesOfAsync(Visitor site, string address)
    {
        var (pages, shown) = (new List<string>(), 0);
        for (var page = 1; await site.FindAsync(PostAddress.Page(address, page)) is { } text; page++)
        {
            pages.Add(PostAddress.Page(address, page));
            shown += text.Split(" data-n=\"").Length - 1;
        }

        return (pages, shown);
    }
}
