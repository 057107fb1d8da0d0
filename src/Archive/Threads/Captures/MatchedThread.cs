using Archive.Dumps;

namespace Archive.Threads.Captures;

/// <summary>One of the two threads that are matched with each other.</summary>
internal sealed class MatchedThread
{
    /// <summary>No folded text begins with a blank.</summary>
    private const string Removed = " ";

    private const int NoText = -1, NoMatch = -1, SetAside = int.MaxValue;

    /// <summary>An equal text of so many words is one comment, though another page of comments has it: some before it were deleted since.</summary>
    private const int MinTelling = 6;

    private readonly int[]?[] words;
    private readonly StampedTime?[] times;
    private readonly (int Number, bool WithReplies)?[] numbers;
    private readonly (int? First, int? Last) ofTops;
    private readonly (int? First, int? Last) ofAll;

    /// <param name="isFlat">Whether nothing but order tells what is between its neighbours: then one notice of removal is like another, as equal texts are.</param>
    public MatchedThread(IReadOnlyList<ThreadComment> comments, Dictionary<(string Text, string? Author), int> texts, bool isFlat)
    {
        Comments = comments;
        words = new int[]?[comments.Count];
        times = [.. comments.Select(comment => StampedTime.Of(comment.Published))];
        numbers = NumbersOf(comments);
        (ofTops, ofAll) = (PageOf(withReplies: false), PageOf(withReplies: true));
        Match = new int[comments.Count];
        Text = new int[comments.Count];
        SignedText = new int[comments.Count];
        Children = new SiblingLinks(comments.Count);
        for (var i = comments.Count - 1; i >= 0; i--)
        {
            Match[i] = NoMatch;
            Children.Prepend(comments[i].Parent, i);
            var folded = comments[i].Status switch
            {
                CommentStatus.Visible => FoldedText.Of(comments[i].Text),
                CommentStatus.Removed when isFlat => Removed,
                _ => null,
            };
            Text[i] = folded is null ? NoText : Number(texts, (folded, null));
            SignedText[i] = folded is null ? NoText : Number(texts, (folded, NameOf(comments[i].Author) ?? ""));
        }
    }

    public IReadOnlyList<ThreadComment> Comments { get; }

    public int Count => Comments.Count;

    /// <summary>The index of the same comment on the other side; negative where none is found yet.</summary>
    public int[] Match { get; }

    /// <summary>Equal numbers are equal texts; -1 where there is no text.</summary>
    public int[] Text { get; }

    /// <summary>Equal numbers are equal texts by the same author.</summary>
    public int[] SignedText { get; }

    public SiblingLinks Children { get; }

    /// <summary>A comment of this side and one of the other, of which a keeper said that they are two; null where nothing was said.</summary>
    public IReadOnlySet<(int Own, int Other)>? Parted { get; init; }

    /// <summary>Takes the comments that vanished earlier out of the matching, or back in; whether there are any.</summary>
    public bool SetVanishedAside(bool aside)
    {
        var any = false;
        for (var i = 0; i < Count; i++)
        {
            if (Comments[i].HasVanished && Match[i] == (aside ? NoMatch : SetAside))
            {
                Match[i] = aside ? SetAside : NoMatch;
                any = true;
            }
        }

        return any;
    }

    public bool IsSetAside(int i) => Match[i] == SetAside;

    /// <summary>Whether a keeper said that a comment of a side and one of the other are two.</summary>
    public static bool ArePartedByKeeper(MatchedThread side, int own, int other) => side.Parted?.Contains((own, other)) == true;

    /// <summary>Whether two comments cannot be one: a keeper said so, or both are signed, by different people or at different times, have different ids, or stand on different pages of comments.</summary>
    public static bool Conflict(MatchedThread left, int l, MatchedThread right, int r) =>
        ArePartedByKeeper(left, l, r)
        || Differ(NameOf(left.Comments[l].Author), NameOf(right.Comments[r].Author)) || Differ(left.Comments[l].PlatformId, right.Comments[r].PlatformId)
        || StampedTime.Differ(left.times[l], right.times[r]) || AreOfTwoPages(left, l, right, r);

