using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Outputs;

/// <summary>A form in which a server reads where old addresses lead.</summary>
/// <param name="Head">Said once, with how the table is used.</param>
/// <param name="Line">From an address of the live blog to one here; null for one that the form cannot hold.</param>
/// <param name="HasPathsAlone">It says nothing of hosts, so that it holds one blog.</param>
internal sealed record RedirectFormat(string Name, bool HasPathsAlone, string Head, Func<Uri, string, string?> Line, string End = "")
{
    public static readonly IReadOnlyList<RedirectFormat> All =
    [
        new("nginx", true,
            """
            # Where the addresses of a blog lead now. In the http block:
            #     include /etc/nginx/archive-redirects.conf;
            # and in the server block of the blog:
            #     if ($archive_page) { return 301 $archive_page; }
            map_hash_max_size 262144;
            map_hash_bucket_size 512;
            map $uri $archive_page {

            """, NginxLine, "}\n"),
        new("apache", true,
            """
            # Where the addresses of a blog lead now. In the VirtualHost of the blog, as .htaccess may name no map:
            #     RewriteEngine On
            #     RewriteMap archive "txt:/etc/apache2/archive-redirects.txt"
            #     RewriteCond "${archive:%{REQUEST_URI}}" "^(.+)$"
            #     RewriteRule "^" "%1" [R=301,L,NE,QSD]

            """, ApacheLine),
        new("csv", false, "from,to\r\n", CsvLine),
        new("netlify", true, "# Where the addresses of a blog lead now. This is the file _redirects.\n", NetlifyLine),
    ];

    /// <summary>The bytes of the longest path in a table: no blog names longer ones, and servers are told to hold no longer ones.</summary>
    public const int MaxPath = 400;

    // The server compares the path as it is without percent signs. It begins with a slash, so that it is no word of nginx and no expression.
    private static string? NginxLine(Uri from, string to) => Plain(from) is { } path ? $"    \"{Quoted(path)}\" \"{Quoted(to)}\";\n" : null;

    // Blanks end the key, and there is no sign that would keep them.
    private static string? ApacheLine(Uri from, string to) => Plain(from) is { } path && !path.Any(char.IsWhiteSpace) ? $"{path} {to}\n" : null;

    private static string CsvLine(Uri from, string to) => $"{HitCsv.Field(from.AbsoluteUri)},{HitCsv.Field(to)}\r\n";

    // A colon would name a part of the path, and a star all that follows.
    private static string? NetlifyLine(Uri from, string to) =>
        Plain(from) is null ? null : $"{from.AbsolutePath.Replace(":", "%3A", StringComparison.Ordinal).Replace("*", "%2A", StringComparison.Ordinal)} {to} 301\n";

    private static string? Plain(Uri address) =>
        Uri.UnescapeDataString(address.AbsolutePath) is var path && Encoding.UTF8.GetByteCount(path) <= MaxPath && !path.Any(char.IsControl) ? path : null;

    private static string Quoted(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}

/// <summary>Writes where the addresses of live blogs lead in this archive: fronts, years, months, labels and posts.</summary>
internal static class RedirectTable
{
    /// <param name="blog">The slug of one blog; null for all.</param>
    /// <param name="root">What the addresses here begin with; empty for paths.</param>
    /// <returns>How many pages have a line, and how many have none, as nothing says how the blog named them, or another was named so first.</returns>
    public static async Task<(int Written, int LeftOut)> WriteAsync(ArchiveDb db, RedirectFormat format, string? blog, string root, Stream output, CancellationToken cancel)
    {
        // Servers take no name twice, and nginx takes no two that differ by capitals alone.
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var (written, leftOut) = (0, 0);
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        await text.WriteAsync(format.Head.AsMemory(), cancel);
        await foreach (var (from, to) in PagesAsync(db, blog, cancel))
        {
            var line = WebAddress.Of(from) is { } live && names.Add(format.HasPathsAlone ? Uri.UnescapeDataString(live.AbsolutePath) : live.AbsoluteUri) ? format.Line(live, root + to) : null;
            (written, leftOut) = line is null ? (written, leftOut + 1) : (written + 1, leftOut);
            await text.WriteAsync(line.AsMemory(), cancel);
        }

        await text.WriteAsync(format.End.AsMemory(), cancel);
        return (written, leftOut);
    }

    private static async IAsyncEnumerable<(string? From, string To)> PagesAsync(ArchiveDb db, string? slug, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var blog in await db.Blogs.Where(blog => slug == null || blog.Slug == slug).OrderBy(blog => blog.Slug).ToListAsync(cancel))
        {
            foreach (var list in await ListsAsync(db, blog, cancel))
            {
                yield return list;
            }

            var site = SiteName.OfBlog(blog.Address);
            var posts = db.Posts.Where(post => post.BlogId == blog.Id).OrderBy(post => post.Id).Select(post => new { post.Month, post.Slug, post.Url });
            await foreach (var post in posts.AsAsyncEnumerable().WithCancellation(cancel))
            {
                // An address elsewhere, as of a feed, is none of the blog's server.
                var url = post.Url is { } given && (site is null || SiteName.Of(given) == site) ? given : null;
                yield return (LiveAddress.OfPost(blog.Address, url, post.Month, post.Slug), PostAddress.Post(blog.Slug, post.Month, post.Slug));
            }
        }
    }

    private static async Task<IEnumerable<(string? From, string To)>> ListsAsync(ArchiveDb db, Blog blog, CancellationToken cancel)
    {
        if (LiveAddress.Front(blog.Address) is not { } front)
        {
            return [];
        }

        var months = await db.BlogMonths.Where(month => month.BlogId == blog.Id && month.Month != PostAddress.Undated).Select(month => month.Month).Order().ToListAsync(cancel);
        var years = months.Select(month => month[..4]).Distinct();
        var labels = await db.BlogLabels.Where(label => label.BlogId == blog.Id).Select(label => label.Label).Order().ToListAsync(cancel);
        return new (string?, string)[] { (front, PostAddress.Blog(blog.Slug)) }
            .Concat(years.SelectMany(year => Spellings($"{front}{year}/").Select(from => ((string?)from, PostAddress.Year(blog.Slug, year)))))
            .Concat(months.SelectMany(month => Spellings(LiveAddress.Of(blog.Address, month)!).Append($"{front}{month.Replace('-', '_')}_01_archive.html")
                .Select(from => ((string?)from, PostAddress.Month(blog.Slug, month)))))
            .Concat(labels.Select(label => ((string?)$"{front}search/label/{Uri.EscapeDataString(label)}", LabelAddress.Of(blog.Slug, label))));
    }

    private static IEnumerable<string> Spellings(string address) => [address, address.TrimEnd('/')];
}
