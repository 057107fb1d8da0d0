using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Content;

public sealed class MarkedHtmlTests
{
    [Theory]
    [InlineData("one two one", "one", "<p><mark>one</mark> two <mark>one</mark></p>")]
    [InlineData("a & b", "&", "<p>a <mark>&amp;</mark> b</p>")]
    [InlineData("<b>", "<b>", "<p><mark>&lt;b&gt;</mark></p>")]
    [InlineData("it's \"so\"", "'s \"s", "<p>it<mark>&#39;s &quot;s</mark>o&quot;</p>")]
    [InlineData("one\ntwo", "one\n\ntwo", "<p><mark>one</mark><br><mark>two</mark></p>")]
    [InlineData("one\n\ntwo", "one\n\n\ntwo", "<p><mark>one</mark></p>\n<p><mark>two</mark></p>")]
    [InlineData("& &amp; &lt;", "&amp;", "<p>&amp; <mark>&amp;amp;</mark> &amp;lt;</p>")]
    [InlineData("nothing here", "absent", "<p>nothing here</p>")]
    [InlineData("", "x", "")]
    public void Places_of_the_text_are_marked(string text, string wanted, string html) =>
        Assert.Equal(Fold(html), Fold(MarkedHtml.Mark(ContentRenderer.FromText(text), plain => Places(plain, wanted)).ToString()));

    [Fact]
    public void A_mark_never_spans_a_tag()
    {
        var html = ContentRenderer.FromText("see http://example.org/?a=1&b=2 there");
        var marked = MarkedHtml.Mark(html, plain => [(0, plain.Length)]).ToString();
        Assert.Equal(PrintedText.Read(html.ToString()), PrintedText.Read(marked));
        Assert.Equal(["see ", "http://example.org/?a=1&b=2", " there"], PrintedText.Parse(marked).QuerySelectorAll("mark").Select(mark => mark.TextContent));
        Assert.Equal("http://example.org/?a=1&b=2", PrintedText.Parse(marked).QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void A_list_holds_nothing_but_items()
    {
        var marked = PrintedText.Parse(MarkedHtml.Mark(ContentRenderer.FromText("• one\n• two\n• three"), plain => [(0, plain.Length)]).ToString());
        Assert.Equal(3, marked.QuerySelectorAll("li > mark").Length);
        Assert.Empty(marked.QuerySelectorAll("ul > mark"));
    }

    [Fact]
    public void Blocks_end_lines_in_the_text_that_is_searched()
    {
        var plain = "";
        MarkedHtml.Mark(ContentRenderer.FromText("one\ntwo\n\nthree <four> & five"), text => { plain = text; return []; });
        Assert.Equal(["one", "two", "three <four> & five"], plain.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Whatever_is_marked_the_text_stays_the_same_and_nothing_else_is_added()
    {
        var pieces = Gen.Elements("word", "<script>", "&", "\"", "'", "\n", "\n\n", "• ", "1. ", "> ", "http://a.b/?x=1&y=2", "😀", "“so”", "é", "</mark>", "\u202E");
        var cases = pieces.ArrayOf(30).Select(string.Concat).Zip(Gen.Choose(0, 40).Two().ArrayOf(5));
        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            var (text, places) = given;
            var html = ContentRenderer.FromText(text);
            var marked = MarkedHtml.Mark(html, plain => Apart(places, plain.Length)).ToString();
            var element = PrintedText.Parse(marked);
            Assert.Equal(PrintedText.Parse(html.ToString()).TextContent, element.TextContent);
            Assert.Equal(html.ToString(), marked.Replace("<mark>", "", StringComparison.Ordinal).Replace("</mark>", "", StringComparison.Ordinal));
            Assert.All(element.QuerySelectorAll("mark"), mark => Assert.Equal(0, mark.ChildElementCount));
            Assert.Equal(marked.Split("<mark>").Length, marked.Split("</mark>").Length);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    private static List<(int Start, int Length)> Places(string text, string wanted)
    {
        var places = new List<(int, int)>();
        for (var at = text.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = text.IndexOf(wanted, at + wanted.Length, StringComparison.Ordinal))
        {
            places.Add((at, wanted.Length));
        }

        return places;
    }

    private static List<(int Start, int Length)> Apart((int Start, int Length)[] places, int length)
    {
        var apart = new List<(int Start, int Length)>();
        foreach (var place in places.Order())
        {
            if (place.Length > 0 && place.Start + place.Length <= length && (apart.Count == 0 || apart[^1].Start + apart[^1].Length <= place.Start))
            {
                apart.Add(place);
            }
        }

        return apart;
    }

    private static string Fold(string html) => html.Replace("\n", "", StringComparison.Ordinal);
}
