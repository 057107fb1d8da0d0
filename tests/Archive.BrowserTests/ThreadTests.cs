using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

public class ThreadTests(SiteInBrowser site)
{
    [Theory]
    [InlineData(390, 2)]
    [InlineData(820, 3)]
    [InlineData(1440, 4)]
    public async Task A_thread_is_set_in_as_far_as_the_width_allows_and_deeper_comments_say_what_they_answer(int width, int levels)
    {
        await using var visit = await VisitAsync(width, scripts: false);
        await visit.GoAsync(SitePages.Branches);

        var places = await visit.Page.EvaluateAsync<int[][]>(
            """
            () => [...document.querySelectorAll('.thread > li')].map(item => [
                [...document.querySelectorAll('.thread > li')].filter(other => other !== item && other.contains(item)).length,
                Math.round(item.querySelector('.writing').getBoundingClientRect().left),
                +!!item.querySelector(':scope > .branch > article > header .answers')?.checkVisibility(),
            ])
            """);

        var branching = places.Take(14).ToList();
        Assert.Equal(levels + 1, branching.Select(place => place[1]).Distinct().Count());
        Assert.All(branching, place => Assert.Equal(place[0] > levels, place[2] == 1));
        // The conversation of two beside it stays where its second turn stands.
        Assert.Equal(2, places.Skip(14).Select(place => place[1]).Distinct().Count());
        Assert.All(places.Skip(16).Take(3), place => Assert.Equal(1, place[2]));
    }

