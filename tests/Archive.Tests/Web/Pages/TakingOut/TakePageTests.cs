using System.Net;

namespace Archive.Tests.Web.Pages.TakingOut;

/// <summary>The page on which a reader chooses what is taken out, and the ways to it.</summary>
[Collection(SeedSiteTests.Name)]
public sealed class TakePageTests(SeedSite seeds)
{
    private readonly TestSite site = seeds.Site;

    [Theory]
    [InlineData("/", "/take")]
    [InlineData("/probation", "/take?blog=probation")]
    [InlineData("/probation/2014", "/take?blog=probation&month=2014")]
    [InlineData("/probation/2014/02", "/take?blog=probation&month=2014-02")]
    [InlineData("/probation/undated", "/take?blog=probation&month=undated")]
    [InlineData("/posts/2014", "/take?month=2014")]
    [InlineData(SeedSite.PowerPost, "/take?blog=probation&month=2014-02&post=power-to-people")]
    [InlineData(SeedSite.UndatedPost, "/take?blog=probation&month=undated&post=undated-words")]
    [InlineData("/search?q=omnishambles", "/take?q=omnishambles")]
    [InlineData("/probation/labels/long", "/take?q=blog%3Aprobation%20label%3Along")]
    public async Task Each_page_leads_to_what_it_is_about(string page, string address)
    {
        Assert.Contains(address, (await site.PageAsync(page)).QuerySelectorAll("main a").Select(link => link.GetAttribute("href")));

        var taking = await site.PageAsync(address);
        var asked = string.Join('&', taking.QuerySelectorAll("form input[type=hidden]").Where(field => !field.ParentElement!.ClassList.Contains("find"))
            .Select(field => $"{field.GetAttribute("name")}={field.GetAttribute("value")}"));
        foreach (var button in taking.QuerySelectorAll(".formats button"))
        {
            using var file = await site.GetAsync($"{button.GetAttribute("formaction")}?{asked}&names=typed");
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        }
    }

    [Theory]
    [InlineData("/take", 3)]
    [InlineData("/take?q=omnishambles", 3)]
    [InlineData("/take?blog=probation&month=2014-02&post=power-to-people", 5)]
    public async Task A_text_and_a_book_are_of_one_thread(string address, int formats) =>
        Assert.Equal(formats, (await site.PageAsync(address)).QuerySelectorAll(".formats button").Length);

    [Fact]
    public async Task It_says_how_much_there_is()
    {
        var thread = await site.PageAsync("/take?blog=probation&month=2014-02&post=power-to-people");
        var bytes = (await (await site.GetAsync("/take.csv?blog=probation&month=2014-02&post=power-to-people")).Content.ReadAsByteArrayAsync()).Length;
        var search = await site.PageAsync("/take?q=omnishambles");

        var words = thread.QuerySelector("article > .quiet").Words();
        Assert.StartsWith("1 post and 38 comments, about ", words, StringComparison.Ordinal);
        var estimate = double.Parse(words.Split("about ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) * 1000;
        Assert.InRange(estimate, bytes * 0.7, bytes * 1.3);
        Assert.Matches("^The hits alone: [0-9]+ posts? and [0-9]+ comments?, about ", search.QuerySelector("label[for=hits]").Words());
        Assert.Matches("^The whole threads that have a hit: [0-9]+ posts? and [0-9,]+ comments?, about ", search.QuerySelector("label[for=threads]").Words());
    }

    [Fact]
    public async Task It_says_what_each_column_means() =>
        Assert.Equal(
            ExtractField.All.Select(field => field.Name),
            (await site.PageAsync("/take")).QuerySelectorAll(".facts dt").Select(field => field.TextContent));

    [Theory]
    [InlineData("/take?blog=nobody")]
    [InlineData("/take?month=1999")]
    [InlineData("/take?q=probation&month=2014-02")]
    [InlineData("/take?blog=probation&month=2014-02&post=nobody")]
    public async Task What_is_not_there_is_not_found(string address) => Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync(address)).StatusCode);

    [Fact]
    public async Task A_choice_that_an_address_names_is_made()
    {
        var page = await site.PageAsync("/take?q=omnishambles&what=threads&names=pseudonyms");

        Assert.Equal(["threads", "pseudonyms"], page.QuerySelectorAll("input[type=radio][checked]").Select(choice => choice.GetAttribute("value")));
    }

    [Fact]
    public async Task Robots_take_nothing_out()
    {
        var robots = await (await site.GetAsync("/robots.txt")).Content.ReadAsStringAsync();

        Assert.Contains("Disallow: /take?\nDisallow: /take.\n", robots, StringComparison.Ordinal);
        Assert.NotNull((await site.PageAsync("/take?blog=probation")).QuerySelector("meta[name=robots][content=noindex]"));
    }
}
