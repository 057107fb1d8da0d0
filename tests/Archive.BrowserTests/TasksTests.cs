using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

/// <summary>What people come for, on an archive of years: with scripts and without, on a phone and at a desk, each with the clicks and keys that it takes.</summary>
public sealed class TasksTests(SiteInBrowser browser, MadeSite made)
{
    private const int Phone = 390, Desk = 1440;

    public static TheoryData<bool, int> Readers => new() { { true, Phone }, { true, Desk }, { false, Phone }, { false, Desk } };

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task From_a_dead_link_to_the_comment_that_it_names_in_two_steps(bool scripts, int width)
    {
        await using var db = await made.ReadAsync();
        var (link, key) = await DeadLinkAsync(db);
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync("/");
        var steps = new Steps(visit.Page);

        var box = visit.Page.Locator("main input[type=search]");
        await steps.FillAsync(box, link);
        await steps.PressAsync(box, "Enter");

        await Assertions.Expect(visit.Page.Locator($"#c{key}")).ToBeVisibleAsync();
        Assert.EndsWith($"#c{key}", visit.Page.Url, StringComparison.Ordinal);
        Assert.Equal(2, steps.Count);
        visit.HadNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task To_the_first_post_of_a_year_and_on_through_its_month(bool scripts, int width)
    {
        await using var db = await made.ReadAsync();
        var posts = await db.Posts.Where(post => post.Month.StartsWith("2013") && db.Blogs.Any(blog => blog.Id == post.BlogId && blog.Slug == MadeSite.Blog))
            .OrderBy(post => post.Id).Select(post => new { post.Month, post.Slug }).ToListAsync();
        var month = posts.TakeWhile(post => post.Month == posts[0].Month).ToList();
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync($"/{MadeSite.Blog}");
        var steps = new Steps(visit.Page);

        if (width == Phone)
        {
            await steps.ClickAsync(visit.Page.Locator(".calendar summary"));
        }

        await steps.ClickAsync(visit.Page.Locator(".calendar th").GetByRole(AriaRole.Link, new() { Name = "2013", Exact = false }));
        await steps.ClickAsync(visit.Page.Locator(".titles a").First);

        Assert.EndsWith(PostAddress.Post(MadeSite.Blog, posts[0].Month, posts[0].Slug), visit.Page.Url, StringComparison.Ordinal);
        Assert.Equal(width == Phone ? 3 : 2, steps.Count);
        foreach (var next in posts.Skip(1).Take(month.Count))
        {
            await steps.ClickAsync(visit.Page.Locator(".head-steps a[rel=next]"));
            Assert.EndsWith(PostAddress.Post(MadeSite.Blog, next.Month, next.Slug), visit.Page.Url, StringComparison.Ordinal);
        }

        Assert.Equal((width == Phone ? 3 : 2) + month.Count, steps.Count);
        visit.HadNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task All_new_comments_of_a_blog_are_followed_by_one_link(bool scripts, int width)
    {
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync($"/{MadeSite.Blog}");

        var follow = visit.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "comments that came last" });
        await Assertions.Expect(follow).ToBeInViewportAsync();
        var feed = await visit.Page.Context.APIRequest.GetAsync(new Uri(await made.AddressAsync(), (await follow.GetAttributeAsync("href"))!).ToString());

        Assert.Equal("application/atom+xml; charset=utf-8", feed.Headers["content-type"]);
        Assert.Contains("Comment 21 on The east quay, in four readings", await feed.TextAsync(), StringComparison.Ordinal);
        visit.HadNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task All_of_one_person_on_a_subject(bool scripts, int width)
    {
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync($"/{MadeSite.NamedBlog}");
        var steps = new Steps(visit.Page);

        await steps.ClickAsync(visit.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "people", Exact = true }));
        await steps.ClickAsync(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Ada Abbot", Exact = true }));
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Ada Abbot");
        var box = visit.Page.Locator("main .within input[name=q]");
        await steps.FillAsync(box, "lease");
        await steps.PressAsync(box, "Enter");

        await Assertions.Expect(visit.Page.Locator(".hits > li").First).ToContainTextAsync("lease");
        await using var db = await made.ReadAsync();
        var written = await db.Comments.CountAsync(comment => (comment.Author == "Ada Abbot" || comment.InferredSigner == "Ada Abbot") && EF.Functions.Like(comment.Text, "%lease%"));
        await Assertions.Expect(visit.Page.Locator(".total")).ToContainTextAsync(written == 1 ? "1 hit" : $"{written} hits");
        Assert.Equal(4, steps.Count);
        visit.HadNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task From_a_post_to_others_with_its_label_and_to_one_month_of_them(bool scripts, int width)
    {
        await using var db = await made.ReadAsync();
        var home = await db.Blogs.SingleAsync(blog => blog.Slug == MadeSite.Blog);
        var month = await db.LabelMonths.Where(one => one.BlogId == home.Id && one.Month != PostAddress.Undated).OrderByDescending(one => one.Posts).ThenBy(one => one.Month).FirstAsync();
        var post = await db.Posts.Where(one => db.PostLabels.Any(label => label.PostId == one.Id && label.BlogId == home.Id && label.Label == month.Label)).FirstAsync();
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync(PostAddress.Post(MadeSite.Blog, post.Month, post.Slug));
        var steps = new Steps(visit.Page);

        await steps.ClickAsync(visit.Page.Locator(".record").GetByRole(AriaRole.Link, new() { Name = month.Label, Exact = true }));
        if (width == Phone)
        {
            await steps.ClickAsync(visit.Page.Locator(".calendar summary"));
        }

        await steps.ClickAsync(visit.Page.Locator($".calendar td a[href$='{month.Month}']"));

        await Assertions.Expect(visit.Page.Locator(".hits > li")).ToHaveCountAsync(month.Posts);
        Assert.Equal(width == Phone ? 3 : 2, steps.Count);
        visit.HadNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task From_a_name_in_a_thread_to_its_page_and_to_a_letter_of_the_index(bool scripts, int width)
    {
        await using var db = await made.ReadAsync();
        var home = await db.Blogs.SingleAsync(blog => blog.Slug == MadeSite.NamedBlog);
        var post = await db.Posts.Where(post => post.BlogId == home.Id && post.CommentCount > 5 && post.CommentCount < 30).FirstAsync();
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync(PostAddress.Post(MadeSite.NamedBlog, post.Month, post.Slug));
        var steps = new Steps(visit.Page);

        var name = visit.Page.Locator(".thread a.author").First;
        var written = await name.TextContentAsync();
        await steps.ClickAsync(name);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(written!);
        await steps.ClickAsync(visit.Page.Locator(".crumbs a"));
        await steps.ClickAsync(visit.Page.Locator(".letters").GetByRole(AriaRole.Link, new() { Name = "T", Exact = true }));

        await Assertions.Expect(visit.Page.Locator(".names a").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^T"));
        Assert.Equal(3, steps.Count);
        visit.HadNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task From_a_comment_to_its_lines_and_to_the_bytes_that_they_stand_in(bool scripts, int width)
    {
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync(MadeSite.Captured);
        var steps = new Steps(visit.Page);
        var comment = visit.Page.Locator("article[aria-label='Comment 4']").First;
        var said = (await comment.Locator(".text, .said p").First.TextContentAsync())!.Trim().Split('\n')[0];

        await steps.ClickAsync(comment.Locator(".menu > summary"));
        await steps.ClickAsync(comment.Locator("a.lines"));
        await Assertions.Expect(visit.Page.Locator("#main")).ToContainTextAsync(said[..20]);
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => steps.ClickAsync(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Download the exact bytes" })));

        Assert.Contains(said[..20], await File.ReadAllTextAsync((await download.PathAsync())!), StringComparison.Ordinal);
        Assert.Equal(3, steps.Count);
        visit.HadNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Everything_as_CSV_in_two_steps(bool scripts, int width)
    {
        await using var db = await made.ReadAsync();
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync("/");
        var steps = new Steps(visit.Page);

        await steps.ClickAsync(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Take everything out" }));
        await Assertions.Expect(visit.Page.GetByText("All of this archive")).ToBeVisibleAsync();
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => steps.ClickAsync(visit.Page.GetByRole(AriaRole.Button, new() { Name = "CSV" })));
        var csv = await File.ReadAllTextAsync((await download.PathAsync())!);

        Assert.Equal("archive.csv", download.SuggestedFilename);
        // Each row ends in the lines of its original, and no text in such a line end.
        Assert.Equal(await db.Posts.CountAsync() + await db.Comments.CountAsync(), csv.Split("\r\n").Count(line => line.Length > 0 && !line.StartsWith('#')) - 1);
        Assert.Equal(2, steps.Count);
        visit.HadNoComplaints();
    }

    [Theory]
    [InlineData("made-front", "/")]
    [InlineData("made-all", "/posts")]
    [InlineData("made-blog", "/harbour-lights")]
    [InlineData("made-blog-page", "/harbour-lights?page=3")]
    [InlineData("made-oldest", "/harbour-lights?order=oldest")]
    [InlineData("made-year", "/harbour-lights/2013")]
    [InlineData("made-month", "/harbour-lights/2013/02")]
    [InlineData("made-discussed", "/posts/discussed?in=2013")]
    [InlineData("made-recent", "/posts/comments")]
    [InlineData("made-day", "/posts/on/06/14")]
    [InlineData("made-captured", MadeSite.Captured)]
    [InlineData("made-search", "/search?q=harbour")]
    [InlineData("made-take", "/take")]
    [InlineData("made-take-year", "/take?blog=harbour-lights&month=2013")]
    [InlineData("made-take-search", "/take?q=harbour")]
    [InlineData("made-labels", "/labels")]
    [InlineData("made-labels-of-blog", "/harbour-lights/labels?order=posts")]
    [InlineData("made-label", "/posts/labels/weather?page=2")]
    [InlineData("made-people", "/people")]
    [InlineData("made-people-signed", "/harbour-lights/people?order=number")]
    [InlineData("made-person", "/people/ada%20abbot")]
    public async Task Every_page_of_an_archive_of_years_is_fit_for_a_phone_and_a_desk(string name, string address)
    {
        foreach (var width in (int[])[Phone, Desk])
        {
            await using var visit = await VisitAsync(scripts: true, width);
            await visit.LookAsync($"{name}-{width}", address);
            visit.HadNoComplaints();
        }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task The_front_leads_to_what_was_talked_about_most_in_a_year_and_to_what_came_last(bool scripts, int width)
    {
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync("/");
        var steps = new Steps(visit.Page);
        await Assertions.Expect(visit.Page.Locator(".blogs > li")).ToHaveCountAsync(3);

        await steps.ClickAsync(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Most discussed" }).GetByRole(AriaRole.Link));
        await steps.ClickAsync(visit.Page.Locator("nav.orders").GetByRole(AriaRole.Link, new() { Name = "2013" }));
        await Assertions.Expect(visit.Page.Locator(".posts .count").First).ToContainTextAsync("2,000 comments");
        Assert.Equal(2, steps.Count);

        await visit.GoAsync("/");
        await steps.ClickAsync(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Recent comments" }));
        await Assertions.Expect(visit.Page.Locator(".comment-hit .by").First).ToContainTextAsync("The east quay, in four readings");
        Assert.Equal(3, steps.Count);
        visit.HadNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task The_head_of_every_page_leads_to_posts_people_labels_and_the_search_and_its_title_names_the_blog(bool scripts, int width)
    {
        await using var visit = await VisitAsync(scripts, width);
        foreach (var (name, heading) in ((string, string)[])[("Posts", "All posts"), ("People", "People"), ("Labels", "Labels"), ("Search", "Search")])
        {
            await visit.GoAsync(MadeSite.Captured);
            Assert.Equal("The east quay, in four readings · Harbour Lights · Archive", await visit.Page.TitleAsync());
            await visit.Page.GetByRole(AriaRole.Navigation, new() { Name = "Site" }).GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1 })).ToHaveCountAsync(1);
        }

        visit.HadNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task All_years_are_there_at_once(bool scripts, int width)
    {
        await using var visit = await VisitAsync(scripts, width);
        foreach (var address in (string[])["/posts", $"/{MadeSite.Blog}", $"/{MadeSite.Blog}/2013", $"/{MadeSite.Blog}/2013/02", MadeSite.Captured])
        {
            await visit.GoAsync(address);
            var years = visit.Page.Locator(".calendar th");
            if (width == Phone)
            {
                await Assertions.Expect(years.First).ToBeHiddenAsync();
                await visit.Page.Locator(".calendar summary").ClickAsync();
            }

            await Assertions.Expect(years).ToHaveCountAsync(11);
            await Assertions.Expect(years.Last).ToBeVisibleAsync();
        }

        visit.HadNoComplaints();
    }

    private async Task<Visit> VisitAsync(bool scripts, int width) => await browser.VisitAsync(
        new BrowserNewContextOptions { JavaScriptEnabled = scripts, ViewportSize = new() { Width = width, Height = 900 } }, await made.AddressAsync());

    // An address of the live blog as its own pages linked to a comment: by the moment at which that was written.
    private static async Task<(string Link, string Key)> DeadLinkAsync(ArchiveDb db)
    {
        var home = await db.Blogs.SingleAsync(blog => blog.Slug == MadeSite.NamedBlog);
        var post = await db.Posts.Where(post => post.BlogId == home.Id && post.CommentCount > 5 && post.CommentCount < 30 && post.Title != null).OrderByDescending(post => post.Id).FirstAsync();
        var comments = await db.Comments.Where(comment => comment.PostId == post.Id && comment.Published != null).Select(comment => new { comment.Key, comment.Published }).ToListAsync();
        var only = comments.GroupBy(comment => comment.Published![..16]).Last(minute => minute.Count() == 1).Single();
        var zone = TimeZoneInfo.FindSystemTimeZoneById(home.TimeZone!);
        var utc = TimeZoneInfo.ConvertTimeToUtc(DateTime.Parse(only.Published!, System.Globalization.CultureInfo.InvariantCulture), zone);
        var host = new Uri(home.Address!).Host.Replace(".blogspot.com", ".blogspot.de", StringComparison.Ordinal);
        return ($"https://{host}/{post.Month.Replace('-', '/')}/{post.Slug}.html?showComment={new DateTimeOffset(utc).ToUnixTimeMilliseconds()}&m=1", only.Key);
    }
}
