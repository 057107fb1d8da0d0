using System.Collections.Frozen;
using System.Globalization;

namespace Archive.Links;

/// <summary>What an address says of the page that it leads to, read as an address of a blog.</summary>
/// <param name="Site">As <see cref="SiteName"/> has it.</param>
/// <param name="Page">
/// Which page, in one spelling: <c>2014-02/power-to-people</c> of a post, its slug as the archive would name it; <c>2014-02</c> and <c>2014</c>
/// of archives; empty for the front page; with a slash before it, any other. Null for what is no page to read, as feeds and pictures.
/// </param>
/// <param name="Slug">A post's slug as the address has it; null for other pages.</param>
/// <param name="Comment">The platform's id of the comment that the address leads to.</param>
/// <param name="SaidAt">When that comment was written, in UTC: the platform puts it into the address.</param>
public sealed record LivePage(string Site, string? Page, string? Slug, string? Comment, DateTime? SaidAt)
{
    /// <summary>The longest page that is told apart; no blog names longer ones, and each is stored and indexed.</summary>
    public const int MaxPage = 300;

    /// <summary>The page of a search, and of all posts further back than the front page goes.</summary>
    public const string Search = "/search";

    private const string Labelled = "/search/label/";

    // Blogger's ids have up to 19 digits.
    private const int MaxCommentId = 20;

    // Blogger began in 1999, so no comment of it is older; the other end keeps out what a calendar cannot show.
    private static readonly DateTime FirstComment = new(1999, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime LastComment = new(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly FrozenSet<string> NoPages = FrozenSet.Create(
        "feeds", "atom.xml", "rss.xml", "sitemap.xml", "robots.txt", "favicon.ico", "profile", "comment-iframe.g", "navbar.g");

    private static readonly FrozenSet<string> NoPageEndings = FrozenSet.Create(
        ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".ico", ".css", ".js", ".xml");

    /// <summary>Null for what is no address of the web.</summary>
    public static LivePage? Read(string address)
    {
        if (SiteName.Of(address) is not { } site)
        {
            return null;
        }

        var (path, query, fragment) = Parts(SiteName.AfterAuthority(address));
        var (page, slug) = PageOf(path);
        return new LivePage(site, page is { Length: > MaxPage } ? null : page, slug, CommentOf(fragment), SaidAtOf(query))
        {
            Label = page?.StartsWith(Labelled, StringComparison.Ordinal) == true ? Uri.UnescapeDataString(page[Labelled.Length..]) : null,
            Words = page == Search && ValueOf(query, "q=") is { IsEmpty: false } words ? Uri.UnescapeDataString(words.ToString().Replace('+', ' ')) : null,
        };
    }

    /// <summary>The label whose posts the page lists: <c>/search/label/NAME</c>; null for other pages.</summary>
    public string? Label { get; private init; }

    /// <summary>What the page searches the blog for: <c>/search?q=WORDS</c>; null for other pages.</summary>
    public string? Words { get; private init; }

    /// <summary>The month of a post or of an archive, as <c>2014-02</c>; null for other pages.</summary>
    public string? Month => Page is { Length: >= 7 } page && page[0] != '/' ? page[..7] : null;

    /// <summary>The address of a post without what only says how it is shown, and which comment is meant: the one that copies are kept under.</summary>
    public static string WithoutComment(string address) => Read(address) is { Slug: not null } && address.IndexOfAny(['?', '#']) is > 0 and var end
        ? address[..end]
        : address;

    private static (string Path, string Query, string Fragment) Parts(ReadOnlySpan<char> rest)
    {
        var hash = rest.IndexOf('#');
        var fragment = hash < 0 ? "" : rest[(hash + 1)..].ToString();
        rest = hash < 0 ? rest : rest[..hash];
        var mark = rest.IndexOf('?');
        return ((mark < 0 ? rest : rest[..mark]).ToString(), mark < 0 ? "" : rest[(mark + 1)..].ToString(), fragment);
    }

    private static (string? Page, string? Slug) PageOf(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            [] or ["index.html"] => ("", null),
            [var first, ..] when NoPages.Contains(first.ToLowerInvariant()) => (null, null),
            [.., var last] when NoPageEndings.Contains(Path.GetExtension(last).ToLowerInvariant()) => (null, null),
            [var year] when IsYear(year) => (year, null),
            [var archive] when MonthOfArchive(archive) is { } month => (month, null),
            [var year, var month] when IsYear(year) && IsMonth(month) => ($"{year}-{month}", null),
            [var year, var month, var name] when IsYear(year) && IsMonth(month) && SlugOf(name) is { } slug =>
                ($"{year}-{month}/{Archive.Slug.WithoutArticles(slug)}", slug),
            _ => ("/" + string.Join('/', parts), null),
        };
    }

    private static string? SlugOf(string name)
    {
        var slug = Archive.Slug.WithoutExtension(name.ToLowerInvariant());
        return slug.Length > 0 && !slug.All(char.IsAsciiDigit) ? slug : null;
    }

    // As 2014_02_01_archive.html, which Blogger used until 2014.
    private static string? MonthOfArchive(string name) =>
        name.Length == "2014_02_01_archive.html".Length && name.EndsWith("_archive.html", StringComparison.Ordinal)
        && name[4] == '_' && name[7] == '_' && IsYear(name[..4]) && IsMonth(name[5..7])
            ? $"{name[..4]}-{name[5..7]}"
            : null;

    private static bool IsYear(string part) =>
        part.Length == 4 && part.All(char.IsAsciiDigit) && (part.StartsWith("19", StringComparison.Ordinal) || part.StartsWith("20", StringComparison.Ordinal));

    private static bool IsMonth(string part) =>
        part.Length == 2 && part.All(char.IsAsciiDigit) && int.Parse(part, CultureInfo.InvariantCulture) is >= 1 and <= 12;

    private static string? CommentOf(string fragment) =>
        fragment.Length is > 1 and <= MaxCommentId + 1 && fragment[0] == 'c' && fragment.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0
            ? fragment[1..]
            : null;

    private static DateTime? SaidAtOf(string query) => TimeOf(ValueOf(query, "showComment="));

    // Of several the first, as the platform read them.
    private static ReadOnlySpan<char> ValueOf(string query, string key)
    {
        foreach (var range in query.AsSpan().Split('&'))
        {
            var pair = query.AsSpan()[range];
            if (pair.StartsWith(key, StringComparison.OrdinalIgnoreCase))
            {
                return pair[key.Length..];
            }
        }

        return [];
    }

    private static DateTime? TimeOf(ReadOnlySpan<char> milliseconds)
    {
        if (!long.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var unix)
            || unix < Unix(FirstComment) || unix >= Unix(LastComment))
        {
            return null;
        }

        // To the second, as all times here are.
        return DateTime.UnixEpoch.AddSeconds(unix / 1000);
    }

    private static long Unix(DateTime time) => (long)(time - DateTime.UnixEpoch).TotalMilliseconds;
}
