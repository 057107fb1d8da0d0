namespace Archive.Tests.Storage;

public sealed class LinksTests : IDisposable
{
    private const string Own = "http://probationmatters.blogspot.co.uk/2014/02/the-other-post.html?showComment=1392115357329#c663749526265980047";

    private readonly TestArchive archive = new();

    public void Dispose() => archive.Dispose();

    [Fact]
    public void Links_are_stored_with_what_their_addresses_say()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Post($"see {Own} or www.napo.org.uk/x", "  http://a.example/ http://a.example/", "none") with { Original = "http://b.example/" }));

        Assert.Equal(
            [
                "post http://b.example/ b.example [] - -",
                $"1 {Own} probationmatters.blogspot.com [2014-02/other-post] 663749526265980047 2014-02-11T10:42:37Z",
                "1 http://www.napo.org.uk/x napo.org.uk [/x] - -",
                "1.1 http://a.example/ a.example [] - -",
            ],
            Links());
        Sound();
    }

    [Fact]
    public void A_changed_text_changes_its_links_and_no_others()
    {
        archive.Capture(2014, DumpText.Post("I read http://a.example/ today", "http://stays.example/") with { Original = "The body http://b.example/" });
        archive.Capture(2015, DumpText.Post("I read http://c.example/ today", "http://stays.example/", "http://new.example/") with { Original = "The body http://d.example/" });
        Assert.Equal(
            ["post http://d.example/", "1 http://c.example/", "2 http://stays.example/", "3 http://new.example/"],
            Links().Select(link => string.Join(' ', link.Split(' ')[..2])));
        Sound();

        // An earlier capture takes nothing, and a removal takes the links with the words.
        archive.Capture(2013, DumpText.Post("I read http://z.example/ today", "http://stays.example/") with { Original = "The body http://z.example/" });
        archive.Capture(2016, DumpText.Post("I read http://c.example/ today", DumpText.Removed, "http://new.example/") with { Original = "The body http://d.example/" });
        Assert.Equal(
            ["post http://d.example/", "1 http://c.example/", "3 http://new.example/"],
            Links().Select(link => string.Join(' ', link.Split(' ')[..2])));
        Sound();
    }

    [Fact]
    public void What_is_deleted_leaves_no_link()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Post("http://a.example/", "  http://b.example/") with { Original = "http://c.example/" }));
        archive.Execute("PRAGMA foreign_keys = ON; DELETE FROM comments WHERE number = '1.1'");
        Assert.Equal(2, archive.Count("SELECT count(*) FROM links"));

        archive.Execute("PRAGMA foreign_keys = ON; DELETE FROM posts");
        Assert.Equal(0, archive.Count("SELECT count(*) FROM links"));
    }

    [Theory]
    [InlineData("DELETE FROM links WHERE comment_id IS NOT NULL", "comment ")]
    [InlineData("UPDATE links SET address = 'http://evil.example/' WHERE comment_id IS NULL", "post ")]
    [InlineData("UPDATE links SET said_at = '2014-02-11T10:42:37Z' WHERE comment_id IS NULL", "post ")]
    [InlineData("UPDATE links SET page = NULL WHERE comment_id IS NOT NULL", "comment ")]
    [InlineData("INSERT INTO links (id, post_id, comment_id, address, site) SELECT id + 100, post_id, comment_id, 'http://evil.example/', 'evil.example' FROM links", "post ")]
    [InlineData("UPDATE links SET comment_id = NULL", "post ")]
    [InlineData("UPDATE posts SET live_page = 'x'", "its live_page differs")]
    public void A_tampered_link_is_found(string damage, string expected)
    {
        archive.Import(TestArchive.Dump("a", DumpText.Post("http://a.example/") with { Original = "http://b.example/" }));
        archive.Execute(damage);

        Assert.Contains(archive.Verify().Differences, difference => difference.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SELECT site, count(*) FROM links GROUP BY site", "links_of_site")]
    [InlineData("SELECT address, count(*) FROM links WHERE site = 'a' GROUP BY address", "links_of_site")]
    [InlineData("SELECT page, count(*) FROM links WHERE site = 'a' AND page IS NOT NULL GROUP BY page", "links_of_site")]
    [InlineData("SELECT DISTINCT post_id FROM links ORDER BY post_id DESC LIMIT 10", "links_of_post")]
    public void What_pages_ask_is_read_from_an_index_alone(string query, string index)
    {
        using var connection = archive.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {query}";
        using var plan = command.ExecuteReader();

        Assert.True(plan.Read());
        Assert.Contains($"USING COVERING INDEX {index}", plan.GetString(3), StringComparison.Ordinal);
    }

    private string[] Links()
    {
        using var db = archive.Read();
        var numbers = db.Comments.ToDictionary(comment => comment.Id, comment => comment.Number);
        return [.. db.Links.OrderBy(link => link.CommentId).ThenBy(link => link.Id).ToList().Select(link => string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{(link.CommentId is { } id ? numbers[id] : "post")} {link.Address} {link.Site} [{link.Page}] {link.CommentKey ?? "-"} {link.SaidAt?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) ?? "-"}"))];
    }

    private void Sound()
    {
        var report = archive.Verify();
        Assert.True(report.Sound, string.Join('\n', report.Differences));
    }
}
