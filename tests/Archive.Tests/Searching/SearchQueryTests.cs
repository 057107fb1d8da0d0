namespace Archive.Tests.Searching;

public sealed class SearchQueryTests
{
    private static readonly Expansion Widened = new()
    {
        Forms = new Dictionary<string, IReadOnlyList<string>> { ["officer"] = ["officers", "officer"] },
        Names = new Dictionary<string, IReadOnlyList<string>> { ["Jim"] = [FactTokens.Of(PeopleOperators.SignOffFact, "Jim Brown"), FactTokens.Of(PeopleOperators.AuthorFact, "Jim")] },
        Unknown = new HashSet<SearchFilter> { new(PeopleOperators.By, "Jo") },
    };

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    public void Nothing_typed_asks_for_nothing(string? typed)
    {
        var query = SearchQuery.Parse(typed);
        Assert.Null(query.Root);
        Assert.Empty(query.Notes);
        Assert.Equal("", query.ToString());
    }

    [Fact]
    public void Terms_beyond_the_limit_are_left_out_and_said()
    {
        var query = SearchQuery.Parse(string.Join(' ', Enumerable.Range(1, 17).Select(n => "w" + n)) + " by:Jim in:posts");
        Assert.Equal(SearchQuery.MaxTerms, Assert.IsType<AllOf>(query.Root).Parts.Count);
        Assert.Equal(SearchScope.Posts, query.Scope);
        Assert.Equal(["Only the first 16 terms were used, without: w17 by:Jim"], query.Notes);
    }

    [Fact]
    public void Words_of_a_phrase_beyond_the_limit_are_left_out_and_said()
    {
        var query = SearchQuery.Parse("\"" + string.Join(' ', Enumerable.Range(1, 50).Select(n => "w" + n)) + "\"");
        Assert.EndsWith(" w48", Assert.IsType<SearchTerm>(query.Root).Text, StringComparison.Ordinal);
        Assert.Equal(["Only the first 48 words of a phrase were used, without: w49 w50"], query.Notes);
    }

    [Fact]
    public void A_script_without_blanks_has_as_many_words_as_characters() =>
        Assert.Equal(SearchQuery.MaxWordsOfTerm, Assert.IsType<SearchTerm>(SearchQuery.Parse(new string('猫', 60)).Root).Text.Length);

    [Fact]
    public void Characters_beyond_the_limit_are_left_out_and_said()
    {
        var query = SearchQuery.Parse("a " + new string(' ', SearchQuery.MaxLength) + "b");
        Assert.Equal("a", query.ToString());
        Assert.Equal(["Only the first 1,000 characters were read."], query.Notes);
    }

