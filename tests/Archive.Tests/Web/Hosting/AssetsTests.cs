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
    public async Task A_page_asks_for_one_style_sheet_and_for_every_script_that_it_needs_at_once()
    {
        var page = await site.PageAsync("/probation");
        var scripts = page.QuerySelectorAll("script[src][type=module]").Select(script => script.GetAttribute("src")!).ToList();

        Assert.Equal(Assets.Style, Assert.Single(page.QuerySelectorAll("link[rel=stylesheet]")).GetAttribute("href"));
        Assert.Equal(Assets.Scripts, scripts);
        Assert.Equal($"{Folder}js/archive.js", scripts[0]);
        // What is imported only when somebody opens it is asked for then.
        Assert.Superset(new HashSet<string>(["archive.js", "keys.js", "pure/ranges.js", "own/places.js"]), scripts.Select(script => script[$"{Folder}js/".Length..]).ToHashSet());
        Assert.All(scripts, script => Assert.DoesNotMatch("dialog|keeper|bookmarks-page|before", script));
    }

    [Fact]
    public async Task What_a_reader_has_chosen_is_put_on_the_page_by_a_script_that_comes_before_the_style_sheet()
    {
        var page = await site.PageAsync("/probation");
        var first = Assert.Single(page.QuerySelectorAll("script[src]:not([type])"));

        Assert.Equal(Assets.Before, first.GetAttribute("src"));
        Assert.False(first.HasAttribute("defer") || first.HasAttribute("async"));
        Assert.Equal("stylesheet", first.NextElementSibling!.GetAttribute("rel"));
        Assert.InRange((await site.GetAsync(Assets.Before, ("Accept-Encoding", "br"))).Content.Headers.ContentLength!.Value, 1, 250);
    }

    // Only whole lines of comment and the blanks before a line are taken away.
    [Fact]
    public async Task Scripts_are_sent_without_comments_and_are_otherwise_as_they_were_written()
    {
        foreach (var script in SiteScripts.All)
        {
            var (written, sent) = (SiteScripts.Text(script), await (await site.GetAsync($"{Folder}js/{script}")).Content.ReadAsStringAsync());

            Assert.Equal(written.Split('\n').Select(line => line.TrimStart(' ')).Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)), sent.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            // A text over several lines could have such a line in it.
            Assert.All(written.Split('\n'), line => Assert.True(line.Count(c => c == '`') % 2 == 0 || line.TrimStart().StartsWith("//", StringComparison.Ordinal), $"{script}: {line}"));
        }
    }

    [Fact]
    public async Task All_that_pages_link_to_is_kept_for_ever()
    {
        foreach (var address in (string[])[Assets.Style, Assets.Icon, Assets.Before, .. Assets.Scripts])
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

    /// <summary>What is said beside a link stands within somebody's sentence: as a block it would break the sentence, and hidden by another section it would be gone from every text.</summary>
    [Fact]
    public void Notes_beside_links_stay_within_their_line_whatever_else_has_their_class()
    {
        var strange = new List<string>();
        foreach (var file in Directory.GetFiles(Css))
        {
            var text = Regex.Replace(File.ReadAllText(file), @"/\*.*?\*/", "", RegexOptions.Singleline);
            strange.AddRange(Regex.Matches(text, @"(?<selectors>[^{};]+)\{(?<rules>[^{}]*)\}")
                .Where(rule => Regex.IsMatch(rule.Groups["selectors"].Value, @"(?<!nav|\.total)\.beside(?![\w-])"))
                .Where(rule => Path.GetFileName(file) is not ("links.css" or "print.css") || Regex.IsMatch(rule.Groups["rules"].Value, @"display: (?!none)|margin|position|float"))
                .Select(rule => $"{Path.GetFileName(file)}: {rule.Value.Trim()}"));
        }

        Assert.True(strange.Count == 0, string.Join('\n', strange));
    }

    [Fact]
    public void Dark_is_the_same_whether_the_reader_or_the_system_chose_it()
    {
        var tokens = File.ReadAllText(Path.Combine(Css, "tokens.css"));

        var chosen = Colours(""":root[data-scheme="dark"] {""");
        Assert.Contains(chosen, colour => colour.StartsWith("--paper", StringComparison.Ordinal));
        Assert.Equal(Colours(""":root:not([data-scheme="light"]) {"""), chosen);

        string[] Colours(string rule)
        {
            var from = tokens.IndexOf(rule, StringComparison.Ordinal) + rule.Length;
            return [.. Regex.Matches(tokens[from..tokens.IndexOf('}', from)], "--[^;]+;").Select(match => match.Value).Order(StringComparer.Ordinal)];
        }
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
