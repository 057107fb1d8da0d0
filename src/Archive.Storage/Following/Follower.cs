using Microsoft.Data.Sqlite;

namespace Archive.Storage.Following;

/// <summary>Brings the copy of this machine up to a record to which others append.</summary>
/// <param name="tell">Takes sentences about what takes longer, and about what is in the way.</param>
/// <param name="asked">Called each time the record has answered, for what else is to be asked of it.</param>
public sealed class Follower(ArchiveFolder archive, TimeProvider clock, Action<string> tell, Action? asked = null)
{
    /// <summary>How often the record is asked where nothing is told of it.</summary>
    public static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    /// <summary>Who could not ask the record for longer than this does not know what was taken away meanwhile.</summary>
    public static readonly TimeSpan LongBreak = TimeSpan.FromSeconds(60);

    private volatile Following now = new(0, null, null, IsReturning: false, null);

    // When the record answered last, whether or not what it said could be applied.
    private DateTimeOffset? answeredAt;

    // What the copy had not all of when it was asked for: while an import of this machine goes on, it always lacks the last that was appended.
    private (DateTimeOffset At, long Number)? missing;

    /// <summary>How far the copy is.</summary>
    public Following Now => now;

    /// <summary>Follows until it is stopped.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            // On a thread of its own: it shall not wait for one while readers have them all.
            await Task.Factory.StartNew(() => Step(cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await archive.Place.WaitForMoreAsync(AskAgain, cancel);
        }
    }

    // Where another process of this machine has the right to write, such as an import, it brings the copy up by itself.
    private void CatchUp(CancellationToken cancel)
    {
        using var right = WriteRight.TryTake(archive.Folder);
        if (right is not null)
        {
            ArchivePreparation.Follow(archive, tell, cancel);
        }
    }

    /// <summary>Asks the record once, and brings the copy up to it, where it may be written.</summary>
    public void Step(CancellationToken cancel)
    {
        try
        {
            // Before the answer: what was appended while it came is not in it.
            var begun = clock.GetUtcNow();
            var record = archive.RecordToFollow;
            var (head, copy) = (record.Head(), archive.Seal());
            var answeredBefore = answeredAt;
            answeredAt = clock.GetUtcNow();
            var isBehind = head != copy || archive.HasUnfinished();
            if (isBehind && !archive.IsReadOnly)
            {
                if (head != copy && (answeredBefore is not { } before || begun - before > LongBreak))
                {
                    (now, missing) = (now with { IsReturning = true }, null);
                }

                now = now with { Applied = copy.Number, Known = head.Number };
                CatchUp(cancel);
                // Each step may be another thread's, and the C library keeps for each what its steps had.
                NativeMemory.GiveBack();
                copy = archive.Seal();
            }

            var isOfRecord = copy == head || copy.Number == 0 || record.Find(copy.Number)?.Sha256 == copy.Seal;
            var (isLevel, level) = (isOfRecord && copy.Number >= head.Number, now.LevelAt);
            if (isLevel)
            {
                (level, missing) = (begun, null);
            }
            else if (!isOfRecord || missing is null || copy.Number >= missing.Value.Number)
            {
                level = isOfRecord && missing is { } had ? had.At : level;
                missing = (begun, head.Number);
            }

            now = new Following(copy.Number, isLevel ? copy.Number : head.Number, level, now.IsReturning && level == now.LevelAt, null);
            asked?.Invoke();
        }
        catch (Exception trouble) when (trouble is ArchiveFileException or InvalidDataException or SqliteException or IOException)
        {
            if (now.Trouble != trouble.Message)
            {
                tell(trouble.Message);
            }

            // Who is cut off again has not returned; how long the break is, counts from its beginning.
            now = now with { Trouble = trouble.Message, IsReturning = now.IsReturning && trouble is not RecordUnreachableException };
        }
    }
}

/// <summary>How far the copy of a machine is behind the record.</summary>
/// <param name="Applied">The last entry that the copy shows.</param>
/// <param name="Known">The last entry that is known to be in the record; null as long as nobody could ask.</param>
/// <param name="LevelAt">The copy has all that the record had at that time; null as long as it was not level yet.</param>
/// <param name="IsReturning">The record was out of reach for longer than <see cref="Follower.LongBreak"/>, or the machine was off, and the copy has not what was done meanwhile.</param>
/// <param name="Trouble">Why the record could not be asked, or not be followed; null where it could.</param>
public sealed record Following(long Applied, long? Known, DateTimeOffset? LevelAt, bool IsReturning, string? Trouble)
{
    /// <summary>The entries that the copy lacks, as far as is known.</summary>
    public long? Behind => Known is { } known ? Math.Max(0, known - Applied) : null;
}
