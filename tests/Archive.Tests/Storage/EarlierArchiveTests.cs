using Microsoft.Data.Sqlite;

namespace Archive.Tests.Storage;

public sealed class EarlierArchiveTests
{
    // What is shown, and the ids by which it is ordered.
    private static readonly string[] Shown =
    [
        "SELECT posts.id, blogs.slug, month, posts.slug, published, posts.title, posts.original, posts.comment_count FROM posts JOIN blogs ON blogs.id = blog_id",
        """
        SELECT comments.id, blogs.slug, month, posts.slug, comments.position, above.position, comments.number, comments.key, comments.status, comments.original
          FROM comments JOIN posts ON posts.id = comments.post_id JOIN blogs ON blogs.id = blog_id LEFT JOIN comments AS above ON above.id = comments.parent_id
        """,
        "SELECT blogs.slug, month, posts.slug, position, comment_keys.key FROM comment_keys JOIN comments ON comments.id = comment_id JOIN posts ON posts.id = comments.post_id JOIN blogs ON blogs.id = blog_id",
        "SELECT posts.slug, position, capture_id, comment_versions.original FROM comment_versions JOIN comments ON comments.id = comment_id JOIN posts ON posts.id = post_id",
        "SELECT * FROM given_addresses",
    ];

    public static TheoryData<string> Versions => [.. KeptArchive.Versions];

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [MemberData(nameof(Versions))]
    public void An_upgraded_archive_is_sound_and_comes_back_the_same_from_its_record(string version)
    {
        using var archive = KeptArchive.Open(version);
        Assert.Empty(archive.Verify().Differences);
        var shown = Show(archive);

        archive.File.Dispose();
        SqliteConnection.ClearAllPools();
        Delete(archive.File.Path);
        archive.Reopen();

        Assert.Equal(shown, Show(archive));
        Assert.Empty(archive.Verify().Differences);
    }

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [MemberData(nameof(Versions))]
    public void An_upgrade_that_was_killed_ends_as_if_it_had_not_been(string version)
    {
        using var archive = KeptArchive.Open(version);
        var (shown, seal) = (Show(archive), archive.File.Seal());
        var given = archive.File.Record.EntriesAfter(0).First(entry => entry.Kind == "given").Number;
        Assert.True(seal.Number - given > 4);

        // Before the first of those entries, after some, after the last; without the new copy, or with one that has applied as much.
        Assert.All<(long Written, string OldFile, long? Applied)>(
            [
                (given - 1, "archive-before-0.4.db", null), (given - 1, "archive.db", null), (given, "archive-before-0.4.db", given - 1),
                (given + 3, "archive-before-0.4.db", given + 1), (seal.Number, "archive-before-0.4.db", seal.Number), (seal.Number, "archive.db", null),
            ],
            killed =>
            {
                using var restarted = new TestArchive(folder => Restore(archive, version, folder, killed.Written, killed.OldFile, killed.Applied));
                Assert.Equal(shown, Show(restarted));
                Assert.Equal(seal, restarted.File.Seal());
                Assert.Empty(restarted.Verify().Differences);
                Assert.False(File.Exists(Path.Combine(restarted.Folder, "archive-before-0.4.db")));
            });
    }

    [Fact]
    public void Addresses_that_are_given_twice_do_no_harm()
    {
        using var archive = KeptArchive.Open("0.3");
        var shown = Show(archive)[..4];
        var given = archive.File.Record.EntriesAfter(0).Where(entry => entry.Kind == "given").Select(entry => entry.Read()).ToList();
        using (var writer = archive.File.OpenWriter())
        {
            writer.Record.Append(to => given.ForEach(detail => to.Write(archive.Clock.Now, detail)));
            writer.Maker.CatchUp(CancellationToken.None);
        }

        Assert.Equal(shown, Show(archive)[..4]);
        Assert.Empty(archive.Verify().Differences);
    }

    [Fact]
    public void What_is_shown_otherwise_is_told_with_what_is_other_and_the_old_file_stays()
    {
        var sentences = new List<string>();
        using var archive = new TestArchive(folder => KeptArchive.Unpack("0.3", Path.Combine(folder, "archive.db")), sentences.Add);

        Assert.Contains("Every address leads where it did.", sentences);
        Assert.Equal(
            [
                "/blog/2015/09/b-markup-b-marks: it is /kiln-notebook/2015/09/b-markup-b-marks alone now, because somebody has said that the same dump is of that blog",
                "/invented-harbour/2015/03/night-ferry: 2 comments of those that stood twice are one with another now; its comments stand in another order; "
                    + "2 comments with another number; 2 comments with another text; 2 comments with other lines; 1 comment with another status",
                "/kiln-notebook/2015/07/ash: 1 comment of those that stood twice is one with another now; 1 comment with another completeness; 1 comment with another text; 1 comment with other lines",
                "/kiln-notebook/undated/blog-post: it has 3 sources, and had 2; it has another text",
                "/kiln-notebook/undated/blog-post_2: it is one with /kiln-notebook/undated/blog-post now; it has 3 sources, and had 1",
            ],
            sentences.Where(sentence => sentence.StartsWith('/')));
        Assert.True(File.Exists(Path.Combine(archive.Folder, "archive-before-0.4-differs.db")));
    }

    private static void Restore(TestArchive archive, string version, string folder, long written, string oldFile, long? applied)
    {
        if (applied is { } number)
        {
            RestoreRecord(archive, folder, number);
            ArchiveFolder.Open(folder).Dispose();
            SqliteConnection.ClearAllPools();
        }

        RestoreRecord(archive, folder, written);
        KeptArchive.Unpack(version, Path.Combine(folder, oldFile));
    }

    private static void RestoreRecord(TestArchive archive, string folder, long written)
    {
        Delete(Path.Combine(folder, "record.db"));
        foreach (var file in Directory.EnumerateFiles(archive.Folder, "record.db*"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        using var record = new SqliteConnection($"Data Source={Path.Combine(folder, "record.db")};Pooling=False");
        record.Open();
        using var command = record.CreateCommand();
        command.CommandText = $"DELETE FROM entries WHERE number > {written}";
        command.ExecuteNonQuery();
    }

    private static List<string> Show(TestArchive archive)
    {
        using var connection = archive.Open();
        return [.. Shown.Select(sql => string.Join('\n', Rows(connection, sql).Order(StringComparer.Ordinal)))];
    }

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader[i])));
        }

        return rows;
    }

    private static void Delete(string path)
    {
        foreach (var file in new[] { path, path + "-wal", path + "-shm" })
        {
            File.Delete(file);
        }
    }
}
