using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Razor.Hosting;

namespace Archive.Web.Commands;

/// <summary>The first part of a blog's addresses: which names it may have, and which it gets when nobody chose.</summary>
internal static partial class BlogSlug
{
    /// <summary>The longest label of a host name; a slug is often made from one.</summary>
    public const int MaxLength = 63;

    // No address begins so yet. Blogs that have such a name when one comes can be renamed, and their addresses lead on.
    private static readonly string[] KeptForLater =
    [
        "about", "account", "admin", "api", "archive", "atom", "blogs", "capture", "captures", "cited", "comment", "comments", "css",
        "export", "favicon", "feed", "feeds", "fonts", "help", "images", "import", "inspect", "js", "lib", "login", "logout",
        "post", "posts", "problems", "robots", "rss", "settings", "sitemap", "source", "static", "status", "thread", "threads", "undated",
        "verify", "well-known",
    ];

    // Other addresses than pages have a dot in their first part, which no slug has, but for these.
    private static readonly HashSet<string> Taken = FirstPartsOfPages().Append(Health.Address[1..]).Append(Metrics.Address[1..]).Append(Assets.Root[1..])
        .Concat([TimeGate.Route.Split('/')[1], TimeMap.Route.Split('/')[1], OpenSearch.Suggest.Split('/')[1], PersonAddress.EarlierRoute.Split('/')[1]]).ToHashSet(StringComparer.Ordinal);

    /// <summary>Why a text cannot be a slug, or null where it can.</summary>
    public static string? Objection(string slug)
    {
        if (slug.Length > MaxLength || !Shape().IsMatch(slug))
        {
            return $"'{slug}' cannot be a blog's slug; use up to {MaxLength} of a-z, 0-9 and hyphens between them";
        }

        return Taken.Contains(slug) || KeptForLater.Contains(slug) ? $"'{slug}' cannot be a blog's slug; the site keeps that address for itself" : null;
    }

    /// <summary>The blogs of an archive whose front page the site hides, because a page that is younger than they begins its address so.</summary>
    public static IReadOnlyList<string> HiddenIn(ArchiveFolder archive) => archive.BlogSlugs().FindAll(Taken.Contains);

    // The compiler of pages writes their routes into the assembly; a page without one has the address of its file.
    private static IEnumerable<string> FirstPartsOfPages() =>
        from page in typeof(BlogSlug).Assembly.GetCustomAttributes<RazorCompiledItemAttribute>()
        where page.Kind == "mvc.1.0.razor-page"
        let route = page.Type.GetCustomAttributes<RazorCompiledItemMetadataAttribute>().FirstOrDefault(known => known.Key == "RouteTemplate")?.Value
        let first = (route ?? page.Identifier["/Pages".Length..].Replace(".cshtml", "", StringComparison.Ordinal)).Split('/')[1]
        where !first.StartsWith('{')
        select first.ToLowerInvariant();

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}
