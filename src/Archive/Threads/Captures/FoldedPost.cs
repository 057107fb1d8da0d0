using System.Collections.Frozen;
using Archive.Dumps;

namespace Archive.Threads.Captures;

/// <summary>A post as all its captures together leave it.</summary>
public sealed class FoldedPost
{
    internal FoldedPost(IReadOnlyList<PostCapture> captures, IReadOnlyList<FoldedComment> comments, IReadOnlyList<Problem> problems)
    {
        Captures = captures;
        Comments = comments;
        Problems = problems;
        TextOf = WithText(captures);
    }

    /// <summary>In the order in which they were taken.</summary>
    public IReadOnlyList<PostCapture> Captures { get; }

    public PostCapture First => Captures[0];

    public PostCapture Last => Captures[^1];

    /// <summary>The capture whose title and body are shown: the last that has a body, not only its beginning, and was not read in doubt where another was not.</summary>
    public PostCapture TextOf { get; }

    public DumpPost Text => TextOf.Post.Post;

    /// <summary>The thread in reading order.</summary>
    public IReadOnlyList<FoldedComment> Comments { get; }

    /// <summary>What had to be left out.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>As fine as any capture says it; the day is what all agree on.</summary>
    public string? Published => Captures.Select(capture => capture.Post.Post.Published).MaxBy(published => published?.Length ?? 0);

    /// <summary>The day that was printed in numbers, in the order in which the blog's dumps together have them; null where a dump says the date, or nobody knows that order.</summary>
    public string? InferredPublished => Open?.InferredDay;

    /// <summary>The date as printed, where no dump says by itself which of its numbers is the day.</summary>
    public string? OpenDate => Open?.Post.Post.OpenDate?.Printed;

    /// <summary>The date by which it stands among other posts, said or inferred.</summary>
    public string? Date => Published ?? InferredPublished;

    private PostCapture? Open => Published is not null ? null
        : Captures.FirstOrDefault(capture => capture.InferredDay is not null) ?? Captures.FirstOrDefault(capture => capture.Post.Post.OpenDate is not null);

    public string? Author => Latest(post => post.Author);

    public string? Url => Latest(post => post.Url);

    public IReadOnlyList<string> Labels => Latest(post => post.Labels.Count > 0 ? post.Labels : null) ?? [];

    /// <summary>The slug that an earlier version gave the post; of several the one that the first capture has.</summary>
    public string? GivenSlug => Captures.Select(capture => capture.Given.Slug).FirstOrDefault(slug => slug is not null);

    /// <summary>Comments, placeholders not counted.</summary>
    public int CommentCount => Comments.Count(comment => comment.Status != CommentStatus.Placeholder);

    /// <summary>Comments whose number says nothing without its capture: what vanished, and what has a number that a later capture gave to another.</summary>
    public IReadOnlySet<FoldedComment> NumberedByCapture()
    {
        var holders = new Dictionary<string, PostCapture>(StringComparer.Ordinal);
        foreach (var comment in Captures.Count == 1 ? [] : Comments.Where(comment => !comment.HasVanished))
        {
            var (number, last) = (comment.Last.Number, comment.Last.Capture);
            holders[number] = holders.TryGetValue(number, out var holder) && holder.CompareTo(last) > 0 ? holder : last;
        }

        return Captures.Count == 1
            ? FrozenSet<FoldedComment>.Empty
            : Comments.Where(comment => comment.HasVanished || holders[comment.Last.Number] != comment.Last.Capture).ToHashSet();
    }

    /// <summary>Captures whose title or body differs from what is shown.</summary>
    public IEnumerable<PostCapture> Versions => Captures.Where(capture =>
        (capture.Post.Post.Title != Text.Title || !capture.Post.Post.Written.SaysTheSameAs(Text.Written)) && !IsStump(capture.Post.Post));

    // The beginning of a body is no other text of it.
    private bool IsStump(DumpPost post) =>
        post.BodyText.Length > 0 && AlikeText.Of(post.Title ?? "") == AlikeText.Of(Text.Title ?? "") && Stump.IsOf(post, Text);

    // A capture that lost the body, or a part of it, does not take it from the archive.
    private static PostCapture WithText(IReadOnlyList<PostCapture> captures)
    {
        PostCapture? shown = null;
        foreach (var capture in captures.Where(capture => capture.Post.Post.BodyText.Length > 0))
        {
            shown = shown is null || Replaces(capture.Post, shown.Post) ? capture : shown;
        }

        return shown ?? captures[^1];
    }

    private static bool Replaces(ArrangedPost next, ArrangedPost shown) =>
        !(next.IsInDoubt && !shown.IsInDoubt) && !Stump.IsOf(next.Post, shown.Post)
        && !AlikeText.IsMisread($"{next.Post.Title}\n{next.Post.BodyText}", $"{shown.Post.Title}\n{shown.Post.BodyText}");

    private T? Latest<T>(Func<DumpPost, T?> of)
        where T : class
    {
        for (var i = Captures.Count - 1; i >= 0; i--)
        {
            if (of(Captures[i].Post.Post) is { } known)
            {
                return known;
            }
        }

        return null;
    }
}

/// <summary>Where a comment stands in one capture.</summary>
/// <param name="Index">Its place in the capture's thread.</param>
public readonly record struct CommentSighting(PostCapture Capture, int Index)
{
    public DumpComment Comment => Capture.Post.Comments[Index];

    public string Number => Capture.Post.Numbers[Index];

    public string Stem => Capture.Post.Stems[Index];

    internal ThreadComment InThread => Capture.Post.Thread[Index];

    internal bool IsInDoubt => Capture.Post.IsInDoubt;
}

