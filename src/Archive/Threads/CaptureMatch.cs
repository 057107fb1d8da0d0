namespace Archive.Threads;

/// <summary>Finds which comments of a capture are which of the stored thread: by id, by text, by neighbourhood, never by number.</summary>
/// <remarks>Each step settles what it can be sure of; the later, weaker ones see only what is left.</remarks>
internal sealed class CaptureMatch
{
    private readonly MatchSide stored;
    private readonly MatchSide seen;

    private CaptureMatch(IReadOnlyList<ThreadComment> stored, IReadOnlyList<ThreadComment> seen)
    {
        var texts = new Dictionary<(string, string?), int>();
        this.stored = new MatchSide(stored, texts);
        this.seen = new MatchSide(seen, texts);
    }

    /// <summary>For each comment of the capture, the index of the same comment in the stored thread, or -1.</summary>
    public static int[] Find(IReadOnlyList<ThreadComment> stored, IReadOnlyList<ThreadComment> seen)
    {
        var match = new CaptureMatch(stored, seen);
        match.ByPlatformId();
        match.ByUniqueText(side => side.SignedText);
        match.ByUniqueText(side => side.Text);
        match.ParentsByReplies();
        new SiblingMatch(match.stored, match.seen, loose: false).Run();
        match.ByTextInOrder((side, i) => (match.StoredParent(side, i), side.SignedText[i]));
        match.ByTextInOrder((side, i) => (match.StoredParent(side, i), side.Text[i]));
        match.ByTextInOrder((side, i) => (0, side.SignedText[i]));
        match.ByTextInOrder((side, i) => (0, side.Text[i]));
        match.ByOtherText();
        match.ParentsByReplies();
        new SiblingMatch(match.stored, match.seen, loose: true).Run();
        return match.seen.Match;
    }

    private void ByPlatformId()
    {
        var byId = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < stored.Count; i++)
        {
            if (stored.Comments[i].PlatformId is { } id)
            {
                byId.TryAdd(id, i);
            }
        }

        for (var i = 0; i < seen.Count; i++)
        {
            if (seen.Comments[i].PlatformId is { } id && byId.Remove(id, out var found))
            {
                Pair(found, i);
            }
        }
    }

    private void ByUniqueText(Func<MatchSide, int[]> keysOf)
    {
        var inStored = Unique(stored, keysOf(stored));
        foreach (var (key, i) in Unique(seen, keysOf(seen)))
        {
            if (i >= 0 && inStored.TryGetValue(key, out var found) && found >= 0 && !MatchSide.Conflict(stored, found, seen, i))
            {
                Pair(found, i);
            }
        }
    }

    // Where each text stands; -1 for a text that stands more than once.
    private static Dictionary<int, int> Unique(MatchSide side, int[] keys)
    {
        var places = new Dictionary<int, int>();
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] >= 0 && side.Match[i] < 0 && !places.TryAdd(keys[i], i))
            {
                places[keys[i]] = -1;
            }
        }

        return places;
    }

    private void ParentsByReplies()
    {
        // Backwards, so that a parent just found speaks for its own parent in turn.
        for (var i = seen.Count - 1; i >= 0; i--)
        {
            if (seen.Match[i] < 0)
            {
                continue;
            }

            var (above, storedAbove) = (seen.Comments[i].Parent, stored.Comments[seen.Match[i]].Parent);
            if (above >= 0 && storedAbove >= 0 && seen.Match[above] < 0 && stored.Match[storedAbove] < 0
                && MatchSide.MayBeOne(stored, storedAbove, seen, above))
            {
                Pair(storedAbove, above);
            }
        }
    }

    private void ByTextInOrder(Func<MatchSide, int, (int Parent, int Text)> keyOf)
    {
        var waiting = new Dictionary<(int, int), Queue<int>>();
        for (var i = 0; i < stored.Count; i++)
        {
            if (stored.Match[i] < 0 && stored.Text[i] >= 0)
            {
                var key = keyOf(stored, i);
                if (!waiting.TryGetValue(key, out var places))
                {
                    waiting.Add(key, places = new Queue<int>(1));
                }

                places.Enqueue(i);
            }
        }

        for (var i = 0; i < seen.Count && waiting.Count > 0; i++)
        {
            if (seen.Match[i] < 0 && seen.Text[i] >= 0 && waiting.TryGetValue(keyOf(seen, i), out var places)
                && places.TryPeek(out var found) && !MatchSide.Conflict(stored, found, seen, i))
            {
                Pair(places.Dequeue(), i);
            }
        }
    }

    // The parent as an index of the stored thread, so that both sides' keys can be compared; -2 where it is not matched.
    private int StoredParent(MatchSide side, int i)
    {
        var above = side.Comments[i].Parent;
        return side == stored || above < 0 ? above : seen.Match[above] >= 0 ? seen.Match[above] : -2;
    }

    private void ByOtherText()
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < stored.Count; i++)
        {
            foreach (var text in stored.Match[i] < 0 ? stored.Comments[i].OtherTexts : [])
            {
                places.TryAdd(FoldedText.Of(text), i);
            }
        }

        for (var i = 0; i < seen.Count && places.Count > 0; i++)
        {
            if (seen.Match[i] < 0 && seen.Text[i] >= 0 && places.TryGetValue(FoldedText.Of(seen.Comments[i].Text), out var found)
                && stored.Match[found] < 0 && !MatchSide.Conflict(stored, found, seen, i))
            {
                Pair(found, i);
            }
        }
    }

    private void Pair(int storedAt, int seenAt)
    {
        stored.Match[storedAt] = seenAt;
        seen.Match[seenAt] = storedAt;
    }
}
