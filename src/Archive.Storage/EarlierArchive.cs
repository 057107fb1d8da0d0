namespace Archive.Storage;

/// <summary>An archive of the versions 0.1 to 0.3, which kept originals and rows in one file: becomes a record at its first start.</summary>
/// <remarks>Each step can be killed: a file gets its name only when it is whole, and the old file goes only when the new copy shows the same.</remarks>
internal static class EarlierArchive
{
    /// <summary>Sources that are taken over in one go: some MB.</summary>
    private const int SourcesAtOnce = 200;

    /// <summary>Refused files of one entry.</summary>
    private const int RefusedAtOnce = 500;

    /// <summary>Entries of addresses that are written in one go.</summary>
    private const int AddressesAtOnce = 500;

    /// <summary>Differences that are listed; the rest can be compared.</summary>
    private const int MaxListed = 20;

    /// <summary>Makes the record of an earlier archive; its file steps aside, so that the reading copy can be made.</summary>
    public static void BecomeRecord(ArchiveFolder archive, Action<string> tell)
    {
        var unfinished = System.IO.Path.Combine(archive.Folder, "record-making.db");
        ConnectionSettings.DeleteFile(unfinished);
        if (!IsEarlier(archive.Path))
        {
            return;
        }

        if (archive.Place.IsShared)
        {
            throw new ArchiveFileException(archive.Path, "this archive is of an earlier version; let it become a record in its folder first, without --record, and copy that to the database by 'archive record copy'");
        }

        tell("This archive was made by an earlier version. It becomes a record, and a reading copy is made of that; the old file stays until both are found whole.");
        if (!File.Exists(archive.RecordPath))
        {
            using (var old = new Connection(ConnectionSettings.Open(archive.Path)))
            using (var record = SqliteRecord.OpenWriter(unfinished))
            {
                old.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
                TakeOver(old, record);
                record.Checkpoint();
            }

            File.Move(unfinished, archive.RecordPath);
        }

        BringLogIn(archive.Path);
        File.Move(archive.Path, Before(archive), overwrite: true);
    }

    /// <summary>Gives the new copy the addresses that the old file gave, and compares what both show; the old file goes where that is the same.</summary>
    public static void Conclude(ArchiveFolder archive, IRecord record, Action<string> tell)
    {
        var path = Before(archive);
        if (!File.Exists(path))
        {
            return;
        }

        using var old = new Connection(ConnectionSettings.OpenReader(path));
        using var copy = ConnectionSettings.OpenWriter(archive.Path);
        Give(old, copy, record);
        var comparison = new ExportComparison(old, copy);
        comparison.Run();
        tell($"{Count("sources", "source")}, {Count("posts", "post")} and {Count("comments", "comment")} were taken over.");
        old.Dispose();
        Conclude(archive, comparison, tell);

        string Count(string table, string one) => OneOrMany.Count(copy[$"SELECT count(*) FROM {table}"].Number()!.Value, one, table);
    }

    private static void Conclude(ArchiveFolder archive, ExportComparison comparison, Action<string> tell)
    {
        tell(comparison.Lost.Count == 0
            ? "Every address leads where it did."
            : $"{OneOrMany.Count(comparison.Lost.Count, "address leads", "addresses lead")} elsewhere or nowhere:");
        comparison.Lost.Take(MaxListed).ToList().ForEach(tell);
        if (comparison.Lost.Count + comparison.Otherwise.Count == 0)
        {
            ConnectionSettings.DeleteFile(Before(archive));
            tell("What the archive exports is the same as before; the old file is removed.");
            return;
        }

        var kept = System.IO.Path.Combine(archive.Folder, "archive-before-0.4-differs.db");
        File.Move(Before(archive), kept, overwrite: true);
        tell($"{OneOrMany.Count(comparison.Otherwise.Count, "post is", "posts are")} shown otherwise than before; captures are laid over each other in the order in which they were taken now, not as they were imported. {kept} stays, to compare with:");
        comparison.Otherwise.Take(MaxListed).ToList().ForEach(tell);
    }

    // What the old file gave, and the copy would not give, becomes a part of the record. Killed in between, the next start finds what
    // is missing still. Their time is that of the last entry before them, so that a record depends on the old file alone.
    private static void Give(Connection old, Connection copy, IRecord record)
    {
        var (maker, missing) = (new Maker(record, copy), new MissingAddresses(old, copy));
        foreach (var moved in new[] { false, true })
        {
            // Once more, because what is given can move others.
            while (Append(missing.Find(moved), record))
            {
                maker.CatchUp(CancellationToken.None);
            }
        }
    }

    private static bool Append(IEnumerable<AddressesGiven> addresses, IRecord record)
    {
        var before = record.Head().Number;
        foreach (var part in addresses.Chunk(AddressesAtOnce))
        {
            var at = Times.Read(record.Find(record.Head().Number)!.At);
            record.Append(to => Array.ForEach(part, one => to.Write(at, one)));
        }

        return record.Head().Number > before;
    }