    [Fact]
    public void What_would_be_too_long_when_written_is_cut_before()
    {
        var query = SearchQuery.Parse("\"" + new string('x', SearchQuery.MaxLength - 1));
        Assert.True(query.ToString().Length <= SearchQuery.MaxLength);
        Assert.StartsWith("Only the first ", Assert.Single(query.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "on:", "2014", "on:2014")]
    [InlineData("a OR b in:posts", "on:", "2014", "(a OR b) on:2014 in:posts")]
    [InlineData("a on:2014", "on:", "2014-02", "a on:2014-02")]
    [InlineData("a before:2014 after:2010", "on:", "2012", "a before:2014 after:2010 on:2012")]
    [InlineData("a before:2014 after:2010", "on:", "2014", "a after:2010 on:2014")]
    [InlineData("a before:2014 after:2010", "on:", "2010-12", "a before:2014 on:2010-12")]
    [InlineData("a before:2014", "before:", "2013", "a before:2013")]
    [InlineData("a on:2014", "after:", "2014-06", "a on:2014 after:2014-06")]
    [InlineData("a on:2014", "after:", "2014", "a after:2014")]
    [InlineData("a after:9999", "before:", "0001", "a before:0001")]
    [InlineData("a on:2014", "on:", "undated", "a on:undated")]
    [InlineData("a after:2010 before:2014", "on:", "undated", "a on:undated")]
    [InlineData("a on:undated", "after:", "2010", "a after:2010")]
    [InlineData("a on:Undated", "is:", "reply", "a on:undated is:reply")]
    [InlineData("a is:reply", "is:", "root", "a is:root")]
    [InlineData("a is:reply", "is:", "removed", "a is:reply is:removed")]
    [InlineData("a is:reply", "is:", "reply", "a is:reply")]
    [InlineData("a by:Jim", "by:", "Jo", "a by:Jim by:Jo")]
    [InlineData("a by:Jim", "by:", "Jim", "a by:Jim")]
    [InlineData("a -by:Jim", "by:", "Jim", "a by:Jim")]
    [InlineData("a site:gov.uk", "site:", "parliament.uk", "a site:gov.uk site:parliament.uk")]
    [InlineData("a blog:x post:y min:1 max:2", "blog:", "z", "a post:y min:1 max:2 blog:z")]
    [InlineData("a post:x", "post:", "y", "a post:y")]
    [InlineData("a min:1", "min:", "5", "a min:5")]
    [InlineData("a max:1", "max:", "5", "a max:5")]
    public void A_filter_comes_in_place_of_what_contradicts_it(string typed, string name, string value, string changed) =>
        Assert.Equal(changed, SearchQuery.Parse(typed).With(new SearchFilter((FilterOperator)SearchOperators.Find(name)!, value)).ToString());

    [Fact]
    public void Each_term_and_filter_is_told_and_can_be_taken_out()
    {
        var lines = SearchQuery.Parse("officer \"early day\" -by:Jim (a OR -(b c*)) in:comments sort:old").ReadAs(Widened);
        Assert.Equal(
        [
            "0 word: officer (the word, or its other form officers) -> \"early day\" -by:Jim (a OR -(b c)) in:comments sort:old; \"officer\" \"early day\" -by:Jim (a OR -(b c)) in:comments sort:old",
            "0 phrase: \"early day\" (these words in this order) -> officer -by:Jim (a OR -(b c)) in:comments sort:old",
            "0 not: by:Jim (left out: by this author, or signed so: jim brown, jim) -> officer \"early day\" (a OR -(b c)) in:comments sort:old",
            "0 any: a OR -(b c) (one of these) -> officer \"early day\" -by:Jim in:comments sort:old",
            "1 word: a (the word) -> officer \"early day\" -by:Jim -(b c) in:comments sort:old",
            "1 not: b c (left out where all of these are met) -> officer \"early day\" -by:Jim a in:comments sort:old",
            "2 word: b (the word) -> officer \"early day\" -by:Jim (a OR -c) in:comments sort:old",
            "2 word: c (the word) -> officer \"early day\" -by:Jim (a OR -b) in:comments sort:old",
            "0 scope: in:comments (in comments only) -> officer \"early day\" -by:Jim (a OR -(b c)) sort:old",
            "0 sort: sort:old (the oldest first) -> officer \"early day\" -by:Jim (a OR -(b c)) in:comments",
        ],
        lines.Select(line => $"{line.Level} {line.Kind}: {line.Text} ({line.Meaning}) -> {line.Without}{(line.Exact is null ? "" : "; " + line.Exact)}"));
    }

    [Theory]
    [InlineData("probat*", "prefix: words that begin so")]
    [InlineData("\"officer\"", "phrase: the word in this form only")]
    [InlineData("e-mail", "word: these words in this order")]
    [InlineData("-officer", "not: left out: the word, and its other form officers")]
    [InlineData("by:Jo", "filter: by this author or sign-off, whom the archive does not have")]
    [InlineData("on:2014-02", "filter: in February 2014; comments without a date have that of their post")]
    [InlineData("before:2014", "filter: earlier than 1 January 2014; comments without a date have that of their post")]
    [InlineData("after:2014-02", "filter: later than 28 February 2014; comments without a date have that of their post")]
    [InlineData("on:2014-02-01", "filter: on 1 February 2014; comments without a date have that of their post")]
    [InlineData("on:undated", "filter: without a date, of their own or of their post")]
    [InlineData("-on:undated", "not: left out: without a date, of their own or of their post")]
    [InlineData("site:gov.uk", "filter: with a link to this host or one below it")]
    [InlineData("min:5", "filter: at least 5 words long")]
    [InlineData("in:title", "scope: in titles of posts only")]
    [InlineData("sort:relevance", "sort: what fits best first")]
    public void A_line_says_what_a_part_means(string typed, string meaning)
    {
        var line = Assert.Single(SearchQuery.Parse(typed).ReadAs(Widened));
        Assert.Equal(meaning, $"{line.Kind}: {line.Meaning}");
        Assert.Equal("", line.Without);
    }

    [Fact]
    public void Every_line_of_every_query_leaves_a_query_that_is_read_again() =>
        Assert.All(Generated.HostilePieces.SelectMany(one => new[] { $"a {one} b", $"({one} OR a) {one} -c" }), typed =>
            Assert.All(SearchQuery.Parse(typed).ReadAs(Widened), line => Assert.Equal(line.Without, SearchQuery.Parse(line.Without).ToString())));

    [Fact]
    public void A_query_that_finds_nothing_is_made_smaller_step_by_step()
    {
        var spellings = new Dictionary<string, IReadOnlyList<string>> { ["omnishmables"] = ["omnishambles"] };
        var relaxed = SearchQuery.Parse("omnishmables \"early day\" by:Jim -prison in:comments sort:old").Relaxations(spellings);
        Assert.Equal(
        [
            "did you mean omnishambles: omnishambles \"early day\" by:Jim -prison in:comments sort:old",
            "without the quotation marks: omnishmables early day by:Jim -prison in:comments sort:old",
            "without -prison: omnishmables \"early day\" by:Jim in:comments sort:old",
            "without by:Jim: omnishmables \"early day\" -prison in:comments sort:old",
            "without in:comments: omnishmables \"early day\" by:Jim -prison sort:old",
            "with other endings: omnishmables*: omnishmables* \"early day\" by:Jim -prison in:comments sort:old",
            "any of the words instead of all: (omnishmables OR \"early day\") by:Jim -prison in:comments sort:old",
            "without omnishmables: \"early day\" by:Jim -prison in:comments sort:old",
            "without \"early day\": omnishmables by:Jim -prison in:comments sort:old",
        ],
        relaxed.Select(relaxation => $"{relaxation.Label}: {relaxation.Query}"));
    }

    [Theory]
    [InlineData("by:Jim", "")]
    [InlineData("-a", "")]
    [InlineData("", "")]
    [InlineData("a", "")]
    [InlineData("ab", "with other endings: ab*: ab*")]
    [InlineData("\"truth OR (dare:x) -y\" z", "without the quotation marks: truth \"OR\" \"dare:x\" y z; any of the words instead of all: ")]
    [InlineData("\"a b\" \"c d\"", "without the quotation marks of \"a b\": a b \"c d\"; without the quotation marks of \"c d\": \"a b\" c d; without any quotation marks: a b c d; any of the words instead of all: \"a b\" OR \"c d\"; without \"a b\": \"c d\"; without \"c d\": \"a b\"")]
    [InlineData("\"early day*\"", "without the quotation marks: early day*")]
    public void What_asks_for_nothing_is_not_offered(string typed, string relaxed)
    {
        var offered = SearchQuery.Parse(typed).Relaxations(new Dictionary<string, IReadOnlyList<string>>());
        Assert.StartsWith(relaxed, string.Join("; ", offered.Select(one => $"{one.Label}: {one.Query}")), StringComparison.Ordinal);
        Assert.Equal(relaxed.Length == 0, offered.Count == 0);
    }

    [Fact]
    public void No_more_is_offered_than_can_be_counted_and_nothing_twice()
    {
        var relaxed = SearchQuery.Parse("word word one two three four five six by:Jim \"a b\" -c in:posts").Relaxations(new Dictionary<string, IReadOnlyList<string>>());
        Assert.Equal(12, relaxed.Count);
        Assert.Equal(12, relaxed.Select(one => one.Query.ToString()).Distinct().Count());
    }
}
