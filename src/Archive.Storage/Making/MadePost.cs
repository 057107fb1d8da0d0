namespace Archive.Storage.Making;

/// <summary>The rows that are made of one post.</summary>
/// <param name="hashOf">The SHA-256 of the source with an id.</param>
internal sealed class MadePost(long id, long blog, string identity, PostPlace place, FoldedPost post, List<NewCapture> captures, Func<long, string> hashOf)
{
    /// <summary>From here on the texts of a thread are derived on all cores.</summary>
    private const int ManyComments = 200;

    private readonly Dictionary<PostCapture, NewCapture> inHand = captures.ToDictionary(capture => capture.Capture);
    private readonly IReadOnlySet<FoldedComment> numberedByCapture = post.NumberedByCapture();
    private Dictionary<long, string>? names;
    private DerivedText? derived;

    public long Id => id;

    public FoldedPost Post => post;

    public PostRow Row() => new(id, blog, identity, place, post, OfPost);

    /// <summary>The thread in reading order; a comment keeps its id.</summary>
    public CommentRow[] Comments(List<StandingComment> stored)
    {
        var ids = Ids(stored);
        names = numberedByCapture.Count == 0 ? null : CaptureDay.Of([.. post.Captures.Select(capture => (capture.Id, capture.Taken, inHand[capture].Basis == "import"))], hashOf);
        var rows = new CommentRow[post.Comments.Count];
        if (rows.Length < ManyComments || (captures is [{ Prepared.Comments: not null }]))
        {
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i] = Comment(i, ids);
            }
        }
        else
        {
            Parallel.For(0, rows.Length, i => rows[i] = Comment(i, ids));
        }

        return rows;
    }

    public List<CaptureRow> Captures() => [.. post.Captures.Select(capture => new CaptureRow(id, inHand[capture].Basis, capture))];

    public List<PostVersionRow> Versions() => [.. post.Versions.Select(capture => new PostVersionRow(id, capture))];

    public List<PostAddressRow> Addresses() => post.Captures.Count == 1 && post.First.Post.Post.OpenDate is null ? [] :
        [.. post.Captures.SelectMany(capture => AddressesOf(capture.Post.Post)).Distinct(StringComparer.Ordinal)
            .Where(address => address != $"{PostPlace.MonthOf(place.Date)}/{place.Slug}").Select(address => new PostAddressRow(id, address))];

    // Of an open date every reading: the post had one of these addresses as long as the blog's dumps spoke for it, and may have it again.
    private static IEnumerable<string> AddressesOf(DumpPost capture)
    {
        var slug = Slug.FromTitle(capture.Title);
        IEnumerable<string?> dates = capture.OpenDate is { } open
            ? Enum.GetValues<NumberedDates.Orders>().Select(order => NumberedDates.Read(open.Printed, order)).OfType<string>().Prepend(null)
            : [capture.Published];
        return dates.Select(date => $"{PostPlace.MonthOf(date)}/{slug}");
    }

    public static List<CommentKeyRow> Keys(CommentRow[] comments) =>
        [.. comments.SelectMany(row => row.Comment.OtherKeys.Select(key => new CommentKeyRow(row.PostId, key, row.Id)))];

    public static List<SightingRow> Sightings(CommentRow[] comments) =>
        [.. comments.Where(row => row.Comment.First != row.Comment.Last).SelectMany(row => row.Comment.Sightings
            .Where(sighting => sighting != row.Comment.Last).Select(sighting => new SightingRow(row.Id, sighting)))];

    public static List<SightingRow> TextVersions(CommentRow[] comments) =>
        [.. comments.SelectMany(row => row.Comment.Versions.Select(sighting => new SightingRow(row.Id, sighting)))];

    public List<LinkRow> Links(CommentRow[] comments)
    {
        var links = OfPost.Links.Select(link => (Comment: (long?)null, Link: link))
            .Concat(comments.Where(comment => comment.Derived.Links.Count > 0).OrderBy(comment => comment.Id)
                .SelectMany(comment => comment.Derived.Links.Select(link => (Comment: (long?)comment.Id, Link: link))));
        return [.. links.Take(RowId.MaxPerGroup).Select((link, turn) => new LinkRow(id, link.Comment, turn, link.Link))];
    }

    private DerivedText OfPost => derived ??= inHand[post.TextOf].Prepared?.Derived ?? DerivedText.OfPost(post.Text);

    private CommentRow Comment(int at, long[] ids)
    {
        var comment = post.Comments[at];
        var text = comment.Text;
        var derived = inHand[text.Capture].Prepared?.Comments?[text.Index] ?? DerivedText.OfComment(text.Comment);
        long? parent = comment.Parent == ThreadOrder.Top ? null : ids[comment.Parent];
        var numberOf = numberedByCapture.Contains(comment) ? names![comment.Last.Capture.Id] : null;
        return new CommentRow(ids[at], id, parent, at, numberOf, place, comment, derived);
    }

    private long[] Ids(List<StandingComment> stored)
    {
        var ids = new long[post.Comments.Count];
        var next = stored.Count == 0 ? PostId.FirstComment(id) : stored[^1].Id + 1;
        if (stored.Count > 0)
        {
            Match(stored, ids);
        }

        // After very many takings back the numbers behind the last run out; then those between are given.
        var taken = next + ids.Length > PostId.FirstComment(id) + PostId.MaxComments ? ids.ToHashSet() : [];
        next = taken.Count > 0 ? PostId.FirstComment(id) : next;
        foreach (var i in InOrderOfArrival())
        {
            while (ids[i] == 0 && taken.Contains(next))
            {
                next++;
            }

            ids[i] = ids[i] == 0 ? next++ : ids[i];
        }

        return ids;
    }

    // As the comments came to the archive, so that a copy made at once of all captures numbers them like one that grew.
    private IEnumerable<int> InOrderOfArrival()
    {
        var places = Enumerable.Range(0, post.Comments.Count);
        return post.Captures.Count == 1 ? places : places.OrderBy(i =>
        {
            var first = post.Comments[i].Sightings.MinBy(sighting => sighting.Capture.Id);
            return (first.Capture.Id, first.Index);
        });
    }

    // A comment is the one that stood in the same place of a capture, whatever its key was; else the one of the same key.
    private void Match(List<StandingComment> stored, long[] ids)
    {
        var byPlace = new Dictionary<(long, int), int>();
        var byKey = new Dictionary<string, int>(StringComparer.Ordinal);
        var byOtherKey = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < ids.Length; i++)
        {
            byKey.Add(post.Comments[i].Key, i);
            foreach (var sighting in post.Comments[i].Sightings)
            {
                byPlace.TryAdd((sighting.Capture.Id, sighting.Comment.Lines.First), i);
            }

            foreach (var key in post.Comments[i].OtherKeys)
            {
                byOtherKey.TryAdd(key, i);
            }
        }

        var left = stored.Where(comment => !Take(comment, byPlace, (comment.Capture, comment.Line))).ToList();
        left.RemoveAll(comment => Take(comment, byKey, comment.Key));
        left.RemoveAll(comment => Take(comment, byOtherKey, comment.Key));

        bool Take<T>(StandingComment comment, Dictionary<T, int> places, T name)
            where T : notnull
        {
            if (!places.TryGetValue(name, out var at) || ids[at] != 0)
            {
                return false;
            }

            ids[at] = comment.Id;
            return true;
        }
    }
}

/// <summary>A comment as it stands, and where its last capture has it.</summary>
internal readonly record struct StandingComment(long Id, string Key, long Capture, int Line)
{
    /// <param name="row">Of id, key, last_capture_id and first_line.</param>
    public static StandingComment Of(Statement row) => new(row.Long("id"), row.Text("key"), row.Long("last_capture_id"), row.Int("first_line"));
}
