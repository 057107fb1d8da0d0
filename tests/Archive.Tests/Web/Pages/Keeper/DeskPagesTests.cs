using System.Net;
using Archive.Tests.Storage;
using Archive.Tests.Web.Hosting.Access;

namespace Archive.Tests.Web.Pages.Keeper;

public sealed class DeskPagesTests
{
    [Fact]
    public void Every_kind_of_entry_has_words_in_the_log() => Assert.All(EntryDetail.AllKinds, kind => Assert.NotEqual(kind, LogModel.InWords(kind)));

    [Fact]
    public async Task The_desk_says_what_the_archive_holds_and_what_waits()
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        kept.Site.Archive.Import(TestArchive.Bytes("refused.txt", "not a dump at all"u8.ToArray()));
        await CountedAsync(kept);

        var desk = await ada.PageAsync("/keeper");
        Assert.Contains("1 blog, 1 post, 2 comments, of 1 dump", desk.QuerySelector("main").Words(), StringComparison.Ordinal);
        Assert.Contains(kept.Site.Archive.File.Seal().Seal, desk.QuerySelector("main").Words(), StringComparison.Ordinal);
        Assert.Equal("/keeper/problems#refused", desk.QuerySelector("#waiting + ul a")!.GetAttribute("href"));
        Assert.Equal("/keeper/imports/2", desk.QuerySelector("#imports + ul a")!.GetAttribute("href"));
        Assert.Equal("/keeper", desk.QuerySelector("nav.keepers [aria-current='page']")!.GetAttribute("href"));

