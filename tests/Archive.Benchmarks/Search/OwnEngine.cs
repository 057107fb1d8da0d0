namespace Archive.Benchmarks.Search;

/// <summary>The archive's own search, from what is typed to the page of hits.</summary>
public sealed class OwnEngine : Engine
{
    public const string OwnName = "archive";

    private const int Suggestions = 8;

    private readonly ArchiveFolder archive;
    private readonly ArchiveSearch search;
    private readonly Dictionary<Ask, SearchPlace?> middles = [];

    private OwnEngine(ArchiveFolder archive)
    {
        this.archive = archive;
        search = new ArchiveSearch(archive);
    }

    public override string Name => OwnName;

    public static OwnEngine Open(string data)
    {
        var engine = new OwnEngine(ArchiveFolder.Open(data));
        engine.search.Prepare();
        return engine;
    }

    public override bool Answers(Ask ask) => true;

    public override Taken Answer(Ask ask)
    {
        var place = ask.Want == Want.PageInTheMiddle ? Middle(ask) : null;
        var clock = ThreadClock.Start();
        var query = SearchQuery.Parse(ask.Query);
        return ask.Want switch
        {
            Want.Count => clock.Stop(search.Count(query).IsExact ? "" : "not exact"),
            Want.Facets => clock.Stop(Said(search.Facets(query))),
            Want.Relaxations => clock.Stop(search.Relax(query).Count > 0 ? "" : "none"),
            Want.FirstSaid => clock.Stop(Said(search.FirstSaid(query).Facets)),
            Want.Suggestions => clock.Stop(search.Suggest(ask.Words[0], Suggestions).Count > 0 ? "" : "none"),
            _ => clock.Stop(Said(search.Find(query, place, ask.Want == Want.ByThread))),
        };
    }

    public override ValueTask DisposeAsync()
    {
        search.Dispose();
        archive.Dispose();
        return ValueTask.CompletedTask;
    }

    // A place does not depend on the query, so that one from the middle of the years serves.
    private SearchPlace? Middle(Ask ask)
    {
        if (!middles.TryGetValue(ask, out var place))
        {
            place = search.Find(SearchQuery.Parse($"{ask.Query} before:2013")).Next;
            middles.Add(ask, place);
        }

        return place;
    }

    private static string Said(SearchAnswer answer)
    {
        if (answer.CutShort)
        {
            return "cut short";
        }

        if (answer.IsRankedInPart)
        {
            return "newest ranked";
        }

        return answer.Hits.Count == 0 ? "no hit" : "";
    }

    private static string Said(SearchFacets? facets) => facets switch
    {
        null => "too slow, says so",
        { IsWhole: false } => $"newest {facets.Counted} counted",
        _ => "",
    };
}
