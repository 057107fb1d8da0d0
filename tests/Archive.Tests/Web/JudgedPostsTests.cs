using System.Net;
using Archive.Tests.Storage;

namespace Archive.Tests.Web;

/// <summary>Posts in doubt, joined and parted, as readers meet them.</summary>
public sealed class JudgedPostsTests
{
    private const string Mill = "We walked along the mill race this morning, and the keeper told us how the flood of last year had carried his boat away over the weir.";

    private const string Goats = "Goats stood on the roof of the chapel again, eleven of them, until somebody fetched a ladder and a bucket of oats from the farm.";

    [Theory]
    [InlineData("A picture of the mill, taken from the bridge.", "Now an entirely different photograph, of goats on a roof.", "Another post of this title and day, which shares nothing else with it")]
    [InlineData("The old mill by the river was sold last week.", "The old mill by the river was burnt down to the ground in the night while nobody of the village was there to see it.", "Perhaps one post")]
    public async Task Each_of_two_posts_in_doubt_links_the_other_and_so_does_their_import(string one, string other, string words)
    {
        await using var site = await TestSite.StartAsync(archive =>
        {
            archive.Capture(2014, Post("Wordless", "2014-02-11", one, "First of all."));
            archive.Capture(2015, Post("Wordless", "2014-02-11", other, "Seen from afar."));
            archive.Capture(2016, Post("Goats", "2015-03-01", Goats));
        });

        foreach (var (address, linked) in new[] { ("/probation/2014/02/wordless", "/probation/2014/02/wordless_2"), ("/probation/2014/02/wordless_2", "/probation/2014/02/wordless") })
        {
            var doubt = Assert.Single((await site.PageAsync(address)).QuerySelectorAll(".record .state"));
            Assert.Equal($"{words}: Wordless, Tuesday 11 February 2014", doubt.Words());
            Assert.Equal(linked, doubt.QuerySelector("a")!.GetAttribute("href"));
        }

        Assert.Empty((await site.PageAsync("/probation/2015/03/goats")).QuerySelectorAll(".record .state"));
        foreach (var import in new[] { "/imports/1", "/imports/2" })
        {
            var section = (await site.PageAsync(import)).QuerySelector("section[aria-labelledby=doubts]")!;
            Assert.Equal("1 pair of posts in doubt", section.QuerySelector("h2").Words());
            Assert.Equal(["/probation/2014/02/wordless", "/probation/2014/02/wordless_2"], section.QuerySelectorAll("li a").Select(link => link.GetAttribute("href")));
        }

        Assert.Null((await site.PageAsync("/imports/3")).QuerySelector("#doubts"));
        site.Archive.Keeper.Part(Capture(site, 2014), Capture(site, 2015));
        site.ForgetAnswers();
        Assert.Empty((await site.PageAsync("/probation/2014/02/wordless")).QuerySelectorAll(".record .state"));
        Assert.Null((await site.PageAsync("/imports/1")).QuerySelector("#doubts"));
    }

