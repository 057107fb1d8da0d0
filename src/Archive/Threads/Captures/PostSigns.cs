using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Archive.Dumps;
using Archive.Dumps.Blogger.Dates;
using Archive.Links;

namespace Archive.Threads.Captures;

/// <summary>All by which a capture of a post is known again in another one.</summary>
internal sealed partial class PostSigns
{
    /// <summary>A text of fewer words may be anybody's.</summary>
    internal const int MinBody = 5, MinLongBody = 12, MinLongComment = 6;

    /// <summary>Comments that stand for a thread: those of the smallest hashes, so that two captures choose the same ones.</summary>
    private const int MaxComments = 8;

    /// <summary>Words of a passage of the body that is a sign by itself.</summary>
    private const int Passage = 4;

    private DumpPost? post;

    // Few pairs of captures are so alike that these are asked for.
    private IReadOnlySet<string>? numbers, titleNumbers, links;

    private PostSigns(DumpPost post)
    {
        this.post = post;
        // A dump may print the time too; the day is what all captures agree on.
        Day = IsoDate.DayOf(post.Published);
        Month = Day is not null ? null : post.OpenDate is { } open ? NumberedDates.Numbers(open.Printed) : post.Published;
        Title = AlikeText.Of(post.Title ?? "");
        Key = post.Key;
        Address = AddressOf(post.Url);
        Body = new ComparedText(post.BodyText);
        Reach = post.Reach;
        foreach (var comment in post.Comments)
        {
            Add(comment);
        }

        Head = HeadOf();
        All = [.. Signs().Distinct().Order()];
    }

    /// <summary>The captures of one head are always compared: it is made of day and title, or of the text too where one of them is unknown.</summary>
    public long Head { get; }

    /// <summary>Captures that share one of these may be of one post; the head is among them.</summary>
    public IReadOnlyList<long> All { get; }

    internal DateOnly? Day { get; }

    /// <summary>A date that is no day by itself, as printed: a month, or numbers in an order that is not said.</summary>
    internal string? Month { get; }

    /// <summary>In the form of <see cref="AlikeText"/>; empty where there is none.</summary>
    internal string Title { get; }

    /// <summary>The platform's own id.</summary>
    internal string? Key { get; }

    /// <summary>The page of the live blog, in the spelling of <see cref="LivePage"/>; null where that names no post.</summary>
    internal string? Address { get; }

    internal ComparedText Body { get; }

    internal DumpReach Reach { get; }

    /// <summary>Numbers, which a series changes and an edit rarely does.</summary>
    internal IReadOnlySet<string> Numbers => numbers ??= NumbersOf(post!.BodyText);

    internal IReadOnlySet<string> TitleNumbers => titleNumbers ??= NumbersOf(Title);

    /// <summary>Addresses in the body, without what captures write differently.</summary>
    internal IReadOnlySet<string> Links => links ??= LinksOf(post!.Original);

    /// <summary>Whole texts of comments, by the hashes of their words.</summary>
    internal Dictionary<long, SignedText> Comments { get; } = [];

    internal HashSet<string> CommentIds { get; } = new(StringComparer.Ordinal);

    public static PostSigns Of(DumpPost post) => new(post);

    /// <summary>Lets go of the post, of which the signs are a tenth, for whoever holds them longer than it.</summary>
    public PostSigns Alone()
    {
        if (post is not null)
        {
            _ = (Numbers, TitleNumbers, Links);
            post = null;
        }

        return this;
    }

    private void Add(DumpComment comment)
    {
        if (comment.Key is { } id)
        {
            CommentIds.Add(id);
        }

        if (comment is { Status: CommentStatus.Visible, Incomplete: false } && new ComparedText(comment.BodyText) is { Count: > 0 } text)
        {
            Comments.TryAdd(text.Hash, new SignedText(text.Count, comment.Author, StampedTime.Of(comment.Published)));
        }
    }

    private static HashSet<string> NumbersOf(string text) => [.. Digits().Matches(text).Select(digits => digits.Value)];

    private static HashSet<string> LinksOf(string text) => [.. Addresses().Matches(text).Select(address => Spelled(address.Value))];