    private static string Before(ArchiveFolder archive) => System.IO.Path.Combine(archive.Folder, "archive-before-0.4.db");

    private static bool IsEarlier(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var file = new Connection(ConnectionSettings.OpenReader(path));
        return file["PRAGMA application_id"].Number() == CopyState.ApplicationId && file["PRAGMA user_version"].Number() is >= 1 and <= 4;
    }

    // A file without a log can be moved by itself.
    private static void BringLogIn(string path)
    {
        using (var old = ConnectionSettings.Open(path))
        {
            Statement.Execute(old, "PRAGMA journal_mode = DELETE");
        }

        ConnectionSettings.DeleteLog(path);
    }

    private static void TakeOver(Connection old, SqliteRecord record)
    {
        var imports = old["SELECT id, started_at, finished_at, outcome, posts_new, posts_changed, posts_unchanged, comments_new, sources_new, sources_unchanged, sources_refused FROM imports ORDER BY id"];
        while (imports.Read())
        {
            var (id, started) = (imports.Long("id"), Times.Read(imports.Text("started_at")));
            record.Append(to => to.Write(started, new ImportAdvanced(id, ImportAdvanced.Begun)));
            TakeOverSources(old, record, id, started);
            TakeOverRefused(old, record, id, started);
            if (imports.Text("outcome") is "done" or "cancelled" && imports.TextOrNull("finished_at") is { } finished)
            {
                var counts = new ImportCounts(
                    PostsNew: imports.Int("posts_new"),
                    PostsChanged: imports.Int("posts_changed"),
                    PostsUnchanged: imports.Int("posts_unchanged"),
                    CommentsNew: imports.Int("comments_new"),
                    SourcesNew: imports.Int("sources_new"),
                    SourcesUnchanged: imports.Int("sources_unchanged"),
                    SourcesRefused: imports.Int("sources_refused"));
                var step = imports.Text("outcome");
                record.Append(to => to.Write(Times.Read(finished), new ImportAdvanced(id, step, Counts: counts)));
            }
        }
    }

    private static void TakeOverSources(Connection old, SqliteRecord record, long import, DateTimeOffset started)
    {
        var described = new HashSet<string>(StringComparer.Ordinal);
        var last = 0L;
        var taken = SourcesAtOnce;
        while (taken == SourcesAtOnce)
        {
            record.Append(to => (taken, last) = TakeOverSources(old, to, import, last, started, described));
        }
    }

    private static (int Taken, long Last) TakeOverSources(
        Connection old, Appending to, long import, long last, DateTimeOffset started, HashSet<string> described)
    {
        var taken = 0;
        var rows = old[
            $"""
            SELECT sources.id AS id, sha256, file_name, bytes, content, imported_at, slug, title, address, language, time_zone, author, about,
                   (SELECT captured_at FROM captures WHERE source_id = sources.id LIMIT 1) AS captured_at,
                   (SELECT captured_basis FROM captures WHERE source_id = sources.id LIMIT 1) AS captured_basis
              FROM sources JOIN blogs ON blogs.id = blog_id
             WHERE import_id = ? AND sources.id > ? ORDER BY sources.id {Statement.Limit}
            """].With(import).With(last).With(SourcesAtOnce);
        while (rows.Read())
        {
            (taken, last) = (taken + 1, rows.Long("id") > last ? rows.Long("id") : throw ArchiveFileException.OutOfOrder(old.Sqlite.DataSource));
            if (described.Add(rows.Text("slug")))
            {
                to.Write(started, new BlogDescribed(
                    rows.Text("slug"), rows.Text("title"), rows.TextOrNull("address"), rows.TextOrNull("language"), rows.TextOrNull("time_zone"), rows.TextOrNull("author"), rows.TextOrNull("about"),
                    Guessed: rows.Text("slug") == "blog" && rows.Text("title") == "blog", import));
            }

            to.Keep(rows.Text("sha256"), rows.Long("bytes"), rows.Blob("content"));
            // What the dump itself says it says again; else what a person said, or that it was no later than its import.
            var isGiven = rows.TextOrNull("captured_basis") == "given";
            to.Write(Times.Read(rows.Text("imported_at")), new SourceKept(
                rows.Text("sha256"), rows.Text("slug"), rows.Text("file_name"), null, isGiven ? rows.Text("captured_at") : rows.Text("imported_at"), isGiven ? "given" : "import", import));
        }

        return (taken, last);
    }

    private static void TakeOverRefused(Connection old, SqliteRecord record, long import, DateTimeOffset started)
    {
        var refused = old["SELECT file_name, sha256, message FROM problems WHERE import_id = ? AND source_id IS NULL ORDER BY id"].With(import)
            .All(row => new RefusedFile(row.Text("file_name"), row.Text("sha256"), 0, row.Text("message")));
        foreach (var part in refused.Chunk(RefusedAtOnce))
        {
            record.Append(to => to.Write(started, new ImportAdvanced(import, ImportAdvanced.RefusedFiles, part)));
        }
    }
}
