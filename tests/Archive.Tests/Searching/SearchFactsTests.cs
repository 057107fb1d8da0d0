using System.Text;

namespace Archive.Tests.Searching;

public sealed class SearchFactsTests
{
    [Theory]
    [InlineData("Andrew Hatton", "andrew hatton")]
    [InlineData(" andrew\n HATTON ", "andrew hatton")]
    [InlineData("publications.parliament.uk", "publications.parliament.uk")]
    [InlineData("power-to-people_2", "power-to-people_2")]
    [InlineData("Ünal O’Brien", "unal o'brien")]
    [InlineData("€5", "€5")]
    [InlineData("猫田 さくら", "猫田 さくら")]
    [InlineData("𞤀𞤁", "𞤢𞤣")]
    [InlineData("a\uE000b\0c\u00A0\u2028d", "a b c d")]
    [InlineData("", "")]
    public void A_fact_gives_its_value_back(string value, string folded) => Assert.Equal(folded, FactTokens.ValueOf(FactTokens.Of(PeopleOperators.AuthorFact, value)));

    [Fact]
    public void Every_fact_is_one_word_of_the_index()
    {
        var values = Enumerable.Range(1, 0x2FFFF).Where(Rune.IsValid).Select(code => $"x{new Rune(code)}y").ToList();
        var tokens = values.Select(value => FactTokens.Of(PeopleOperators.AuthorFact, value)).ToHashSet();
        using var table = new FullTextTable(values.Chunk(100).Select(names => new IndexedText("")
        {
            Quotes = "",
            Title = "",
            Facts = new SearchFacts { Blog = "blog", Post = 1, Author = names[0] },
        }));
        var known = table.Vocabulary().ToHashSet();
        Assert.True(known.Count > 1_000, "facts are missing");
        Assert.DoesNotContain(values.Chunk(100).Select(names => FactTokens.Of(PeopleOperators.AuthorFact, names[0])), token => !known.Contains(token));
        Assert.All(tokens, token => Assert.Equal(PeopleOperators.AuthorFact, token[0]));
    }

    [Fact]
    public void Facts_are_words()
    {
        var facts = new SearchFacts
        {
            IsReply = true,
            Blog = "on-probation",
            Post = 0xB372800001,
            Date = "2014-02-11",
            Author = "Jim Brown",
            Signer = "Jim",
            Hosts = ["publications.parliament.uk", "gov.uk", "a.blogspot.co.uk", "a.blogspot.de"],
            Words = 137,
            HasQuotes = true,
            Text = "C++ and £37m, 50%; 1+1, a#b",
        };
        var tokens = facts.ToTokens().Split(' ').GroupBy(token => token[0]).ToDictionary(kind => kind.Key, kind => string.Join(' ', kind.Select(FactTokens.ValueOf)));
        Assert.Equal("comment reply link quotes", tokens[KindOperators.KindFact]);
        Assert.Equal("on-probation", tokens[AddressOperators.BlogFact]);
        Assert.Equal("b372800001", tokens[AddressOperators.PostFact]);
        Assert.Equal(["2014", "2014-02", "2014-02-11"], [tokens[DateOperators.YearFact], tokens[DateOperators.MonthFact], tokens[DateOperators.DayFact]]);
        Assert.Equal(["jim brown", "jim"], [tokens[PeopleOperators.AuthorFact], tokens[PeopleOperators.SignOffFact]]);
        Assert.Equal("publications.parliament.uk parliament.uk uk gov.uk a.blogspot.com blogspot.com com", tokens[AddressOperators.SiteFact]);
        Assert.Equal("0137 01", tokens[LengthOperators.WordsFact]);
        Assert.Equal("c+ c++ £37m 50%", tokens[SearchOperators.SymbolFact]);
    }

    [Theory]
    [InlineData("2014", "2014")]
    [InlineData("2014-02", "2014 2014-02")]
    [InlineData(null, "")]
    public void A_date_is_as_fine_as_it_is_known(string? date, string tokens) =>
        Assert.Equal(tokens, string.Join(' ', new SearchFacts { Blog = "b", Post = 1, Date = date }.ToTokens().Split(' ')
            .Where(token => token[0] is DateOperators.YearFact or DateOperators.MonthFact or DateOperators.DayFact).Select(FactTokens.ValueOf)));

    [Fact]
    public void Words_with_symbols_of_a_price_list_are_cut()
    {
        var text = string.Join(' ', Enumerable.Range(1, 1_000).Select(n => $"£{n}"));
        Assert.Equal(64, new SearchFacts { Blog = "b", Post = 1, Text = text }.ToTokens().Split(' ').Count(token => token[0] == SearchOperators.SymbolFact));
    }

    [Fact]
    public void Nobody_can_forge_a_fact()
    {
        var forged = FactTokens.Of(PeopleOperators.AuthorFact, "Jim");
        using var table = new FullTextTable(forged, "\uE000post", "text");
        var names = new Expansion { Names = new Dictionary<string, IReadOnlyList<string>> { ["Jim"] = [forged] } };
        Assert.Empty(table.Find(SearchQuery.Parse("by:Jim"), names, posts: false));
        Assert.Equal(table.Find("jim"), table.Find(forged));
        Assert.Equal([1], table.Find("\uE000post"));
        Assert.Empty(table.Find("\uE000comment"));
    }
}
