using Archive.Searching;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Searching;

public sealed class SearchQueryTests
{
    private static readonly string[] HostilePieces =
    [
        "word", "Serco", "a", "*", "\"", "\"", "“", "”", "„", "«", "»", "'", "’", "-", "--", "+", "(", ")", "{", "}", ":", "^", "~", ",", ";", "\\", "%", "_", "NEAR(", "NEAR",
        " AND ", " OR ", " NOT ", "body:", "rank", " ", " ", "\t", "\n", "\0", "\u0001", "\uD83D", "\uDE00", "😀", "\uFFFE", "\uFFFF", "\u00A0", "\u200B", "\u202E", "é", "e\u0301", "\u0301",
        "ﬁ", "ﷺ", "３７", "½", "Ⅷ", "漢字", "한글", "עברית", "हिन्दी", "İ", "ß", "𝔘", "𞤀", "\uE000", "/*", "*/", "';DROP TABLE texts;--", "=", "$query", "?", "@", "#", "null", "0x41",
    ];

    [Theory]
    [InlineData("serco payback", "\"serco\" AND \"payback\"")]
    [InlineData("serco -payback", "(\"serco\") NOT (\"payback\")")]
    [InlineData("\"early day motion\" probat*", "\"early day motion\" AND \"probat\" *")]
    [InlineData("“curly” „deutsch“ «guillemets»", "\"curly\" AND \"deutsch\" AND \"guillemets\"")]
    [InlineData("\"never closed", "\"never closed\"")]
    [InlineData("a AND b OR NOT c", "\"a\" AND \"AND\" AND \"b\" AND \"OR\" AND \"NOT\" AND \"c\"")]
    [InlineData("ab*", "\"ab*\"")]
    [InlineData("--import", "\"--import\"")]
    [InlineData("-\"two words\" x", "(\"x\") NOT (\"two words\")")]
    [InlineData("２０１４", "(\"２０１４\" OR \"2014\")")]
    [InlineData("-only", null)]
    [InlineData("& … ***", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void What_is_typed_becomes_an_expression(string? typed, string? expression) => Assert.Equal(expression, SearchQuery.Parse(typed).ToFts5());

    [Theory]
    [InlineData("£37m", "a £37m project", "37 m")]
    [InlineData("don't", "I don’t know", "do not")]
    [InlineData("don’t", "I don't know", "do not")]
    [InlineData("C++", "written in C++", "CPP")]
    [InlineData("e-mail", "an e-mail", "e or mail")]
    [InlineData("http://www.napo.org.uk/news.cfm?a=1&b=2#c", "see http://www.napo.org.uk/news.cfm?a=1&b=2#c.", "www.napo.org.uk")]
    [InlineData("２０１４", "in 2014", "2015")]
    [InlineData("2014", "(2014)", "20145")]
    [InlineData("cafe", "Café", "caf")]
    [InlineData("CAFE\u0301", "cafés and a café", "caf")]
    [InlineData("probat*", "Probation", "reprobate")]
    [InlineData("\"early day*", "an early day", "day early")]
    [InlineData("ﬁnd", "find", "fin")]
    public void A_reader_finds_what_they_mean(string typed, string found, string other)
    {
        using var table = new FullTextTable(found, other);
        Assert.Equal([0], table.Find(SearchQuery.Parse(typed).ToFts5()));
    }

    [Fact]
    public void Nothing_that_people_type_is_an_error_of_the_database()
    {
        using var table = new FullTextTable("word serco a", "é 37 漢字");
        Prop.ForAll(Gen.Elements(HostilePieces).ArrayOf().Select(string.Concat).ToArbitrary(), typed => { table.Find(SearchQuery.Parse(typed).ToFts5()); })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(7_000).WithEndSize(50));
        Prop.ForAll(Gen.Choose(0, char.MaxValue).Select(c => (char)c).ArrayOf().Select(chars => new string(chars)).ToArbitrary(), typed => { table.Find(SearchQuery.Parse(typed).ToFts5()); })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    [Fact]
    public void A_query_finds_exactly_the_rows_that_a_slow_reader_finds()
    {
        var words = Gen.Elements("serco", "Serco", "prison", "café", "CAFE", "don't", "don’t", "e-mail", "37m", "£37m", "C++", "a");
        var gaps = Gen.Elements(" ", ", ", " – ", "\n");
        var texts = words.Zip(gaps).ArrayOf(12).Select(pairs => string.Concat(pairs.Select(pair => pair.Item1 + pair.Item2)));
        var rows = texts.ArrayOf(60).Sample(1, 1).First();
        using var table = new FullTextTable(rows);

        var phrase = words.NonEmptyListOf().Select(list => $"\"{string.Join(' ', list.Take(3))}\"");
        var term = Gen.OneOf(words, phrase, words.Select(word => "-" + word.TrimStart('£')));
        Prop.ForAll(term.NonEmptyListOf().Select(list => list.Take(4).ToArray()).ToArbitrary(), typed =>
            Assert.Equal(SlowReader.Find(rows, typed), table.Find(SearchQuery.Parse(string.Join(' ', typed)).ToFts5())))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Fact]
    public void What_is_left_out_is_said()
    {
        Assert.Equal(["Nothing to search for in: & …"], SearchQuery.Parse("a & b …").Notes);
        Assert.Equal(["A search needs at least one word that is wanted."], SearchQuery.Parse("-a").Notes);
        Assert.Empty(SearchQuery.Parse("a b").Notes);
    }

    [Fact]
    public void Terms_beyond_the_limit_are_left_out_and_said()
    {
        var query = SearchQuery.Parse(string.Join(' ', Enumerable.Range(1, 18).Select(n => "w" + n)));
        Assert.Equal(SearchQuery.MaxTerms, query.Terms.Count);
        Assert.Equal(["Only the first 16 terms were used, without: w17 w18"], query.Notes);
    }

    [Fact]
    public void Words_of_a_phrase_beyond_the_limit_are_left_out_and_said()
    {
        var query = SearchQuery.Parse("\"" + string.Join(' ', Enumerable.Range(1, 50).Select(n => "w" + n)) + "\"");
        Assert.EndsWith(" w48", Assert.Single(query.Terms).Text, StringComparison.Ordinal);
        Assert.Equal(["Only the first 48 words of a phrase were used, without: w49 w50"], query.Notes);
    }

    [Fact]
    public void Characters_beyond_the_limit_are_left_out_and_said()
    {
        var query = SearchQuery.Parse("a " + new string(' ', SearchQuery.MaxLength) + "b");
        Assert.Equal("\"a\"", query.ToFts5());
        Assert.Equal(["Only the first 1,000 characters were read."], query.Notes);
    }

    [Fact]
    public void A_query_is_described_in_words() =>
        Assert.Equal("all of: serco, “early day motion”, probat*; none of: payback", SearchQuery.Parse("serco \"early day motion\" -payback probat*").Description);
}
