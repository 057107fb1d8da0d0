namespace Archive.Tests.Storage;

/// <summary>Entries as records keep them for good: each is read, and written again byte for byte.</summary>
public class EntryFormatTests
{
    [Theory]
    [InlineData("blog", """{"slug":"harbour","title":"The Harbour","address":"http://harbour.example/","language":"en-GB","timeZone":"Europe/London","author":"A. Pilot","about":"# Über uns","guessed":false,"import":1}""")]
    [InlineData("blog", """{"slug":"blog","title":"blog","guessed":true}""")]
    [InlineData("source", """{"sha256":"0123456789abcdef","blog":"harbour","file":"ferry.txt","format":"blogger-text","captured":"2014-02-11T10:22:00Z","basis":"given","import":1}""")]
    [InlineData("import", """{"import":1,"step":"begun"}""")]
    [InlineData("import", """{"import":1,"step":"refused","refused":[{"file":"a.png","sha256":"","bytes":7,"reason":"it is no dump"}]}""")]
    [InlineData("import", """{"import":1,"step":"done","counts":{"postsNew":1,"postsChanged":2,"postsUnchanged":3,"commentsNew":4,"sourcesNew":5,"sourcesUnchanged":6,"sourcesRefused":7}}""")]
    [InlineData("import", """{"import":2,"step":"cancelled","counts":{"postsNew":0,"postsChanged":0,"postsUnchanged":0,"commentsNew":0,"sourcesNew":0,"sourcesUnchanged":0,"sourcesRefused":0}}""")]
    [InlineData("undo", """{"import":2}""")]
    [InlineData("undo", """{"import":2,"by":"Ada"}""")]
    [InlineData("restore", """{"import":2,"by":"Ada"}""")]
    [InlineData("blog", """{"slug":"harbour","title":"","address":"","language":"","timeZone":"","author":"","about":"","guessed":false,"by":"Ada"}""")]
    [InlineData("order", """{"blogs":["port","harbour"],"by":"Ada"}""")]
    [InlineData("settings", """{"address":"https://archive.example.org","private":true,"indexed":false,"signOffs":true,"by":"Ada"}""")]
    [InlineData("settings", """{"private":false,"indexed":true,"signOffs":true}""")]
    [InlineData("rename", """{"from":"harbour","to":"port"}""")]
    [InlineData("merge", """{"from":"blog","into":"port"}""")]
    [InlineData("remove", """{"blog":"port"}""")]
    [InlineData("given", """{"blog":"port","sha256":"0123456789abcdef","post":3,"slug":"ferry-2","keys":[{"line":12,"key":"4455"}]}""")]
    [InlineData("same", """{"one":{"sha256":"0123456789abcdef","post":0},"other":{"sha256":"fedcba9876543210","post":3}}""")]
    [InlineData("different", """{"one":{"sha256":"0123456789abcdef","post":0},"other":{"sha256":"fedcba9876543210","post":3}}""")]
    [InlineData("together", """{"one":{"sha256":"0123456789abcdef","post":0,"comment":7},"other":{"sha256":"fedcba9876543210","post":3,"comment":0},"by":"Ada"}""")]
    [InlineData("apart", """{"one":{"sha256":"0123456789abcdef","post":0,"comment":7},"other":{"sha256":"fedcba9876543210","post":3,"comment":0},"by":"Ada"}""")]
    public void A_kept_entry_is_read_and_written_again_byte_for_byte(string kind, string detail)
    {
        var read = EntryDetail.Read(kind, detail);

        Assert.Equal((kind, detail), (read.Kind, read.Write()));
    }

    [Theory]
    [InlineData("""{"import":1,"step":"done","counts":{"postsNew":1,"postsChanged":2,"postsUnchanged":3,"commentsNew":4,"sourcesNew":5,"sourcesUnchanged":6}}""")]
    [InlineData("""{"import":1,"state":"done"}""")]
    public void An_entry_that_lacks_what_it_must_say_is_not_read(string detail) =>
        Assert.Throws<InvalidDataException>(() => EntryDetail.Read("import", detail));

    // As the schema of the reading copy and the answers of the command name them.
    [Fact]
    public void Every_count_of_an_import_is_listed_with_its_column_and_its_field()
    {
        var counts = new ImportCounts(1, 2, 3, 4, 5, 6, 7);

        Assert.Equal(
            ["sources_new sourcesNew 5", "sources_unchanged sourcesUnchanged 6", "sources_refused sourcesRefused 7", "posts_new postsNew 1", "posts_changed postsChanged 2", "posts_unchanged postsUnchanged 3", "comments_new commentsNew 4"],
            ImportCounts.All.Select(count => $"{count.Column} {count.Field} {count.Of(counts)}"));
        Assert.Equal(typeof(ImportCounts).GetProperties().Length, ImportCounts.All.Count);
        Assert.Equal(new ImportCounts(2, 4, 6, 8, 10, 12, 14), counts + counts);
        Assert.Equal(["5 new, 6 unchanged, 7 refused", "1 new, 2 changed, 3 unchanged", "4 new"], counts.Lines().Select(line => line.Words));
    }
}
