using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Archive.Tests.Storage;

public sealed class ArchiveFileTests : IDisposable
{
    private readonly TestArchive archive = new();

    public void Dispose() => archive.Dispose();

    [Fact]
    public void Every_mapped_column_is_in_the_schema_and_every_column_is_mapped()
    {
        using var db = archive.Read();
        foreach (var entity in db.Tables.Model.GetEntityTypes())
        {
            var mapped = entity.GetFlattenedProperties().Select(property => property.GetColumnName()).Order();
            // What only the index reads, and what only prepared statements ask for.
            string[] apart = ["folded_title", "folded", "quotes", "facts", "timed_comments", "outline"];
            var columns = db.Tables.Database.SqlQuery<string>($"SELECT name AS Value FROM pragma_table_xinfo({entity.GetTableName()})").ToList().Except(apart).Order();
            Assert.Equal(columns, mapped);
        }

        string[] unmapped = ["copy", "settings", "capture_signs", "verdicts", "parted_comments", "numbered_dates", "index_pending", "label_keys", "terms", "term_forms", "post_fts", "title_fts", "comment_fts", "post_words", "comment_words", "searchable_posts", "searchable_comments", "formed_terms"];
        var tables = db.Tables.Database.SqlQuery<string>($"SELECT name AS Value FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite%'").ToList();
        Assert.Equal(tables.Except(unmapped).Order(), db.Tables.Model.GetEntityTypes().Select(entity => entity.GetTableName()!).Order());
    }

