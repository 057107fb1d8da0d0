namespace Archive.Web.Addresses;

/// <summary>The one place that makes the addresses at which the archive, or a part of it, is taken out.</summary>
internal static class ExtractAddress
{
    /// <summary>The page on which a reader chooses how.</summary>
    public const string Page = "/take";

    /// <summary>A part in one format is this and the format's ending.</summary>
    public const string File = Page + ".";

    /// <summary>The words for <c>what=</c> of a search.</summary>
    public const string Hits = "hits", Threads = "threads";

    /// <summary>The words for <c>names=</c>.</summary>
    public const string Typed = "typed", Pseudonyms = "pseudonyms";

    /// <summary>All blogs, or one.</summary>
    public static string OfBlog(string blog) => Of(blog, null, null);

    /// <param name="month">Of a blog or all of them: <c>2014-02</c>, <c>2014</c> or <c>undated</c>.</param>
    public static string OfMonth(string blog, string month) => Of(blog, month, null);

    public static string OfThread(string blog, string month, string post) => Of(blog, month, post);

    /// <summary>What a search finds; so also all of a person or label.</summary>
    public static string OfSearch(string query) => $"{Page}?q={Uri.EscapeDataString(query)}";

    private static string Of(string blog, string? month, string? post)
    {
        string[] parts =
        [
            .. blog == PostAddress.AllBlogs ? Array.Empty<string>() : [$"blog={Uri.EscapeDataString(blog)}"],
            .. month is null ? Array.Empty<string>() : [$"month={month}"],
            .. post is null ? Array.Empty<string>() : [$"post={Uri.EscapeDataString(post)}"],
        ];
        return parts.Length == 0 ? Page : $"{Page}?{string.Join('&', parts)}";
    }
}

/// <summary>The part of the archive that an address names to be taken out, and how.</summary>
/// <param name="Query">The search as every link writes it; null where none is named.</param>
internal sealed record ExtractAsked(ExtractScope Scope, string? Query, bool HasPseudonyms)
{
    /// <summary>The keys that <see cref="Read"/> reads.</summary>
    public const string Keys = $"{SearchAsked.Keys} month post what names";

    /// <summary>One thread, which can also be had as a text and as a book.</summary>
    public bool IsThread => Scope is { Blog: not null, Month.Length: 7, Post: not null };

    /// <summary>All of the archive.</summary>
    public bool IsEverything => Scope == new ExtractScope();

    /// <summary>What files of it are called, before their ending.</summary>
    public string Name => this switch
    {
        { Query: not null } => "found",
        { IsEverything: true } => "archive",
        { Scope: var scope } => string.Join('-', ((string?[])[scope.Blog, scope.Month, scope.Post]).OfType<string>()),
    } + (HasPseudonyms ? $"-{ExtractAddress.Pseudonyms}" : "");

    /// <summary>Null where an address names what cannot be, as a search and a month, or chooses by a word that is none: whoever mistypes what is to be hidden must not get all of it.</summary>
    public static ExtractAsked? Read(IQueryCollection asked)
    {
        if (!IsOneOf(asked, "names", ExtractAddress.Typed, ExtractAddress.Pseudonyms) || !IsOneOf(asked, "what", ExtractAddress.Hits, ExtractAddress.Threads))
        {
            return null;
        }

        var hasPseudonyms = Named(asked, "names") == ExtractAddress.Pseudonyms;
        var (month, post) = (Named(asked, "month"), Named(asked, "post"));
        if (Named(asked, "q") is not null || Named(asked, "within") is not null)
        {
            var search = SearchAsked.Read(asked);
            var scope = new ExtractScope(Search: search.Query, WholeThreads: Named(asked, "what") == ExtractAddress.Threads);
            return month is null && post is null ? new ExtractAsked(scope, search.Text, hasPseudonyms) : null;
        }

        return new ExtractAsked(new ExtractScope(Named(asked, "blog") is { } blog && blog != PostAddress.AllBlogs ? blog : null, month, post), null, hasPseudonyms);
    }

    private static bool IsOneOf(IQueryCollection asked, string key, params ReadOnlySpan<string> words) =>
        asked[key].Count <= 1 && (Named(asked, key) is not { } word || words.Contains(word));

    // An empty field of a form chooses nothing.
    private static string? Named(IQueryCollection asked, string key) => asked[key] is [{ Length: > 0 } first, ..] ? first : null;
}
