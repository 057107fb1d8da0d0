using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Archive.Web.Pages.TakingOut;

/// <summary>On which a reader chooses how the archive, or a part of it, is taken out.</summary>
[ReadsQuery(ExtractAsked.Keys)]
[RequestTimeout(SearchLimits.Searches)]
[EnableRateLimiting(SearchLimits.Searches)]
internal sealed class TakeModel(ArchiveDb db, ExtractReader reader, Pseudonyms pseudonyms, SiteAddress site) : PageModel
{
    /// <summary>Characters of a row beside its text, as far as they do not depend on the address of the site.</summary>
    private const int RowCharacters = 320;

    public ExtractAsked Asked { get; private set; } = null!;

    /// <summary>The blog, where the part is of one.</summary>
    public BlogHeading? Blog { get; private set; }

    /// <summary>The post, where the part is its thread.</summary>
    public PostArticle? Post { get; private set; }

    /// <summary>Of a search, its hits; null where counting takes too long.</summary>
    public ExtractSize? Size { get; private set; }

    /// <summary>Of a search, all threads that have a hit.</summary>
    public ExtractSize? Threads { get; private set; }

    /// <summary>The blogs to choose one of, where all are taken out.</summary>
    public IReadOnlyDictionary<string, string> Blogs { get; private set; } = new Dictionary<string, string>();

    public bool MayHavePseudonyms => pseudonyms.MayBeGiven;

    public IEnumerable<ExtractFormat> Formats => ExtractFormat.All.Where(format => Post is not null || !format.IsOfThread);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (ExtractAsked.Read(Request.Query) is not { } asked)
        {
            return NotFound();
        }

        Asked = asked;
        var scope = asked.Scope;
        Post = asked.IsThread ? PostArticle.Find(db, scope.Blog!, scope.Month!, scope.Post!) : null;
        Blog = scope.Blog is { } blog ? BlogHeading.Find(db, blog) : null;
        Measure(scope, cancel);
        Blogs = asked.IsEverything ? await db.BlogTitlesAsync(cancel) : Blogs;
        return asked.Query is not null || asked.IsEverything || Size is { Posts: > 0 } ? Page() : NotFound();
    }

    /// <summary>The fields of the form that say which part it is.</summary>
    public IEnumerable<(string Name, string Value)> Named()
    {
        var scope = Asked.Scope;
        (string, string?)[] all = [("q", Asked.Query), ("blog", scope.Blog), ("month", scope.Month), ("post", scope.Post)];
        return all.Where(field => field.Item2 is not null).Select(field => (field.Item1, field.Item2!));
    }

    /// <summary>A size in words.</summary>
    public string InWordsOf(ExtractSize size)
    {
        var counts = $"{InWords.Count(size.Posts, "post", "posts")} and {InWords.Count(size.Comments, "comment", "comments")}";
        if (size.Posts + size.Comments == 0)
        {
            return "nothing";
        }

        var bytes = size.Characters + ((size.Posts + size.Comments) * (RowCharacters + (2 * site.Root.Length)));
        return size.IsExact ? $"{counts}, about {InWords.Bytes(Rounded(bytes))} as CSV" : $"More than {InWords.Count(size.Posts + size.Comments)} posts and comments";
    }

    // An estimate has no more than two digits.
    private static long Rounded(long bytes)
    {
        var unit = 1L;
        while (bytes / unit >= 100)
        {
            unit *= 10;
        }

        return bytes / unit * unit;
    }

    private void Measure(ExtractScope scope, CancellationToken cancel)
    {
        try
        {
            (Size, Threads) = scope.Search is { } query ? reader.Measure(query, cancel) : (reader.Measure(scope, cancel), null);
        }
        catch (TimeoutException)
        {
            SiteCache.Forget(HttpContext);
        }
    }
}
