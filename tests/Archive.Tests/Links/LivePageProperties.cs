using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Links;

public sealed class LivePageProperties
{
    private static readonly Gen<string> Pieces = Gen.Elements(
        "http://", "https://", "www.", "probationmatters.", "blogspot.", "com", "co.uk", ".", ":", "80", "@", "/", "\\", "?", "#", "&", "=",
        "2014", "02", "_archive.html", "power-to-people", ".html", "_2", "showComment=", "1392115357329", "c663", "-", "the", "%", "é", "\ud83d", "\0", "\u202E", " ");

    [Fact]
    public void No_address_is_too_malformed_to_be_read()
    {
        var pages = new ArchivedPages([("probationmatters.blogspot.com", "blog")], [new ArchivedPost("blog", "2014-02", "power-to-people", null, ["663"])]);
        Prop.ForAll(Pieces.ArrayOf(20).Select(string.Concat).ToArbitrary(), address =>
        {
            var end = pages.EndOf(address);
            var copy = ArchivedCopy.Of(address, address);

            Assert.Equal(SiteName.Of(address) is null, end is null);
            Assert.True(copy is null || copy.EndsWith(address, StringComparison.Ordinal));
            Assert.True(end?.Page.SaidAt is null or { Year: >= 1999 and < 2100 });
            Assert.True(end is not { Page.Page.Length: > LivePage.MaxPage });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    [Theory]
    [InlineData("http://a.example/2014/02/x.html?showComment=1392115357329#c663", "http://a.example/2014/02/x.html")]
    [InlineData("http://a.example/2014/02/x.html#c663", "http://a.example/2014/02/x.html")]
    [InlineData("http://a.example/2014/02/x.html", "http://a.example/2014/02/x.html")]
    [InlineData("http://a.example/read?id=7#part", "http://a.example/read?id=7#part")]
    public void A_post_is_asked_for_without_the_comment(string address, string asked) => Assert.Equal(asked, LivePage.WithoutComment(address));

    [Theory]
    [InlineData("2014-02-11T10:42", "20140211")]
    [InlineData("2014-02-11", "20140211")]
    [InlineData("2014-02", "201402")]
    [InlineData("2014", "2014")]
    [InlineData(null, "*")]
    public void A_copy_is_looked_for_near_the_date_as_far_as_it_is_known(string? published, string time) =>
        Assert.Equal($"https://web.archive.org/web/{time}/http://example.org/?a=1#b", ArchivedCopy.Of("http://example.org/?a=1#b", published));
}
