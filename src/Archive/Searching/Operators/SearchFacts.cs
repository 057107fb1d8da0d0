using System.Globalization;
using Archive.Searching.Words;

namespace Archive.Searching.Operators;

/// <summary>What filters can ask about a post or comment, beside its words.</summary>
/// <remarks>
/// Facts stand in the index as words of a column of their own, so that a filter costs as little as one more word. They
/// begin with private-use characters, which neither an indexed text nor a query can hold: nobody can forge one.
/// </remarks>
public sealed record SearchFacts
{
    /// <summary>Longer texts count as this long; four digits stand in the index.</summary>
    public const int MaxWords = 9_999;

    // No registry is deeper; a host made of a hundred labels would be a hundred words.
    private const int MaxDomains = 8;

    public bool IsPost { get; init; }

    /// <summary>A comment with a parent.</summary>
    public bool IsReply { get; init; }

    public bool IsRemoved { get; init; }

    /// <summary>It quotes somebody.</summary>
    public bool HasQuotes { get; init; }

    /// <summary>The blog's slug.</summary>
    public required string Blog { get; init; }

    /// <summary>The post's slug.</summary>
    public required string Post { get; init; }

    /// <summary>Its own date, or its post's; ISO 8601, as fine as known.</summary>
    public string? Date { get; init; }

    public string? Author { get; init; }

    /// <summary>The name on the last line.</summary>
    public string? Signer { get; init; }

    /// <summary>Hosts that it links to.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    public int Words { get; init; }

    /// <summary>The text and its title, for words with signs such as <c>C++</c> and <c>£37m</c>, whose signs the index does not keep.</summary>
    public string Text { get; init; } = "";

    /// <summary>The words of the index's column of facts.</summary>
    public string ToTokens()
    {
        var tokens = new List<string>(24);
        AddKinds(tokens);
        tokens.Add(FactTokens.Of(FactTokens.Blog, Blog));
        tokens.Add(FactTokens.Of(FactTokens.Post, Post));
        AddDate(tokens);
        AddName(tokens, FactTokens.Author, Author);
        AddName(tokens, FactTokens.Signer, Signer);
        tokens.AddRange(Hosts.SelectMany(Domains).Distinct().Select(host => FactTokens.Of(FactTokens.Site, host)));
        var (exact, hundred) = WordTokens(Words);
        tokens.AddRange([exact, hundred]);
        tokens.AddRange(SignedWords.Of(Text).Select(word => FactTokens.Of(FactTokens.Sign, word)));
        return string.Join(' ', tokens);
    }

    /// <summary>The length as the index has it: exact, and by the hundred, so that a range is few words.</summary>
    internal static (string Exact, string Hundred) WordTokens(int words)
    {
        var exact = Math.Clamp(words, 0, MaxWords).ToString("D4", CultureInfo.InvariantCulture);
        return (FactTokens.Of(FactTokens.Words, exact), FactTokens.Of(FactTokens.Words, exact[..2]));
    }

    private void AddKinds(List<string> tokens)
    {
        tokens.Add(KindToken(IsPost ? "post" : "comment"));
        if (!IsPost)
        {
            tokens.Add(KindToken(IsReply ? "reply" : "root"));
        }

        (bool IsMet, string Name)[] others = [(IsRemoved, "removed"), (Hosts.Count > 0, "link"), (HasQuotes, "quotes")];
        tokens.AddRange(others.Where(kind => kind.IsMet).Select(kind => KindToken(kind.Name)));
    }

    private static string KindToken(string name) => FactTokens.Of(FactTokens.Kind, name);

    private void AddDate(List<string> tokens)
    {
        (char Kind, int Length)[] parts = [(FactTokens.Year, 4), (FactTokens.Month, 7), (FactTokens.Day, 10)];
        tokens.AddRange(parts.Where(part => Date?.Length >= part.Length).Select(part => FactTokens.Of(part.Kind, Date![..part.Length])));
    }

    private static void AddName(List<string> tokens, char kind, string? name)
    {
        if (name is not null && SearchWords.Any(name))
        {
            tokens.Add(FactTokens.Of(kind, name));
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
