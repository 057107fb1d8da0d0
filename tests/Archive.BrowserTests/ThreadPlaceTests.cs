using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

/// <summary>Long threads on an archive of years: where one is, the ways about, and how much of the height the texts have.</summary>
public sealed class ThreadPlaceTests(SiteInBrowser browser, MadeSite made)
{
    private const int Phone = 390, Tablet = 820, Desk = 1440;

    public static TheoryData<bool, int> Readers => new() { { true, Phone }, { true, Tablet }, { true, Desk }, { false, Phone }, { false, Tablet }, { false, Desk } };

    // A name over each text takes a line; the dumps that people bring mostly have none.
    [Theory]
    [InlineData(Phone, 0.80, 0.77)]
    [InlineData(Desk, 0.85, 0.77)]
    public async Task The_texts_have_most_of_a_threads_height(int width, double unnamed, double named)
    {
        await using var visit = await VisitAsync(true, width);

        var shares = new List<(string Address, double Share, double Least)>();
        foreach (var (address, least) in new[]
        {
            (browser.Address + SitePages.Post[1..], unnamed), (await made.ThreadAsync(MadeSite.Blog, 30), unnamed), (await made.ThreadAsync(MadeSite.NamedBlog, 30), named),
        })
        {
            await visit.GoAsync(address);
            shares.Add((address, await visit.Page.EvaluateAsync<double>(
                """
                () => [...document.querySelectorAll('.thread .said')].reduce((sum, text) => sum + text.getBoundingClientRect().height, 0)
                    / document.querySelector('.comments > .thread').getBoundingClientRect().height
                """), least));
        }

        Assert.True(shares.TrueForAll(share => share.Share >= share.Least), string.Join('\n', shares));
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task To_comment_412_of_2000_in_three_steps(bool scripts, int width)
    {
        var address = await made.LongestAsync();
        await using var db = await made.ReadAsync();
        var key = db.Comments.Where(comment => comment.Position == 411).Join(db.Posts, comment => comment.PostId, post => post.Id, (comment, post) => new { comment.Key, post.CommentCount })
            .Single(one => one.CommentCount == 2_000).Key;
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync(address);
        var steps = new Steps(visit.Page);

        await steps.ClickAsync(visit.Page.Locator("nav.where .branches > summary"));
        await steps.FillAsync(visit.Page.GetByLabel("Go to comment"), "#412");
        await steps.PressAsync(visit.Page.GetByLabel("Go to comment"), "Enter");

        await Assertions.Expect(visit.Page.Locator($"#c{key} article").First).ToBeInViewportAsync();
        Assert.Equal(3, steps.Count);
        await AssertBelowTheLineAsync(visit, $"#c{key}");
        if (scripts)
        {
            await Assertions.Expect(visit.Page.Locator("nav.where .at")).ToHaveTextAsync("412 of 2,000");
        }

        visit.HadNoComplaints();
    }

    [Fact]
    public async Task A_number_that_no_comment_has_is_said_on_the_thread()
    {
        await using var visit = await VisitAsync(false, Phone);
        await visit.GoAsync(await made.LongestAsync() + "?to=99999");

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no comment 99999 in this thread");
        Assert.EndsWith("#comments", await visit.Page.Locator("form.to").GetAttributeAsync("action"), StringComparison.Ordinal);
        await Assertions.Expect(visit.Page.Locator(".thread > li").First).ToBeVisibleAsync();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task A_long_thread_has_its_branches_and_its_pages_at_hand(bool scripts, int width)
    {
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync(await made.LongestAsync());
        var steps = new Steps(visit.Page);

        await steps.ClickAsync(visit.Page.Locator("nav.where .branches > summary"));
        var eleven = visit.Page.Locator("nav.where .branches li a").Nth(10);
        Assert.StartsWith("11", (await eleven.InnerTextAsync()).Trim(), StringComparison.Ordinal);
        var id = (await eleven.GetAttributeAsync("href"))!;
        await steps.ClickAsync(eleven);

        await Assertions.Expect(visit.Page.Locator($"{id} article").First).ToBeInViewportAsync();
        await AssertBelowTheLineAsync(visit, id);
        Assert.Equal(2, steps.Count);
        foreach (var pages in await visit.Page.Locator(".pager").AllAsync())
        {
            await Assertions.Expect(pages.Locator("[aria-current=page]")).ToContainTextAsync("1–");
            await Assertions.Expect(pages.GetByRole(AriaRole.Link).Filter(new() { HasText = "–2,000" })).ToHaveCountAsync(1);
        }

        await Assertions.Expect(visit.Page.Locator(".pager")).ToHaveCountAsync(2);
        await visit.Page.Locator(".pager").First.GetByRole(AriaRole.Link).Filter(new() { HasText = "–2,000" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".pager").Last.Locator("[aria-current=page]")).ToContainTextAsync("–2,000");
        visit.HadNoComplaints();
    }

    [Theory]
    [InlineData(Phone)]
    [InlineData(Tablet)]
    [InlineData(Desk)]
    public async Task The_line_that_stays_counts_and_steps_from_branch_to_branch(int width)
    {
        await using var visit = await VisitAsync(true, width);
        await visit.GoAsync(await made.LongestAsync());
        var at = visit.Page.Locator("nav.where .at");
        await Assertions.Expect(at).ToHaveTextAsync("2,000 comments");
        var reply = visit.Page.Locator(".comments > .thread > li:has(ol)").First.Locator("ol li article").First;
        await reply.EvaluateAsync("article => { article.scrollIntoView(); scrollBy(0, 30); }");
        var (place, branch) = (await PlaceAsync(reply), await PlaceAsync(visit.Page.Locator(".comments > .thread > li:has(ol) > .branch > article").First));
        await Assertions.Expect(at).ToHaveTextAsync($"{place} of 2,000");

        await visit.Page.Locator("nav.where .previous").ClickAsync();
        await Assertions.Expect(at).ToHaveTextAsync($"{branch} of 2,000");
        var next = visit.Page.Locator(".comments > .thread > li:has(ol) + li").First;
        await visit.Page.Locator("nav.where .next").ClickAsync();
        await Assertions.Expect(next.Locator("> .branch > article")).ToBeFocusedAsync();
        await AssertBelowTheLineAsync(visit, "#" + await next.GetAttributeAsync("id"));

        await visit.Page.Locator("nav.where .up").ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeInViewportAsync();
        visit.HadNoComplaints();
    }

    [Theory]
    [InlineData(Phone)]
    [InlineData(Desk)]
    public async Task The_way_to_the_next_branch_never_sticks_and_the_way_back_leads_back(int width)
    {
        await using var visit = await VisitAsync(true, width);
        await visit.GoAsync(await made.LongestAsync());
        var at = visit.Page.Locator("nav.where .at");
        await visit.Page.Locator(".comments > .thread > li").Nth(10).EvaluateAsync("item => { item.scrollIntoView(); }");
        var branches = await visit.Page.Locator(".comments > .thread > li").EvaluateAllAsync<string[]>("items => items.map(item => item.id)");

        for (var branch = 11; branch < 17; branch++)
        {
            await visit.Page.Locator("nav.where .next").ClickAsync();
            await Assertions.Expect(visit.Page.Locator($"#{branches[branch]} > .branch > article")).ToBeFocusedAsync();
        }

        var place = await at.InnerTextAsync();
        await visit.Page.Locator("nav.where .branches > summary").ClickAsync();
        await visit.Page.Locator("nav.where .branches li a").Nth(30).ClickAsync();
        await Assertions.Expect(visit.Page.Locator($"#{branches[30]} > .branch > article")).ToBeFocusedAsync();
        await visit.Page.GoBackAsync();
        await Assertions.Expect(at).ToHaveTextAsync(place);
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task Escape_and_leaving_close_what_was_opened_and_a_menu_at_the_lower_edge_opens_upward()
    {
        await using var visit = await VisitAsync(true, Desk);
        await visit.GoAsync(await made.LongestAsync());
        var list = visit.Page.Locator("nav.where .branches");
        await list.Locator("summary").ClickAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(list).Not.ToHaveAttributeAsync("open", "");
        await Assertions.Expect(list.Locator("summary")).ToBeFocusedAsync();

        var menu = visit.Page.Locator(".thread .menu").Nth(20);
        await menu.EvaluateAsync("menu => { scrollTo(0, scrollY + menu.getBoundingClientRect().bottom - innerHeight + 10); }");
        await menu.Locator("summary").ClickAsync();
        var box = (await menu.Locator("ul").BoundingBoxAsync())!;
        Assert.True(box.Y + box.Height <= 900, $"{box.Y} + {box.Height}");
        await visit.Page.Locator("nav.where .up").FocusAsync();
        await Assertions.Expect(menu.Locator("ul")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task On_a_comments_own_page_places_are_those_of_the_thread()
    {
        await using var visit = await VisitAsync(true, Desk);
        await using var db = await made.ReadAsync();
        var address = await made.DeepestAsync();
        var comment = db.Comments.Where(comment => comment.Depth == 99).OrderBy(comment => comment.Id).First();
        await visit.GoAsync($"{address}/{comment.Key}?above=all#c{comment.Key}");

        await Assertions.Expect(visit.Page.Locator("nav.where .at")).ToHaveTextAsync($"{comment.Position + 1} of 140");
        await Assertions.Expect(visit.Page.Locator($"#c{comment.Key} .number").First).ToHaveTextAsync($"#{comment.Position + 1}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task On_a_phone_fold_a_branch_go_to_the_next_and_back_to_the_top(bool scripts)
    {
        await using var visit = await VisitAsync(scripts, Phone);
        await visit.GoAsync(await made.LongestAsync() + "#comments");
        var steps = new Steps(visit.Page);
        var branch = visit.Page.Locator(".comments > .thread > li:has(ol)").First;
        var next = visit.Page.Locator(".comments > .thread > li:has(ol) + li").First;

        await steps.ClickAsync(branch.Locator("> .branch > summary"));
        await Assertions.Expect(branch.Locator("article").First).ToBeHiddenAsync();
        await Assertions.Expect(branch.Locator("> .branch > summary")).ToBeInViewportAsync();
        await Assertions.Expect(branch.Locator("> .branch > summary")).ToContainTextAsync("repl");
        if (scripts)
        {
            await steps.ClickAsync(visit.Page.Locator("nav.where .next"));
        }

        // Folded, nothing is between it and the next; without scripts that is how one comes there.
        await Assertions.Expect(next.Locator("article").First).ToBeInViewportAsync();
        await steps.ClickAsync(visit.Page.Locator("nav.where .up"));

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeInViewportAsync();
        Assert.Equal(scripts ? 3 : 2, steps.Count);
        visit.HadNoComplaints();
    }

    // The link says what it will do, also where one branch was opened beside all that are folded.
    private static async Task FoldByHandAsync(Visit visit, ILocator fold)
    {
        await fold.ClickAsync();
        await Assertions.Expect(fold).ToHaveTextAsync("open all");
        await visit.Page.Locator(".comments > .thread > li > .branch > summary").First.ClickAsync();
        await Assertions.Expect(fold).ToHaveTextAsync("fold all");
        await fold.ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".thread article:visible")).ToHaveCountAsync(0);
        await Assertions.Expect(fold).ToHaveTextAsync("open all");
        await fold.ClickAsync();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task All_branches_fold_and_open_and_the_top_ones_stand_alone(bool scripts, int width)
    {
        var address = await made.ThreadAsync(MadeSite.NamedBlog, 30);
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync(address);
        var fold = visit.Page.Locator("a.fold-all");
        var replies = visit.Page.Locator(".thread .thread article");

        await fold.ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".thread article:visible")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.Locator(".thread .preview:visible")).ToHaveCountAsync(await visit.Page.Locator(".comments > .thread > li").CountAsync());
        await Assertions.Expect(fold).ToHaveTextAsync("open all");
        await fold.ClickAsync();
        await Assertions.Expect(replies.First).ToBeVisibleAsync();
        if (scripts)
        {
            await FoldByHandAsync(visit, fold);
        }

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "only the top" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".orders [aria-current]")).ToHaveTextAsync("only the top");
        await Assertions.Expect(visit.Page.Locator(".thread .number").Filter(new() { HasText = "." })).ToHaveCountAsync(0);
        await visit.Page.Locator(".onward a").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("li:target ol").First).ToBeVisibleAsync();
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task The_line_of_a_level_folds_what_it_stands_beside_and_its_head_stays_in_view()
    {
        await using var visit = await VisitAsync(true, Desk);
        await visit.GoAsync(await made.DeepestAsync());
        var first = visit.Page.Locator(".comments > .thread > li").First;
        await first.Locator("article").Nth(12).EvaluateAsync("article => { article.scrollIntoView(); }");
        var line = (await first.Locator("> .branch > ol").BoundingBoxAsync())!;

        // Where no head of a comment that is set in no further lies upon it.
        var y = await visit.Page.EvaluateAsync<int>(
            "x => [...Array(innerHeight).keys()].slice(200, -100).find(y => document.elementFromPoint(x, y)?.matches('.comments > .thread > li > .branch > ol')) ?? 0", (double)line.X + 1);
        Assert.NotEqual(0, y);

        await visit.Page.Mouse.ClickAsync(line.X + 1, y);

        await Assertions.Expect(first.Locator("article").First).ToBeHiddenAsync();
        await Assertions.Expect(first.Locator("> .branch > summary")).ToBeInViewportAsync();
        await Assertions.Expect(first.Locator("> .branch > summary")).ToBeFocusedAsync();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Deep_comments_have_short_numbers_say_whom_they_answer_and_stay_off_the_map(bool scripts, int width)
    {
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync(await made.DeepestAsync());
        var deep = visit.Page.Locator(".thread li:has(> .branch > article[aria-label='Comment #12'])");

        await Assertions.Expect(deep.Locator(".number").First).ToHaveTextAsync("#12");
        Assert.Equal("Comment 1" + string.Concat(Enumerable.Repeat(".1", 11)), await deep.Locator(".number").First.GetAttributeAsync("title"));
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>(
            """
            () => {
                const map = document.querySelector('.shape svg').getBoundingClientRect();
                return [...document.querySelectorAll('.thread .number')].map(number => number.getBoundingClientRect())
                    .filter(number => number.left < map.right && number.right > map.left && map.bottom > number.top && map.top < number.bottom).length;
            }
            """));
        var answers = deep.Locator("> .branch > article a.answers");
        await Assertions.Expect(answers).ToContainTextAsync("in answer to ");
        var eleventh = visit.Page.Locator("article[aria-label='Comment #11']");
        await answers.ClickAsync();
        if (!scripts)
        {
            await Assertions.Expect(visit.Page.Locator("li:target .number").First).ToHaveTextAsync("#11");
            return;
        }

        var peek = visit.Page.Locator(".peek");
        await Assertions.Expect(peek).ToContainTextAsync((await eleventh.Locator(".writing p").First.InnerTextAsync())[..12]);
        var box = (await peek.BoundingBoxAsync())!;
        Assert.True(box.X >= 0 && box.X + box.Width <= width, $"{box.X} + {box.Width}");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(peek).ToBeHiddenAsync();
        await Assertions.Expect(answers).ToBeFocusedAsync();
        await answers.ClickAsync();
        await peek.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(eleventh).ToBeFocusedAsync();
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task The_whole_branch_from_the_top_to_a_comment_is_a_page()
    {
        await using var visit = await VisitAsync(false, Phone);
        await using var db = await made.ReadAsync();
        var address = await made.DeepestAsync();
        var key = db.Comments.Where(comment => comment.Depth == 119).OrderBy(comment => comment.Id).First().Key;
        await visit.GoAsync($"{address}/{key}");
        await Assertions.Expect(visit.Page.Locator(".above .number")).ToHaveCountAsync(13);

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "the whole branch from the top to here" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator(".above .number")).ToHaveCountAsync(119);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Comment #");
    }

    [Fact]
    public async Task The_map_shows_what_is_on_the_screen_and_is_walked_by_keyboard()
    {
        await using var visit = await VisitAsync(true, Desk);
        await visit.GoAsync(await made.ThreadAsync(MadeSite.NamedBlog, 30) + "?mark=the");
        var view = visit.Page.Locator(".shape .view");
        var before = await view.GetAttributeAsync("y");
        await visit.Page.Locator(".thread article").Nth(20).EvaluateAsync("article => { article.scrollIntoView(); }");
        await Assertions.Expect(view).Not.ToHaveAttributeAsync("y", before!);
        Assert.True(await visit.Page.Locator(".shape a.hit").CountAsync() > 3);

        var along = visit.Page.GetByRole(AriaRole.Slider);
        await along.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Home");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(along).ToHaveAttributeAsync("aria-valuenow", "2");
        await Assertions.Expect(visit.Page.Locator(".bar-words")).ToContainTextAsync((await visit.Page.Locator(".thread .number").Nth(1).InnerTextAsync()).Trim());
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator(".thread article").Nth(1)).ToBeFocusedAsync();
        await visit.AssertAccessibleAsync();
        visit.HadNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task A_comment_is_quiet_and_has_one_menu(bool scripts, int width)
    {
        await using var visit = await browser.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = scripts, ViewportSize = new() { Width = width, Height = 900 } });
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        Assert.Equal(0, await visit.Page.Locator(".thread nav").CountAsync());
        Assert.Equal(0, await visit.Page.Locator(".thread .unsigned").CountAsync());
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 3 })).ToHaveCountAsync(38);

        await reader.Menu("8.1").ClickAsync();
        var list = reader.Article("8.1").Locator(".menu ul");
        Assert.Equal("permalink, cite, lines, parent, next, next branch", string.Join(", ", (await list.Locator("a").AllInnerTextsAsync()).Select(text => text.StartsWith("lines", StringComparison.Ordinal) ? "lines" : text)));
        var box = (await list.BoundingBoxAsync())!;
        Assert.True(box.X >= 0 && box.X + box.Width <= width, $"{box.X} + {box.Width}");
        // Nothing of a comment further down lies over it.
        Assert.True(await list.Locator("a").Last.EvaluateAsync<bool>("link => { const { left, top, height } = link.getBoundingClientRect(); return document.elementFromPoint(left + 20, top + height / 2) === link; }"));
        await reader.Menu("8").ClickAsync();
        await Assertions.Expect(list).ToBeHiddenAsync();
        visit.HadNoComplaints();
    }

    [Theory]
    [InlineData(320, ForcedColors.None)]
    [InlineData(Phone, ForcedColors.Active)]
    [InlineData(Desk, ForcedColors.Active)]
    public async Task At_400_per_cent_and_in_the_readers_own_colours_a_thread_is_whole(int width, ForcedColors colours)
    {
        await using var visit = await browser.VisitAsync(
            new BrowserNewContextOptions { ForcedColors = colours, ViewportSize = new() { Width = width, Height = 256 } }, await made.AddressAsync());
        foreach (var address in new[] { await made.DeepestAsync(), await made.ThreadAsync(MadeSite.NamedBlog, 30) + "?mark=the" })
        {
            await visit.GoAsync(address);
            await visit.AssertAccessibleAsync();
            Assert.False(await visit.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"));
        }
    }

    private async Task<Visit> VisitAsync(bool scripts, int width) => await browser.VisitAsync(
        new BrowserNewContextOptions { JavaScriptEnabled = scripts, ViewportSize = new() { Width = width, Height = 900 } }, await made.AddressAsync());

    // The line covers nothing of what a link leads to.
    private static async Task AssertBelowTheLineAsync(Visit visit, string comment) => Assert.True(await visit.Page.Locator(comment).EvaluateAsync<bool>(
        "comment => comment.querySelector('.number').getBoundingClientRect().top >= document.querySelector('nav.where').getBoundingClientRect().bottom - 1"));

    private static Task<string> PlaceAsync(ILocator article) => article.EvaluateAsync<string>(
        """
        article => {
            let place = 0;
            for (const item of document.querySelectorAll('.comments > .thread li[data-n]')) {
                place = Number(item.dataset.place) || place + 1;
                if (item.contains(article) && item.querySelector('article') === article) {
                    return place.toLocaleString('en-GB');
                }
            }
        }
        """);
}
