using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archive.Tests.Storage;

public sealed partial class PreparedStatementTests
{
    // SQLITE_STMTSTATUS_REPREPARE of sqlite3.h.
    private const int PreparedAnew = 5;

    [Fact]
    public void A_limit_that_is_bound_leaves_the_plan_as_it_is()
    {
        foreach (var question in (string[])["SELECT name FROM things ORDER BY id ", "SELECT rowid FROM words WHERE words MATCH 'one' ORDER BY rowid "])
        {
            Assert.True(TimesPreparedAnew(question + "LIMIT ? OFFSET ?") > 0, "SQLite plans anew no longer: the sum behind LIMIT is not needed");
            Assert.Equal(0, TimesPreparedAnew(question + Statement.LimitBehind));
        }

        Assert.StartsWith(Statement.Limit, Statement.LimitBehind, StringComparison.Ordinal);
    }

    [Fact]
    public void No_statement_has_another_limit() =>
        Assert.DoesNotContain(Project.SourceFile.In("src/Archive.Storage", "*.cs").SelectMany(file => file.Lines), line => OtherLimit().IsMatch(line));

    [Fact]
    public void Columns_are_found_in_whatever_order_they_are_asked_for()
    {
        using var connection = new Connection(Open());
        var statement = connection["SELECT id, name FROM things ORDER BY id"];

        Assert.Equal([(1L, "one", 1L), (2L, "two", 2L), (3L, "three", 3L)], statement.All(row => (row.Long("id"), row.Text("name"), row.Long("id"))));
        Assert.Equal([("one", 1L), ("two", 2L), ("three", 3L)], statement.All(row => (row.Text("name"), row.Long("id"))));
        Assert.Throws<InvalidOperationException>(() => statement.All(row => row.Text("other")));
    }

    private static int TimesPreparedAnew(string question)
    {
        using var connection = Open();
        raw.sqlite3_prepare_v2(connection.Handle!, question, out var statement);
        using (statement)
        {
            for (var turn = 0; turn < 5; turn++)
            {
                raw.sqlite3_bind_int64(statement, 1, 2);
                raw.sqlite3_bind_int64(statement, 2, turn);
                while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
                {
                }

                raw.sqlite3_reset(statement);
            }

            return raw.sqlite3_stmt_status(statement, PreparedAnew, 0);
        }
    }

    private static SqliteConnection Open()
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Statement.Execute(connection, "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT NOT NULL); INSERT INTO things VALUES (1, 'one'), (2, 'two'), (3, 'three'); CREATE VIRTUAL TABLE words USING fts5 (word); INSERT INTO words VALUES ('one two'), ('one'), ('one three')");
        return connection;
    }

    [GeneratedRegex(@"(LIMIT|OFFSET) \?(?>[0-9]*)(?! \+ 0)", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex OtherLimit();
}
