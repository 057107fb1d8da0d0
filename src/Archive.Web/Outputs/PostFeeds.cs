using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Outputs;

/// <summary>Makes an Atom feed of the newest posts of a blog, of all blogs, or of a label.</summary>
internal sealed class PostFeeds(ArchiveDb db, SiteAddress site)
{
    /// <summary>As many as the front page of a blog has; readers of feeds ask often enough not to miss any.</summary>
    public const int MaxEntries = 20;

    /// <summary>A post whose HTML is longer is given by its first lines: twenty of them would be too much to ask for every hour.</summary>
    public const int MaxContent = 100_000;

    public async Task<byte[]> AllAsync(CancellationToken cancel)
    {
        var entries = await NewestAsync(db.Posts, cancel);
        return Write("Archive: newest posts", "/", Feeds.All, "Archive", entries);
    }

    /// <summary>Null where there is no such blog.</summary>
    public async Task<byte[]?> OfAsync(string slug, CancellationToken cancel)
    {
        var blog = await db.Blogs.Where(blog => blog.Slug == slug).Select(blog => new { blog.Id, blog.Title, blog.Author }).SingleOrDefaultAsync(cancel);
        return blog is null
            ? null
            : Write(blog.Title, PostAddress.Blog(slug), Feeds.OfBlog(slug), blog.Author ?? blog.Title, await NewestAsync(db.Posts.Where(post => post.BlogId == blog.Id), cancel));
    }

    /// <summary>Null where there is no such blog, or it has no such label.</summary>
    /// <param name="part">The label as an address has it.</param>
    public async Task<byte[]?> OfLabelAsync(string slug, string part, CancellationToken cancel)
    {
        if (await LabelHeading.FindAsync(db, slug, part, cancel) is not { } heading)
        {
            return null;
        }

        var (blog, label) = (heading.Blog, heading.Label);
        var ids = heading.ListOf(db).Between(0, long.MaxValue, ascending: false, 0, MaxEntries);
        return Write(
            $"{label} · {blog.Title}", LabelAddress.Of(blog.Slug, label), LabelAddress.Feed(blog.Slug, label), blog.Author ?? blog.Title,
            await NewestAsync(db.Posts.Where(post => ids.Contains(post.Id)), cancel));
    }

    // Ids lie in order of date.
    private Task<List<Entry>> NewestAsync(IQueryable<Post> posts, CancellationToken cancel) => (
        from post in posts
        join home in db.Blogs on post.BlogId equals home.Id
        join capture in db.Captures on post.FirstCaptureId equals capture.Id
        orderby post.Id descending
        select new Entry(
            home.Slug, home.Title, home.Language, post.Month, post.Slug, post.Title, post.Author, post.Published, home.TimeZone, capture.CapturedAt,
            ContentRenderer.Stored(post.Markup, post.Text.Substring(0, MaxContent + 1)), post.Text.Substring(0, Opening.FetchLength), post.CommentCount)).Take(MaxEntries).ToListAsync(cancel);

    private byte[] Write(string title, string page, string self, string author, List<Entry> entries)
    {
        using var feed = new AtomWriter(self, title, entries.Select(entry => entry.Updated).DefaultIfEmpty(InWords.Iso(DateTime.UnixEpoch)).Max(StringComparer.Ordinal)!);
        feed.Author(author);
        feed.Link("self", site.Of(self), "application/atom+xml");
        feed.Link("alternate", site.Of(page), "text/html");
        foreach (var entry in entries)
        {
            Write(feed, entry);
        }

        return feed.ToBytes();
    }

    private void Write(AtomWriter feed, Entry entry)
    {
        var address = PostAddress.Post(entry.Blog, entry.Month, entry.Slug);
        feed.StartEntry(address, entry.Title ?? "Untitled", entry.Updated);
        feed.Published(entry.Published, entry.Zone);
        // The format wants a name for each; of a post that names nobody, only its blog is known.
        feed.Author(entry.Author ?? entry.BlogTitle);
        feed.Link("alternate", site.Of(address), "text/html");
        feed.Replies(site.Of(Feeds.OfPost(address)), entry.Comments);
        feed.Content(entry.Html, MaxContent, entry.Start, entry.Language);
        feed.EndEntry();
    }

    private sealed record Entry(
        string Blog, string BlogTitle, string? Language, string Month, string Slug, string? Title, string? Author, string? Published, string? Zone,
        DateTime Captured, SafeHtml Html, string Start, int Comments)
    {
        // Without a date, the day on which the archive learned of it.
        public string Updated => AtomWriter.Time(Published, Zone) ?? InWords.Iso(Captured);
    }
}
