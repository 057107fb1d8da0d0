namespace Archive.Tests.Storage.Searching;

/// <summary>The search of an archive, asked one question at a time.</summary>
internal sealed class TestSearch : IDisposable
{
    /// <param name="time">What a question may take; null for what it may take on a site.</param>
    public TestSearch(ArchiveFolder archive, TimeSpan? time = null)
    {
        Connections = new SearchConnections(archive);
        var signers = new SignerNames(Connections);
        Search = new ArchiveSearch(Connections, signers) { Time = time ?? ArchiveSearch.MaxTime };
        Completions = new Completions(Connections, signers);
    }

    public SearchConnections Connections { get; }

    public ArchiveSearch Search { get; }

    public Completions Completions { get; }

    public SearchAnswer Find(string typed, SearchPlace? from = null, bool byThread = false) => Ask(typed, session => session.Find(from, byThread));

    public SearchFacets? Facets(string typed) => Ask(typed, session => session.Facets());

    public FirstSaid FindFirst(string typed) => Ask(typed, session => session.FindFirst());

    public IReadOnlyList<CountedRelaxation> Relaxations(string typed) => Ask(typed, session => session.Relaxations());

    public void Dispose() => Connections.Dispose();

    private T Ask<T>(string typed, Func<SearchSession, T> ask)
    {
        using var session = Search.Open(SearchQuery.Parse(typed));
        return ask(session);
    }
}
