namespace Archive.Web.Pages;

/// <summary>A part of a thread in reading order, each comment with its neighbours.</summary>
public sealed class ThreadPart
{
    /// <summary>
    /// Lists within lists that the page makes; browsers stop at 512 elements within each other, and a level takes four. A deeper
    /// comment stands in the last list and says what it answers.
    /// </summary>
    public const int MaxNesting = 100;

    /// <summary>Levels that the style sheet can set in; a deeper comment looks like one of this depth.</summary>
    public const int MaxShownDepth = 4;

    private ThreadPart(IReadOnlyList<Place> places) => Places = places;

    public IReadOnlyList<Place> Places { get; }

    /// <summary>Finds root, parent and siblings of each comment in one walk.</summary>
    /// <param name="comments">In order of position.</param>
    public static ThreadPart Of(IReadOnlyList<ThreadComment> comments)
    {
        var places = new Place[comments.Count];
        var indexes = new Dictionary<long, int>(comments.Count);
        var lastChildren = new Dictionary<long, int>();
        for (var i = 0; i < comments.Count; i++)
        {
            var comment = comments[i];
            indexes.Add(comment.Id, i);
            var parent = comment.ParentId is { } id && indexes.TryGetValue(id, out var at) ? at : -1;
            var list = comment.ParentId ?? 0;
            var previous = lastChildren.GetValueOrDefault(list, -1);
            lastChildren[list] = i;
            places[i] = new Place(
                comment,
                parent < 0 ? null : places[parent].Root ?? comments[parent],
                parent < 0 ? null : comments[parent],
                previous < 0 ? null : comments[previous]);
            if (previous >= 0)
            {
                places[previous].Next = comment;
            }
        }

        return new ThreadPart(places);
    }

    /// <summary>A comment among the others of its thread.</summary>
    /// <param name="Root">The top comment that it is below; null at the top.</param>
    /// <param name="Parent">What it answers; null at the top.</param>
    /// <param name="Previous">The one before it in the same list.</param>
    public sealed record Place(ThreadComment Comment, ThreadComment? Root, ThreadComment? Parent, ThreadComment? Previous)
    {
        /// <summary>The one after it in the same list.</summary>
        public ThreadComment? Next { get; set; }
    }
}
