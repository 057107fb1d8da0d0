using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Searching;

/// <summary>Texts, facts and queries made at random from few words, so that they often meet.</summary>
internal static class Generated
{
    /// <summary>What strangers type to break things, and what the grammar is made of.</summary>
    public static readonly string[] HostilePieces =
    [
        "word", "Serco", "a", "*", "\"", "\"", "“", "”", "„", "«", "»", "「", "」", "'", "’", "-", "--", "+", "(", ")", "((", "))", "(-(", "{", "}", ":", "^", "~", ",", ";", "\\", "%", "_", "NEAR(", "NEAR",
        " AND ", " OR ", " NOT ", "OR", "AND", "body:", "title:", "{facts}:", "rank", " ", " ", "\t", "\n", "\0", "\u0001", "\u0002", "\u0003", "\uD83D", "\uDE00", "😀", "\uFFFE", "\uFFFF", "\u00A0", "\u200B", "\u202E", "é", "e\u0301", "\u0301",
        "ﬁ", "ﷺ", "３７", "½", "Ⅷ", "漢字", "猫", "か\u3099", "ｶﾞ", "ー", "한글", "עברית", "हिन्दी", "مُحَمَّد", "ـ", "İ", "ß", "𝔘", "𞤀", "𠀀", "\uE000", "\uE000post", "ʼ", "ﹰ", "（", "）", "：", "＊", "－", "＂", "/*", "*/", "';DROP TABLE texts;--", "=", "$query", "?", "@", "#", "null", "0x41",
        "in:", "in:posts", "in:title", "in:quotes", "by:", "by:\"", "by:Jim", "post:", "post:a/b.html", "post:https://", "post:b/2014/02/.html.html", "://", "/", ".html", "blog:x", "before:2014", "after:2014-02-30", "on:2014-02-1", "on:undated", "on:0001", "before:9999-12-31", "is:reply", "is:", "has:link", "label:x", "label:\"a b\"", "site:gov.uk", "site:.", "min:5", "max:9999", "min:99999", "sort:old", "sort:", "foo:bar", "http://x.y/(z)?q=1",
        "C++", "C#", "£37m", "50%", "$", "€5", "++", "e-mail", "prefix*", "\"a b*\"", "-word", "-\"x y\"",
    ];

    /// <summary>The names of posts, of which the first has the row 1.</summary>
    public static readonly string[] PostNames = ["one", "two"];

    public static readonly Expansion Names = new()
    {
        Names = new[] { "Jim", "Andrew Hatton" }.ToDictionary(
            name => name,
            name => (IReadOnlyList<string>)[FactTokens.Of(PeopleOperators.AuthorFact, name), FactTokens.Of(PeopleOperators.SignOffFact, name)]),
        Posts = Enumerable.Range(1, PostNames.Length).ToDictionary(id => PostNames[id - 1], id => ((IReadOnlyList<long>)[id], false)),
        Unknown = new HashSet<SearchFilter> { new(PeopleOperators.By, "Nobody") },
        FirstYear = 2010,
        LastYear = 2016,
        MaxWords = 1_500,
    };

    private static readonly string[] Words =
        ["serco", "Serco", "prison", "prisons", "café", "CAFE", "don't", "don’t", "e-mail", "37m", "£37m", "C++", "c", "50%", "a", "２０１４", "2014", "東京", "東京都", "京", "京都のdog", "は東京です", "dog東京"];

    private static readonly string[] Fragments =
        ["serco", "Serco", "prison", "pris*", "prisons", "café", "cafe", "don't", "don’t*", "e-mail", "mail", "37m", "£37m", "C++", "c", "50%", "a", "2014", "２０１４", "20*", "東京", "京都", "京", "都", "は東", "dog東", "東京*"];

    public static Gen<string> Hostile { get; } = Gen.Elements(HostilePieces).ArrayOf().Select(string.Concat);

    public static Gen<string> AnyCharacters { get; } = Gen.Choose(0, char.MaxValue).Select(c => (char)c).ArrayOf().Select(chars => new string(chars));

    public static Gen<string> Text { get; } =
        Gen.Elements(Words).Zip(Gen.Elements(" ", ", ", " – ", "\n", " (", ") ")).ArrayOf(10).Select(pairs => string.Concat(pairs.Select(pair => pair.Item1 + pair.Item2)));

    public static Gen<string> Term { get; } = Gen.OneOf(
        Gen.Elements(Fragments),
        Gen.Elements(Fragments).ArrayOf(2).Select(words => $"\"{string.Join(' ', words.Select((word, i) => i == 0 ? word.TrimEnd('*') : word))}\""),
        Gen.Elements(Words).ArrayOf(3).Select(words => $"\"{string.Join(' ', words)}\""));

    public static Gen<string> Filter { get; } = Gen.Elements(
        "by:Jim", "by:\"Andrew Hatton\"", "by:Nobody", "post:one", "blog:first", "before:2014", "before:2014-02", "before:2014-02-11", "after:2013", "after:2014-02", "after:2014-02-11", "on:2014", "on:2014-02",
        "on:2014-02-11", "on:undated", "label:one", "is:reply", "is:root", "is:removed", "has:link", "site:gov.uk", "site:parliament.uk", "site:uk", "min:99", "min:100", "min:101", "max:99", "max:100", "max:1234", "min:1300");

    /// <summary>A query of words and filters, with groups, alternatives and minuses, three deep.</summary>
    public static Gen<string> Query { get; } = Group(2);

    public static Gen<IndexedText> Row(bool posts) =>
        from text in Text
        from title in Text
        from quotes in Gen.OneOf(Gen.Constant(""), Text)
        from flags in Gen.Choose(0, 3)
        from date in Gen.Elements(null, "2010", "2013", "2013-12", "2013-12-31", "2014", "2014-01", "2014-02", "2014-02-10", "2014-02-11", "2014-02-12", "2014-03-01", "2015-01", "2016-12-31")
        from names in Gen.Elements(null, "Jim", "JIM", "Andrew Hatton", "jim hatton").Two()
        from host in Gen.Elements("", "publications.parliament.uk", "parliament.uk", "www2.gov.uk", "example.org")
        from words in Gen.Elements(0, 5, 99, 100, 101, 250, 1_234, 1_300, 1_500)
        from place in Gen.Choose(1, PostNames.Length).Two()
        select new IndexedText(text)
        {
            Title = posts ? title : "",
            Quotes = quotes,
            Facts = new SearchFacts
            {
                IsPost = posts,
                IsReply = (flags & 1) == 1,
                IsRemoved = (flags & 2) == 2,
                Blog = place.Item1 == 1 ? "first" : "second",
                Post = place.Item2,
                Date = date,
                Author = names.Item1,
                Signer = names.Item2,
                Hosts = host.Length == 0 ? [] : [host, "example.net"],
                Labels = words % 3 == 0 ? ["one", "two three"] : [],
                Words = words,
                HasQuotes = quotes.Length > 0,
                Text = text,
            },
        };

    private static Gen<string> Group(int depth)
    {
        var leaf = Gen.Frequency((3, Term), (2, Filter));
        var part = depth == 0 ? leaf : Gen.Frequency((4, leaf), (1, Group(depth - 1).Select(group => $"({group})")));
        var negated = Gen.Frequency((4, part), (1, part.Select(text => "-" + text)));
        var alternatives = Gen.Frequency((3, negated), (1, negated.Two().Select(two => $"{two.Item1} OR {two.Item2}")));
        return alternatives.NonEmptyListOf().Select(parts => string.Join(' ', parts.Take(3)));
    }
}
