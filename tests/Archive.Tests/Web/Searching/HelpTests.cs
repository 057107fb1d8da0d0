namespace Archive.Tests.Web.Searching;

[Collection(SeedSiteTests.Name)]
public class HelpTests(SeedSite seeds)
{
    [Fact]
    public async Task Every_operator_is_there_with_every_example()
    {
        var page = await seeds.Site.PageAsync("/search/help");
        var shown = page.QuerySelectorAll(".operators > div").ToDictionary(entry => entry.QuerySelector("dt")!.TextContent.Trim());

        Assert.True(SearchOperators.All.Count > 10);
        Assert.All(SearchOperators.All, known =>
        {
            Assert.Contains(known.Meaning, shown[known.Form].Words(), StringComparison.Ordinal);
            Assert.NotEmpty(known.Examples);
            // The seeds have no labels, so that nothing would be found.
            Assert.Equal(known.Examples.Count(example => !example.Contains("{label}", StringComparison.Ordinal)), shown[known.Form].QuerySelectorAll("li").Length);
        });
    }

    [Fact]
    public async Task Every_example_finds_something_here()
    {
        var page = await seeds.Site.PageAsync("/search/help");

        foreach (var example in page.QuerySelectorAll(".operators li a"))
        {
            var found = await seeds.Site.PageAsync(example.GetAttribute("href")!);
            Assert.DoesNotContain('{', example.TextContent);
            Assert.True(found.QuerySelector(".hits > li") is not null, $"{example.TextContent} finds nothing");
            Assert.Empty(found.QuerySelectorAll(".note"));
        }
    }

    [Fact]
    public async Task An_empty_archive_has_the_operators_without_examples()
    {
        await using var site = await TestSite.StartAsync(_ => { });

        var page = await site.PageAsync("/search/help");

        Assert.Equal(SearchOperators.All.Count, page.QuerySelectorAll(".operators dt").Length);
        Assert.Empty(page.QuerySelectorAll(".operators li"));
    }
}
