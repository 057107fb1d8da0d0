using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

/// <summary>The search over a page, keys in lists, the way back, and messages: nothing of it takes a reader's place or covers a text.</summary>
public sealed class OverThePageTests(SiteInBrowser site)
{
    // Whatever has text in the window and is touched by the message.
    private const string Covered =
        """
        () => {
            const says = document.querySelector('.says').getBoundingClientRect();
            const range = document.createRange(), covered = [];
            const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (texts.nextNode()) {
                const parent = texts.currentNode.parentElement;
                if (parent.closest('.says, .unseen, dialog, script, noscript') || !parent.checkVisibility() || !texts.currentNode.data.trim()) {
                    continue;
                }
                range.selectNodeContents(texts.currentNode);
                if ([...range.getClientRects()].some(box => box.width > 1 && box.left < says.right && says.left < box.right && box.top < says.bottom && says.top < box.bottom)) {
                    covered.push(texts.currentNode.data);
                }
            }
            return covered.join('|');
        }
        """;

    private const string Spot = "() => `${document.activeElement.closest('[id]')?.id} ${document.activeElement.getAttribute('href')} ${document.activeElement.localName} ${Math.round(document.activeElement.getBoundingClientRect().top)} ${Math.round(scrollY)}`";

    public static TheoryData<int> Widths => new() { 390, 820, 1440 };

