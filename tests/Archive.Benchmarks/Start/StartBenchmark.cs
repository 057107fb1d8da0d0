namespace Archive.Benchmarks.Start;

/// <summary>What the published program burns from its start until it has answered the first page, against an app that does nothing.</summary>
internal static class StartBenchmark
{
    private const int Rounds = 7;

    // As published, and as it would be without code that is compiled beforehand.
    private static readonly (string Name, string Setting)[] Ways =
        [("compiled ahead", "-p:PublishReadyToRun=true"), ("compiled at start", "-p:PublishReadyToRun=false")];

    public static async Task<int> RunAsync((int Comments, string? Folder) asked)
    {
        using var folder = new TempFolder();
        var data = await ImportedCorpus.OfAsync(asked.Folder ?? folder["archives"], asked.Comments);
        var post = Post(data);
        var empty = EmptyApp.Write(folder["empty"]);
        var starts = new List<Measured>();
        foreach (var (name, setting) in Ways)
        {
            var (program, floor) = (folder[$"program {name}"], folder[$"empty {name}"]);
            await Published.WriteAsync(Published.Archive, program, setting);
            await Published.WriteAsync(empty, floor, setting);
            var serve = Published.Serve(program, data);
            starts.Add(new Measured($"{name}, an empty app", [Path.Combine(floor, $"{EmptyApp.Name}.dll"), "--urls", "http://127.0.0.1:0"], "/", false));
            starts.Add(new Measured($"{name}, a page made anew", serve, post, true));
            starts.Add(new Measured($"{name}, a page that was finished before", serve, post, false));
        }

        // In turns: what else the machine does then falls on all alike. The first of each reads its files from the disk, and finishes the page.
        // One way after the other: what one build finished another does not send, and takes away.
        foreach (var way in starts.Chunk(starts.Count / Ways.Length))
        {
            for (var round = 0; round <= Rounds; round++)
            {
                foreach (var start in way)
                {
                    var cpu = await FirstPageAsync(start);
                    if (round > 0)
                    {
                        start.Milliseconds.Add(cpu.TotalMilliseconds);
                    }
                }
            }
        }

        Console.WriteLine($"start: an archive of {asked.Comments} comments; from the start until a page is answered, median of {Rounds}");
        Print(starts);
        return 0;
    }

    private static async Task<TimeSpan> FirstPageAsync(Measured start)
    {
        await using var visitor = await Visitor.OfAsync(Child.StartProgram(start.Command[0], start.Command[1..]), start.IsAnew);
        visitor.Coding = ContentCoding.Brotli;
        await visitor.MeasureAsync([start.Page], 1, 1);
        return visitor.Site.Cpu;
    }

    private static void Print(List<Measured> starts)
    {
        foreach (var start in starts)
        {
            Table.Figure($"{start.Name}, ms of CPU", $"{start.Median:0}");
        }

        foreach (var (i, way) in starts.Chunk(starts.Count / Ways.Length).Index())
        {
            foreach (var start in way[1..])
            {
                var (name, times) = ($"{start.Name} / an empty app", start.Median / way[0].Median);
                // The bar is for what is published.
                if (i == 0)
                {
                    Table.Bar(name, times, 2);
                }
                else
                {
                    Table.Figure(name, $"{times:0.00}");
                }
            }
        }
    }

    private static string Post(string data)
    {
        using var archive = ArchiveFolder.Open(data);
        using var db = archive.Read();
        var post = db.Posts.OrderByDescending(post => post.Id).First(post => post.CommentCount >= Corpus.CommentsPerPost);
        return PostAddress.Post(db.Blogs.Single(blog => blog.Id == post.BlogId).Slug, post.Month, post.Slug);
    }

    private sealed record Measured(string Name, string[] Command, string Page, bool IsAnew)
    {
        public List<double> Milliseconds { get; } = [];

        public double Median => Milliseconds.Order().ElementAt(Milliseconds.Count / 2);
    }
}
