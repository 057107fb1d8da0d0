using System.Text.RegularExpressions;

namespace Archive.Tests.Searching;

public sealed partial class SearchOperatorsTests
{
    private static readonly Dictionary<string, string> Examples = new()
    {
        ["{word}"] = "serco",
        ["{other}"] = "prison",
        ["{phrase}"] = "early day motion",
        ["{name}"] = "Andrew Hatton",
        ["{site}"] = "gov.uk",
        ["{slug}"] = "power-to-people",
        ["{blog}"] = "on-probation",
        ["{label}"] = "early release",
        ["{year}"] = "2014",
        ["{month}"] = "2014-02",
        ["{day}"] = "2014-02-11",
    };

    public static TheoryData<string> WithColon => [.. SearchOperators.All.Where(known => known.Name is not null).Select(known => known.Name!)];

    [Fact]
    public void Every_filter_scope_and_order_has_an_operator()
    {
        var queries = SearchOperators.All.SelectMany(known => known.Examples.Select(Filled).Concat(known.Values.Select(value => known.Name + value))).Select(SearchQuery.Parse).ToList();
        var trees = queries.Select(query => QueryTree.Print(query)).ToList();
        Assert.All(SearchOperators.All.OfType<FilterOperator>(), filter => Assert.Contains(queries, query => SearchTree.Leaves(query.Root).OfType<SearchFilter>().Any(leaf => leaf.Operator == filter)));
        Assert.Equal(Enum.GetValues<SearchScope>().Order(), queries.Select(query => query.Scope).Distinct().Order());
        Assert.Equal(Enum.GetValues<SearchOrder>().Order(), queries.Select(query => query.Order).Distinct().Order());
        string[] shapes = ["[", "\"", "]*", "any(", "not(", "all(", "not(all("];
        Assert.All(shapes, shape => Assert.Contains(trees, tree => tree.Contains(shape, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(WithColon))]
    public void An_operator_is_read_and_not_searched_for_as_a_word(string name)
    {
        var known = SearchOperators.All.Single(one => one.Name == name);
        Assert.NotEmpty(known.Examples);
        Assert.All(known.Values.Select(value => name + value).Concat(known.Examples.Select(Filled)), typed =>
        {
            Assert.Empty(SearchQuery.Parse(typed).Notes);
            Assert.DoesNotContain($"[{name}", QueryTree.Print(SearchQuery.Parse(typed)), StringComparison.Ordinal);
            Assert.Contains(name, typed, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_examples_hold_nothing_that_an_archive_cannot_fill_in() =>
        Assert.All(SearchOperators.All.SelectMany(known => known.Examples), example =>
        {
            Assert.DoesNotContain('{', Filled(example));
            Assert.Equal(Filled(example), SearchQuery.Parse(Filled(example)).ToString().Replace("sort:new", "", StringComparison.Ordinal));
        });

    [Fact]
    public void A_kind_of_fact_has_a_mark_of_its_own_that_no_other_character_of_a_fact_has()
    {
        var marks = SearchOperators.Facts.Select(fact => fact.Mark).ToList();
        Assert.Equal(marks.Distinct(), marks);
        Assert.All(marks, mark => Assert.InRange(mark, '\uE000', '\uE0FF'));
        var text = new SearchFacts { Blog = "b", Post = 1, Date = "2014-02-11", Author = "a", Signer = "s", Hosts = ["h.uk"], Labels = ["l"], Text = "C++" };
        Assert.All(SearchOperators.Facts, fact =>
        {
            var tokens = new List<string>();
            fact.Add(text, tokens);
            Assert.NotEmpty(tokens);
            Assert.All(tokens, token => Assert.Equal(fact.Mark, token[0]));
        });
    }

    [Fact]
    public void A_filter_asks_only_for_facts_that_its_operator_keeps() =>
        Assert.All(SearchOperators.All.OfType<FilterOperator>(), known => Assert.All(
            known.Examples.Select(Filled).SelectMany(typed => SearchTree.Leaves(SearchQuery.Parse(typed).Root)).OfType<SearchFilter>().Where(filter => filter.Operator == known),
            filter => Assert.All(known.Tokens(filter.Value, Generated.Names), token => Assert.Contains(known.Facts, fact => fact.Mark == token[0]))));

    [Fact]
    public void Each_is_explained_in_a_sentence() =>
        Assert.All(SearchOperators.All, known => Assert.Matches(Sentence(), known.Meaning));

    private static string Filled(string example) => Examples.Aggregate(example, (filled, pair) => filled.Replace(pair.Key, pair.Value, StringComparison.Ordinal));

    [GeneratedRegex(@"^[A-Z].*\.$")]
    private static partial Regex Sentence();
}
