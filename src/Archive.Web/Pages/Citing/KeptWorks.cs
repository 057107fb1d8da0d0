using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Citing;

/// <summary>Finds the post or comment that an address names, with all that a citation says of it.</summary>
internal sealed class KeptWorks(ArchiveDb db, SignerNames signers, SiteAddress site)
{
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
        var kept = key is null ? await OfPostAsync(post, path, cancel) : await OfCommentAsync(post, path, key, cancel);
        return kept is null ? null : kept with { Thread = AddressOperators.InPost(blog, month, slug) };
    }

    /// <summary>What an address in a citation names, also one that this site or the live blog gave years ago, of any host; null where it names nothing that the archive has.</summary>
    public async Task<NamedText?> NamedByAsync(string typed, CancellationToken cancel)
    {
        var address = TypedAddress.Read(typed) ?? typed;
        var target = CitationTarget.Read(address);
        return (target is { Blog: { } blog } && await LedOnAsync(await db.NameNowAsync(blog, cancel) ?? blog, target.Month, target.Slug, target.Key ?? "", cancel) is { } own ? own with { Capture = target.Capture } : null)
            ?? (SourceAddress.ReadLines(address) is { } lines ? await AtLineAsync(lines.Sha256, lines.Line, cancel) : null)
            ?? (await AddressedPage.PostAsync(db, address, cancel) is { } live ? await LedOnAsync(live.Post.Blog, live.Post.Month, live.Post.Slug, live.Key, cancel) : null)
            ?? (target is { Blog: null } && !IsOfKnownSite(address) ? await ByNameAsync(target, cancel) : null);
    }

    /// <summary>The post or comment itself.</summary>
    public Task<KeptWork?> FindAsync(NamedText named, CancellationToken cancel) =>
        FindAsync(named.Post.Blog, named.Post.Month, named.Post.Slug, named.Key, cancel);

    // As the site leads on from an address that it gave. Of a comment that nobody knows the key is null.
    private async Task<NamedText?> LedOnAsync(string blog, string month, string slug, string? key, CancellationToken cancel) =>
        await EarlierAddresses.TextAsync(db, blog, month, slug, key ?? "", cancel) is { } text
            ? new NamedText(text.Post, text.Key is { Length: > 0 } own ? own : null) { LacksComment = key is null || text.Key is null }
            : null;

    // The comments of a post stand behind its text, and the next post behind them; one without lines of its own may have comments anywhere.
    private async Task<NamedText?> AtLineAsync(string sha256, int line, CancellationToken cancel)
    {
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
                return new NamedText(await Destinations(db.Posts.Where(post => post.Id == capture.PostId), db.Blogs).SingleAsync(cancel), key);
            }
        }

        return null;
    }

    private bool IsOfKnownSite(string address) => SiteName.Of(address) is { } named && db.Addresses().Exists(blog => SiteName.OfBlog(blog.Address) == named);

    // Any site may have a post of that month and name: a blog that is known to have stood at another one is not asked.
    private async Task<NamedText?> ByNameAsync(CitationTarget target, CancellationToken cancel)
    {
        string[] slugs = [target.Slug, Slug.WithoutArticles(target.Slug)];
        var posts = await Destinations(
            db.Posts.Where(post => post.Month == target.Month && slugs.Contains(post.Slug)), db.Blogs.Where(blog => target.Host == null || blog.Address == null)).Take(2).ToListAsync(cancel);
        return posts is [var only] && await LedOnAsync(only.Blog, only.Month, only.Slug, target.Key ?? "", cancel) is { } named ? named with { IsByNameAlone = true } : null;
    }

    private static IQueryable<EarlierAddresses.Destination> Destinations(IQueryable<Post> posts, IQueryable<Blog> blogs) =>
        from post in posts
        join home in blogs on post.BlogId equals home.Id
        select new EarlierAddresses.Destination(post.Id, home.Slug, post.Month, post.Slug);

    private Task<PostRow?> FindPostAsync(string blog, string month, string slug, CancellationToken cancel) => (
        from home in db.Blogs
        join post in db.Posts on home.Id equals post.BlogId
        where home.Slug == blog && post.Month == month && post.Slug == slug
        select new PostRow(
            post.Id, home.Title, home.Author, home.Language, post.Title, post.Author, post.Published, post.Url, post.Text, post.TextCaptureId)).SingleOrDefaultAsync(cancel);

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
        return Kept(Work(post) with { Author = post.Author, Published = post.Published, Text = post.Text }, path, path, versions, others, post.TextCapture);
    }

    private async Task<KeptWork?> OfCommentAsync(PostRow post, string path, string key, CancellationToken cancel)
    {
        var comment = await db.Comments
            .Where(comment => comment.PostId == post.Id && comment.Key == key)
            .Select(comment => new CommentRow(
                comment.Id, comment.Number, comment.Author, comment.InferredSigner, comment.Published, comment.Status,
                comment.Status == CommentStatus.Removed ? new WrittenText(comment.Original, comment.Kind).ToText() : comment.Text,
                comment.FirstLine, comment.LastLine, comment.LastCaptureId, comment.NumberOf, comment.TextCaptureId))
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
        return Kept(work, path, PostAddress.Own(path, key), await VersionsAsync(comment, cancel), others, comment.TextCapture);
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
        CitedWork work, string post, string path, List<KeptWork.Version> versions, Dictionary<long, KeptWork.OtherText> others, long? shownIn)
    {
        var kept = new KeptWork(work, post, path, versions.ConvertAll(version => version with { Other = others.GetValueOrDefault(version.Capture) })) { ShownIn = shownIn };
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
        long Id, string BlogTitle, string? BlogAuthor, string? Language, string? Title, string? Author, string? Published, string? Url, string Text, long? TextCapture);

    // Of a removed comment the search sees no text, but the notice that the blog showed can be compared.
    private sealed record CommentRow(
        long Id, string Number, string? Author, string? Signer, string? Published, CommentStatus Status, string Text,
        int FirstLine, int LastLine, long LastCaptureId, string? NumberOf, long? TextCapture);
}

