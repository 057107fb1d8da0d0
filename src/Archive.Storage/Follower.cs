namespace Archive.Storage;

/// <summary>Brings the copy of this machine up to a record to which others append.</summary>
/// <param name="tell">Takes sentences about work that takes longer.</param>
public sealed class Follower(ArchiveFolder archive, TimeProvider clock, Action<string> tell)
{
    /// <summary>How often the record is asked where nothing is told of it.</summary>
    public static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    private volatile Following now = new(0, 0, clock.GetUtcNow(), null);

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

    /// <summary>Asks the record once, and brings the copy up to it.</summary>
    public void Step(CancellationToken cancel)
    {
        try
        {
            var (head, copy) = (archive.Record.Head(), archive.Seal());
            if (head != copy || archive.HasUnfinished())
            {
                // Where an import of this machine has the right, it brings the copy up by itself.
                archive.CatchUp(tell, cancel);
                copy = archive.Seal();
            }

            var at = clock.GetUtcNow();
            now = new Following(copy.Number, Math.Max(head.Number, copy.Number), copy.Number >= head.Number ? at : now.LevelAt, null);
        }
        catch (ArchiveFileException away)
        {
            now = now with { Trouble = away.Message };
        }
    }
}

/// <summary>How far the copy of a machine is behind the record.</summary>
/// <param name="Applied">The last entry that the copy shows.</param>
/// <param name="Known">The last entry that is known to be in the record.</param>
/// <param name="LevelAt">When the copy was last found to have all of the record.</param>
/// <param name="Trouble">Why the record could not be asked, or not be followed; null where it could.</param>
public sealed record Following(long Applied, long Known, DateTimeOffset LevelAt, string? Trouble);
