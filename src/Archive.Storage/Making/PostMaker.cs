using System.Globalization;

namespace Archive.Storage.Making;

/// <summary>A capture that is in hand, with what a reader of files prepared of it.</summary>
/// <param name="Basis">How its time is known.</param>
/// <param name="Prepared">Null where its texts are to be derived.</param>
internal sealed record NewCapture(PostCapture Capture, string Basis, PreparedPost? Prepared);

/// <summary>Captures of one blog that are <see cref="SamePost.AreLinked">linked</see>, as posts are made of them together: nearly always those of one post.</summary>
/// <param name="Blog">The blog's slug.</param>
/// <param name="Identity">The smallest of the heads of the captures; empty where they are only just coming.</param>
internal readonly record struct PostGroup(long BlogId, string Blog, string Identity);

/// <summary>The changes that making a group brought.</summary>
/// <param name="IsChanged">Something that a reader sees is other than before.</param>
internal readonly record struct PostChange(bool IsNewPost, bool IsChanged, int CommentsNew)
{
    public PostChange With(PostChange other) =>
        new(IsNewPost || other.IsNewPost, IsChanged || other.IsChanged, CommentsNew + other.CommentsNew);

    public ImportCounts Counts => ImportCounts.None with
    {
        PostsNew = IsNewPost ? 1 : 0,
        PostsChanged = !IsNewPost && IsChanged ? 1 : 0,
        PostsUnchanged = !IsNewPost && !IsChanged ? 1 : 0,
        CommentsNew = CommentsNew,
    };
}

