using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

public partial class SearchingTests(SiteInBrowser site)
{
    private const string Box = ".search input[name=q]";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_reading_opens_and_takes_a_filter_away(bool scripts)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = scripts });
        await visit.GoAsync("/search?q=probation+in:comments+on:2014");
        await Assertions.Expect(visit.Page.Locator(".reading li").First).ToBeHiddenAsync();

        await visit.Page.Locator(".how > summary").ClickAsync();
        await visit.Page.Locator(".reading").GetByRole(AriaRole.Link, new() { Name = "Without on:2014" }).ClickAsync();

        Assert.Equal("probation in:comments", await visit.Page.Locator(Box).InputValueAsync());
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task Where_nothing_is_found_the_reading_is_open_and_less_is_one_click_away()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync("/search?q=%22xylophone+thing%22+probation");
        await Assertions.Expect(visit.Page.Locator(".reading li").First).ToBeVisibleAsync();

        await visit.Page.Locator(".ladder a").Last.ClickAsync();

        await Assertions.Expect(visit.Page.Locator(".hits mark").First).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Filters_stand_beside_the_results_or_fold_on_a_phone(int width)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions
        {
            JavaScriptEnabled = false,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
        await visit.GoAsync("/search?q=probation");
        var year = visit.Page.Locator(".facets").GetByRole(AriaRole.Link, new() { Name = "2013", Exact = true });
        if (width < 1000)
        {
            await Assertions.Expect(year).ToBeHiddenAsync();
            await visit.Page.GetByText("Filters", new() { Exact = true }).ClickAsync();
        }

        await year.ClickAsync();

        Assert.Equal("probation on:2013", await visit.Page.Locator(Box).InputValueAsync());
        await Assertions.Expect(visit.Page.Locator(".hits > li")).Not.ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_bar_of_the_picture_leads_into_its_month()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync("/search?q=probation+blog:probationmatters");

        await visit.Page.Locator(".how > summary").ClickAsync();
        await visit.Page.Locator(".histogram a").Last.ClickAsync();

        Assert.Equal("probation blog:probationmatters on:2014-02", await visit.Page.Locator(Box).InputValueAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hit_opens_at_its_comment_with_the_words_marked(bool scripts)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = scripts });
        await visit.GoAsync("/search?q=omnishambles+in:comments");

        await visit.Page.Locator(".hits .snippet a").First.ClickAsync();

        var comment = visit.Page.Locator("li:target > .branch > article");
        await Assertions.Expect(comment).ToBeInViewportAsync();
        await Assertions.Expect(comment.Locator("mark")).ToHaveTextAsync("omnishambles");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "without marks" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("mark")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_thread_is_searched_from_its_own_box_without_a_script()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        await visit.GoAsync(SitePages.Post);
        await visit.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search this thread" }).FillAsync("probation");
        await visit.Page.Keyboard.PressAsync("Enter");

        Assert.Equal("probation post:probationmatters/2014/02/power-to-people", await visit.Page.Locator(Box).InputValueAsync());
    }

    [Fact]
    public async Task Suggestions_are_chosen_by_keyboard_and_announced()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync("/search");
        var box = visit.Page.GetByRole(AriaRole.Combobox);
        var list = visit.Page.GetByRole(AriaRole.Listbox);
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-expanded", "false");

        await visit.TypeForOffersAsync(box, "omni");
        await Assertions.Expect(list).ToBeVisibleAsync();
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-expanded", "true");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync(Suggestions());
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        var chosen = await box.GetAttributeAsync("aria-activedescendant");
        await Assertions.Expect(visit.Page.Locator($"#{chosen}")).ToHaveAttributeAsync("aria-selected", "true");
        // Taken into the box without a search, for going on.
        await visit.Page.Keyboard.PressAsync("ArrowRight");

        await Assertions.Expect(box).ToHaveValueAsync("omnishambles ");
        await Assertions.Expect(list).ToBeHiddenAsync();
        await Assertions.Expect(box).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator(".hits mark").First).ToBeVisibleAsync();
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task Escape_closes_suggestions_and_arrows_come_back_to_the_box()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync("/search");
        var box = visit.Page.GetByRole(AriaRole.Combobox);
        var list = visit.Page.GetByRole(AriaRole.Listbox);
        await visit.TypeForOffersAsync(box, "omni");
        await Assertions.Expect(list).ToBeVisibleAsync();

        await visit.Page.Keyboard.PressAsync("ArrowUp");
        Assert.NotNull(await box.GetAttributeAsync("aria-activedescendant"));
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        Assert.Null(await box.GetAttributeAsync("aria-activedescendant"));
        await visit.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(list).ToBeHiddenAsync();
        await Assertions.Expect(box).ToHaveValueAsync("omni");
        await box.PressSequentiallyAsync("xyz");
        await Assertions.Expect(list).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_choice_stays_when_the_answer_for_later_letters_comes_after_it()
    {
        await using var visit = await site.VisitAsync();
        var late = new TaskCompletionSource();
        await visit.Page.RouteAsync("**/*q=omni", async route =>
        {
            await late.Task;
            await route.ContinueAsync();
        });
        await visit.GoAsync("/search");
        var box = visit.Page.GetByRole(AriaRole.Combobox);
        await visit.TypeForOffersAsync(box, "omn");
        await visit.Page.RunAndWaitForRequestAsync(() => box.PressAsync("i"), request => request.Url.EndsWith("q=omni", StringComparison.Ordinal));

        await visit.Page.Keyboard.PressAsync("ArrowDown");
        late.SetResult();

        var chosen = visit.Page.Locator("[role=option][aria-selected=true]");
        var text = await chosen.Locator(".label").InnerTextAsync();
        await visit.Page.LoadedAsync(LoadState.NetworkIdle);
        await Assertions.Expect(chosen).ToHaveCountAsync(1);
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-activedescendant", (await chosen.GetAttributeAsync("id"))!);
        // All that was typed gives way, also the letter for which nothing was offered.
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(box).ToHaveValueAsync(text + " ");
    }

    [Fact]
    public async Task A_suggestion_is_taken_with_the_pointer_and_keeps_what_stands_before_it()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync("/search");
        var box = visit.Page.GetByRole(AriaRole.Combobox);
        await box.PressSequentiallyAsync("probation is:");

        await visit.Page.GetByRole(AriaRole.Option, new() { Name = "is:root" }).ClickAsync();

        await Assertions.Expect(box).ToHaveValueAsync("probation is:root ");
        await Assertions.Expect(visit.Page.Locator(".hits > li").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_open_list_of_suggestions_is_accessible()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync("/search");
        await visit.Page.GetByRole(AriaRole.Combobox).PressSequentiallyAsync("prob");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Listbox)).ToBeVisibleAsync();
        await visit.ShootAsync("suggestions");

        await visit.AssertAccessibleAsync();
    }

    [Fact]
    public async Task On_a_phone_the_open_parts_do_not_scroll_sideways()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 } });
        await visit.GoAsync($"/search?q=probation+-{new string('x', 300)}+site:gov.uk+OR+officer");
        var opened = await visit.Page.EvaluateAsync<int>(
            "() => { const all = document.querySelectorAll('details'); all.forEach(fold => { fold.open = true; }); return all.length; }");

        Assert.True(opened >= 2, $"only {opened} folds");
        Assert.True(await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth") <= 0);
    }

    [GeneratedRegex("^[1-9] suggestions?$")]
    private static partial Regex Suggestions();
}
