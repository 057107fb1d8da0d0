namespace Archive.Threads.Captures;

/// <summary>Gives every comment of a folded post its key, and the keys that lead to it too.</summary>
/// <remarks>
/// A comment claims what each of its captures names it by. Its key is the platform's id where any capture gives one, else what the
/// capture names it by that was taken first; its other claims lead to it. Where comments claim the same, they have, or had, the same
/// words and author, and are counted: those whose key it is come first, each in the order of the captures. So keys depend on the set
/// of captures alone, and no key ever comes to name another text.
/// </remarks>
public static class KeysOfThread
{
    internal static void Assign(IReadOnlyList<FoldedComment> thread)
    {
        var claims = Claims(thread);
        var used = new HashSet<string>(claims.Select(claim => claim.Stem), StringComparer.Ordinal);
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var claim in claims)
        {
            var name = Name(claim.Stem, used, next);
            var comment = thread[claim.Comment];
            if (claim.IsKey)
            {
                comment.Key = name;
            }
            else
            {
                comment.OtherKeys = [.. comment.OtherKeys, name];
            }
        }
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
