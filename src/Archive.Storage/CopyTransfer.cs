using Microsoft.Data.Sqlite;

namespace Archive.Storage;

/// <summary>Carries the reading copy of one machine to another, so that a new machine need not make its own of the whole record.</summary>
/// <remarks>What a copy says of itself is checked, its rows are not: whoever takes one believes whoever made it, until it is verified.</remarks>
public static class CopyTransfer
{
    /// <summary>Writes the copy into a file as it is at one moment, while others read and import.</summary>
    /// <returns>The last entry that is in it, and its seal.</returns>
    public static (long Number, string Seal) Write(ArchiveFolder archive, string path)
    {
        using var copy = archive.OpenReader();
        using (var file = ConnectionSettings.Open(path))
        {
            copy.BackupDatabase(file);
        }

        using var written = new Connection(ConnectionSettings.OpenReader(path));
        var state = CopyState.Read(written);
        return (state.Applied, state.Seal);
    }

    /// <summary>Puts a copy into a folder that has none; what the record has beyond it is applied when the archive is opened.</summary>
    /// <param name="folder">The folder of the archive, which is made where it is missing.</param>
    /// <param name="place">Where the record is.</param>
    /// <param name="write">Writes the file that comes from elsewhere.</param>
    /// <returns>The last entry that is in it, and its seal.</returns>
    /// <exception cref="ArchiveFileException">There is a copy, or what came is none that this program can take for one of this record.</exception>
    public static async Task<(long Number, string Seal)> TakeAsync(string folder, RecordPlace place, Func<Stream, Task> write)
    {
        ArchivePreparation.MakeFolder(folder);
        var (unfinished, final) = (CopySwap.UnfinishedIn(folder), System.IO.Path.Combine(folder, CopyState.FileName));
        using var right = WriteRight.TryTake(folder) ?? throw new ArchiveBusyException(final);
        if (File.Exists(final))
        {
            throw new ArchiveFileException(final, "this folder has a reading copy already, which follows its record by itself");
        }

        ConnectionSettings.DeleteFile(unfinished);
        try
        {
            await using (var file = new FileStream(unfinished, FileMode.CreateNew))
            {
                await write(file);
                file.Flush(flushToDisk: true);
            }

            var state = Check(unfinished, place);
            File.Move(unfinished, final);
            return (state.Applied, state.Seal);
        }
        catch (SqliteException failure)
        {
            throw ArchiveFileException.Of(failure, unfinished) ?? (Exception)failure;
        }
        finally
        {
            ConnectionSettings.DeleteFile(unfinished);
        }
    }

    private static CopyState Check(string path, RecordPlace place)
    {
        using var record = place.OpenReader();
        using var copy = new Connection(ConnectionSettings.OpenReader(path));
        if ((copy["PRAGMA application_id"].Number(), copy["PRAGMA user_version"].Number()) != (CopyState.ApplicationId, CopyState.UserVersion))
        {
            throw new ArchiveFileException(path, "what came is no reading copy of an archive");
        }

        var state = CopyState.Read(copy);
        using var own = new Connection(ConnectionSettings.Open(":memory:"));
        CopyState.Create(own);
        return !state.IsCurrent || !CopyState.Tables(copy).SequenceEqual(CopyState.Tables(own)) ? throw new ArchiveFileException(path, "what came was made by another version of the program")
            : state.Applied > 0 && record.Find(state.Applied)?.Sha256 != state.Seal ? throw new ArchiveFileException(path, $"what came shows an entry {state.Applied} that {record.Name} does not have")
            : copy["PRAGMA quick_check"].Text() is var found and not "ok" ? throw new ArchiveFileException(path, $"what came is damaged: {found}")
            : state;
    }
}
