using System.Globalization;
using System.Security.Cryptography;

namespace Archive.Tests.Storage.Checking;

/// <summary>Whatever is changed in an archive, a check finds it.</summary>
[Trait(Trials.Runs, Trials.Long)]
public sealed class DamageTests : IDisposable
{
    private const int Turns = 250;

    private const string Tables =
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name";

    private const string Shadows = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow' ORDER BY name";

    private readonly RichArchive archive = new();

    public void Dispose() => archive.Dispose();

    [Fact]
    public void An_undamaged_archive_is_sound_and_has_rows_in_every_table()
    {
        var report = archive.Damaged("SELECT 1");
        Assert.Empty(report.Differences);
        Assert.All(archive.List(Tables).Except(["index_pending"]), table => Assert.NotEqual("0", archive.List($"SELECT CAST(count(*) AS TEXT) FROM {table}")[0]));
    }

    [Fact]
    public void A_changed_value_of_any_column_is_found() => AllFound(archive.List(Tables).SelectMany(Changes));

    [Fact]
    public void A_row_that_is_missing_is_found() =>
        AllFound(archive.List(Tables).Except(["index_pending"]).Select(table => $"DELETE FROM {table} WHERE {Last(table)}"));

    [Fact]
    public void A_row_too_many_is_found() =>
        AllFound(archive.List(Tables).Except(["index_pending"]).Select(Copy).Append("INSERT INTO index_pending VALUES (1)"));

    [Fact]
    public void A_missing_index_trigger_or_view_is_found() => AllFound(archive.List(
        "SELECT 'DROP ' || type || ' ' || name FROM sqlite_schema WHERE type IN ('index', 'trigger', 'view') AND sql IS NOT NULL"));

    [Fact]
    public void A_change_in_the_tables_behind_an_index_of_words_is_found() => AllFound(archive.List(Shadows).SelectMany(ShadowChanges));

    [Fact]
    public void A_change_in_the_record_is_found()
    {
        string[] changes = [.. archive.List("SELECT name FROM sqlite_schema WHERE type = 'table'", ofRecord: true).SelectMany(table => archive.List(
            $"SELECT 'UPDATE {table} SET ' || name || ' = ' || CASE type WHEN 'INTEGER' THEN name || ' + 1' WHEN 'BLOB' THEN 'zeroblob(length(content))' ELSE name || ' || ''x''' END || ' WHERE rowid = (SELECT max(rowid) FROM {table})' FROM pragma_table_info('{table}')",
            ofRecord: true))];
        Assert.Equal(8, changes.Length);
        foreach (var change in changes)
        {
            Assert.False(archive.Damaged(change, ofRecord: true).Sound, change);
            Assert.False(archive.VerifyRecord().Sound, change);
        }
    }

    // A letter of a hash with its highest bit turned is no text any more: what is read of it lies before it, and a check that goes on behind that would meet it again and again.
    [Fact]
    public void An_original_whose_hash_is_no_text_ends_the_check()
    {
        var report = archive.Damaged("UPDATE originals SET sha256 = CAST(x'FFFF' AS TEXT) WHERE rowid = (SELECT max(rowid) FROM originals)", ofRecord: true);

        Assert.Contains(report.Differences, difference => difference.StartsWith("the record cannot be read to its end", StringComparison.Ordinal));
        Assert.False(archive.VerifyRecord().Sound);
    }

