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

    /// <summary>Whether a keeper said that two posts are two.</summary>
    public bool ArePartedPosts(long one, long other) => copy[
        """
        SELECT EXISTS (
            SELECT 1 FROM captures AS one
              JOIN judged_captures ON judged_captures.source_id = one.source_id AND capture_id = one.id AND same = 0
              JOIN captures AS other ON other.id = other_capture_id
             WHERE one.post_id = ? AND other.post_id = ?)
        """].With(one).With(other).Number() == 1;
}
