using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archive.Storage.Checking;

/// <summary>Checks a reading copy: makes it again from the record, and compares every row of every table; then the file and the indexes by SQLite's own means.</summary>
/// <remarks>What it compares is the copy as it was when this was made: one transaction reads all of it, and whoever writes goes on.</remarks>
internal sealed class CopyCheck : IDisposable
{
    /// <summary>Tables that are not compared row by row: what stands in them depends on the order of what was written.</summary>
    /// <remarks>The vocabulary, as the full-text indexes, is checked against the rows of texts; what waits to be indexed is worked off by whoever opens.</remarks>
    private static readonly string[] NotCompared = ["terms", "index_pending"];

    // The triggers that count are the same in the copy that is compared with, so that what they count is asked for as well.
    private const string MiscountedMonths =
        """
        SELECT blog_id, month FROM (
            SELECT blog_id, month, sum(posts) AS posts, sum(comments) AS comments FROM (
                SELECT blog_id, month, 1 AS posts, comment_count AS comments FROM posts
                UNION ALL SELECT blog_id, month, -posts, -comments FROM blog_months)
            GROUP BY blog_id, month)
         WHERE posts <> 0 OR comments <> 0
        """;

    private const string MislistedLabels =
        """
        WITH listed AS (SELECT value AS label, posts.id AS post_id, blog_id, month FROM posts, json_each(iif(json_valid(labels), labels, '[]')) WHERE trim(value) <> '')
        SELECT * FROM (SELECT label, post_id, blog_id, month FROM post_labels EXCEPT SELECT * FROM listed)
        UNION SELECT * FROM (SELECT * FROM listed EXCEPT SELECT label, post_id, blog_id, month FROM post_labels)
        """;

    private const string MiscountedLinks =
        """
        SELECT site FROM (
            SELECT site, count(*) AS times, count(DISTINCT address) AS addresses FROM links GROUP BY site
            UNION ALL SELECT site, -times, -addresses FROM linked_sites)
         GROUP BY site HAVING sum(times) <> 0 OR sum(addresses) <> 0
        UNION
        SELECT site FROM (
            SELECT site, page, 1 AS times FROM links WHERE page IS NOT NULL
            UNION ALL SELECT site, page, -times FROM linked_pages)
         GROUP BY site, page HAVING sum(times) <> 0
        """;

    private const string MiscountedLabels =
        """
        SELECT blog_id, label FROM (
            SELECT blog_id, label, 1 AS posts FROM post_labels
            UNION ALL SELECT blog_id, label, -posts FROM blog_labels)
         GROUP BY blog_id, label HAVING sum(posts) <> 0
        UNION
        SELECT blog_id, label FROM (
            SELECT blog_id, label, month, 1 AS posts FROM post_labels
            UNION ALL SELECT blog_id, label, month, -posts FROM label_months)
         GROUP BY blog_id, label, month HAVING sum(posts) <> 0
        """;

    private const string MiscountedPeople =
        """
        SELECT blog_id, name FROM (
            SELECT blog_id, name, posts, comments, sign_offs FROM post_people
            UNION ALL SELECT 0, name, posts, comments, sign_offs FROM post_people
            UNION ALL SELECT blog_id, name, -posts, -comments, -sign_offs FROM blog_people)
         GROUP BY blog_id, name HAVING sum(posts) <> 0 OR sum(comments) <> 0 OR sum(sign_offs) <> 0
        """;

    private static readonly string[] Indexes = ["post_fts", "title_fts", "comment_fts", "term_forms"];

    private readonly ArchiveFolder archive;
    private readonly DifferenceList differences;
    private readonly Action<int, int> made;
    private readonly Connection copy;

