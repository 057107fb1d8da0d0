using Microsoft.Data.Sqlite;

namespace Archive.Tests.Storage.Checking;

/// <summary>An archive that has rows in every table, and comes back to how it was after each damage.</summary>
internal sealed class RichArchive : IDisposable
{
    private readonly TestArchive archive = new();
    private readonly byte[] copy;
    private readonly byte[] record;

    public RichArchive()
    {
        archive.Capture(2014, DumpText.Titled("Power", "2014-02-11", "one two three four", "  reply", "see https://www.example.org/a.html now", DumpText.Missing, "  lost parent", "thanks", "thanks"));
        archive.Capture(2015, DumpText.Titled("Power", "2014-02-11", "one two three five", "  reply", DumpText.Removed, DumpText.Missing, "  lost parent", "new\n\nJim", "thanks") with { Original = "Another body: “one of many”" });
        archive.Capture(2016, DumpText.Titled("Other", "2014-03-11", "Naïve work and working, worked") with { Original = "See http://probation.blogspot.com/2014/02/power.html" });
        archive.Import(
            TestArchive.Bytes("novel.png", [0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 1]),
            TestArchive.Bytes("undated.txt", "Without a date\n\nA body.\n\n2 comments:\n\n  1. only one\n\n    ReplyDelete\n"u8.ToArray()),
            TestArchive.Dump("guess.txt", DumpText.Titled("Guessed", "2014-04-11", "who said this?")) with { Blog = new BlogDescription("guess", "guess") { Basis = BlogBasis.Guess } });
        archive.Capture(2017, DumpText.Titled("Power", "2014-02-11", "gone again"));
        var keeper = new Keeper(archive.File, archive.Clock);
        keeper.Undo(5);
        keeper.Rename("probation", "on-probation");
        keeper.Describe(new BlogDescription("on-probation", "On Probation", "http://probation.blogspot.com", "en-GB", "Europe/London", "Jim", "About *it*."));
        archive.Capture(2018, DumpText.Titled("Other", "2014-03-11", "Nobody here knows anything of that") with { Original = "Quite another body\nstands under this title." });
        archive.Capture(2019, DumpText.Titled(null, "2014-03-11", "Nobody here knows anything of that", "and more") with { Original = "Quite another body\nstands under this title." });
        archive.Capture(2020, DumpText.Titled("Numbers", null, "which month?") with { NumberedDate = new NumberedDate("03/04/2014", 1) });
        archive.Capture(2021, DumpText.Titled("More numbers", null, "this one") with { NumberedDate = new NumberedDate("21/04/2014", 1), Original = "And quite another text.\n\nLabels: tide" });
        GiveAddresses();
        Judge();
        keeper.Order(["guess", "on-probation"]);
        keeper.Decide(new SettingsDecided("https://archive.example.org", Private: false, Indexed: true, SignOffs: true));
        archive.File.Dispose();
        archive.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        copy = File.ReadAllBytes(archive.File.Path);
        record = File.ReadAllBytes(archive.File.RecordPath);
    }

    public int CopyBytes => copy.Length;

    public int RecordBytes => record.Length;

    /// <summary>Every row of the copy as it is undamaged, and of the record.</summary>
    public (string Copy, string Record) Whole() => (Rows(archive.File.Path)!, Rows(archive.File.RecordPath)!);

    public List<string> List(string sql, bool ofRecord = false)
    {
        Restore();
        using var connection = Open(ofRecord ? archive.File.RecordPath : archive.File.Path);
        return TestArchive.Read(connection, sql, row => row.GetString(0));
    }

    /// <summary>What a check of everything finds after a damage.</summary>
    public VerifyReport Damaged(string sql, bool ofRecord = false)
    {
        Restore();
        using (var connection = Open(ofRecord ? archive.File.RecordPath : archive.File.Path))
        using (var command = connection.CreateCommand())
        {
            command.CommandText = $"PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; {sql}";
            command.ExecuteNonQuery();
        }

        return archive.Verify();
    }

