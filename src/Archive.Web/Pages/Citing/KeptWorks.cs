using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Citing;

/// <summary>Finds the post or comment that an address names, with all that a citation says of it.</summary>
internal sealed class KeptWorks(ArchiveDb db, SignerNames signers, SiteAddress site)
{
    /// <summary>Blogs with a post of one month and name; more cannot be told apart anyway.</summary>
    private const int MaxBlogs = 20;

    /// <summary>Captures of a source that are asked for a line: the nearest before it, and those that have no lines.</summary>
    private const int MaxCaptures = 20;

    /// <summary>A post, or a comment of it; null where the archive has none there.</summary>
    /// <param name="month"><c>2014-02</c> or <c>undated</c>.</param>
    /// <param name="key">The comment's; null for the post.</param>
    public async Task<KeptWork?> FindAsync(string blog, string month, string slug, string? key, CancellationToken cancel)
    {
        if (await FindPostAsync(blog, month, slug, cancel) is not { } post)
        {
            return null;
        }

        var path = PostAddress.Post(blog, month, slug);
        return key is null ? await OfPostAsync(post, path, cancel) : await OfCommentAsync(post, path, key, cancel);
    }

    /// <summary>The post or comment that an old citation names; of the live blog, the post that has its month and name.</summary>
    public async Task<KeptWork?> FindAsync(CitationTarget target, CancellationToken cancel)
    {
        var blog = target.Blog is { } named ? await db.NameNowAsync(named, cancel) ?? named : await BlogOfAsync(target, cancel);
        if (blog is null || await FindPostAsync(blog, target.Month, target.Slug, cancel) is not { } post)
        {
            return null;
        }

        var key = target.Key is { } given ? await db.LeadsToAsync(post.Id, given, cancel) ?? given : null;
        return await FindAsync(blog, target.Month, target.Slug, key, cancel);
    }

    /// <summary>The post or comment that stands at a line of a source; null where none does.</summary>
    public async Task<KeptWork?> FindAsync(string sha256, int line, CancellationToken cancel)
    {
        // The comments of a post stand behind its text, and the next post behind them; one without lines of its own may have comments anywhere.
        var captures = await (
            from source in db.Sources
            join capture in db.Captures on source.Id equals capture.SourceId
            where source.Sha256 == sha256 && (capture.FirstLine == null || capture.FirstLine <= line)
            orderby capture.FirstLine == null, capture.FirstLine descending, capture.Id
            select new { capture.Id, capture.PostId, capture.LastLine }).Take(MaxCaptures).ToListAsync(cancel);
        foreach (var capture in captures)
        {
            var key = await db.Comments
                .Where(comment => comment.PostId == capture.PostId && comment.LastCaptureId == capture.Id && comment.FirstLine <= line && line <= comment.LastLine)
                .Select(comment => comment.Key).FirstOrDefaultAsync(cancel)
                ?? await db.Sightings
                    .Where(sighting => sighting.CaptureId == capture.Id && sighting.FirstLine <= line && line <= sighting.LastLine)
                    .Join(db.Comments, sighting => sighting.CommentId, comment => comment.Id, (_, comment) => comment.Key).FirstOrDefaultAsync(cancel);
            if (key is not null || line <= capture.LastLine)
            {
                var post = await (
                    from named in db.Posts
                    join blog in db.Blogs on named.BlogId equals blog.Id
                    where named.Id == capture.PostId
                    select new { Blog = blog.Slug, named.Month, named.Slug }).SingleAsync(cancel);
                return await FindAsync(post.Blog, post.Month, post.Slug, key, cancel);
            }
        }

        return null;
    }

