namespace Archive.Threads.Captures;

/// <summary>What two captures say of being of one post.</summary>
internal enum Kinship
{
    /// <summary>They are of two posts: nothing that counts is shared, or their addresses differ.</summary>
    Two,

    /// <summary>They may be of one post, or of two that resemble each other.</summary>
    Perhaps,

    /// <summary>Title and day are the same, and one of them holds too little to tell more.</summary>
    Open,

    One,
}

/// <summary>Two posts that are perhaps one.</summary>
/// <param name="HaveOneHead">They have one title and one day, and else nothing in common.</param>
internal sealed record DoubtfulPair(PostCapture One, PostCapture Other, bool HaveOneHead);

/// <summary>Captures divided by post.</summary>
/// <param name="Posts">The captures of each post, in their order; posts in the order of their first captures.</param>
/// <param name="Doubts">Posts that are kept apart without being sure.</param>
internal sealed record PostDivision(IReadOnlyList<IReadOnlyList<PostCapture>> Posts, IReadOnlyList<DoubtfulPair> Doubts);

/// <summary>A keeper's word on two captures: that they are of one post, or of two.</summary>
/// <param name="Number">Of two that do not go together, the one with the higher number holds.</param>
/// <param name="One">The id of a capture, as is <paramref name="Other"/>.</param>
internal sealed record Verdict(long Number, long One, long Other, bool IsOne);

/// <summary>Decides which captures of a blog are looks at one post.</summary>
/// <remarks>Of a set of captures that are <see cref="AreLinked">linked</see>, or joined by a keeper, the result is the same in whatever order they came to the archive.</remarks>
internal static class SamePost
{
    /// <summary>A sign that captures of more heads than this bear says nothing: it is a greeting, a signature, an advertisement.</summary>
    public const int MaxHeadsOfSign = 24;

    /// <summary>How many posts before it a post is compared with once more: many posts of one day have no titles at all.</summary>
    private const int MaxNeighbours = 16;

    /// <summary>Whether two captures that share a sign belong to one set, of which <see cref="Divide"/> makes posts.</summary>
    public static bool AreLinked(PostSigns one, PostSigns other) => one.Head == other.Head || Kin.Of(one, other) != Kinship.Two;

    /// <summary>Divides a set of linked captures by post.</summary>
    /// <param name="captures">In their order; see <see cref="PostCapture.CompareTo"/>.</param>
    /// <param name="verdicts">On any captures; what is said of others than these says nothing here.</param>
    public static PostDivision Divide(IReadOnlyList<PostCapture> captures, IReadOnlyList<Verdict> verdicts)
    {
        if (captures.Count < 2)
        {
            return new PostDivision(captures.Count == 0 ? [] : [captures], []);
        }

        // Those that a keeper parted come first, so that the others have the choice between them whenever they were taken.
        var posts = new List<Cluster>();
        foreach (var own in Judged(captures, verdicts).OrderByDescending(one => one.IsParted))
        {
            Sort(posts, own);
        }

        posts.Sort((a, b) => a.Captures[0].CompareTo(b.Captures[0]));
        JoinOpen(posts);
        return new PostDivision([.. posts.Select(post => post.Captures)], Doubts(posts));
    }

    // Each capture by itself, but those that a keeper joined. The last word comes first, and one that does not go with later ones is void.
    private static IEnumerable<Cluster> Judged(IReadOnlyList<PostCapture> captures, IReadOnlyList<Verdict> verdicts)
    {
        var clusters = captures.ToDictionary(capture => capture.Id, capture => new Cluster(capture));
        foreach (var verdict in verdicts.OrderByDescending(verdict => verdict.Number))
        {
            if (!clusters.TryGetValue(verdict.One, out var one) || !clusters.TryGetValue(verdict.Other, out var other) || one == other)
            {
                continue;
            }

            if (!verdict.IsOne)
            {
                one.Parted.Add(verdict.Other);
                other.Parted.Add(verdict.One);
            }
            else if (!one.IsPartedFrom(other))
            {
                one.Take(other);
                other.Captures.ForEach(capture => clusters[capture.Id] = one);
            }
        }

        return captures.Select(capture => clusters[capture.Id]).Distinct();
    }

    // A capture joins the post that it is one with, and brings together those that only it shows to be one. Where a keeper parted posts
    // with each of which it would be one, it joins the one that it agrees with more.
    private static void Sort(List<Cluster> posts, Cluster own)
    {
        var same = posts.Where(post => !post.IsForbidden(own) && AnyIsOne(post, own))
            .OrderByDescending(post => post.Addresses.Overlaps(own.Addresses))
            .ThenByDescending(post => post.IsParted ? Agreement(post, own) : 0).ToList();
        if (same.Count == 0)
        {
            posts.Add(own);
            return;
        }

        var first = same[0];
        first.Take(own);
        foreach (var other in same.Skip(1).Where(other => !first.IsForbidden(other)))
        {
            first.Take(other);
            posts.Remove(other);
        }
    }

