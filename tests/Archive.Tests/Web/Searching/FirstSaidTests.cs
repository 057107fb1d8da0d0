using System.Text;
using System.Text.RegularExpressions;
using Archive.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Tests.Web.Searching;

public sealed class FirstSaidTests : IAsyncLifetime
{
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync(archive => archive.Import(
        TestArchive.Dump("a", DumpText.Titled("First", "2012-05-01", "a wheeze") with { Original = "An omnishambles." }),
        TestArchive.Dump("b", DumpText.Titled("Second", "2013-06-01", "omnishambles, then", "omnishambles!") with { Original = "A wheeze." }),
        TestArchive.Dump("c", DumpText.Titled("Third", "2014-02-11", "their plan") with { Original = "Their plan." }),
        TestArchive.Dump("d", DumpText.Titled("Undated", null, "sometime", "shindig") with { Original = "Sometime a shindig." }),
        TestArchive.Bytes("e", "Sunday 1 April 2012\n\nEarly\n\nNothing.\n\n1 comment:\n\n  1. Pat ConollyApril 3, 2012 at 2:39 AM\n\n    A gaffe.\n\n    ReplyDelete\n"u8.ToArray()),
        TestArchive.Dump("f", DumpText.Titled("Of gaffes", "2015-04-01", "a shindig") with { Original = "A gaffe, at a shindig." })));

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory]
    [InlineData("omnishambles", "The blogger had it first. From June 2013 on more comments than posts have it: there it passed from the posts to the comments.")]
    [InlineData("wheeze", "Which of the two came first is not known: the comment has no date of its own, and is of that of its post or later.")]
    [InlineData("gaffe", "A commenter had it first.")]
    [InlineData("sometime", "Which of the two came first is not known: neither has a date.")]
    [InlineData("shindig", "The blogger had it first: the comment answers that post.")]
    [InlineData("\"their plan\"", "The blogger had it first: the comment answers that post.")]
    [InlineData("then", "Only commenters have it: no post does.")]
    [InlineData("an", "Only posts have it: no comment does.")]
    [InlineData("omnishambles in:comments", "Posts were not asked for; of comments this is the first within the filters of this search.")]
    [InlineData("gaffe is:root", "Posts were not asked for; of comments this is the first within the filters of this search.")]
    [InlineData("omnishambles in:posts", "Comments were not asked for; of posts this is the first within the filters of this search.")]
    [InlineData("omnishambles on:2013", "Within the filters of this search: Only commenters have it: no post does.")]
    [InlineData("omnishambles on:2012", "Within the filters of this search: Only posts have it: no comment does.")]
    [InlineData("omnishambles -wheeze", "Within the filters of this search: The blogger had it first. From June 2013 on more comments than posts have it: there it passed from the posts to the comments.")]
    public async Task It_is_said_who_had_it_first(string query, string verdict)
    {
        var page = await FirstAsync(query);

        Assert.Equal(verdict, page.QuerySelector(".verdict").Words());
    }

    [Fact]
    public async Task First_post_and_first_comment_are_shown_and_their_use_since()
    {
        var page = await FirstAsync("omnishambles");

        Assert.Equal("First", page.QuerySelector("[aria-labelledby=first-post] .hits h2").Words());
        Assert.Equal("Second", page.QuerySelector("[aria-labelledby=first-comment] .hits h2").Words());
        Assert.Equal(["May 2012: 1 post", "June 2013: 2 comments"], page.QuerySelectorAll(".histogram title").Select(bar => bar.TextContent));
        // The bars are for the eye and the pointer; the list has the same links for everybody.
        Assert.Equal(["May 2012: 1 post", "June 2013: 2 comments"], page.QuerySelectorAll(".in-words a").Select(month => month.Words()));
        Assert.Equal(page.QuerySelectorAll(".histogram a").Select(bar => bar.GetAttribute("href")), page.QuerySelectorAll(".in-words a").Select(month => month.GetAttribute("href")));
        Assert.Contains("mark=omnishambles", page.QuerySelector(".hits h2 a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_comment_is_the_one_that_was_written_first_and_not_the_one_under_the_first_post()
    {
        await using var late = await TestSite.StartAsync(archive => archive.Import(
            TestArchive.Bytes("a", Encoding.UTF8.GetBytes(
                "Sunday 1 April 2012\n\nEarly\n\nNothing.\n\n2 comments:\n\n  1. Pat ConollyMay 3, 2014 at 2:39 AM\n\n    A zebra.\n\n    ReplyDelete\n  2. AnnaApril 2, 2012 at 2:39 AM\n\n    A zebra, first.\n\n    ReplyDelete\n")),
            TestArchive.Dump("b", DumpText.Titled("Later", "2013-06-01", "a zebra") with { Original = "A zebra." })));

        var page = await late.PageAsync("/search/first?q=zebra");

        Assert.Equal("A commenter had it first.", page.QuerySelector(".verdict").Words());
        Assert.Equal("2 April 2012", page.QuerySelector("[aria-labelledby=first-comment] time").Words());
        Assert.Equal(
            ["2012-04-02T02:39", "2013-06-01", "2013-06-01", "2014-05-03T02:39"],
            (await late.Client.GetStringAsync(new Uri("/search/concordance.csv?q=zebra&sort=time", UriKind.Relative), TestContext.Current.CancellationToken))
                .Split('\n').Where(line => line.Contains("zebra", StringComparison.Ordinal) && line[0] != '#').Select(line => Regex.Match(line, @"\d{4}-\d\d-\d\d(T\d\d:\d\d)?").Value));
    }

    [Theory]
    [InlineData("xylophone", "No text has it, as each stands in its newest capture.")]
    [InlineData("omnishambles on:2014", "Nobody said it within the filters of this search.")]
    public async Task What_nobody_said_is_said_to_be_so(string query, string words)
    {
        var page = await FirstAsync(query);

        Assert.StartsWith(words, page.QuerySelector(".notice").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_asked_for_is_not_said_to_be_missing()
    {
        Assert.Equal("First post Posts were not asked for.", (await FirstAsync("omnishambles in:comments")).QuerySelector("[aria-labelledby=first-post]").Words());
        Assert.Equal("First post No post within the filters of this search has it.", (await FirstAsync("omnishambles on:2013")).QuerySelector("[aria-labelledby=first-post]").Words());
    }

    [Fact]
    public async Task A_search_that_was_stopped_says_so_denies_nothing_and_is_not_kept()
    {
        var archive = new TestArchive();
        archive.Import(TestArchive.Dump("a", DumpText.Post([.. Enumerable.Range(0, 5_000).Select(i => $"word{i}")])));
        await using var hasty = await TestSite.StartAsync(archive, add: builder => builder.Services.AddSingleton(services =>
            new ArchiveSearch(services.GetRequiredService<SearchConnections>(), services.GetRequiredService<SignerNames>()) { Time = TimeSpan.Zero }));

        var answer = await hasty.GetAsync("/search/first?q=word*");
        var page = await TestSite.ReadAsync(answer);

        Assert.StartsWith("This search took too long and was stopped", page.QuerySelector(".notice").Words(), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector(".verdict"));
        Assert.Null(page.QuerySelector(".firsts"));
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    private Task<AngleSharp.Html.Dom.IHtmlDocument> FirstAsync(string query) => site.PageAsync($"/search/first?q={Uri.EscapeDataString(query)}");
}