    // The build says it, so that a start need not.
    [Fact]
    public void A_copy_is_named_by_the_hash_of_its_schema() =>
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Schema.Text("reading-copy.sql")))), CopyState.PresentSchema);

    [Theory]
    [InlineData("SELECT position, depth, length(text) FROM comments WHERE post_id = 1 ORDER BY position", false)]
    [InlineData("SELECT id FROM comments WHERE post_id = 1 ORDER BY published IS NULL, published, position", true)]
    [InlineData("SELECT id FROM comments WHERE inferred_signer = 'Jim' ORDER BY id DESC", false)]
    [InlineData("SELECT id FROM comments WHERE post_id NOT IN (SELECT post_id FROM index_pending) ORDER BY post_id, id", true)]
    public void Outlines_and_sign_offs_are_read_from_an_index_alone(string query, bool sorts)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={archive.File.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {query}";
        using var plan = command.ExecuteReader();

        Assert.True(plan.Read());
        Assert.Contains("USING COVERING INDEX", plan.GetString(3), StringComparison.Ordinal);
        Assert.Equal(sorts, plan.Read());
    }

    [Fact]
    public void Readers_cannot_write()
    {
        using var db = archive.Read();
        Assert.ThrowsAny<Exception>(() => db.Tables.Database.ExecuteSql($"DELETE FROM blogs"));
        Assert.Equal([1, 0], [Pragma(db, "query_only"), Pragma(db, "trusted_schema")]);
    }

    [Fact]
    public void A_file_of_another_program_is_refused_and_left_alone()
    {
        var path = Path.Combine(archive.Folder, "other", "archive.db");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "CREATE TABLE recipes (title TEXT)";
            command.ExecuteNonQuery();
        }

        var before = File.ReadAllBytes(path);
        var refusal = Assert.Throws<ArchiveFileException>(() => ArchiveFolder.Open(Path.GetDirectoryName(path)!));

        Assert.Equal($"{path}: this is an SQLite database of another program", refusal.Message);
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        var folder = Path.Combine(archive.Folder, "text");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "archive.db"), new string('x', 5_000));

        Assert.Contains("not an SQLite database", Assert.Throws<ArchiveFileException>(() => ArchiveFolder.Open(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_of_a_newer_program_is_refused()
    {
        archive.Execute("PRAGMA user_version = 99");
        Assert.Contains("too old", Assert.Throws<ArchiveFileException>(archive.Reopen).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_imports_at_a_time_and_a_site_may_open_meanwhile()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Post("one")));
        var busy = new DumpFile("b", () =>
        {
            using var site = ArchiveFolder.Open(archive.Folder);
            Assert.Throws<ArchiveBusyException>(() => archive.Import());
            return DumpText.Of(DumpText.Post("one", "two"));
        }, TestArchive.Blog);

        Assert.Equal(1, archive.Import(busy).Counts.PostsChanged);
    }

    [Fact]
    public void A_copy_that_is_behind_its_record_catches_up_when_the_archive_is_opened()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Post("findable")));
        archive.File.Dispose();
        var before = File.ReadAllBytes(archive.File.Path);
        archive.Reopen();
        archive.Import(TestArchive.Dump("b", DumpText.Post("findable", "later")));
        var after = archive.Everything();
        archive.File.Dispose();
        SqliteConnection.ClearAllPools();
        File.WriteAllBytes(archive.File.Path, before);

        archive.Reopen();

        Assert.Equal(after, archive.Everything());
        Assert.Equal(1, archive.Count("SELECT count(*) FROM comment_fts WHERE comment_fts MATCH 'later'"));
        Assert.Empty(archive.Verify().Differences);
    }

    [Theory]
    [InlineData("archive.db")]
    [InlineData("archive.db-wal")]
    public void A_copy_that_is_gone_is_made_again(string gone)
    {
        archive.Capture(2014, DumpText.Post("one", "two"));
        archive.Capture(2015, DumpText.Post("one", "three"));
        var before = archive.Everything();
        archive.File.Dispose();
        File.Delete(Path.Combine(archive.Folder, gone));

        archive.Reopen();

        Assert.Equal(before, archive.Everything());
        Assert.Empty(archive.Verify().Differences);
    }

    [Fact]
    public void A_copy_of_another_record_is_made_anew()
    {
        using var other = new TestArchive();
        other.Import(TestArchive.Dump("other", DumpText.Titled("Other", "2013-01-01", "elsewhere")));
        archive.Import(TestArchive.Dump("a", DumpText.Post("one")));
        var before = archive.Everything();
        archive.File.Dispose();
        other.File.Dispose();
        File.Copy(other.File.Path, archive.File.Path, overwrite: true);

        archive.Reopen();

        Assert.Equal(before, archive.Everything());
    }

    [Fact]
    public void An_import_that_began_and_did_not_end_is_interrupted()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Post("one")));
        using (var writer = archive.File.OpenWriter())
        {
            writer.Record.Append(record => record.Write(archive.Clock.Now, new ImportAdvanced(2, ImportAdvanced.Begun)));
        }

        archive.Reopen();

        Assert.Equal([ImportOutcome.Done, ImportOutcome.Interrupted], archive.Read().Imports.OrderBy(import => import.Id).Select(import => import.Outcome));
        Assert.Empty(archive.Verify().Differences);
    }

    [Fact]
    public void What_is_kept_cannot_be_written_over_by_a_record_of_another_program()
    {
        archive.File.Dispose();
        File.Delete(archive.File.RecordPath);
        File.WriteAllText(archive.File.RecordPath, new string('x', 5_000));

        Assert.Contains("not an SQLite database", Assert.Throws<ArchiveFileException>(archive.Reopen).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_keeps_the_pages_that_it_was_made_with()
    {
        Assert.Equal(1024, PageSize("SELECT 1"));
        archive.Import(TestArchive.Dump("a", DumpText.Post("one")));
        archive.File.Dispose();
        Assert.Equal(4096, PageSize("PRAGMA journal_mode = DELETE; PRAGMA page_size = 4096; VACUUM;"));

        archive.Reopen();
        archive.Import(TestArchive.Dump("b", DumpText.Post("one", "two")));

        Assert.Equal(4096, PageSize("SELECT 1"));
        Assert.Equal(2, archive.Thread().Count);
        Assert.Empty(archive.Verify().Differences);

        long PageSize(string before)
        {
            using var record = new SqliteConnection($"Data Source={archive.File.RecordPath};Pooling=False");
            record.Open();
            using var command = record.CreateCommand();
            command.CommandText = before;
            command.ExecuteNonQuery();
            command.CommandText = "PRAGMA page_size";
            return (long)command.ExecuteScalar()!;
        }
    }

    [Fact]
    public void The_generation_changes_with_every_import_that_changes_something()
    {
        var dump = TestArchive.Dump("a", DumpText.Post("one"));
        var empty = archive.File.Generation();
        archive.Import(dump);
        var full = archive.File.Generation();
        archive.Import(dump);

        Assert.NotEqual(empty, full);
        Assert.Equal(full, archive.File.Generation());
    }

    private static int Pragma(ArchiveDb db, string name)
    {
        db.Tables.Database.OpenConnection();
        using var command = db.Tables.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
