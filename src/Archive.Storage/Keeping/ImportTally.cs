namespace Archive.Storage.Keeping;

/// <summary>The running counts of an import.</summary>
internal sealed class ImportTally
{
    public int SourcesNew { get; private set; }

    public int SourcesUnchanged { get; private set; }

    public int SourcesRefused { get; private set; }

    public int PostsNew { get; private set; }

    public int PostsChanged { get; private set; }

    public int PostsUnchanged { get; private set; }

    public int CommentsNew { get; private set; }

    public int Problems { get; private set; }

    /// <summary>As the log has them.</summary>
    public ImportCounts Counts => new(PostsNew, PostsChanged, PostsUnchanged, CommentsNew, SourcesNew, SourcesUnchanged, SourcesRefused);

    public void Add(SourceReport source)
    {
        SourcesNew += source.Outcome == SourceOutcome.New ? 1 : 0;
        SourcesUnchanged += source.Outcome == SourceOutcome.Unchanged ? 1 : 0;
        SourcesRefused += source.Outcome == SourceOutcome.Refused ? 1 : 0;
        PostsNew += source.PostsNew;
        PostsChanged += source.PostsChanged;
        PostsUnchanged += source.PostsUnchanged;
        CommentsNew += source.CommentsNew;
        Problems += source.Problems.Count;
    }

    public ImportReport Report(bool cancelled, TimeSpan elapsed) => new(
        SourcesNew, SourcesUnchanged, SourcesRefused, PostsNew, PostsChanged, PostsUnchanged, CommentsNew, Problems,
        cancelled, elapsed);
}
