namespace Archive.Tests.Content;

public sealed class TextLinksTests
{
    [Theory]
    [InlineData("no link", "")]
    [InlineData("see http://www.Parliament.UK/business, and https://parliament.uk:443/x", "parliament.uk")]
    [InlineData("www.napo.org.uk and http://publications.parliament.uk?x=1 www.gov.uk.", "napo.org.uk publications.parliament.uk gov.uk")]
    [InlineData("(http://example.org/a_(b)) http://user@evil.example/ mail@example.net", "example.org")]
    public void Hosts_are_found_once_each(string text, string hosts) => Assert.Equal(hosts, string.Join(' ', TextLinks.In(text).Hosts));

    [Fact]
    public void Addresses_are_found_once_each_as_their_links_have_them() => Assert.Equal(
        ["http://www.napo.org.uk/a", "https://x.example/?q=1#c2"],
        TextLinks.In("www.napo.org.uk/a, (https://x.example/?q=1#c2) and http://www.napo.org.uk/a again").Addresses);

    [Fact]
    public void A_text_of_nothing_but_addresses_is_cut() =>
        Assert.Equal(TextLinks.MaxAddresses, TextLinks.In(string.Join(' ', Enumerable.Range(1, 2_000).Select(n => $"http://h.example/{n}"))).Addresses.Count);

    [Fact]
    public void A_link_farm_is_cut() =>
        Assert.Equal(TextLinks.MaxHosts, TextLinks.In(string.Join(' ', Enumerable.Range(1, 1_000).Select(n => $"http://h{n}.example/"))).Hosts.Count);

    [Fact]
    public void A_host_too_long_for_the_internet_is_none() => Assert.Empty(TextLinks.In("http://" + string.Concat(Enumerable.Repeat("a.", 200)) + "org/").Hosts);

    [Theory]
    [InlineData("nothing said", "")]
    [InlineData("> he said\n> so\n\nI say", "he said\nso")]
    [InlineData("He says \"so\" today", "")]
    [InlineData("I read:\n\n\"It was so\nand so.\"\n\nI say", "\"It was so\nand so.\"")]
    [InlineData(">90% of people", "")]
    public void What_is_set_apart_when_printed_is_quoted(string text, string quoted)
    {
        Assert.Equal(quoted, PlainText.QuotedText(text));
        var printed = PrintedText.Parse(ContentRenderer.FromText(text).ToString()).QuerySelectorAll("blockquote");
        Assert.Equal(Plain(quoted), Plain(string.Concat(printed.Select(passage => passage.TextContent))));
    }

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
