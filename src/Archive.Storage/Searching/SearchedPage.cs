namespace Archive.Storage.Searching;

/// <summary>Makes one page of hits: its keys in order, the counts, the rows.</summary>
internal sealed class SearchedPage(Snapshot snapshot, HitSearch hits, QueryExpansion vocabulary, SignerNames signers)
{
    /// <summary>Hits of a thread beyond this many are not counted.</summary>
    private const int MaxCountedInThread = 1_000;

    /// <summary>Posts that are counted where there are more comments than are counted.</summary>
    private const int MaxCountedPosts = 1_000;

    /// <summary>Hits of a thread that are shown where hits are grouped by thread.</summary>
    private const int MaxShownOfThread = 3;

    /// <summary>Posts stand before comments in an order by relevance, because their scores cannot be compared; no more than these.</summary>
    private const int PostsBeforeComments = 5;

    private HitCount? knownPosts;
    private HitCount? knownComments;
    private bool isPart;

    private bool IsNewest => hits.Query.Order != SearchOrder.Old;

    public SearchAnswer ByDate(SearchPlace? from)
    {
        var (keys, next) = hits.Page(IsNewest, from?.Value, ArchiveSearch.PageSize);
        if (from is null && next is null && !snapshot.IsCutShort)
        {
            // The page is all there is.
            var ofComments = keys.Count(HitKey.IsComment);
            (knownPosts, knownComments) = (new HitCount(keys.Count - ofComments, true), new HitCount(ofComments, true));
        }

        var others = OthersInThreads(keys, from is not null, next is not null);
        return Answer(keys, others, next, false);
    }

    public SearchAnswer ByThread(SearchPlace? from)
    {
        var (threads, next) = hits.PageOfThreads(IsNewest, from?.Value, ArchiveSearch.PageSize);
        var (posts, comments) = Counts();
        // What is left is bounded: a page of rows, and the places of as many comments of each thread as are counted elsewhere.
        snapshot.End();
        var cards = Cards();
        return new SearchAnswer(
            hits.Expansion, [.. threads.Select(thread => Card(cards, thread))], posts, comments, next is { } place ? new SearchPlace(place) : null,
            IsRankedInPart: false, snapshot.IsCutShort);
    }

    /// <summary>The turn of a hit in an order by date; null where it is none, or where that could not be found in time.</summary>
    public HitTurn? TurnByDate(long key)
    {
        var (here, _) = hits.Page(IsNewest, IsNewest ? key + 1 : key - 1, 2);
        var (back, _) = hits.Page(!IsNewest, key, 1);
        if (here is not [var first, ..] || first != key)
        {
            return null;
        }

        var before = hits.CountBeyond(key, above: IsNewest, ArchiveSearch.MaxCounted);
        var total = before.And(new HitCount(1, true)).And(hits.CountBeyond(key, above: !IsNewest, ArchiveSearch.MaxCounted));
        return snapshot.IsCutShort ? null : Turn(before, total, back.Count > 0 ? back[0] : null, here.Count > 1 ? here[1] : null);
    }

    /// <summary>The turn of a hit in an order by rank; null where it is none, where it is too far down to be shown, or where that could not be found in time.</summary>
    public HitTurn? TurnByRank(SearchColumns columns, long key)
    {
        var inOrder = RankedKeys(columns, ArchiveSearch.MaxRankedShown + 1);
        var at = inOrder.IndexOf(key);
        if (at < 0 || at >= ArchiveSearch.MaxRankedShown)
        {
            return null;
        }

        var (posts, comments) = Counts();
        return snapshot.IsCutShort ? null : Turn(
            new HitCount(at, true), posts.And(comments), at > 0 ? inOrder[at - 1] : null, at + 1 < inOrder.Count ? inOrder[at + 1] : null);
    }

    public SearchAnswer Ranked(SearchColumns columns, SearchPlace? from)
    {
        var skipped = (int)Math.Clamp(from?.Value ?? 0, 0, ArchiveSearch.MaxRankedShown - ArchiveSearch.PageSize);
        var keep = skipped + ArchiveSearch.PageSize + 1;
        var inOrder = RankedKeys(columns, keep);
        var keys = inOrder.Skip(skipped).Take(ArchiveSearch.PageSize).ToList();
        long? next = inOrder.Count > skipped + ArchiveSearch.PageSize && keep <= ArchiveSearch.MaxRankedShown ? skipped + ArchiveSearch.PageSize : null;
        return Answer(keys, new HitCount?[keys.Count], next, isPart) with { EndsInOrder = next is null && inOrder.Count > skipped + ArchiveSearch.PageSize };
    }

    /// <summary>The best posts and comments, up to a number, in one order: a few posts, the comments, the other posts.</summary>
    public List<long> RankedKeys(SearchColumns columns, int keep)
    {
        var posts = Best(HitIndex.Posts, columns, columns.Posts, keep).ConvertAll(HitKey.OfPost);
        var comments = Best(HitIndex.Comments, columns, columns.Comments, keep).ConvertAll(HitKey.OfComment);
        return [.. posts.Take(PostsBeforeComments), .. comments, .. posts.Skip(PostsBeforeComments)];
    }

    private HitTurn Turn(HitCount before, HitCount total, long? previous, long? next)
    {
        snapshot.End();
        var cards = Cards();
        return new HitTurn(before, total, previous is { } one ? cards.Read(one) : null, next is { } other ? cards.Read(other) : null);
    }

