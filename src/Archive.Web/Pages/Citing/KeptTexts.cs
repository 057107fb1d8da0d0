using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Citing;

/// <summary>Finds what an address names, with all that a citation says of it.</summary>
internal sealed class KeptTexts(ArchiveDb db, SignerNames signers, SiteAddress site)
{
    /// <summary>Blogs with a post of one month and name; more cannot be told apart anyway.</summary>
    private const int MaxBlogs = 20;

    /// <summary>A post, or a comment of it; null where the archive has none there.</summary>
    /// <param name="month"><c>2014-02</c> or <c>undated</c>.</param>
    /// <param name="key">The comment's; null for the post.</param>
    public async Task<KeptText?> FindAsync(string blog, string month, string slug, string? key, CancellationToken cancel)
    {
        if (await FindPostAsync(blog, month, slug, cancel) is not { } post)
        {
            return null;
        }

        var path = PostAddress.Post(blog, month, slug);
        return key is null ? await OfPostAsync(post, path, cancel) : await OfCommentAsync(post, path, key, cancel);
    }

    /// <summary>What an old address names; of the live blog, the post that has its month and name.</summary>
    public async Task<KeptText?> FindAsync(OldAddress old, CancellationToken cancel)
    {
        var blog = old.Blog is { } named ? await db.NameNowAsync(named, cancel) ?? named : await BlogOfAsync(old, cancel);
        if (blog is null || await FindPostAsync(blog, old.Month, old.Slug, cancel) is not { } post)
        {
            return null;
        }

        var key = old.Key is { } given ? await db.LeadsToAsync(post.Id, given, cancel) ?? given : null;
        return await FindAsync(blog, old.Month, old.Slug, key, cancel);
    }

    // Blogger gives a blog the host of each country, so that the first part of the host is what counts.
    private async Task<string?> BlogOfAsync(OldAddress old, CancellationToken cancel)
    {
        var blogs = await (
            from home in db.Blogs
            join post in db.Posts on home.Id equals post.BlogId
            where post.Month == old.Month && post.Slug == old.Slug
            orderby home.Id
            select new { home.Slug, home.Address }).Take(MaxBlogs).ToListAsync(cancel);
        var named = blogs.Where(blog => old.Host is not null && Uri.TryCreate(blog.Address, UriKind.Absolute, out var address)
            && Name(address.Host) == Name(old.Host)).ToList();
        return (named.Count > 0 ? named : blogs) is [var only] ? only.Slug : null;
    }

    private static string Name(string host) => host.StartsWith("www.", StringComparison.Ordinal) ? host.Split('.')[1] : host.Split('.')[0];

    private Task<PostRow?> FindPostAsync(string blog, string month, string slug, CancellationToken cancel) => (
        from home in db.Blogs
        join post in db.Posts on home.Id equals post.BlogId
        where home.Slug == blog && post.Month == month && post.Slug == slug
        select new PostRow(
            post.Id, home.Title, home.Author, home.Language, post.Title, post.Author, post.Published, post.Url, post.Text)).SingleOrDefaultAsync(cancel);

    private async Task<KeptText> OfPostAsync(PostRow post, string path, CancellationToken cancel)
    {
        var others = await db.PostVersions
            .Where(version => version.PostId == post.Id)
            .OrderByDescending(version => version.CaptureId)
            .Take(KeptText.MaxLooks)
            .ToDictionaryAsync(version => version.CaptureId, version => new KeptText.OtherText(version.Title, version.Original), cancel);
        var looks = await (
            from capture in db.Captures
            join source in db.Sources on capture.SourceId equals source.Id
            where capture.PostId == post.Id
            orderby capture.CapturedAt descending, capture.Id descending
            select new KeptText.Look(
                capture.Id, capture.CapturedAt, capture.CapturedBasis, source.Sha256, capture.FirstLine, capture.LastLine, null))
            .Take(KeptText.MaxLooks).ToListAsync(cancel);
        return Kept(Work(post) with { Author = post.Author, Published = post.Published, Text = post.Text }, path, path, looks, others);
    }

