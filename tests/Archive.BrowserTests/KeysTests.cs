using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

public class KeysTests(SiteInBrowser site)
{
    private static readonly (string From, string Keys, string To)[] Moves =
    [
        ("1", "j", "2"), ("2", "k", "1"), ("8", "j", "8.1"), ("8.1", "k", "8"), ("6.2", "j", "7"),
        ("8", "Shift+J", "9"), ("8", "Shift+K", "7"), ("8.1", "Shift+J", "8.2"), ("8.2", "Shift+K", "8.1"),
        ("8.3", "p", "8"), ("8.3", "t", "8"), ("8", "p", "8"), ("8", "t", "8"), ("1", "k", "1"), ("18", "j", "18"),
        ("8", "Enter j", "9"), ("9", "k", "8"), ("9", "k Enter j", "8.1"),
        ("8", "Shift+C j", "9"), ("9", "k k", "7"), ("7", "Shift+C j", "8"), ("8", "j", "8.1"),
        ("10", "j j j p", "11"), ("8", "x q z", "8"),
    ];

    private static readonly (string From, string Letter, string To)[] Ways =
    [
        (SitePages.Post, "b", "/probationmatters"), (SitePages.Post, "s", "/search"), ("/probationmatters/2014", "b", "/probationmatters"),
        ("/probationmatters", "o", "/sources"), ("/sources", "i", "/imports"), ("/imports", "h", "/"), ("/imports", "?", "/search/help"),
        (SitePages.Post, "w", "/probationmatters/wanted"), ("/", "c", "/sources/cited"),
    ];

    [Theory]
    [InlineData(1440)]
    [InlineData(820)]
    [InlineData(390)]
    public async Task Keys_move_through_a_thread_and_fold_it(int width)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        foreach (var (from, keys, to) in Moves)
        {
            await reader.Article(from).FocusAsync();
            await reader.PressAsync(keys);

            Assert.Equal($"{from} {keys} {to}", $"{from} {keys} {await reader.PlaceAsync()}");
            await Assertions.Expect(visit.Page.Locator(":focus")).ToBeInViewportAsync();
        }

