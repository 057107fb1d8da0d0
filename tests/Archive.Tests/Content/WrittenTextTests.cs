namespace Archive.Tests.Content;

public sealed class WrittenTextTests
{
    [Theory]
    [InlineData("one two", "one two")]
    [InlineData("<p>one</p><p>two</p>", "one\n\ntwo")]
    [InlineData("one<br>two<br><br>three", "one\ntwo\n\nthree")]
    [InlineData("<ul><li>one<li>two</ul>after", "one\ntwo\n\nafter")]
    [InlineData("said:<blockquote>one<br>two</blockquote>no", "said:\n\n> one\n> two\n\nno")]
    [InlineData("  many \n  blanks\t<b>and</b> <i>marks</i>", "many blanks and marks")]
    [InlineData("<pre>a  b\n c</pre>", "a  b\n c")]
    [InlineData("a &lt;b&gt; &amp;amp; &quot;c&quot; d&#39;e", "a <b> &amp; \"c\" d'e")]
    [InlineData("before<script>alert(1)</script> after", "before after")]
    [InlineData("<p title='a > b'>word</p>", "word")]
    public void The_text_of_HTML_is_its_words_line_by_line(string html, string text) =>
        Assert.Equal(text, new WrittenText(html, TextKind.Html).ToText());

    [Fact]
    public void Markdown_is_searched_without_its_marks() =>
        Assert.Equal("one two\n\n> three", new WrittenText("**one** [two](http://a.example/)\n\n> three\n", TextKind.Markdown).ToText());

    [Fact]
    public void Plain_text_keeps_what_looks_like_marks() =>
        Assert.Equal("**one** <b>two</b>", new WrittenText("\n**one** <b>two</b>\n\n", TextKind.Plain).ToText());

    [Fact]
    public void HTML_is_printed_sanitized_and_Markdown_as_what_it_makes()
    {
        Assert.Equal("<b>one</b>", new WrittenText("<b onclick=x>one</b><script>x</script>", TextKind.Html).ToHtml().ToString());
        Assert.Equal("<p><strong>one</strong></p>", new WrittenText("**one**", TextKind.Markdown).ToHtml().ToString().Trim());
        Assert.Equal("<p>&lt;b&gt;one&lt;/b&gt;</p>", new WrittenText("<b>one</b>", TextKind.Plain).ToHtml().ToString());
    }

    [Fact]
    public void HTML_beyond_what_is_parsed_is_printed_and_searched_as_text()
    {
        var deep = string.Concat(Enumerable.Repeat("<b>", 6_000));
        Assert.StartsWith("&lt;b&gt;", new WrittenText(deep, TextKind.Html).ToHtml().ToString()["<p>".Length..], StringComparison.Ordinal);
        Assert.Equal(deep, new WrittenText(deep, TextKind.Html).ToText());
    }

    [Fact]
    public void Links_of_markup_are_where_it_leads_and_not_what_it_says()
    {
        var written = new WrittenText("<a href='https://www.a.example/x'>www.b.example</a> <a href='mailto:m@c.example'>m</a> <a href='/here'>h</a>", TextKind.Html);
        var (addresses, hosts) = written.LinksOf(written.ToHtml(), written.ToText());
        Assert.Equal(["https://www.a.example/x"], addresses);
        Assert.Equal(["a.example"], hosts);
    }

    [Fact]
    public void Texts_of_two_kinds_say_the_same_by_their_words()
    {
        Assert.True(new WrittenText("one two\n\nthree", TextKind.Plain).SaysTheSameAs(new WrittenText(" one\ntwo three\n", TextKind.Plain)));
        Assert.False(new WrittenText("one two", TextKind.Plain).SaysTheSameAs(new WrittenText("onetwo", TextKind.Plain)));
        Assert.True(new WrittenText("<p>one</p>", TextKind.Html).SaysTheSameAs(new WrittenText("one\n", TextKind.Plain)));
        Assert.False(new WrittenText("<a href='http://a.example'>one</a>", TextKind.Html).SaysTheSameAs(new WrittenText("<a href='http://b.example'>one</a>", TextKind.Html)));
    }

    [Theory]
    [InlineData("one", "", "")]
    [InlineData("\n  one\n two\n\n", "\n", "\n\n")]
    [InlineData(" \t\n\r\none \r\n \n", " \t\n\r\n", "\n \n")]
    [InlineData("\n\n", "", "\n\n")]
    [InlineData("", "", "")]
    public void A_plain_original_is_its_text_between_blank_lines(string original, string before, string after)
    {
        var written = new WrittenText(original, TextKind.Plain);
        var text = written.ToText();

        Assert.Equal((before, after), written.Around(text));
        Assert.Equal(original, before + text + after);
        Assert.True(written.IsPrintedAs(text));
        Assert.Equal(written.ToHtml().ToString(), ContentRenderer.Stored(null, text).ToString());
    }

    [Theory]
    [InlineData("<p>one</p>\n", TextKind.Html)]
    [InlineData("**one**", TextKind.Markdown)]
    public void What_says_more_than_its_text_is_not_told_by_it(string original, TextKind kind)
    {
        var written = new WrittenText(original, kind);

        Assert.Null(written.Around(written.ToText()));
        Assert.False(written.IsPrintedAs(written.ToText()));
        Assert.Equal(written.ToHtml(), ContentRenderer.Stored(written.ToHtml(), written.ToText()));
    }

    // A notice of removal has no text; search finds no marks of its own in one that a text forges.
    [Theory]
    [InlineData("This comment has been removed.\n", "")]
    [InlineData("one\0two", "onetwo")]
    public void A_text_that_search_does_not_see_whole_keeps_its_original(string original, string text)
    {
        var written = new WrittenText(original, TextKind.Plain);

        Assert.Null(written.Around(text));
        Assert.False(written.IsPrintedAs(text));
    }
}
