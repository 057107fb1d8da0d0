namespace Archive.Storage.Making;

/// <summary>One side of a keeper's word that two sightings are of two comments, as it is to stand in the reading copy.</summary>
/// <param name="Side">0 for the one, 1 for the other.</param>
internal sealed record PartedRow(long Entry, int Side, CommentName Comment, CommentName Other)
{
    public static readonly Table<PartedRow> Table = new(
        "parted_comments", ["id"],
        new("id", row => RowId.Of(row.Entry, row.Side)),
        new("sha256", row => row.Comment.Sha256),
        new("post", row => row.Comment.Post),
        new("comment", row => row.Comment.Comment),
        new("other_sha256", row => row.Other.Sha256),
        new("other_post", row => row.Other.Post),
        new("other_comment", row => row.Other.Comment));

    public static IEnumerable<PartedRow> Of((long Number, CommentsParted Detail) parted) =>
        [new(parted.Number, 0, parted.Detail.One, parted.Detail.Other), new(parted.Number, 1, parted.Detail.Other, parted.Detail.One)];
}

/// <summary>Comments that keepers parted, as they stand in the reading copy.</summary>
internal sealed class PartedComments(Connection copy)
{
    /// <summary>All that was said of the comments of some captures of one blog; a word on any others says nothing to the fold.</summary>
    public List<PartedSightings> Of(IReadOnlyList<PostCapture> captures)
    {
        var parted = new List<PartedSightings>();
        foreach (var capture in captures)
        {
            // Of each pair one side.
            parted.AddRange(copy[
                """
                SELECT comment, other.id << 20 | other_post, other_comment
                  FROM sources AS one
                  JOIN parted_comments ON parted_comments.sha256 = one.sha256 AND post = ?
                  JOIN sources AS other ON other.sha256 = other_sha256 AND other.blog_id = one.blog_id
                 WHERE one.id = ? AND parted_comments.id & 1 = 0
                 ORDER BY parted_comments.id
                """]
                .With(RowId.TurnOf(capture.Id)).With(RowId.GroupOf(capture.Id))
                .All(row => new PartedSightings(capture.Id, row.Int(0), row.Long(1), row.Int(2))));
        }

        return parted;
    }

    /// <summary>The captures that an entry speaks of, in each blog that has them.</summary>
    public List<long> CapturesOf(long entry) => copy[
        """
        SELECT sources.id << 20 | post FROM parted_comments JOIN sources ON sources.sha256 = parted_comments.sha256
         WHERE parted_comments.id BETWEEN ? AND ? ORDER BY 1
        """].With(RowId.Of(entry, 0)).With(RowId.Of(entry, 1)).All(row => row.Long(0));

    /// <summary>Whether it was said already that two sightings are of two comments.</summary>
    public bool Has(CommentName one, CommentName other) => copy[
        """
        SELECT EXISTS (
            SELECT 1 FROM parted_comments
             WHERE sha256 = ? AND post = ? AND comment = ? AND other_sha256 = ? AND other_post = ? AND other_comment = ?)
        """].With(one.Sha256).With(one.Post).With(one.Comment).With(other.Sha256).With(other.Post).With(other.Comment).Number() == 1;
}
