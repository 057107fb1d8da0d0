using Archive.Threads.Captures;

namespace Archive.Storage.Making;

/// <summary>Gives posts of one title and month their slugs: <c>title</c>, then <c>title_2</c>, <c>title_3</c> …, in the order in which they were first captured.</summary>
/// <remarks>So slugs do not depend on the order of import. A title never gives an underscore.</remarks>
internal sealed class SlugOrder(Connection connection)
{
    /// <summary>Titles whose posts are remembered; without it a thousand posts of one title would be read a million times.</summary>
    private const int MaxRemembered = 10_000;

    private readonly Dictionary<(long Blog, string Month, string Stem), List<Turn>> remembered = [];

    /// <summary>The slug of a post.</summary>
    /// <param name="isNew">The post is not stored yet.</param>
    /// <param name="displaced">Posts that come after it and have to move up or down.</param>
    public string Of(long id, bool isNew, long blog, string month, string stem, PostCapture first, List<long> displaced)
    {
        var turns = Turns(blog, month, stem);
        var turn = new Turn(first.Taken, first.Id, id);
        var at = turns.BinarySearch(turn);
        if (at >= 0)
        {
            return Slug(stem, at);
        }

        var known = isNew ? -1 : turns.FindIndex(one => one.Post == id);
        if (known >= 0)
        {
            turns.RemoveAt(known);
        }

        at = ~turns.BinarySearch(turn);
        turns.Insert(at, turn);
        var from = known >= 0 ? Math.Min(known, at) : at;
        displaced.AddRange(turns.Skip(from).Select(one => one.Post).Where(post => post != id));
        return Slug(stem, at);
    }

    /// <summary>Forgets a post that goes.</summary>
    /// <param name="slug">The one that it had.</param>
    public void Remove(long id, long blog, string month, string slug, List<long> displaced)
    {
        var turns = Turns(blog, month, StemOf(slug));
        var known = turns.FindIndex(one => one.Post == id);
        if (known >= 0)
        {
            turns.RemoveAt(known);
            displaced.AddRange(turns.Skip(known).Select(one => one.Post));
        }
    }

    private List<Turn> Turns(long blog, string month, string stem)
    {
        if (remembered.TryGetValue((blog, month, stem), out var turns))
        {
            return turns;
        }

        if (remembered.Count >= MaxRemembered)
        {
            remembered.Clear();
        }

        turns = [];
        // '`' follows '_' in the order of bytes. A post whose first capture was just taken back has its turn until it is made anew
        // or goes, because only then those after it are known to move up.
        var rows = connection[
            """
            SELECT coalesce(captures.captured_at, ''), posts.first_capture_id, posts.id
              FROM posts LEFT JOIN captures ON captures.id = posts.first_capture_id
             WHERE blog_id = ? AND month = ? AND (slug = ? OR (slug >= ? AND slug < ?))
            """].With(blog).With(month).With(stem).With(stem + "_").With(stem + "`");
        while (rows.Read())
        {
            turns.Add(new Turn(rows.Text(0), rows.Long(1), rows.Long(2)));
        }

        turns.Sort();
        remembered.Add((blog, month, stem), turns);
        return turns;
    }

    private static string Slug(string stem, int turn) =>
        turn == 0 ? stem : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{stem}_{turn + 1}");

    private static string StemOf(string slug) => slug.IndexOf('_') is >= 0 and var at ? slug[..at] : slug;

    private readonly record struct Turn(string Taken, long Capture, long Post) : IComparable<Turn>
    {
        public int CompareTo(Turn other)
        {
            var byTime = string.CompareOrdinal(Taken, other.Taken);
            return byTime != 0 ? byTime : Capture.CompareTo(other.Capture);
        }
    }
}
