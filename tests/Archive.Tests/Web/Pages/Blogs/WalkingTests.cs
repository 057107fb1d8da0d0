using System.Net;
using System.Text.RegularExpressions;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Pages.Blogs;

/// <summary>Two blogs over some years: finding the way from page to page.</summary>
public sealed class WalkingTests : IAsyncLifetime
{
    private static readonly BlogDescription Harbour = new("harbour", "Harbour Lights", Address: "http://harbour.blogspot.co.uk/", Language: "en-GB", Author: "Edith Marsh");

    private static readonly BlogDescription Mill = new("mill", "Mill Race");

    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync(Fill);

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static void Fill(TestArchive archive)
    {
        archive.Import(
            Dump(Harbour, "Fog bell", "2012-03-04", "one", "  reply"),
            Dump(Harbour, "East quay", "2012-03-09"),
            Dump(Harbour, "Slipway", "2012-11-26", "see http://harbour.blogspot.com/2012/03/fog-bell.html?m=1", "two", "three"),
            Dump(Harbour, "Ferry", "2015-11-26", "a", "b", "c", "d"),
            Dump(Harbour, "No day at all", null, "x"),
            Dump(Mill, "Weir", "2012-03-20", "y"),
            Dump(Mill, "Sluice", "2014-02-01"));
    }

    private static DumpFile Dump(BlogDescription blog, string title, string? day, params string[] outline) =>
        TestArchive.Dump($"{title}.txt", DumpText.Titled(title, day, outline)) with { Blog = blog };

    [Theory]
    [InlineData("/harbour", null)]
    [InlineData("/harbour/2012", "2012: 3 posts")]
    [InlineData("/harbour/2012/03", "March 2012: 2 posts")]
    [InlineData("/harbour/2012/03/fog-bell", "March 2012: 2 posts")]
    [InlineData("/harbour/undated", "")]
    [InlineData("/harbour/discussed", null)]
    public async Task All_years_of_a_blog_are_there_at_once_and_the_open_one_is_marked(string address, string? open)
    {
        var calendar = (await site.PageAsync(address)).QuerySelector(".calendar")!;

        // Years without any post are part of the story.
        Assert.Equal(["2015", "2014", "2013", "2012"], calendar.QuerySelectorAll("th").Select(year => year.Words()));
        Assert.Equal(
            ["November 2015: 1 post", "March 2012: 2 posts", "November 2012: 1 post"],
            calendar.QuerySelectorAll("td a").Select(month => month.GetAttribute("aria-label")!));
        Assert.Equal(48, calendar.QuerySelectorAll("td").Length);
        Assert.Equal("Undated: 1 post", calendar.QuerySelector("p a").Words());
        Assert.Equal(open, calendar.QuerySelectorAll("[aria-current]").Select(here => here.GetAttribute("aria-label") ?? "").SingleOrDefault());
    }

    [Fact]
    public async Task A_year_leads_to_the_years_beside_it_that_have_posts()
    {
        Assert.Equal(["/harbour/2015"], Links(await site.PageAsync("/harbour/2012"), "[aria-label='Years nearby'] a"));
        Assert.Equal(["/harbour/2012"], Links(await site.PageAsync("/harbour/2015"), "[aria-label='Years nearby'] a"));
        Assert.Equal(["/harbour/2012/11"], Links(await site.PageAsync("/harbour/2012/03"), "[aria-label='Months nearby'] a"));
    }

    [Fact]
    public async Task A_blog_is_read_from_its_first_post_onward()
    {
        var (newest, oldest) = (Titles(await site.PageAsync("/harbour")), Titles(await site.PageAsync("/harbour?order=oldest")));

        Assert.Equal(["Ferry", "Slipway", "East quay", "Fog bell", "No day at all"], newest);
        Assert.Equal(["Fog bell", "East quay", "Slipway", "Ferry", "No day at all"], oldest);
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/harbour?order=best")).StatusCode);
    }

