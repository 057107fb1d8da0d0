namespace Archive.Tests.Web;

[Collection(SeedSiteTests.Name)]
public class HostileTextTests(SeedSite seeds)
{
    private readonly TestSite site = seeds.Site;

    [Theory]
    [InlineData(HostileText.Post, "main h1", HostileText.Script)]
    [InlineData(HostileText.Post, ".post .writing", HostileText.Script + " body " + HostileText.Image)]
    [InlineData(HostileText.Post, ".thread .writing", HostileText.Image + " </li></ol></details> &lt;b&gt;")]
    [InlineData(HostileText.Post, ".thread .author", HostileText.Script)]
    [InlineData(HostileText.Post, ".record .label", HostileText.Script)]
    [InlineData("/sources", ".ledger", HostileText.FileName)]
    [InlineData("/search?q=xylophone", ".snippet", HostileText.Script)]
    [InlineData("/search?q=xylophone", ".hits h2 bdi", HostileText.Script)]
    [InlineData("/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "title", HostileText.Script)]
    public async Task What_looks_like_markup_is_text(string address, string where, string text)
    {
        var page = await site.PageAsync(address);

        Assert.Contains(text, page.QuerySelector(where).Words(), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script, img, style, [onclick], [onerror], [onmouseover], [href^='javascript:']"));
    }

    [Fact]
    public async Task What_was_typed_comes_back_into_the_box()
    {
        var page = await site.PageAsync($"/search?q={Uri.EscapeDataString(HostileText.Image)}");

        Assert.Equal(HostileText.Image, page.QuerySelector("input[name=q]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task No_search_fails_whatever_is_typed()
    {
        foreach (var typed in await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "tests", "Archive.Tests", "Cases", "web", "typed.txt")))
        {
            var q = Uri.EscapeDataString(typed.Replace("\\0", "\0", StringComparison.Ordinal));
            foreach (var rest in (string[])["", "&in=posts", "&in=%00&before=-1&blog=nobody", "&before=999999999999999999999"])
            {
                var response = await site.GetAsync($"/search?q={q}{rest}");
                Assert.True(response.IsSuccessStatusCode, $"{typed}{rest}: {response.StatusCode}");
            }
        }
    }
}