    // The first hit of a thread in its own order, with those that follow.
    private static SearchHit Card(HitCards cards, HitsOfThread thread)
    {
        var (first, next) = (cards.InOrderOfThread(thread, MaxCountedInThread), new List<SearchHit>());
        next.AddRange(first.Skip(1).Take(MaxShownOfThread - 1).Select(cards.Read).OfType<SearchHit>());
        return cards.Read(first[0])! with { MoreInThread = new HitCount(thread.Keys.Count - 1, thread.IsWhole), NextInThread = next };
    }

    private HitCards Cards() => new(snapshot, QueryMarks.Of(hits.Query, hits.Expansion), signers);

    private List<long> Best(HitIndex index, SearchColumns all, TextColumns columns, int keep)
    {
        if (hits.ExpressionOf(index) is not { } expression)
        {
            return [];
        }

        if (hits.Query.Order == SearchOrder.Length && hits.Longest(index, keep) is { } longest)
        {
            return longest;
        }

        var ranked = new RankedHits(
            columns, index.Weights(hits.Query.Scope), expression, Rarity(expression, all.Texts),
            hits.Query.Order == SearchOrder.Length, keep);
        if (hits.RankAll(index, ranked))
        {
            return ranked.Ids();
        }

        hits.Collect(index, ranked, index.MaxRanked);
        if (ranked.Taken < index.MaxRanked && !snapshot.IsCutShort)
        {
            Know(index, new HitCount(ranked.Taken, true));
        }
        else
        {
            isPart |= hits.HasMoreThan(index, index.MaxRanked);
        }

        return ranked.Ids();
    }

    // A phrase is at most as frequent as its rarest word.
    private double[] Rarity(SearchExpression expression, long texts)
    {
        var rarity = new double[expression.Phrases.Count == 0 ? 0 : expression.Phrases.Max(phrase => phrase.Term) + 1];
        foreach (var phrase in expression.Phrases.Where(phrase => phrase.Role == PhraseRole.Exact))
        {
            var rarest = phrase.Words.Count == 0 ? texts : phrase.Words.Min(vocabulary.TextsOf);
            rarity[phrase.Term] = Math.Max(rarity[phrase.Term], RankedHits.RarityOf(rarest, texts));
        }

        return rarity;
    }

    // By date the hits of a thread stand together, so only the first and the last thread of a page can have hits elsewhere.
    private HitCount?[] OthersInThreads(List<long> keys, bool hasBefore, bool hasAfter)
    {
        var others = new HitCount?[keys.Count];
        var onPage = keys.CountBy(HitKey.PostOf).ToDictionary();
        var open = new Dictionary<long, HitCount>();
        for (var i = 0; i < keys.Count; i++)
        {
            var post = HitKey.PostOf(keys[i]);
            var mayHaveMore = (hasBefore && post == HitKey.PostOf(keys[0])) || (hasAfter && post == HitKey.PostOf(keys[^1]));
            if (mayHaveMore && !open.ContainsKey(post))
            {
                open.Add(post, hits.CountInThread(post, MaxCountedInThread));
            }

            var all = open.TryGetValue(post, out var counted) ? counted : new HitCount(onPage[post], true);
            others[i] = all with { Number = Math.Max(0, all.Number - 1) };
        }

        return others;
    }

    private void Know(HitIndex index, HitCount count)
    {
        knownPosts = index.IsOfPosts ? count : knownPosts;
        knownComments = index.IsOfPosts ? knownComments : count;
    }

    private (HitCount Posts, HitCount Comments) Counts()
    {
        var comments = knownComments ?? Count(HitIndex.Comments, ArchiveSearch.MaxCounted);
        // Beside more comments than are counted, the number of posts makes no total.
        var posts = knownPosts ?? Count(HitIndex.Posts, comments.IsExact ? ArchiveSearch.MaxCounted : MaxCountedPosts);
        return (posts, comments);
    }

    // Where hits are counted one by one, to ask whether there are more than a limit is half the work of counting them, and for nothing where there are not.
    private HitCount Count(HitIndex index, int limit) =>
        hits.Rows(index) is null && MayHaveMoreThan(limit) && hits.HasMoreThan(index, limit) ? new HitCount(limit, false) : hits.Count(index, limit);

    // As far as the vocabulary tells. Only for single words: a phrase is searched for place by place, which is too slow to be done twice.
    private bool MayHaveMoreThan(int limit)
    {
        var terms = SearchTree.Parts(hits.Query.Root);
        var phrases = hits.ExpressionOf(HitIndex.Comments)?.Phrases ?? hits.ExpressionOf(HitIndex.Posts)?.Phrases ?? [];
        return phrases.All(phrase => phrase.Words.Count <= 1)
            && terms.OfType<SearchTerm>().All(term => vocabulary.TextsOf(IndexText.FoldWord(term.Text)) > limit);
    }

    private SearchAnswer Answer(List<long> keys, HitCount?[] others, long? next, bool isRankedInPart)
    {
        var (posts, comments) = Counts();
        // What is left is bounded: a page of rows.
        snapshot.End();
        var cards = Cards();
        var onPage = keys.Select((key, i) => cards.Read(key)! with { MoreInThread = others[i] });
        return new SearchAnswer(
            hits.Expansion, [.. onPage], posts, comments, next is { } place ? new SearchPlace(place) : null, isRankedInPart, snapshot.IsCutShort);
    }
}
