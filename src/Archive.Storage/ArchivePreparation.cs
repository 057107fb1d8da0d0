using Microsoft.Data.Sqlite;

namespace Archive.Storage;

/// <summary>Brings the files of a folder to where they can be read, whatever a dead process or an earlier version left; the caller holds the right to write.</summary>
internal static class ArchivePreparation
{
    /// <summary>Makes the folder where it is missing.</summary>
    public static void MakeFolder(string dataFolder)
    {
        try
        {
            Directory.CreateDirectory(dataFolder);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ArchiveFileException(dataFolder, "the folder cannot be created", refused);
        }
    }

    public static void Run(ArchiveFolder archive, Action<string> tell)
    {
        try
        {
            EarlierArchive.BecomeRecord(archive, tell);
            RefuseLostRecord(archive);
            using var record = archive.Place.Open();
            RefuseTwoRecords(archive, record);
            ClearUp(archive);
            BringUp(archive, record, tell, CancellationToken.None);
            EarlierArchive.Conclude(archive, record, tell);
        }
        catch (SqliteException failure)
        {
            throw ArchiveFileException.Of(failure, archive.Path) ?? (Exception)failure;
        }
    }

    /// <summary>Follows a record that is not in this folder: brings the copy up to it, or makes it anew where it is not of this record.</summary>
    public static void Follow(ArchiveFolder archive, Action<string> tell, CancellationToken cancel)
    {
        try
        {
            BringUp(archive, archive.RecordToFollow, tell, cancel);
        }
        catch (SqliteException failure)
        {
            throw ArchiveFileException.Of(failure, archive.Path) ?? (Exception)failure;
        }
    }

    private static void BringUp(ArchiveFolder archive, IRecord record, Action<string> tell, CancellationToken cancel)
    {
        if (Reason(archive, record) is { } reason)
        {
            // Whoever makes one aside is at the same file. Applying entries needs no more than the right to write, which that one waits for at its end.
            using var making = WriteRight.TryTake(archive.Folder, WriteRight.Making) ?? throw new ArchiveBusyException(archive.Path);
            CopySwap.Make(archive, record, reason, tell, cancel);
            return;
        }

        using var copy = ConnectionSettings.OpenWriter(archive.Path);
        new Maker(record, copy).CatchUp(cancel);
    }

    // What a making left that was killed; not of one that goes on.
    private static void ClearUp(ArchiveFolder archive)
    {
        using var making = WriteRight.TryTake(archive.Folder, WriteRight.Making);
        if (making is not null)
        {
            CopySwap.Clear(archive);
        }
    }

    // Why the copy has to be made before anything can be read; null where it only has to catch up. One that was made by other
    // rules serves until another is made beside it.
    private static string? Reason(ArchiveFolder archive, IRecord record)
    {
        if (!File.Exists(archive.Path))
        {
            return record.Head().Number == 0 ? "" : "The reading copy is missing";
        }

        using var copy = new Connection(ConnectionSettings.OpenReader(archive.Path));
        var (application, version) = (copy["PRAGMA application_id"].Number(), copy["PRAGMA user_version"].Number());
        if (new FileInfo(archive.Path).Length == 0)
        {
            throw new ArchiveFileException(archive.Path, "this file is empty; move it away, and the reading copy is made again from the record");
        }

        if (application != CopyState.ApplicationId)
        {
            throw new ArchiveFileException(archive.Path, "this is an SQLite database of another program");
        }

        if (version != CopyState.UserVersion)
        {
            throw new ArchiveFileException(archive.Path, $"this archive has schema {version}; this program is too old for it");
        }

        var state = CopyState.Read(copy);
        return !state.IsReadable ? "The reading copy has the tables of another version"
            : !archive.Place.IsShared && record.Head().Number < state.Applied ? throw Lost(archive, state.Applied, $"the record ends with entry {record.Head().Number}")
            : archive.Place.IsShared && CopyState.Origin(copy) is { Length: > 0 } origin && record.Find(1)?.Sha256 != origin ? throw Other(archive, record)
            : state.Applied > 0 && record.Find(state.Applied)?.Sha256 != state.Seal ? (archive.Place.IsShared ? $"The reading copy shows {OneOrMany.Count(state.Applied, "entry", "entries")}, the last of which is not in this record; what the record has counts" : "The reading copy is not of this record")
            : null;
    }

    // Before the record is opened, which would make an empty one.
    private static void RefuseLostRecord(ArchiveFolder archive)
    {
        if (!archive.Place.IsShared && File.Exists(archive.Path) && new FileInfo(archive.RecordPath) is not { Exists: true, Length: > 0 })
        {
            using var copy = new Connection(ConnectionSettings.OpenReader(archive.Path));
            var applied = copy["PRAGMA user_version"].Number() == CopyState.UserVersion ? CopyState.Read(copy).Applied : 0;
            _ = applied > 0 ? throw Lost(archive, applied, "the record is missing or empty") : 0;
        }
    }

    // A folder whose record was copied to the database, and that was written to afterwards, or another folder: one of them would be forgotten.
    private static void RefuseTwoRecords(ArchiveFolder archive, IRecord record)
    {
        if (archive.Place.IsShared && new FileInfo(archive.RecordPath) is { Exists: true, Length: > 0 })
        {
            using var own = SqliteRecord.OpenReader(archive.RecordPath);
            var (number, seal) = own.Head();
            _ = number > 0 && record.Find(number)?.Sha256 != seal
                ? throw new ArchiveFileException(archive.RecordPath, $"this folder has a record of its own, which is not in {record.Name}; copy it there by 'archive record copy', or move it away")
                : number;
        }
    }

    // A database is mistyped easily, and a copy may be the last that shows those texts.
    private static ArchiveFileException Other(ArchiveFolder archive, IRecord record) => new(
        record.Name,
        $"this is another record than the one that {System.IO.Path.GetFileName(archive.Path)} was made of, because it begins with another entry, or with none; name the right one, or move that file away, and another is made of this record");

    // The record is on the disk before the copy moves, so this is never what a crash leaves: somebody, or a failing disk, took it.
    // The copy may then be the last that shows those texts, and is not replaced by one without them.
    private static ArchiveFileException Lost(ArchiveFolder archive, long applied, string how) => new(
        archive.RecordPath,
        $"{how}; put back the record that has the {applied} {OneOrMany.Word(applied, "entry", "entries")} of {System.IO.Path.GetFileName(archive.Path)}, or move that file away, and another is made of what is here");
}
