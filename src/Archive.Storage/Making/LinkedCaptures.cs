namespace Archive.Storage.Making;

/// <summary>Finds the captures of a blog that may be of one post, by the signs that they share and by what keepers said, whatever posts they stand in now.</summary>
internal sealed class LinkedCaptures(Connection connection, OriginalPosts originals)
{
    public Verdicts Verdicts { get; } = new(connection);

    public PartedComments Parted { get; } = new(connection);

    /// <summary>Notes the signs of a capture.</summary>
    public void Add(long blog, long capture, PostSigns signs)
    {
        foreach (var sign in signs.All)
        {
            connection["INSERT INTO capture_signs (capture_id, sign, blog_id, head) VALUES (?, ?, ?, ?)"]
                .With(capture).With(sign).With(blog).With(signs.Head).Run();
        }
    }

    /// <summary>Forgets the signs of the captures of a source.</summary>
    /// <returns>Captures that may be linked now, because a sign that too many had says something again.</returns>
    public List<long> Remove(long source)
    {
        var ofSource = RowId.IsOf("capture_id", "?1");
        var signs = connection[$"SELECT DISTINCT sign, blog_id FROM capture_signs WHERE {ofSource}"].With(source).All(row => (row.Long(0), Blog: row.Long(1)));
        var ofTooMany = signs.FindAll(sign => With(sign.Blog, sign.Item1).Heads > SamePost.MaxHeadsOfSign);
        connection[$"DELETE FROM capture_signs WHERE {ofSource}"].With(source).Run();
        // A source may have several of its heads.
        return [.. ofTooMany.Select(sign => With(sign.Blog, sign.Item1)).Where(bearers => bearers.Heads <= SamePost.MaxHeadsOfSign).SelectMany(bearers => bearers.Captures)];
    }

    /// <summary>All captures that are linked with one of a blog, itself first.</summary>
    /// <param name="isFresh">It has come just now.</param>
    /// <param name="parted">Captures that it may have parted: a sign that they have has become one of too many.</param>
    public List<long> Of(long blog, long capture, bool isFresh, HashSet<long> parted)
    {
        var set = new HashSet<long> { capture };
        var linked = new List<long> { capture };
        var waiting = new Dictionary<long, List<long>>();
        for (var i = 0; i < linked.Count; i++)
        {
            linked.AddRange(Verdicts.JoinedWith(blog, linked[i]).Where(set.Add));
            var signs = originals.Read(linked[i]).Signs;
            foreach (var sign in signs.All)
            {
                if (!waiting.TryGetValue(sign, out var others))
                {
                    var bearers = With(blog, sign);
                    waiting.Add(sign, others = sign == signs.Head || bearers.Heads <= SamePost.MaxHeadsOfSign ? bearers.Captures : []);
                    parted.UnionWith(isFresh && bearers.Heads == SamePost.MaxHeadsOfSign + 1 && sign != signs.Head ? bearers.Captures : []);
                }

                others.RemoveAll(set.Contains);
                foreach (var other in others)
                {
                    if ((sign == signs.Head || SamePost.AreLinked(signs, originals.SignsOf(other))) && set.Add(other))
                    {
                        linked.Add(other);
                    }
                }
            }
        }

        return linked;
    }

    /// <summary>Whether any other capture is linked with one of a blog; the first that is ends the search.</summary>
    public bool HasAny(long blog, long capture)
    {
        var signs = originals.Read(capture).Signs;
        return Verdicts.JoinedWith(blog, capture).Any(other => other != capture)
            || connection["SELECT EXISTS (SELECT 1 FROM capture_signs WHERE sign = ? AND blog_id = ? AND capture_id <> ?)"].With(signs.Head).With(blog).With(capture).Number() == 1
            || signs.All.Where(sign => sign != signs.Head).Select(sign => With(blog, sign)).Where(bearers => bearers.Heads <= SamePost.MaxHeadsOfSign)
                .SelectMany(bearers => bearers.Captures).Any(other => other != capture && SamePost.AreLinked(signs, originals.SignsOf(other)));
    }

    // The captures that bear a sign, and how many different heads they have; reading stops where they are too many to matter.
    private (List<long> Captures, int Heads) With(long blog, long sign)
    {
        var captures = new List<long>();
        var heads = new HashSet<long>();
        var rows = connection["SELECT capture_id, head FROM capture_signs WHERE sign = ? AND blog_id = ? ORDER BY head, capture_id"].With(sign).With(blog);
        while (heads.Count <= SamePost.MaxHeadsOfSign + 1 && rows.Read())
        {
            captures.Add(rows.Long(0));
            heads.Add(rows.Long(1));
        }

        rows.Reset();
        return (captures, heads.Count);
    }
}
