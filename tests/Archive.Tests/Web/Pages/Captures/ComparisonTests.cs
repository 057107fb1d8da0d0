using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Dom;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Pages.Captures;

/// <summary>What the pages say of a post that was captured more than once.</summary>
public sealed class ComparisonTests
{
    private const string Post = "/probation/2014/02/power-to-people";

    private static readonly DumpPost First = DumpText.Post("It stays the same.", "  It goes away.", "The quay is an old one, they say.", "It moves", "It is removed") with { Original = "The body of the post.\n\nIt ends here." };

    private static readonly DumpPost Second = DumpText.Post("A new one at the top.", "  An answer to it.", "It stays the same.", "  It moves", "The quay is a new one, they say, and longer.", DumpText.Removed) with { Original = "The body of this post.\n\nIt ends here." };

    private static readonly DumpPost Third = Second with { Original = "The body of this post, at last.\n\nIt ends here." };

    public static TheoryData<int, int, int> Orders => new() { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [MemberData(nameof(Orders))]
    public async Task In_whatever_order_captures_come_the_pages_are_the_same(int first, int second, int third)
    {
        await using var expected = await SiteAsync(0, 1, 2);
        await using var site = await SiteAsync(first, second, third);
        var captures = await CapturesAsync(expected);
        string[] pages = [Post, captures[0].To(captures[1]), captures[0].To(captures[2]), captures[1].To(captures[2]), captures[0].Address];

        foreach (var page in pages)
        {
            Assert.Equal(Read(await expected.PageAsync(page)), Read(await site.PageAsync(page)));
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task What_a_later_capture_lacks_is_marked_whenever_the_earlier_came(int first, int second, int third)
    {
        await using var site = await SiteAsync(first, second, third);
        var page = await site.PageAsync(Post);
        var gone = page.QuerySelectorAll(".thread > li > article, .thread article").Distinct().Single(comment => comment.Words().Contains("It goes away.", StringComparison.Ordinal));

        Assert.Contains("1.1", gone.QuerySelector(".number").Words(), StringComparison.Ordinal);
        Assert.Equal("of the capture of 1 January 2017", gone.QuerySelector(".numbered").Words());
        Assert.StartsWith("Last seen in the capture of 1 January 2017", gone.QuerySelector(".state").Words(), StringComparison.Ordinal);
        Assert.Contains("later captures no longer hold it", gone.QuerySelector(".state").Words(), StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll(".numbered"));
    }

    [Fact]
    public async Task No_two_comments_carry_one_number()
    {
        await using var site = await SiteAsync(0, 1, 2);
        var page = await site.PageAsync(Post);
        var numbers = page.QuerySelectorAll(".thread article header").Select(header => $"{header.QuerySelector(".number").Words()} {header.QuerySelector(".numbered")?.Words()}".Trim()).ToList();
        var gone = await OwnAsync(site, "It goes away.");

        Assert.Equal(["1", "1.1", "2", "1.1 of the capture of 1 January 2017", "2.1", "3", "4"], numbers);
        Assert.Equal("Comment 1.1 of the capture of 1 January 2017", (await site.PageAsync(gone)).QuerySelector("h1").Words());
        // On paper the day is that of the capture that holds the comment.
        Assert.EndsWith("Captured 1 January 2017", (await site.PageAsync(gone)).QuerySelector(".on-paper").Words(), StringComparison.Ordinal);
        Assert.EndsWith("Captured 1 January 2019", (await site.PageAsync(Post)).QuerySelector(".on-paper").Words(), StringComparison.Ordinal);
        Assert.Contains("1.1 of the capture of 1 January 2017", (await site.PageAsync($"{gone}/cite")).QuerySelector("main").Words(), StringComparison.Ordinal);
        Assert.Contains("Comment 1.1 of the capture of 1 January 2017", (await site.PageAsync("/search?q=%22goes+away%22")).QuerySelector(".hits").Words(), StringComparison.Ordinal);
        Assert.Contains("Comment 1.1 of the capture of 1 January 2017", (await site.PageAsync("/posts/comments")).QuerySelector("main").Words(), StringComparison.Ordinal);
        Assert.Contains("Comment 1.1 of the capture of 1 January 2017", await site.Client.GetStringAsync(new Uri("/comments.atom", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("1.1 of the capture of 1 January 2017 ·", await site.Client.GetStringAsync(new Uri("/take.txt?blog=probation&month=2014-02&post=power-to-people", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_text_is_compared_word_by_word_with_the_plain_one_beside_it()
    {
        await using var site = await SiteAsync(0, 1, 2);
        var page = await site.PageAsync(Post);
        var edited = page.QuerySelectorAll("details.earlier").Single(text => text.Words().Contains("an old", StringComparison.Ordinal));

        Assert.Equal("Another text, in the capture of 1 January 2017, 00:00 UTC", edited.QuerySelector("summary").Words());
        Assert.Equal("The quay is [-an old-][+a new+] one, they say[+, and longer+].", Marked(edited.QuerySelector(".difference")!));
        Assert.Equal("The quay is an old one, they say.", edited.QuerySelector(".alone .writing").Words());
        Assert.Equal(
            "Struck through stands only in the capture of 1 January 2017, 00:00 UTC, underlined only in the capture of 1 January 2019, 00:00 UTC.",
            edited.QuerySelector(".legend").Words());

        var bodies = page.QuerySelectorAll(".record .earlier .difference").Select(Marked).ToList();
        Assert.Equal(2, bodies.Count);
        Assert.Contains("The body of [-the-][+this+] post[+, at last+].", bodies[1], StringComparison.Ordinal);

        var removed = page.QuerySelectorAll("details.earlier").Single(text => text.Words().Contains("It is removed", StringComparison.Ordinal));
        Assert.Null(removed.QuerySelector(".difference"));
        Assert.Equal("It is removed", removed.QuerySelector(".writing").Words());
    }

    [Fact]
    public async Task A_page_compares_two_captures()
    {
        await using var site = await SiteAsync(0, 1, 2);
        var captures = await CapturesAsync(site);
        var page = await site.PageAsync(captures[0].To(captures[1]));

        Assert.Equal("The body of [-the-][+this+] post.\n\nIt ends here.", Marked(page.QuerySelector("article .difference")!));
        Assert.Equal("2 new, 3 changed, 1 no longer there, 1 the same.", page.QuerySelector("section.comparison > header > p").Words());
        Assert.Equal(
            [
                "1 new in the second A new one at the top.",
                "1.1 new in the second An answer to it.",
                "1.1 of the first no longer in the second It goes away.",
            ],
            page.QuerySelectorAll(".changes > li:is(.new, .gone)").Select(comment => comment.Words()));
        Assert.Contains(page.QuerySelectorAll(".changes > .changed"), comment => comment.Words().StartsWith("2.1 answers another comment now", StringComparison.Ordinal));
        Assert.Contains(page.QuerySelectorAll(".changes > .changed .difference"), text => Marked(text) == "The quay is [-an old-][+a new+] one, they say[+, and longer+].");
        Assert.Contains(page.QuerySelectorAll(".changes > .changed"), comment => comment.QuerySelector(".state")?.Words() == DumpText.Removed && comment.QuerySelector(".difference") is null);
        Assert.NotNull(page.QuerySelector("meta[name=robots][content=noindex]"));
    }

    [Fact]
    public async Task Post_and_captures_lead_to_the_comparison()
    {
        await using var site = await SiteAsync(0, 1, 2);
        var captures = await CapturesAsync(site);
        string[] pairs = [captures[0].To(captures[1]), captures[1].To(captures[2]), captures[0].To(captures[2])];

        Assert.Equal(pairs, (await site.PageAsync(Post)).QuerySelectorAll(".captures a").Select(link => link.GetAttribute("href")!).Where(link => link.Split('/').Length == 8));
        Assert.Equal(pairs[..2], (await site.PageAsync(captures[1].Address)).QuerySelectorAll(".notice a").Select(link => link.GetAttribute("href")!).Where(link => link.Split('/').Length == 8));
        var middle = await site.PageAsync(pairs[0]);
        Assert.Equal(pairs[1], middle.QuerySelector("a[rel=next]")!.GetAttribute("href"));
        Assert.Null(middle.QuerySelector("a[rel=prev]"));
    }

    [Fact]
    public async Task The_earlier_capture_stands_first_in_an_address()
    {
        await using var site = await SiteAsync(0, 1, 2);
        var captures = await CapturesAsync(site);
        using var turned = await site.GetAsync(captures[2].To(captures[0]));
        using var same = await site.GetAsync(captures[1].To(captures[1]));

        Assert.Equal((HttpStatusCode.PermanentRedirect, captures[0].To(captures[2])), (turned.StatusCode, turned.Headers.Location!.ToString()));
        Assert.Equal(captures[1].Address, same.Headers.Location!.ToString());
        foreach (var address in new[] { $"{captures[0].Address}/x", $"{captures[0].To(captures[1])}.2", $"{captures[0].To(captures[1])}?page=2", $"{captures[0].To(captures[1])}?page=0" })
        {
            using var answer = await site.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    // A page of a thread lacks the others because it does not reach them.
    [Fact]
    public async Task What_a_capture_does_not_reach_is_not_said_to_be_gone()
    {
        await using var site = await TestSite.StartAsync(archive =>
        {
            archive.Capture(2017, DumpText.Post("One", "Two", "Three"));
            archive.Import(
                new ImportChoices { Captured = new DateTimeOffset(2018, 1, 1, 0, 0, 0, TimeSpan.Zero) },
                TestArchive.Bytes("2018.txt", Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(DumpText.Of(DumpText.Post("One", "Two"))).Replace("2 comments:", "3 comments:", StringComparison.Ordinal))));
        });
        var captures = await CapturesAsync(site);
        var page = await site.PageAsync(captures[0].To(captures[1]));

        Assert.Null(page.QuerySelector(".changes"));
        Assert.Contains("1 comment stands only in the first, where the second does not reach", page.QuerySelector("section.comparison").Words(), StringComparison.Ordinal);
        Assert.Null((await site.PageAsync(Post)).QuerySelector(".numbered"));
    }

    // Nobody said when it was taken, so that it may be the older.
    [Fact]
    public async Task A_capture_without_a_time_takes_nothing_for_gone_in_silence()
    {
        await using var site = await TestSite.StartAsync(archive =>
        {
            archive.Capture(2017, DumpText.Post("One", "Two", "Three"));
            archive.Import(TestArchive.Dump("later.txt", DumpText.Post("One", "Two")));
        });
        var captures = await CapturesAsync(site);
        var state = (await site.PageAsync(Post)).QuerySelector(".thread .state").Words();

        Assert.Contains("nobody has said when that was taken: it may be older", state, StringComparison.Ordinal);
        Assert.Contains("It may be the older of the two", (await site.PageAsync(captures[0].To(captures[1]))).QuerySelector("article header .state").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markup_is_compared_as_it_is_read()
    {
        await using var site = await TestSite.StartAsync(archive =>
        {
            archive.Capture(2017, DumpText.Post("The one who goes.", "They wrote <b onclick=x>One</b> & <script>alert(1)</script> there", "The one who stays."));
            archive.Capture(2018, DumpText.Post("The one who goes.", "They wrote <i onclick=x>One</i> & <script>alert(2)</script> there", "The one who stays."));
        });
        var page = await site.PageAsync(Post);

        Assert.Empty(page.QuerySelectorAll(TestSite.StrangeScript));
        Assert.Equal("They wrote <[-b-][+i+] onclick=x>One</[-b-][+i+]> & <script>alert([-1-][+2+])</script> there", Marked(page.QuerySelector(".thread .difference")!));
    }

    [Fact]
    public async Task Texts_of_a_megabyte_are_shown_side_by_side_at_once()
    {
        var long1 = string.Join(' ', Enumerable.Range(0, 150_000).Select(i => $"a{i % 999}"));
        var long2 = $"{long1[..^1_000]} and another end";
        await using var site = await TestSite.StartAsync(archive =>
        {
            archive.Capture(2017, DumpText.Post("The first of them stays as it was.", "The second one does, too.", "And the third.") with { Original = long1 });
            archive.Capture(2018, DumpText.Post("The first of them stays as it was.", "The second one does, too.", "And the third.") with { Original = long2 });
        });
        var captures = await CapturesAsync(site);
        var time = System.Diagnostics.Stopwatch.StartNew();
        var page = await site.PageAsync(captures[0].To(captures[1]));
        var post = await site.PageAsync(Post);

        Assert.Contains("too long to be compared word by word", page.QuerySelector("article").Words(), StringComparison.Ordinal);
        Assert.Equal(2, page.QuerySelectorAll("article.post > .writing").Length);
        Assert.Equal(captures[0].To(captures[1]), post.QuerySelector(".record .earlier a")!.GetAttribute("href"));
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(20), $"{time.Elapsed}");
    }

    // Six texts of 700,000 characters are more than a page has room for, five are not. The first and the last say something else in the later capture.
    [Fact]
    public async Task Of_texts_that_no_page_holds_the_beginnings_are_shown_and_compared()
    {
        string[] before = [.. Enumerable.Range(1, 8).Select(i => string.Concat(Enumerable.Repeat($"word {i} of a long text of nobody\n", 22_000)) + "the end of it")];
        string[] after = [$"another beginning\n{before[0]}", .. before[1..7], $"another beginning\n{before[7]}"];
        await using var site = await TestSite.StartAsync(archive =>
        {
            archive.Capture(2017, DumpText.Post(before));
            archive.Capture(2018, DumpText.Post(after));
        });
        var captures = await CapturesAsync(site);
        foreach (var (capture, texts) in captures.Zip([before, after]))
        {
            var page = await site.PageAsync(capture.Address);
            var shown = page.QuerySelectorAll(".as-captured .writing").Select(text => text.Words()).ToList();

            Assert.Equal(8, shown.Count);
            Assert.All(shown.Zip(texts), pair => Assert.StartsWith(pair.First[..1_900], string.Join(' ', pair.Second.Split('\n')), StringComparison.Ordinal));
            Assert.All(shown[..5], text => Assert.EndsWith("the end of it", text, StringComparison.Ordinal));
            Assert.All(shown[5..], text => Assert.InRange(text.Length, 1_900, PageRoom.MaxCut));
            Assert.All(shown[5..].Zip(texts[5..]), pair => Assert.Equal(' ', string.Join(' ', pair.Second.Split('\n'))[pair.First.Length]));
            var whole = page.QuerySelectorAll(".as-captured .state a").Select(link => link.GetAttribute("href")!).ToList();
            Assert.Equal(3, whole.Count);
            var line = int.Parse(whole[0].Split("#L")[1], CultureInfo.InvariantCulture);
            Assert.Contains($"word 6 of", (await site.PageAsync(whole[0].Split('#')[0])).QuerySelector($"#L{line}").Words(), StringComparison.Ordinal);
        }

        var compared = await site.PageAsync(captures[0].To(captures[1]));
        Assert.Equal(2, compared.QuerySelectorAll(".changes .state").Count(state => state.Words().StartsWith("Too long to be compared here. It begins: another beginning", StringComparison.Ordinal)));
    }

    private static Task<TestSite> SiteAsync(params int[] order) => TestSite.StartAsync(archive =>
    {
        foreach (var i in order)
        {
            archive.Capture(2017 + i, new[] { First, Second, Third }[i]);
        }
    });

    private static async Task<IReadOnlyList<TakenCapture>> CapturesAsync(TestSite site)
    {
        await using var db = site.Archive.Read();
        return await TakenCapture.OfAsync(db, db.Posts.Single().Id, Post, TestContext.Current.CancellationToken);
    }

    private static async Task<string> OwnAsync(TestSite site, string text)
    {
        await using var db = site.Archive.Read();
        return PostAddress.Own(Post, db.Comments.Single(comment => comment.Text == text).Key);
    }

    // Without what only says when something came.
    private static string Read(IDocument page)
    {
        var main = page.QuerySelector("main")!;
        foreach (var item in main.QuerySelectorAll("[data-n]"))
        {
            item.RemoveAttribute("data-n");
        }

        return main.InnerHtml.Replace(page.QuerySelector("link[rel=canonical]")!.GetAttribute("href")!.Split("/probation")[0], "", StringComparison.Ordinal);
    }

    private static string Marked(IElement text) => string.Concat(text.ChildNodes.Select(node => node switch
    {
        IElement { LocalName: "del" } gone => $"[-{Words(gone)}-]",
        IElement { LocalName: "ins" } come => $"[+{Words(come)}+]",
        _ => node.TextContent,
    }));

    private static string Words(IElement run) => string.Concat(run.ChildNodes.Where(node => node is not IElement { ClassName: "unseen" }).Select(node => node.TextContent));
}