/// <summary>A comment as all its captures together leave it.</summary>
public sealed class FoldedComment
{
    // Most comments have one sighting, so that a list would cost more than what it holds.
    private List<CommentSighting>? later;

    // Gathered as sightings come: looking through all of them at each capture would be quadratic in the captures.
    private List<string>? texts;
    private string? platformId, published;

    internal FoldedComment(CommentSighting first)
    {
        (First, Last, Text, Reached) = (first, first, first, first.Capture);
        (Author, platformId, published) = (first.Comment.Author, first.InThread.PlatformId, first.Comment.Published);
    }

    public CommentSighting First { get; }

    public CommentSighting Last { get; private set; }

    /// <summary>In the order in which the captures were taken.</summary>
    public IEnumerable<CommentSighting> Sightings => later is null ? [First] : later.Prepend(First);

    /// <summary>The capture that came to the archive with it first, whenever it was taken: captures are numbered as they come.</summary>
    public PostCapture Came => later is null ? First.Capture : Sightings.MinBy(sighting => sighting.Capture.Id)!.Capture;

    /// <summary>The last capture that reaches its place: that has it, or that shows by the comments around it that it has not.</summary>
    public PostCapture Reached { get; internal set; }

    /// <summary>A later capture that reaches its place no longer has it.</summary>
    public bool HasVanished => Reached != Last.Capture;

    /// <summary>The sighting whose text is shown: the last that is more than a placeholder, not only its beginning, and was not read in doubt where another was not.</summary>
    public CommentSighting Text { get; private set; }

    public CommentStatus Status => Text.Comment.Status;

    public string Original => Text.Comment.Original;

    /// <summary>As <see cref="Latest"/> gives it; kept, because matching asks for it at each further capture.</summary>
    public string? Author { get; private set; }

    /// <summary>Sightings whose text or status differs from what is shown.</summary>
    public IEnumerable<CommentSighting> Versions
    {
        get
        {
            if (later is null)
            {
                return [];
            }

            var shown = Text.Comment;
            return Sightings.Where(sighting =>
                (sighting.Comment.Status != shown.Status || !sighting.Comment.Written.SaysTheSameAs(shown.Written)) && !IsStump(sighting));
        }
    }

    /// <summary>A fact as the last capture says it that says it at all.</summary>
    public T? Latest<T>(Func<DumpComment, T?> of)
        where T : class
    {
        for (var i = (later?.Count ?? 0) - 1; i >= 0; i--)
        {
            if (of(later![i].Comment) is { } known)
            {
                return known;
            }
        }

        return of(First.Comment);
    }

    /// <summary>The place of its parent in the thread, or <see cref="ThreadOrder.Top"/>.</summary>
    public int Parent { get; internal set; }

    public int Depth { get; internal set; }

    public int Descendants { get; internal set; }

    /// <summary>What names the comment for good; see <see cref="KeysOfThread"/>.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Keys that lead to it too.</summary>
    public IReadOnlyList<string> OtherKeys { get; private set; } = [];

    /// <summary>Takes a name: the first is its key, further ones lead to it.</summary>
    internal void Take(string name)
    {
        if (Key.Length == 0)
        {
            Key = name;
        }
        else
        {
            OtherKeys = [.. OtherKeys, name];
        }
    }

    internal void Add(CommentSighting sighting)
    {
        (later ??= []).Add(sighting);
        Remember(Last.InThread);
        Last = sighting;
        Author = sighting.Comment.Author ?? Author;
        published = sighting.Comment.Published ?? published;
        platformId = sighting.InThread.PlatformId ?? platformId;
        Text = Replaces(sighting, Text) ? sighting : Text;
    }

    private static bool Replaces(CommentSighting nextSighting, CommentSighting shownSighting)
    {
        var (next, shown) = (nextSighting.Comment, shownSighting.Comment);
        if (shown.Status == CommentStatus.Placeholder || next.Status == CommentStatus.Placeholder)
        {
            return shown.Status == CommentStatus.Placeholder;
        }

        if ((nextSighting.IsInDoubt && !shownSighting.IsInDoubt) || AlikeText.IsMisread(next.BodyText, shown.BodyText))
        {
            return false;
        }

        return !next.Incomplete || (shown.Incomplete && !Stump.IsBeginning(next.BodyText, shown.BodyText));
    }

    // The beginning of a text that another capture has is no version of it.
    private bool IsStump(CommentSighting sighting) => sighting.Comment is { Incomplete: true, Status: CommentStatus.Visible }
        && Sightings.Any(other => other != sighting && other.Comment.Status == CommentStatus.Visible
            && Stump.IsBeginning(sighting.Comment.BodyText, other.Comment.BodyText));

    private void Remember(ThreadComment earlier)
    {
        if (earlier is { Status: CommentStatus.Visible, BreaksOff: false } && texts?.Contains(earlier.Text) != true)
        {
            (texts ??= []).Add(earlier.Text);
        }
    }

    /// <summary>As matching with a further capture sees it: as it stood in the last capture that has it.</summary>
    internal ThreadComment InThread(PostCapture latest)
    {
        var seen = (Last.InThread.BreaksOff || (Last.IsInDoubt && !Text.IsInDoubt) ? Text : Last).InThread;
        // What a page without a tree counted at the top may be a reply.
        var shown = seen with { Parent = Parent, NumberInAll = Parent == ThreadOrder.Top ? seen.NumberInAll : null, HasVanished = Last.Capture != latest };
        return later is null ? shown : shown with
        {
            PlatformId = platformId,
            Author = Author,
            Published = published,
            OtherTexts = texts is null ? [] : texts.Where(text => text != shown.Text).ToArray(),
        };
    }
}
