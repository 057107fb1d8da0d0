using Archive.Searching.Words;

namespace Archive.Searching.Operators;

/// <summary>Operators that take a part of an address: of a post, of a blog, of what a text links to.</summary>
public static class AddressOperators
{
    internal const char BlogFact = '\uE001', PostFact = '\uE002', SiteFact = '\uE008';

    // No registry is deeper; a host made of a hundred labels would be a hundred words.
    private const int MaxDomains = 8;

    public static readonly FilterOperator Post = new(
        "post:name", "In one post and its comments. The name is the last part of the post's address; the whole address will do.", ["post:{slug}", "{word} post:{slug}"])
    {
        Takes = "the last part of a post's address",
        Read = ReadSlug,
        Tokens = static (slug, _) => [FactTokens.Of(PostFact, slug)],
        Aloud = static (_, _) => "in this post and its comments",
        Unknown = "which the archive does not have",
        Facts = [new(PostFact, static (text, tokens) => tokens.Add(FactTokens.Of(PostFact, text.Post)))],
    };

    public static readonly FilterOperator Blog = new("blog:name", "In one blog.", ["{word} blog:{blog}"])
    {
        Takes = "the name of a blog as it stands in its address",
        Read = ReadSlug,
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

    // A slug, or the address of a post.
    private static string? ReadSlug(string typed)
    {
        var end = typed.AsSpan().IndexOfAny('?', '#');
        var path = (end < 0 ? typed : typed[..end]).TrimEnd('/');
        var slug = Archive.Slug.WithoutExtension(path[(path.LastIndexOf('/') + 1)..].ToLowerInvariant());
        return SearchWords.Any(slug) && !slug.Any(char.IsWhiteSpace) ? slug : null;
    }

    // A host, or an address on it.
    private static string? ReadHost(string typed)
    {
        var scheme = typed.IndexOf("://", StringComparison.Ordinal);
        var host = scheme < 0 ? typed : typed[(scheme + 3)..];
        var end = host.AsSpan().IndexOfAny("/?#:");
        host = HostName.Bare((end < 0 ? host : host[..end]).TrimStart('*', '.'));
        return SearchWords.Any(host) && host.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_') ? host : null;
    }

    private static void AddSites(SearchFacts text, List<string> tokens)
    {
        if (text.Hosts.Count > 0)
        {
            tokens.AddRange(text.Hosts.SelectMany(Domains).Distinct().Select(host => FactTokens.Of(SiteFact, host)));
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
