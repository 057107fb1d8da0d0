namespace Archive.Benchmarks.Pages;

/// <summary>The memory that the published program holds when so many different pages were read as readers read them: posts above all, then comments, lists and searches.</summary>
internal static class MemoryBenchmark
{
    private const double Megabyte = 1_000_000;

    private const int MostMegabytes = 300;

    /// <summary>What the last page may find held more than half of them did.</summary>
    private const double MostGrowth = 1.05;

    private const int Connections = 4;

    // The pages of so many comments of a post are asked for.
    private const int CommentsOfPost = 20;

    // After so many pages it is looked at.
    private static readonly int[] Looks = [1_000, 2_500, 5_000, 10_000];

    // What ten readers in a row ask for.
    private static readonly Kind[] Turns = [Kind.Post, Kind.Comment, Kind.Post, Kind.Search, Kind.Post, Kind.List, Kind.Post, Kind.Comment, Kind.Post, Kind.Search];

    private enum Kind
    {
        Post,
        Comment,
        List,
        Search,
    }

    public static async Task<int> RunAsync((int Comments, string? Folder) asked)
    {
        using var folder = new TempFolder();
        var data = await ImportedCorpus.OfAsync(asked.Folder ?? folder["archives"], asked.Comments);
        var pages = Pages(data).Take(Looks[^1]).ToList();
        // A kept archive has the pages of an earlier run, perhaps of another version: those would be found, or made anew beside the readers.
        Array.ForEach(Directory.GetFiles(data, FinishedStore.FileName + "*"), File.Delete);
        await Published.WriteAsync(Published.Archive, folder["program"]);
        var serve = Published.Serve(folder["program"], data);
        await using var site = await Visitor.OfAsync(Child.StartProgram(serve[0], serve[1..]));
        site.Coding = ContentCoding.Brotli;
        await site.MeasureAsync(["/"], 1, 1);
        Console.WriteLine($"memory: an archive of {asked.Comments} comments, {pages.Count} different pages");
        Look(site, 1);
        var (read, held) = (0, new List<double>());
        foreach (var look in Looks)
        {
            await site.MeasureAsync(pages[read..look], look - read, Connections);
            read = look;
            held.Add(Look(site, look));
        }

        Table.Bar($"working set after {Looks[^1]} pages, MB", held[^1], MostMegabytes);
        Table.Bar($"working set after {Looks[^1]} / after {Looks[^2]}", held[^1] / held[^2], MostGrowth);
        return 0;
    }

    private static double Look(Visitor site, int pages)
    {
        var held = site.Site.WorkingSet / Megabyte;
        Table.Figure($"after {pages} {(pages == 1 ? "page" : "pages")}, working set, MB", $"{held:0}");
        return held;
    }

    // A kind that has no page left gives its turn to comments, of which there are most.
    private static IEnumerable<string> Pages(string data)
    {
        using var archive = ArchiveFolder.Open(data);
        using var db = archive.Read();
        var random = new Random(1);
        var blogs = db.Blogs.ToDictionary(blog => blog.Id, blog => blog.Slug);
        var posts = db.Posts.Select(post => new { post.Id, post.BlogId, post.Month, post.Slug }).AsEnumerable()
            .Select(post => (post.Id, Address: PostAddress.Post(blogs[post.BlogId], post.Month, post.Slug))).ToArray();
        random.Shuffle(posts);
        var queues = new Dictionary<Kind, Queue<string>>
        {
            [Kind.Post] = new(posts.Select(post => post.Address)),
            [Kind.Comment] = new(Comments(db, posts)),
            [Kind.List] = new(Lists(db, blogs, random)),
            [Kind.Search] = new(Searches(random).Distinct().Take(Looks[^1])),
        };
        for (var turn = 0; ; turn++)
        {
            var kind = Turns[turn % Turns.Length];
            yield return queues[queues[kind].Count > 0 ? kind : Kind.Comment].Dequeue();
        }
    }

    private static IEnumerable<string> Comments(ArchiveDb db, (long Id, string Address)[] posts)
    {
        var keys = db.Comments.Where(comment => comment.Position < CommentsOfPost).Select(comment => new { comment.PostId, comment.Key }).ToLookup(comment => comment.PostId, comment => comment.Key);
        return posts.SelectMany(post => keys[post.Id].Select(key => PostAddress.Own(post.Address, key)));
    }

    private static string[] Lists(ArchiveDb db, Dictionary<long, string> blogs, Random random)
    {
        var months = db.BlogMonths.ToList();
        var lists = months.Select(month => PostAddress.Month(blogs[month.BlogId], month.Month))
            .Concat(months.Select(month => PostAddress.Year(blogs[month.BlogId], month.Month[..4])).Distinct())
            .Concat(months.GroupBy(month => month.BlogId).SelectMany(blog => Enumerable.Range(1, Pager.PagesOf(blog.Sum(month => month.Posts), FrontModel.PostsPerPage))
                .Select(page => PostAddress.Page(PostAddress.Blog(blogs[blog.Key]), page))))
            .ToArray();
        random.Shuffle(lists);
        return lists;
    }

    private static IEnumerable<string> Searches(Random random)
    {
        string[] further = ["", "", "", " sort:relevance", " is:reply", " has:link", " after:2010"];
        while (true)
        {
            // Common words more often than others, as they are used.
            var words = Enumerable.Range(0, random.Next(1, 3)).Select(_ => Corpus.Word(20 + Corpus.Rank(20_000, random)));
            yield return SearchAddress.Of(string.Join(' ', words) + further[random.Next(further.Length)]);
        }
    }
}