    /// <summary>Whether two comments in the same place show the same. Two that show nothing are not alike: either may be anybody.</summary>
    public static bool AreAlike(MatchedThread left, int l, MatchedThread right, int r) =>
        left.Comments[l].Status != CommentStatus.Placeholder
        && left.Comments[l].Status == right.Comments[r].Status && left.Text[l] == right.Text[r] && !Conflict(left, l, right, r);

    /// <summary>Whether two comments in the same place can be one: removed since, missing in one capture, or edited.</summary>
    public static bool MayBeOne(MatchedThread left, int l, MatchedThread right, int r) =>
        !Conflict(left, l, right, r)
        && (left.Comments[l].Status != CommentStatus.Visible
            || right.Comments[r].Status != CommentStatus.Visible
            || left.Text[l] == right.Text[r]
            || SharedWords.AtLeastHalf(left.Words(l), right.Words(r)));

    /// <summary>Whether two comments that may be one are of one author and of one time of day.</summary>
    public static bool AreOfOneMinute(MatchedThread left, int l, MatchedThread right, int r) =>
        left.Comments[l] is { Author: { } author, Published: { } published } && published.Contains('T', StringComparison.Ordinal) && right.Comments[r].Published == published
        && NameOf(author) == NameOf(right.Comments[r].Author) && MayBeOne(left, l, right, r);

    // The letters and digits of a name: one extractor takes the blanks of links out, another puts "_" in their place.
    internal static string? NameOf(string? author)
    {
        if (author is null || author.All(char.IsLetterOrDigit))
        {
            return author;
        }

        var letters = string.Concat(author.Where(char.IsLetterOrDigit));
        return letters.Length > 0 ? letters : author;
    }

    private static bool AreOfTwoPages(MatchedThread left, int l, MatchedThread right, int r) =>
        left.numbers[l] is { } one && right.numbers[r] is { } other && one.WithReplies == other.WithReplies
        && (right.IsBeyond(one) || left.IsBeyond(other))
        && (left.Text[l] != right.Text[r] || left.Words(l).Length < MinTelling);

    private bool IsBeyond((int Number, bool WithReplies) number) =>
        (number.WithReplies ? ofAll : ofTops) is var page && (number.Number < page.First || number.Number > page.Last);

    // A page that counts replies reaches to its last comment, which may be one: those behind a numbered comment go on from it.
    private (int? First, int? Last) PageOf(bool withReplies)
    {
        (int? first, int? last, int? at) = (null, null, null);
        foreach (var comment in Comments)
        {
            if (comment.NumberInAll is { } number)
            {
                at = comment.CountsReplies == withReplies ? number : null;
            }
            else
            {
                at = withReplies && comment.CountsReplies ? at + 1 : at;
            }

            (first, last) = at is { } reached ? (Math.Min(first ?? reached, reached), Math.Max(last ?? reached, reached)) : (first, last);
        }

        return (first, last);
    }

    // A reply has the number of its branch.
    private static (int Number, bool WithReplies)?[] NumbersOf(IReadOnlyList<ThreadComment> comments)
    {
        var numbers = new (int Number, bool WithReplies)?[comments.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = comments[i].Parent is >= 0 and var above ? numbers[above] : comments[i].NumberInAll is { } number ? (number, comments[i].CountsReplies) : null;
        }

        return numbers;
    }

    private static bool Differ(string? left, string? right) => left is not null && right is not null && left != right;

    private static int Number(Dictionary<(string, string?), int> texts, (string, string?) text)
    {
        if (!texts.TryGetValue(text, out var number))
        {
            texts.Add(text, number = texts.Count);
        }

        return number;
    }

    private int[] Words(int i) => words[i] ??= SharedWords.Of(Comments[i].Text);
}

/// <summary>Comments of equal text, waiting in their order to be matched.</summary>
internal sealed class TextQueue
{
    private readonly Dictionary<int, Queue<int>> waiting = [];

    public void Add(int text, int comment)
    {
        if (!waiting.TryGetValue(text, out var queue))
        {
            waiting.Add(text, queue = new Queue<int>(1));
        }

        queue.Enqueue(comment);
    }

    public int? First(int text) => waiting.TryGetValue(text, out var queue) && queue.TryPeek(out var first) ? first : null;

    public void Take(int text) => waiting[text].Dequeue();
}
