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
    [InlineData("/search?q=xylophone", ".hits .where bdi", HostileText.Script)]
    [InlineData("/search/first?q=xylophone", ".snippet", HostileText.Script)]
    [InlineData(HostileText.Post + "?mark=xylophone", ".thread .writing", HostileText.Script)]
    [InlineData(HostileText.Post + "?mark=%3Cscript%3Ealert(1)%3C/script%3E+body", ".marked b", HostileText.Script)]
    [InlineData("/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "title", HostileText.Script)]
    public async Task What_looks_like_markup_is_text(string address, string where, string text)
    {
        var page = await site.PageAsync(address);

        Assert.Contains(text, page.QuerySelector(where).Words(), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll($"{TestSite.StrangeScript}, img, style, [onclick], [onerror], [onmouseover], [href^='javascript:']"));
    }

    [Fact]
    public async Task What_was_typed_comes_back_into_the_box()
    {
        var page = await site.PageAsync($"/search?q={Uri.EscapeDataString(HostileText.Image)}");

        Assert.Equal(HostileText.Image, page.QuerySelector("input[name=q]")!.GetAttribute("value"));
    }

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [MemberData(nameof(Typed))]
    public async Task No_search_fails_whatever_is_typed(string typed)
    {
        var q = Uri.EscapeDataString(typed);
        string[] addresses =
        [
            $"/search?q={q}", $"/search?q={q}&in=posts&group=thread", $"/search?q={q}&in=%00&from=-1&blog=nobody&within={q}",
            $"/search?q=probation&within={q}&from=999999999999999999999", $"/search/first?q={q}", $"/search/suggest?q={q}",
            $"/search.json?q={q}&limit=3", $"/search.jsonl?q={q}&limit=3", $"/search.csv?q={q}&limit=3", $"/search.atom?q={q}",
            $"{SeedSite.PowerPost}?mark={q}",
        ];
        // What is longer the server itself refuses.
        foreach (var address in addresses.Where(address => address.Length < 8_000))
        {
            var response = await site.GetAsync(address);

            Assert.True(response.StatusCode == System.Net.HttpStatusCode.OK, $"{address}: {response.StatusCode}");
            if (response.Content.Headers.ContentType!.MediaType == "text/html")
            {
                var page = await TestSite.ReadAsync(response);
                Assert.Empty(page.QuerySelectorAll($"{TestSite.StrangeScript}, img, style, [onclick], [onerror], [onmouseover], [href^='javascript:']"));
                Assert.All(page.QuerySelectorAll("main a[href^='/search']"), link => Assert.DoesNotContain(' ', link.GetAttribute("href")!));
            }
        }
    }

    public static TheoryData<string> Typed()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Archive.Tests", "Cases", "web", "typed.txt"))
            .Select(line => line.Replace("\\0", "\0", StringComparison.Ordinal));
        string[] made =
        [
            new string('(', 1_000), string.Concat(Enumerable.Repeat("(a OR (", 140)), string.Concat(Enumerable.Repeat("-", 999)) + "a",
            string.Join(" OR ", Enumerable.Range(0, 300).Select(i => $"w{i}")), new string('a', 5_000), string.Concat(Enumerable.Repeat("a-", 500)),
            string.Join(' ', Enumerable.Range(0, 40).Select(i => $"by:\"n{i}\"")), string.Concat(Enumerable.Repeat("\u202e\u0007\ue000\ue005", 200)),
            string.Concat(Enumerable.Repeat("\ud83d\ude00", 600)), "\"" + string.Concat(Enumerable.Repeat("the ", 240)) + "\"",
        ];
        return [.. lines.Concat(made)];
    }
}