/// <summary>Makes the rows of posts from their captures, and writes only what differs from the rows that stand; no other code writes them.</summary>
internal sealed class PostMaker(
    Connection connection, OriginalPosts originals, LinkedCaptures linked, GivenAddresses given, BlogDates dates, Vocabulary vocabulary, StandingIds? standing)
{
    private readonly SlugOrder slugs = new(connection);
    private readonly HashSet<long> displaced = [];

    /// <summary>Makes the posts of a group from its stored captures and those in hand.</summary>
    /// <param name="notes">Posts that are perhaps one, for whoever imports; they stand in rows of their own.</param>
    public PostChange Make(PostGroup group, IReadOnlyList<NewCapture> fresh, List<Problem> problems, List<Problem>? notes = null)
    {
        var change = MakeGroup(group, fresh, problems, notes ?? []);
        MakeDisplaced();
        return change;
    }

    /// <summary>Makes the posts of captures that are in hand, all that are linked; some may have been made by themselves, before others came.</summary>
    /// <remarks>Posts that are displaced wait for <see cref="MakeDisplaced"/>.</remarks>
    public void MakeAll(PostGroup group, List<NewCapture> captures, List<Problem> problems)
    {
        var stored = captures.Select(capture => StoredPost.OfCapture(connection, capture.Capture.Id)).OfType<StoredPost>().DistinctBy(post => post.Id).ToList();
        MakeLinked(group, captures, stored, problems, []);
        stored.ForEach(post => Delete(group, post));
    }

    /// <summary>Makes the posts of a group anew.</summary>
    /// <remarks>Posts that are displaced wait for <see cref="MakeDisplaced"/>.</remarks>
    public void MakeAgain(PostGroup group, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        MakeGroup(group, [], [], []);
    }

    /// <summary>The group of the post that a capture is of; null where there is no such capture.</summary>
    public PostGroup? GroupOf(long capture) =>
        connection["SELECT post_id FROM captures WHERE id = ?"].With(capture).Number() is { } post ? Group(post) : null;

    /// <summary>The captures of a post in their order, each with what was given to it and what the dumps of its blog say of its day.</summary>
    /// <param name="from">The copy that says which they are; null for the one that is made here.</param>
    public List<PostCapture> CapturesOf(long post, Connection? from = null)
    {
        var captures = (from ?? connection)["SELECT captures.id, captured_at, blog_id FROM captures JOIN posts ON posts.id = post_id WHERE post_id = ?"].With(post)
            .All(row => (Blog: row.Long(2), Capture: new NewCapture(new PostCapture(row.Long(0), row.Text(1), originals.Read(row.Long(0))), "", null)))
            .ConvertAll(one => WithDay(one.Blog, WithGiven(one.Capture)).Capture);
        captures.Sort((a, b) => a.CompareTo(b));
        return captures;
    }

    /// <summary>Folds captures of one post, in their order.</summary>
    public FoldedPost Fold(IReadOnlyList<PostCapture> captures) => PostFold.Fold(captures, linked.Parted.Of(captures));

    private PostGroup? Group(long post) =>
        connection["SELECT blog_id, blogs.slug, identity FROM posts JOIN blogs ON blogs.id = blog_id WHERE posts.id = ?"].With(post)
            .First<PostGroup?>(row => new PostGroup(row.Long(0), row.Text(1), row.Text(2)));

    private PostChange MakeGroup(PostGroup group, IReadOnlyList<NewCapture> fresh, List<Problem> problems, List<Problem> notes)
    {
        var known = fresh.ToDictionary(capture => capture.Capture.Id);
        var queue = new Queue<long>(known.Keys);
        var stored = new List<StoredPost>();
        Await(StoredPost.OfIdentity(connection, group.Identity, group.BlogId));
        var sets = new List<List<NewCapture>>();
        var done = new HashSet<long>();
        while (queue.TryDequeue(out var capture))
        {
            if (!done.Contains(capture))
            {
                var parted = new HashSet<long>();
                var set = linked.Of(group.BlogId, capture, fresh.Any(one => one.Capture.Id == capture), parted);
                done.UnionWith(set);
                foreach (var other in set.Concat(parted).Where(other => !known.ContainsKey(other)).ToList())
                {
                    AwaitGroupOf(other);
                }

                sets.Add(set.ConvertAll(one => known[one]));
            }
        }

        var total = default(PostChange);
        foreach (var set in sets)
        {
            total = total.With(MakeLinked(group, set, stored, problems, notes));
        }

        stored.ForEach(post => Delete(group, post));
        return total with { IsChanged = total.IsChanged || stored.Count > 0 };

        void AwaitGroupOf(long capture)
        {
            if (!known.ContainsKey(capture) && GroupOf(capture) is { } other)
            {
                Await(StoredPost.OfIdentity(connection, other.Identity, group.BlogId));
            }
        }

        void Await(List<StoredPost> posts)
        {
            foreach (var post in posts.Where(post => !stored.Exists(one => one.Id == post.Id)))
            {
                stored.Add(post);
                foreach (var (id, taken, basis) in post.Captures)
                {
                    known[id] = new NewCapture(new PostCapture(id, taken, originals.Read(id)), basis, null);
                    queue.Enqueue(id);
                }
            }
        }
    }

    private PostChange MakeLinked(PostGroup group, List<NewCapture> captures, List<StoredPost> stored, List<Problem> problems, List<Problem> notes)
    {
        var total = default(PostChange);
        captures = captures.ConvertAll(one => WithDay(group.BlogId, WithGiven(one)));
        captures.Sort((a, b) => a.Capture.CompareTo(b.Capture));
        var identity = captures.Min(capture => capture.Capture.Post.Signs.Head).ToString("x16", CultureInfo.InvariantCulture);
        var division = SamePost.Divide(captures.ConvertAll(capture => capture.Capture), linked.Verdicts.Of(captures.Select(capture => capture.Capture.Id)));
        var ids = new Dictionary<long, long>();
        foreach (var post in division.Posts)
        {
            var folded = Fold(post);
            problems.AddRange(folded.Problems);
            var row = Take(stored, folded);
            total = total.With(Write(group with { Identity = identity }, row, folded, captures, problems, out var id));
            _ = id is { } known && ids.TryAdd(folded.First.Id, known);
        }

        NoteDoubts(division, ids, notes);
        return total;
    }

    private void NoteDoubts(PostDivision division, Dictionary<long, long> ids, List<Problem> notes)
    {
        var rows = division.Doubts.Where(doubt => ids.ContainsKey(doubt.One.Id) && ids.ContainsKey(doubt.Other.Id))
            .SelectMany(doubt => new[]
            {
                new PostDoubtRow(ids[doubt.One.Id], ids[doubt.Other.Id], doubt.HaveOneHead),
                new PostDoubtRow(ids[doubt.Other.Id], ids[doubt.One.Id], doubt.HaveOneHead),
            }).ToLookup(row => row.PostId);
        // What was in doubt before, in the same way, is not news; else with each file of a day of many posts all pairs of them would be told.
        var added = ids.Values.Select(id => PostDoubtRow.Table.Align(connection, "post_id = ?", id, [.. rows[id]]))
            .SelectMany(change => change.Inserted.Concat(change.Updated.Select(one => one.Row))).Select(row => (row.PostId, row.Other)).ToHashSet();
        notes.AddRange(division.Doubts
            .Where(doubt => ids.TryGetValue(doubt.One.Id, out var one) && ids.TryGetValue(doubt.Other.Id, out var other) && (added.Contains((one, other)) || added.Contains((other, one))))
            .Select(doubt => new Problem(
                Severity.Note, doubt.Other.Post.Post.Lines?.First,
                $"{FileOf(doubt.One)} and {FileOf(doubt.Other)} {(doubt.HaveOneHead ? "have one title and one day, and nothing else in common" : "are perhaps captures of one post")}; they are kept as two posts")));
    }

    private string FileOf(PostCapture capture) =>
        connection["SELECT file_name FROM sources WHERE id = ?"].With(RowId.GroupOf(capture.Id)).Text() ?? "a file";

    private NewCapture WithGiven(NewCapture one) =>
        given.Of(one.Capture.Id) is var names && names != GivenNames.None ? one with { Capture = one.Capture with { Given = names } } : one;

    private NewCapture WithDay(long blog, NewCapture one) =>
        dates.DayOf(blog, one.Capture.Post.Post) is { } day ? one with { Capture = one.Capture with { InferredDay = day } } : one;

    /// <summary>Makes anew the posts that were displaced: slugs of posts of one title and month depend on each other.</summary>
    public void MakeDisplaced(CancellationToken cancel = default)
    {
        var (waiting, queue) = (new HashSet<PostGroup>(), new Queue<PostGroup>());
        Wait();
        while (queue.TryDequeue(out var group))
        {
            waiting.Remove(group);
            MakeAgain(group, cancel);
            Wait();
        }

        void Wait()
        {
            foreach (var post in displaced)
            {
                if (Group(post) is { } group && waiting.Add(group))
                {
                    queue.Enqueue(group);
                }
            }

            displaced.Clear();
        }
    }

    // A post keeps its row where any of its captures was in it before; of several the one that it has in the copy before, else one of its own day.
    private StoredPost? Take(List<StoredPost> stored, FoldedPost post)
    {
        var ids = post.Captures.Select(capture => capture.Id).ToHashSet();
        var row = stored.Where(one => one.Captures.Exists(capture => ids.Contains(capture.Id)))
            .MaxBy(one => (standing is not null && standing.Post(post.First.Id, post.Date) == one.Id, PostId.IsOf(one.Id, post.Date)));
        _ = row is not null && stored.Remove(row);
        return row;
    }

    private PostChange Write(
        PostGroup group, StoredPost? stored, FoldedPost post, List<NewCapture> captures, List<Problem> problems, out long? stands)
    {
        stands = null;
        if (stored is not null && !PostId.IsOf(stored.Id, post.Date))
        {
            return Move(group, stored, post, captures, problems, out stands);
        }

        if ((stored?.Id ?? StandingId(post) ?? FreeId(post.Date)) is not { } id)
        {
            problems.Add(new Problem(
                Severity.Error, post.Text.Lines?.First, $"there are {PostId.MaxPerDay} posts of that day; this one is not stored"));
            return default;
        }

        var month = PostPlace.MonthOf(post.Date);
        var slug = slugs.Of(group.BlogId, month, post, id, stored?.Slug, displaced);
        var place = new PostPlace(id, group.Blog, slug, post.Date, post.Labels);
        stands = id;
        var made = new MadePost(id, group.BlogId, group.Identity, place, post, captures, source => connection["SELECT sha256 FROM sources WHERE id = ?"].With(source).Text() ?? "");
        return stored is null ? Insert(made) : Update(made);
    }

    // Rows lie in order of date, so that a post of another day than before has another row.
    private PostChange Move(
        PostGroup group, StoredPost stored, FoldedPost post, List<NewCapture> captures, List<Problem> problems, out long? stands)
    {
        var comments = CommentCount(stored.Id);
        Delete(group, stored);
        return Write(group, null, post, captures, problems, out stands) with { IsNewPost = false, CommentsNew = Math.Max(0, post.CommentCount - comments) };
    }

    private long? StandingId(FoldedPost post) =>
        standing?.Post(post.First.Id, post.Date) is { } id && connection["SELECT 1 FROM posts WHERE id = ?"].With(id).Number() is null ? id : null;

    // Every id of a post is in the range of its day, so the last one there is found by one step. Nobody takes an id that another post has in the copy before.
    private long? FreeId(string? date)
    {
        var first = PostId.FirstOf(date);
        var last = connection["SELECT max(id) FROM posts WHERE id >= ? AND id < ?"].With(first).With(first + PostId.MaxPerDay).Number();
        var id = (last ?? first) + 1;
        // A damaged copy may have its last id taken.
        id = standing?.LastOf(date) is { } other && other + 1 < first + PostId.MaxPerDay ? Math.Max(id, other + 1) : id;
        return id < first + PostId.MaxPerDay ? id : null;
    }

    private PostChange Insert(MadePost made)
    {
        var comments = made.Comments(standing?.Comments(made.Id) ?? []);
        PostRow.Table.Insert(connection, made.Row());
        LabelKeys.Add(connection, made.Post.Labels);
        CommentRow.Table.Insert(connection, comments);
        var captures = made.Captures();
        Release(captures);
        CaptureRow.Table.Insert(connection, captures);
        PostVersionRow.Table.Insert(connection, made.Versions());
        PostAddressRow.Table.Insert(connection, made.Addresses());
        CommentKeyRow.Table.Insert(connection, MadePost.Keys(comments));
        SightingRow.Table.Insert(connection, MadePost.Sightings(comments));
        SightingRow.Versions.Insert(connection, MadePost.TextVersions(comments));
        LinkRow.Table.Insert(connection, made.Links(comments));
        PersonRow.Table.Insert(connection, PersonRow.Of(made.Row(), comments));
        connection["INSERT OR IGNORE INTO index_pending (post_id) VALUES (?)"].With(made.Id).Run();
        return new PostChange(true, true, made.Post.CommentCount);
    }

    private PostChange Update(MadePost made)
    {
        var vanishedBefore = Vanished(made.Id);
        var comments = made.Comments(standing?.Comments(made.Id) is { Count: > 0 } before ? before : StoredComments(made.Id));
        const string OfPost = "post_id = ?", OfItsComments = "comment_id IN (SELECT id FROM comments WHERE post_id = ?)";
        var post = PostRow.Table.Compare(connection, "id = ?", made.Id, [made.Row()]);
        var thread = CommentRow.Table.Compare(connection, OfPost, made.Id, comments);
        var captures = CaptureRow.Table.Compare(connection, OfPost, made.Id, made.Captures());
        var versions = PostVersionRow.Table.Compare(connection, OfPost, made.Id, made.Versions());
        // What leads to another comment now must be gone before the old one goes, which would take it along.
        var keys = CommentKeyRow.Table.Replacing(
            CommentKeyRow.Table.Bits("comment_id"), CommentKeyRow.Table.Compare(connection, OfPost, made.Id, MadePost.Keys(comments)));
        var sightings = SightingRow.Table.Compare(connection, OfItsComments, made.Id, MadePost.Sightings(comments));
        var texts = SightingRow.Versions.Compare(connection, OfItsComments, made.Id, MadePost.TextVersions(comments));
        var links = LinkRow.Table.Replacing(
            LinkRow.Table.Bits("comment_id", "address", "site", "page"), LinkRow.Table.Compare(connection, OfPost, made.Id, made.Links(comments)));

        var reindexes = post.Updated.Any(row => (row.Columns & PostRow.Indexed) != 0) || thread.Inserted.Count + thread.Deleted.Count > 0
            || thread.Updated.Any(row => (row.Columns & CommentRow.Indexed) != 0);
        var isIndexed = reindexes && connection["SELECT 1 FROM index_pending WHERE post_id = ?"].With(made.Id).Number() is null;
        if (isIndexed)
        {
            vocabulary.Forget(made.Id);
        }

        CommentKeyRow.Table.Write(connection, keys with { Updated = [], Inserted = [] });
        LinkRow.Table.Write(connection, links with { Updated = [], Inserted = [] });
        SetKeysAside(thread);
        PostRow.Table.Write(connection, post);
        LabelKeys.Add(connection, made.Post.Labels);
        CommentRow.Table.Write(connection, thread);
        Release(captures.Inserted);
        CaptureRow.Table.Write(connection, captures);
        PostVersionRow.Table.Write(connection, versions);
        PostAddressRow.Table.Align(connection, OfPost, made.Id, made.Addresses());
        PersonRow.Table.Align(connection, OfPost, made.Id, PersonRow.Of(made.Row(), comments));
        CommentKeyRow.Table.Write(connection, keys with { Deleted = [] });
        SightingRow.Table.Write(connection, sightings);
        SightingRow.Versions.Write(connection, texts);
        LinkRow.Table.Write(connection, links with { Deleted = [] });
        if (isIndexed)
        {
            Index(thread.Inserted);
            vocabulary.Learn(made.Id);
        }

        var isChanged = post.Updated.Any(row => (row.Columns & PostRow.Texts) != 0)
            || thread.Inserted.Count + thread.Deleted.Count > 0 || thread.Updated.Any(row => (row.Columns & CommentRow.Texts) != 0)
            || versions.Inserted.Count > 0 || texts.Inserted.Any(row => row.Sighting.Comment.Status != CommentStatus.Placeholder)
            || Vanished(made.Id) > vanishedBefore;
        return new PostChange(false, isChanged, thread.Inserted.Count(row => row.Comment.Status != CommentStatus.Placeholder));
    }

    // A capture that comes from another post of the group leaves it here; that post is made, or goes, after this one.
    private void Release(IReadOnlyList<CaptureRow> captures)
    {
        foreach (var capture in captures)
        {
            connection["DELETE FROM captures WHERE id = ?"].With(capture.Capture.Id).Run();
        }
    }

    private long Vanished(long post) => connection[
        "SELECT count(*) FROM comments WHERE post_id = ? AND last_capture_id <> reached_capture_id"]
        .With(post).Number() ?? 0;

    private int CommentCount(long post) => (int)connection["SELECT comment_count FROM posts WHERE id = ?"].With(post).Number()!.Value;

    private List<StandingComment> StoredComments(long post) =>
        connection["SELECT id, key, last_capture_id, first_line FROM comments WHERE post_id = ? ORDER BY id"].With(post).All(StandingComment.Of);

    // Keys are unique in their thread, so those that change step aside first; no key has a tilde.
    private void SetKeysAside(Difference<CommentRow> thread)
    {
        var key = CommentRow.Table.Bits("key");
        foreach (var (row, _) in thread.Updated.Where(row => (row.Columns & key) != 0))
        {
            connection["UPDATE comments SET key = '~' || id WHERE id = ?"].With(row.Id).Run();
        }
    }

    private void Index(IReadOnlyList<CommentRow> added)
    {
        foreach (var row in added)
        {
            connection["INSERT INTO comment_fts (rowid, text, quotes, facts) SELECT id, text, quotes, facts FROM searchable_comments WHERE id = ?"]
                .With(row.Id).Run();
        }
    }

    private void Delete(PostGroup group, StoredPost post)
    {
        slugs.Remove(post.Id, group.BlogId, post.Month, post.Slug, displaced);
        var isIndexed = connection["SELECT 1 FROM index_pending WHERE post_id = ?"].With(post.Id).Number() is null;
        if (isIndexed)
        {
            vocabulary.Forget(post.Id);
        }

        // Comments by hand: a cascade would look for the replies of each, and fire its triggers, one by one inside another.
        connection["DELETE FROM links WHERE post_id = ?"].With(post.Id).Run();
        connection["DELETE FROM comments WHERE post_id = ?"].With(post.Id).Run();
        connection["DELETE FROM post_people WHERE post_id = ?"].With(post.Id).Run();
        connection["DELETE FROM captures WHERE post_id = ?"].With(post.Id).Run();
        connection["DELETE FROM posts WHERE id = ?"].With(post.Id).Run();
        connection["DELETE FROM index_pending WHERE post_id = ?"].With(post.Id).Run();
    }
}
