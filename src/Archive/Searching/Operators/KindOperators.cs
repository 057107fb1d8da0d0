namespace Archive.Searching.Operators;

/// <summary>Operators that ask what kind of text something is.</summary>
internal static class KindOperators
{
    public const char KindFact = '\uE000';

    /// <summary>A fact that nothing has.</summary>
    public static readonly string Nothing = Token("none");

    public static readonly FactKind Kinds = new(KindFact, AddKinds) { IsInVocabulary = true };

    private static readonly (string Value, string Aloud)[] OfComments =
    [
        ("reply", "comments that answer another comment"),
        ("root", "comments that answer the post"),
        ("removed", "comments that were removed"),
    ];

    private static readonly (string Token, Func<SearchFacts, bool> Holds)[] Known =
    [
        (Token("post"), static text => text.IsPost),
        (Token("comment"), static text => !text.IsPost),
        (Token("reply"), static text => !text.IsPost && text.IsReply),
        (Token("root"), static text => !text.IsPost && !text.IsReply),
        (Token("removed"), static text => text.IsRemoved),
        (Token("link"), static text => text.Hosts.Count > 0),
        (Token("quotes"), static text => text.HasQuotes),
        (Token(DateOperators.Undated), static text => text.Date is not { Length: >= DateOperators.MonthLength }),
    ];

    public static readonly FilterOperator Is = new(
        "is:kind", "Comments that answer another comment, that answer the post, or that were removed.", ["{word} is:reply", "{word} is:root", "is:removed"])
    {
        Values = [.. OfComments.Select(kind => kind.Value)],
        Tokens = static (kind, _) => [Token(kind)],
        Aloud = static (kind, _) => OfComments.First(known => known.Value == kind).Aloud,
        Replaces = static (other, added) => other.Operator == added.Operator && other.Value != "removed" && added.Value != "removed",
        IsOfComments = static kind => kind is "reply" or "root",
        Facts = [Kinds],
    };

    public static readonly FilterOperator Has = new("has:link", "With a web address in the text.", ["{word} has:link"])
    {
        Values = ["link"],
        Tokens = static (kind, _) => [Token(kind)],
        Aloud = static (_, _) => "with a web address in the text",
        Replaces = static (_, _) => false,
        Facts = [Kinds],
    };

    /// <summary>The fact of a text of a kind: <c>post</c>, <c>comment</c>, <c>quotes</c>, <see cref="DateOperators.Undated"/>, or a value of the operators.</summary>
    public static string Token(string kind) => FactTokens.Of(KindFact, kind);

    private static void AddKinds(SearchFacts text, List<string> tokens)
    {
        foreach (var (token, holds) in Known)
        {
            if (holds(text))
            {
                tokens.Add(token);
            }
        }
    }
}
