using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Archive.Tests.Web.Scripts;

namespace Archive.Tests.Web.Hosting;

[Collection(SeedSiteTests.Name)]
public class AssetsTests(SeedSite seeds)
{
    private static readonly string Css = Path.Combine(Repository.Root, "src/Archive.Web/wwwroot/css");

    private readonly TestSite site = seeds.Site;

    [Fact]
    public async Task A_page_asks_for_one_style_sheet_and_for_every_script_at_once()
    {
        var page = await site.PageAsync("/probation");
        var scripts = page.QuerySelectorAll("script[src]").ToList();

        Assert.Equal(Assets.Style, Assert.Single(page.QuerySelectorAll("link[rel=stylesheet]")).GetAttribute("href"));
        Assert.Equal($"{Folder}js/archive.js", scripts[0].GetAttribute("src"));
        Assert.All(scripts, script => Assert.Equal("module", script.GetAttribute("type")));
        Assert.Equal(SiteScripts.All.Where(script => !script.StartsWith("keeper/", StringComparison.Ordinal)).Select(script => $"{Folder}js/{script}").Order(), scripts.Select(script => script.GetAttribute("src")!).Order());
    }

    [Fact]
    public async Task All_that_pages_link_to_is_kept_for_ever()
    {
        foreach (var address in (string[])[Assets.Style, Assets.Icon, .. Assets.Scripts])
        {
            var response = await site.GetAsync(address);

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("public, max-age=31536000, immutable", Assert.Single(response.Headers.GetValues("Cache-Control")));
            Assert.NotNull(response.Headers.ETag);
        }
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task They_are_sent_as_small_as_they_get_and_say_in_which_coding(string coding)
    {
        var (plain, coded) = (await site.GetAsync(Assets.Style), await site.GetAsync(Assets.Style, ("Accept-Encoding", coding)));
        await using var sent = await coded.Content.ReadAsStreamAsync();
        await using Stream read = coding == "br" ? new BrotliStream(sent, CompressionMode.Decompress) : new GZipStream(sent, CompressionMode.Decompress);
        using var text = new StreamReader(read);

        Assert.Equal([coding], coded.Content.Headers.ContentEncoding);
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.NotEqual(plain.Headers.ETag, coded.Headers.ETag);
        Assert.InRange(coded.Content.Headers.ContentLength!.Value, 1, 15_000);
        Assert.Equal(await plain.Content.ReadAsStringAsync(), await text.ReadToEndAsync());
        Assert.Equal(HttpStatusCode.NotModified, (await site.GetAsync(Assets.Style, ("Accept-Encoding", coding), ("If-None-Match", coded.Headers.ETag!.ToString()))).StatusCode);
    }

    // A page that was made before an upgrade, or by another machine of another build.
    [Fact]
    public async Task The_folder_of_another_build_leads_to_what_there_is_and_is_not_kept()
    {
        foreach (var file in (string[])["archive.css", "archive.svg", "js/archive.js", "js/pure/ranges.js"])
        {
            var response = await site.GetAsync($"/assets/0123456789abcdef/{file}");

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("no-cache", Assert.Single(response.Headers.GetValues("Cache-Control")));
        }
    }

    [Theory]
    [InlineData("/assets")]
    [InlineData("/assets/archive.css")]
    [InlineData("/assets/0/")]
    [InlineData("/assets/0/css/archive.css")]
    [InlineData("/assets/0/js/../archive.cs")]
    [InlineData("/assets/0/js%2Farchive.js/")]
    public async Task Nothing_else_is_below_assets(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync(address)).StatusCode);

    [Fact]
    public async Task The_style_sheet_is_every_section_in_the_listed_order()
    {
        var sheet = await (await site.GetAsync(Assets.Style)).Content.ReadAsStringAsync();
        var layers = Regex.Matches(sheet, "^@layer ([a-z]+) {$", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToList();
        var sections = Directory.GetFiles(Css).Select(file => Path.GetFileNameWithoutExtension(file)!).Where(name => name != "archive");

        Assert.Equal("tokens", layers[0]);
        Assert.Equal(sections.Order(), layers.Order());
        Assert.DoesNotContain("@import", sheet, StringComparison.Ordinal);
    }

    /// <summary>A size of type, a space or a colour has a name; only drawings and measures of one thing say their own lengths.</summary>
    [Fact]
    public void Sizes_spaces_and_colours_stand_in_the_tokens_alone()
    {
        var strange = new List<string>();
        foreach (var file in Directory.GetFiles(Css).Where(file => !file.EndsWith("tokens.css", StringComparison.Ordinal)))
        {
            var text = Regex.Replace(File.ReadAllText(file), @"/\*.*?\*/", "", RegexOptions.Singleline);
            strange.AddRange(Regex.Matches(text, @"(?<![\w-])(?<name>[a-z-]+):\s*(?<value>[^;{}]+);")
                .Where(IsStrange).Select(match => $"{Path.GetFileName(file)}: {match.Value}"));
        }

        Assert.True(strange.Count == 0, string.Join('\n', strange));
    }

    [Fact]
    public void Type_has_six_sizes() =>
        Assert.Equal(6, Regex.Matches(File.ReadAllText(Path.Combine(Css, "tokens.css")), @"--size-[a-z]+: [\d.]+rem;")
            .Select(match => match.Value.Split(':')[0]).Distinct().Count());

    private static string Folder => Assets.Style[..(Assets.Style.LastIndexOf('/') + 1)];

    private static bool IsStrange(Match declaration)
    {
        var (name, value) = (declaration.Groups["name"].Value, declaration.Groups["value"].Value);
        return Regex.IsMatch(value, @"#[0-9a-f]{3}|rgb|color-mix")
            || (name is "font" or "font-size" && Regex.IsMatch(value, @"\d(rem|em|px|pt)"))
            || (Regex.IsMatch(name, "^(margin|padding|gap|column-gap|row-gap)") && Regex.IsMatch(value, @"\d(rem|px)"));
    }
}
