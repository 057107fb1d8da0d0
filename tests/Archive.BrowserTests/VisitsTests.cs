using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

public class VisitsTests(SiteInBrowser site)
{
    private const string Key = "archive:visit:" + SitePages.Post;

    private static readonly string[] Damaged =
    [
        "", "{", "null", "[1, 2]",
        """{"before":"<b>","since":null,"newest":3,"at":1,"read":"1"}""",
        """{"before":1,"since":1,"newest":1e99,"at":1,"read":"1"}""",
        """{"before":40,"since":1,"newest":40,"at":99999999999999,"read":"1"}""",
        """{"before":40,"since":1,"newest":40,"at":1,"read":"9-1,x,,-3,1-999999999,0-0-0,<script>"}""",
        """{"before":40,"since":1,"newest":40,"at":1,"read":{"length":1}}""",
    ];

    private static readonly BrowserNewContextOptions Desk = new() { ViewportSize = new ViewportSize { Width = 1440, Height = 900 } };

    [Fact]
    public async Task On_the_first_visit_nothing_is_new()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Post);

        await Assertions.Expect(visit.Page.Locator("li[data-new]")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.Locator(".visit")).ToHaveTextAsync("Fold what I have read");
        Assert.NotNull(await StoredAsync(visit));
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task What_came_since_an_earlier_visit_is_marked_counted_and_reached_by_n()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        await reader.RememberAsync(hoursAgo: 72, since: 3);
        await visit.Page.ReloadAsync();

        var numbers = await visit.Page.Locator("li[data-new] > .branch > article > header:has(b.new) .number").AllInnerTextsAsync();
        Assert.Equal(3, numbers.Count);
        await Assertions.Expect(visit.Page.Locator(".visit p")).ToContainTextAsync("3 new since your last visit on ");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Next new" }).ClickAsync();
        Assert.Equal(numbers[0], await reader.PlaceAsync());
        foreach (var (key, place, says) in new[] { ("n", 1, "New: 2 of 3"), ("n", 2, "New: 3 of 3"), ("n", 0, "New: 1 of 3, from the top again"), ("Shift+N", 2, "New: 3 of 3, from the end again") })
        {
            await reader.PressAsync(key);
            Assert.Equal(numbers[place], await reader.PlaceAsync());
            await Assertions.Expect(reader.Voice).ToHaveTextAsync(says);
        }

        visit.HadNoComplaints();
    }

    [Fact]
    public async Task A_reload_and_a_look_at_a_comments_own_page_do_not_use_up_what_is_new()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        await reader.RememberAsync(hoursAgo: 1, since: 2);
        await visit.Page.ReloadAsync();
        await visit.Page.ReloadAsync();
        await reader.PressAsync("n y");
        await Assertions.Expect(visit.Page.Locator("article.own ~ .comments li[data-new]").First).ToBeVisibleAsync();
        await visit.Page.LoadedAsync();

        await visit.GoAsync(SitePages.Post);

        await Assertions.Expect(visit.Page.Locator("li[data-new]")).ToHaveCountAsync(2);
        await AgeAsync(visit, hours: 1);
        await Assertions.Expect(visit.Page.Locator("li[data-new]")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.Locator(".visit p")).ToContainTextAsync("Nothing new since your last visit");
    }

    [Fact]
    public async Task A_comments_own_page_is_no_visit_to_its_thread()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Post);
        await new Reader(visit.Page).RememberAsync(hoursAgo: 72, since: 2);
        await visit.GoAsync((await visit.Page.Locator("a.permalink").First.GetAttributeAsync("href"))!);
        await visit.GoAsync("/imports");

        await visit.GoAsync(SitePages.Post);

        await Assertions.Expect(visit.Page.Locator("li[data-new]")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Comments_of_a_newer_capture_are_new()
    {
        await using var growing = await GrowingSite.StartAsync(comments: 2);
        await using var visit = await site.VisitAsync(elsewhere: growing.Address);
        await visit.GoAsync(GrowingSite.Post);
        await growing.CaptureAsync(comments: 4, day: 2);
        // A page that the site has kept may be older by a blink.
        await Task.Delay(100, TestContext.Current.CancellationToken);
        await visit.Page.ReloadAsync();

        await Assertions.Expect(visit.Page.Locator("li[data-new] .writing")).ToHaveTextAsync(["This is what comment 3 says.", "This is what comment 4 says."]);
        await Assertions.Expect(visit.Page.Locator(".visit p")).ToHaveTextAsync("2 new since you came");
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task Reading_needs_eyes_on_the_comment()
    {
        await using var visit = await site.VisitAsync(Desk);
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        await reader.PressAsync("j");
        await Assertions.Expect(visit.Page.Locator("li[data-read]").First).ToBeVisibleAsync();

        await visit.Page.EvaluateAsync("() => { scrollTo(0, document.body.scrollHeight); scrollTo(0, 0); }");
        await visit.Page.ReloadAsync();

        await Assertions.Expect(reader.Comment("1")).ToHaveAttributeAsync("data-read", "");
        await Assertions.Expect(reader.Comment("18")).Not.ToHaveAttributeAsync("data-read", "");
        Assert.InRange(await visit.Page.Locator("li[data-read]").CountAsync(), 1, 4);
    }

    [Fact]
    public async Task What_is_read_folds_and_what_is_above_something_unread_keeps_a_line()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        await reader.RememberAsync(hoursAgo: 1, since: 0, "8.4", "11");
        await visit.GoAsync($"{SitePages.Post}#{await reader.Comment("13.1").GetAttributeAsync("id")}");
        await visit.Page.ReloadAsync();
        var fold = visit.Page.Locator(".visit button");
        await fold.ClickAsync();

        await Assertions.Expect(fold).ToHaveTextAsync("Unfold what I have read");
        // Read throughout: folded whole, and nothing below it needs folding.
        Assert.Equal("folded", await StateAsync("6"));
        Assert.Equal("open", await StateAsync("6.1"));
        // Above something unread: one line, and its replies stay.
        Assert.Equal("a line", await StateAsync("8"));
        Assert.Equal("folded", await StateAsync("8.3"));
        Assert.Equal("open", await StateAsync("8.4"));
        Assert.InRange((await reader.Text("8").BoundingBoxAsync())!.Height, 10, 40);
        // Unread itself.
        Assert.Equal("open", await StateAsync("11"));
        // What the address names, and what that answers.
        Assert.Equal("open", await StateAsync("13"));
        Assert.Equal("open", await StateAsync("13.1"));
        await reader.Article("8.4").FocusAsync();
        await reader.PressAsync("j");
        Assert.Equal("8.5", await reader.PlaceAsync());

        await fold.ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".branch:not([open]), [data-brief], .preview")).ToHaveCountAsync(0);
        visit.HadNoComplaints();

        async Task<string> StateAsync(string number) => await reader.Comment(number).EvaluateAsync<string>(
            """
            item => !item.querySelector(':scope > .branch').open ? 'folded' : item.querySelector(':scope > .branch > [data-brief]') ? 'a line' : 'open'
            """);
    }

    [Fact]
    public async Task In_a_flat_order_what_is_read_keeps_a_line_and_keys_still_know_parents()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync($"{SitePages.Post}?order=flat");
        var reader = new Reader(visit.Page);
        await reader.Article("8.4").FocusAsync();
        await reader.PressAsync("p");
        Assert.Equal("8", await reader.PlaceAsync());
        await reader.RememberAsync(hoursAgo: 1, since: 0, "8.4", "12");
        await visit.Page.ReloadAsync();

        await visit.Page.Locator(".visit button").ClickAsync();

        await Assertions.Expect(visit.Page.Locator(".branch[open]")).ToHaveCountAsync(2);
        await Assertions.Expect(visit.Page.Locator(".preview")).ToHaveCountAsync(36);
    }

    [Fact]
    public async Task Paper_gets_everything_and_the_folds_come_back_after_it()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        await reader.Article("8").FocusAsync();
        await reader.PressAsync("Enter");

        await visit.Page.EvaluateAsync("() => { dispatchEvent(new Event('beforeprint')); }");
        await Assertions.Expect(reader.Text("8.3").Locator(".writing")).ToBeVisibleAsync();
        await visit.Page.EvaluateAsync("() => { dispatchEvent(new Event('afterprint')); }");

        await Assertions.Expect(reader.Text("8.3").Locator(".writing")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Where_nothing_may_be_stored_there_is_no_bar_and_no_complaint()
    {
        await using var visit = await site.VisitAsync();
        await visit.Page.AddInitScriptAsync("Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } });");
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        await reader.PressAsync("j ,");
        await Assertions.Expect(reader.Settings).ToBeVisibleAsync();
        await reader.Settings.GetByLabel("largest").CheckAsync();
        await Assertions.Expect(reader.Settings.GetByRole(AriaRole.Status)).ToContainTextAsync("for this page alone");

        await Assertions.Expect(visit.Page.Locator(".visit, .memory")).ToHaveCountAsync(0);
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task What_is_damaged_in_the_store_breaks_nothing()
    {
        await using var visit = await site.VisitAsync();
        foreach (var stored in Damaged)
        {
            await visit.GoAsync("/imports");
            await visit.Page.EvaluateAsync("([key, stored]) => localStorage.setItem(key, stored)", new[] { Key, stored });
            await visit.GoAsync(SitePages.Post);

            await Assertions.Expect(visit.Page.Locator(".visit button")).ToBeVisibleAsync();
            await Assertions.Expect(visit.Page.Locator("li[data-new]")).ToHaveCountAsync(0);
            Assert.StartsWith("{\"before\":", await StoredAsync(visit), StringComparison.Ordinal);
        }

        visit.HadNoComplaints();
    }

    [Fact]
    public async Task Threads_that_nobody_visits_any_more_are_forgotten()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync("/imports");
        await visit.Page.EvaluateAsync("() => { for (let i = 0; i < 600; i++) { localStorage.setItem(`archive:visit:/x/${i}`, JSON.stringify({ at: i })); } }");

        await visit.GoAsync(SitePages.Post);

        Assert.Equal(500, await visit.Page.EvaluateAsync<int>("() => Object.keys(localStorage).length"));
        Assert.NotNull(await StoredAsync(visit));
        Assert.True(await visit.Page.EvaluateAsync<bool>("() => localStorage.getItem('archive:visit:/x/599') !== null"));
    }

    [Fact]
    public async Task What_is_to_be_forgotten_is_forgotten_and_stays_so()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Post);
        var reader = new Reader(visit.Page);
        await reader.RememberAsync(hoursAgo: 1, since: 2);
        await visit.Page.ReloadAsync();
        await reader.PressAsync(",");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Forget this thread" }).ClickAsync();
        await Assertions.Expect(reader.Settings.Locator(".memory [role=status]")).ToHaveTextAsync("Forgotten.");
        await Assertions.Expect(visit.Page.Locator("li:is([data-new], [data-read]), b.new, .visit")).ToHaveCountAsync(0);
        await visit.GoAsync("/imports");
        Assert.Null(await StoredAsync(visit));

        await visit.GoAsync(SitePages.Post);
        await reader.PressAsync(",");
        await visit.Page.GetByLabel("Remember what I have read").UncheckAsync();
        await visit.Page.ReloadAsync();

        await Assertions.Expect(visit.Page.Locator(".visit")).ToHaveCountAsync(0);
        Assert.Null(await StoredAsync(visit));
        visit.HadNoComplaints();
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task The_bar_and_what_is_folded_are_accessible_and_fit(int width, ColorScheme scheme)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 1100 },
            ColorScheme = scheme,
        });
        await visit.GoAsync(SitePages.Post);
        await new Reader(visit.Page).RememberAsync(hoursAgo: 72, since: 2, "8.4");
        await visit.Page.ReloadAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Fold what I have read" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".preview").First).ToBeVisibleAsync();
        await visit.Page.Locator("#comments").EvaluateAsync("section => { section.scrollIntoView(); }");
        await visit.ShootAsync($"visit-{width}");
        await visit.AssertAccessibleAsync();
        Assert.True(await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth") <= 0);
        await visit.Page.Keyboard.PressAsync("n");
        await visit.ShootAsync($"new-{width}");
    }

    private static Task<string?> StoredAsync(Visit visit) => visit.Page.EvaluateAsync<string?>($"() => localStorage.getItem('{Key}')");

    // As if the reader had been away before coming back.
    private static async Task AgeAsync(Visit visit, int hours)
    {
        await visit.Page.EvaluateAsync(
            """
            ([key, hours]) => {
                const write = () => localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key)), at: Date.now() - hours * 3600000 }));
                addEventListener('pagehide', write);
                document.addEventListener('visibilitychange', write);
            }
            """,
            new object[] { Key, hours });
        await visit.Page.ReloadAsync();
    }
}
