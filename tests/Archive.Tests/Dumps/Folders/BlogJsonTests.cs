using Archive.Tests.Commands;

namespace Archive.Tests.Dumps.Folders;

public class BlogJsonTests
{
    [Fact]
    public void The_seeds_are_described_in_full()
    {
        var blog = BlogJson.Read(Path.Combine(ArchiveProgram.Seeds, "blog.json"), BlogSlug.Objection);

        Assert.Equal("probationmatters", blog.Slug);
        Assert.Equal("On Probation Blog", blog.Title);
        Assert.Equal("http://probationmatters.blogspot.co.uk/", blog.Address);
        Assert.Equal("en-GB", blog.Language);
        Assert.Equal("Europe/London", blog.TimeZone);
        Assert.Equal("Jim Brown", blog.Author);
    }

    [Theory]
    [InlineData("""{ "title": "T", "slug": "mine", "address": "https://theirs.example" }""", "mine")]
    [InlineData("""{ "title": "T", "address": "https://www.example.org/blog" }""", "example")]
    [InlineData("""{ "title": "T", "address": "http://a-b.blogspot.de" }""", "a-b")]
    [InlineData("""{ "title": "T", "address": null, "slug": "t" } // a comment""", "t")]
    [InlineData("\uFEFF{ \"title\": \"T\", \"slug\": \"t\", }", "t")]
    public void The_slug_is_the_one_given_or_the_first_label_of_the_host(string json, string slug) =>
        Assert.Equal(slug, Read(json).Slug);

    [Theory]
    [InlineData("", ":1: is not valid JSON here")]
    [InlineData("[]", ":1: must be one object in braces")]
    [InlineData("{\n  \"title\": \"T\"\n  \"slug\": \"t\"\n}", ":3: is not valid JSON here")]
    [InlineData("{\n  \"title\": 7\n}", ":2: 'title' must be a text in quotation marks")]
    [InlineData("{\n  \"title\": \"T\",\n  \"timezone\": \"Europe/London\"\n}", ":3: there is no key 'timezone'")]
    [InlineData("{ \"slug\": \"t\" }", ":1: the key 'title' is missing")]
    [InlineData("{\n  \"title\": \"T\",\n  \"address\": \"example.org\"\n}", ":3: 'example.org' is no address")]
    [InlineData("{\n  \"title\": \"T\",\n  \"address\": \"javascript:alert(1)\"\n}", ":3: 'javascript:alert(1)' is no address")]
    [InlineData("{\n  \"title\": \"T\",\n  \"slug\": \"search\"\n}", ":3: 'search' cannot be a blog's slug")]
    [InlineData("{\n  \"title\": \"T\",\n  \"slug\": \"../up\"\n}", ":3: '../up' cannot be a blog's slug")]
    [InlineData("{ \"title\": \"T\", \"slug\": \"t\", \"language\": \"en\\\" onload\" }", ":1: 'en\" onload' is no language tag")]
    [InlineData("{ \"title\": \"T\", \"slug\": \"t\" } x", ":1: is not valid JSON here")]
    [InlineData("{ \"title\": \"T\", \"slug\": \"t\",\n  \"address\": \"javascript:1\"\n}", ":2: 'javascript:1' is no address")]
    [InlineData("{\n  \"title\": \"\\ud800\"\n}", ":2: holds an escape that is no character")]
    [InlineData("{\n  \"title\": \"日本語のブログ\"\n}", ":2: the title has no letters for an address")]
    [InlineData("{\n  \"title\": \"a\\nb\"\n}", ":2: 'title': It is one line.")]
    [InlineData("{\n  \"title\": \"T\",\n  \"timeZone\": \"Nowhere/X\"\n}", ":3: 'timeZone': This is no time zone")]
    public void A_mistake_is_named_with_file_and_line(string json, string message)
    {
        var mistake = Assert.Throws<DumpFolderException>(() => Read(json));

        Assert.Contains("blog.json" + message, mistake.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, Failure.Explain(mistake)!.ExitCode);
    }

    [Fact]
    public void A_file_in_another_encoding_is_named_with_its_line()
    {
        using var folder = new TempFolder();
        var path = folder.Write("blog.json", "");
        File.WriteAllBytes(path, System.Text.Encoding.Latin1.GetBytes("{\n  \"title\": \"Über\"\n}"));

        var mistake = Assert.Throws<DumpFolderException>(() => BlogJson.Read(path, BlogSlug.Objection));

        Assert.Contains("blog.json:2: is not UTF-8 here", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void About_is_read_from_the_file_beside_it_up_to_its_limit()
    {
        using var folder = new TempFolder();
        var path = folder.Write("blog.json", """{ "title": "T", "slug": "t" }""");
        folder.Write("about.md", "# Who wrote this");

        Assert.Equal("# Who wrote this", BlogJson.Read(path, BlogSlug.Objection).About);

        folder.Write("about.md", new string('x', BlogJson.MaxBytes + 1));
        Assert.Throws<DumpFolderException>(() => BlogJson.Read(path, BlogSlug.Objection));
    }

    private static BlogDescription Read(string json)
    {
        using var folder = new TempFolder();
        return BlogJson.Read(folder.Write("blog.json", json), BlogSlug.Objection);
    }
}
