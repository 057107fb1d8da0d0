using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

/// <summary>What a reader sets and keeps in the browser: settings, bookmarks and notes, where one was.</summary>
public sealed class OwnTests(SiteInBrowser site)
{
    private const string Note = "See <b>8.2</b> & \"the rest\"";

    public static TheoryData<int> Widths => new() { 390, 820, 1440 };

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task What_is_chosen_holds_on_every_page_from_the_first_frame_on(int width)
    {
        await using var visit = await VisitAsync(width);
        await visit.Page.AddInitScriptAsync("requestAnimationFrame(() => { window.firstFrame = getComputedStyle(document.documentElement).backgroundColor; });");
        await visit.GoAsync(SitePages.Post);
        var settings = await OpenAsync(visit);
        var size = await SizeAsync(visit);
        await settings.GetByLabel("larger", new() { Exact = true }).CheckAsync();
        await settings.GetByLabel("wide").CheckAsync();
        await settings.GetByLabel("without").CheckAsync();
        await settings.GetByLabel("dark").CheckAsync();
        Assert.True(await SizeAsync(visit) > size);
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(settings).ToBeHiddenAsync();

        foreach (var address in new[] { SitePages.Post, SitePages.AwkwardPost, SitePages.Branches, "/", "/probationmatters", "/search?q=probation", "/settings", "/settings/bookmarks" })
        {
            await visit.GoAsync(address);
            // A page may be there before there was a frame of it.
            var first = await visit.Page.WaitForFunctionAsync("() => window.firstFrame");
            Assert.Equal("rgb(23, 24, 27)", await first.JsonValueAsync<string>());
            Assert.True(await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth") <= 0, address);
            await visit.AssertAccessibleAsync(coloursOnly: true);
            await visit.ShootAsync($"own-{width}-{address.Replace('/', '-').Replace('?', '-')}");
        }

        visit.HadNoComplaints();
    }

    [Fact]
    public async Task Light_may_be_chosen_in_the_dark_and_what_is_open_beside_follows()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ColorScheme = ColorScheme.Dark });
        await visit.GoAsync("/help");
        var beside = await visit.Page.Context.NewPageAsync();
        await beside.GotoAsync("/imports");
        await OpenAsync(visit);
        await visit.Page.GetByLabel("light", new() { Exact = true }).CheckAsync();

        const string Ground = "() => getComputedStyle(document.documentElement).backgroundColor";
        Assert.Equal("rgb(253, 252, 248)", await visit.Page.EvaluateAsync<string>(Ground));
        await beside.WaitForFunctionAsync("() => getComputedStyle(document.documentElement).backgroundColor === 'rgb(253, 252, 248)'");

        await visit.Page.GetByLabel("as the system has them").CheckAsync();
        Assert.Equal("rgb(23, 24, 27)", await visit.Page.EvaluateAsync<string>(Ground));
        Assert.Null(await visit.Page.EvaluateAsync<string?>("() => localStorage.getItem('archive:reading')"));
    }

    [Theory]
    [InlineData("'not JSON'")]
    [InlineData("'{\"size\":{},\"scheme\":\"<img src=x onerror=alert(1)>\"}'")]
    [InlineData("'null'")]
    public async Task Settings_that_are_damaged_change_nothing(string stored)
    {
        await using var visit = await VisitAsync(820);
        await visit.GoAsync("/imports");
        var ground = await visit.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).fontSize + getComputedStyle(document.documentElement).backgroundColor");
        await visit.Page.EvaluateAsync($"() => localStorage.setItem('archive:reading', {stored})");
        await visit.Page.ReloadAsync();

        Assert.Equal(ground, await visit.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).fontSize + getComputedStyle(document.documentElement).backgroundColor"));
        visit.HadNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Without_scripts_the_link_leads_to_a_page_that_says_what_the_browser_can_do(int width)
    {
        await using var visit = await VisitAsync(width, scripts: false);
        await visit.GoAsync(SitePages.Post);
        await Assertions.Expect(visit.Page.Locator(".continue, .mine, .bookmark")).ToHaveCountAsync(0);

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Reading settings" }).ClickAsync();

        await Assertions.Expect(visit.Page.GetByText("Settings of this site need scripts")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "What the browser itself can do" })).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Contentinfo).GetByRole(AriaRole.Link, new() { Name = "Bookmarks" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("Bookmarks of this site need scripts")).ToBeVisibleAsync();
        visit.HadNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Whoever_comes_back_continues_where_they_were(int width)
    {
        await using var visit = await VisitAsync(width);
        await visit.GoAsync(SitePages.Post);
        await Assertions.Expect(visit.Page.Locator(".continue")).ToHaveCountAsync(0);
        var reader = new Reader(visit.Page);
        await reader.Article("11").EvaluateAsync("article => { article.scrollIntoView(); scrollBy(0, -20); }");

        foreach (var front in new[] { "/", "/probationmatters", "/posts" })
        {
            await visit.GoAsync(front);
            await Assertions.Expect(visit.Page.Locator(".continue a")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^Power To The People.* · comment (10(\\.\\d)*|11)$"));
        }

        await visit.ShootAsync($"continue-{width}");
        await visit.AssertAccessibleAsync();
        await visit.GoAsync("/awkward");
        await Assertions.Expect(visit.Page.Locator(".continue")).ToHaveCountAsync(0);
        await visit.GoAsync("/");
        await visit.Page.Locator(".continue a").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("li:target > article, li:target article").First).ToBeInViewportAsync();

        // On the thread itself, too, and one step leads there.
        await visit.GoAsync("/imports");
        await visit.GoAsync(SitePages.Post);
        await visit.ShootAsync($"continue-post-{width}");
        await visit.Page.Locator(".continue a").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("li:target article").First).ToBeInViewportAsync();

        // Who has read to the end is offered nothing any more.
        await visit.Page.EvaluateAsync("() => document.querySelector('.thread > li:last-child').scrollIntoView({ block: 'end' })");
        await visit.Page.EvaluateAsync("() => scrollTo(0, document.body.scrollHeight)");
        await visit.GoAsync("/");
        await Assertions.Expect(visit.Page.Locator(".continue")).ToHaveCountAsync(0);
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task Where_one_was_is_forgotten_where_that_is_asked_for_and_not_remembered_where_that_is_switched_off()
    {
        await using var visit = await VisitAsync(1440);
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        await reader.Article("8").EvaluateAsync("article => article.scrollIntoView()");
        await visit.GoAsync("/");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Forget where you were" }).ClickAsync();
        await visit.Page.ReloadAsync();
        await Assertions.Expect(visit.Page.Locator(".continue")).ToHaveCountAsync(0);

        await OpenAsync(visit);
        await visit.Page.GetByLabel("Remember what I have read").UncheckAsync();
        await visit.GoAsync(SitePages.Post);
        await reader.Article("8").EvaluateAsync("article => article.scrollIntoView()");
        await visit.GoAsync("/");
        await Assertions.Expect(visit.Page.Locator(".continue")).ToHaveCountAsync(0);
        Assert.Null(await visit.Page.EvaluateAsync<string?>("() => localStorage.getItem('archive:places')"));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task A_bookmark_with_a_note_is_kept_shown_changed_and_removed(int width)
    {
        await using var visit = await VisitAsync(width);
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        await reader.Article("8.2").FocusAsync();
        await reader.PressAsync("b");
        var dialog = visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Bookmark" });
        await dialog.GetByLabel("Your note").FillAsync(Note);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await Assertions.Expect(reader.Article("8.2")).ToBeFocusedAsync();
        await Assertions.Expect(reader.Article("8.2").GetByRole(AriaRole.Button, new() { Name = "your note" })).ToBeVisibleAsync();

        Assert.True(await reader.Article("8.2").EvaluateAsync<bool>("article => article.querySelector('.mine').getBoundingClientRect().bottom <= article.querySelector('.said').getBoundingClientRect().top + 1"), "the sign stands over the text");

        // The menu has it, too, and gives the focus back to where it was opened.
        await reader.Menu("8.3").ClickAsync();
        await reader.Article("8.3").GetByRole(AriaRole.Button, new() { Name = "bookmark" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Assertions.Expect(reader.Menu("8.3")).ToBeFocusedAsync();
        await Assertions.Expect(reader.Article("8.3").Locator(".mine")).ToHaveCountAsync(0);

        // The post itself, from its record.
        await visit.Page.Locator(".record").GetByRole(AriaRole.Button, new() { Name = "bookmark", Exact = true }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();

        await visit.GoAsync("/settings/bookmarks");
        var rows = visit.Page.Locator(".own-bookmarks > li");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await Assertions.Expect(rows.Nth(1).Locator(".note")).ToHaveTextAsync(Note);
        Assert.Equal(0, await rows.Locator("b").CountAsync());
        await Assertions.Expect(rows.Nth(1)).ToContainTextAsync(site.Address + SitePages.Post[1..]);
        await visit.ShootAsync($"bookmarks-{width}");
        await visit.AssertAccessibleAsync();
        Assert.True(await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth") <= 0);

        await rows.Nth(1).GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await visit.AssertAccessibleAsync();
        await dialog.GetByLabel("Your note").FillAsync("Another");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
        await Assertions.Expect(rows.First.Locator(".note")).ToHaveTextAsync("Another");

        await rows.First.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Bring it back" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await rows.First.GetByRole(AriaRole.Link).First.ClickAsync();

        await Assertions.Expect(reader.Article("8.2")).ToBeInViewportAsync();
        await Assertions.Expect(reader.Article("8.2").GetByRole(AriaRole.Button, new() { Name = "your note" })).ToBeVisibleAsync();
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task Bookmarks_go_out_as_a_file_and_come_back_in_another_browser()
    {
        var file = Path.Combine(Path.GetTempPath(), $"bookmarks-{Guid.NewGuid():N}.json");
        await using (var visit = await VisitAsync(1440))
        {
            await visit.GoAsync(SitePages.Post);
            await new Reader(visit.Page).PressAsync("j j b");
            await visit.Page.GetByLabel("Your note").FillAsync(Note);
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
            await visit.GoAsync("/settings/bookmarks");
            var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save as a file" }).ClickAsync());
            Assert.Equal("bookmarks.json", download.SuggestedFilename);
            await download.SaveAsAsync(file);
            visit.HadNoComplaints();
        }

        await using (var visit = await VisitAsync(390))
        {
            await visit.GoAsync("/settings/bookmarks");
            var (input, answer) = (visit.Page.GetByLabel("Bring from a file"), visit.Page.Locator("#own-bookmarks [role=status]"));
            await input.SetInputFilesAsync(file);
            await Assertions.Expect(answer).ToHaveTextAsync("1 new, 0 changed.");
            await Assertions.Expect(visit.Page.Locator(".own-bookmarks .note")).ToHaveTextAsync(Note);
            await input.SetInputFilesAsync(file);
            await Assertions.Expect(answer).ToHaveTextAsync("0 new, 0 changed.");
            await input.SetInputFilesAsync(new FilePayload { Name = "x.json", MimeType = "application/json", Buffer = "{\"kind\":\"archive-bookmarks\",\"bookmarks\":[{\"address\":\"javascript:alert(1)\",\"title\":\"x\"}]}"u8.ToArray() });
            await Assertions.Expect(answer).ToHaveTextAsync("0 new, 0 changed, 1 left out.");
            await input.SetInputFilesAsync(new FilePayload { Name = "x.json", MimeType = "application/json", Buffer = "no"u8.ToArray() });
            await Assertions.Expect(answer).ToContainTextAsync("no file of bookmarks");
            await Assertions.Expect(visit.Page.Locator(".own-bookmarks > li")).ToHaveCountAsync(1);
            visit.HadNoComplaints();
        }

        File.Delete(file);
    }

    [Fact]
    public async Task A_full_store_is_said_and_loses_nothing()
    {
        await using var visit = await VisitAsync(1440);
        await visit.GoAsync(SitePages.Post);
        await visit.Page.EvaluateAsync("() => { for (let size = 1 << 22; size > 0; size >>= 1) { try { for (let i = 0; ; i++) { localStorage.setItem(`fill:${size}:${i}`, 'x'.repeat(size)); } } catch { } } }");
        await new Reader(visit.Page).PressAsync("j b");
        await visit.Page.GetByLabel("Your note").FillAsync(Note);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("dialog.bookmark [role=status]")).ToContainTextAsync("nothing was kept");
        await Assertions.Expect(visit.Page.GetByLabel("Your note")).ToHaveValueAsync(Note);
        await visit.Page.Keyboard.PressAsync("Escape");
        await OpenAsync(visit);
        await visit.Page.GetByLabel("largest").CheckAsync();
        await Assertions.Expect(visit.Page.Locator("dialog.settings > [role=status]")).ToContainTextAsync("for this page alone");
        Assert.Equal("largest", await visit.Page.EvaluateAsync<string>("() => document.documentElement.dataset.size"));
        visit.HadNoComplaints();
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light, ForcedColors.None)]
    [InlineData(390, ColorScheme.Dark, ForcedColors.None)]
    [InlineData(820, ColorScheme.Light, ForcedColors.Active)]
    public async Task All_kinds_are_listed_and_forgotten_alone_or_together(int width, ColorScheme scheme, ForcedColors forced)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 }, ColorScheme = scheme, ForcedColors = forced });
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        await reader.Article("8").FocusAsync();
        await reader.PressAsync("j b Enter");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
        await visit.GoAsync("/settings");
        await visit.Page.GetByLabel("narrow").CheckAsync();
        await visit.Page.ReloadAsync();
        var rows = visit.Page.Locator(".memory dl > div");
        await Assertions.Expect(rows).ToHaveCountAsync(4);
        await visit.ShootAsync($"settings-{width}-{forced}");
        await visit.AssertAccessibleAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Forget reading settings" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(3);
        Assert.Null(await visit.Page.EvaluateAsync<string?>("() => document.documentElement.dataset.width ?? null"));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Forget bookmarks and notes" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(3);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Forget everything" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(3);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Really?" }).Last.ClickAsync();

        await Assertions.Expect(rows).ToHaveCountAsync(0);
        await visit.GoAsync("/imports");
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("() => Object.keys(localStorage).length"));
        var dialog = await OpenAsync(visit);
        await visit.ShootAsync($"settings-dialog-{width}-{forced}");
        await visit.AssertAccessibleAsync();
        Assert.True(await dialog.EvaluateAsync<bool>("dialog => dialog.scrollWidth <= dialog.clientWidth"));
        visit.HadNoComplaints();
    }

    private static async Task<ILocator> OpenAsync(Visit visit)
    {
        await visit.Page.GetByRole(AriaRole.Contentinfo).GetByRole(AriaRole.Link, new() { Name = "Reading settings" }).ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Reading settings" });
        await Assertions.Expect(dialog).ToBeVisibleAsync();
        return dialog;
    }

    private static Task<double> SizeAsync(Visit visit) => visit.Page.EvaluateAsync<double>("() => parseFloat(getComputedStyle(document.querySelector('.writing')).fontSize)");

    private Task<Visit> VisitAsync(int width, bool scripts = true) => site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 }, JavaScriptEnabled = scripts });
}