    // Behind the last scheme, where an archive of the web wrote its own address before it.
    private static string Spelled(string address)
    {
        var spelled = address[(address.LastIndexOf("://", StringComparison.Ordinal) + 3)..].Split('#')[0].TrimEnd('/', '.', ',');
        return spelled.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? spelled[4..] : spelled;
    }

    // Decimals and groups of thousands are one number.
    [GeneratedRegex(@"\d+([.,]\d+)*", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();

    [GeneratedRegex(@"https?://[^\s""'<>()\[\]]+", RegexOptions.NonBacktracking)]
    private static partial Regex Addresses();

    private static string? AddressOf(string? url) =>
        url is not null && LivePage.Read(url) is { Page: { Length: > 0 } page } live && (live.Slug is not null || page[0] == '/') ? page : null;

    private long HeadOf() => Day is { } day
        ? Hash("day", day.ToString("O", CultureInfo.InvariantCulture), Title)
        : Hash("text", Month ?? "", Title, Number(Body.Hash), Body.Count > 0 ? "" : string.Join(' ', Comments.Keys.Order().Select(Number)));

    private IEnumerable<long> Signs()
    {
        yield return Head;
        if (Address is not null)
        {
            yield return Hash("address", Address);
        }

        if (Key is not null)
        {
            yield return Hash("key", Key);
        }

        if (Day is null && Title.Length > 0)
        {
            yield return Hash("title", Title);
        }

        if (Day is { } day && Title.Length > 0)
        {
            // The blog's clock and the reader's may be a day apart.
            yield return Hash("title of days", Title, Number(day.DayNumber));
            yield return Hash("title of days", Title, Number(day.DayNumber + 1));
        }

        foreach (var id in CommentIds.Select(id => Hash("id", id)).Order().Take(MaxComments))
        {
            yield return id;
        }

        foreach (var comment in Comments.Where(comment => comment.Value.Words >= MinLongComment).Select(comment => Hash("comment", Number(comment.Key))).Order().Take(MaxComments))
        {
            yield return comment;
        }

        foreach (var passage in OfBody())
        {
            yield return passage;
        }
    }

    // The whole; its beginning, for one that is cut; its end and two passages from anywhere, for one that was edited.
    private IEnumerable<long> OfBody()
    {
        var count = Body.Count;
        if (count >= MinBody)
        {
            yield return Hash("body", Number(Body.Hash));
        }

        if (count >= MinLongBody)
        {
            yield return Hash("opening", Words(0, MinLongBody));
            yield return Hash("end", Words(count - MinLongBody, MinLongBody));
            foreach (var passage in Passages())
            {
                yield return Hash("passage", Number(passage));
            }
        }
    }

    // The two smallest: every import asks this of every body, and sorting all passages cost more than making them.
    private long[] Passages()
    {
        var (first, second) = (Mixed(0, Passage), (long?)null);
        for (var at = 1; at <= Body.Count - Passage; at++)
        {
            var mixed = Mixed(at, Passage);
            if (mixed < first)
            {
                (first, second) = (mixed, first);
            }
            else if (mixed > first && (second is not { } known || mixed < known))
            {
                second = mixed;
            }
        }

        return second is { } other ? [first, other] : [first];
    }

    private string Words(int from, int count) => string.Join(' ', Body.Words.Slice(from, count).ToArray());

    private long Mixed(int from, int count)
    {
        var mixed = 0x9E37_79B9_7F4A_7C15;
        foreach (var word in Body.Words.Slice(from, count))
        {
            mixed = unchecked((mixed ^ (uint)word) * 0xFF51_AFD7_ED55_8CCD);
            mixed ^= mixed >> 32;
        }

        return (long)mixed;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long Hash(string kind, params ReadOnlySpan<string> parts) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\0{string.Join('\0', parts)}")));
}

/// <summary>The text of a comment by its length, with who wrote it and when, where the capture says so.</summary>
internal readonly record struct SignedText(int Words, string? Author, StampedTime? Time)
{
    public bool IsOther(SignedText same) => (Author is not null && same.Author is not null && !IsBy(same)) || StampedTime.Differ(Time, same.Time);

    public bool IsStampedAs(SignedText same) => IsBy(same) && Time is { HasClock: true } time && time == same.Time;

    private bool IsBy(SignedText same) => Author is not null && MatchedThread.NameOf(Author) == MatchedThread.NameOf(same.Author);
}
