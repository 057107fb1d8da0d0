namespace Archive.Tests.Storage;

public sealed class VerifierTests : IDisposable
{
    private readonly TestArchive archive = new();

    public VerifierTests()
    {
        archive.Capture(2014, DumpText.Post("one two three four", "  reply", "two", DumpText.Missing, "  lost parent"));
        archive.Capture(2015, DumpText.Post("one two three five", "  reply", "two", DumpText.Missing, "  lost parent", "new"));
    }

    public void Dispose() => archive.Dispose();

    [Fact]
    public void A_sound_archive_is_counted_and_differs_nowhere()
    {
        var report = archive.Verify();

        Assert.Empty(report.Differences);
        Assert.Equal((2, 1, 6), (report.Sources, report.Posts, report.Comments));
    }

    [Theory]
    [InlineData("UPDATE comments SET after = after || 'x' WHERE number = '2'", "comment 2: its after")]
    [InlineData("INSERT INTO blog_labels SELECT id, 'tide', 1 FROM blogs", "count “tide” wrongly")]
    [InlineData("INSERT INTO label_months SELECT 'tide', id, '2014-02', 1 FROM blogs", "count “tide” wrongly")]
    [InlineData("INSERT INTO blog_people (blog_id, name, posts, comments, sign_offs) VALUES (0, 'jim', 0, 1, 0)", "the names of all blogs count “jim” wrongly")]
    [InlineData("INSERT INTO post_people SELECT 'jim', id, blog_id, 'Jim', 0, 1, 0 FROM posts", "post_people")]
    [InlineData("INSERT INTO post_labels SELECT 'tide', id, blog_id, month FROM posts", "the label “tide” is not listed as post")]
    [InlineData("UPDATE comments SET markup = '<p>x</p>' WHERE number = '2'", "comment 2: its markup differs")]
    [InlineData("UPDATE comments SET text = 'x' WHERE number = '2'", "comment 2: its text")]
    [InlineData("UPDATE comments SET status = 'removed' WHERE number = '2'", "comment 2: its status")]
    [InlineData("UPDATE comments SET number = '7' WHERE number = '2'", "comment 2: its number differs")]
    [InlineData("UPDATE comments SET last_line = 99 WHERE number = '2'", "comment 2: its last_line differs")]
    [InlineData("UPDATE comments SET depth = 4 WHERE number = '1.1'", "comment 1.1: its depth differs")]
    [InlineData("UPDATE comments SET descendants = 4 WHERE number = '1'", "comment 1: its descendants differs")]
    [InlineData("UPDATE comments SET parent_id = NULL WHERE number = '1.1'", "comment 1.1: its parent_id differs")]
    [InlineData("UPDATE comments SET position = 99 WHERE number = '2'", "comment 2: its position differs")]
    [InlineData("UPDATE posts SET comment_count = 3", "post /probation/2014/02/power-to-people: its comment_count differs")]
    [InlineData("UPDATE posts SET timed_comments = 3", "its timed_comments differs")]
    [InlineData("UPDATE posts SET outline = '0,1'", "its outline")]
    [InlineData("INSERT INTO label_keys VALUES ('tide', 'tide')", "label_keys")]
    [InlineData("UPDATE posts SET title = 'x'", "its title differs")]
    [InlineData("UPDATE posts SET written = 'x'", "its written")]
    [InlineData("UPDATE posts SET published = '2014-02-12'", "its published differs")]
    [InlineData("UPDATE posts SET markup = ''", "its markup differs")]
    [InlineData("UPDATE posts SET declared_comments = 77", "its declared_comments differs")]
    [InlineData("UPDATE comment_versions SET original = 'x'", "comment 1, its row in comment_versions: its original differs")]
    [InlineData("DELETE FROM sightings WHERE number = '2'", "comment 2, its row in sightings: it is missing")]
    [InlineData("DELETE FROM comments WHERE number = '4'", "comment 4: it is missing")]
    [InlineData("UPDATE captures SET found_comments = 77", "its row in captures: its found_comments differs")]
    [InlineData("UPDATE sources SET sha256 = 'abc' WHERE file_name = '2014.txt'", "source 2014.txt: its sha256 differs")]
    [InlineData("UPDATE sources SET bytes = -1", "source 2014.txt: its bytes differs")]
    [InlineData("UPDATE sources SET format = 'word'", "source 2014.txt: its format differs")]
    [InlineData("DELETE FROM captures WHERE id = (SELECT max(id) FROM captures)", "its row in captures: it is missing")]
    [InlineData("UPDATE posts SET last_capture_id = 99", "its last_capture_id differs")]
    [InlineData("UPDATE posts SET first_capture_id = 99", "its first_capture_id differs")]
    [InlineData("UPDATE comments SET post_id = 5 WHERE number = '2'", "missing row of posts")]
    [InlineData("UPDATE comments SET facts = facts || 'x' WHERE number = '2'", "comment 2: its facts differs")]
    [InlineData("UPDATE comments SET inferred_signer = 'Jim' WHERE number = '2'", "comment 2: its inferred_signer differs")]
    [InlineData("UPDATE posts SET folded = 'x'", "its folded differs")]
    [InlineData("UPDATE posts SET quotes = 'x'", "its quotes differs")]
    [InlineData("INSERT INTO comment_fts (comment_fts, rowid, text, quotes, facts) SELECT 'delete', id, text, quotes, facts FROM comments WHERE number = '2'", "full-text index comment_fts")]
    [InlineData("INSERT INTO post_fts (post_fts, rowid, title, text, quotes, facts) SELECT 'delete', id, title, text, quotes, facts FROM posts", "full-text index post_fts")]
    [InlineData("UPDATE comment_fts_data SET block = CAST(x'7f' || substr(block, 2) AS BLOB) WHERE id = 1", "full-text index comment_fts: its counts differ from comments")]
    public void Damage_is_found_and_named(string damage, string expected)
    {
        archive.Execute($"PRAGMA foreign_keys = OFF; {damage}");

        var report = archive.Verify();

        Assert.False(report.Sound);
        Assert.Contains(report.Differences, difference => difference.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_damaged_page_is_a_finding_and_no_failure()
    {
        archive.File.Dispose();
        archive.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        using (var file = System.IO.File.OpenWrite(archive.File.Path))
        {
            for (var at = 8 * 4096; at < file.Length; at += 8 * 4096)
            {
                file.Position = at;
                file.Write(new byte[600]);
            }
        }

        Assert.False(archive.Verify().Sound);
    }
}