    // The one that turned a bit in the head of a row was only met among thousands.
    [Theory]
    [InlineData("at")]
    [InlineData("kind")]
    [InlineData("detail")]
    [InlineData("sha256")]
    public void A_text_of_an_entry_that_has_become_nothing_is_found(string column)
    {
        var damage = $"""
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = replace(sql, 'TEXT NOT NULL', 'TEXT /*     */') WHERE name = 'entries';
            PRAGMA writable_schema = RESET;
            UPDATE entries SET {column} = NULL WHERE number = 2;
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = replace(sql, 'TEXT /*     */', 'TEXT NOT NULL') WHERE name = 'entries';
            PRAGMA writable_schema = RESET;
            """;

        Assert.Contains(archive.Damaged(damage, ofRecord: true).Differences, difference => difference.StartsWith("entry 2: ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_bit_turned_in_an_original_is_found_unless_it_gives_the_same_bytes()
    {
        var harmless = 0;
        foreach (var sha256 in archive.List("SELECT sha256 FROM originals", ofRecord: true))
        {
            var packed = Convert.FromHexString(archive.List($"SELECT hex(content) FROM originals WHERE sha256 = '{sha256}'", ofRecord: true)[0]);
            var length = int.Parse(archive.List($"SELECT CAST(bytes AS TEXT) FROM originals WHERE sha256 = '{sha256}'", ofRecord: true)[0], CultureInfo.InvariantCulture);
            for (var bit = 0; bit < packed.Length * 8; bit += 3)
            {
                packed[bit / 8] ^= (byte)(1 << (bit % 8));
                harmless += IsFound(packed, length, sha256) ? 0 : 1;
                packed[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        Assert.InRange(harmless, 0, 24);
    }

    [Fact]
    public void A_bit_turned_in_the_copy_is_found_or_changes_nothing() => Turn(new Random(1), archive.CopyBytes, ofRecord: false);

    [Fact]
    public void A_bit_turned_in_the_record_is_found_or_changes_nothing() => Turn(new Random(2), archive.RecordBytes, ofRecord: true);

    private void Turn(Random random, long bytes, bool ofRecord)
    {
        var whole = ofRecord ? archive.Whole().Record : archive.Whole().Copy;
        var missed = new List<string>();
        for (var i = 0; i < Trials.Of(Turns); i++)
        {
            var bit = random.NextInt64(bytes * 8);
            var (report, rows) = archive.Turned(bit, ofRecord);
            if (report.Sound && rows != whole)
            {
                missed.Add(string.Create(CultureInfo.InvariantCulture, $"bit {bit % 8} of byte {bit / 8}: {Difference(whole, rows)}"));
            }
        }

        Assert.True(missed.Count == 0, string.Join('\n', missed));
    }

    private static string Difference(string whole, string? rows)
    {
        if (rows is null)
        {
            return "not everything can be read";
        }

        var at = whole.Zip(rows).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"“{whole[Math.Max(0, at - 80)..Math.Min(whole.Length, at + 40)]}” became “{rows[Math.Max(0, at - 80)..Math.Min(rows.Length, at + 40)]}”";
    }

    // Some bits of Brotli's own, such as how large its window is, make no difference.
    private static bool IsFound(byte[] packed, int length, string sha256)
    {
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(SourceBytes.Unpack(packed, length))) != sha256;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    private void AllFound(IEnumerable<string> damages)
    {
        var list = Trials.Some(damages);
        Assert.NotEmpty(list);
        var missed = list.Where(damage => archive.Damaged(damage).Sound).ToList();
        Assert.True(missed.Count == 0, string.Join('\n', missed));
    }

    private List<string> Changes(string table) => table == "index_pending" ? [] :
        [.. Columns(table).SelectMany(column =>
        {
            var last = Last(table, column.Name);
            var (step, text) = (column.IsKey ? 1_000_003 : 1, $"coalesce({column.Name} || 'x', 'x')");
            var change = $"UPDATE {table} SET {column.Name} = {(column.IsNumber ? $"coalesce({column.Name} + {step}, {step})" : text)} WHERE {last}";
            return column.MayBeNull && archive.List($"SELECT 'x' FROM {table} WHERE {column.Name} IS NOT NULL").Count > 0
                ? new[] { change, $"UPDATE {table} SET {column.Name} = NULL WHERE {last}" }
                : [change];
        })];

    private List<(string Name, bool IsNumber, bool IsKey, bool MayBeNull)> Columns(string table) => archive.List(
        $"SELECT name || ' ' || (type = 'INTEGER') || ' ' || (pk > 0) || ' ' || (\"notnull\" = 0 AND pk = 0) FROM pragma_table_info('{table}')")
        .ConvertAll(column => column.Split(' ')).ConvertAll(parts => (parts[0], parts[1] == "1", parts[2] == "1", parts[3] == "1"));

    // The last row, of those that have a value there where any does.
    private string Last(string table, string? column = null)
    {
        var keys = string.Join(", ", Columns(table).Where(one => one.IsKey).Select(one => one.Name));
        var from = table == "terms" ? "formed_terms JOIN terms USING (id, term)" : table;
        var known = column is null ? "" : $"{column} IS NULL, ";
        var descending = string.Join(", ", Columns(table).Where(one => one.IsKey).Select(one => $"{one.Name} DESC"));
        return $"({keys}) = (SELECT {keys} FROM {from} ORDER BY {known}{descending} LIMIT 1)";
    }

    private string Copy(string table)
    {
        var unique = archive.List(
            $"""
             SELECT DISTINCT c.name FROM pragma_index_list('{table}') AS i, pragma_index_info(i.name) AS c WHERE i."unique"
             UNION
             SELECT name FROM pragma_table_info('{table}') WHERE pk > 0
             """);
        var columns = Columns(table);
        var values = columns.Select(column => !unique.Contains(column.Name) ? column.Name : column.IsNumber ? $"{column.Name} + 1000003" : $"{column.Name} || 'x'");
        return $"INSERT INTO {table} ({string.Join(", ", columns.Select(column => column.Name))}) SELECT {string.Join(", ", values)} FROM {table} WHERE {Last(table)}";
    }

    private List<string> ShadowChanges(string table)
    {
        var columns = archive.List($"SELECT name FROM pragma_table_info('{table}')");
        var keys = archive.List($"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk");
        var rows = archive.List($"SELECT {string.Join(" || ' AND ' || ", keys.Select(key => $"'{key} = ' || quote({key})"))} FROM {table}");
        var changes = new List<string>();
        foreach (var row in rows)
        {
            changes.Add($"DELETE FROM {table} WHERE {row}");
            changes.AddRange(columns.Where(column => !keys.Contains(column)).SelectMany(column => ValueChanges(table, column, row)));
        }

        return changes;
    }

    private IEnumerable<string> ValueChanges(string table, string column, string row)
    {
        if (archive.List($"SELECT typeof({column}) FROM {table} WHERE {row}")[0] == "integer")
        {
            return [$"UPDATE {table} SET {column} = {column} + 1 WHERE {row}"];
        }

        var bytes = Convert.FromHexString(archive.List($"SELECT hex({column}) FROM {table} WHERE {row}")[0]);
        return new[] { 0, bytes.Length / 3, bytes.Length / 2, bytes.Length - 1 }.Where(at => at >= 0 && at < bytes.Length).Distinct().Select(at =>
        {
            var changed = bytes.ToArray();
            changed[at] ^= 4;
            return $"UPDATE {table} SET {column} = x'{Convert.ToHexString(changed)}' WHERE {row}";
        });
    }
}
