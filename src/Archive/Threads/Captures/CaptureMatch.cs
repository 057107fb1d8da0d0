namespace Archive.Threads.Captures;

/// <summary>Finds which comments of a later capture are which of the thread that the earlier ones left: by id, by text, by neighbourhood, never by number.</summary>
/// <remarks>Each step settles what it can be sure of; the later, weaker ones see only what is left.</remarks>
internal sealed class CaptureMatch
{
    /// <summary>A shorter text may be the words of several people.</summary>
    private const int MinTelling = 32;

    private readonly MatchedThread earlier;
    private readonly MatchedThread later;
    private readonly bool isPart;

    private CaptureMatch(
        IReadOnlyList<ThreadComment> earlier, IReadOnlyList<ThreadComment> later, bool isPart, bool isFlat, IReadOnlySet<(int Earlier, int Later)>? parted)
    {
        this.isPart = isPart;
        var texts = new Dictionary<(string, string?), int>();
        this.earlier = new MatchedThread(earlier, texts, isFlat) { Parted = parted };
        this.later = new MatchedThread(later, texts, isFlat) { Parted = parted?.Select(pair => (pair.Later, pair.Earlier)).ToHashSet() };
    }

    /// <summary>For each comment of the capture, the index of the same comment in the earlier thread, or -1.</summary>
    /// <param name="isPart">Whether one of the two may lack what the other has because it does not reach so far.</param>
    /// <param name="parted">Pairs that are never one, by their indices.</param>
    public static int[] Find(
        IReadOnlyList<ThreadComment> earlier, IReadOnlyList<ThreadComment> later, bool isPart = false, IReadOnlySet<(int Earlier, int Later)>? parted = null)
    {
        // Only what both have is evidence: of a tree and a flat layout, the order.
        var match = FlatLayout.IsOf(earlier, later) || FlatLayout.IsOf(later, earlier)
            ? new CaptureMatch(FlatLayout.Of(earlier), FlatLayout.Of(later), isPart, isFlat: true, parted)
            : new CaptureMatch(earlier, later, isPart, isFlat: false, parted);

        // An id is its comment's even where that vanished before: given to another, it would name two.
        match.ByPlatformId();

        // First against the latest capture alone, as it was: what vanished before is only thought of for what is left.
        match.earlier.SetVanishedAside(true);
        match.FindAll();
        if (match.earlier.SetVanishedAside(false))
        {
            match.FindAll();
        }

        return match.later.Match;
    }

    private void FindAll()
    {
        ByPlatformId();
        ByUniqueText(side => side.SignedText, MinTelling);
        ByUniqueText(side => side.Text, MinTelling);
        // "Hear, hear." is said by anybody anywhere: what stands below a comment tells more of it than such words.
        ParentsByReplies();
        ByUniqueText(side => side.SignedText);
        ByUniqueText(side => side.Text);
        ParentsByReplies();
        new SiblingMatch(earlier, later, loose: false, isPart).Run();
        StumpMatch.Run(later, earlier);
        StumpMatch.Run(earlier, later);
        ByOtherText();
        ParentsByReplies();
        var siblings = new SiblingMatch(earlier, later, loose: true, isPart);
        siblings.Run();
        ByTextUnderLostParents();
        siblings.Run();
    }

    private void ByPlatformId()
    {
        var byId = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < earlier.Count; i++)
        {
            if (earlier.Match[i] < 0 && earlier.Comments[i].PlatformId is { } id)
            {
                byId.TryAdd(id, i);
            }
        }

        for (var i = 0; i < later.Count; i++)
        {
            if (later.Match[i] < 0 && later.Comments[i].PlatformId is { } id && byId.TryGetValue(id, out var found)
                && !MatchedThread.ArePartedByKeeper(earlier, found, i) && byId.Remove(id))
            {
                Pair(found, i);
            }
        }
    }

    /// <param name="length">Characters that a text has at least.</param>
    private void ByUniqueText(Func<MatchedThread, int[]> keysOf, int length = 0)
    {
        var inEarlier = Unique(earlier, keysOf(earlier));
        foreach (var (key, i) in Unique(later, keysOf(later)))
        {
            if (i >= 0 && later.Comments[i].Text.Length >= length && inEarlier.TryGetValue(key, out var found) && found >= 0 && !MatchedThread.Conflict(earlier, found, later, i))
            {
                Pair(found, i);
            }
        }
    }

    // Where each text stands; -1 for a text that stands more than once.
    private static Dictionary<int, int> Unique(MatchedThread side, int[] keys)
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
        for (var i = later.Count - 1; i >= 0; i--)
        {
            if (later.Match[i] < 0)
            {
                continue;
            }

            var (above, earlierAbove) = (later.Comments[i].Parent, earlier.Comments[later.Match[i]].Parent);
            if (above >= 0 && earlierAbove >= 0 && later.Match[above] < 0 && earlier.Match[earlierAbove] < 0
                && MatchedThread.MayBeOne(earlier, earlierAbove, later, above))
            {
                Pair(earlierAbove, above);
            }
        }
    }

    // A reply whose parent is found on neither side has only its text and its turn to be known by.
    private void ByTextUnderLostParents()
    {
        var waiting = new TextQueue();
        for (var i = 0; i < earlier.Count; i++)
        {
            if (IsLost(earlier, i))
            {
                waiting.Add(earlier.Text[i], i);
            }
        }

        var lost = Enumerable.Range(0, later.Count).Where(i => IsLost(later, i)).ToList();
        foreach (var i in lost)
        {
            if (waiting.First(later.Text[i]) is { } found && !MatchedThread.Conflict(earlier, found, later, i))
            {
                waiting.Take(later.Text[i]);
                Pair(found, i);
            }
        }
    }

    private static bool IsLost(MatchedThread side, int i) =>
        side.Match[i] < 0 && side.Text[i] >= 0 && side.Comments[i].Parent is >= 0 and var above && side.Match[above] < 0;

    private void ByOtherText()
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var shown = new HashSet<int>();
        for (var i = 0; i < earlier.Count; i++)
        {
            foreach (var text in earlier.Match[i] < 0 ? earlier.Comments[i].OtherTexts : [])
            {
                places.TryAdd(FoldedText.Of(text), i);
            }

            _ = earlier.Match[i] < 0 && shown.Add(earlier.Text[i]);
        }

        // A text that another comment still shows is that comment's first of all.
        for (var i = 0; i < later.Count && places.Count > 0; i++)
        {
            if (later.Match[i] < 0 && later.Text[i] >= 0 && !shown.Contains(later.Text[i])
                && places.TryGetValue(FoldedText.Of(later.Comments[i].Text), out var found)
                && earlier.Match[found] < 0 && !MatchedThread.Conflict(earlier, found, later, i))
            {
                Pair(found, i);
            }
        }
    }

    private void Pair(int earlierAt, int laterAt)
    {
        earlier.Match[earlierAt] = laterAt;
        later.Match[laterAt] = earlierAt;
    }
}
