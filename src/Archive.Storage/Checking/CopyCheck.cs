using Microsoft.Data.Sqlite;

namespace Archive.Storage.Checking;

/// <summary>Checks a reading copy: makes it again from the record, and compares every row of every table; then the file and the indexes by SQLite's own means.</summary>
internal sealed class CopyCheck(ArchiveFolder archive, DifferenceList differences)
{
    /// <summary>Tables of which no row can be compared: what stands in them depends on the order of what was written.</summary>
    // The full-text indexes and the vocabulary are checked against the rows; what waits to be indexed is worked off by whoever opens.
    private static readonly string[] NotCompared = ["terms", "index_pending"];

    private static readonly string[] Indexes = ["post_fts", "comment_fts", "term_forms"];

    /// <summary>How many posts and comments there are.</summary>
    public (int Posts, int Comments) Run(CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("archive-verify-");
        try
        {
            using var copy = new Connection(archive.OpenReader());
            copy.Execute("BEGIN");
            CheckFile(copy);
            cancel.ThrowIfCancellationRequested();
            Compare(copy, folder.FullName, cancel);
            cancel.ThrowIfCancellationRequested();
            new VocabularyCheck(copy, differences).Run(cancel);
            CheckIndexes(folder.FullName, cancel);
            return ((int)copy["SELECT count(*) FROM posts"].Number()!.Value, (int)copy["SELECT count(*) FROM comments"].Number()!.Value);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void CheckFile(Connection copy)
    {
        List(copy, "PRAGMA integrity_check", row => row.Text(0) == "ok" ? null : $"integrity check: {row.Text(0)}");
        List(copy, "PRAGMA foreign_key_check", row => $"table {row.Text(0)}, row {row.NumberOrNull(1)}: it refers to a missing row of {row.Text(2)}");
        List(copy, "SELECT post_id FROM index_pending", row => $"post {row.Long(0)} is not indexed");
        differences.AddWhere(
            (copy["PRAGMA application_id"].Number(), copy["PRAGMA user_version"].Number()) != (CopyState.ApplicationId, CopyState.UserVersion),
            "reading copy", "its header is not that of one");
        var state = CopyState.Read(copy);
        differences.AddWhere(!state.IsCurrent, "reading copy", "it was made by another version; archive rebuild makes it anew");
        var (number, seal) = archive.Record.Head();
        differences.AddWhere((state.Applied, state.Seal) != (number, seal), "reading copy", $"it shows the record up to entry {state.Applied}, which has {number}");
    }

    private void List(Connection copy, string sql, Func<Statement, string?> tell)
    {
        try
        {
            var check = copy[sql];
            while (check.Read())
            {
                if (tell(check) is { } difference)
                {
                    differences.Add(difference);
                }
            }
        }
        catch (SqliteException damaged)
        {
            differences.Add($"{sql}: {damaged.Message}");
        }
    }

    private void Compare(Connection copy, string folder, CancellationToken cancel)
    {
        using var fresh = CopySwap.MakeToCompare(
            archive, archive.Record, CopyState.Read(copy).Applied, copy, System.IO.Path.Combine(folder, "fresh.db"), cancel);
        CompareSchemas(copy, fresh);
        new IndexFrameCheck(copy, fresh, differences).Run(Indexes);
        var names = new RowNames(copy, fresh);
        foreach (var table in Tables(fresh))
        {
            cancel.ThrowIfCancellationRequested();
            new TableComparison(copy, fresh, table, names, differences).Run(cancel);
        }
    }

    private void CompareSchemas(Connection copy, Connection fresh)
    {
        var (stored, expected) = (Schema(copy), Schema(fresh));
        foreach (var name in stored.Keys.Union(expected.Keys).Order(StringComparer.Ordinal))
        {
            differences.AddWhere(
                stored.GetValueOrDefault(name) != expected.GetValueOrDefault(name), name,
                !stored.ContainsKey(name) ? "it is missing" : !expected.ContainsKey(name) ? "it does not belong here" : "it is another than this program makes");
        }
    }

    private static Dictionary<string, string> Schema(Connection connection)
    {
        var rows = connection["SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'"];
        return rows.All(row => (Name: row.Text(0), Sql: row.Text(1))).ToDictionary(row => row.Name, row => row.Sql, StringComparer.Ordinal);
    }

    // Of a full-text index the options; its other tables are checked by the index itself.
    private static List<string> Tables(Connection fresh)
    {
        var rows = fresh["SELECT name FROM pragma_table_list WHERE schema = 'main' AND (type = 'table' OR (type = 'shadow' AND name LIKE '%\\_config' ESCAPE '\\')) AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"];
        return [.. rows.All(row => row.Text(0)).Except(NotCompared)];
    }

    // Rank 1 compares an index with the rows it indexes, not only with itself; SQLite takes that for writing.
    private void CheckIndexes(string folder, CancellationToken cancel)
    {
        var path = archive.Path;
        if (archive.IsReadOnly)
        {
            path = System.IO.Path.Combine(folder, "writable.db");
            File.Copy(archive.Path, path);
        }

        using var writable = ConnectionSettings.OpenWriter(path);
        foreach (var index in Indexes)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                writable.Execute($"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)");
            }
            catch (SqliteException damaged)
            {
                differences.Add($"the full-text index {index} differs from its rows: {damaged.Message}");
            }
        }
    }
}