        visit.HadNoComplaints();
    }

    [Fact]
    public async Task The_first_key_goes_to_what_is_in_sight_or_on_from_what_the_address_names()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        await reader.PressAsync("j");
        Assert.Equal("1", await reader.PlaceAsync());

        await reader.Article("11").EvaluateAsync("article => { article.scrollIntoView(); }");
        await reader.PressAsync("j");
        Assert.Equal("11", await reader.PlaceAsync());

        await visit.GoAsync($"{SitePages.Post}#{await reader.Comment("8.2").GetAttributeAsync("id")}");
        await Assertions.Expect(reader.Article("8.2")).ToBeFocusedAsync();
        await reader.PressAsync("j");
        Assert.Equal("8.3", await reader.PlaceAsync());
    }

    [Fact]
    public async Task The_comments_of_a_capture_are_walked_as_a_list_is()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync($"{SitePages.Post}/captures/{SitePages.Source["/sources/".Length..]}");
        var numbers = visit.Page.Locator(".as-captured > li .number");
        var reader = new Reader(visit.Page);
        await numbers.First.EvaluateAsync("number => { number.scrollIntoView(); }");

        await reader.PressAsync("j");
        await Assertions.Expect(numbers.First).ToBeFocusedAsync();
        await reader.PressAsync("j");
        await Assertions.Expect(numbers.Nth(1)).ToBeFocusedAsync();

        await visit.GoAsync($"{SitePages.Post}/captures/{SitePages.Source["/sources/".Length..]}#{await visit.Page.Locator(".as-captured > li").Nth(3).GetAttributeAsync("id")}");
        await reader.PressAsync("?");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keys" })).ToBeVisibleAsync();
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task What_a_key_did_is_said_where_the_focus_does_not_tell()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        await reader.Article("8").FocusAsync();
        foreach (var (keys, says) in new[]
        {
            ("Enter", "8 folded, with 7 replies"), ("Shift+C", "All branches are folded"), ("Shift+C", "All branches are open"), ("p", "Answers no other comment"),
            ("9", "No links in this comment"), ("n", "Nothing here is new"), ("g", "Go to: h the front page"),
        })
        {
            await reader.PressAsync(keys);
            await Assertions.Expect(reader.Voice).ToContainTextAsync(says);
        }
    }

    [Fact]
    public async Task Enter_stays_with_the_link_or_fold_that_has_the_focus()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);

        await reader.Head("8").FocusAsync();
        await reader.PressAsync("Enter");

        await Assertions.Expect(reader.Article("8.1")).ToBeHiddenAsync();
        await Assertions.Expect(reader.Text("8").Locator(".writing")).ToBeHiddenAsync();
        await Assertions.Expect(reader.Head("8")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_folded_text_shows_its_first_words_and_an_address_opens_it()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        await reader.Article("8").FocusAsync();
        await reader.PressAsync("j Enter k Enter");
        var preview = reader.Head("8").Locator(".preview");
        await Assertions.Expect(preview).ToBeVisibleAsync();
        var words = (await preview.TextContentAsync())!.TrimEnd('…');
        Assert.InRange(words.Length, 20, 80);
        Assert.StartsWith(words[..20], (await reader.Text("8").Locator(".writing").TextContentAsync())!.Trim(), StringComparison.Ordinal);

        await visit.Page.EvaluateAsync("id => { location.hash = id; }", await reader.Comment("8.1").GetAttributeAsync("id"));

        await Assertions.Expect(reader.Text("8.1").Locator(".writing")).ToBeInViewportAsync();
        await Assertions.Expect(visit.Page.Locator(".preview")).ToHaveCountAsync(0);
        Assert.Equal("8.1", await reader.PlaceAsync());
    }

    [Fact]
    public async Task Numbers_open_the_links_that_the_writer_set()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        await visit.Page.EvaluateAsync("() => { window.opened = []; addEventListener('click', event => { event.preventDefault(); opened.push(event.target.hostname); }); }");

        await reader.Article("7").FocusAsync();
        await reader.PressAsync("2 1 3");

        Assert.Equal(["probationmatters.blogspot.co.uk", "www.independent.co.uk"], await visit.Page.EvaluateAsync<string[]>("() => window.opened"));
        await Assertions.Expect(reader.Voice).ToHaveTextAsync("2 links in this comment");
    }

    [Fact]
    public async Task What_is_typed_behind_a_slash_is_no_key()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        await reader.PressAsync("/ j ?");
        await Assertions.Expect(visit.Page.Locator("dialog.over").GetByRole(AriaRole.Combobox)).ToHaveValueAsync("j?");
        Assert.Null(await reader.PlaceAsync());
        await Assertions.Expect(reader.Dialog).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task G_and_a_letter_go_somewhere()
    {
        await using var visit = await site.VisitAsync();
        foreach (var (from, letter, to) in Ways)
        {
            await visit.GoAsync(from);
            await new Reader(visit.Page).PressAsync($"g {letter}");

            await Assertions.Expect(visit.Page).ToHaveURLAsync(new Uri(site.Address, to).ToString());
            await visit.Page.LoadedAsync();
        }

        // A page that is not there would be one.
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task G_and_another_key_does_nothing()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync("/imports");
        var reader = new Reader(visit.Page);

        await reader.PressAsync("g b");
        await Assertions.Expect(reader.Voice).ToHaveTextAsync("This page belongs to no blog");
        await reader.PressAsync("g /");

        await Assertions.Expect(visit.Page.Locator("dialog")).ToHaveCountAsync(0);
        Assert.EndsWith("/imports", visit.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_mark_shows_the_keys_and_gives_the_focus_back()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        await reader.Article("8").FocusAsync();

        await reader.PressAsync("?");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keys" })).ToBeVisibleAsync();
        await reader.PressAsync("j");
        await reader.PressAsync("Escape");

        await Assertions.Expect(reader.Dialog).ToBeHiddenAsync();
        await Assertions.Expect(reader.Article("8")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Keys_that_are_switched_off_stay_off_and_a_button_brings_them_back()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 } });
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        var button = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Keys" });
        await button.ClickAsync();
        await visit.Page.GetByLabel("Single keys").UncheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await visit.Page.ReloadAsync();

        await reader.PressAsync("j ? g h");
        Assert.Null(await reader.PlaceAsync());
        await Assertions.Expect(reader.Dialog).ToHaveCountAsync(0);

        await button.ClickAsync();
        await visit.Page.GetByLabel("Single keys").CheckAsync();
        await reader.PressAsync("Escape j");
        Assert.NotNull(await reader.PlaceAsync());
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task Keys_with_a_modifier_stay_with_the_browser()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);

        await reader.PressAsync("Alt+j Control+j Meta+j Alt+?");

        Assert.Null(await reader.PlaceAsync());
        await Assertions.Expect(reader.Dialog).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Without_scripts_nothing_of_it_is_there()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        await visit.GoAsync(SitePages.Post);

        await Assertions.Expect(visit.Page.Locator("button.keys, .visit, .voice, .says, dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.Locator(".thread article")).ToHaveCountAsync(38);
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task The_dialog_is_accessible_and_fits(int width, ColorScheme scheme)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 844 },
            ColorScheme = scheme,
        });
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        await reader.PressAsync("j Shift+C");
        await visit.AssertAccessibleAsync();
        await visit.ShootAsync($"voice-{width}");

        await reader.PressAsync("?");
        await visit.ShootAsync($"keys-{width}");

        await visit.AssertAccessibleAsync();
        Assert.True(await reader.Dialog.EvaluateAsync<bool>("dialog => dialog.scrollWidth <= dialog.clientWidth"));
    }
}
