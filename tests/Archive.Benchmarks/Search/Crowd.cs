using System.Diagnostics;
using System.Globalization;

namespace Archive.Benchmarks.Search;

/// <summary>Many clients who search for common words at once, and one reader of posts beside them.</summary>
public static class Crowd
{
    public const string Name = "crowd";

    private const int Clients = 64;
    private const int CommonThread = 35;
    private const int WarmUpRequests = 500;
    private const int LatencySamples = 4_000;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(15);

    public static async Task MeasureAsync(string data)
    {
        var post = Post(data);

        // Made anew, all of it: the output cache would answer instead of the search.
        await using var site = await Visitor.StartAsync(data, MeasuredSite.Anew, post);
        await site.LatenciesAsync(post, WarmUpRequests, CancellationToken.None);
        var alone = await site.LatenciesAsync(post, LatencySamples, CancellationToken.None);

        // In a process of their own, so that their work does not delay the reader's.
        await using var crowd = Child.Start("measured-crowd", site.Address.AbsoluteUri);
        await crowd.ReadLineAsync();
        using var done = new CancellationTokenSource(Time);
        var beside = await site.LatenciesAsync(post, int.MaxValue, done.Token);
        var searches = await crowd.ReadLineAsync();

        Console.WriteLine($"{Name}: {Clients} clients search for common words, one reads posts");
        Table.Figure("searches answered / refused / failed", $"{searches}");
        Table.Figure("reader alone, p50 / p99 ms", $"{At(alone, 50):0.00} / {At(alone, 99):0.00}");
        Table.Figure($"reader beside them ({beside.Count} reads), p50 / p99 ms", $"{At(beside, 50):0.00} / {At(beside, 99):0.00}");
        Table.Figure("reader's p99, beside them / alone", $"{At(beside, 99) / At(alone, 99):0.00}");
    }

    /// <summary>The inside of the clients' process: says that it begins, and in the end what it got.</summary>
    public static async Task<int> RunAsync(string address)
    {
        // The crowd is meant to be on other machines: the site goes first.
        using var self = Process.GetCurrentProcess();
        self.PriorityClass = ProcessPriorityClass.BelowNormal;
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(address) };
        Console.WriteLine("begins");
        using var done = new CancellationTokenSource(Time);
        var (answered, refused, failed) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(SearchAsync));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{answered} / {refused} / {failed}"));
        await Console.In.ReadToEndAsync();
        return 0;

        async Task SearchAsync(int client)
        {
            string[] orders = ["", "+sort:relevance", "+is:reply", "+sort:old"];
            for (var i = client; !done.IsCancellationRequested; i++)
            {
                var path = $"/search?q={Corpus.Word(1 + (i % 40))}{orders[i % orders.Length]}";
                try
                {
                    using var response = await http.GetAsync(new Uri(path, UriKind.Relative), done.Token);
                    _ = response.IsSuccessStatusCode ? answered++
                        : response.StatusCode is System.Net.HttpStatusCode.TooManyRequests or System.Net.HttpStatusCode.ServiceUnavailable ? refused++
                        : failed++;
                }
                catch (OperationCanceledException)
                {
                    // The time is over.
                }
            }
        }
    }

    private static double At(List<double> sorted, int percent) => sorted[(sorted.Count - 1) * percent / 100];

    private static string Post(string data)
    {
        using var archive = ArchiveFolder.Open(data);
        using var db = archive.Read();
        var row = db.Posts.First(row => row.CommentCount >= CommonThread);
        return PostAddress.Post(db.Blogs.Single(blog => blog.Id == row.BlogId).Slug, row.Month, row.Slug);
    }
}
