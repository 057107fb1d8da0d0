namespace Archive.Tests.Content;

public sealed class FromMarkdownTests
{
    [Theory]
    [InlineData("# About\n\nA *good* [blog](https://a.example/).", "<h2>About</h2>\n<p>A <em>good</em> <a href=\"https://a.example/\" rel=\"nofollow ugc noopener\">blog</a>.</p>")]
    [InlineData("1. one\n2. two", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>")]
    [InlineData("~~gone~~ H~2~O", "<p><del>gone</del> H<sub>2</sub>O</p>")]
    [InlineData("[x](javascript:alert(1))", "<p>x</p>")]
    [InlineData("![x](javascript:alert(1))", "<p>x</p>")]
    [InlineData("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")]
    [InlineData("# h {onclick=alert(1)}", "<h2>h {onclick=alert(1)}</h2>")]
    public void Markdown_becomes_safe_html(string markdown, string html) =>
        Assert.Equal(html, ContentRenderer.FromMarkdown(markdown).ToString());

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData(">")]
    [InlineData("- ")]
    [InlineData("[")]
    [InlineData("*a")]
    [InlineData("[a](")]
    [InlineData("a long text ")]
    public void Markdown_too_deep_or_too_long_is_shown_as_text(string pattern)
    {
        var times = (pattern.Length > 4 ? ContentRenderer.MaxMarkdown + 100 : ContentRenderer.MaxMarkdown - 100) / pattern.Length;
        Assert.Contains("x", ContentRenderer.FromMarkdown(string.Concat(Enumerable.Repeat(pattern, times)) + "x").ToString(), StringComparison.Ordinal);
    }
}
