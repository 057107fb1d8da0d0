using Microsoft.Data.Sqlite;

namespace Archive.Storage.Checking;

/// <summary>The result of checking the whole archive.</summary>
/// <param name="Differences">The first of them, as sentences that name the file, post or comment.</param>
/// <param name="DifferenceCount">How many there are in all.</param>
public sealed record VerifyReport(
    int Sources, long SourceBytes, int Posts, int Comments, IReadOnlyList<string> Differences, int DifferenceCount)
{
    public bool Sound => DifferenceCount == 0;
}

/// <summary>Watches how an archive is checked.</summary>
/// <param name="Read">Told how many originals of the record were read.</param>
/// <param name="Made">Told of how many sources the copy to compare with is made, and of how many in all.</param>
public sealed record CheckWatch(Action<int> Read, Action<int, int> Made)
{
    /// <summary>Nobody watches.</summary>
    public static readonly CheckWatch Nobody = new(_ => { }, (_, _) => { });
}

/// <summary>Checks that the archive is whole: the record by its hashes, and the reading copy by making it again.</summary>
/// <remarks>
/// It holds the right to write where there is one, because an import in the middle of its work is no archive to compare with. A machine that follows a shared record
/// goes on with that, and what it showed at the beginning is compared.
/// </remarks>
public sealed class Verifier(ArchiveFolder archive, CheckWatch? watch = null)
{
    private readonly CheckWatch watch = watch ?? CheckWatch.Nobody;

    /// <exception cref="ArchiveBusyException">Another process is importing.</exception>
    public Task<VerifyReport> VerifyAsync(CancellationToken cancel) => Task.Run(() => Verify(cancel), cancel);

    /// <summary>Checks the record alone: the file, the chain of its entries, every original.</summary>
    public Task<VerifyReport> VerifyRecordAsync(CancellationToken cancel) => Task.Run(
        () =>
        {
            var differences = new DifferenceList();
            var (sources, bytes) = CheckRecord(differences, cancel);
            return new VerifyReport(sources, bytes, 0, 0, differences.Listed, differences.Count);
        },
        cancel);

    // A file may be so damaged that it cannot be opened, or not be read to the end; that is a finding, not a failure of the check.
    private (int Originals, long Bytes) CheckRecord(DifferenceList differences, CancellationToken cancel)
    {
        try
        {
            return new RecordCheck(archive.Record, differences, watch.Read).Run(cancel);
        }
        catch (ArchiveFileException damaged)
        {
            differences.Add($"the record cannot be opened: {damaged.Message}");
            return default;
        }
    }

    private VerifyReport Verify(CancellationToken cancel)
    {
        using var right = archive.IsReadOnly ? null : WriteRight.TryTake(archive.Folder) ?? throw new ArchiveBusyException(archive.Path);
        if (archive.Place.IsShared && archive.Record.IsBeingWritten)
        {
            throw new ArchiveBusyException(archive.Record.Name);
        }

        var differences = new DifferenceList();
        CopyCheck? check = null;
        Compare(() =>
        {
            if (archive.Place.IsShared && !archive.IsReadOnly)
            {
                // Another machine's import may have ended without this one knowing.
                ArchivePreparation.Follow(archive, _ => { }, cancel);
            }
            else if (!archive.IsReadOnly)
            {
                // Or one of another process, which was killed behind the record and before the copy.
                using var copy = ConnectionSettings.OpenWriter(archive.Path);
                new Maker(archive.Record, copy).CatchUp(cancel);
            }

            check = new CopyCheck(archive, differences, watch.Made);
        });
        if (archive.Place.IsShared)
        {
            right?.Dispose();
        }

        var (sources, bytes, counts) = (0, 0L, (Posts: 0, Comments: 0));
        try
        {
            (sources, bytes) = CheckRecord(differences, cancel);
            Compare(() => counts = check?.Run(cancel) ?? counts);
        }
        finally
        {
            check?.Dispose();
            Compare(LetGo);
        }


        return new VerifyReport(sources, bytes, counts.Posts, counts.Comments, differences.Listed, differences.Count);

        // What was taken back meanwhile is in the file still: a transaction that reads keeps the log from being brought in.
        void LetGo()
        {
            using var again = archive.Place.IsShared && !archive.IsReadOnly ? WriteRight.TryTake(archive.Folder) : null;
            if (again is not null)
            {
                using var copy = ConnectionSettings.OpenWriter(archive.Path);
                ConnectionSettings.Checkpoint(copy);
            }
        }

        void Compare(Action step)
        {
            try
            {
                step();
            }
            catch (Exception damaged) when (damaged is SqliteException or InvalidDataException or (ArchiveFileException and not ArchiveBusyException))
            {
                differences.Add($"the reading copy cannot be compared to its end: {damaged.Message}");
            }
        }
    }
}

/// <summary>The differences that a check meets, counted in full and listed up to a limit.</summary>
internal sealed class DifferenceList
{
    /// <summary>More than a person reads; a damaged archive may differ in a million places.</summary>
    private const int MaxListed = 200;

    private readonly List<string> listed = [];

    public IReadOnlyList<string> Listed => listed;

    public int Count { get; private set; }

    public void Add(string difference)
    {
        Count++;
        if (listed.Count < MaxListed)
        {
            listed.Add(difference);
        }
    }

    public void AddWhere(bool differs, string where, string what)
    {
        if (differs)
        {
            Add($"{where}: {what}");
        }
    }
}