    public CopyCheck(ArchiveFolder archive, DifferenceList differences, Action<int, int> made)
    {
        (this.archive, this.differences, this.made) = (archive, differences, made);
        copy = new Connection(archive.OpenReader());
        try
        {
            copy.Execute("BEGIN");
            // A transaction begins with what it reads first.
            _ = copy["PRAGMA schema_version"].Number();
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    public void Dispose() => copy.Dispose();

    /// <summary>How many posts and comments there are.</summary>
    public (int Posts, int Comments) Run(CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("archive-verify-");
        try
        {
            CheckFile();
            cancel.ThrowIfCancellationRequested();
            Compare(folder.FullName, cancel);
            cancel.ThrowIfCancellationRequested();
            new VocabularyCheck(copy, differences).Run(cancel);
            new FactsCheck(copy, differences).Run(cancel);
            CheckIndexes(folder.FullName, cancel);
            return ((int)copy["SELECT count(*) FROM posts"].Number()!.Value, (int)copy["SELECT count(*) FROM comments"].Number()!.Value);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void CheckFile()
    {
        List("PRAGMA integrity_check", row => row.Text(0) == "ok" ? null : $"integrity check: {row.Text(0)}");
        List("PRAGMA foreign_key_check", row => $"table {row.Text(0)}, row {row.NumberOrNull(1)}: it refers to a missing row of {row.Text(2)}");
        List("SELECT post_id FROM index_pending", row => $"post {row.Long(0)} is not indexed");
        List(MiscountedMonths, row => $"the calendar of blog {row.Long(0)} counts {row.Text(1)} wrongly");
        List(MislistedLabels, row => $"the label “{row.Text(0)}” is not listed as post {row.Long(1)} has it");
        List(MiscountedLabels, row => $"the labels of blog {row.Long(0)} count “{row.Text(1)}” wrongly");
        List(MiscountedLinks, row => $"the links to {row.Text(0)} are counted wrongly");
        List(MiscountedPeople, row => $"the names of {(row.Long(0) == BlogPerson.OfAll ? "all blogs" : $"blog {row.Long(0)}")} count “{row.Text(1)}” wrongly");
        differences.AddWhere(
            (copy["PRAGMA application_id"].Number(), copy["PRAGMA user_version"].Number()) != (CopyState.ApplicationId, CopyState.UserVersion),
            "reading copy", "its header is not that of one");
        var state = CopyState.Read(copy);
        differences.AddWhere(!state.IsCurrent, "reading copy", "it was made by another version; archive rebuild makes it anew");
        // Of a shared record the copy may be some entries behind: others append to it now.
        var (number, seal) = !archive.Place.IsShared ? archive.Record.Head()
            : state.Applied == 0 ? (0, Entry.NoHash)
            : archive.Record.Find(state.Applied) is { } shown ? (shown.Number, shown.Sha256) : archive.Record.Head();
        differences.AddWhere((state.Applied, state.Seal) != (number, seal), "reading copy", $"it shows the record up to entry {state.Applied}, which has {number}");
    }

    private void List(string sql, Func<Statement, string?> tell)
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

    private void Compare(string folder, CancellationToken cancel)
    {
        using var fresh = CopySwap.MakeToCompare(
            archive, archive.Record, CopyState.Read(copy).Applied, copy, System.IO.Path.Combine(folder, "fresh.db"), made, cancel);
        CompareSchemas(fresh);
        new IndexFrameCheck(copy, fresh, differences).Run(Indexes);
        var names = new RowNames(copy, fresh);
        foreach (var table in Tables(fresh))
        {
            cancel.ThrowIfCancellationRequested();
            new TableComparison(copy, fresh, table, names, differences).Run(cancel);
        }
    }

    private void CompareSchemas(Connection fresh)
    {
        var (stored, expected) = (CopyState.Tables(copy), CopyState.Tables(fresh));
        foreach (var name in stored.Keys.Union(expected.Keys).Order(StringComparer.Ordinal))
        {
            differences.AddWhere(
                stored.GetValueOrDefault(name) != expected.GetValueOrDefault(name), name,
                !stored.ContainsKey(name) ? "it is missing" : !expected.ContainsKey(name) ? "it does not belong here" : "it is another than this program makes");
        }
    }

    // Of a full-text index the options; its other tables are checked by the index itself.
    private static List<string> Tables(Connection fresh)
    {
        var rows = fresh["SELECT name FROM pragma_table_list WHERE schema = 'main' AND (type = 'table' OR (type = 'shadow' AND name LIKE '%\\_config' ESCAPE '\\')) AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"];
        return [.. rows.All(row => row.Text(0)).Except(NotCompared)];
    }

    // Rank 1 compares an index with the rows it indexes, not only with itself; SQLite takes that for writing, so that whoever writes besides would wait.
    private void CheckIndexes(string folder, CancellationToken cancel)
    {
        var path = archive.Path;
        if (archive.IsReadOnly || archive.Place.IsShared)
        {
            path = System.IO.Path.Combine(folder, "writable.db");
            CopyTo(path, cancel);
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

    // Page by page, as they are in the transaction that is compared.
    private void CopyTo(string path, CancellationToken cancel)
    {
        const int PagesAtOnce = 4_096;
        using var to = ConnectionSettings.Open(path);
        using var backup = raw.sqlite3_backup_init(to.Handle, "main", copy.Sqlite.Handle, "main");
        int result;
        while ((result = raw.sqlite3_backup_step(backup, PagesAtOnce)) == raw.SQLITE_OK)
        {
            cancel.ThrowIfCancellationRequested();
        }

        SqliteException.ThrowExceptionForRC(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result, to.Handle);
    }
}

/// <summary>Checks what FTS5's own check of an index leaves out: the cookie of its structure, and the way from words to its leaves.</summary>
/// <remarks>Row 10 of an index's data is its structure; rows from 1 &lt;&lt; 37 on are pages of segments. See "STRUCTURE RECORD" and "SEGMENT" in fts5_index.c of SQLite.</remarks>
internal sealed class IndexFrameCheck(Connection stored, Connection fresh, DifferenceList differences)
{
    public void Run(IReadOnlyList<string> indexes)
    {
        foreach (var index in indexes)
        {
            differences.AddWhere(Cookie(stored, index) != Cookie(fresh, index), $"full-text index {index}", "its structure has another cookie than it is made with");
            differences.AddWhere(!Ways(index).SequenceEqual(Leaves(index)), $"full-text index {index}", "its words do not lead to all of its leaves");
        }

        // No index keeps sizes of its rows, by which FTS5 could count these again. Each word is one row and one token of the index of forms.
        foreach (var (index, rows) in new[] { ("post_fts", "posts"), ("title_fts", "posts"), ("comment_fts", "comments"), ("term_forms", "formed_terms") })
        {
            var count = stored[$"SELECT count(*) FROM {rows}"].Number()!.Value;
            var counts = stored[$"SELECT hex(block) FROM {index}_data WHERE id = 1"].Text() ?? "";
            var known = Convert.ToHexString(Varint(count));
            differences.AddWhere(
                !(index == "term_forms" ? counts == known + known : counts.StartsWith(known, StringComparison.Ordinal)) && !(count == 0 && counts is ""),
                $"full-text index {index}", $"its counts differ from {rows}");
        }
    }

    private static string? Cookie(Connection copy, string index) => copy[$"SELECT hex(substr(block, 1, 4)) FROM {index}_data WHERE id = 10"].Text();

    private List<(long Segment, long Count)> Ways(string index) => Counts($"SELECT segid, count(*) FROM {index}_idx GROUP BY segid");

    // Height 0 and no doclist index: bits 31 to 36 of the id. Words stand behind the offset in the third and fourth byte of a leaf.
    private List<(long Segment, long Count)> Leaves(string index) => Counts(
        $"""
         SELECT id >> 37, count(*) FROM {index}_data
          WHERE id >= 1 << 37 AND id >> 31 & 63 = 0 AND printf('%04X', length(block)) > hex(substr(block, 3, 2))
          GROUP BY id >> 37
         """);

    private List<(long Segment, long Count)> Counts(string sql) => stored[sql].All(row => (row.Long(0), row.Long(1)));

    // SQLite's: seven bits a byte, the highest first, the last without the eighth bit. So many words take no more than eight bytes.
    private static byte[] Varint(long value)
    {
        var bytes = new List<byte> { (byte)(value & 0x7F) };
        for (value >>= 7; value > 0; value >>= 7)
        {
            bytes.Insert(0, (byte)(value & 0x7F | 0x80));
        }

        return [.. bytes];
    }
}
