using System.Net;
using AngleSharp.Dom;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Content;

public sealed class HealedHtmlTests
{
    private const string Hostile = "http://own.example/\"><script>alert(1)</script>";

    [Fact]
    public void A_link_to_the_archive_keeps_its_words_and_the_live_address()
    {
        var healed = Heal("see http://own.example/a?x=1&y=2 there");

        var link = Assert.Single(healed.QuerySelectorAll("a.healed"));
        Assert.Equal(("/here", "http://own.example/a?x=1&y=2"), (link.GetAttribute("href"), link.TextContent));
        Assert.Null(link.GetAttribute("rel"));
        var live = Assert.Single(healed.QuerySelectorAll(".beside a"));
        Assert.Equal(("http://own.example/a?x=1&y=2", "live", "nofollow ugc noopener"), (live.GetAttribute("href"), live.TextContent, live.GetAttribute("rel")));
    }

    [Fact]
    public void A_time_that_only_the_link_tells_is_marked_as_such()
    {
        var said = Heal("see http://own.example/timed there").QuerySelector(".beside .inferred")!;

        Assert.Equal("comment of 11 February 2014, 10:42 UTC, time read from the link", said.TextContent);
        Assert.Equal("2014-02-11T10:42:37Z", said.QuerySelector("time")!.GetAttribute("datetime"));
    }

    [Theory]
    [InlineData("http://wanted.example/x", " not in the archive · perhaps this post · archived copy")]
    [InlineData("http://other.example/x", " archived copy")]
    [InlineData("http://nothing.example/x", "")]
    [InlineData("http://unknown.example/x", "")]
    public void Other_links_stay_as_they_are(string address, string beside)
    {
        var healed = Heal($"see {address} there");

        Assert.Equal(address, healed.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("nofollow ugc noopener", healed.QuerySelector("a")!.GetAttribute("rel"));
        Assert.Equal(beside, healed.QuerySelector(".beside")?.TextContent ?? "");
    }

    [Fact]
    public void What_is_said_of_a_link_cannot_break_out()
    {
        var html = HtmlSanitizer.Sanitize($"<a href=\"{WebUtility.HtmlEncode(Hostile)}\" title=\"&quot;&gt;<b>\">words</a>")!.Value;
        var healed = PrintedText.Parse(HealedHtml.Heal(html, address => new LinkNote
        {
            Here = address,
            Perhaps = address,
            IsWanted = true,
            Copy = address,
            Site = Hostile,
            Said = (Hostile, Hostile),
        }).ToString());

        Assert.Empty(healed.QuerySelectorAll("script, b, [onerror]"));
        Assert.All(healed.QuerySelectorAll("a"), link => Assert.Equal(Hostile, link.GetAttribute("href")));
        Assert.Equal("\"><b>", healed.QuerySelector("a.healed")!.GetAttribute("title"));
    }

    [Fact]
    public void Whatever_is_healed_and_marked_the_text_of_the_writer_stays()
    {
        var pieces = Gen.Elements(
            "word", "copy", "<script>", "&amp;", "\"", "\n", "\n\n", "• ", "> ", "http://own.example/?x=1&y=2", "http://own.example/timed", "www.other.example/a",
            "http://wanted.example", "http://nothing.example/", "😀", "</a>", "<a href=\"x\">", "\u202E", " ");
        Prop.ForAll(pieces.ArrayOf(30).Select(string.Concat).ToArbitrary(), text =>
        {
            var html = ContentRenderer.FromText(text);
            var plain = PrintedText.Parse(html.ToString()).TextContent;
            var healed = HealedHtml.Heal(html, NoteOf);

            Assert.Equal(plain, WithoutBeside(healed));
            Assert.Equal(plain, WithoutBeside(HealedHtml.Heal(MarkedHtml.Mark(html, Everything), NoteOf)));
            Assert.Equal(plain, WithoutBeside(MarkedHtml.Mark(healed, Everything)));
            Assert.Equal(
                PrintedText.Parse(html.ToString()).QuerySelectorAll("a").Select(link => link.GetAttribute("href")), HealedHtml.Addresses(html));
            AssertMadeHere(PrintedText.Parse(healed.ToString()));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Trials.Of(2_000)));
    }

    [Fact]
    public void A_text_of_nothing_but_links_costs_only_its_length() =>
        Assert.NotNull(HealedHtml.Heal(ContentRenderer.FromText(string.Concat(Enumerable.Repeat("http://own.example/ ", 50_000))), NoteOf).ToString());

    private static void AssertMadeHere(IElement healed)
    {
        foreach (var element in healed.QuerySelectorAll("*"))
        {
            Assert.Contains(element.LocalName, new[] { "p", "br", "a", "ul", "ol", "li", "blockquote", "span", "time" });
            Assert.All(element.Attributes, attribute => Assert.Contains(
                attribute.Name, new[] { "href", "rel", "start", "class", "title", "lang", "dir", "aria-label", "datetime" }));
        }
    }

    private static IReadOnlyList<(int Start, int Length)> Everything(string text) => text.Length == 0 ? [] : [(0, text.Length)];

    private static string WithoutBeside(SafeHtml html)
    {
        var element = PrintedText.Parse(html.ToString());
        foreach (var beside in element.QuerySelectorAll(".beside"))
        {
            beside.Remove();
        }

        return element.TextContent;
    }

    private static IElement Heal(string text) => PrintedText.Parse(HealedHtml.Heal(ContentRenderer.FromText(text), NoteOf).ToString());

    private static LinkNote? NoteOf(string address) => address.Replace("www.", "", StringComparison.Ordinal).Split('/', '?', '&')[2] switch
    {
        "own.example" when address.EndsWith("timed", StringComparison.Ordinal) =>
            new LinkNote { Here = "/here", Site = "own.example", Said = ("2014-02-11T10:42:37Z", "11 February 2014, 10:42 UTC") },
        "own.example" => new LinkNote { Here = "/here", Site = "own.example" },
        "wanted.example" => new LinkNote { IsWanted = true, Perhaps = "/perhaps", Copy = "https://copies.example/", Site = "wanted.example" },
        "other.example" => new LinkNote { Copy = "https://copies.example/", Site = "other.example" },
        "nothing.example" => new LinkNote(),
        _ => null,
    };
}
