using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Finished;

/// <summary>Tells by which entries of the record the archive, and each of its blogs, came to be as it is; what was made of them is good as long as it says the same.</summary>
/// <remarks>
/// A dump that comes to one blog, and what the blog is called, change nothing of another one, unless their texts link to each other. Whatever else is
/// written in the log (what keepers take back, rename, judge) counts for all of them. Entries are named by their hash, which is over all before them, so that a record
/// that was put back and went another way says something else.
/// </remarks>
public sealed class ArchiveStates(ArchiveFolder archive)
{
    // A source may go from a guessed blog to one that is named by the same bytes once more, without any word of that; so the last alone does not tell what a blog has.
    private const string Blogs =
        """
        SELECT id, address, last, json_array(slug, title, address, language, time_zone, author, about, guessed, sources, together) AS facts
          FROM blogs
          LEFT JOIN (SELECT blog_id, max(id) AS last, count(*) AS sources, sum(id) AS together FROM sources GROUP BY blog_id) ON blog_id = blogs.id
        """;

    private static readonly string LinkingBlogs = $"SELECT DISTINCT blog_id FROM posts WHERE id IN (SELECT id >> {RowId.BitsOfTurn} FROM links WHERE site = ?) AND blog_id <> ?";

    private readonly Lock gate = new();

    // Entries that were looked through for what counts for all, up to one by its number and its hash; and the hash of the last that does.
    private (long Through, string Seal, string Last) common = (0, "", "");
    private volatile State? last;

    /// <summary>The present state; the very same object as long as nothing has changed.</summary>
    /// <exception cref="SqliteException">There is no copy now.</exception>
    public State Now()
    {
        var generation = archive.Generation();
        if (last is { } known && known.Generation == generation)
        {
            return known;
        }

        lock (gate)
        {
            var read = last is { } other && other.Generation == generation ? other : Read(generation, asksRecord: !archive.Place.IsShared);
            return last = last is { Common: not null } asked && asked.Generation == generation ? asked : read;
        }
    }

    /// <summary>Asks a record that machines share by which entries each blog came to be as it is; until then the states of all blogs are that of the whole archive.</summary>
    /// <remarks>For whoever follows: no reader waits for another machine. Thirty who did took all threads from those who could have ended their waiting.</remarks>
    /// <exception cref="SqliteException">There is no copy now.</exception>
    public void Ask()
    {
        var generation = archive.Generation();
        if (last is { Common: not null } known && known.Generation == generation)
        {
            return;
        }

        last = Read(generation, asksRecord: true);
    }

    // The generation comes first: what changes meanwhile is read again.
    private State Read(long generation, bool asksRecord)
    {
        using var copy = new Connection(archive.OpenReader());
        copy.Execute("BEGIN");
        var state = CopyState.Read(copy);
        // What is under way changes rows without a word in the log: an index that follows, an import that broke off.
        var isSettled = !FullTextIndex.HasPending(copy) && !Maker.IsUnfinished(copy);
        var all = isSettled ? $"{state.Making}-{state.Seal}" : string.Create(CultureInfo.InvariantCulture, $"g{generation}");
        if (!asksRecord)
        {
            return new State(generation, all, null, []);
        }

        var blogs = copy[Blogs].All(row => new BlogState(row.Long("id"), SiteName.OfBlog(row.TextOrNull("address")), row.Text("facts"), row.NumberOrNull("last") ?? 0));
        var linked = Linked(copy, blogs);

        try
        {
            var record = archive.RecordToFollow;
            var seals = record.Seals([state.Applied, common.Through, .. blogs.Select(blog => blog.Last)]);
            if (state.Applied > 0 && seals.GetValueOrDefault(state.Applied) != state.Seal)
            {
                // The record has lost what the copy shows, and what has these numbers now is something else.
                return new State(generation, all, null, []);
            }

            var forAll = Common(record, state, seals);
            var hashes = blogs.ToDictionary(blog => blog.Id, blog => Hash($"{blog.Facts} {(blog.Last == 0 ? "" : seals.GetValueOrDefault(blog.Last, state.Seal))}"));
            return new State(generation, all, forAll, blogs.ToDictionary(
                blog => blog.Id,
                blog => Hash($"{state.Making} {forAll} {hashes[blog.Id]} {(linked.TryGetValue(blog.Id, out var others) ? string.Join(' ', others.Distinct().Order().Select(other => hashes[other])) : "")}")));
        }
        catch (ArchiveFileException)
        {
            // What is shown needs no record; without it, nobody can tell which blogs an entry left alone.
            return new State(generation, all, null, []);
        }
    }

    // Of each blog that links to another, or is linked to, the others. Most links to a blog are its own; the id of a link says whose post it is in, so that the index of
    // sites alone is read, and each post once.
    private static Dictionary<long, List<long>> Linked(Connection copy, List<BlogState> blogs)
    {
        var linked = new Dictionary<long, List<long>>();
        foreach (var blog in blogs.Where(blog => blog.Site is not null && blogs.Count > 1))
        {
            foreach (var other in copy[LinkingBlogs].With(blog.Site).With(blog.Id).All(row => row.Long(0)))
            {
                Add(blog.Id, other);
                Add(other, blog.Id);
            }
        }

        return linked;

        void Add(long one, long other)
        {
            if (!linked.TryGetValue(one, out var others))
            {
                linked.Add(one, others = []);
            }

            others.Add(other);
        }
    }

    private string Common(IRecord record, CopyState state, IReadOnlyDictionary<long, string> seals)
    {
        // A record that was put back knows fewer entries, or others.
        if (common.Through > state.Applied || (common.Through > 0 && seals.GetValueOrDefault(common.Through) != common.Seal))
        {
            common = (0, "", "");
        }

        common = (state.Applied, state.Seal, record.LastForAll(common.Through, state.Applied)?.Sha256 ?? common.Last);
        return common.Last;
    }

    // Tells states apart and proves nothing: that is what the seal is for, which is in it.
    private static string Hash(string text) => Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(text)));

    private sealed record BlogState(long Id, string? Site, string Facts, long Last);

    /// <summary>A state of the archive and of its blogs.</summary>
    public sealed class State
    {
        private readonly Dictionary<long, string> blogs;

        internal State(long generation, string all, string? common, Dictionary<long, string> blogs) =>
            (Generation, All, Common, this.blogs) = (generation, all, common, blogs);

        internal long Generation { get; }

        /// <summary>Of the whole archive: by its seal, or, while something is under way, by nothing that lasts.</summary>
        public string All { get; }

        /// <summary>The hash of the last entry that counts for all blogs, such as one by which something was taken back; empty where there is none, null where nobody can tell.</summary>
        public string? Common { get; }

        /// <summary>Of one blog; of the whole archive where nobody can tell.</summary>
        public string Of(long blog) => blogs.GetValueOrDefault(blog, All);
    }
}
