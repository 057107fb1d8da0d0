namespace Archive.Storage.Making;

/// <summary>One import while it runs: batches, transactions, the index at the end.</summary>
internal sealed class ImportRun : IDisposable
{
    /// <summary>Posts to a transaction: a commit costs as much as some ten posts, and a reader never waits for more than this.</summary>
    private const int PostsPerBatch = 100;

    /// <summary>Up to here new comments are indexed with their batch, so that they are found at once; beyond, one append at the end is four times faster.</summary>
    private const int MaxIndexedInBatches = 2_000;

    private readonly ArchiveWriter writer;
    private readonly ImportChoices choices;
    private readonly Action<SourceReport> report;
    private readonly TimeProvider clock;
    private readonly ImportRow row;
    private readonly SourceWriter sources;
    private readonly List<SourceReport> unreported = [];
    private int postsInBatch;
    private bool inTransaction;

    public ImportRun(ArchiveWriter writer, ImportChoices choices, Action<SourceReport> report, TimeProvider clock)
    {
        (this.writer, this.choices, this.report, this.clock) = (writer, choices, report, clock);
        var started = clock.GetUtcNow();
        row = new ImportRow(writer.Connection, started);
        sources = new SourceWriter(writer.Connection, row, choices, started);
    }

    public ImportTally Tally { get; } = new();

    /// <summary>Stores a source whole, together with others of its batch.</summary>
    public void Take(PreparedSource source)
    {
        if (!inTransaction)
        {
            writer.Begin();
            inTransaction = true;
        }

        var told = sources.Write(source);
        Tally.Add(told);
        unreported.Add(told);
        postsInBatch += told.PostsNew + told.PostsChanged + told.PostsUnchanged;
        if (postsInBatch >= PostsPerBatch || told.Outcome != SourceOutcome.New)
        {
            EndBatch();
        }
    }

    /// <summary>Ends the import; after it, what was reported is on the disk and in the index.</summary>
    public void Finish(bool cancelled)
    {
        EndBatch();
        if (choices.DryRun || !row.Exists)
        {
            return;
        }

        IndexTheRest();
        writer.MakeCommitsDurable();
        writer.Begin();
        row.Update(Tally, cancelled ? ImportOutcome.Cancelled : ImportOutcome.Done, clock.GetUtcNow());
        writer.Commit();
        writer.Checkpoint();
    }

    public void Dispose()
    {
        sources.Dispose();
        row.Dispose();
        if (inTransaction)
        {
            writer.Rollback();
        }
    }

    private void EndBatch()
    {
        // A dry run is one transaction that is never committed, so that later files see what earlier ones would have left.
        if (inTransaction && !choices.DryRun)
        {
            if (row.Exists)
            {
                SettleBatch();
            }

            writer.Commit();
            inTransaction = false;
        }

        postsInBatch = 0;
        unreported.ForEach(report);
        unreported.Clear();
    }

    private void SettleBatch()
    {
        row.Update(Tally, ImportOutcome.Running, null);
        if (Tally.CommentsNew <= MaxIndexedInBatches)
        {
            FullTextIndex.AppendPending(writer.Connection);
        }
    }

    private void IndexTheRest()
    {
        if (FullTextIndex.HasPending(writer.Connection))
        {
            writer.Begin();
            FullTextIndex.AppendPending(writer.Connection);
            FullTextIndex.Optimize(writer.Connection);
            writer.Commit();
        }
    }
}
