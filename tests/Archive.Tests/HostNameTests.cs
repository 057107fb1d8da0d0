namespace Archive.Tests;

public sealed class HostNameTests
{
    [Theory]
    [InlineData("parliament.uk", "parliament.uk")]
    [InlineData("WWW.Parliament.UK.", "parliament.uk")]
    [InlineData("www2.gov.uk", "www2.gov.uk")]
    [InlineData("www.www.gov.uk", "www.gov.uk")]
    [InlineData("www.", "www")]
    [InlineData("www", "www")]
    [InlineData(".", "")]
    [InlineData("", "")]
    public void A_host_is_named_in_one_spelling(string host, string bare) => Assert.Equal(bare, HostName.Bare(host));

    [Theory]
    [InlineData("a.blogspot.co.uk", "a.blogspot.com")]
    [InlineData("a.b.blogspot.de", "a.b.blogspot.com")]
    [InlineData("blogspot.com.br", "blogspot.com")]
    [InlineData("a.blogspot.com", "a.blogspot.com")]
    [InlineData("a.blogspot.example", "a.blogspot.example")]
    [InlineData("myblogspot.de", "myblogspot.de")]
    [InlineData("myblogspot.blogspot.de", "myblogspot.blogspot.com")]
    [InlineData("blogspot.", "blogspot.")]
    [InlineData("gov.uk", "gov.uk")]
    public void A_blog_of_Blogger_has_one_host_in_all_countries(string host, string one) => Assert.Equal(one, HostName.InOneCountry(host));

    [Theory]
    [InlineData("probationmatters.blogspot.co.uk", "probationmatters")]
    [InlineData("www.example.org", "example")]
    [InlineData("WWW.example", "example")]
    [InlineData("www", "www")]
    [InlineData("localhost", "localhost")]
    public void A_blog_is_known_by_the_first_label_that_says_something(string host, string label) => Assert.Equal(label, HostName.FirstLabel(host));
}
