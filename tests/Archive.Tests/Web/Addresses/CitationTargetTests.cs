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
    [InlineData("/probation", null)]
    [InlineData("10.1000/182", null)]
    [InlineData("%zz?#", null)]
    [InlineData("", null)]
    public void An_old_address_is_read(string typed, string? named)
    {
        var old = CitationTarget.Read(typed);

        Assert.Equal(named, old is null ? null : $"{old.Blog} {old.Month} {old.Slug} {old.Key}");
    }
}
