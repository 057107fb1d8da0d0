namespace Archive.Tests.Web.Addresses;

public sealed class CitationTargetTests
{
    [Theory]
    [InlineData("/probation/2014/02/power-to-people", "probation 2014-02 power-to-people ")]
    [InlineData("/probation/2014/02/power-to-people/abc", "probation 2014-02 power-to-people abc")]
    [InlineData("/probation/2014/02/power-to-people/abc/cite", "probation 2014-02 power-to-people abc")]
    [InlineData("/probation/2014/02/power-to-people/cite", "probation 2014-02 power-to-people ")]
    [InlineData("/probation/2014/02/power-to-people?comment=abc#cabc", "probation 2014-02 power-to-people abc")]
    [InlineData("/probation/2014/02/power-to-people?page=2&order=flat&mark=x#cabc", "probation 2014-02 power-to-people abc")]
    [InlineData("/probation/2014/02/power-to-people#comments", "probation 2014-02 power-to-people ")]
    [InlineData("<https://elsewhere.example/probation/2014/02/power-to-people/abc>.", "probation 2014-02 power-to-people abc")]
    [InlineData("localhost:5080/probation/2014/02/power-to-people", "probation 2014-02 power-to-people ")]
    [InlineData("archive.example.org/probation/undated/words/abc", "probation undated words abc")]
    [InlineData("/probation/undated/words", "probation undated words ")]
    [InlineData("http://probationmatters.blogspot.co.uk/2014/02/power-to-people.html?showComment=1#c123", " 2014-02 power-to-people 123")]
    [InlineData("/b/2014/02/%E6%BC%A2", "b 2014-02 漢 ")]
    [InlineData("/probation/2014/02/power-to-people/captures/0a1b.2", "probation 2014-02 power-to-people  of 0a1b.2")]
    [InlineData("https://a.example/probation/2014/02/power-to-people/captures/0a1b?page=2#cabc", "probation 2014-02 power-to-people abc of 0a1b")]
    [InlineData("/probation/undated/words/captures/0a1b/0c2d", "probation undated words  of 0c2d")]
    [InlineData("/probation/2014/02/captures/abc", "probation 2014-02 captures abc")]
    [InlineData("/probation/undated/captures/abc", "probation undated captures abc")]
    [InlineData("/probation/2014/02/cite", "probation 2014-02 cite ")]
    [InlineData("/probation/2014/02/cite/cite", "probation 2014-02 cite ")]
    [InlineData("/probation/undated/cite", "probation undated cite ")]
    [InlineData("/probation", null)]
    [InlineData("10.1000/182", null)]
    [InlineData("%zz?#", null)]
    [InlineData("", null)]
    public void An_old_address_is_read(string typed, string? named)
    {
        var old = CitationTarget.Read(typed);

        Assert.Equal(named, old is null ? null : $"{old.Blog} {old.Month} {old.Slug} {old.Key}{(old.Capture is { } capture ? $" of {capture}" : "")}");
    }
}
