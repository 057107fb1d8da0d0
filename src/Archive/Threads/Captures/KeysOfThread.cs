namespace Archive.Threads.Captures;

/// <summary>Gives every comment of a folded post its key, and the keys that lead to it too.</summary>
/// <remarks>
/// A comment claims what each of its captures names it by. Its key is the platform's id where any capture gives one, else what the
/// capture names it by that was taken first; its other claims lead to it. Where comments claim the same, they have, or had, the same
/// words and author, and are counted: those whose key it is come first, each in the order of the captures. So keys depend on the set
/// of captures alone, and no key ever comes to name another text. What an earlier version gave comes before all that: it is the key of
/// the comment that stands where it was given, and no other comment gets it.
/// </remarks>
internal static class KeysOfThread
{
    internal static void Assign(IReadOnlyList<FoldedComment> thread, IReadOnlyList<PostCapture> captures)
    {
        var given = Give(thread, captures);
        var claims = Claims(thread);
        var used = new HashSet<string>(claims.Select(claim => claim.Stem), StringComparer.Ordinal);
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        var without = new List<Claim>();
        foreach (var claim in claims)
        {
            var name = Name(claim.Stem, used, next);
            if (given.Count == 0 || !given.TryGetValue(name, out var owner))
            {
                thread[claim.Comment].Take(name);
            }
            else if (owner != claim.Comment && claim.IsKey)
            {
                without.Add(claim);
            }
        }

        // Counted last, so that a name that was given moves nobody but the one who would have it.
        foreach (var claim in without.Where(claim => thread[claim.Comment].Key.Length == 0))
        {
            thread[claim.Comment].Take(NotGiven(claim.Stem, used, next, given));
        }
    }

    // Each name goes to one comment: of two to which it was given, to the one in the earlier capture.
    private static Dictionary<string, int> Give(IReadOnlyList<FoldedComment> thread, IReadOnlyList<PostCapture> captures)
    {
        var given = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var capture in captures.Where(capture => capture.Given.Keys.Count > 0))
        {
            var places = Places(thread, capture);
            foreach (var (line, key) in capture.Given.Keys)
            {
                if (places.TryGetValue(line, out var place) && given.TryAdd(key, place))
                {
                    thread[place].Take(key);
                }
            }
        }

        return given;
    }

    // Which comment begins on a line of a capture's source.
    private static Dictionary<int, int> Places(IReadOnlyList<FoldedComment> thread, PostCapture capture)
    {
        var places = new Dictionary<int, int>();
        for (var i = 0; i < thread.Count; i++)
        {
            foreach (var sighting in thread[i].Sightings.Where(sighting => sighting.Capture == capture))
            {
                places.TryAdd(sighting.Comment.Lines.First, i);
            }
        }

        return places;
    }

    private static List<Claim> Claims(IReadOnlyList<FoldedComment> thread)
    {
        var claims = new List<Claim>(thread.Count);
        for (var i = 0; i < thread.Count; i++)
        {
            AddClaims(thread[i], i, claims);
        }

        claims.Sort();
        return claims;
    }

    private static void AddClaims(FoldedComment comment, int place, List<Claim> claims)
    {
        if (comment.First == comment.Last)
        {
            claims.Add(new Claim(comment.First.Stem, true, comment.First.Capture, comment.First.Index, place));
            return;
        }

        var key = comment.Sightings.Where(sighting => sighting.InThread.PlatformId is not null).Select(sighting => sighting.Stem)
            .FirstOrDefault(comment.First.Stem);
        var own = claims.Count;
        foreach (var sighting in comment.Sightings)
        {
            if (!IsClaimed(claims, own, sighting.Stem))
            {
                claims.Add(new Claim(sighting.Stem, sighting.Stem == key, sighting.Capture, sighting.Index, place));
            }
        }
    }

    // A comment has few names, however many captures.
    private static bool IsClaimed(List<Claim> claims, int own, string stem)
    {
        for (var i = own; i < claims.Count; i++)
        {
            if (claims[i].Stem == stem)
            {
                return true;
            }
        }

        return false;
    }

    // The stem itself is the first claimant's; a number that is a name of its own, such as a platform's id, is passed over.
    private static string Name(string stem, HashSet<string> used, Dictionary<string, int> next)
    {
        var n = next.GetValueOrDefault(stem, 1);
        var name = CommentKey.Numbered(stem, n);
        while (n > 1 && !used.Add(name))
        {
            name = CommentKey.Numbered(stem, ++n);
        }

        next[stem] = n + 1;
        return name;
    }

    private static string NotGiven(string stem, HashSet<string> used, Dictionary<string, int> next, Dictionary<string, int> given)
    {
        var name = Name(stem, used, next);
        while (given.ContainsKey(name))
        {
            name = Name(stem, used, next);
        }

        return name;
    }

    private readonly record struct Claim(string Stem, bool IsKey, PostCapture Capture, int Index, int Comment) : IComparable<Claim>
    {
        public int CompareTo(Claim other)
        {
            if (IsKey != other.IsKey)
            {
                return IsKey ? -1 : 1;
            }

            var byCapture = Capture.CompareTo(other.Capture);
            return byCapture != 0 ? byCapture : Index.CompareTo(other.Index);
        }
    }
}