        var asked = await ada.FillInAsync("/keeper", ("job", "verify"));
        Assert.Equal("/keeper/jobs/1", asked.Headers.Location!.ToString());
        Assert.Equal("Verifying the archive", (await ada.PageAsync("/keeper")).QuerySelector("#running + ul a").Words());
        Assert.Equal(HttpStatusCode.BadRequest, (await ada.FillInAsync("/keeper", ("job", "import"))).StatusCode);
        Assert.Contains("refused.txt", (await ada.PageAsync("/keeper/problems")).QuerySelector("#refused").Words() + (await ada.PageAsync("/keeper/problems")).QuerySelector("main").Words(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync("/keeper/problems?page=2")).StatusCode);
    }

    [Fact]
    public async Task A_post_that_its_dump_counted_otherwise_is_listed()
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        kept.Site.Archive.Execute("UPDATE posts SET declared_comments = 7");
        await CountedAsync(kept);

        var problems = await ada.PageAsync("/keeper/problems");

        Assert.Equal("1 post counted otherwise", problems.QuerySelector("#counted").Words());
        Assert.Contains("7 counted there, 2 here", problems.QuerySelector("main").Words(), StringComparison.Ordinal);
        Assert.Contains("SCAN posts USING INDEX posts_counted_otherwise", Plan(kept), StringComparison.Ordinal);
    }

    // No keeper needs a terminal for it.
    [Theory]
    [InlineData("same", 1)]
    [InlineData("different", 2)]
    public async Task Of_posts_in_doubt_a_keeper_says_whether_they_are_one(string verdict, int posts)
    {
        const string Body = "A body that is long enough to be known again by anybody who reads it, with a sentence more.";
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        kept.Site.Archive.Import(
            TestArchive.Dump("one.txt", DumpText.Titled("The mill", "2015-03-04", "A comment of some length, which both have.", "Second.") with { Original = Body }),
            TestArchive.Dump("other.txt", DumpText.Titled("The mill", "2015-03-05", "A comment of some length, which both have.", "Third.") with { Original = $"{Body} Edited." }));
        var form = (await ada.PageAsync("/keeper/problems")).QuerySelector("#doubts ~ ul form")!;
        var pair = new[] { "one", "other" }.Select(name => (name, form.QuerySelector($"[name={name}]")!.GetAttribute("value")!)).ToArray();

        Assert.Equal(HttpStatusCode.BadRequest, (await ada.FillInAsync("/keeper/problems", [.. pair])).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await ada.FillInAsync("/keeper/problems", ("one", "/probation/2015/03/none"), pair[1], ("verdict", verdict))).StatusCode);
        var answer = await ada.FillInAsync("/keeper/problems", [.. pair, ("verdict", verdict)]);

        Assert.Equal("/keeper/problems#doubts", answer.Headers.Location!.ToString());
        Assert.Equal("No pairs of posts in doubt", (await ada.PageAsync("/keeper/problems")).QuerySelector("#doubts").Words());
        using var db = kept.Site.Archive.Read();
        Assert.Equal(posts, db.Posts.Count(post => post.Month == "2015-03"));
    }

    [Fact]
    public async Task The_log_is_read_from_its_end_by_entry_and_by_kind()
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        var keeper = new Archive.Storage.Keeping.Keeper(kept.Site.Archive.File, kept.Clock, "Ben");
        for (var i = 0; i < 60; i++)
        {
            keeper.Describe(new BlogDescription("probation", $"Title {i}"));
        }

        keeper.Undo(1);
        var first = await ada.PageAsync("/keeper/log");
        Assert.Equal(50, first.QuerySelectorAll(".log li").Length);
        Assert.Contains("Ben import 1 is undone Import 1", first.QuerySelector(".log li").Words(), StringComparison.Ordinal);
        Assert.Equal("/keeper/imports/1", first.QuerySelector(".log li a")!.GetAttribute("href"));
        var next = await ada.PageAsync(first.QuerySelector(".pager a[rel='next']")!.GetAttribute("href")!);
        Assert.Equal("1", next.QuerySelectorAll(".log li")[^1].GetAttribute("value"));
        Assert.Null(next.QuerySelector(".pager a[rel='next']"));
        // What it speaks of is led to where it is there: the source is undone.
        Assert.Equal(65, first.QuerySelectorAll(".log li").Length + next.QuerySelectorAll(".log li").Length);
        Assert.DoesNotContain("/sources/", next.QuerySelector(".log")!.InnerHtml, StringComparison.Ordinal);

        Assert.Equal(
            [
                "all", "blogs described", "dumps kept", "imports", "taken back", "brought back", "blogs renamed", "blogs merged", "blogs removed", "earlier addresses", "posts joined",
                "posts kept as two", "comments kept as two", "comments no longer kept as two", "order of blogs", "settings decided",
            ],
            first.QuerySelectorAll(".kinds a").Select(kind => kind.TextContent));
        Assert.Single((await ada.PageAsync("/keeper/log?kind=source")).QuerySelectorAll(".log li"));
        Assert.Empty((await ada.PageAsync("/keeper/log?kind=merge")).QuerySelectorAll(".log li"));
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync("/keeper/log?kind=nothing")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync("/keeper/log?before=0")).StatusCode);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_was_said_of_two_posts_is_taken_back_in_the_log(int blogs)
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        var archive = kept.Site.Archive;
        DumpFile[] dumps = [TestArchive.Dump("mill.txt", DumpText.Titled("The mill", "2013-05-01", "one")), TestArchive.Dump("ferry.txt", DumpText.Titled("The ferry", "2013-05-02", "two"))];
        archive.Import(dumps);
        long[] captures = [.. Captures("The mill"), .. Captures("The ferry")];
        if (blogs > 1)
        {
            // What is said of bytes holds in each blog that has them.
            archive.Import([.. dumps.Select(dump => dump with { Blog = new BlogDescription("other", "Another") })]);
        }

        new Archive.Storage.Keeping.Keeper(archive.File, kept.Clock, "Ben").Join(captures[0], captures[1]);
        Assert.Empty(Captures("The mill"));

        // What two posts are called in the log is what they are called on the page that hears of them.
        Assert.Equal("Say that they are two posts", await TakeBackAsync(ada));
        Assert.Equal(blogs, Captures("The mill").Length);
        Assert.Equal("Say that they are one post", await TakeBackAsync(ada));
        Assert.Empty(Captures("The mill"));
        // Of one pair only the last word can be taken back.
        Assert.All((await ada.PageAsync("/keeper/log")).QuerySelectorAll(".log form button"), button => Assert.Equal("Say that they are two posts", button.Words()));
        Assert.Empty((await ada.PageAsync("/keeper/log?kind=different")).QuerySelectorAll(".log form"));
        Assert.True(archive.Verify().Sound);

        long[] Captures(string title)
        {
            using var db = archive.Read();
            return [.. db.Captures.Where(capture => db.Posts.Any(post => post.Id == capture.PostId && post.Title == title)).Select(capture => capture.Id)];
        }
    }

    [Fact]
    public async Task Comments_that_are_kept_apart_are_let_together_in_the_log()
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        var archive = kept.Site.Archive;
        DumpFile[] dumps = [TestArchive.Dump("one.txt", DumpText.Titled("The mill", "2013-05-01", "Thanks!")), TestArchive.Dump("two.txt", DumpText.Titled("The mill", "2013-05-01", "Thanks!", "More."))];
        archive.Import(dumps);
        string[] hashes = [.. dumps.Select(dump => Archive.Tests.Storage.Histories.SlowFold.Sha256(dump.Read()))];
        new Archive.Storage.Keeping.Keeper(archive.File, kept.Clock, "Ben").KeepApart(new CommentName(hashes[0], 0, 0), new CommentName(hashes[1], 0, 0));
        Assert.Equal(3, Comments());

        Assert.Equal("No longer keep them as two", await TakeBackAsync(ada));
        Assert.Equal(2, Comments());
        Assert.Contains("are no longer kept as two comments", (await ada.PageAsync("/keeper/log")).QuerySelector(".log li .what").Words(), StringComparison.Ordinal);
        Assert.Equal("Keep them as two again", await TakeBackAsync(ada));
        Assert.Equal(3, Comments());
        Assert.Equal("No longer keep them as two", await TakeBackAsync(ada));
        Assert.Empty((await ada.PageAsync("/keeper/log?kind=apart")).QuerySelectorAll(".log form"));
        Assert.Equal(HttpStatusCode.BadRequest, (await ada.PostAsync(LogModel.Address, [("entry", "1"), .. await SecretAsync()])).StatusCode);
        Assert.True(archive.Verify().Sound);

        async Task<IEnumerable<(string, string)>> SecretAsync() =>
            (await ada.PageAsync("/keeper/log")).QuerySelector(".log li form")!.QuerySelectorAll("input").Select(field => (field.GetAttribute("name")!, field.GetAttribute("value")!));

        int Comments() => (int)archive.Count("SELECT count(*) FROM comments WHERE post_id = (SELECT id FROM posts WHERE title = 'The mill')");
    }

    [Fact]
    public async Task Strangers_pages_know_nothing_of_the_desk()
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        await ada.GetAsync("/probation");

        var stranger = await kept.Site.PageAsync("/probation");
        var signIn = await kept.Site.PageAsync("/keeper/sign-in");

        Assert.Empty(stranger.QuerySelectorAll("a[href^='/keeper']"));
        Assert.Null(signIn.QuerySelector("nav.keepers"));
        Assert.Single((await ada.PageAsync("/probation")).QuerySelectorAll("a[href='/keeper']"));
    }

    private static async Task CountedAsync(KeptSite kept)
    {
        ArchiveCounts? counts = null;
        for (var tries = 0; counts?.Generation != kept.Site.Archive.File.Generation() && tries < 50; tries++)
        {
            counts = await kept.Site.Part<WaitingProblems>().CountAsync(CancellationToken.None);
        }
    }

    private static string Plan(KeptSite kept)
    {
        using var connection = kept.Site.Archive.Open();
        return string.Join('\n', TestArchive.Read(connection, "EXPLAIN QUERY PLAN SELECT count(*) FROM (SELECT * FROM posts INDEXED BY posts_counted_otherwise WHERE declared_comments <> comment_count)", row => row.GetString(3)));
    }

    // The newest of what the log offers to take back; gives the words of its button.
    private static async Task<string> TakeBackAsync(KeeperBrowser keeper)
    {
        var form = (await keeper.PageAsync("/keeper/log")).QuerySelector(".log li form")!;
        var answer = await keeper.PostAsync(form.GetAttribute("action")!, form.QuerySelectorAll("input, button").Select(field => (field.GetAttribute("name")!, field.GetAttribute("value")!)));
        Assert.Equal(LogModel.Address, answer.Headers.Location!.ToString());
        return form.QuerySelector("button").Words();
    }
}
