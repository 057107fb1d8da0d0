using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Addresses;

/// <summary>A capture as a keeper names it: by the address of its post, which is the first of the post, or by its source.</summary>
/// <param name="Source">The hash of the source, with <c>#2</c> for its second post where it has several.</param>
/// <param name="Post">The address of the post that it is of.</param>
internal sealed record NamedCapture(long Id, string Source, string File, string Post)
{
    /// <summary>Letters of a hash that are enough to name a source.</summary>
    private const int MinHash = 8;

    private const int WholeHash = 64;

    /// <summary>Captures that a message lists.</summary>
    private const int MaxListed = 10;

    /// <summary>Reads what a keeper typed: an address of the archive, of a post or a capture, or of the live blog, the beginning of a source's hash, or its file; <c>#2</c> behind these names a dump's second post.</summary>
    /// <exception cref="KeepingException">It names no capture, or several.</exception>
    public static async Task<NamedCapture> FindAsync(ArchiveDb db, string typed, CancellationToken cancel)
    {
        var target = CitationTarget.Read(typed);
        var captures = await OfSourceAsync(db, target?.Capture is { } capture && CaptureAddress.Read(capture) is { } named ? $"{named.Sha256}#{named.Turn + 1}" : typed, cancel);
        if (captures.Count > 1)
        {
            throw new KeepingException($"'{typed}' names {captures.Count} captures; choose one: {Listed(captures)}");
        }

        return captures is [var only] ? only
            : target is { Key: null, Capture: null } post && await OfPostAsync(db, post, cancel) is { } first ? first
            : throw new KeepingException($"'{typed}' names nothing here; an address such as /blog/2014/02/slug names a post, its file or the beginning of its hash ({MinHash} letters or more) a source");
    }

    /// <summary>The captures of just these bytes, one for each blog that has them, by a whole hash and the number of the post: <c>hash#1</c>; none for any other name.</summary>
    public static async Task<List<NamedCapture>> OfBytesAsync(ArchiveDb db, string typed, CancellationToken cancel) =>
        Split(typed) is ({ Length: WholeHash }, not null) ? await OfSourceAsync(db, typed, cancel) : [];

    /// <summary>The captures of the post that a capture is of, in the order in which they were taken.</summary>
    public async Task<IReadOnlyList<NamedCapture>> OfItsPostAsync(ArchiveDb db, CancellationToken cancel)
    {
        var post = await db.Captures.Where(capture => capture.Id == Id).Select(capture => capture.PostId).SingleAsync(cancel);
        return await All(db, db.Captures.Where(capture => capture.PostId == post)).ToListAsync(cancel);
    }

    /// <summary>The same capture once the archive is another.</summary>
    public Task<NamedCapture> AgainAsync(ArchiveDb db, CancellationToken cancel) =>
        All(db, db.Captures.Where(capture => capture.Id == Id)).SingleAsync(cancel);

    /// <summary>Captures as a message names them.</summary>
    public static string Listed(IReadOnlyList<NamedCapture> captures) =>
        string.Join(", ", captures.Take(MaxListed).Select(capture => $"{capture.Source} ({capture.File}, of {capture.Post})")) + (captures.Count > MaxListed ? ", …" : "");

    private static async Task<List<NamedCapture>> OfSourceAsync(ArchiveDb db, string typed, CancellationToken cancel)
    {
        var (name, turn) = Split(typed);
        name = name.LastIndexOf("/sources/", StringComparison.Ordinal) is >= 0 and var at ? name[(at + "/sources/".Length)..] : name;
        var inFolder = "/" + name;
        var hash = name.Length >= MinHash && name.All(char.IsAsciiHexDigit) ? name.ToLowerInvariant() : null;
        var sources = db.Sources.Where(source => source.FileName == name || source.FileName.EndsWith(inFolder) || (hash != null && source.Sha256.StartsWith(hash)));
        var captures = await All(db, sources.SelectMany(source => db.Captures.Where(capture => capture.SourceId == source.Id))).ToListAsync(cancel);
        return turn is { } n ? captures.FindAll(capture => Capture.TurnOf(capture.Id) + 1 == n) : captures;
    }

    private static (string Name, int? Turn) Split(string typed) =>
        typed.LastIndexOf('#') is > 0 and var at && int.TryParse(typed.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var turn)
            ? (typed[..at], turn)
            : (typed, null);

    private static async Task<NamedCapture?> OfPostAsync(ArchiveDb db, CitationTarget target, CancellationToken cancel)
    {
        var blog = target.Blog is { } named ? await db.NameNowAsync(named, cancel) ?? named : await OnlyBlogAsync(db, target, cancel);
        if (blog is null || await EarlierAddresses.PostAsync(db, blog, target.Month, target.Slug, cancel) is not { } post)
        {
            return null;
        }

        return await All(db, db.Captures.Where(capture => capture.PostId == post.Id)).FirstAsync(cancel);
    }

    // An address of the live blog says no slug of a blog; it names a post where just one blog has one of that month and name.
    private static async Task<string?> OnlyBlogAsync(ArchiveDb db, CitationTarget target, CancellationToken cancel) => await (
        from home in db.Blogs
        join post in db.Posts on home.Id equals post.BlogId
        where post.Month == target.Month && post.Slug == target.Slug
        select home.Slug).Take(2).ToListAsync(cancel) is [var only] ? only : null;

    private static IQueryable<NamedCapture> All(ArchiveDb db, IQueryable<Capture> captures) =>
        from capture in captures
        join source in db.Sources on capture.SourceId equals source.Id
        join post in db.Posts on capture.PostId equals post.Id
        join blog in db.Blogs on post.BlogId equals blog.Id
        orderby capture.CapturedAt, capture.Id
        select new NamedCapture(
            capture.Id,
            NameOf(source.Sha256, capture.Id, db.Captures.Count(other => other.SourceId == source.Id)),
            source.FileName,
            PostAddress.Post(blog.Slug, post.Month, post.Slug));

    private static string NameOf(string sha256, long capture, int ofSource) =>
        ofSource == 1 ? sha256[..12] : string.Create(CultureInfo.InvariantCulture, $"{sha256[..12]}#{Capture.TurnOf(capture) + 1}");
}