    public static TheoryData<string> Lists => new()
    {
        "/search?q=probation", "/search?q=probation&group=thread", "/search/concordance?q=probation", "/probationmatters", "/probationmatters/2014", "/probationmatters/2014/02", "/posts/comments", "/posts",
        "/awkward/discussed", "/labels", "/posts/labels/and~-or", "/people", "/people/andrew%20hatton", "/sources", "/sources/cited", "/imports", "/probationmatters/wanted", "/",
    };

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task A_search_opens_over_the_text_and_Escape_gives_place_and_focus_back(int width)
    {
        await using var visit = await VisitAsync(width);
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        await reader.Article("11").FocusAsync();
        await reader.PressAsync("j j");
        var before = await visit.Page.EvaluateAsync<string>(Spot);

        await reader.PressAsync("/");
        await Assertions.Expect(Dialog(visit)).ToBeVisibleAsync();
        await visit.Page.Keyboard.TypeAsync("prob");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Listbox)).ToBeInViewportAsync();
        await visit.ShootAsync($"over-{width}");
        await reader.PressAsync("Escape");

        await Assertions.Expect(Dialog(visit)).ToBeHiddenAsync();
        Assert.Equal(before, await visit.Page.EvaluateAsync<string>(Spot));

        // Where no comment has the focus, too, and by pointer.
        await visit.Page.EvaluateAsync("() => { document.activeElement.blur(); scrollTo(0, 3456); }");
        await reader.PressAsync("/");
        await Dialog(visit).GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        Assert.Equal(3456, await visit.Page.EvaluateAsync<int>("() => Math.round(scrollY)"));
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task It_searches_the_thread_the_blog_or_everything()
    {
        await using var visit = await VisitAsync(1440);
        foreach (var (where, box, asked) in new[] { (SitePages.Post, null, "probation post:probationmatters/2014/02/power-to-people"), (SitePages.Post, "this blog", "probation blog:probationmatters"), (SitePages.Post, "everything", "probation"), ("/probationmatters", null, "probation blog:probationmatters"), ("/people", null, "probation"), ("/settings/bookmarks", null, "probation") })
        {
            await visit.GoAsync(where);
            var reader = new Reader(visit.Page);
            await reader.PressAsync("/");
            await visit.Page.Keyboard.TypeAsync("probation");
            if (box is not null)
            {
                await Dialog(visit).GetByLabel(box).CheckAsync();
            }

            await reader.PressAsync("Enter");

            await Assertions.Expect(visit.Page.Locator("main .search input[name=q]")).ToHaveValueAsync(asked);
            Assert.DoesNotContain("within=&", visit.Page.Url + "&", StringComparison.Ordinal);
            await Assertions.Expect(visit.Page.Locator(".hits > li").First).ToBeVisibleAsync();
        }

        // There the box begins with what was asked.
        await new Reader(visit.Page).PressAsync("/");
        await Assertions.Expect(Dialog(visit).GetByRole(AriaRole.Combobox)).ToHaveValueAsync("probation");
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task Enter_on_a_suggestion_searches_and_an_operator_waits_for_its_value()
    {
        await using var visit = await VisitAsync(1440);
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        await reader.PressAsync("/");
        var box = Dialog(visit).GetByRole(AriaRole.Combobox);
        await box.PressSequentiallyAsync("afte");
        await visit.Page.GetByRole(AriaRole.Option, new() { Name = "after:" }).First.WaitForAsync();
        var at = await visit.Page.GetByRole(AriaRole.Option).EvaluateAllAsync<int>("options => options.findIndex(option => option.textContent.startsWith('after:'))");
        await reader.PressAsync(string.Join(' ', Enumerable.Repeat("ArrowDown", at + 1)) + " Enter");
        await Assertions.Expect(box).ToHaveValueAsync("after:");
        await Assertions.Expect(box).ToBeFocusedAsync();

        await box.FillAsync("");
        await visit.TypeForOffersAsync(box, "omnis");
        await reader.PressAsync("ArrowDown Enter");

        await Assertions.Expect(visit.Page.Locator("main .search input[name=q]")).ToHaveValueAsync("omnishambles post:probationmatters/2014/02/power-to-people");
        visit.HadNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Keys_go_through_a_list_and_Enter_opens_what_has_the_focus(string address)
    {
        await using var visit = await VisitAsync(390);
        await visit.GoAsync(address);
        var reader = new Reader(visit.Page);
        await reader.PressAsync("j");
        var first = await visit.Page.EvaluateAsync<string?>("() => document.activeElement.getAttribute('href')");
        Assert.NotNull(first);
        await reader.PressAsync("j k");
        Assert.Equal(first, await visit.Page.EvaluateAsync<string?>("() => document.activeElement.getAttribute('href')"));
        await Assertions.Expect(visit.Page.Locator(":focus")).ToBeInViewportAsync();
        var before = await visit.Page.EvaluateAsync<string>(Spot);

        if (first.StartsWith("http", StringComparison.Ordinal))
        {
            return;
        }

        // Some lead on to another address.
        await visit.Page.RunAndWaitForRequestAsync(() => reader.PressAsync("Enter"), new Uri(new Uri(visit.Page.Url), first.Split('#')[0]).AbsoluteUri);
        await visit.Page.LoadedAsync();
        await Assertions.Expect(visit.Page.Locator($"a[href=\"{first}\"]:focus")).ToHaveCountAsync(0);
        await visit.Page.GoBackAsync();

        await Assertions.Expect(visit.Page.Locator($"a[href=\"{first}\"]:focus")).ToBeVisibleAsync();
        Assert.Equal(before, await visit.Page.EvaluateAsync<string>(Spot));
        visit.HadNoComplaints();
    }

    [Theory]
    [InlineData(390, false)]
    [InlineData(820, false)]
    [InlineData(1440, false)]
    [InlineData(1440, true)]
    public async Task After_a_comments_page_and_back_the_focus_is_where_it_was(int width, bool isKept)
    {
        await using var visit = isKept ? await site.VisitKeepingPagesAsync() : await VisitAsync(width);
        await visit.GoAsync(SitePages.Post);
        await visit.Page.EvaluateAsync("() => { window.isKept = true; }");
        var reader = new Reader(visit.Page);
        await reader.Article("11").FocusAsync();
        await reader.PressAsync("j j j");
        var before = await visit.Page.EvaluateAsync<string>(Spot);

        await reader.PressAsync("y");
        await visit.Page.LoadedAtAsync(url => !url.EndsWith("power-to-people", StringComparison.Ordinal));
        await visit.Page.GoBackAsync();

        await Assertions.Expect(visit.Page.Locator(".thread article:focus")).ToBeInViewportAsync();
        await visit.Page.WaitForTimeoutAsync(200);
        Assert.Equal(before, await visit.Page.EvaluateAsync<string>(Spot));
        Assert.Equal(isKept, await visit.Page.EvaluateAsync<bool>("() => window.isKept === true"));

        // The other way out: a search over the page, and a hit in it.
        await reader.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync("probation");
        await reader.PressAsync("Enter");
        await visit.Page.LoadedAtAsync("**/search?**");
        await visit.Page.GoBackAsync();

        await Assertions.Expect(visit.Page.Locator(".thread article:focus")).ToBeInViewportAsync();
        await Assertions.Expect(Dialog(visit)).ToBeHiddenAsync();
        await visit.Page.WaitForTimeoutAsync(200);
        Assert.Equal(before, await visit.Page.EvaluateAsync<string>(Spot));
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task Back_from_a_place_on_the_same_page_the_focus_is_where_it_was()
    {
        await using var visit = await VisitAsync(1440);
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        await reader.Article("11").FocusAsync();
        await reader.PressAsync("j");
        var before = await visit.Page.EvaluateAsync<string>(Spot);

        await visit.Page.EvaluateAsync("() => document.querySelector('.thread > li:last-child a.number, .thread > li:last-child a[href*=\"#c\"]').click()");
        await Assertions.Expect(visit.Page.Locator(".thread li:target")).ToBeInViewportAsync();
        await visit.Page.GoBackAsync();

        await Assertions.Expect(visit.Page.Locator(".thread article:focus")).ToBeInViewportAsync();
        Assert.Equal(before, await visit.Page.EvaluateAsync<string>(Spot));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Messages_cover_no_text(int width)
    {
        await using var visit = await VisitAsync(width);
        var said = 0;
        foreach (var (address, keys) in new[] { (SitePages.Post, "j k"), (SitePages.Post, "g"), (SitePages.AwkwardPost, "n"), (SitePages.Branches, "1"), ("/search?q=probation", "k k"), ("/probationmatters", "j k"), ("/search/help", "j"), (SitePages.Source, "j"), ("/help", "g"), ("/imports", "n") })
        {
            await visit.GoAsync(address);
            foreach (var down in new[] { 0, 700, 3000 })
            {
                await visit.Page.EvaluateAsync("down => { document.activeElement.blur(); scrollTo(0, down); }", down);
                var reader = new Reader(visit.Page);
                await reader.PressAsync(keys);

                if (await visit.Page.Locator(".says").CountAsync() == 0)
                {
                    // The key had something to go to.
                    continue;
                }

                said++;
                await Assertions.Expect(visit.Page.Locator(".says")).ToBeInViewportAsync();
                Assert.Equal($"{address} {down}: ", $"{address} {down}: {await visit.Page.EvaluateAsync<string>(Covered)}");
                await visit.ShootAsync($"says-{width}-{down}-{address.Split('/', '?')[1]}-{keys.Replace(' ', '-')}");
                await visit.Page.Keyboard.PressAsync("Escape");
            }
        }

        Assert.InRange(said, 15, 30);
        visit.HadNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task By_keys_alone_through_a_thread_into_a_search_and_back_to_the_place_in_eight_steps(int width)
    {
        await using var visit = await VisitAsync(width);
        await visit.GoAsync(SitePages.Post);
        var steps = new Steps(visit.Page);
        await steps.PressAsync("j");
        await steps.PressAsync("Shift+J");
        await steps.PressAsync("j");
        var before = await visit.Page.EvaluateAsync<string>(Spot);

        await steps.PressAsync("/");
        await steps.TypeAsync("omnishambles");
        await steps.PressAsync("Enter");
        await visit.Page.LoadedAtAsync("**/search?**");
        await steps.PressAsync("j");
        await steps.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("li:target mark").First).ToBeInViewportAsync();
        Assert.Equal(8, steps.Count);

        await visit.Page.GoBackAsync();
        await Assertions.Expect(visit.Page.Locator(".hits a:focus")).ToBeInViewportAsync();
        await visit.Page.GoBackAsync();
        await Assertions.Expect(visit.Page.Locator(".thread article:focus")).ToBeInViewportAsync();
        await visit.Page.WaitForTimeoutAsync(200);
        Assert.Equal(before, await visit.Page.EvaluateAsync<string>(Spot));
        visit.HadNoComplaints();
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light, ForcedColors.None)]
    [InlineData(390, ColorScheme.Dark, ForcedColors.None)]
    [InlineData(390, ColorScheme.Light, ForcedColors.Active)]
    [InlineData(1440, ColorScheme.Dark, ForcedColors.Active)]
    public async Task The_search_over_a_page_is_accessible_in_all_colours_and_fits(int width, ColorScheme scheme, ForcedColors forced)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 844 }, ColorScheme = scheme, ForcedColors = forced });
        await visit.GoAsync(SitePages.Post);
        await new Reader(visit.Page).PressAsync("/");
        await visit.Page.Keyboard.TypeAsync("prob");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Listbox)).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("ArrowDown");

        await visit.ShootAsync($"over-{width}-{scheme}-{forced}");
        await visit.AssertAccessibleAsync();

        Assert.True(await Dialog(visit).EvaluateAsync<bool>("dialog => dialog.scrollWidth <= dialog.clientWidth"));
    }

    private static ILocator Dialog(Visit visit) => visit.Page.Locator("dialog.over");

    private Task<Visit> VisitAsync(int width) => site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 } });
}
