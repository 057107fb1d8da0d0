using Microsoft.Data.Sqlite;

namespace Archive.Storage.Following;

/// <summary>Brings the copy of this machine up to a record to which others append.</summary>
/// <param name="tell">Takes sentences about what takes longer, and about what is in the way.</param>
public sealed class Follower(ArchiveFolder archive, TimeProvider clock, Action<string> tell)
{
    /// <summary>How often the record is asked where nothing is told of it.</summary>
    public static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    private volatile Following now = new(0, null, null, null);

    /// <summary>How far the copy is.</summary>
    public Following Now => now;

    /// <summary>Follows until it is stopped.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            await Task.Run(() => Step(cancel), cancel);
            await archive.Place.WaitForMoreAsync(AskAgain, cancel);
        }
    }

    /// <summary>Asks the record once, and brings the copy up to it, where it may be written.</summary>
    public void Step(CancellationToken cancel)
    {
        try
        {
            var (head, copy) = (archive.Record.Head(), archive.Seal());
            if (!archive.IsReadOnly && (head != copy || archive.HasUnfinished()))
            {
                // Where an import of this machine has the right, it brings the copy up by itself.
                if (archive.CatchUp(tell, cancel))
                {
                    FinishedStore.Clear(archive.Folder);
                }

                copy = archive.Seal();
            }

            // By the seal, or where more was appended meanwhile by the one that it had.
            var isLevel = copy == head || (copy.Number >= head.Number && copy == archive.Record.Head());
            now = new Following(copy.Number, Math.Max(head.Number, copy.Number), isLevel ? clock.GetUtcNow() : now.LevelAt, null);
        }
        catch (Exception trouble) when (trouble is ArchiveFileException or InvalidDataException or SqliteException or IOException)
        {
            if (now.Trouble != trouble.Message)
            {
                tell(trouble.Message);
            }

            now = now with { Trouble = trouble.Message };
        }
    }
}

/// <summary>How far the copy of a machine is behind the record.</summary>
/// <param name="Applied">The last entry that the copy shows.</param>
/// <param name="Known">The last entry that is known to be in the record; null as long as nobody could ask.</param>
/// <param name="LevelAt">When the copy was last found to have all of the record; null as long as it was not.</param>
/// <param name="Trouble">Why the record could not be asked, or not be followed; null where it could.</param>
public sealed record Following(long Applied, long? Known, DateTimeOffset? LevelAt, string? Trouble);
