using System.Globalization;
using Archive.Searching.Asking;
using Archive.Searching.Words;

namespace Archive.Searching.Operators;

/// <summary>Operators that take a part of an address: of a post, of a blog, of what a text links to.</summary>
public static class AddressOperators
{
    internal const char BlogFact = '\uE001', PostFact = '\uE002', SiteFact = '\uE008';

    // No registry is deeper; a host made of a hundred labels would be a hundred words.
    private const int MaxDomains = 8;

    public static readonly FilterOperator Post = new(
        "post:name", "In one post and its comments. The name is the last part of the post's address; the whole address will do, and is that of one post where several have the name.",
        ["post:{slug}", "{word} post:{slug}"])
    {
        Takes = "the last part of a post's address",
        Read = static typed => PostName.Read(typed)?.ToString(),
        Tokens = static (name, expansion) => expansion.Posts.GetValueOrDefault(name).Ids?.Select(PostToken) ?? [],
        Aloud = static (name, expansion) => expansion.Posts.GetValueOrDefault(name) is { Ids: { Count: > 1 } ids, IsCut: var isCut }
            ? string.Create(CultureInfo.InvariantCulture, $"in the {ids.Count} {(isCut ? "newest " : "")}posts of this name and their comments")
            : "in this post and its comments",
        Unknown = "which the archive does not have",
        Facts = [new(PostFact, static (text, tokens) => tokens.Add(PostToken(text.Post)))],
    };

    public static readonly FilterOperator Blog = new("blog:name", "In one blog.", ["{word} blog:{blog}"])
    {
        Takes = "the name of a blog as it stands in its address",
        Read = ReadBlog,
        Tokens = static (slug, _) => [FactTokens.Of(BlogFact, slug)],
        Aloud = static (_, _) => "in this blog",
        Unknown = "which the archive does not have",
        Facts = [new(BlogFact, static (text, tokens) => tokens.Add(FactTokens.Of(BlogFact, text.Blog))) { IsInVocabulary = true }],
    };

    public static readonly FilterOperator Site = new("site:host", "With a link to this host, or to one below it.", ["site:{site}", "{word} site:{site}"])
    {
        Takes = "a host such as gov.uk",
        Read = ReadHost,
        Tokens = static (host, _) => [FactTokens.Of(SiteFact, host)],
        Aloud = static (_, _) => "with a link to this host or one below it",
        Unknown = "which no text has",
        Replaces = static (_, _) => false,
        Facts = [new(SiteFact, AddSites) { IsInVocabulary = true }],
    };

    /// <summary>In one post and its comments, also where others have its name.</summary>
    /// <param name="month"><c>2014-02</c> or <c>undated</c>.</param>
    public static SearchFilter InPost(string blog, string month, string slug) => new(Post, new PostName(blog, month, slug).ToString());

    // Posts are known by their rows: of names several may be one.
    internal static string PostToken(long id) => FactTokens.Of(PostFact, id.ToString("x", CultureInfo.InvariantCulture));

    // A slug, or the address of a blog or of a post in it.
    private static string? ReadBlog(string typed) => PostName.Read(typed) is { } named ? named.Blog ?? (named.Month is null ? named.Slug : null) : null;

    // A host, or an address on it. A blog of Blogger has one name on the hosts of every country.
    private static string? ReadHost(string typed)
    {
        var scheme = typed.IndexOf("://", StringComparison.Ordinal);
        var host = scheme < 0 ? typed : typed[(scheme + 3)..];
        var end = host.AsSpan().IndexOfAny("/?#:");
        host = HostName.InOneCountry(HostName.Bare((end < 0 ? host : host[..end]).TrimStart('*', '.')));
        return SearchWords.Any(host) && host.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_') ? host : null;
    }

    private static void AddSites(SearchFacts text, List<string> tokens)
    {
        if (text.Hosts.Count > 0)
        {
            tokens.AddRange(text.Hosts.Select(HostName.InOneCountry).SelectMany(Domains).Distinct().Select(host => FactTokens.Of(SiteFact, host)));
        }
    }

    // "publications.parliament.uk", "parliament.uk" and "uk".
    private static IEnumerable<string> Domains(string host)
    {
        yield return host;
        for (var dot = host.IndexOf('.'); dot >= 0; dot = host.IndexOf('.', dot + 1))
        {
            if (host.AsSpan(dot + 1).Count('.') < MaxDomains && dot + 1 < host.Length)
            {
                yield return host[(dot + 1)..];
            }
        }
    }
}

/// <summary>A post as queries name it: by the last part of its address, by that with its month, or by all of it.</summary>
/// <param name="Blog">The slug of a blog of this archive; null where none is named.</param>
/// <param name="Month"><c>2014-02</c> or <c>undated</c>; null where none is named.</param>
internal readonly record struct PostName(string? Blog, string? Month, string Slug)
{
    private const string Undated = "undated";

    /// <summary>Reads a name, or the address of a post or of one of its comments, here or on the live blog; null where it is none.</summary>
    public static PostName? Read(string typed)
    {
        var end = typed.AsSpan().IndexOfAny('?', '#');
        var address = end < 0 ? typed : typed[..end];
        // A capture elsewhere has the address of the live page within its own.
        var scheme = address.LastIndexOf("://", StringComparison.Ordinal);
        string[] parts = [.. address[(scheme < 0 ? 0 : scheme + "://".Length)..].Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(scheme < 0 ? 0 : 1)];
        for (var at = 0; at < parts.Length; at++)
        {
            if (MonthAt(parts, at) is var (month, length) && at + length < parts.Length)
            {
                // Before the month stands a blog of this archive, or the host of a live one, where nobody typed the scheme. Some sites have the day as well.
                var blog = at > 0 && !parts[at - 1].AsSpan().ContainsAny('.', ':') ? parts[at - 1].ToLowerInvariant() : null;
                var isDay = blog is null && length == 2 && at + 3 < parts.Length && IsNumber(parts[at + 2], 2);
                return Of(blog, month, parts[at + length + (isDay ? 1 : 0)]);
            }
        }

        return parts.Length > 0 ? Of(null, null, parts[^1]) : null;
    }

    public override string ToString() => $"{(Blog is null ? "" : $"{Blog}/")}{(Month is null ? "" : $"{Month.Replace('-', '/')}/")}{Slug}";

    private static PostName? Of(string? blog, string? month, string last)
    {
        // What is read once more, as what pages write is, must stay what it is.
        var (slug, read) = (Archive.Slug.WithoutExtension(last.ToLowerInvariant()), last);
        while (slug.Length < read.Length)
        {
            (slug, read) = (Archive.Slug.WithoutExtension(slug), slug);
        }

        return SearchWords.Any(slug) && !$"{blog}{slug}".Any(char.IsWhiteSpace) ? new PostName(blog, month, slug) : null;
    }

    private static (string Month, int Length)? MonthAt(string[] parts, int at) =>
        string.Equals(parts[at], Undated, StringComparison.OrdinalIgnoreCase) ? (Undated, 1)
        : at + 1 < parts.Length && IsNumber(parts[at], 4) && IsNumber(parts[at + 1], 2) ? ($"{parts[at]}-{parts[at + 1]}", 2)
        : null;

    private static bool IsNumber(string part, int digits) => part.Length == digits && part.All(char.IsAsciiDigit);
}
