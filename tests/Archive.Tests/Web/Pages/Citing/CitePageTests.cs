using System.Net;
using System.Text.Json;

namespace Archive.Tests.Web.Pages.Citing;

[Collection(SeedSiteTests.Name)]
public sealed class CitePageTests(SeedSite seeds)
{
    private readonly TestSite site = seeds.Site;

    [Fact]
    public async Task A_post_is_cited_in_every_style_behind_one_link()
    {
        var post = await site.PageAsync(SeedSite.PowerPost);
        var page = await site.PageAsync(post.QuerySelector(".record a.cite")!.GetAttribute("href")!);

        Assert.Equal(
            ["APA", "MLA", "Chicago, notes", "Plain text", "Wikipedia", "BibTeX", "RIS", "CSL-JSON"],
            page.QuerySelectorAll(".style h2").Select(Elements.Words));
        Assert.All(page.QuerySelectorAll(".style"), style => Assert.NotNull(style.QuerySelector("[data-copy]")));
        Assert.StartsWith("Jim Brown. (2014, February 11). Power To The People? On Probation Blog.", page.QuerySelector("p.citation").Words(), StringComparison.Ordinal);
        Assert.Equal("On Probation Blog", page.QuerySelector("p.citation i").Words());
        Assert.Contains($"{site.Client.BaseAddress}probation/2014/02/power-to-people", page.QuerySelector("p.citation").Words(), StringComparison.Ordinal);
        Assert.Contains("on or before", page.QuerySelector("p.citation").Words(), StringComparison.Ordinal);
        Assert.StartsWith("/sources/", page.QuerySelector(".facts .lines")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_is_cited_by_number_words_and_its_own_address()
    {
        var page = await site.PageAsync(await FirstCommentAsync(SeedSite.PowerPost) + "/cite");

        Assert.Equal("Cite comment 1", page.QuerySelector("h1").Words());
        Assert.Contains("[Comment 1", page.QuerySelector("p.citation").Words(), StringComparison.Ordinal);
        Assert.Contains("(n.d.)", page.QuerySelector("p.citation").Words(), StringComparison.Ordinal);
        Assert.InRange(page.QuerySelector(".quoted").Words().Split(' ').Length, 1, 20);
    }

    [Theory]
    [InlineData("bibtex", "application/x-bibtex", ".bib")]
    [InlineData("ris", "application/x-research-info-systems", ".ris")]
    [InlineData("csl", "application/vnd.citationstyles.csl+json", ".json")]
    public async Task Programs_get_a_file(string style, string type, string extension)
    {
        for (var time = 0; time < 2; time++)
        {
            var response = await site.GetAsync($"{SeedSite.PowerPost}/cite?as={style}");

            Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
            Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
            Assert.EndsWith($"power-to-people{extension}", response.Content.Headers.ContentDisposition.FileName, StringComparison.Ordinal);
            Assert.NotNull(response.Headers.ETag);
            Assert.Contains("Power To The People?", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/probation/2014/02/nothing/cite")]
    [InlineData(SeedSite.PowerPost + "/nokey/cite")]
    [InlineData(SeedSite.PowerPost + "/cite?as=apa")]
    [InlineData(SeedSite.PowerPost + "/cite?as=word")]
    [InlineData(SeedSite.PowerPost + "/cite?style=word")]
    [InlineData("/probation/undated/nothing/cite")]
    public async Task What_is_not_here_cannot_be_cited(string address) => Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync(address)).StatusCode);

    [Fact]
    public async Task A_style_that_is_asked_for_stands_first()
    {
        var page = await site.PageAsync(SeedSite.PowerPost + "/cite?style=bibtex");

        Assert.Equal("BibTeX", page.QuerySelector(".style h2").Words());
        Assert.Equal("BibTeX", page.QuerySelector(".styles [aria-current]").Words());
        Assert.Equal(CitationStyles.All.Count, page.QuerySelectorAll(".style").Length);
    }

    [Fact]
    public async Task A_comment_without_a_date_has_the_date_of_its_post_as_a_bound()
    {
        var page = await site.PageAsync(await FirstCommentAsync(SeedSite.PowerPost) + "/cite");

        Assert.Contains("unknown; on or after 11 February 2014, the date of the post", page.QuerySelector(".facts").Words(), StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll(".citation"), citation => Assert.Matches("(on or after|On or after) (11 Feb|February 11|2014-02-11)", citation.Words()));
    }

    [Fact]
    public async Task An_address_that_nobody_else_reaches_is_warned_of() =>
        Assert.Contains($"{site.Client.BaseAddress!.ToString().TrimEnd('/')} is of this machine", (await site.PageAsync(SeedSite.PowerPost + "/cite")).QuerySelector(".warning").Words(), StringComparison.Ordinal);

    [Fact]
    public async Task An_undated_post_and_its_comments_are_cited_too()
    {
        var post = await site.PageAsync(SeedSite.UndatedPost + "/cite");
        var comment = await site.PageAsync(await FirstCommentAsync(SeedSite.UndatedPost) + "/cite");

        Assert.Contains("Jim Brown. (n.d.). Undated words.", post.QuerySelector("p.citation").Words(), StringComparison.Ordinal);
        Assert.Contains("Said at some time [Comment 1", comment.QuerySelector("p.citation").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_comment_says_so()
    {
        var page = await site.PageAsync(await FirstCommentAsync(SeedSite.BrokenPost) + "/cite");

        Assert.StartsWith("[comment removed] [Comment 1, written on or after", page.QuerySelector("p.citation").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_strangers_wrote_breaks_no_file()
    {
        var comment = (await site.PageAsync(HostileText.Post)).QuerySelectorAll(".thread > li").Single(item => item.TextContent.Contains("xylophone", StringComparison.Ordinal));
        var address = $"{HostileText.Post}/{comment.Id![1..]}/cite";
        var page = await site.PageAsync(address);
        using var json = JsonDocument.Parse(await (await site.GetAsync($"{address}?as=csl")).Content.ReadAsStringAsync());

        Assert.Contains(HostileText.Script, page.QuerySelector("p.citation").Words(), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("main script, main img, main style"));
        Assert.Equal("<script>alert(1)</script>\"onclick=alert(1)", json.RootElement[0].GetProperty("author")[0].GetProperty("literal").GetString());
        Assert.False(json.RootElement[0].TryGetProperty("issued", out var issued) && issued.TryGetProperty("date-parts", out _));
    }

    private async Task<string> FirstCommentAsync(string post)
    {
        var page = await site.PageAsync(post);
        return $"{post}/{page.QuerySelector(".thread > li")!.Id![1..]}";
    }
}
