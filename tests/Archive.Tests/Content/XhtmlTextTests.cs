using System.Text;
using System.Xml;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Content;

public sealed class XhtmlTextTests
{
    private static readonly string[] Inline = ["a", "b", "strong", "i", "em", "u", "s", "del", "ins", "sub", "sup", "code", "q", "cite", "abbr"];

    [Theory]
    [InlineData("<p>a<br>b &amp; c</p>", "<p>a<br />b &amp; c</p>")]
    [InlineData("<b>a<p>b</p>c</b>", "<b>a<br />bc</b>")]
    [InlineData("<ul>x<li>a</li> <b>y</b></ul>", "<ul><li>x</li><li>a</li><li><b>y</b></li></ul>")]
    [InlineData("<dl><dd>a</dd></dl>", "<div><div>a</div></div>")]
    [InlineData("<ol start=3 reversed><li>a</li></ol>", "<ol start=\"3\" reversed=\"reversed\"><li>a</li></ol>")]
    [InlineData("<a href='/probation/2014'>a</a>", "<a href=\"https://archive.example.org/probation/2014\">a</a>")]
    [InlineData("<a href='http://bücher.example/ö?q=a b'>a</a>", "<a href=\"http://xn--bcher-kva.example/%C3%B6?q=a%20b\">a</a>")]
    [InlineData("<a href='http://a.example/x#y#z'>a</a>", "a")]
    [InlineData("<a href='http://a..b/'>a</a>", "a")]
    [InlineData("<a href='mailto:a@b.example'>a</a>", "<a href=\"mailto:a@b.example\">a</a>")]
    [InlineData("<i lang=x-klingon title='a\"b'>a</i>", "<i title=\"a&quot;b\">a</i>")]
    public void A_text_becomes_what_a_book_may_hold(string html, string expected) => Assert.Equal(expected, Written(ContentRenderer.FromHtml(html)));

    [Fact]
    public void A_line_that_a_program_broke_goes_on()
    {
        var html = ContentRenderer.FromText(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Archive.Tests", "Cases", "content", "text", "wrapped-mail.txt")));

        Assert.Contains(PlainText.WrappedBreak, html.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("wrapped", Written(html), StringComparison.Ordinal);
    }

    [Fact]
    public void What_XML_cannot_hold_is_left_out() => Assert.Equal("ab🙂c", XhtmlText.Printable("a\u0001\uD800b🙂\uFFFEc"));

    [Theory]
    [InlineData("en-GB", "en-GB")]
    [InlineData("zh-Hant-TW", "zh-Hant-TW")]
    [InlineData("english language", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_language_is_a_tag_or_none(string? tag, string? expected) => Assert.Equal(expected, XhtmlText.Language(tag));

    [Fact]
    public void Tags_in_any_order_become_a_tree_that_books_may_hold() =>
        Prop.ForAll(Gen.Elements(SanitizerTests.Pieces.Concat(SanitizerTests.Hostile)).ArrayOf().Select(string.Concat).ToArbitrary(), AssertValid)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000).WithEndSize(40));

    private static void AssertValid(string dirty)
    {
        var html = ContentRenderer.FromHtml(dirty);
        var tree = XElement.Parse($"<body>{Written(html)}</body>");

        foreach (var element in tree.Descendants())
        {
            var (name, parent) = (element.Name.LocalName, element.Parent!.Name.LocalName);
            Assert.Equal(name == "li", parent is "ul" or "ol");
            Assert.True(!(parent is "p" or "pre" or "h2" or "h3" or "h4" || Inline.Contains(parent)) || name == "br" || Inline.Contains(name), $"{name} in {parent}: {dirty}");
        }

        Assert.All(tree.DescendantsAndSelf().Where(element => element.Name.LocalName is "ul" or "ol"), list => Assert.DoesNotContain(list.Nodes(), node => node is XText));
        Assert.Equal(Letters(WrittenText(html)), Letters(tree.Value));
    }

    private static string WrittenText(SafeHtml html) => new AngleSharp.Html.Parser.HtmlParser().ParseDocument($"<body>{html}").Body!.TextContent;

    private static string Letters(string text) => string.Concat(XhtmlText.Printable(text).Where(c => !char.IsWhiteSpace(c)));

    private static string Written(SafeHtml html)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { ConformanceLevel = ConformanceLevel.Fragment, OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.None }))
        {
            XhtmlText.Write(xml, html, "https://archive.example.org");
        }

        return text.ToString();
    }
}
