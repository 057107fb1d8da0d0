using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

public class ReadingTests(SiteInBrowser site)
{
    [Fact]
    public async Task Replies_fold_and_open_by_keyboard()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Post);
        var replies = visit.Page.Locator("details.replies").First;
        var reply = replies.Locator("article").First;

        await replies.Locator("summary").First.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(reply).Not.ToBeVisibleAsync();

        await visit.Page.Keyboard.PressAsync("Space");
        await Assertions.Expect(reply).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_number_is_a_link_that_marks_its_comment()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Post);
        var plain = await MarkAsync(visit.Page.Locator("ol.thread > li").Nth(4));

        var link = visit.Page.Locator("ol.thread > li").Nth(4).Locator("a.number").First;
        await link.ClickAsync();

        var target = visit.Page.Locator("li:target");
        await Assertions.Expect(target).ToBeInViewportAsync();
        Assert.Equal(await link.GetAttributeAsync("href"), new Uri(visit.Page.Url).Fragment);
        Assert.NotEqual(plain, await MarkAsync(target));
    }

    [Fact]
    public async Task A_link_to_a_reply_opens_it_even_inside_a_closed_fold()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Post);
        var fold = visit.Page.Locator("details.replies").First;
        var reply = fold.Locator("li").First;
        var id = await reply.GetAttributeAsync("id");
        await fold.Locator("summary").First.ClickAsync();
        await Assertions.Expect(reply).Not.ToBeVisibleAsync();

        await visit.Page.EvaluateAsync("id => { location.hash = id; }", id);

        await Assertions.Expect(reply).ToBeVisibleAsync();
        await Assertions.Expect(reply).ToBeInViewportAsync();
    }

    [Fact]
    public async Task A_comment_found_by_searching_is_one_click_away_in_its_thread()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync("/");
        await visit.Page.GetByRole(AriaRole.Combobox).FillAsync("Maude's report");
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.Page.Locator("a[href*='#c']").First.ClickAsync();

        await Assertions.Expect(visit.Page.Locator("li:target")).ToContainTextAsync("Maude's report");
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task A_comment_leads_to_its_lines_in_the_source_and_back()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Post);
        await visit.Page.Locator("ol.thread > li").First.Locator("a.lines").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator(":target")).ToContainTextAsync("Link to Maude's report");

        await visit.Page.Locator("a[href*='#c']").First.ClickAsync();

        await Assertions.Expect(visit.Page.Locator("li:target")).ToContainTextAsync("Link to Maude's report");
    }

    [Fact]
    public async Task Reading_and_searching_need_no_script()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        await visit.GoAsync("/probationmatters");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Power To The People?" }).First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("ol.thread article")).ToHaveCountAsync(38);

        await visit.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search posts and comments" }).FillAsync("probation");
        await visit.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visit.Page.Locator("mark").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task On_paper_there_is_the_text_and_no_navigation()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Post);

        await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        await Assertions.Expect(visit.Page.Locator("header.site nav")).ToBeHiddenAsync();
        await Assertions.Expect(visit.Page.Locator("article nav").First).ToBeHiddenAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("ol.thread article").First).ToBeVisibleAsync();
    }

    private static Task<string> MarkAsync(ILocator item) => item.EvaluateAsync<string>(
        """
        item => {
            const bar = getComputedStyle(item.querySelector('article'), '::before');
            return [bar.content, bar.backgroundColor, bar.width].join(' ');
        }
        """);
}
