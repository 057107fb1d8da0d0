using Archive.Dumps;

namespace Archive.Threads.Captures;

/// <summary>Weighs what two captures share: addresses first, then title and day together with what was written, then what was written alone.</summary>
internal static class Kin
{
    /// <summary>Comments of some length that both have, from which on they speak for themselves.</summary>
    private const int ManyComments = 2, VeryManyComments = 3;

    /// <summary>Fewer words are said under many posts.</summary>
    private const int TellingComment = 3;

    /// <summary>A beginning of so many words may have been edited too.</summary>
    private const int LongStump = 8;

    /// <summary>Bodies of fewer words are alike by chance where comments say otherwise.</summary>
    private const int FirmBody = 20;

    /// <summary>In a body of fewer words, a number may be all that matters.</summary>
    private const int LongBody = 40;

    public static Kinship Of(PostSigns one, PostSigns other)
    {
        if (Decided(one.Key, other.Key) is { } byKey)
        {
            return byKey;
        }

        if (Decided(one.Address, other.Address) is { } byAddress)
        {
            return byAddress;
        }

        if (one.CommentIds.Count > 0 && one.CommentIds.Overlaps(other.CommentIds))
        {
            return Kinship.One;
        }

        var body = Bodies(one, other);
        var thread = Threads(one, other);
        return HaveOneHead(one, other) ? OfOneHead(one, other, body, thread) : OfTwoHeads(one, other, body, thread);
    }

    /// <summary>How much two captures agree, to choose between posts with each of which a capture may be one: title and day first, then the share of what both say.</summary>
    public static double Agreement(PostSigns one, PostSigns other)
    {
        var shared = 2 * (ComparedText.SharedPairs(one.Body, other.Body) + one.Comments.Where(comment => other.Comments.ContainsKey(comment.Key)).Sum(comment => comment.Value.Words));
        return (HaveOneHead(one, other) ? 1 : 0) + ((double)shared / Math.Max(1, WordsOf(one) + WordsOf(other)));
    }

    private static int WordsOf(PostSigns signs) => Math.Max(0, signs.Body.Count - 1) + signs.Comments.Values.Sum(comment => comment.Words);

    // Of a body that is cut the other's beginning is all that it can be compared with.
    private static Likeness Bodies(PostSigns one, PostSigns other)
    {
        var (left, right) = (one.Body, other.Body);
        return one.Reach.BodyIsCut && left.Count < right.Count ? ComparedText.Compare(left, right.Beginning(left.Count))
            : other.Reach.BodyIsCut && right.Count < left.Count ? ComparedText.Compare(left.Beginning(right.Count), right)
            : ComparedText.Compare(left, right);
    }

    private static Kinship? Decided(string? one, string? other) =>
        one is null || other is null ? null : one == other ? Kinship.One : Kinship.Two;

    private static bool HaveOneHead(PostSigns one, PostSigns other) =>
        one.Title == other.Title && one.Day == other.Day && one.Month == other.Month && (one.Day is not null || one.Title.Length > 0);

    private static Kinship OfOneHead(PostSigns one, PostSigns other, Likeness body, SharedThread thread)
    {
        var words = Math.Min(one.Body.Count, other.Body.Count);
        if (body == Likeness.Equal && words < FirmBody && thread.AreManyApart)
        {
            // "Open thread", again and again; one comment alone may have been edited.
            return Kinship.Perhaps;
        }

        if (body == Likeness.Equal || thread.IsShared)
        {
            return body == Likeness.Apart && !thread.IsManyShared ? Kinship.Perhaps : Kinship.One;
        }

        return body switch
        {
            Likeness.Alike => (thread.IsApart && words < FirmBody) || (words < LongBody && thread.Telling == 0 && SayOtherThings(one, other)) ? Kinship.Perhaps : Kinship.One,
            Likeness.Partly => Kinship.Perhaps,
            Likeness.Apart => Kinship.Two,
            _ => thread.IsApart ? Kinship.Two : one.Title.Length > 0 ? Kinship.Open : Kinship.Perhaps,
        };
    }

