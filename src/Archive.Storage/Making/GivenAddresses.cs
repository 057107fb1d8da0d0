namespace Archive.Storage.Making;

/// <summary>A name that an earlier version gave, as it is to stand in the reading copy.</summary>
/// <param name="Turn">0 for the slug, from 1 for keys.</param>
/// <param name="Line">Where the comment begins; null for the post.</param>
internal sealed record GivenRow(long Entry, int Turn, string Sha256, long? Capture, int? Line, string Name)
{
    public static readonly Table<GivenRow> Table = new(
        "given_addresses", ["id"],
        new("id", row => RowId.Of(row.Entry, row.Turn)),
        new("sha256", row => row.Sha256),
        new("capture_id", row => row.Capture),
        new("line", row => row.Line),
        new("name", row => row.Name));

    public static IEnumerable<GivenRow> Of(RegisteredAddresses given)
    {
        var (entry, detail) = (given.Number, given.Detail);
        long? capture = given.Source is { } source ? RowId.Of(source, detail.Post) : null;
        var keys = detail.Keys.Select((key, n) => new GivenRow(entry, n + 1, detail.Sha256, capture, key.Line, key.Key));
        return detail.Slug is { } slug ? keys.Prepend(new GivenRow(entry, 0, detail.Sha256, capture, null, slug)) : keys;
    }
}

/// <summary>The names that earlier versions gave, as they stand in the reading copy.</summary>
internal sealed class GivenAddresses(Connection copy)
{
    /// <summary>The names that one capture gave.</summary>
    public GivenNames Of(long capture)
    {
        var rows = copy["SELECT line, name FROM given_addresses WHERE capture_id = ? ORDER BY id"].With(capture);
        string? slug = null;
        List<GivenKey>? keys = null;
        while (rows.Read())
        {
            if (rows.NumberOrNull(0) is { } line)
            {
                (keys ??= []).Add(new GivenKey((int)line, rows.Text(1)));
            }
            else
            {
                slug ??= rows.Text(1);
            }
        }

        return slug is null && keys is null ? GivenNames.None : new GivenNames(slug, keys ?? []);
    }

    /// <summary>Whether a source of this hash that comes brings names with it that were given before.</summary>
    public bool Await(string sha256) =>
        copy["SELECT EXISTS (SELECT 1 FROM given_addresses WHERE sha256 = ? AND capture_id IS NULL)"].With(sha256).Number() == 1;
}
