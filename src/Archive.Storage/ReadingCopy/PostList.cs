namespace Archive.Storage.ReadingCopy;

/// <summary>The posts of a list by their ids, which lie in order of date; by statements that stay prepared.</summary>
/// <param name="blog">0: of all blogs.</param>
/// <param name="label">That they have; null: all of them.</param>
public sealed class PostList(ArchiveDb db, long blog, string? label = null)
{
    private const string OfAll = "SELECT id FROM posts WHERE ?1 = 0 AND ?2 IS NULL AND id >= ?3 AND id < ?4";

    private const string OfBlog = "SELECT id FROM posts WHERE blog_id = ?1 AND ?2 IS NULL AND id >= ?3 AND id < ?4";

    private const string Labelled = "SELECT post_id AS id FROM post_labels WHERE ?1 = 0 AND label = ?2 AND post_id >= ?3 AND post_id < ?4";

    private const string LabelledOfBlog = "SELECT post_id AS id FROM post_labels WHERE blog_id = ?1 AND label = ?2 AND post_id >= ?3 AND post_id < ?4";

    private const string Up = " ORDER BY id " + Statement.LimitBehind, Down = " ORDER BY id DESC " + Statement.LimitBehind;

    private static readonly Statements OfAllBlogs = new(OfAll), OfOneBlog = new(OfBlog), OfLabel = new(Labelled), OfLabelOfBlog = new(LabelledOfBlog);

    private readonly Statements statements = (blog, label) switch
    {
        (0, null) => OfAllBlogs,
        (_, null) => OfOneBlog,
        (0, _) => OfLabel,
        _ => OfLabelOfBlog,
    };

    /// <summary>A stretch of them, those with ids from one on and below another.</summary>
    public List<long> Between(long first, long end, bool ascending, int skipped, int take) =>
        Bound(ascending ? statements.Ascending : statements.Descending, first, end).With(take).With(skipped).All(static row => row.Long(0));

    /// <summary>How many of them have an id from one on and below another.</summary>
    public int Count(long first, long end) => (int)Bound(statements.Count, first, end).Number()!.Value;

    private Statement Bound(string sql, long first, long end) => db.Prepared[sql].With(blog).With(label).With(first).With(end);

    private sealed record Statements(string Ascending, string Descending, string Count)
    {
        public Statements(string ids)
            : this(ids + Up, ids + Down, $"SELECT count(*) FROM ({ids})")
        {
        }
    }
}
