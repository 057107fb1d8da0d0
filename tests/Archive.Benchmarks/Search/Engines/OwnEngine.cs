namespace Archive.Benchmarks.Search.Engines;

/// <summary>The archive's own search, from what is typed to the page of hits.</summary>
public sealed class OwnEngine : Engine
{
    public const string OwnName = "archive";

    private const int Suggestions = 8;

    private readonly ArchiveFolder archive;
    private readonly SearchConnections connections;
    private readonly ArchiveSearch search;
    private readonly Completions completions;
    private readonly Dictionary<Ask, SearchPlace?> middles = [];

    private OwnEngine(ArchiveFolder archive)
    {
        this.archive = archive;
        connections = new SearchConnections(archive);
        var signers = new SignerNames(connections);
        search = new ArchiveSearch(connections, signers);
        completions = new Completions(connections, signers);
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
        if (ask.Want == Want.Suggestions)
        {
            return clock.Stop(completions.For(ask.Words[0], Suggestions) switch { null => "too slow, says so", [] => "none", _ => "" });
        }

        using var session = search.Open(SearchQuery.Parse(ask.Query));
        return ask.Want switch
        {
            Want.Count => clock.Stop(session.Count().IsExact ? "" : "not exact"),
            Want.Facets => clock.Stop(Said(session.Facets())),
            Want.Relaxations => clock.Stop(session.Relaxations().Count > 0 ? "" : "none"),
            Want.FirstSaid => clock.Stop(Said(session.FindFirst().Curve)),
            _ => Page(session.Find(place, ask.Want == Want.ByThread), clock),
        };
    }

    public override ValueTask DisposeAsync()
    {
        connections.Dispose();
        archive.Dispose();
        return ValueTask.CompletedTask;
    }

    // A place does not depend on the query, so that one from the middle of the years serves.
    private SearchPlace? Middle(Ask ask)
    {
        if (!middles.TryGetValue(ask, out var place))
        {
            using var session = search.Open(SearchQuery.Parse($"{ask.Query} before:2013"));
            place = session.Find().Next;
            middles.Add(ask, place);
        }

        return place;
    }

    private static Taken Page(SearchAnswer answer, ThreadClock clock) => clock.Stop(Said(answer)) with { Hits = answer.Hits.Count };

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

    private static string Said(SearchCurve? curve) => curve switch
    {
        null => "too slow, says so",
        { IsWhole: false } => $"newest {curve.Total} counted",
        _ => "",
    };

    private static string Said(SearchFacets? facets) => facets switch
    {
        null => "too slow, says so",
        { IsWhole: false } => $"newest {facets.Counted} counted",
        _ => "",
    };
}
