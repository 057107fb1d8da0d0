using Archive.Tests.Storage.Desk;

namespace Archive.ClusterTests;

/// <summary>A desk in a database of its own.</summary>
internal sealed class DeskDatabase : TestDesk
{
    private readonly List<RecordPlace> places = [];

    public DeskDatabase(PostgresServer server)
    {
        Database = server.NewDatabase();
        Home = Again();
    }

    public string Database { get; }

    public override DeskHome Home { get; }

    public override DeskHome Again()
    {
        var place = RecordPlace.Of(Folder, Database);
        places.Add(place);
        return DeskHome.Open(Folder, place);
    }

    public override IReadOnlyList<string> Held(long stage) => Home.Read(rows =>
        rows["SELECT DISTINCT name FROM staged_bytes WHERE stage_id = ? AND name NOT LIKE '%/%'"].With(stage).All(row => row.Text("name")));

    protected override void Dispose(bool disposing)
    {
        places.ForEach(place => place.Dispose());
        base.Dispose(disposing);
    }
}
