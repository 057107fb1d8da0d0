namespace Archive.Storage.Making;

/// <summary>The row ids of a copy that is made anew: what stands keeps its ids, so that lists keep their order.</summary>
/// <remarks>Ids are only taken where they lie where they must; a damaged copy cannot spoil the new one.</remarks>
internal sealed class StandingIds(Connection before)
{
    public long? Blog(string slug) => before["SELECT id FROM blogs WHERE slug = ?"].With(slug).Number();

    /// <summary>The id of the post that a capture is of, where it lies in the day of its date.</summary>
    public long? Post(long capture, string? published)
    {
        var id = before["SELECT post_id FROM captures WHERE id = ?"].With(capture).Number();
        var first = PostId.FirstOf(published);
        return id > first && id < first + PostId.MaxPerDay ? id : null;
    }

    /// <summary>The ids of a post's comments by their keys, in the order of ids.</summary>
    public List<(long Id, string Key)> Comments(long post)
    {
        var rows = before["SELECT id, key FROM comments WHERE id >= ? AND id < ? ORDER BY id"].With(PostId.FirstComment(post)).With(PostId.FirstComment(post + 1));
        var keys = new List<(long, string)>();
        while (rows.Read())
        {
            keys.Add((rows.Long(0), rows.Text(1)));
        }

        return keys;
    }
}