    [Fact]
    public async Task All_blogs_are_read_as_one()
    {
        Assert.Equal(["Ferry", "Sluice", "Slipway", "Weir", "East quay", "Fog bell", "No day at all"], Titles(await site.PageAsync("/posts")));
        Assert.Equal(["Fog bell", "East quay", "Weir"], Titles(await site.PageAsync("/posts/2012/03")));
        Assert.Equal(["Harbour Lights", "Harbour Lights", "Mill Race"], (await site.PageAsync("/posts/2012/03")).QuerySelectorAll(".posts .of-blog").Select(blog => blog.Words()));
        Assert.Equal(["/harbour/2012/03/fog-bell", "/harbour/2012/03/east-quay", "/mill/2012/03/weir", "/harbour/2012/11/slipway"], Links(await site.PageAsync("/posts/2012"), ".titles a"));
        Assert.Equal(["No day at all"], Titles(await site.PageAsync("/posts/undated")));
        Assert.Contains("March 2012: 3 posts", (await site.PageAsync("/posts")).QuerySelectorAll(".calendar td a").Select(month => month.GetAttribute("aria-label")));
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/posts/wanted")).StatusCode);
    }

    [Fact]
    public async Task A_post_leads_on()
    {
        var page = await site.PageAsync("/harbour/2012/03/east-quay");

        Assert.Equal(["← Older Fog bell", "Newer → Slipway"], page.QuerySelectorAll(".head-steps a").Select(step => step.Words()));
        Assert.Equal(page.QuerySelectorAll(".head-steps a").Select(step => step.GetAttribute("href")), page.QuerySelectorAll(".ways .steps a").Select(step => step.GetAttribute("href")));
        Assert.Equal(["/harbour/2012/03/fog-bell"], Links(page, ".ways [aria-labelledby='of-month'] li a"));
        Assert.Null(page.QuerySelector("#linked-from"));
        Assert.Equal("#comments", page.QuerySelector(".head-facts a")!.GetAttribute("href"));

        var linked = await site.PageAsync("/harbour/2012/03/fog-bell");
        Assert.Equal("Slipway comment 1", linked.QuerySelector("[aria-labelledby='linked-from'] li").Words());
        Assert.Equal("2 comments · 1 minute to read", linked.QuerySelector(".head-facts").Words());
        Assert.Empty((await site.PageAsync("/harbour/2015/11/ferry")).QuerySelectorAll("[rel=next]"));
        // What has no day is neither older nor newer than anything.
        Assert.Empty(linked.QuerySelectorAll("[rel=prev]"));
        Assert.Empty((await site.PageAsync("/harbour/undated/no-day-at-all")).QuerySelectorAll(".steps"));
    }

