using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Outputs;

/// <summary>Makes an Atom feed of the comments of a post, those first that came to the archive last, as readers of feeds expect.</summary>
internal sealed class CommentFeed(ArchiveDb db, SiteAddress site)
{
    /// <summary>Entries of one part of the feed (RFC 5005); most threads are one part.</summary>
    public const int MaxEntries = 100;

    /// <summary>A comment whose HTML is longer is given by its first lines.</summary>
    public const int MaxContent = 50_000;

    /// <summary>Null where there is no such post or part.</summary>
    /// <param name="month"><c>2014-02</c> or <c>undated</c>.</param>
    public async Task<byte[]?> OfAsync(string blog, string month, string slug, int part, CancellationToken cancel)
    {
        if (await PostArticle.FindAsync(db, blog, month, slug, cancel) is not { } post || part is < 1 or > PostId.MaxComments / MaxEntries)
        {
            return null;
        }

        var entries = await EntriesAsync(post.Id, (part - 1) * MaxEntries, cancel);
        return entries.Count == 0 && part > 1 ? null : Write(post, part, entries);
    }

    // One more than is written tells whether another part follows.
    private async Task<List<Entry>> EntriesAsync(long post, int skip, CancellationToken cancel) => await (
        from comment in db.Comments
        join capture in db.Captures on comment.FirstCaptureId equals capture.Id
        join parent in db.Comments on comment.ParentId equals (long?)parent.Id into parents
        from answered in parents.DefaultIfEmpty()
        where comment.PostId == post && comment.Status != CommentStatus.Placeholder
        orderby comment.Id descending
        select new Entry(
            comment.Key, comment.Number, comment.Author, comment.Published, capture.CapturedAt, comment.Html,
            comment.Text.Substring(0, Opening.FetchLength), answered == null ? null : answered.Key))
        .Skip(skip).Take(MaxEntries + 1).ToListAsync(cancel);

    private byte[] Write(PostArticle post, int part, List<Entry> entries)
    {
        var self = Feeds.OfPost(post.Address);
        var updated = entries.Select(entry => entry.Updated).DefaultIfEmpty(InWords.Iso(post.CapturedAt)).Max(StringComparer.Ordinal)!;
        using var feed = new AtomWriter(self, $"Comments on {post.Title ?? "Untitled"}", updated);
        feed.Link("self", site.Of(PostAddress.Page(self, part)), "application/atom+xml");
        feed.Link("alternate", site.Of(post.Address), "text/html");
        if (part > 1)
        {
            feed.Link("first", site.Of(self), "application/atom+xml");
            feed.Link("previous", site.Of(PostAddress.Page(self, part - 1)), "application/atom+xml");
        }

        if (entries.Count > MaxEntries)
        {
            feed.Link("next", site.Of(PostAddress.Page(self, part + 1)), "application/atom+xml");
        }

        foreach (var entry in entries.Take(MaxEntries))
        {
            Write(feed, post, entry);
        }

        return feed.ToBytes();
    }

    private void Write(AtomWriter feed, PostArticle post, Entry entry)
    {
        feed.StartEntry(Id(post, entry.Key), $"Comment {entry.Number} on {post.Title ?? "Untitled"}", entry.Updated);
        feed.Published(entry.Published);
        feed.Author(entry.Author ?? "unsigned");
        feed.Link("alternate", site.Of(PostAddress.Own(post.Address, entry.Key)), "text/html");
        if (entry.Answered is { } answered)
        {
            feed.InReplyTo(Id(post, answered), site.Of(PostAddress.Own(post.Address, answered)), site.Of(Feeds.OfPost(post.Address)));
        }
        else
        {
            feed.InReplyTo(post.Address, site.Of(post.Address), site.Of(Feeds.OfBlog(post.Blog)));
        }

        feed.Content(entry.Html, MaxContent, entry.Start, post.Language);
        feed.EndEntry();
    }

    // As feeds of searches name the same comment.
    private static string Id(PostArticle post, string key) => PostAddress.Comment(post.Address, key);

    private sealed record Entry(
        string Key, string Number, string? Author, string? Published, DateTime Captured, SafeHtml Html, string Start, string? Answered)
    {
        // Without a date of its own, the day on which the archive learned of it.
        public string Updated => AtomWriter.Time(Published) ?? InWords.Iso(Captured);
    }
}
