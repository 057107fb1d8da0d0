using System.Net;
using System.Text;
using System.Xml.Linq;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Outputs;

[Collection(SeedSiteTests.Name)]
public sealed class FeedTests(SeedSite seeds)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Threads = "http://purl.org/syndication/thread/1.0";

    private readonly TestSite site = seeds.Site;

    public static TheoryData<string> Addresses =>
    [
        "/feed.atom", "/probation/feed.atom", "/comments.atom", "/probation/comments.atom", SeedSite.PowerPost + "/comments.atom", SeedSite.LongPost + "/comments.atom", SeedSite.LongPost + "/comments.atom?page=11",
        SeedSite.UndatedPost + "/comments.atom", SeedSite.BrokenPost + "/comments.atom", HostileText.Post + "/comments.atom",
    ];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_feed_has_what_every_reader_of_feeds_asks_for(string address)
    {
        var feed = await FeedAsync(address);
        var entries = feed.Elements(Atom + "entry").ToList();

        Assert.NotEmpty(entries);
        Assert.All(entries.Prepend(feed), part => Assert.All(
            (string[])["id", "title", "updated"], name => Assert.False(string.IsNullOrWhiteSpace(Assert.Single(part.Elements(Atom + name)).Value), name)));
        Assert.All(entries, entry => Assert.NotEmpty(entry.Element(Atom + "author")!.Element(Atom + "name")!.Value));
        Assert.All(entries, entry => Assert.NotNull(entry.Element(Atom + "content")));
        Assert.All(entries.Prepend(feed), part => Assert.True(DateTimeOffset.TryParse(part.Element(Atom + "updated")!.Value, out _)));
        Assert.Equal(entries.Count + 1, entries.Prepend(feed).Select(part => part.Element(Atom + "id")!.Value).Distinct().Count());
        Assert.Equal(entries.Max(entry => entry.Element(Atom + "updated")!.Value), feed.Element(Atom + "updated")!.Value);
        Assert.Equal($"{site.Client.BaseAddress!.ToString().TrimEnd('/')}{address}", Link(feed, "self"));
    }

    [Fact]
    public async Task The_newest_posts_come_first_and_say_where_their_comments_are()
    {
        var entry = (await FeedAsync("/probation/feed.atom")).Elements(Atom + "entry").First();

        Assert.Equal("Changed", entry.Element(Atom + "title")!.Value);
        Assert.Equal("2016-04-05T00:00:00Z", entry.Element(Atom + "published")!.Value);
        Assert.EndsWith(SeedSite.ChangedPost + "/comments.atom", Link(entry, "replies"), StringComparison.Ordinal);
        Assert.Contains("<p>The body of the post.</p>", entry.Element(Atom + "content")!.Value, StringComparison.Ordinal);
        Assert.Equal("On Probation Blog", entry.Element(Atom + "author")!.Value);
    }

    [Fact]
    public async Task Every_comment_says_what_it_answers()
    {
        var post = (await FeedAsync("/probation/feed.atom")).Elements(Atom + "entry").Single(entry => Link(entry, "alternate")!.EndsWith(SeedSite.PowerPost, StringComparison.Ordinal));
        var entries = (await FeedAsync(SeedSite.PowerPost + "/comments.atom")).Elements(Atom + "entry").ToList();
        var ids = entries.Prepend(post).Select(entry => entry.Element(Atom + "id")!.Value).ToHashSet();

        Assert.Equal(38, entries.Count);
        Assert.All(entries, entry =>
        {
            var answered = entry.Element(Threads + "in-reply-to")!;
            Assert.Contains(answered.Attribute("ref")!.Value, ids);
            Assert.Equal("text/html", answered.Attribute("type")!.Value);
            Assert.NotEqual(entry.Element(Atom + "id")!.Value, answered.Attribute("ref")!.Value);
        });
        Assert.Contains(entries, entry => entry.Element(Threads + "in-reply-to")!.Attribute("ref")!.Value == post.Element(Atom + "id")!.Value);
        Assert.Contains(entries, entry => entry.Element(Threads + "in-reply-to")!.Attribute("ref")!.Value != post.Element(Atom + "id")!.Value);
        foreach (var answered in entries.Take(3).Select(entry => entry.Element(Threads + "in-reply-to")!))
        {
            Assert.Equal(HttpStatusCode.OK, (await site.GetAsync(new Uri(answered.Attribute("href")!.Value).PathAndQuery)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await site.GetAsync(new Uri(answered.Attribute("source")!.Value).PathAndQuery)).StatusCode);
        }
    }

    [Fact]
    public async Task A_long_thread_is_a_feed_of_several_parts_and_none_is_lost()
    {
        var ids = new List<string>();
        var address = SeedSite.LongPost + "/comments.atom";
        for (string? next = address; next is not null;)
        {
            var feed = await FeedAsync(next);
            ids.AddRange(feed.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "id")!.Value));
            next = Link(feed, "next") is { } link ? new Uri(link).PathAndQuery : null;
        }

        Assert.Equal(1_100, ids.Count);
        Assert.Equal(1_100, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("Europe/London", "2015-07-13T01:39:00Z", "2015-01-13T02:39:00Z")]
    [InlineData("America/Los_Angeles", "2015-07-13T09:39:00Z", "2015-01-13T10:39:00Z")]
    [InlineData(null, "2015-07-13T02:39:00Z", "2015-01-13T02:39:00Z")]
    public async Task A_time_is_of_the_clock_of_its_blog(string? zone, string july, string january)
    {
        var dump = TestArchive.Bytes("a", Encoding.UTF8.GetBytes(
            "Sunday 1 April 2012\n\nEarly\n\nNothing.\n\n2 comments:\n\n  1. PatJuly 13, 2015 at 2:39 AM\n\n    A zebra.\n\n    ReplyDelete\n  2. AnnaJanuary 13, 2015 at 2:39 AM\n\n    Zebra.\n\n    ReplyDelete\n"));
        await using var clocks = await TestSite.StartAsync(archive => archive.Import(dump with { Blog = TestArchive.Blog with { TimeZone = zone } }));

        foreach (var address in new[] { "/probation/2012/04/early/comments.atom", "/search.atom?q=zebra" })
        {
            var feed = XDocument.Parse(await clocks.Client.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken)).Root!;
            Assert.Equal([january, july], feed.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "published")!.Value).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Without_a_date_the_day_of_the_capture_counts()
    {
        var entry = (await FeedAsync(SeedSite.UndatedPost + "/comments.atom")).Element(Atom + "entry")!;

        Assert.Equal("2020-05-04T03:02:01Z", entry.Element(Atom + "updated")!.Value);
        Assert.Null(entry.Element(Atom + "published"));
        Assert.Equal("unsigned", entry.Element(Atom + "author")!.Value);
    }

    [Fact]
    public async Task Who_follows_all_comments_hears_of_each_arrival_on_its_day_however_old_it_is()
    {
        await using var growing = await TestSite.StartAsync(archive =>
        {
            archive.Import(TestArchive.Dump("One.txt", DumpText.Titled("One", "2014-02-11", "early")), TestArchive.Dump("Two.txt", DumpText.Titled("Two", "2015-02-11", "later")));
            archive.Clock.Now = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
            archive.Import(TestArchive.Dump("One.txt", DumpText.Titled("One", "2014-02-11", "early", "found again")));
        });
        var entries = XDocument.Parse(await (await growing.GetAsync("/comments.atom")).Content.ReadAsStringAsync()).Root!.Elements(Atom + "entry").ToList();

        Assert.Equal(["Comment 2 on One", "Comment 1 on Two", "Comment 1 on One"], entries.Select(entry => entry.Element(Atom + "title")!.Value));
        Assert.Equal("2026-03-04T05:06:07Z", entries[0].Element(Atom + "updated")!.Value);
        Assert.All(entries.Skip(1), entry => Assert.NotEqual("2026-03-04T05:06:07Z", entry.Element(Atom + "updated")!.Value));
    }

    [Fact]
    public async Task A_comment_that_somebody_signed_says_so_in_every_feed()
    {
        var names = (await FeedAsync(SeedSite.PowerPost + "/comments.atom")).Elements(Atom + "entry").Select(entry => entry.Element(Atom + "author")!.Value).ToList();

        Assert.Contains("signed Andrew Hatton", names);
        Assert.Contains("unsigned", names);
    }

    [Fact]
    public async Task Of_a_removed_comment_no_feed_says_that_it_was_unsigned()
    {
        var ofThread = (await FeedAsync(SeedSite.BrokenPost + "/comments.atom")).Elements(Atom + "entry").ToDictionary(entry => entry.Element(Atom + "title")!.Value, Author);
        var ofSearch = (await FeedAsync("/search.atom?q=is%3Aremoved")).Elements(Atom + "entry").Select(Author).ToList();

        Assert.Equal(("unknown", "unsigned"), (ofThread["Comment 1 on Broken off"], ofThread["Comment 3 on Broken off"]));
        Assert.NotEmpty(ofSearch);
        Assert.All(ofSearch, author => Assert.Equal("unknown", author));
        Assert.Empty((await site.PageAsync("/search?q=is%3Aremoved")).QuerySelectorAll(".hits .unsigned"));
        Assert.All((await site.PageAsync("/posts/comments")).QuerySelectorAll(".comment-hit:has(.state)"), removed => Assert.Null(removed.QuerySelector(".unsigned")));

        static string Author(XElement entry) => entry.Element(Atom + "author")!.Element(Atom + "name")!.Value;
    }

    [Fact]
    public async Task A_comment_has_the_same_id_in_the_feed_of_a_search()
    {
        var ofThread = (await FeedAsync(SeedSite.UndatedPost + "/comments.atom")).Element(Atom + "entry")!;
        var ofSearch = (await FeedAsync("/search.atom?q=%22said+at+some+time%22")).Element(Atom + "entry")!;

        Assert.Equal(ofThread.Element(Atom + "id")!.Value, ofSearch.Element(Atom + "id")!.Value);
    }

    [Fact]
    public async Task What_strangers_wrote_stays_text()
    {
        var feed = await FeedAsync(HostileText.Post + "/comments.atom");

        Assert.All(feed.Descendants(), element => Assert.True(element.Name.Namespace == Atom || element.Name.Namespace == Threads, element.Name.ToString()));
        Assert.Contains(feed.Elements(Atom + "entry"), entry => entry.Element(Atom + "content")!.Value.Contains("&lt;script&gt;", StringComparison.Ordinal));
        Assert.DoesNotContain(feed.Elements(Atom + "entry"), entry => entry.Element(Atom + "content")!.Value.Contains("<script", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("/nothing/feed.atom")]
    [InlineData("/nothing/comments.atom")]
    [InlineData("/posts/comments.atom")]
    [InlineData("/probation/2014/02/nothing/comments.atom")]
    [InlineData(SeedSite.PowerPost + "/comments.atom?page=2")]
    [InlineData(SeedSite.PowerPost + "/comments.atom?page=0")]
    [InlineData(SeedSite.PowerPost + "/comments.atom?page=x")]
    [InlineData(SeedSite.PowerPost + "/comments.atom?page=99999999")]
    public async Task What_is_not_here_has_no_feed(string address) => Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync(address)).StatusCode);

    [Fact]
    public async Task A_feed_that_its_reader_has_is_not_sent_again()
    {
        var tag = (await site.GetAsync("/feed.atom")).Headers.GetValues("ETag").Single();

        Assert.Equal(HttpStatusCode.NotModified, (await site.GetAsync("/feed.atom", ("If-None-Match", tag))).StatusCode);
    }

    [Theory]
    [InlineData("/probation", "/probation/feed.atom")]
    [InlineData("/probation/2014", "/probation/feed.atom")]
    [InlineData("/probation/2014/02", "/probation/feed.atom")]
    [InlineData(SeedSite.PowerPost, SeedSite.PowerPost + "/comments.atom")]
    public async Task Pages_name_their_feed(string page, string feed) =>
        Assert.Equal(feed, (await site.PageAsync(page)).QuerySelector("link[rel=alternate][type='application/atom+xml']")!.GetAttribute("href"));

    [Fact]
    public async Task An_empty_archive_has_a_feed_without_entries()
    {
        await using var empty = await TestSite.StartAsync(_ => { });

        Assert.Empty(XDocument.Parse(await (await empty.GetAsync("/feed.atom")).Content.ReadAsStringAsync()).Root!.Elements(Atom + "entry"));
    }

    private static string? Link(XElement part, string relation) =>
        part.Elements(Atom + "link").SingleOrDefault(link => link.Attribute("rel")!.Value == relation)?.Attribute("href")!.Value;

    private async Task<XElement> FeedAsync(string address)
    {
        var response = await site.GetAsync(address);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address}: {response.StatusCode}");
        Assert.Equal("application/atom+xml", response.Content.Headers.ContentType!.MediaType);
        return XDocument.Parse(await response.Content.ReadAsStringAsync()).Root!;
    }
}
