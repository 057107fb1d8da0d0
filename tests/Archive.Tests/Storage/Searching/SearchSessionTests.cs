namespace Archive.Tests.Storage.Searching;

public sealed class SearchSessionTests : IDisposable
{
    private readonly TestArchive archive = new();
    private readonly TestSearch search;

    public SearchSessionTests()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Titled("A", "2014-02-11", "serco once", "serco twice", "xylophone")));
        search = new TestSearch(archive.File);
    }

    public void Dispose()
    {
        search.Dispose();
        archive.Dispose();
    }

    [Theory]
    [InlineData("serco")]
    [InlineData("serco sort:relevance")]
    public void An_import_between_two_questions_changes_no_answer(string typed)
    {
        using var session = search.Search.Open(SearchQuery.Parse(typed));
        var before = session.Find();
        archive.Import(TestArchive.Dump("b", DumpText.Titled("B", "2015-03-12", "serco again and again", "serco, the xylophone")));

        var facets = session.Facets()!;
        var first = session.FindFirst();

        Assert.Equal((2, 2), (before.Total.Number, facets.Counted));
        Assert.Equal(["2014-02"], facets.Months.Select(month => month.Month));
        Assert.Equal(facets.Months, first.Curve!.Months);
        Assert.Equal((2, 2), (session.Find().Total.Number, session.Count().Number));
        Assert.Equal(4, search.Find(typed).Total.Number);
        Assert.Equal(4, search.Facets(typed)!.Counted);
    }

    [Fact]
    public void Smaller_queries_are_counted_in_the_state_in_which_nothing_was_found()
    {
        using var session = search.Search.Open(SearchQuery.Parse("serco xylophone"));
        Assert.Empty(session.Find().Hits);
        archive.Import(TestArchive.Dump("b", DumpText.Titled("B", "2015-03-12", "serco, the xylophone", "xylophone")));

        Assert.Contains("without serco: 1", session.Relaxations().Select(smaller => $"{smaller.Relaxation.Label}: {smaller.Count.Number}"));
        Assert.Equal(1, search.Find("serco xylophone").Total.Number);
    }

    [Fact]
    public void An_answer_says_of_which_state_of_the_archive_it_is()
    {
        using var session = search.Search.Open(SearchQuery.Parse("serco"));
        var (before, seal) = (session.Find(), archive.File.Seal().Seal);
        archive.Import(TestArchive.Dump("b", DumpText.Titled("B", "2015-03-12", "serco")));

        Assert.Equal((before.Total.Number, seal), (session.Count().Number, session.Archive().Seal));
        using var next = search.Search.Open(SearchQuery.Parse("serco"));
        Assert.Equal((3, archive.File.Seal().Seal), (next.Count().Number, next.Archive().Seal));
    }

    [Fact]
    public void All_questions_of_a_session_are_asked_on_one_connection_of_a_query_that_is_widened_once()
    {
        using (var session = search.Search.Open(SearchQuery.Parse("officers by:jim prob*")))
        {
            session.Find();
            session.Facets();
            session.FindFirst();
            session.Relaxations();
            session.Count();
            session.Expand();
        }

        Assert.Equal((1, 1), (search.Connections.Snapshots, search.Search.Expansions));
    }

    [Theory]
    [InlineData("blog:probation", "in this blog")]
    [InlineData("blog:nowhere", "in this blog, which the archive does not have")]
    [InlineData("post:a", "in this post and its comments")]
    [InlineData("post:b", "in this post and its comments, which the archive does not have")]
    [InlineData("post:probation/2014/03/c", "in this post and its comments")]
    [InlineData("post:probation/2014/02/c", "in this post and its comments, which the archive does not have")]
    [InlineData("label:\"Open Days\"", "with this label, or under a post with it")]
    [InlineData("label:open", "with this label, or under a post with it, which no post has")]
    [InlineData("site:gov.uk", "with a link to this host or one below it")]
    [InlineData("site:gov.fr", "with a link to this host or one below it, which no text has")]
    [InlineData("on:2031", "in 2031; comments without a date have that of their post")]
    public void What_the_archive_does_not_have_is_said_to_be_missing(string typed, string meaning)
    {
        archive.Import(TestArchive.Dump("c", DumpText.Titled("C", "2014-03-11", "see http://www.gov.uk/a") with { Original = "Come.\n\nPosted by Jim at 6:45 AM\n\nLabels: Open days" }));
        using var session = search.Search.Open(SearchQuery.Parse(typed));

        Assert.Equal(meaning, Assert.Single(SearchQuery.Parse(typed).ReadAs(session.Expand())).Meaning);
    }

    [Fact]
    public void Who_goes_away_is_not_searched_for()
    {
        using var gone = new CancellationTokenSource();
        using var session = search.Search.Open(SearchQuery.Parse("serco"), gone.Token);
        gone.Cancel();

        Assert.Throws<OperationCanceledException>(() => session.Find());
        Assert.Throws<OperationCanceledException>(() => search.Search.Open(SearchQuery.Parse("serco"), gone.Token));
    }

    [Fact]
    public void All_questions_of_a_session_together_have_the_time_of_a_search()
    {
        using var hasty = new TestSearch(archive.File, TimeSpan.Zero);
        using var session = hasty.Search.Open(SearchQuery.Parse(new string('s', 2) + "* OR serco OR xylophone"));

        Assert.NotNull(session.Find());
        Assert.NotNull(session.Relaxations());
        Assert.NotNull(session.Expand());
    }
}
