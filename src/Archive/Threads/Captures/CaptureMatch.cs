namespace Archive.Threads.Captures;

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

        // An id is its comment's even where that vanished before: given to another, it would name two.
        match.ByPlatformId();

        // First against the latest capture alone, as it was: what vanished before is only thought of for what is left.
        match.stored.SetVanishedAside(true);
        match.FindAll();
        if (match.stored.SetVanishedAside(false))
        {
            match.FindAll();
        }

        return match.seen.Match;
    }

    private void FindAll()
    {
        ByPlatformId();
        ByUniqueText(side => side.SignedText);
        ByUniqueText(side => side.Text);
        ParentsByReplies();
        new SiblingMatch(stored, seen, loose: false).Run();
        ByOtherText();
        ParentsByReplies();
        var siblings = new SiblingMatch(stored, seen, loose: true);
        siblings.Run();
        ByTextUnderLostParents();
        siblings.Run();
    }

    private void ByPlatformId()
    {
        var byId = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < stored.Count; i++)
        {
            if (stored.Match[i] < 0 && stored.Comments[i].PlatformId is { } id)
            {
                byId.TryAdd(id, i);
            }
        }

        for (var i = 0; i < seen.Count; i++)
        {
            if (seen.Match[i] < 0 && seen.Comments[i].PlatformId is { } id && byId.Remove(id, out var found))
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

    // A reply whose parent is found on neither side has only its text and its turn to be known by.
    private void ByTextUnderLostParents()
    {
        var waiting = new TextQueue();
        for (var i = 0; i < stored.Count; i++)
        {
            if (IsLost(stored, i))
            {
                waiting.Add(stored.Text[i], i);
            }
        }

        var lost = Enumerable.Range(0, seen.Count).Where(i => IsLost(seen, i)).ToList();
        foreach (var i in lost)
        {
            if (waiting.First(seen.Text[i]) is { } found && !MatchSide.Conflict(stored, found, seen, i))
            {
                waiting.Take(seen.Text[i]);
                Pair(found, i);
            }
        }
    }

    private static bool IsLost(MatchSide side, int i) =>
        side.Match[i] < 0 && side.Text[i] >= 0 && side.Comments[i].Parent is >= 0 and var above && side.Match[above] < 0;

    private void ByOtherText()
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var shown = new HashSet<int>();
        for (var i = 0; i < stored.Count; i++)
        {
            foreach (var text in stored.Match[i] < 0 ? stored.Comments[i].OtherTexts : [])
            {
                places.TryAdd(FoldedText.Of(text), i);
            }

            _ = stored.Match[i] < 0 && shown.Add(stored.Text[i]);
        }

        // A text that another comment still shows is that comment's first of all.
        for (var i = 0; i < seen.Count && places.Count > 0; i++)
        {
            if (seen.Match[i] < 0 && seen.Text[i] >= 0 && !shown.Contains(seen.Text[i])
                && places.TryGetValue(FoldedText.Of(seen.Comments[i].Text), out var found)
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