    [Fact]
    public async Task Every_address_of_a_post_that_a_keeper_joined_leads_on_and_comes_back_when_it_is_parted()
    {
        await using var site = await TestSite.StartAsync(archive =>
        {
            archive.Capture(2014, Post("Mill", "2014-02-11", Mill, "I knew that boat."));
            archive.Capture(2015, Post("Goats", "2015-03-01", Goats, "Poor farmer."));
        });
        const string Joined = "/probation/2014/02/mill", Led = "/probation/2015/03/goats";
        var (boat, farmer) = (site.Archive.Thread()[0].Key, site.Archive.Thread()[1].Key);
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync($"{Led}/{farmer}")).StatusCode);

        site.Archive.Keeper.Join(Capture(site, 2014), Capture(site, 2015));
        site.ForgetAnswers();
        Assert.Equal(Joined, await LeadsAsync(site, Led));
        Assert.Equal($"{Joined}?order=flat", await LeadsAsync(site, $"{Led}?order=flat"));
        Assert.Equal($"{Joined}/{farmer}", await LeadsAsync(site, $"{Led}/{farmer}"));
        Assert.Equal($"{Joined}/{farmer}/cite?as=ris", await LeadsAsync(site, $"{Led}/{farmer}/cite?as=ris"));
        Assert.Equal($"{Joined}?comment={farmer}#c{farmer}", await LeadsAsync(site, $"{Led}?comment={farmer}"));
        Assert.Equal(2, (await site.PageAsync(Joined)).QuerySelectorAll(".record details ol li").Length);

        site.Archive.Keeper.Part(Capture(site, 2014), Capture(site, 2015));
        site.ForgetAnswers();
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync(Led)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync($"{Led}/{farmer}")).StatusCode);
        Assert.Equal($"{Led}/{farmer}", await LeadsAsync(site, $"{Joined}/{farmer}"));
        Assert.Equal($"{Led}?comment={farmer}#c{farmer}", await LeadsAsync(site, $"{Joined}?comment={farmer}"));
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync($"{Joined}/{boat}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync($"{Joined}/nothing")).StatusCode);
    }

    // Two posts were two until a capture came that has the text of the one and the comments of the other.
    [Fact]
    public async Task Every_address_of_posts_that_a_capture_shows_to_be_one_leads_on()
    {
        string[] comments = ["I knew that boat very well indeed.", "The weir was never mended after that.", "My father built the mill race himself."];
        await using var site = await TestSite.StartAsync(archive =>
        {
            archive.Capture(2014, Post("Mill", "2014-02-11", Mill));
            archive.Capture(2015, Post("Weir", "2014-02-12", "", comments));
        });
        const string Joined = "/probation/2014/02/mill", Led = "/probation/2014/02/weir";
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync(Led)).StatusCode);
        var key = site.Archive.Thread()[0].Key;

        site.Archive.Capture(2016, Post("Mill", "2014-02-11", Mill, comments));
        site.ForgetAnswers();

        Assert.Equal(1, site.Archive.Count("SELECT count(*) FROM posts"));
        Assert.Equal(Joined, await LeadsAsync(site, Led));
        Assert.Equal($"{Joined}/{key}", await LeadsAsync(site, $"{Led}/{key}"));
    }

    // A number that is gone leads to the first of its title; a comment that went with the other post is found there.
    [Fact]
    public async Task Numbered_addresses_of_one_title_lead_on_when_posts_are_joined_and_parted()
    {
        await using var site = await TestSite.StartAsync(archive =>
        {
            archive.Capture(2014, Post("Wordless", "2014-02-11", "A picture of the mill, taken from the bridge.", "First of all."));
            archive.Capture(2015, Post("Wordless", "2014-02-11", "Now an entirely different photograph, of goats on a roof.", "Seen from afar."));
        });
        const string First = "/probation/2014/02/wordless", Second = "/probation/2014/02/wordless_2";
        var key = site.Archive.Thread()[1].Key;

        site.Archive.Keeper.Join(Capture(site, 2014), Capture(site, 2015));
        site.ForgetAnswers();
        Assert.Equal(First, await LeadsAsync(site, Second));
        Assert.Equal($"{First}/{key}", await LeadsAsync(site, $"{Second}/{key}"));

        site.Archive.Keeper.Part(Capture(site, 2014), Capture(site, 2015));
        site.ForgetAnswers();
        Assert.Equal($"{Second}/{key}", await LeadsAsync(site, $"{First}/{key}"));
    }

    private static DumpPost Post(string title, string day, string body, params string[] outline) => DumpText.Titled(title, day, outline) with { Original = body };

    private static long Capture(TestSite site, int year)
    {
        using var db = site.Archive.Read();
        return db.Captures.Single(capture => db.Sources.Any(source => source.Id == capture.SourceId && source.FileName == $"{year}.txt")).Id;
    }

    private static async Task<string?> LeadsAsync(TestSite site, string address)
    {
        var response = await site.GetAsync(address);
        Assert.Equal(HttpStatusCode.PermanentRedirect, response.StatusCode);
        return response.Headers.Location?.OriginalString;
    }
}
