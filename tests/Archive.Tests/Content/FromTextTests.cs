using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Content;

public sealed class FromTextTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(3_000).WithEndSize(60);

    // Pieces of which hostile and ordinary texts are made; strung together at random they meet every rule and its edges.
    private static readonly string[] Pieces =
    [
        "word", "Zwiebel", " ", " ", "  ", "\n", "\n", "\n\n", "\n \u00A0\n", "\r\n", "\r", "\t", "\u00A0", "\n  • ", "\n  1. ", "\n  2. ", "\n    • ",
        "\n    1. ", "\n1. ", "\n2. ", "\n3. ", "\n  ", "\n    ", "01. ", "999999999. ", "1234567890. ", "•", "> ", ">", "\n>", "\n> ", "\"", "\n\"", ".\"\n", "“",
        "”", "‘", "’", "„", "«", "»", "\n“", "”\n", "\n\n“", "”\n\n", "http://", "https://example.org/a?b=1&c='x'", "HTTP://EXAMPLE.ORG", "www.", "www.example.org",
        "wWw.exämple.org/%C3%A9", "(", ")", "[", "]", "{", "}", ".", ",", "!", "…", "&", "&amp;", "<", "</p>", "<script>alert(1)</script>", "javascript:alert(1)",
        "'", "me@example.org", "@", "/", "\\", "\u202E", "\u202C", "\u2067", "\u2069", "\u200F", "😀", "漢字", "。", "（", "）", "\uFEFF", "=", "#", "--",
    ];

    private static readonly Arbitrary<string> Texts = Gen.Elements(Pieces).ArrayOf().Select(string.Concat).ToArbitrary();

    [Fact]
    public void No_character_of_a_text_is_lost_or_changed() =>
        Prop.ForAll(Texts, text => Assert.Equal(
            PrintedText.WithoutClosers(text), PrintedText.WithoutClosers(PrintedText.Read(ContentRenderer.FromText(text).ToString()))))
            .Check(Thorough);

    [Fact]
    public void Nothing_but_the_few_elements_of_text_is_printed() =>
        Prop.ForAll(Texts, text => AssertOnlyText(ContentRenderer.FromText(text).ToString())).Check(Thorough);

    [Fact]
    public void Whatever_a_program_broke_at_a_margin_is_whole_again() =>
        Prop.ForAll(
            Gen.Choose(1, 14).ListOf(90).Zip(Gen.Choose(WrappedLines.MinMargin + 14, WrappedLines.MaxMargin)).ToArbitrary(),
            prose =>
            {
                var words = prose.Item1.Select(length => new string('w', length));
                var wrapped = Wrapped(words, prose.Item2);
                var html = ContentRenderer.FromText(wrapped).ToString();

                Assert.Equal(wrapped.Count(letter => letter == '\n'), html.Split(PlainText.WrappedBreak).Length - 1);
                // A blank in place of each break is the text as it was before.
                Assert.Equal(string.Join(' ', words), html.Replace(PlainText.WrappedBreak, " ", StringComparison.Ordinal)[3..^4]);
            }).Check(Thorough);

    // As a program does it: each line takes as many words as fit.
    private static string Wrapped(IEnumerable<string> words, int margin)
    {
        var lines = new List<string>();
        foreach (var word in words)
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= margin)
            {
                lines[^1] += " " + word;
            }
            else
            {
                lines.Add(word);
            }
        }

        return string.Join('\n', lines);
    }

    [Fact]
    public void A_parser_reads_exactly_what_was_printed() =>
        Prop.ForAll(Texts, text =>
        {
            var html = ContentRenderer.FromText(text).ToString();
            Assert.Equal(Unescaped(html), Unescaped(PrintedText.Parse(html).InnerHtml));
        }).Check(Thorough);

    [Fact]
    public void Embeddings_and_isolates_are_closed_in_the_block_that_opens_them() =>
        Prop.ForAll(Texts, text =>
        {
            foreach (var block in PrintedText.Parse(ContentRenderer.FromText(text).ToString()).QuerySelectorAll("p"))
            {
                Assert.Equal(0, OpenBidi(block.TextContent));
            }
        }).Check(Thorough);

    [Fact]
    public void The_posts_and_comments_of_the_seeds_keep_every_character()
    {
        foreach (var file in Directory.GetFiles(Repository.Seeds, "*.txt"))
        {
            var text = File.ReadAllText(file);
            var html = ContentRenderer.FromText(text).ToString();
            AssertOnlyText(html);
            Assert.Equal(PrintedText.Fold(text), PrintedText.Read(html));
        }
    }

    [Theory]
    [InlineData("See http://example.org/a.", "http://example.org/a")]
    [InlineData("(http://example.org/wiki/A_(b))", "http://example.org/wiki/A_(b)")]
    [InlineData("(see http://example.org/napo_news.cfm)", "http://example.org/napo_news.cfm")]
    [InlineData("“http://example.org/a”", "http://example.org/a")]
    [InlineData("'http://example.org/a',", "http://example.org/a")]
    [InlineData("http://example.org/it’s", "http://example.org/it’s")]
    [InlineData("‘http://example.org/a’", "http://example.org/a")]
    [InlineData("Read https://example.org/?a=1&b=2#c663749526265980047!", "https://example.org/?a=1&b=2#c663749526265980047")]
    [InlineData("www.example.org.", "http://www.example.org")]
    [InlineData("WWW.example.org/x", "http://WWW.example.org/x")]
    [InlineData("http://müller.example/straße", "http://müller.example/straße")]
    [InlineData("http://例え.テスト/パス。", "http://例え.テスト/パス")]
    [InlineData("http://example.org/%E2%82%AC%20x", "http://example.org/%E2%82%AC%20x")]
    [InlineData("glued:http://example.org/a", "http://example.org/a")]
    [InlineData("http://example.org/a[1]...", "http://example.org/a[1]")]
    [InlineData("<http://example.org/a>", "http://example.org/a")]
    [InlineData("http://localhost:5080/x", "http://localhost:5080/x")]
    public void Bare_addresses_become_links(string text, string target)
    {
        var link = Assert.Single(PrintedText.Parse(ContentRenderer.FromText(text).ToString()).QuerySelectorAll("a"));
        Assert.Equal(target, link.GetAttribute("href"));
        Assert.Equal("nofollow ugc noopener", link.GetAttribute("rel"));
    }

    [Theory]
    [InlineData("me@example.org and me@www.example.org")]
    [InlineData("http:// and https://. and http://)")]
    [InlineData("www. and www.example and awww.example.org")]
    [InlineData("javascript:alert(1) data:text/html,x vbscript:x file:///etc/passwd //example.org")]
    [InlineData("http://bank.example@evil.example/")]
    public void What_is_no_web_address_stays_text(string text) =>
        Assert.Empty(PrintedText.Parse(ContentRenderer.FromText(text).ToString()).QuerySelectorAll("a"));

    [Fact]
    public void An_address_of_1500_characters_is_a_link_and_one_beyond_the_limit_is_not()
    {
        Assert.Contains("<a href=", ContentRenderer.FromText("http://example.org/" + new string('x', 1_500)).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("<a ", ContentRenderer.FromText("http://example.org/" + new string('x', 8_000)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_break_spaces_stay_where_they_are() =>
        Assert.Equal("<p>a\u00A0b \u00A0\u00A0</p>", ContentRenderer.FromText("a\u00A0b \u00A0\u00A0 ").ToString());

    [Fact]
    public void Control_characters_vanish_and_tabs_stay() =>
        Assert.Equal("<p>ab\tc</p>", ContentRenderer.FromText("a\0\u0001b\tc\u001B\u007F").ToString());

    [Theory]
    [InlineData("")]
    [InlineData("\n \u00A0\n\n")]
    public void An_empty_text_prints_nothing(string text) => Assert.Equal("", ContentRenderer.FromText(text).ToString());

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData("“a\n\n")]
    [InlineData("\"a\n")]
    [InlineData("> a\n")]
    [InlineData(">a\n\n")]
    [InlineData("• a\n")]
    [InlineData("www.)")]
    [InlineData("http://")]
    [InlineData("http://a(")]
    [InlineData("\u2066\u202A\u2069")]
    [InlineData("\u202A\u2069")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("1. a\n  • b\n")]
    public void Any_pattern_repeated_costs_only_its_length(string pattern)
    {
        // A cost that grows with the square of these two million characters would take hours, not seconds.
        var text = string.Concat(Enumerable.Repeat(pattern, 2_000_000 / pattern.Length));
        Assert.NotNull(ContentRenderer.FromText(text).ToString());
    }

    private static void AssertOnlyText(string html)
    {
        foreach (var element in PrintedText.Parse(html).QuerySelectorAll("*"))
        {
            Assert.Contains(element.LocalName, new[] { "p", "br", "a", "ul", "ol", "li", "blockquote" });
            foreach (var attribute in element.Attributes)
            {
                Assert.Contains($"{element.LocalName} {attribute.Name}", new[] { "a href", "a rel", "ol start", "br class" });
                Assert.True(attribute.Name != "href" || attribute.Value.StartsWith("http", StringComparison.OrdinalIgnoreCase), attribute.Value);
            }
        }
    }

    // Parsers write quotation marks and no-break spaces their own way.
    private static string Unescaped(string html) =>
        html.Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&#39;", "'", StringComparison.Ordinal)
            .Replace("&nbsp;", "\u00A0", StringComparison.Ordinal);

    private static int OpenBidi(string text)
    {
        var open = new Stack<char>();
        foreach (var c in text)
        {
            if (c is '\u202E' or '\u2067')
            {
                open.Push(c);
            }
            else if (c == '\u202C' && open.TryPeek(out var top) && top == '\u202E')
            {
                open.Pop();
            }
            else if (c == '\u2069' && open.Contains('\u2067'))
            {
                while (open.Pop() != '\u2067')
                {
                }
            }
        }

        return open.Count;
    }
}
