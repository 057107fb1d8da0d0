using System.Text.RegularExpressions;

namespace Archive.Web.Commands;

/// <summary>The first part of a blog's addresses: which names it may have, and which it gets when nobody chose.</summary>
internal static partial class BlogSlug
{
    /// <summary>The longest label of a host name; a slug is often made from one.</summary>
    public const int MaxLength = 63;

    /// <summary>First parts of addresses that the site keeps for itself, now or when it grows.</summary>
    public static readonly IReadOnlySet<string> Reserved = new HashSet<string>(StringComparer.Ordinal)
    {
        "about", "account", "admin", "api", "archive", "assets", "atom", "blogs", "capture", "captures", "cite", "cited", "comment",
        "comments", "css", "error", "export", "favicon", "feed", "feeds", "fonts", "healthz", "help", "images", "import", "index",
        "imports", "inspect", "js", "lib", "login", "logout", "metrics", "not-found", "post", "posts", "problems", "robots",
        "rss", "search", "settings", "signed", "sitemap", "source", "sources", "static", "status", "thread", "threads", "undated",
        "verify", "well-known",
    };

    /// <summary>Why a text cannot be a slug, or null where it can.</summary>
    public static string? Objection(string slug)
    {
        if (slug.Length > MaxLength || !Shape().IsMatch(slug))
        {
            return $"'{slug}' cannot be a blog's slug; use up to {MaxLength} of a-z, 0-9 and hyphens between them";
        }

        return Reserved.Contains(slug) ? $"'{slug}' cannot be a blog's slug; the site keeps that address for itself" : null;
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}
