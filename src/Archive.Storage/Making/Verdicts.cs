namespace Archive.Storage.Making;

/// <summary>One side of what a keeper said of two captures, as it is to stand in the reading copy.</summary>
/// <param name="Side">0 for the one, 1 for the other.</param>
internal sealed record VerdictRow(long Entry, int Side, CaptureName Capture, CaptureName Other, bool IsOne)
{
    public static readonly Table<VerdictRow> Table = new(
        "verdicts", ["id"],
        new("id", row => RowId.Of(row.Entry, row.Side)),
        new("sha256", row => row.Capture.Sha256),
        new("post", row => row.Capture.Post),
        new("other_sha256", row => row.Other.Sha256),
        new("other_post", row => row.Other.Post),
        new("same", row => row.IsOne));

    public static IEnumerable<VerdictRow> Of(RegisteredVerdict verdict)
    {
        var (one, other, isOne) = (verdict.Detail.One, verdict.Detail.Other, verdict.Detail is CapturesJoined);
        return [new(verdict.Number, 0, one, other, isOne), new(verdict.Number, 1, other, one, isOne)];
    }
}

/// <summary>What keepers said of captures, as it stands in the reading copy.</summary>
internal sealed class Verdicts(Connection copy)
{
    /// <summary>All that was said of some captures; what was said of one of them and one that is not among them, too.</summary>
    public List<Verdict> Of(IEnumerable<long> captures)
    {
        var verdicts = new List<Verdict>();
        foreach (var capture in captures)
        {
            verdicts.AddRange(copy["SELECT id, other_capture_id, same FROM judged_captures WHERE source_id = ? AND post = ? ORDER BY id"]
                .With(RowId.GroupOf(capture)).With(RowId.TurnOf(capture))
                .All(row => new Verdict(RowId.GroupOf(row.Long(0)), capture, row.Long(1), row.Long(2) == 1)));
        }

        return verdicts;
    }

    /// <summary>Captures of a blog that a keeper joined with one.</summary>
    public List<long> JoinedWith(long blog, long capture) => copy[
        """
        SELECT other_capture_id FROM judged_captures
         WHERE source_id = ? AND post = ? AND same = 1
           AND EXISTS (SELECT 1 FROM capture_signs WHERE capture_id = other_capture_id AND capture_signs.blog_id = ?)
         ORDER BY id
        """].With(RowId.GroupOf(capture)).With(RowId.TurnOf(capture)).With(blog).All(row => row.Long(0));

    /// <summary>The captures that an entry speaks of, as far as they are there.</summary>
    public List<long> CapturesOf(long entry) => copy["SELECT capture_id FROM judged_captures WHERE id BETWEEN ? AND ? ORDER BY capture_id"]
        .With(RowId.Of(entry, 0)).With(RowId.Of(entry, 1)).All(row => row.Long(0));

    /// <summary>The captures of one post and of another of which a keeper said that they are of two.</summary>
    public List<(CaptureName One, CaptureName Other)> Parted(long one, long other) => copy[
        """
        SELECT of_one.sha256, capture_id & ?, of_other.sha256, other_capture_id & ?
          FROM captures AS one
          JOIN judged_captures ON judged_captures.source_id = one.source_id AND capture_id = one.id AND same = 0
          JOIN captures AS other ON other.id = other_capture_id
          JOIN sources AS of_one ON of_one.id = one.source_id
          JOIN sources AS of_other ON of_other.id = other.source_id
         WHERE one.post_id = ? AND other.post_id = ?
         ORDER BY capture_id, other_capture_id
        """].With(RowId.MaxPerGroup - 1).With(RowId.MaxPerGroup - 1).With(one).With(other)
        .All(row => (new CaptureName(row.Text(0), row.Int(1)), new CaptureName(row.Text(2), row.Int(3))));
}

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

    /// <summary>The entries that keep comments apart, in their order.</summary>
    public List<long> Entries() => copy[$"SELECT DISTINCT id >> {RowId.BitsOfTurn} FROM parted_comments ORDER BY 1"].All(row => row.Long(0));

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
