using System.Text.RegularExpressions;
using AngleSharp.Dom;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Content;

public sealed class SanitizerTests
{
    // Written down a second time on purpose: the rules of the sanitizer do not judge themselves.
    private static readonly string[] AllowedElements =
        ("p br a b strong i em u s del ins sub sup code pre blockquote ul ol li dl dt dd hr q cite abbr h2 h3 h4").Split(' ');

    private static readonly string[] AllowedAttributes = ["title", "lang", "dir", "start", "reversed", "cite", "href", "rel"];

    internal static readonly string[] Hostile =
        [.. File.ReadLines(Path.Combine(Repository.Root, "tests", "Archive.Tests", "Cases", "content", "hostile-html.txt"))
            .Where(line => !line.StartsWith("# ", StringComparison.Ordinal)).Select(Unescape)];

    // Tags of all kinds of parsing rules, opened and closed without regard to each other.
    internal static readonly string[] Pieces =
    [
        .. "p b i a em code pre blockquote ul ol li dl dt dd h1 h2 h5 hr br q div span center table tr td button object svg math foreignObject mtext style title select form font marquee ruby rt template"
            .Split(' ').SelectMany(name => new[] { $"<{name}>", $"<{name}>", $"</{name}>" }),
        "<a href=https://a.example>", "<a href=https://b.example>", "<img src=https://a.example/x alt=i>", "<b title=x>", "text", "\n", " ", "&amp;", "<!--", "-->",
    ];

    private static readonly Ganss.Xss.HtmlSanitizer Other = new(new Ganss.Xss.HtmlSanitizerOptions
    {
        AllowedTags = AllowedElements.ToHashSet(StringComparer.Ordinal),
        AllowedAttributes = AllowedAttributes.ToHashSet(StringComparer.Ordinal),
        AllowedSchemes = new HashSet<string>(["http", "https", "mailto"], StringComparer.Ordinal),
        UriAttributes = new HashSet<string>(["href", "cite"], StringComparer.Ordinal),
    });

    public static TheoryData<string> Payloads => [.. Hostile];

    [Fact]
    public void There_are_payloads_of_many_families() => Assert.True(Hostile.Length >= 250, $"{Hostile.Length}");

    [Theory]
    [MemberData(nameof(Payloads))]
    public void A_hostile_payload_becomes_harmless(string payload) => AssertSafe(payload);

    [Fact]
    public void Payloads_put_together_are_as_harmless() =>
        Prop.ForAll(
            Gen.Elements(Hostile).Two().Select(pair => "<p>" + pair.Item1 + "<ul><li>" + pair.Item2).ToArbitrary(), AssertSafe)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public void Tags_in_any_order_are_as_harmless() =>
        Prop.ForAll(Gen.Elements(Pieces).ArrayOf().Select(string.Concat).ToArbitrary(), AssertSafe)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(40));

    [Theory]
    [InlineData("<h1>T</h1><p>a <b>b</b> <span class=x>c</span></p>", "<h2>T</h2><p>a <b>b</b> c</p>")]
    [InlineData("a<div>b</div>c", "a b c")]
    [InlineData("<a href=javascript:x>a</a>", "a")]
    [InlineData("<a href=' https://a.example/?a&amp;b '>a</a>", "<a href=\"https://a.example/?a&amp;b\" rel=\"nofollow ugc noopener\">a</a>")]
    [InlineData("<img src=https://a.example/x.png alt='A dog'>", "<a href=\"https://a.example/x.png\" rel=\"nofollow ugc noopener\">A dog</a>")]
    [InlineData("<script>a</script>b<style>c</style><svg><text>d</text></svg>", "b")]
    [InlineData("<ol start=3 reversed type=a><li>a</ol>", "<ol start=\"3\" reversed=\"\"><li>a</li></ol>")]
    [InlineData("<pre>\n\na</pre>", "<pre>\n\na</pre>")]
    [InlineData("a<b title='\uFFFF'>\uFFFFb</b>c<!--\uFFFF-->d", "a<b title=\"\uFFFD\">\uFFFDb</b>cd")]
    public void What_is_allowed_stays_and_the_rest_gives_its_text(string dirty, string clean) => Assert.Equal(clean, Clean(dirty));

    [Theory]
    [InlineData("<p>", 5_001)]
    [InlineData("<font color=x1><p>", 201)]
    [InlineData("<b/x>", 201)]
    [InlineData("a", (256 * 1024) + 1)]
    public void What_costs_too_much_to_parse_is_refused(string piece, int times) =>
        Assert.Null(HtmlSanitizer.Sanitize(string.Concat(Enumerable.Repeat(piece, times))));

    [Theory]
    [InlineData("<blockquote>")]
    [InlineData("<div>")]
    [InlineData("<ul><li>")]
    [InlineData("<b>")]
    public void The_output_is_never_nested_deeper_than_its_limit(string piece)
    {
        var html = Clean(string.Concat(Enumerable.Repeat(piece, 2_000)) + "end");
        Assert.InRange(Depth(PrintedText.Parse(html)), 0, 101);
        Assert.Contains("end", html, StringComparison.Ordinal);
        Assert.Equal(html, Clean(html));
    }

    private static void AssertSafe(string payload)
    {
        var html = Clean(payload);
        var parsed = PrintedText.Parse(html);
        foreach (var element in parsed.QuerySelectorAll("*"))
        {
            Assert.Contains(element.LocalName, AllowedElements);
            Assert.All(element.Attributes, attribute => Assert.Contains(attribute.Name, AllowedAttributes));
        }

        foreach (var address in parsed.QuerySelectorAll("[href],[cite]").Select(element => element.GetAttribute("href") ?? element.GetAttribute("cite")!))
        {
            Assert.Matches("^(?i:https?://|mailto:|/(?![/\\\\]))", address);
        }

        Assert.DoesNotContain(html, c => c < ' ' && c is not ('\n' or '\t'));
        Assert.Equal(html, Clean(html));
        AssertSameTree(html);
        AssertSecondOpinion(html);
    }

    // What ours lets pass, another one with the same list has nothing to take from: a second opinion on every payload.
    // It reads a code point that is no character as the sign for one that is unknown.
    private static void AssertSecondOpinion(string html) =>
        Assert.Equal(
            PrintedText.Parse(html).InnerHtml.Replace('\uFFFF', '\uFFFD'),
            PrintedText.Parse(Other.Sanitize(html)).InnerHtml.Replace('\uFFFF', '\uFFFD'));

    // What was printed is read by a parser as exactly the tree that was meant.
    private static void AssertSameTree(string html) =>
        Assert.Equal(Plain(html), Plain(PrintedText.Parse(html).InnerHtml));

    private static string Plain(string html) =>
        html.Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&#39;", "'", StringComparison.Ordinal).Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal).Replace("&nbsp;", "\u00A0", StringComparison.Ordinal).Replace("<pre>\n", "<pre>", StringComparison.Ordinal);

    private static string Clean(string dirty) => Assert.NotNull(HtmlSanitizer.Sanitize(dirty)).ToString();

    private static int Depth(IElement root) => root.QuerySelectorAll("*").Select(element => element.Ancestors().Count()).DefaultIfEmpty().Max();

    private static string Unescape(string line) =>
        Regex.Replace(line, @"\\(u[0-9A-Fa-f]{4}|[nrt0\\""])", match => match.Value[1] switch
        {
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            '0' => "\0",
            'u' => ((char)Convert.ToInt32(match.Value[2..], 16)).ToString(),
            var c => c.ToString(),
        });
}
