using System.Globalization;

namespace Archive.Storage.Making;

/// <summary>Gives posts of one title and month their slugs: <c>title</c>, then <c>title_2</c>, <c>title_3</c> …, in the order in which they were first captured.</summary>
/// <remarks>
/// So slugs do not depend on the order of import. A title never gives an underscore. A slug that an earlier version gave stays with its
/// post; a post whose turn it would be is numbered behind all others, and nobody else moves.
/// </remarks>
internal sealed class SlugOrder(Connection connection)
{
    /// <summary>Titles whose posts are remembered; without it a thousand posts of one title would be read a million times.</summary>
    private const int MaxRemembered = 10_000;

    private readonly Dictionary<(long Blog, string Month, string Stem), Group> remembered = [];

    /// <summary>The slug of a post.</summary>
    /// <param name="standing">The slug that it has; null where the post is not stored yet.</param>
    /// <param name="displaced">Posts whose slugs change with it.</param>
    public string Of(long blog, string month, FoldedPost post, long id, string? standing, HashSet<long> displaced)
    {
        var stem = post.GivenSlug is { } given ? StemOf(given) : Slug.FromTitle(post.First.Post.Post.Title);
        if (standing is not null && StemOf(standing) != stem)
        {
            Remove(id, blog, month, standing, displaced);
            standing = null;
        }

        return Remembered(blog, month, stem).Take(new Turn(post.First.Taken, post.First.Id, id, post.GivenSlug), standing is null, displaced);
    }

    /// <summary>Forgets a post that goes.</summary>
    /// <param name="slug">The one that it had.</param>
    public void Remove(long id, long blog, string month, string slug, HashSet<long> displaced) =>
        Remembered(blog, month, StemOf(slug)).Remove(id, displaced);

    private Group Remembered(long blog, string month, string stem)
    {
        if (remembered.TryGetValue((blog, month, stem), out var group))
        {
            return group;
        }

        if (remembered.Count >= MaxRemembered)
        {
            remembered.Clear();
        }

        group = new Group(stem, Stored(blog, month, stem));
        remembered.Add((blog, month, stem), group);
        return group;
    }

    private List<(Turn Turn, string Slug)> Stored(long blog, string month, string stem)
    {
        var turns = new List<(Turn, string)>();
        // '`' follows '_' in the order of bytes. A post whose first capture was just taken back has its turn until it is made anew
        // or goes, because only then those after it are known to move up.
        var rows = connection[
            """
            SELECT coalesce(captures.captured_at, ''), posts.first_capture_id, posts.id, slug,
                   (SELECT name FROM captures AS other JOIN given_addresses ON given_addresses.capture_id = other.id
                     WHERE other.post_id = posts.id AND line IS NULL ORDER BY other.captured_at, other.id, given_addresses.id LIMIT 1)
              FROM posts LEFT JOIN captures ON captures.id = posts.first_capture_id
             WHERE blog_id = ? AND month = ? AND (slug = ? OR (slug >= ? AND slug < ?))
            """].With(blog).With(month).With(stem).With(stem + "_").With(stem + "`");
        while (rows.Read())
        {
            turns.Add((new Turn(rows.Text(0), rows.Long(1), rows.Long(2), rows.TextOrNull(4)), rows.Text(3)));
        }

        return turns;
    }

    private static string StemOf(string slug) => slug.IndexOf('_') is >= 0 and var at ? slug[..at] : slug;

    /// <summary>A post among those of its title and month.</summary>
    private readonly record struct Turn(string Taken, long Capture, long Post, string? Given) : IComparable<Turn>
    {
        public int CompareTo(Turn other)
        {
            var byTime = string.CompareOrdinal(Taken, other.Taken);
            return byTime != 0 ? byTime : Capture.CompareTo(other.Capture);
        }
    }

    /// <summary>The posts of one title and month, in their order.</summary>
    private sealed class Group
    {
        private readonly string stem;
        private readonly List<Turn> turns;

        // The slugs that stand; null as long as each is what its turn says, so that a thousand posts cost a step each and not a thousand.
        private Dictionary<long, string>? standing;

        public Group(string stem, List<(Turn Turn, string Slug)> stored)
        {
            this.stem = stem;
            stored.Sort((a, b) => a.Turn.CompareTo(b.Turn));
            turns = stored.ConvertAll(one => one.Turn);
            if (stored.Where((one, at) => one.Turn.Given is not null || one.Slug != Numbered(at)).Any())
            {
                standing = stored.ToDictionary(one => one.Turn.Post, one => one.Slug);
            }
        }

        public string Take(Turn turn, bool isNew, HashSet<long> displaced)
        {
            var at = turns.BinarySearch(turn);
            if (standing is null && turn.Given is null)
            {
                return Numbered(at >= 0 && turns[at].Post == turn.Post ? at : Move(turn, isNew, displaced));
            }

            standing ??= Standing();
            Move(turn, isNew, []);
            return Settle(turn.Post, displaced);
        }

        public void Remove(long post, HashSet<long> displaced)
        {
            var known = turns.FindIndex(one => one.Post == post);
            if (known < 0)
            {
                return;
            }

            turns.RemoveAt(known);
            if (standing is null)
            {
                displaced.UnionWith(turns.Skip(known).Select(one => one.Post));
                return;
            }

            standing.Remove(post);
            Settle(post, displaced);
        }

        private Dictionary<long, string> Standing()
        {
            var slugs = new Dictionary<long, string>();
            for (var i = 0; i < turns.Count; i++)
            {
                slugs[turns[i].Post] = Numbered(i);
            }

            return slugs;
        }

        private int Move(Turn turn, bool isNew, HashSet<long> displaced)
        {
            var known = isNew ? -1 : turns.FindIndex(one => one.Post == turn.Post);
            if (known >= 0)
            {
                turns.RemoveAt(known);
            }

            // A capture that was the first of another post is this one's now.
            var to = turns.BinarySearch(turn);
            if (to >= 0)
            {
                turns.RemoveAt(to);
            }

            to = to >= 0 ? to : ~to;
            turns.Insert(to, turn);
            displaced.UnionWith(turns.Skip(known >= 0 ? Math.Min(known, to) : to).Select(one => one.Post).Where(post => post != turn.Post));
            return to;
        }

        // Whoever has another slug than it should is displaced.
        private string Settle(long post, HashSet<long> displaced)
        {
            var (slugs, own, isPlain) = (Slugs(), stem, true);
            for (var i = 0; i < slugs.Length; i++)
            {
                if (turns[i].Post == post)
                {
                    standing![post] = own = slugs[i];
                }
                else if (standing!.GetValueOrDefault(turns[i].Post) != slugs[i])
                {
                    displaced.Add(turns[i].Post);
                    isPlain = false;
                }

                isPlain &= turns[i].Given is null;
            }

            standing = isPlain ? null : standing;
            return own;
        }

        // As numbered without those that were given; of two posts to which one was given, the first has it.
        private string[] Slugs()
        {
            var owners = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < turns.Count; i++)
            {
                _ = turns[i].Given is { } given && owners.TryAdd(given, i);
            }

            var (slugs, next) = (new string[turns.Count], turns.Count);
            for (var i = 0; i < slugs.Length; i++)
            {
                slugs[i] = turns[i].Given is { } given && owners[given] == i ? given : Numbered(i);
                while (owners.TryGetValue(slugs[i], out var owner) && owner != i)
                {
                    slugs[i] = Numbered(next++);
                }
            }

            return slugs;
        }

        private string Numbered(int turn) => turn == 0 ? stem : string.Create(CultureInfo.InvariantCulture, $"{stem}_{turn + 1}");
    }
}
