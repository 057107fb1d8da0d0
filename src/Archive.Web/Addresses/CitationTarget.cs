using System.Globalization;

namespace Archive.Web.Addresses;

/// <summary>The post or comment that an address in a citation names, wherever the archive or the blog stood then.</summary>
/// <remarks>Typed by people, of any host; addresses that readers ask this site for are led on by <see cref="EarlierAddresses"/>.</remarks>
/// <param name="Host">Null where only a path is given.</param>
/// <param name="Blog">Null for an address of the live blog.</param>
/// <param name="Month"><c>2014-02</c> or <c>undated</c>.</param>
/// <param name="Key">The comment's; null for the post.</param>
internal sealed record CitationTarget(string? Host, string? Blog, string Month, string Slug, string? Key)
{
    /// <summary>The address is of captures of the post, one or two that are compared: the last of them, as <see cref="CaptureAddress"/> names it; null where it is of none.</summary>
    public string? Capture { get; private init; }

    /// <summary>Longer than any address of the site, and than most of the web.</summary>
    public const int MaxLength = 2_000;

    // What stands around an address in a list of references.
    private static readonly char[] Around = ['<', '>', '"', '“', '”', '(', ')', '[', ']', '.', ',', ';', ' '];

    /// <summary>Reads an address as people copy it; null where it names no post.</summary>
    public static CitationTarget? Read(string typed)
    {
        var text = LongTexts.Beginning(typed, MaxLength).Trim().Trim(Around);
        var (host, rest) = SplitHost(text);
        var hash = rest.IndexOf('#', StringComparison.Ordinal);
        var (fragment, noFragment) = hash < 0 ? ("", rest) : (rest[(hash + 1)..], rest[..hash]);
        var question = noFragment.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? noFragment : noFragment[..question];
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToList();
        var key = KeyOf(question < 0 ? "" : noFragment[(question + 1)..], Uri.UnescapeDataString(fragment));
        // The page of citations of a post, unless nothing but this word names the post.
        return (parts is [.. var cited, "cite"] ? Named(host, cited, key) : null) ?? Named(host, parts, key);
    }

    private static CitationTarget? Named(string? host, List<string> parts, string? key) => parts switch
    {
        [_, PostAddress.Undated, _, CaptureAddress.Captures, .. { Count: 1 or 2 } captures] => OfCapture(host, parts[..3], key, captures[^1]),
        [_, _, _, _, CaptureAddress.Captures, .. { Count: 1 or 2 } captures] => OfCapture(host, parts[..4], key, captures[^1]),
        [var blog, PostAddress.Undated, var slug] => new CitationTarget(host, blog, PostAddress.Undated, Archive.Slug.WithoutExtension(slug), key),
        [var blog, PostAddress.Undated, var slug, var own] => new CitationTarget(host, blog, PostAddress.Undated, slug, key ?? own),
        [var year, var month, var slug] when IsMonth(year, month) => new CitationTarget(host, null, PostAddress.MonthOf(year, month), Archive.Slug.WithoutExtension(slug), key),
        [var blog, var year, var month, var slug] when IsMonth(year, month) => new CitationTarget(host, blog, PostAddress.MonthOf(year, month), Archive.Slug.WithoutExtension(slug), key),
        [var blog, var year, var month, var slug, var own] when IsMonth(year, month) => new CitationTarget(host, blog, PostAddress.MonthOf(year, month), slug, key ?? own),
        _ => null,
    };

    private static CitationTarget? OfCapture(string? host, List<string> post, string? key, string capture) =>
        Named(host, post, key) is { } named ? named with { Capture = capture } : null;

    private static (string? Host, string Path) SplitHost(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? text : text[(scheme + 3)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        // Without a scheme the first part is a host where it looks like one.
        var isHost = slash > 0 && (scheme >= 0 || rest.AsSpan(0, slash).ContainsAny('.', ':'));
        return isHost ? (rest[..slash].ToLowerInvariant(), rest[slash..]) : (null, rest);
    }

    // "?comment=KEY" and "#cKEY" are ours; "#c123" is Blogger's too.
    private static string? KeyOf(string query, string fragment)
    {
        var asked = query.Split('&').FirstOrDefault(part => part.StartsWith("comment=", StringComparison.Ordinal));
        return asked is { Length: > 8 } ? Uri.UnescapeDataString(asked[8..]) : fragment.Length > 1 && fragment[0] == 'c' && fragment != "comments" ? fragment[1..] : null;
    }

    private static bool IsMonth(string year, string month) =>
        year.Length == 4 && month.Length == 2 && int.TryParse(year + month, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