    [Fact]
    public async Task The_posts_that_were_talked_about_most_are_listed_ever_or_of_a_year()
    {
        Assert.Equal(["Ferry", "Slipway", "Fog bell", "Weir", "No day at all"], Titles(await site.PageAsync("/posts/discussed")));
        Assert.Equal(["Slipway", "Fog bell", "Weir"], Titles(await site.PageAsync("/posts/discussed?in=2012")));
        Assert.Equal(["Slipway", "Fog bell"], Titles(await site.PageAsync("/harbour/discussed?in=2012")));
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/harbour/discussed?in=2013")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/harbour/discussed?in=undated")).StatusCode);
    }

    [Fact]
    public async Task The_comments_that_came_last_stand_first_however_old_they_are()
    {
        await using var growing = await TestSite.StartAsync(Fill);
        growing.Archive.Clock.Now += TimeSpan.FromDays(3);
        growing.Archive.Import(Dump(Harbour, "Fog bell", "2012-03-04", "one", "  reply", "said late"), Dump(Mill, "Weir", "2012-03-20", "y", "also late"));

        var (all, harbour) = (await growing.PageAsync("/posts/comments"), await growing.PageAsync("/harbour/comments"));

        Assert.Equal(["also late", "said late"], all.QuerySelectorAll(".snippet").Take(2).Select(text => text.Words()));
        Assert.Equal(13, all.QuerySelectorAll(".comment-hit").Length);
        Assert.Equal([2, 11], all.QuerySelectorAll(".came + .hits").Select(day => day.QuerySelectorAll("li").Length));
        Assert.Equal("under Fog bell in Harbour Lights", all.QuerySelectorAll(".by")[1].Words());
        Assert.Equal("said late", harbour.QuerySelector(".snippet").Words());
        Assert.Equal(11, harbour.QuerySelectorAll(".comment-hit").Length);
        Assert.Equal("/search?q=blog%3Aharbour%20on%3A2012%20in%3Acomments", Links(harbour, ".orders a").Last());
        Assert.Equal(6, (await growing.PageAsync(Links(harbour, ".orders a").Last())).QuerySelectorAll(".hits > li").Length);
        Assert.Equal(HttpStatusCode.NotFound, (await growing.GetAsync("/harbour/comments?page=2")).StatusCode);

        // An older capture brings what is known already, and one comment that vanished since.
        growing.Archive.Clock.Now += TimeSpan.FromDays(3);
        growing.Archive.Import(new ImportChoices { Captured = new DateTimeOffset(2012, 3, 5, 0, 0, 0, TimeSpan.Zero) }, Dump(Harbour, "Fog bell", "2012-03-04", "one", "  reply", "taken back"));
        // What is asked for within a blink of an import may be of before it.
        growing.Part<PageMoment.Clock>().LookAgain();
        var came = (await growing.PageAsync("/harbour/comments")).QuerySelectorAll(".came + .hits");
        Assert.Equal("taken back", came[0].QuerySelectorAll(".snippet").Single().Words());
        Assert.Equal("said late", came[1].QuerySelectorAll(".snippet").Single().Words());
        var feed = await growing.Client.GetStringAsync(new Uri("/harbour/comments.atom", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(1, Regex.Count(feed, $"<updated>{growing.Archive.Clock.Now:yyyy-MM-dd}.*?</updated>") - 1);
        Assert.Equal(HttpStatusCode.NotFound, (await growing.GetAsync("/nowhere/comments")).StatusCode);
    }

    [Theory]
    [InlineData("/", "/feed.atom", "/comments.atom")]
    [InlineData("/harbour", "/harbour/feed.atom", "/harbour/comments.atom")]
    public async Task A_blog_shows_how_it_is_followed(string address, string posts, string comments)
    {
        var page = await site.PageAsync(address);

        Assert.Equal([posts, comments], Links(page, "main a[href$='.atom']"));
        Assert.Equal([posts, comments], Links(page, "head link[type='application/atom+xml']"));
    }

    [Fact]
    public async Task A_day_has_its_posts_of_all_years()
    {
        site.Archive.Clock.Now = new DateTimeOffset(2026, 11, 26, 8, 0, 0, TimeSpan.Zero);
        var today = await site.GetAsync("/posts/on");

        Assert.Equal("/posts/on/11/26", today.Headers.Location!.OriginalString);
        Assert.Equal("no-store", today.Headers.CacheControl!.ToString());
        Assert.Equal(["Ferry", "Slipway"], Titles(await site.PageAsync("/posts/on/11/26")));
        // Of a year that has no such day, nothing: not what has no day, either.
        Assert.Empty(Titles(await site.PageAsync("/posts/on/02/29")));
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/posts/on/02/31")).StatusCode);
    }

    [Fact]
    public async Task Where_a_day_has_more_posts_than_are_listed_their_month_has_them()
    {
        await using var many = await TestSite.StartAsync(archive =>
        {
            archive.Import([.. Enumerable.Range(0, OnThisDayModel.MaxOfYear + 3).Select(i => Dump(i % 2 == 0 ? Harbour : Mill, $"Number {i} of them", "2012-11-26", $"said of {i}"))]);
            archive.Import([.. Enumerable.Range(0, OnThisDayModel.MaxOfYear).Select(i => Dump(Harbour, $"Later {i} of them", "2013-11-26", $"also said of {i}"))]);
        });
        var page = await many.PageAsync("/posts/on/11/26");
        var note = Assert.Single(page.QuerySelectorAll("main > p.quiet"));

        Assert.Equal("43 posts of this day, newest first.", page.QuerySelector(".masthead .quiet").Words());
        Assert.Equal(40, Titles(page).Length);
        Assert.Equal("Not listed here: 3 more posts of this day in 2012; November 2012 has all.", note.Words());
        Assert.Equal("/posts/2012/11", note.QuerySelector("a")!.GetAttribute("href"));
        Assert.Empty((await many.PageAsync("/harbour/on/11/26")).QuerySelectorAll("main > p.quiet"));
    }

    [Fact]
    public async Task Chance_leads_to_every_post_sooner_or_later()
    {
        var found = new HashSet<string>();
        for (var tries = 0; tries < 200 && found.Count < 7; tries++)
        {
            found.Add((await site.GetAsync("/posts/random")).Headers.Location!.OriginalString);
        }

        Assert.Equal(7, found.Count);
        Assert.StartsWith("/mill/", (await site.GetAsync("/mill/random")).Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/nowhere/random")).StatusCode);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(40)]
    public async Task What_has_no_day_stands_last_on_whichever_page_that_is(int dated)
    {
        await using var many = await TestSite.StartAsync(archive => archive.Import([.. Enumerable.Range(0, 41).Select(i => Dump(
            Harbour, $"Number {i} of them", i < dated ? new DateOnly(2012, 1, 1).AddDays(i).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null, $"said of {i}"))]));

        var pages = new List<string[]>();
        foreach (var page in Enumerable.Range(1, 3))
        {
            pages.Add([.. Titles(await many.PageAsync($"/harbour?order=oldest&page={page}")).Select(title => title.Split(' ')[1])]);
        }

        // The last page has one post, the blog has many.
        Assert.Equal(6, (await many.PageAsync("/harbour?page=3")).QuerySelectorAll(".orders a").Length);
        Assert.Equal(Enumerable.Range(0, 41).Select(i => $"{i}").Order(), pages.SelectMany(page => page).Order());
        Assert.Equal(Enumerable.Range(0, dated).Select(i => $"{i}"), pages.SelectMany(page => page).Take(dated));
    }

    [Fact]
    public async Task The_front_says_what_this_archive_is()
    {
        var page = await site.PageAsync("/");

        Assert.Equal(
            ["Harbour Lights by Edith Marsh · 2012 – 2015 · 5 posts, 10 comments", "Mill Race 2012 – 2014 · 2 posts, 1 comment"],
            page.QuerySelectorAll(".blogs > li").Select(blog => blog.Words()));
        Assert.Equal("Ferry", page.QuerySelector("[aria-labelledby=newest] li a").Words());
        Assert.Equal("Ferry", page.QuerySelector("[aria-labelledby=longest] li a").Words());
        Assert.Contains("7 new posts, 11 new comments", page.QuerySelector("[aria-labelledby=arrivals]").Words(), StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("[role=search]"));
    }

    [Fact]
    public async Task An_archive_without_posts_says_so_and_has_no_calendar()
    {
        await using var empty = await TestSite.StartAsync(_ => { });
        var page = await empty.PageAsync("/posts");

        Assert.Equal("This archive has no posts yet.", page.QuerySelector(".notice").Words());
        Assert.Empty(page.QuerySelectorAll(".calendar, .orders"));
    }

    [Fact]
    public async Task Of_one_blog_all_posts_are_its_own()
    {
        await using var single = await TestSite.StartAsync(archive => archive.Import(Dump(Harbour, "Fog bell", "2012-03-04")));

        Assert.Equal("/harbour", (await single.GetAsync("/posts")).Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("2014-02:1 2014-03:9", "2014-02 1, 2014-03 4")]
    [InlineData("0001-01:1 9999-12:1", "0001-01 4, 9999-12 4")]
    [InlineData("2010-01:1 2010-02:1 2010-03:1 2010-04:1 2010-05:1 2010-06:1 2010-07:1 2010-08:2 2010-09:4 2010-10:400", "2010-01 1, 2010-02 1, 2010-03 1, 2010-04 1, 2010-05 1, 2010-06 1, 2010-07 1, 2010-08 1, 2010-09 1, 2010-10 4")]
    public void One_great_month_does_not_make_all_others_pale(string months, string shades)
    {
        var calendar = new Calendar(
            "x", [.. months.Split(' ').Select(month => month.Split(':')).Select(month => new CalendarMonth(month[0], int.Parse(month[1], System.Globalization.CultureInfo.InvariantCulture), 0))], null);

        Assert.Equal(shades, string.Join(", ", calendar.Months.Select(month => $"{month.Month} {calendar.Shade(month)}")));
        Assert.InRange(calendar.Years.Count, 1, 2);
        Assert.NotEmpty(MonthCurve.Path(calendar.Months));
    }

    private static string[] Titles(AngleSharp.Html.Dom.IHtmlDocument page) => [.. page.QuerySelectorAll(".posts h2 a").Select(title => title.Words())];

    private static string[] Links(AngleSharp.Html.Dom.IHtmlDocument page, string where) => [.. page.QuerySelectorAll(where).Select(link => link.GetAttribute("href")!)];
}