    // Blogger gives a blog the host of each country, so that the first part of the host is what counts.
    private async Task<string?> BlogOfAsync(CitationTarget target, CancellationToken cancel)
    {
        var blogs = await (
            from home in db.Blogs
            join post in db.Posts on home.Id equals post.BlogId
            where post.Month == target.Month && post.Slug == target.Slug
            orderby home.Id
            select new { home.Slug, home.Address }).Take(MaxBlogs).ToListAsync(cancel);
        var named = blogs.Where(blog => target.Host is not null && Uri.TryCreate(blog.Address, UriKind.Absolute, out var address)
            && HostName.FirstLabel(address.Host) == HostName.FirstLabel(target.Host)).ToList();
        return (named.Count > 0 ? named : blogs) is [var only] ? only.Slug : null;
    }

    private Task<PostRow?> FindPostAsync(string blog, string month, string slug, CancellationToken cancel) => (
        from home in db.Blogs
        join post in db.Posts on home.Id equals post.BlogId
        where home.Slug == blog && post.Month == month && post.Slug == slug
        select new PostRow(
            post.Id, home.Title, home.Author, home.Language, post.Title, post.Author, post.Published, post.Url, post.Text)).SingleOrDefaultAsync(cancel);

    private async Task<KeptWork> OfPostAsync(PostRow post, string path, CancellationToken cancel)
    {
        var others = await db.PostVersions
            .Where(version => version.PostId == post.Id)
            .OrderByDescending(version => version.CaptureId)
            .Take(KeptWork.MaxVersions)
            .ToDictionaryAsync(version => version.CaptureId, version => new KeptWork.OtherText(version.Title, new WrittenText(version.Original, version.Kind).ToText()), cancel);
        var versions = await (
            from capture in db.Captures
            join source in db.Sources on capture.SourceId equals source.Id
            where capture.PostId == post.Id
            orderby capture.CapturedAt descending, capture.Id descending
            select new KeptWork.Version(
                capture.Id, capture.CapturedAt, capture.CapturedBasis, source.Sha256, capture.FirstLine, capture.LastLine, null))
            .Take(KeptWork.MaxVersions).ToListAsync(cancel);
        return Kept(Work(post) with { Author = post.Author, Published = post.Published, Text = post.Text }, path, path, versions, others);
    }

    private async Task<KeptWork?> OfCommentAsync(PostRow post, string path, string key, CancellationToken cancel)
    {
        var comment = await db.Comments
            .Where(comment => comment.PostId == post.Id && comment.Key == key)
            .Select(comment => new CommentRow(
                comment.Id, comment.Number, comment.Author, comment.InferredSigner, comment.Published, comment.Status,
                comment.Status == CommentStatus.Removed ? new WrittenText(comment.Original, comment.Kind).ToText() : comment.Text,
                comment.FirstLine, comment.LastLine, comment.LastCaptureId, comment.NumberOf))
            .SingleOrDefaultAsync(cancel);
        if (comment is null)
        {
            return null;
        }

        var others = await db.CommentVersions
            .Where(version => version.CommentId == comment.Id)
            .OrderByDescending(version => version.CaptureId)
            .Take(KeptWork.MaxVersions)
            .ToDictionaryAsync(version => version.CaptureId, version => new KeptWork.OtherText(null, new WrittenText(version.Original, version.Kind).ToText()), cancel);
        var work = Work(post) with
        {
            Author = comment.Author,
            Signer = comment is { Author: null, Signer: { } name } && signers.Among([name]).Contains(name) ? name : null,
            PostAuthor = post.Author,
            PostPublished = post.Published,
            Published = comment.Published,
            Number = InWords.Number(comment.Number, comment.NumberOf),
            Text = comment.Text,
            State = comment.Status switch
            {
                CommentStatus.Removed => CitedState.Removed,
                CommentStatus.Placeholder => CitedState.Lost,
                _ => CitedState.Present,
            },
        };
        return Kept(work, path, PostAddress.Own(path, key), await VersionsAsync(comment, cancel), others);
    }