/// <summary>A post or comment that an address names.</summary>
/// <param name="Key">The comment's; null for the post.</param>
internal sealed record NamedText(EarlierAddresses.Destination Post, string? Key)
{
    /// <summary>The address names a comment that the archive lacks: the post is what is there.</summary>
    public bool LacksComment { get; init; }

    /// <summary>The capture that the address names, as <see cref="CaptureAddress"/> does; null where it names none.</summary>
    public string? Capture { get; init; }

    /// <summary>Which blog the address is of is not known: the post has its month and name.</summary>
    public bool IsByNameAlone { get; init; }
}

/// <summary>A post or comment as the archive keeps it to be cited.</summary>
/// <param name="Post">The address of the post.</param>
/// <param name="Path">Its own address: that of the post, or of the comment's own page.</param>
/// <param name="Versions">Newest first; at least one.</param>
internal sealed record KeptWork(CitedWork Work, string Post, string Path, IReadOnlyList<KeptWork.Version> Versions)
{
    /// <summary>Captures that are compared; the rest stand in their sources.</summary>
    public const int MaxVersions = 200;

    /// <summary>The capture whose text is shown, where that is not the last; null where it is.</summary>
    public long? ShownIn { get; init; }

    /// <summary>What keeps a search within its thread.</summary>
    public SearchFilter? Thread { get; init; }

    /// <summary>The version of a capture, by its name in an address; null where that is none of these.</summary>
    public Version? In(string? capture) => capture is not null && CaptureAddress.Read(capture) is { } named
        ? Versions.FirstOrDefault(version => version.Sha256.StartsWith(named.Sha256, StringComparison.Ordinal) && Capture.TurnOf(version.Capture) == named.Turn)
        : null;

    /// <summary>The newest capture that shows the text as it stands here; a later one may have lost it, or only its beginning.</summary>
    public Version Current => Versions.FirstOrDefault(version => version.Capture == ShownIn) ?? Versions.FirstOrDefault(version => version.Other is null) ?? Versions[0];

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
