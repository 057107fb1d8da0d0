namespace Archive.Tests.Dumps.Folders;

public sealed class BlogFieldsTests
{
    [Theory]
    [InlineData("Europe/London", true)]
    [InlineData("America/Argentina/Buenos_Aires", true)]
    [InlineData("Etc/GMT+5", true)]
    [InlineData("UTC", true)]
    [InlineData("London", false)]
    [InlineData("GMT Standard Time", false)]
    [InlineData("../../etc/passwd", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("Europe/London/", false)]
    [InlineData("Europe/../Europe/London", false)]
    [InlineData("", false)]
    public void A_time_zone_has_a_name_of_IANA(string id, bool isOne) => Assert.Equal(isOne, BlogFields.OfTimeZone(id) is null);

    [Theory]
    [InlineData("en-GB", true)]
    [InlineData("de", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("English!", false)]
    [InlineData("e", false)]
    [InlineData("", false)]
    public void A_language_is_a_tag(string tag, bool isOne) => Assert.Equal(isOne, BlogFields.OfLanguage(tag) is null);

    [Theory]
    [InlineData("http://mill.blogspot.com/", true)]
    [InlineData("https://mill.example/blog", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("mill.blogspot.com", false)]
    [InlineData("file:///etc/passwd", false)]
    public void An_address_is_one_that_browsers_may_be_sent_to(string address, bool isOne) => Assert.Equal(isOne, BlogFields.OfAddress(address) is null);

    [Fact]
    public void A_title_is_one_line_that_fits()
    {
        Assert.Null(BlogFields.OfText("The mill"));
        Assert.NotNull(BlogFields.OfText("The\nmill"));
        Assert.NotNull(BlogFields.OfText(new string('m', BlogFields.MaxTextLength + 1)));
    }
}
