namespace Archive.Storage;

/// <summary>Makes a reading copy anew in a second file, beside the one that serves, and puts it in its place.</summary>
internal static class CopySwap
{
    private const int SourcesPerSentence = 1_000;

    /// <summary>The file in which a copy comes to be, before it gets its name.</summary>
    public static string UnfinishedIn(string folder) => System.IO.Path.Combine(folder, "archive-making.db");

    private static string Unfinished(ArchiveFolder archive) => UnfinishedIn(archive.Folder);

    private static string Replaced(ArchiveFolder archive) => System.IO.Path.Combine(archive.Folder, "archive-replaced.db");

    public static bool IsUnderWay(ArchiveFolder archive) => File.Exists(Unfinished(archive));

    /// <summary>Removes the files of a making that was killed.</summary>
    public static void Clear(ArchiveFolder archive)
    {
        ConnectionSettings.DeleteFile(Unfinished(archive));
        ConnectionSettings.DeleteFile(Replaced(archive));
    }

    /// <summary>Makes the copy while nobody else writes.</summary>
    public static void Make(ArchiveFolder archive, IRecord record, string reason, Action<string> tell, CancellationToken cancel)
    {
        if (reason.Length > 0)
        {
            tell($"{reason}; it is made anew from the record.");
        }

        Clear(archive);
        using (var copy = Create(archive))
        {
            using var before = Before(archive);
            new CopyMaker(record, copy, record.Head().Number, before, Progress(tell)).Run(index: true, cancel);
            copy.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        Swap(archive);
    }

    /// <summary>Makes the copy while others import and read: only for the last few entries and the swap nobody may write.</summary>
    /// <exception cref="ArchiveBusyException">Another process goes on importing.</exception>
    public static void MakeAside(ArchiveFolder archive, Action<int, int> made, CancellationToken cancel)
    {
        using (WriteRight.TryTake(archive.Folder, WriteRight.Making) ?? throw new ArchiveBusyException(archive.Path))
        {
            Clear(archive);
            using (var copy = Create(archive))
            {
                using (var before = Before(archive))
                {
                    new CopyMaker(archive.RecordToFollow, copy, archive.RecordToFollow.Head().Number, before, made).Run(index: true, cancel);
                }

                using var right = Wait(archive, cancel);
                new Maker(archive.RecordToFollow, copy).CatchUp(cancel);
                copy.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
                copy.Dispose();
                Swap(archive);
            }
        }
    }

    /// <summary>A copy in a file of its own, without index, to compare with.</summary>
    public static Connection MakeToCompare(
        ArchiveFolder archive, IRecord record, long upTo, Connection before, string path, Action<int, int> made, CancellationToken cancel)
    {
        var copy = ConnectionSettings.OpenWriter(path);
        CopyState.Create(copy);
        copy.Execute("PRAGMA synchronous = OFF");
        new CopyMaker(record, copy, upTo, before, made).Run(index: false, cancel);
        return copy;
    }

    private static Connection Create(ArchiveFolder archive)
    {
        var copy = ConnectionSettings.OpenWriter(Unfinished(archive));
        CopyState.Create(copy);
        return copy;
    }

    // A copy of other tables, or none, has no ids to keep.
    private static Connection? Before(ArchiveFolder archive)
    {
        if (!File.Exists(archive.Path))
        {
            return null;
        }

        var before = new Connection(ConnectionSettings.OpenReader(archive.Path));
        try
        {
            if (before["PRAGMA user_version"].Number() == CopyState.UserVersion && CopyState.Read(before).IsReadable)
            {
                return before;
            }
        }
        catch (Exception damaged) when (damaged is Microsoft.Data.Sqlite.SqliteException or InvalidDataException)
        {
            // Then all ids are new.
        }

        before.Dispose();
        return null;
    }

    private static WriteRight Wait(ArchiveFolder archive, CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            if (WriteRight.TryTake(archive.Folder) is { } right)
            {
                return right;
            }

            Thread.Sleep(TimeSpan.FromMilliseconds(100));
        }
    }

    // The old file steps aside before its log goes: a file without its log may be broken, and beside the new file the log would be
    // taken for its own. Whoever has the old one open reads on in it. Killed between these steps, the next start makes the copy again.
    private static void Swap(ArchiveFolder archive)
    {
        if (File.Exists(archive.Path))
        {
            File.Move(archive.Path, Replaced(archive), overwrite: true);
        }

        ConnectionSettings.DeleteLog(archive.Path);
        File.Move(Unfinished(archive), archive.Path);
        Clear(archive);
    }

    /// <summary>Tells a sentence now and then.</summary>
    public static Action<int, int> Progress(Action<string> tell)
    {
        var reported = 0;
        return (done, all) =>
        {
            if (done / SourcesPerSentence > reported)
            {
                reported = done / SourcesPerSentence;
                tell(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{done:N0} of {all:N0} sources"));
            }
        };
    }
}
