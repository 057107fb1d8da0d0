using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Searching;

/// <summary>What holds for every query.</summary>
public sealed class SearchProperties
{
    private static readonly Gen<string> Scope = Gen.Elements("", " in:posts", " in:comments", " in:title", " in:quotes");

    [Fact]
    public void Nothing_that_people_type_is_an_error_of_the_database()
    {
        using var table = new FullTextTable("word serco a", "é 37 漢字");
        Check(Generated.Hostile, Trials.Of(7_000), typed => FindBoth(table, typed));
        Check(Generated.AnyCharacters, Trials.Of(3_000), typed => FindBoth(table, typed));
    }

    [Fact]
    public void The_written_form_is_read_as_the_same_query()
    {
        Check(Generated.Hostile, 7_000, IsReadAgain);
        Check(Generated.Hostile.ArrayOf().Select(string.Concat), 300, IsReadAgain);
        Check(Generated.AnyCharacters, 3_000, IsReadAgain);
        Check(Generated.Query, 3_000, IsReadAgain);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_query_finds_exactly_the_rows_that_a_slow_reader_finds(bool posts)
    {
        var rows = Generated.Row(posts).ArrayOf(80).Sample(1, 1).First();
        using var table = new FullTextTable(rows);
        var (found, times) = (0, Trials.Of(3_000));
        Check(Generated.Query.Zip(Scope).Select(pair => pair.Item1 + pair.Item2), times, typed =>
        {
            var query = SearchQuery.Parse(typed);
            var hits = table.Find(query, Generated.Names, posts);
            Assert.Equal(SlowReader.Find(rows, query, posts), hits);
            found += hits.Length;
        });
        Assert.True(found > times / 3, "queries that find nothing prove nothing");
    }

    [Fact]
    public void One_more_term_never_finds_more()
    {
        var rows = Generated.Row(posts: false).ArrayOf(80).Sample(1, 1).First();
        using var table = new FullTextTable(rows);
        var more = Gen.OneOf(Generated.Term, Generated.Filter, Generated.Term.Select(term => "-" + term));
        Check(Generated.Query.Zip(more).Select(pair => $"{pair.Item1} | {pair.Item2}"), 1_000, typed =>
        {
            var parts = typed.Split(" | ");
            var fewer = table.Find(SearchQuery.Parse($"({parts[0]}) {parts[1]}"), Generated.Names, posts: false);
            Assert.Subset(table.Find(SearchQuery.Parse(parts[0]), Generated.Names, posts: false).ToHashSet(), fewer.ToHashSet());
        });
    }

    [Fact]
    public void A_row_is_found_by_its_text_exactly_where_there_is_something_to_mark()
    {
        var rows = Generated.Text.ArrayOf(60).Sample(1, 1).First();
        using var table = new FullTextTable(rows);
        Check(Generated.Term, 1_000, typed =>
        {
            var query = SearchQuery.Parse(typed);
            var marked = QueryMarks.Of(query, Expansion.None);
            var found = table.Find(query, Expansion.None, posts: false);
            var isPhraseWithSymbols = typed.Contains(' ', StringComparison.Ordinal) && typed.AsSpan().ContainsAny("£%+");
            Assert.True(isPhraseWithSymbols || found.SequenceEqual(rows.Index().Where(row => marked.In(row.Item).Count > 0).Select(row => row.Index)));
        });
    }

    private static void FindBoth(FullTextTable table, string typed)
    {
        var query = SearchQuery.Parse(typed);
        table.Find(query, Generated.Names, posts: true);
        table.Find(query, Generated.Names, posts: false);
    }

    private static void IsReadAgain(string typed)
    {
        var query = SearchQuery.Parse(typed);
        var written = query.ToString();
        var again = SearchQuery.Parse(written);
        Assert.Equal(QueryTree.Print(query), QueryTree.Print(again));
        Assert.Equal(written, again.ToString());
        Assert.True(written.Length <= SearchQuery.MaxLength);
    }

    private static void Check(Gen<string> typed, int times, Action<string> check) =>
        Prop.ForAll(typed.ToArbitrary(), check).Check(Config.QuickThrowOnFailure.WithMaxTest(times).WithEndSize(50));
}
