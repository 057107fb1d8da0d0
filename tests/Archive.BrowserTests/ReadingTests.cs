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
        var branch = visit.Page.Locator("details.branch:has(ol)").First;
        var reply = branch.Locator("ol article").First;

        await branch.Locator("> summary").FocusAsync();
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
        var fold = visit.Page.Locator("details.branch:has(ol)").First;
        var reply = fold.Locator("ol > li").First;
        var id = await reply.GetAttributeAsync("id");
        await fold.Locator("> summary").ClickAsync();
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
        await visit.Page.Locator("ol.thread > li").First.Locator(".menu > summary").First.ClickAsync();
        await visit.Page.Locator("ol.thread > li").First.Locator("a.lines").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator(":target")).ToContainTextAsync("Link to Maude's report");

        await visit.Page.Locator("a[href*='#c']").First.ClickAsync();

        await Assertions.Expect(visit.Page.Locator("li:target")).ToContainTextAsync("Link to Maude's report");
    }

    /// <summary>One interaction to the lines, and one to the bytes.</summary>
    [Theory]
    [InlineData(true, 390)]
    [InlineData(true, 1440)]
    [InlineData(false, 390)]
    [InlineData(false, 1440)]
    public async Task All_lines_of_a_comment_are_marked_with_the_download_beside_them(bool scripts, int width)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = scripts, ViewportSize = new() { Width = width, Height = 900 } });
        await visit.GoAsync(SitePages.Post);
        await new Reader(visit.Page).Menu("8.5").ClickAsync();
        await new Reader(visit.Page).Article("8.5").Locator("a.lines").ClickAsync();

        await Assertions.Expect(visit.Page.Locator("ol.lines:target > li")).ToHaveCountAsync(3);
        await Assertions.Expect(visit.Page.Locator("#L156")).ToBeInViewportAsync();
        await Assertions.Expect(visit.Page.Locator("#L158")).ToBeInViewportAsync();
        Assert.Equal(await GroundAsync(visit.Page.Locator("#L156")), await GroundAsync(visit.Page.Locator("#L158")));
        Assert.NotEqual(await GroundAsync(visit.Page.Locator("#L156")), await GroundAsync(visit.Page.Locator("#L160")));
        await visit.ShootAsync($"lines-{width}");

        var download = visit.Page.GetByRole(AriaRole.Link, new() { Name = "Download it" });
        await Assertions.Expect(download).ToBeInViewportAsync();
        var file = await visit.Page.RunAndWaitForDownloadAsync(() => download.ClickAsync());
        Assert.EndsWith(".txt", file.SuggestedFilename, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#L150-L160", 11)]
    [InlineData("#L160-150", 11)]
    [InlineData("#L150", 0)]
    public async Task Lines_that_an_address_names_are_marked_and_an_old_address_of_one_line_is(string fragment, int marked)
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Source + fragment);

        await Assertions.Expect(visit.Page.Locator(".in-range")).ToHaveCountAsync(marked);
        await Assertions.Expect(visit.Page.Locator("#L150")).ToBeInViewportAsync();
        Assert.NotEqual(await GroundAsync(visit.Page.Locator("#L150")), await GroundAsync(visit.Page.Locator("#L170")));
        visit.HadNoComplaints();
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

    [Theory]
    [InlineData(true, 390)]
    [InlineData(true, 1440)]
    [InlineData(false, 390)]
    [InlineData(false, 1440)]
    public async Task On_paper_there_is_the_text_and_no_navigation(bool scripts, int width)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = scripts, ViewportSize = new() { Width = width, Height = 900 } });
        await visit.GoAsync(SitePages.Post);
        await Assertions.Expect(visit.Page.Locator(".on-paper")).ToBeHiddenAsync();

        await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        await Assertions.Expect(visit.Page.Locator("header.site nav")).ToBeHiddenAsync();
        await Assertions.Expect(visit.Page.Locator(".menu").First).ToBeHiddenAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("ol.thread article").First).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator(".on-paper")).ToContainTextAsync("On Probation Blog");
        await Assertions.Expect(visit.Page.Locator(".on-paper")).ToContainTextAsync($"{site.Address.ToString().TrimEnd('/')}{SitePages.Post}");
        await Assertions.Expect(visit.Page.Locator(".on-paper")).ToContainTextAsync("Captured on or before");
        await Assertions.Expect(visit.Page.Locator("main button:visible, main form:visible, main nav:visible, main .cite:visible, main summary:visible")).ToHaveCountAsync(0);
        Assert.Equal(["\"none\""], await AddressesAsync(visit.Page.Locator(".thread .writing a.bare")));
        Assert.NotEmpty(await visit.Page.PdfAsync());
    }

    // Each way in which links say their address behind their words on paper.
    private static async Task<string[]> AddressesAsync(ILocator links) => await links.EvaluateAllAsync<string[]>(
        "links => [...new Set(links.map(link => { const said = getComputedStyle(link, '::after').content; return said === 'none' || said === 'normal' ? '\"none\"' : said; }))]");

    private static Task<string> GroundAsync(ILocator line) => line.EvaluateAsync<string>("line => getComputedStyle(line).backgroundColor");

    private static Task<string> MarkAsync(ILocator item) => item.EvaluateAsync<string>(
        """
        item => {
            const bar = getComputedStyle(item.querySelector('article'), '::before');
            return [bar.content, bar.backgroundColor, bar.width].join(' ');
        }
        """);
}
