using Archive.Benchmarks.Made;

namespace Archive.Benchmarks;

/// <summary>What the pages of an archive cost when it has a hundred times the posts, measured as the server's own processor time.</summary>
public static class GrowthBenchmark
{
    private const int Few = 500;

    /// <summary>What a list may cost more with many posts: its page is as long as before.</summary>
    private const double MostGrowth = 1.5;

    private const int WarmUpRequests = 300;
    private const int Requests = 150;
    private const int Rounds = 3;
    private const int Connections = 2;

    private const string Blog = "harbour-lights";

    // Pages of lists; a year that few posts do not fill, a thread and the like are as long as what they show.
    private static readonly (string Name, Func<ArchiveDb, string> Address)[] Routes =
    [
        ("blog", _ => PostAddress.Blog(Blog)),
        ("blog, its last page", db => PostAddress.Page(PostAddress.Blog(Blog), LastPage(db))),
        ("blog, from the first post", _ => PostAddress.Oldest(Blog)),
        ("blog, a page in the middle", db => PostAddress.Page(PostAddress.Blog(Blog), LastPage(db) / 2)),
        ("blog, from the first post, its last page", db => PostAddress.Page(PostAddress.Oldest(Blog), LastPage(db))),
        ("all posts (calendar of all)", _ => PostAddress.Blog(PostAddress.AllBlogs)),
        ("front", _ => "/"),
        ("most discussed", _ => PostAddress.Discussed(Blog)),
        ("most discussed of all", _ => PostAddress.Discussed(PostAddress.AllBlogs)),
        ("recent comments", _ => PostAddress.RecentComments(Blog)),
        ("recent comments of all", _ => PostAddress.RecentComments(PostAddress.AllBlogs)),
        ("new comments as a feed", _ => Feeds.OfComments(Blog)),
        ("newest posts as a feed", _ => Feeds.OfBlog(Blog)),
        ("labels", _ => LabelAddress.Index(Blog)),
        ("labels of all", _ => LabelAddress.Index(PostAddress.AllBlogs)),
        ("label", _ => LabelAddress.Of(Blog, "ferry")),
        ("label of all, from the first post", _ => LabelAddress.Oldest(PostAddress.AllBlogs, "weather")),
        ("people", _ => PersonAddress.All),
        ("people by number", _ => PersonAddress.Index(PostAddress.AllBlogs, PersonAddress.Authors, byNumber: true)),
        ("sitemap", _ => "/sitemap.xml"),
        ("sitemap of a blog", _ => $"{PostAddress.Blog(Blog)}/sitemap.xml"),
        ("people", _ => PersonAddress.All),
        ("people who signed, by number", _ => PersonAddress.Index(Blog, PersonAddress.Signers, byNumber: true)),
    ];

    /// <param name="many">Posts of the large archive.</param>
    public static async Task<int> RunAsync(int many)
    {
        using var folder = new TempFolder();
        var (few, large) = (await MakeAsync(folder["few"], Few), await MakeAsync(folder["many"], many));
        await using var small = await Visitor.StartAsync(few, MeasuredSite.Anew, "/");
        await using var grown = await Visitor.StartAsync(large, MeasuredSite.Anew, "/");
        Console.WriteLine($"growth: {Few} posts, then {many}; CPU µs a page (kB)");
        foreach (var (name, address) in Routes)
        {
            await MeasureAsync(name, (small, Address(few, address)), (grown, Address(large, address)));
        }

        return 0;
    }

    private static async Task MeasureAsync(string name, (Visitor Site, string Page) few, (Visitor Site, string Page) many)
    {
        await few.Site.MeasureAsync([few.Page], WarmUpRequests, Connections);
        await many.Site.MeasureAsync([many.Page], WarmUpRequests, Connections);
        var (small, grown) = (Cost.Unknown, Cost.Unknown);
        for (var round = 0; round < Rounds; round++)
        {
            small = small.OrBetter(await few.Site.MeasureAsync([few.Page], Requests, Connections));
            grown = grown.OrBetter(await many.Site.MeasureAsync([many.Page], Requests, Connections));
        }

        Table.Figure(name, $"{small.Microseconds:0} ({small.BytesPerRequest / 1000:0})   {grown.Microseconds:0} ({grown.BytesPerRequest / 1000:0})");
        Table.Bar($"{name}, {grown.BytesPerRequest / small.BytesPerRequest:0.00} times the bytes", grown.Microseconds / small.Microseconds, MostGrowth);
    }

    private static async Task<string> MakeAsync(string folder, int posts)
    {
        MadeDumps.Write(folder, posts);
        using var archive = ArchiveFolder.Open(Path.Combine(folder, "data"));
        await MadeDumps.ImportAsync(folder, archive);
        return archive.Folder;
    }

    private static string Address(string data, Func<ArchiveDb, string> address)
    {
        using var archive = ArchiveFolder.Open(data);
        using var db = archive.Read();
        return address(db);
    }

    private static int LastPage(ArchiveDb db) =>
        Pager.PagesOf(db.BlogMonths.Where(month => db.Blogs.Any(blog => blog.Id == month.BlogId && blog.Slug == Blog)).Sum(month => month.Posts), FrontModel.PostsPerPage);
}