    /// <summary>What a check of everything finds with one bit turned, and what can still be read; null where not everything can.</summary>
    public (VerifyReport Report, string? Rows) Turned(long bit, bool ofRecord = false)
    {
        Restore();
        var path = ofRecord ? archive.File.RecordPath : archive.File.Path;
        var bytes = (ofRecord ? record : copy).ToArray();
        bytes[bit / 8] ^= (byte)(1 << (int)(bit % 8));
        File.WriteAllBytes(path, bytes);
        var report = archive.Verify();
        archive.File.Dispose();
        File.WriteAllBytes(path, bytes);
        return (report, Rows(path));
    }

    public VerifyReport VerifyRecord() => new Verifier(archive.File).VerifyRecordAsync(CancellationToken.None).GetAwaiter().GetResult();

    public void Restore()
    {
        archive.File.Dispose();
        foreach (var path in new[] { archive.File.Path, archive.File.RecordPath })
        {
            File.Delete(path + "-wal");
            File.Delete(path + "-shm");
        }

        File.WriteAllBytes(archive.File.Path, copy);
        File.WriteAllBytes(archive.File.RecordPath, record);
    }

    public void Dispose() => archive.Dispose();

    // Of a post and a comment that are there, and of a source that is not.
    private void GiveAddresses()
    {
        using var db = archive.Read();
        var comment = db.Comments.First(comment => comment.Original.StartsWith("Naïve"));
        var source = db.Sources.Single(source => source.Id == comment.LastCaptureId >> 20).Sha256;
        using var writer = archive.File.OpenWriter();
        writer.Record.Append(to => to.Write(archive.Clock.Now, new AddressesGiven("on-probation", source, 0, "other_7", [new GivenKey(comment.FirstLine, "given")])));
        writer.Record.Append(to => to.Write(archive.Clock.Now, new AddressesGiven("on-probation", new string('0', 64), 0, null, [new GivenKey(1, "void")])));
        writer.Maker.CatchUp(CancellationToken.None);
    }

    // Of captures that are there, one of them joined with another post, and of a source that is not.
    private void Judge()
    {
        using var db = archive.Read();
        var captures = db.Captures.OrderBy(capture => capture.Id).Select(capture => capture.Id).ToList();
        Assert.True(archive.Keeper.Join(captures[0], captures[^1]));
        Assert.True(archive.Keeper.Part(captures[0], captures[1]));
        var hashes = captures.Take(2).Select(capture => db.Sources.First(source => source.Id == capture >> 20).Sha256).ToList();
        Assert.True(archive.Keeper.KeepApart(new CommentName(hashes[0], 0, 0), new CommentName(hashes[1], 0, 0)));
        using var writer = archive.File.OpenWriter();
        var name = new CaptureName(db.Sources.First(source => source.Id == captures[0] >> 20).Sha256, 0);
        writer.Record.Append(to => to.Write(archive.Clock.Now, new CapturesParted(name, new CaptureName(new string('0', 64), 0))));
        writer.Maker.CatchUp(CancellationToken.None);
    }

    private static string? Rows(string path)
    {
        try
        {
            using var connection = Open(path);
            var tables = TestArchive.Read(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name", row => row.GetString(0));
            return string.Join('\n', tables.Select(table => $"{table}\n{string.Join('\n', TestArchive.Read(connection, $"SELECT * FROM {table}", Line))}"))
                + string.Join('\n', TestArchive.Read(connection, "SELECT type || name || coalesce(sql, '') FROM sqlite_schema ORDER BY 1", row => row.GetString(0)));
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    // Of an original what it unpacks to: a bit of its packing that changes none of its bytes does no harm.
    private static string Line(SqliteDataReader row) => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(i => row[i] switch
    {
        byte[] packed when row.GetName(i) == "content" => Unpacked(packed, row.GetInt64(1)),
        byte[] blob => Convert.ToHexString(blob),
        var value => value,
    }));

    private static string Unpacked(byte[] packed, long length)
    {
        try
        {
            return Convert.ToHexString(SourceBytes.Unpack(packed, Math.Clamp(length, 0, 1 << 20)));
        }
        catch (InvalidDataException damaged)
        {
            return damaged.Message;
        }
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }
}
