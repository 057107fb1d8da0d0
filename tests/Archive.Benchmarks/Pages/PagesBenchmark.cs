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
        var threads = new List<(double PerComment, double OwnPage)>();
        foreach (var (i, size) in longThreads.Index())
        {
            threads.Add(await MeasureThreadAsync(folder["data"], Address(folder["data"], posts + 1 + i), size));
        }

        Table.Bar($"CPU a comment, {LongestThread} / {LongThread}", threads[1].PerComment / threads[0].PerComment, 1.5);
        Table.Bar($"page of one comment, {LongestThread} / {LongThread}", threads[1].OwnPage / threads[0].OwnPage, 1.5);
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

    // The first page against its own bytes, then all pages of the thread; gives the cost of all for each comment that they show, and that of the page of its last comment.
    private static async Task<(double PerComment, double OwnPage)> MeasureThreadAsync(string data, string address, int comments)
    {
        await using var prebuilt = await Visitor.StartAsync(data, MeasuredSite.Prebuilt, address);
        await using var fresh = await Visitor.StartAsync(data, MeasuredSite.Anew, address);
        var (pages, shown, last) = await PagesOfAsync(fresh, address);
        await prebuilt.WarmUpAsync([address], RequestsOfLongPages, Connections);
        await fresh.WarmUpAsync(pages, RequestsOfLongPages, Connections);
        await fresh.WarmUpAsync([last], RequestsAnew, Connections);
        // Each page as often as any other, and of the few pages of a short thread as many answers as of the many of a long one: a dozen cost what the collector pleases.
        var ofAllPages = (RequestsOfLongPages + pages.Count - 1) / pages.Count * pages.Count;
        var (bytes, page, all, own) = (Cost.Unknown, Cost.Unknown, Cost.Unknown, Cost.Unknown);
        for (var round = 0; round < Rounds; round++)
        {
            bytes = bytes.OrBetter(await prebuilt.MeasureAsync([address], RequestsOfLongPages, Connections));
            page = page.OrBetter(await fresh.MeasureAsync([address], RequestsOfLongPages, Connections));
            all = all.OrBetter(await fresh.MeasureAsync(pages, ofAllPages, Connections));
            own = own.OrBetter(await fresh.MeasureAsync([last], RequestsAnew, Connections));
        }

        var screens = await fresh.LatenciesAsync(address, FirstScreens, CancellationToken.None);
        var perComment = all.Microseconds * pages.Count / shown;
        Console.WriteLine($"a thread of {comments} comments, {pages.Count} pages");
        Table.Figure("first page, kB", $"{page.BytesPerRequest / 1000:0}");
        Table.Figure("its bytes prebuilt, CPU µs a request", $"{bytes.Microseconds:0}");
        Table.Figure("first page made anew, CPU µs a request", $"{page.Microseconds:0}");
        Table.Figure($"all pages, CPU µs for each of the {shown} comments on them", $"{perComment:0.0}");
        Table.Figure("page of its last comment, CPU µs a request", $"{own.Microseconds:0}");
        Table.Figure("first page / prebuilt bytes", $"{page.Microseconds / bytes.Microseconds:0.0}");
        Table.Bar("first page made anew, p50 ms", Percentile(screens, 50), 100);
        return (perComment, own.Microseconds);
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
    // With how many comments stand on them, since a branch of more than a page shows is left to pages of its own, and with the page of the last one.
    private static async Task<(IReadOnlyList<string> Pages, int Shown, string Last)> PagesOfAsync(Visitor site, string address)
    {
        const string Comment = "<li id=\"c";
        var (pages, shown, last) = (new List<string>(), 0, "");
        for (var page = 1; await site.FindAsync(PostAddress.Page(address, page)) is { } text; page++)
        {
            pages.Add(PostAddress.Page(address, page));
            var comments = text.Split(Comment);
            shown += comments.Length - 1;
            last = PostAddress.Own(address, comments[^1][..comments[^1].IndexOf('"', StringComparison.Ordinal)]);
        }

        return (pages, shown, last);
    }
}
