using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Keeper;

/// <summary>Counts what an archive holds and what in it waits for a keeper, once for each state of the archive.</summary>
/// <remarks>Counting takes longer than a page may, in an archive of a million comments; whoever comes first waits a little, and then sees the counts of before.</remarks>
internal sealed class WaitingProblems(ArchiveFolder archive)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private ArchiveCounts? known;
    private Task<ArchiveCounts>? counting;

    /// <summary>The counts, of the present state where they are there in time; null where nothing was counted before either.</summary>
    public async Task<ArchiveCounts?> CountAsync(CancellationToken cancel)
    {
        var generation = archive.Generation();
        Task<ArchiveCounts> running;
        lock (gate)
        {
            if (known?.Generation == generation)
            {
                return known;
            }

            running = counting is { IsCompleted: false } ? counting : counting = Task.Run(() => CountAsync(generation), CancellationToken.None);
        }

        try
        {
            return await running.WaitAsync(Patience, cancel);
        }
        catch (TimeoutException)
        {
            return known;
        }
    }

    private async Task<ArchiveCounts> CountAsync(long generation)
    {
        await using var db = archive.Read();
        var blogs = await db.Blogs.OrderBy(blog => blog.Title).Select(blog => blog.Slug).ToListAsync();
        var wanted = new List<(string Slug, string Title, int Pages)>();
        foreach (var slug in blogs)
        {
            if (BlogHeading.Find(db, slug) is { } blog && await WantedPage.OfAsync(db, blog, CancellationToken.None) is { Count: > 0 } pages)
            {
                wanted.Add((blog.Slug, blog.Title, pages.Count));
            }
        }

        // Sums of a covering index, not of the rows.
        var posts = await db.Posts.GroupBy(post => post.BlogId).Select(blog => new { Posts = blog.Count(), Comments = blog.Sum(post => (long)post.CommentCount) }).ToListAsync();
        var counts = new ArchiveCounts(
            generation, blogs.Count, posts.Sum(blog => blog.Posts), posts.Sum(blog => blog.Comments), await db.Sources.CountAsync(),
            await db.CountedOtherwise().CountAsync(), await db.Refused().CountAsync(), await db.PostDoubts.CountAsync(doubt => doubt.PostId < doubt.OtherPostId), wanted);
        return known = counts;
    }
}

/// <summary>The counts of one state of the archive.</summary>
/// <param name="Otherwise">Posts whose dump counted another number of comments than the archive has.</param>
/// <param name="Refused">Files that imports refused.</param>
/// <param name="Doubts">Pairs of posts that are perhaps one.</param>
/// <param name="Wanted">Blogs of which pages are linked to and not there.</param>
internal sealed record ArchiveCounts(
    long Generation, int Blogs, int Posts, long Comments, int Sources, int Otherwise, int Refused, int Doubts, IReadOnlyList<(string Slug, string Title, int Pages)> Wanted);
