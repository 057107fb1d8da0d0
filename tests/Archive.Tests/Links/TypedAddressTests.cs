using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Links;

/// <summary>Each line is what somebody typed and the address that it is; UPDATE_GOLDEN=1 writes the ends anew.</summary>
public sealed class TypedAddressTests
{
    private const string Arrow = " → ";

    private static readonly string Cases = Path.Combine(Repository.Root, "tests", "Archive.Tests", "Cases", "addresses", "typed.txt");

    private static readonly Gen<string> Pieces = Gen.Elements(
        "http://", "https://", "http:/", "//", "http%3A%2F%2F", "URL:", "www.", "a.example", "web.archive.org/web/2014/", "archive.today/", "blogspot.", "com", ".", ":", "80", "@",
        "/", "\\", "?", "#", "&", "2014", "02", "x.html", "<", ">", "(", ")", "%", "%2", "%32", "%00", "%0d%0a", "é", "\ud83d", "\0", "\u202E", "\u200B", " ", "\n", "[", "]", "::1");

    [Fact]
    public void What_is_typed_is_the_address_that_the_case_says()
    {
        var lines = File.ReadAllLines(Cases);
        var read = lines.Select(line => line.Length == 0 || line.StartsWith('#') ? line : Line(line.Split(Arrow)[0])).ToArray();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllLines(Cases, read);
        }

        Assert.Equal(File.ReadAllLines(Cases), read);
    }

    [Fact]
    public void Nothing_is_too_malformed_to_be_read_and_what_is_read_is_of_a_site_and_no_copy() =>
        Prop.ForAll(Pieces.ArrayOf(16).Select(string.Concat).ToArbitrary(), typed =>
        {
            var address = TypedAddress.Read(typed);
            if (address is not null)
            {
                Assert.NotNull(SiteName.Of(address));
                Assert.DoesNotContain(address, char.IsWhiteSpace);
                Assert.True(address.StartsWith("http://", StringComparison.Ordinal) || address.StartsWith("https://", StringComparison.Ordinal));
            }

            _ = ArchivedCopy.Original(typed);
            _ = LiveAddress.OfPost(typed, typed, typed, typed);
            _ = LivePage.Read(typed)?.Label;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Theory]
    [InlineData("http://a.blogspot.co.uk/search/label/Napo%20%26%20others", "Napo & others", null)]
    [InlineData("http://a.blogspot.co.uk/search/label/Napo?updated-max=2014-02-11T10:00:00Z&max-results=20", "Napo", null)]
    [InlineData("http://a.blogspot.co.uk/search?q=power+to%20people", null, "power to people")]
    [InlineData("http://a.blogspot.co.uk/search?m=1&q=napo", null, "napo")]
    [InlineData("http://a.blogspot.co.uk/search?updated-max=2014-02-11T10:00:00Z", null, null)]
    [InlineData("http://a.blogspot.co.uk/search/label/", null, null)]
    [InlineData("http://a.blogspot.co.uk/?q=napo", null, null)]
    public void Pages_of_a_search_say_what_they_show(string address, string? label, string? words)
    {
        var page = LivePage.Read(address)!;

        Assert.Equal((label, words), (page.Label, page.Words));
    }

    [Theory]
    [InlineData("http://a.blogspot.co.uk/", null, "2014-02", "x", "http://a.blogspot.co.uk/2014/02/x.html")]
    [InlineData("http://a.blogspot.co.uk", "http://a.blogspot.com/2014/02/own.html", "2014-02", "x", "http://a.blogspot.com/2014/02/own.html")]
    [InlineData("http://a.blogspot.co.uk/", "javascript:alert(1)", "2014-02", "x", "http://a.blogspot.co.uk/2014/02/x.html")]
    [InlineData("http://a.blogspot.co.uk/", null, "undated", "x", null)]
    [InlineData("http://example.org/blog/", null, "2014-02", "x", null)]
    [InlineData("unknown", null, "2014-02", "x", null)]
    [InlineData(null, null, "2014-02", "x", null)]
    public void A_post_has_the_address_of_its_dump_or_the_one_that_Blogger_gives(string? blog, string? url, string month, string slug, string? address) =>
        Assert.Equal(address, LiveAddress.OfPost(blog, url, month, slug));

    private static string Line(string typed)
    {
        var address = TypedAddress.Read(typed
            .Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal).Replace("\\0", "\0", StringComparison.Ordinal)
            .Replace("{long}", new string('x', 5_000) + ".example", StringComparison.Ordinal));
        return $"{typed}{Arrow}{address ?? "none"}";
    }
}
