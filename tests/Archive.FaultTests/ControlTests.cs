using Microsoft.Data.Sqlite;

namespace Archive.FaultTests;

/// <summary>What a broken order of writing would leave is noticed: a check that lets everything pass would prove nothing.</summary>
public sealed class ControlTests
{
    [Fact]
    public void A_whole_archive_passes()
    {
        var whole = Undone();
        Assert.Empty(whole.Check(whole.Copy()));
    }

    [Fact]
    public void A_record_without_its_last_pages_does_not()
    {
        var whole = Undone();
        var data = whole.Copy();
        using (var record = new FileStream(Path.Combine(data, "record.db"), FileMode.Open))
        {
            record.SetLength(record.Length - (3 * 4_096));
        }

        Assert.NotEmpty(whole.Check(data));
    }

    // As if the copy moved before the record was on the disk.
    [Fact]
    public void A_record_that_is_behind_its_copy_does_not() => Assert.NotEmpty(Damaged(
        "record.db", "DELETE FROM entries WHERE number = (SELECT max(number) FROM entries)"));

    // As if entries were written before their originals.
    [Fact]
    public void An_entry_without_its_original_does_not() => Assert.NotEmpty(Damaged(
        "record.db", "DELETE FROM originals WHERE rowid = (SELECT max(rowid) FROM originals)"));

    // As if an import were written post by post.
    [Fact]
    public void A_post_that_lacks_its_comments_does_not() => Assert.NotEmpty(Damaged(
        "archive.db", "DELETE FROM comments WHERE id = (SELECT max(id) FROM comments)"));

    // As if the number of the last entry were written before what it brings.
    [Fact]
    public void A_copy_that_has_not_applied_what_it_says_does_not()
    {
        var whole = Undone();
        var data = whole.Copy();
        var undo = WarmProgram.Run("undo", "2", "--yes", "--data", data);
        Assert.True(undo.Exit == 0, undo.ToString());
        var (number, seal) = (Text(data, "SELECT applied FROM copy"), Text(data, "SELECT seal FROM copy"));
        File.Copy(Path.Combine(whole.Before, "archive.db"), Path.Combine(data, "archive.db"), overwrite: true);
        Execute(data, "archive.db", $"UPDATE copy SET applied = {number}, seal = '{seal}'");

        Assert.NotEmpty(whole.Check(data));
    }

    [Fact]
    public void A_fault_that_never_comes_is_no_kill()
    {
        var whole = Undone();
        var data = whole.Copy();
        Assert.False(Strace.Kill(whole.Faults[0] with { Index = 1_000_000 }, data, whole.Traced, ["undo", "2", "--yes", "--data", data]));
    }

    private static Whole Undone()
    {
        Form.NeedsFaults();
        return Wholes.Of("an undo");
    }

    private static IReadOnlyList<string> Damaged(string file, string sql)
    {
        var whole = Undone();
        var data = whole.Copy();
        Execute(data, file, sql);
        return whole.Check(data);
    }

    private static void Execute(string data, string file, string sql)
    {
        using var connection = Open(data, file);
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is the test's own.
        command.CommandText = $"PRAGMA foreign_keys = OFF; {sql}; PRAGMA wal_checkpoint(TRUNCATE)";
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static string Text(string data, string sql)
    {
        using var connection = Open(data, "archive.db");
        using var command = connection.CreateCommand();
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar()!.ToString()!;
    }

    private static SqliteConnection Open(string data, string file)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(data, file)};Pooling=False");
        connection.Open();
        return connection;
    }
}
