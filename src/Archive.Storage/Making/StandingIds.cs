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

    /// <summary>The comments of a post, in the order of ids.</summary>
    public List<StandingComment> Comments(long post) =>
        before["SELECT id, key, last_capture_id, first_line FROM comments WHERE id >= ? AND id < ? ORDER BY id"]
            .With(PostId.FirstComment(post)).With(PostId.FirstComment(post + 1)).All(StandingComment.Of);
}
