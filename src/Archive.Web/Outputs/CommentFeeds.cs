using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Outputs;

/// <summary>Makes Atom feeds of comments, those first that came to the archive last: of a post, of a blog, or of all.</summary>
internal sealed class CommentFeeds(ArchiveDb db, SiteAddress site, SignerNames signers)
{
    /// <summary>Entries of one part of a feed (RFC 5005); most threads are one part.</summary>
    public const int MaxEntries = 100;

    /// <summary>A comment whose HTML is longer is given by its first lines.</summary>
    public const int MaxContent = 50_000;

    /// <summary>Null where there is no such post or part.</summary>
    /// <param name="month"><c>2014-02</c> or <c>undated</c>.</param>
    public async Task<byte[]?> OfPostAsync(string blog, string month, string slug, int part, CancellationToken cancel)
    {
        if (PostArticle.Find(db, blog, month, slug) is not { } post || part is < 1 or > PostId.MaxComments / MaxEntries)
        {
            return null;
        }

        // By their ids, which are in order as no index of the thread is; one more than is written tells whether another part follows.
        var (first, end) = (PostId.FirstComment(post.Id), PostId.FirstComment(post.Id + 1));
        var comments = db.Comments.Where(comment => comment.Id >= first && comment.Id < end && comment.Status != CommentStatus.Placeholder)
            .OrderByDescending(comment => comment.Id).Skip((part - 1) * MaxEntries).Take(MaxEntries + 1);
        var entries = await EntriesAsync(comments, cancel);
        return entries.Count == 0 && part > 1 ? null : WritePart(post, part, entries);
    }

    /// <summary>Null where there is no such blog.</summary>
    /// <param name="slug">Of a blog, or of all.</param>
    public async Task<byte[]?> NewestAsync(string slug, CancellationToken cancel)
    {
        if (BlogHeading.Find(db, slug) is not { } blog)
        {
            return null;
        }

        var entries = await EntriesAsync(blog.CommentsAsTheyCame(db).Take(MaxEntries), cancel);
        var feed = blog.CommentFeed;
        using var atom = new AtomWriter(feed.Address, feed.Title, Latest(entries.Select(entry => entry.Arrived), DateTime.UnixEpoch));
        atom.Link("self", site.Of(feed.Address), "application/atom+xml");
        atom.Link("alternate", site.Of(PostAddress.RecentComments(blog.Slug)), "text/html");
        foreach (var entry in entries)
        {
            // Whoever follows it asks what is new here, however long ago that was written.
            Write(atom, entry, updated: entry.Arrived);
        }

        return atom.ToBytes();
    }

    // In the order of the comments.
    private async Task<List<Entry>> EntriesAsync(IQueryable<Comment> comments, CancellationToken cancel)
    {
        var ids = await comments.Select(comment => comment.Id).ToListAsync(cancel);
        var entries = await (
            from comment in db.Comments
            join post in db.Posts on comment.PostId equals post.Id
            join blog in db.Blogs on post.BlogId equals blog.Id
            join capture in db.Captures on comment.FirstCaptureId equals capture.Id
            join came in db.Captures on comment.CameCaptureId ?? comment.FirstCaptureId equals came.Id
            join source in db.Sources on came.SourceId equals source.Id
            join parent in db.Comments on comment.ParentId equals (long?)parent.Id into parents
            from answered in parents.DefaultIfEmpty()
            where ids.Contains(comment.Id)
            select new Entry(
                comment.Id, blog.Slug, blog.Language, post.Month, post.Slug, post.Title,
                comment.Key, comment.Number, comment.Status, comment.Author, comment.InferredSigner, comment.Published, blog.TimeZone, capture.CapturedAt, source.ImportedAt, ContentRenderer.Stored(comment.Markup, comment.Text.Substring(0, MaxContent + 1)),
                comment.Text.Substring(0, Opening.FetchLength), answered == null ? null : answered.Key, comment.NumberOf)).ToDictionaryAsync(entry => entry.Id, cancel);
        // What an import took away meanwhile is passed over.
        var found = ids.Where(entries.ContainsKey).Select(id => entries[id]).ToList();
        var signing = signers.Among([.. found.Select(entry => entry.Signer).OfType<string>().Distinct()]);
        return found.ConvertAll(entry => entry.Signer is { } signer && !signing.Contains(signer) ? entry with { Signer = null } : entry);
    }

    private byte[] WritePart(PostArticle post, int part, List<Entry> entries)
    {
        var self = Feeds.OfPost(post.Address);
        using var feed = new AtomWriter(self, $"Comments on {post.Title ?? "Untitled"}", Latest(entries.Select(entry => entry.Updated), post.CapturedAt));
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
            Write(feed, entry, entry.Updated);
        }

        return feed.ToBytes();
    }

    private void Write(AtomWriter feed, Entry entry, string updated)
    {
        var post = entry.Post;
        // As feeds of searches name the same comment.
        feed.StartEntry(PostAddress.Comment(post, entry.Key), $"Comment {InWords.Number(entry.Number, entry.NumberOf)} on {entry.Title ?? "Untitled"}", updated);
        feed.Published(entry.Published, entry.Zone);
        feed.Author(entry.Author, entry.Signer, entry.Status == CommentStatus.Removed);
        feed.Link("alternate", site.Of(PostAddress.Own(post, entry.Key)), "text/html");
        if (entry.Answered is { } answered)
        {
            feed.InReplyTo(PostAddress.Comment(post, answered), site.Of(PostAddress.Own(post, answered)), site.Of(Feeds.OfPost(post)));
        }
        else
        {
            feed.InReplyTo(post, site.Of(post), site.Of(Feeds.OfBlog(entry.Blog)));
        }

        feed.Content(entry.Html, MaxContent, entry.Start, entry.Language);
        feed.EndEntry();
    }

    private static string Latest(IEnumerable<string> times, DateTime otherwise) =>
        times.DefaultIfEmpty(InWords.Iso(otherwise)).Max(StringComparer.Ordinal)!;

    private sealed record Entry(
        long Id, string Blog, string? Language, string Month, string Slug, string? Title, string Key, string Number, CommentStatus Status, string? Author, string? Signer, string? Published, string? Zone,
        DateTime Captured, DateTime Imported, SafeHtml Html, string Start, string? Answered, string? NumberOf)
    {
        public string Post => PostAddress.Post(Blog, Month, Slug);

        // Without a date of its own, the day on which the archive learned of it.
        public string Updated => AtomWriter.Time(Published, Zone) ?? InWords.Iso(Captured);

        public string Arrived => InWords.Iso(Imported);
    }
}