    // The latest version is in the comment's own row, the earlier ones are sightings.
    private async Task<List<KeptWork.Version>> VersionsAsync(CommentRow comment, CancellationToken cancel)
    {
        var versions = await (
            from sighting in db.Sightings
            join capture in db.Captures on sighting.CaptureId equals capture.Id
            join source in db.Sources on capture.SourceId equals source.Id
            where sighting.CommentId == comment.Id
            orderby capture.CapturedAt descending, capture.Id descending
            select new KeptWork.Version(
                capture.Id, capture.CapturedAt, capture.CapturedBasis, source.Sha256, sighting.FirstLine, sighting.LastLine, null))
            .Take(KeptWork.MaxVersions - 1).ToListAsync(cancel);
        var last = await (
            from capture in db.Captures
            join source in db.Sources on capture.SourceId equals source.Id
            where capture.Id == comment.LastCaptureId
            select new KeptWork.Version(
                capture.Id, capture.CapturedAt, capture.CapturedBasis, source.Sha256, comment.FirstLine, comment.LastLine, null))
            .SingleAsync(cancel);
        return [last, .. versions];
    }

    private KeptWork Kept(
        CitedWork work, string post, string path, List<KeptWork.Version> versions, Dictionary<long, KeptWork.OtherText> others)
    {
        var kept = new KeptWork(work, post, path, versions.ConvertAll(version => version with { Other = others.GetValueOrDefault(version.Capture) }));
        return kept with
        {
            Work = work with
            {
                Address = new Uri(site.Of(path)),
                Captured = DateOnly.FromDateTime(kept.Current.At),
                CapturedOrBefore = kept.Current.Basis == CaptureBasis.Import,
            },
        };
    }

    // The address and the day of the capture are known when the versions are.
    private CitedWork Work(PostRow post) => new()
    {
        PostTitle = post.Title,
        Blog = post.BlogTitle,
        BlogAuthor = post.BlogAuthor,
        Language = post.Language,
        Live = WebAddress.Of(post.Url),
        Address = new Uri(site.Root),
        Captured = default,
    };

    private sealed record PostRow(
        long Id, string BlogTitle, string? BlogAuthor, string? Language, string? Title, string? Author, string? Published, string? Url, string Text);

    // Of a removed comment the search sees no text, but the notice that the blog showed can be compared.
    private sealed record CommentRow(
        long Id, string Number, string? Author, string? Signer, string? Published, CommentStatus Status, string Text,
        int FirstLine, int LastLine, long LastCaptureId, string? NumberOf);
}

/// <summary>A post or comment as the archive keeps it to be cited.</summary>
/// <param name="Post">The address of the post.</param>
/// <param name="Path">Its own address: that of the post, or of the comment's own page.</param>
/// <param name="Versions">Newest first; at least one.</param>
internal sealed record KeptWork(CitedWork Work, string Post, string Path, IReadOnlyList<KeptWork.Version> Versions)
{
    /// <summary>Captures that are compared; the rest stand in their sources.</summary>
    public const int MaxVersions = 200;

    /// <summary>The newest capture that shows the text as it stands here; a later one may have lost it.</summary>
    public Version Current => Versions.FirstOrDefault(version => version.Other is null) ?? Versions[0];

    /// <summary>Characters that a comparison may have to read.</summary>
    public long Length => Work.Text.Length + Versions.Sum(version => (long)(version.Other?.Text.Length ?? 0));

    /// <summary>The text as one capture shows it.</summary>
    /// <param name="FirstLine">Of the text in its source; null where it has none there.</param>
    /// <param name="Other">The text of this capture, where it differs from the present one.</param>
    public sealed record Version(long Capture, DateTime At, CaptureBasis Basis, string Sha256, int? FirstLine, int? LastLine, OtherText? Other)
    {
        public string Lines => FirstLine is { } first ? SourceAddress.Lines(Sha256, first, LastLine) : SourceAddress.Of(Sha256);
    }

    /// <summary>A text that differs from the present one.</summary>
    public sealed record OtherText(string? Title, string Text);
}