    [Theory]
    [InlineData(390, true)]
    [InlineData(820, false)]
    [InlineData(1440, false)]
    public async Task One_gesture_folds_a_comment_with_all_below_it_and_says_how_many_it_hides(int width, bool scripts)
    {
        await using var visit = await VisitAsync(width, scripts);
        await visit.GoAsync(SitePages.Branches);
        var first = visit.Page.Locator(".thread > li").First;
        var text = first.Locator(".writing").First;
        var reply = first.Locator("ol .writing").First;
        var head = first.Locator("> .branch > summary");

        await head.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(text).ToBeHiddenAsync();
        await Assertions.Expect(reply).ToBeHiddenAsync();
        await Assertions.Expect(head).ToContainTextAsync("1 · 13 replies");
        await Assertions.Expect(head).ToBeInViewportAsync();

        await head.ClickAsync();
        await Assertions.Expect(reply).ToBeVisibleAsync();
        var box = (await head.BoundingBoxAsync())!;
        Assert.True(box is { Width: >= 44, Height: >= 44 }, $"{box.Width} × {box.Height}");
        visit.HadNoComplaints();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1440)]
    public async Task Orders_are_plain_links_and_lose_nobody(int width)
    {
        await using var visit = await VisitAsync(width, scripts: false);
        await visit.GoAsync(SitePages.Post);
        var nested = await NumbersAsync(visit);

        await visit.Page.GetByRole(AriaRole.Navigation, new() { Name = "Order of the comments" }).GetByRole(AriaRole.Link, new() { Name = "as printed" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator(".orders [aria-current]")).ToHaveTextAsync("as printed");
        await Assertions.Expect(visit.Page.Locator(".thread .number")).ToHaveCountAsync(nested.Count);
        Assert.Equal(nested, await NumbersAsync(visit));
        await Assertions.Expect(visit.Page.Locator(".thread .thread")).ToHaveCountAsync(0);
        await new Reader(visit.Page).Article("8.1").Locator("a.answers").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("li:target .number").First).ToHaveTextAsync("8");
    }

    [Fact]
    public async Task A_bar_of_the_shape_leads_to_its_comment_without_a_script()
    {
        await using var visit = await VisitAsync(1440, scripts: false);
        await visit.GoAsync(SitePages.Post);
        var bars = visit.Page.Locator(".shape a");
        await Assertions.Expect(bars).ToHaveCountAsync(38);

        await bars.Nth(11).ClickAsync(new() { Force = true });

        await Assertions.Expect(visit.Page.Locator("li:target")).ToBeInViewportAsync();
        await Assertions.Expect(visit.Page.Locator("li:target .number").First).ToHaveTextAsync(await visit.Page.Locator(".thread .number").Nth(11).InnerTextAsync());
        await Assertions.Expect(visit.Page.Locator(".shape p")).ToContainTextAsync("18 comments at the top, 5 of them answered");
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1440)]
    public async Task A_comments_own_page_has_what_it_answers_and_what_answers_it_and_leads_back(int width)
    {
        await using var visit = await VisitAsync(width, scripts: false);
        await visit.GoAsync(SitePages.Branches);
        var third = visit.Page.Locator(".thread > li").Nth(2);
        await third.Locator(".menu > summary").First.ClickAsync();
        await third.GetByRole(AriaRole.Link, new() { Name = "permalink" }).First.ClickAsync();

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Comment 1.1.1");
        await Assertions.Expect(visit.Page.Locator(".above .number")).ToHaveCountAsync(2);
        Assert.Equal(["1", "1.1"], (await visit.Page.Locator(".above .number").AllInnerTextsAsync()).Order());
        await Assertions.Expect(visit.Page.Locator(".above + .part + .thread .number")).ToHaveCountAsync(10);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "see in thread" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("li:target .number").First).ToHaveTextAsync("1.1.1");
        await Assertions.Expect(visit.Page.Locator("li:target article").First).ToBeInViewportAsync();
    }

    [Fact]
    public async Task A_branch_that_is_too_long_goes_on_at_its_own_address()
    {
        await using var visit = await VisitAsync(390, scripts: false);
        await visit.GoAsync(SitePages.LongBranch);

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Continue this branch: 31 more replies below 1" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator(".thread .number").Last).ToHaveTextAsync("1.230");
    }

    [Fact]
    public async Task A_name_leads_to_all_that_is_signed_so()
    {
        await using var visit = await VisitAsync(390, scripts: false);
        await visit.GoAsync(SitePages.Post);

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Andrew Hatton" }).First.ClickAsync();

        await Assertions.Expect(visit.Page.Locator(".hits > li")).ToHaveCountAsync(8);
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("Anyone could type a name under a comment");
    }

    [Fact]
    public async Task What_a_stranger_turned_round_ends_with_its_comment()
    {
        await using var visit = await VisitAsync(1440, scripts: true);
        await visit.GoAsync(SitePages.Hostile);

        Assert.Equal("rtl", await DirectionAsync(visit, "שלום"));
        Assert.Equal("ltr", await DirectionAsync(visit, "quoted by a mark"));
        Assert.Equal(
            "ltr", await visit.Page.Locator(".thread header").First.EvaluateAsync<string>("header => getComputedStyle(header).direction"));
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task By_keyboard_alone_every_stop_is_seen()
    {
        const int Stops = 40;
        await using var visit = await VisitAsync(1440, scripts: false);
        await visit.GoAsync(SitePages.Branches);
        var seen = new List<string>();
        for (var stop = 0; stop < Stops; stop++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            var focus = await visit.Page.EvaluateAsync<string[]>(
                """
                () => {
                    const at = document.activeElement, box = at.getBoundingClientRect();
                    const style = getComputedStyle(at);
                    const isSeen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.bottom > 0 && box.top < innerHeight && box.width > 1;
                    return [`${at.tagName} ${at.textContent.trim()}`, String(isSeen)];
                }
                """);
            Assert.True(focus[1] == "true", $"{focus[0]} has the focus and is not seen to have it");
            seen.Add(focus[0]);
        }

        Assert.Equal("A Skip to the text", seen[0]);
        Assert.Equal("A Skip to the comments", seen[1]);
        Assert.Contains("SUMMARY 1 · 13 replies", seen);
        Assert.Contains("SUMMARY Links of comment 1", seen);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task With_the_readers_own_colours_nothing_is_lost(ColorScheme scheme)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions
        {
            ForcedColors = ForcedColors.Active,
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        await visit.GoAsync(SitePages.Post + "?mark=omnishambles");

        var strokes = await visit.Page.EvaluateAsync<string[]>(
            "() => [getComputedStyle(document.querySelector('.shape svg')).stroke, getComputedStyle(document.body).color, getComputedStyle(document.querySelector('mark')).backgroundColor, getComputedStyle(document.body).backgroundColor]");

        Assert.Equal(strokes[1], strokes[0]);
        Assert.NotEqual(strokes[3], strokes[2]);
        await visit.AssertAccessibleAsync();
    }

    private Task<Visit> VisitAsync(int width, bool scripts) => site.VisitAsync(new BrowserNewContextOptions
    {
        JavaScriptEnabled = scripts,
        ViewportSize = new ViewportSize { Width = width, Height = 900 },
    });

    private static async Task<IReadOnlyList<string>> NumbersAsync(Visit visit) => await visit.Page.Locator(".thread .number").AllInnerTextsAsync();

    // As the browser finds it from the text itself.
    private static Task<string> DirectionAsync(Visit visit, string text) =>
        visit.Page.Locator(".thread .writing", new() { HasText = text }).First.EvaluateAsync<string>("writing => getComputedStyle(writing).direction");
}
