namespace Archive.Web.Pages.Threads;

/// <summary>The comments that a page shows, each with its neighbours and its place in the lists of the page.</summary>
internal sealed class ThreadPart
{
    /// <summary>Levels that the style sheet can set in; a deeper comment looks like one of this level.</summary>
    public const int MaxLevel = 4;

    private readonly Dictionary<long, Place> byId;

    private ThreadPart(IReadOnlyList<Place> places, Dictionary<long, Place> byId) => (Places, this.byId) = (places, byId);

    /// <summary>In the order in which the page shows them.</summary>
    public IReadOnlyList<Place> Places { get; }

    /// <param name="shown">In the order in which the page shows them.</param>
    /// <param name="around">Comments elsewhere that the shown ones answer or stand beside, as far as they are known.</param>
    /// <param name="isNested">Replies stand in lists below what they answer.</param>
    /// <param name="knowsSiblings">Between two that are known with the same parent there is no other.</param>
    public static ThreadPart Of(
        IReadOnlyList<PageComment> shown, IReadOnlyList<PageComment> around, bool isNested, bool knowsSiblings = true)
    {
        var byId = new Dictionary<long, Place>(shown.Count + around.Count);
        var onPage = new HashSet<long>(shown.Count);
        onPage.UnionWith(shown.Select(comment => comment.Id));
        var last = new Dictionary<long, Place>();
        foreach (var comment in InPosition(shown, around, onPage))
        {
            var above = comment.ParentId is { } id ? byId.GetValueOrDefault(id) : null;
            var place = new Place(comment, above) { IsOnPage = onPage.Contains(comment.Id) };
            byId[comment.Id] = place;
            if (isNested && place.IsOnPage)
            {
                place.SetIn();
            }

            if (knowsSiblings && last.TryGetValue(comment.ParentId ?? 0, out var before))
            {
                place.Previous = before.Comment;
                before.Next = comment;
            }

            last[comment.ParentId ?? 0] = place;
        }

        return new ThreadPart([.. shown.Select(comment => byId[comment.Id])], byId);
    }

    /// <summary>Whether a comment stands on the page, so that its anchor is all that a link needs.</summary>
    public bool Shows(PageComment comment) => byId.TryGetValue(comment.Id, out var place) && place.IsOnPage;

    private static IEnumerable<PageComment> InPosition(
        IReadOnlyList<PageComment> shown, IReadOnlyList<PageComment> around, HashSet<long> onPage) =>
        shown.Concat(around.Where(comment => !onPage.Contains(comment.Id)).DistinctBy(comment => comment.Id))
            .OrderBy(comment => comment.Position);

    /// <summary>A comment among the others of its thread.</summary>
    public sealed class Place(PageComment comment, Place? above)
    {
        public PageComment Comment => comment;

        /// <summary>What it answers; null at the top, and where that is not known here.</summary>
        public PageComment? Parent => above?.Comment;

        /// <summary>The top comment that it is below; null at the top, and where that is not known here.</summary>
        public PageComment? Root { get; } = above switch
        {
            null => null,
            { Comment.Depth: 0 } => above.Comment,
            _ => above.Root,
        };

        /// <summary>The one before it that answers the same.</summary>
        public PageComment? Previous { get; set; }

        /// <summary>The one after it that answers the same.</summary>
        public PageComment? Next { get; set; }

        public bool IsOnPage { get; init; }

        /// <summary>In how many lists of replies it stands.</summary>
        public int Nesting { get; private set; }

        /// <summary>How far it is set in.</summary>
        public int Level { get; private set; }

        /// <summary>It goes on with a conversation of two and is not set in further.</summary>
        public bool IsStraight { get; private set; }

        /// <summary>How many comments below it the page leaves to a page of its own.</summary>
        public int Behind { get; set; }

        internal void SetIn()
        {
            if (above is not { IsOnPage: true })
            {
                return;
            }

            Nesting = above.Nesting + 1;
            IsStraight = IsOnlyReply(comment, above.Comment) && above.GoesOn(comment);
            Level = IsStraight ? above.Level : above.Level + 1;
        }

        // A answers B answers A: the third and all that follow. Where names are unknown, one answer to each is taken for two people.
        private bool GoesOn(PageComment reply) =>
            Parent is { } first && IsOnlyReply(comment, first) && IsSameVoice(first, reply);

        private static bool IsOnlyReply(PageComment reply, PageComment parent) => parent.Descendants == reply.Descendants + 1;

        private static bool IsSameVoice(PageComment one, PageComment other) =>
            (one.Author ?? one.InferredSigner) is not { } name || (other.Author ?? other.InferredSigner) is not { } otherName || name == otherName;
    }
}