    private async Task<KeptText?> OfCommentAsync(PostRow post, string path, string key, CancellationToken cancel)
    {
        var comment = await db.Comments
            .Where(comment => comment.PostId == post.Id && comment.Key == key)
            .Select(comment => new CommentRow(
                comment.Id, comment.Number, comment.Author, comment.InferredSigner, comment.Published, comment.Status,
                comment.Status == CommentStatus.Removed ? comment.Original : comment.Text,
                comment.FirstLine, comment.LastLine, comment.LastCaptureId))
            .SingleOrDefaultAsync(cancel);
        if (comment is null)
        {
            return null;
        }

        var others = await db.CommentVersions
            .Where(version => version.CommentId == comment.Id)
            .OrderByDescending(version => version.CaptureId)
            .Take(KeptText.MaxLooks)
            .ToDictionaryAsync(version => version.CaptureId, version => new KeptText.OtherText(null, version.Original), cancel);
        var work = Work(post) with
        {
            Author = comment.Author,
            Signer = comment is { Author: null, Signer: { } name } && signers.Among([name]).Contains(name) ? name : null,
            PostAuthor = post.Author,
            Published = comment.Published,
            Number = comment.Number,
            Text = comment.Text,
            State = comment.Status switch
            {
                CommentStatus.Removed => CitedState.Removed,
                CommentStatus.Placeholder => CitedState.Lost,
                _ => CitedState.Present,
            },
        };
        return Kept(work, path, PostAddress.Own(path, key), await LooksAtAsync(comment, cancel), others);
    }

    // The latest look is in the comment's own row, the earlier ones are sightings.
    private async Task<List<KeptText.Look>> LooksAtAsync(CommentRow comment, CancellationToken cancel)
    {
        var looks = await (
            from sighting in db.Sightings
            join capture in db.Captures on sighting.CaptureId equals capture.Id
            join source in db.Sources on capture.SourceId equals source.Id
            where sighting.CommentId == comment.Id
            orderby capture.CapturedAt descending, capture.Id descending
            select new KeptText.Look(
                capture.Id, capture.CapturedAt, capture.CapturedBasis, source.Sha256, sighting.FirstLine, sighting.LastLine, null))
            .Take(KeptText.MaxLooks - 1).ToListAsync(cancel);
        var last = await (
            from capture in db.Captures
            join source in db.Sources on capture.SourceId equals source.Id
            where capture.Id == comment.LastCaptureId
            select new KeptText.Look(
                capture.Id, capture.CapturedAt, capture.CapturedBasis, source.Sha256, comment.FirstLine, comment.LastLine, null))
            .SingleAsync(cancel);
        return [last, .. looks];
    }

    private KeptText Kept(
        CitedWork work, string post, string path, List<KeptText.Look> looks, Dictionary<long, KeptText.OtherText> others)
    {
        var compared = looks.ConvertAll(look => look with { Other = others.GetValueOrDefault(look.Capture) });
        var shown = KeptText.Shown(compared);
        var cited = work with
        {
            Address = new Uri(site.Of(path)),
            Captured = DateOnly.FromDateTime(shown.At),
            CapturedOrBefore = shown.Basis == CaptureBasis.Import,
        };
        return new KeptText(cited, post, path, compared);
    }

    // The address and the day of the capture are known when the looks are.
    private CitedWork Work(PostRow post) => new()
    {
        PostTitle = post.Title,
        Blog = post.BlogTitle,
        BlogAuthor = post.BlogAuthor,
        Language = post.Language,
        Live = Uri.TryCreate(post.Url, UriKind.Absolute, out var live) && live.Scheme is "http" or "https" ? live : null,
        Address = new Uri(site.Root),
        Captured = default,
    };

    private sealed record PostRow(
        long Id, string BlogTitle, string? BlogAuthor, string? Language, string? Title, string? Author, string? Published, string? Url, string Text);

    // Of a removed comment the search sees no text, but the notice that the blog showed can be compared.
    private sealed record CommentRow(
        long Id, string Number, string? Author, string? Signer, string? Published, CommentStatus Status, string Text,
        int FirstLine, int LastLine, long LastCaptureId);
}