    // What holds too little to tell goes with the only post that it can be of; where it could be of two, it stays by itself.
    private static void JoinOpen(List<Cluster> posts)
    {
        var partners = posts.ConvertAll(_ => new List<int>());
        foreach (var (i, k) in Neighbours(posts))
        {
            if (KinshipOf(posts[i], posts[k]) == Kinship.Open && !posts[i].IsForbidden(posts[k]))
            {
                partners[i].Add(k);
                partners[k].Add(i);
            }
        }

        var isSure = Enumerable.Range(0, posts.Count).Select(i =>
            partners[i].TrueForAll(k => partners[i].TrueForAll(other => other == k || partners[k].Contains(other)))).ToArray();
        for (var i = posts.Count - 1; i >= 0; i--)
        {
            if (partners[i].Where(k => k < i && isSure[i] && isSure[k]).DefaultIfEmpty(-1).Min() is >= 0 and var into && !posts[into].IsForbidden(posts[i]))
            {
                posts[into].Take(posts[i]);
                posts.RemoveAt(i);
            }
        }
    }

    private static List<DoubtfulPair> Doubts(List<Cluster> posts)
    {
        var doubts = new List<DoubtfulPair>();
        foreach (var (i, k) in Neighbours(posts))
        {
            var (one, other) = (posts[i].Captures[0], posts[k].Captures[0]);
            var kinship = KinshipOf(posts[i], posts[k]);
            var haveOneHead = posts[i].Captures.Exists(a => a.Post.Signs.Title.Length > 0 && posts[k].Captures.Exists(b => a.Post.Signs.Head == b.Post.Signs.Head));
            if (!posts[i].IsForbidden(posts[k]) && (kinship != Kinship.Two || haveOneHead))
            {
                doubts.Add(new DoubtfulPair(one, other, kinship == Kinship.Two));
            }
        }

        return doubts;
    }

    private static IEnumerable<(int One, int Other)> Neighbours(List<Cluster> posts) =>
        from i in Enumerable.Range(0, posts.Count)
        from k in Enumerable.Range(i + 1, Math.Min(MaxNeighbours, posts.Count - i - 1))
        select (i, k);

    // One pair of captures that are of two posts says that all are; else one that may be of one post says that all may.
    private static Kinship KinshipOf(Cluster one, Cluster other)
    {
        var (isApart, isPerhaps, isOpen) = (false, false, false);
        foreach (var left in one.Captures)
        {
            foreach (var right in other.Captures)
            {
                var kinship = KinshipOf(left, right);
                isApart |= kinship == Kinship.Two;
                isPerhaps |= kinship is Kinship.Perhaps or Kinship.One;
                isOpen |= kinship == Kinship.Open;
            }
        }

        return isPerhaps ? Kinship.Perhaps : isApart ? Kinship.Two : isOpen ? Kinship.Open : Kinship.Two;
    }

    private static Kinship KinshipOf(PostCapture one, PostCapture other) => Kin.Of(one.Post.Signs, other.Post.Signs);

    private static bool AnyIsOne(Cluster one, Cluster other) =>
        one.Captures.Exists(left => other.Captures.Exists(right => KinshipOf(left, right) == Kinship.One));

    private static double Agreement(Cluster one, Cluster other) =>
        one.Captures.Max(left => other.Captures.Max(right => Kin.Agreement(left.Post.Signs, right.Post.Signs)));

    /// <summary>Captures that are of one post as far as is known.</summary>
    private sealed class Cluster
    {
        public Cluster(PostCapture capture)
        {
            Captures = [capture];
            _ = capture.Post.Signs.Address is { } address && Addresses.Add(address);
            _ = capture.Post.Signs.Key is { } key && Keys.Add(key);
        }

        public List<PostCapture> Captures { get; }

        public HashSet<string> Addresses { get; } = new(StringComparer.Ordinal);

        /// <summary>Captures of other posts, because a keeper said so.</summary>
        public HashSet<long> Parted { get; } = [];

        public bool IsParted => Parted.Count > 0;

        private HashSet<string> Keys { get; } = new(StringComparer.Ordinal);

        // A post may move to another address; then its id is the same.
        public bool IsForbidden(Cluster other) =>
            IsPartedFrom(other) || Differ(Keys, other.Keys) || (!Keys.Overlaps(other.Keys) && Differ(Addresses, other.Addresses));

        // Said of one side, it is said of the other.
        public bool IsPartedFrom(Cluster other) => IsParted && other.IsParted && other.Captures.Exists(capture => Parted.Contains(capture.Id));

        public void Take(Cluster other)
        {
            Captures.AddRange(other.Captures);
            Captures.Sort((a, b) => a.CompareTo(b));
            Addresses.UnionWith(other.Addresses);
            Keys.UnionWith(other.Keys);
            Parted.UnionWith(other.Parted);
        }

        private static bool Differ(HashSet<string> one, HashSet<string> other) => one.Count > 0 && other.Count > 0 && !one.Overlaps(other);
    }
}