    private static Kinship OfTwoHeads(PostSigns one, PostSigns other, Likeness body, SharedThread thread)
    {
        var isFar = one.Day is { } day && other.Day is { } otherDay && Math.Abs(day.DayNumber - otherDay.DayNumber) > 1;
        var isOneDay = one.Day is not null && one.Day == other.Day;
        var isOneTitle = one.Title.Length > 0 && one.Title == other.Title;
        var mayBeOneTitle = isOneTitle || one.Title.Length == 0 || other.Title.Length == 0;
        if (isOneTitle && !isFar && (IsBeginning(one, other, body) || IsBeginning(other, one, body)) && !thread.IsApart)
        {
            return Kinship.One;
        }

        if (thread.IsManyShared && body is Likeness.Apart or Likeness.Partly)
        {
            return thread.Shared >= VeryManyComments && (isOneTitle || isOneDay) ? Kinship.One : Kinship.Perhaps;
        }

        if (thread.IsManyShared)
        {
            return isFar && !isOneTitle && body == Likeness.Open ? Kinship.Perhaps : Kinship.One;
        }

        var isEqual = body == Likeness.Equal && one.Body.Count >= PostSigns.MinBody;
        var isStrong = Math.Min(one.Body.Count, other.Body.Count) >= PostSigns.MinLongBody && (isEqual || (body == Likeness.Alike && ComparedText.AgreeStrongly(one.Body, other.Body)));
        if (!isEqual && !isStrong)
        {
            return Kinship.Two;
        }

        // Two titles, or two days, are of one post only where all the rest is the same: a series repeats its words, and its readers theirs.
        var isSeries = (!mayBeOneTitle || (one.Day is not null && other.Day is not null && !isOneDay))
            && (thread.IsOther || SayOtherThings(one, other) || !(thread.Shared > 0 || (isEqual && thread.Telling > 0) || IsFirmly(one, other, isOneDay)));
        var isFitting = isStrong || (thread.Shared > 0 && (isOneDay || isOneTitle)) || (mayBeOneTitle && (isOneDay || one.Day is null || other.Day is null));
        return isFitting && !isFar && !thread.IsApart && !isSeries ? Kinship.One : isStrong ? Kinship.Perhaps : Kinship.Two;
    }

    // On another day an edit may have added words; where some have taken the place of others, it is the next of a series.
    private static bool IsFirmly(PostSigns one, PostSigns other, bool isOneDay) =>
        Math.Min(one.Body.Count, other.Body.Count) >= FirmBody && (isOneDay || ComparedText.Extends(one.Body, other.Body));

    private static bool SayOtherThings(PostSigns one, PostSigns other) => Differ(one.TitleNumbers, other.TitleNumbers)
        || Differ(one.Numbers, other.Numbers) || (Differ(one.Links, other.Links) && one.Links.Count(other.Links.Contains) * 2 < Math.Min(one.Links.Count, other.Links.Count));

    // What only one of two has may have been added to it.
    private static bool Differ(IReadOnlySet<string> one, IReadOnlySet<string> other) => !one.IsSubsetOf(other) && !other.IsSubsetOf(one);

    private static bool IsBeginning(PostSigns cut, PostSigns whole, Likeness body) => cut.Reach.BodyIsCut
        && (ComparedText.Begins(cut.Body, whole.Body) || (body >= Likeness.Alike && cut.Body.Count >= LongStump));

    private static SharedThread Threads(PostSigns one, PostSigns other)
    {
        var (small, large) = one.Comments.Count <= other.Comments.Count ? (one, other) : (other, one);
        var (equal, telling, shared) = (0, 0, 0);
        foreach (var (text, comment) in small.Comments)
        {
            if (large.Comments.TryGetValue(text, out var same) && !comment.IsOther(same))
            {
                equal++;
                telling += comment.Words >= TellingComment ? 1 : 0;
                shared += comment.Words >= PostSigns.MinLongComment || comment.IsStampedAs(same) ? 1 : 0;
            }
        }

        var longOfSmall = Math.Min(small.Comments.Values.Count(IsLong), large.Comments.Values.Count(IsLong));
        var meet = MayMeet(one.Reach) && MayMeet(other.Reach);
        return new SharedThread(
            IsShared: shared > 0 && shared * 3 >= longOfSmall,
            IsManyShared: shared >= ManyComments && shared * 2 >= longOfSmall,
            IsApart: equal == 0 && meet && Telling(one) > 0 && Telling(other) > 0,
            AreManyApart: equal == 0 && meet && Telling(one) >= ManyComments && Telling(other) >= ManyComments,
            IsOther: meet && small.Comments.Count > 0 && equal * 2 <= small.Comments.Count,
            Telling: telling,
            Shared: shared);

        static bool IsLong(SignedText comment) => comment.Words >= PostSigns.MinLongComment;

        static int Telling(PostSigns signs) => signs.Comments.Values.Count(comment => comment.Words >= TellingComment);
    }

    // Pages of one thread, and parts of it, need not have anything in common.
    private static bool MayMeet(DumpReach reach) => reach is { Thread: ThreadReach.Whole or ThreadReach.BrokenOff };

    /// <summary>What two threads have in common.</summary>
    /// <param name="IsApart">They were both seen whole, both say something, and nothing of it is the same.</param>
    /// <param name="AreManyApart">The same of several comments on each side.</param>
    /// <param name="IsOther">They were both seen whole, and most of the smaller one is not in the other.</param>
    /// <param name="Telling">Comments that both have and that are more than a word or two.</param>
    /// <param name="Shared">Comments that both have and that are not what anybody says: of some length, or with one author and time.</param>
    private readonly record struct SharedThread(bool IsShared, bool IsManyShared, bool IsApart, bool AreManyApart, bool IsOther, int Telling, int Shared);
}
