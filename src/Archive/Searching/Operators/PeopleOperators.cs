using Archive.Searching.Asking;
using Archive.Searching.Words;

namespace Archive.Searching.Operators;

/// <summary>Operators that ask who wrote something.</summary>
public static class PeopleOperators
{
    internal const char AuthorFact = '\uE006', SignOffFact = '\uE007';

    /// <summary>The most names that one <c>by:</c> stands for: each is a list that the index walks.</summary>
    private const int MaxNames = 200;

    // More of them make no line that anybody reads.
    private const int MaxNamesAloud = 12;

    public static readonly FilterOperator By = new(
        "by:name", "By whom: the author whom the dump gives, or the name alone on the last line.", ["by:\"{name}\"", "{word} by:\"{name}\""])
    {
        Takes = "a name",
        Read = ReadName,
        Tokens = static (name, expansion) => NamesOf(name, expansion).Take(MaxNames),
        Aloud = static (name, expansion) => NamesOf(name, expansion) is { Count: > 0 } names
            ? "by this author, or signed so: " + string.Join(", ", names.Select(FactTokens.ValueOf).Distinct().Take(MaxNamesAloud))
            : "by this author or sign-off",
        Unknown = "whom the archive does not have",
        Replaces = static (_, _) => false,
        Facts =
        [
            new(AuthorFact, static (text, tokens) => AddName(tokens, AuthorToken, text.Author)) { IsInVocabulary = true },
            new(SignOffFact, static (text, tokens) => AddName(tokens, SignOffToken, text.Signer)) { IsInVocabulary = true },
        ],
    };

    /// <summary>The form in which a name is one with others, as the search takes it: <c>Andrew  Hatton</c> and <c>ANDREW HATTON</c> give <c>andrew hatton</c>. Null for a name without letters or digits, which no search finds.</summary>
    public static string? KeyOf(string name) => SearchWords.Any(name) ? FactTokens.ValueOf(AuthorToken(name)) : null;

    /// <summary>The word of the index for a name that a dump gives as author.</summary>
    internal static string AuthorToken(string name) => FactTokens.Of(AuthorFact, TypedText.AsQuoted(name));

    /// <summary>The word of the index for a name on the last line of a text.</summary>
    internal static string SignOffToken(string name) => FactTokens.Of(SignOffFact, TypedText.AsQuoted(name));

    private static IReadOnlyList<string> NamesOf(string name, Expansion expansion) => expansion.Names.GetValueOrDefault(name, []);

    private static string? ReadName(string typed)
    {
        var name = TypedText.AsQuoted(typed);
        return SearchWords.Any(name) ? name : null;
    }

    private static void AddName(List<string> tokens, Func<string, string> token, string? name)
    {
        if (name is not null && SearchWords.Any(name))
        {
            tokens.Add(token(name));
        }
    }
}
