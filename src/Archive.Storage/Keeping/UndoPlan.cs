using System.Globalization;
using System.Text.Json;

namespace Archive.Storage.Keeping;

/// <summary>The posts and comments that taking an import back would take away.</summary>
/// <param name="Sources">Dumps that go, because no other import brought the same bytes to the blog.</param>
/// <param name="PostsGone">Posts that no other import has.</param>
/// <param name="PostsChanged">Posts that other imports have too; they become what those alone make of them.</param>
/// <param name="CommentsGone">Comments that no other import has.</param>
public sealed record UndoPlan(long Import, DateTime StartedAt, int Sources, int PostsGone, int PostsChanged, int CommentsGone)
{
    /// <summary>Posts of each list that are named; a page is no inventory.</summary>
    public const int MaxListed = 100;

    // Numbers of captures begin with those of their sources.
    private const string Gone = "(SELECT value FROM json_each(?))";

    private const string CommentsOfPosts =
        $"""
         SELECT post_id, sum(first_capture_id >> 20 IN {Gone} AND last_capture_id >> 20 IN {Gone}
                    AND NOT EXISTS (SELECT 1 FROM sightings WHERE comment_id = comments.id AND capture_id >> 20 NOT IN {Gone}))
           FROM comments
          WHERE status <> 'placeholder' AND post_id IN (SELECT post_id FROM captures WHERE source_id IN {Gone})
          GROUP BY post_id
         """;

    private const string Posts =
        $"""
         SELECT posts.id, blogs.slug, month, posts.slug, posts.title, published, comment_count, max(source_id NOT IN {Gone}), first_capture_id >> 20 IN {Gone}
           FROM posts JOIN blogs ON blogs.id = blog_id JOIN captures ON captures.post_id = posts.id
          WHERE posts.id IN (SELECT post_id FROM captures WHERE source_id IN {Gone})
          GROUP BY posts.id ORDER BY posts.id
         """;

    // '`' follows '_' in the order of bytes. A slug that an earlier version gave stays where it is.
    private const string Numbered =
        """
        SELECT posts.id, posts.slug, posts.title, published, comment_count,
               EXISTS (SELECT 1 FROM captures JOIN given_addresses ON capture_id = captures.id WHERE captures.post_id = posts.id AND line IS NULL)
          FROM posts JOIN blogs ON blogs.id = blog_id
         WHERE blogs.slug = ? AND month = ? AND (posts.slug = ? OR (posts.slug >= ? AND posts.slug < ?))
        """;

    private const string OtherImports =
        $"""
         SELECT DISTINCT import_id FROM captures JOIN sources ON sources.id = source_id
          WHERE source_id NOT IN {Gone} AND post_id IN (SELECT post_id FROM captures WHERE source_id IN {Gone}) ORDER BY 1 DESC
         """;

    /// <summary>Dumps that stay, because another import brought the same bytes.</summary>
    public int SourcesStaying { get; private init; }

    /// <summary>The first of the posts that go, and of those that change.</summary>
    public IReadOnlyList<PlannedPost> Going { get; private init; } = [];

    public IReadOnlyList<PlannedPost> Changing { get; private init; } = [];

    /// <summary>Posts that move to another address, because one of their title and month goes.</summary>
    public IReadOnlyList<MovingPost> Moving { get; private init; } = [];

    /// <summary>The imports that have the posts that change, the last first.</summary>
    public IReadOnlyList<long> KeptBy { get; private init; } = [];

    /// <summary>Slugs of the blogs that go whole.</summary>
    public IReadOnlyList<string> BlogsGoing { get; private init; } = [];

    /// <summary>Dumps of these that stand again under the name that was guessed for them before this import said whose they are, with that slug.</summary>
    public IReadOnlyList<(string Blog, int Sources)> Returning { get; private init; } = [];

    /// <exception cref="KeepingException">There is no such import, or it is taken back already.</exception>
    internal static UndoPlan Of(ArchiveFolder archive, long import)
    {
        using var copy = new Connection(archive.OpenReader());
        copy.Execute("BEGIN");
        var (started, undone) = StatedTimes.Of(copy, import);
        if (undone is not null)
        {
            throw new KeepingException($"import {import} is undone already, since {undone}");
        }

        var applied = CopyState.Read(copy).Applied;
        var after = Register.Of(archive.Record, applied, new ImportUndone(import));
        var staying = after.Sources.Select(source => (source.Blog.Slug, source.Detail.Sha256)).ToHashSet();
        var sources = copy["SELECT sources.id, blogs.slug, sha256, import_id FROM sources JOIN blogs ON blogs.id = blog_id"]
            .All(row => (Id: row.Long(0), Blog: row.Text(1), Sha256: row.Text(2), Import: row.Long(3)));
        var gone = sources.FindAll(source => !staying.Contains((source.Blog, source.Sha256)));
        var blogs = after.Blogs.Select(blog => blog.Slug).ToHashSet(StringComparer.Ordinal);
        var standing = sources.Select(source => (source.Blog, source.Sha256)).ToHashSet();
        return Counted(copy, new UndoPlan(import, Times.Read(started).UtcDateTime, gone.Count, 0, 0, 0)
        {
            SourcesStaying = sources.Count(source => source.Import == import) - gone.Count(source => source.Import == import),
            Returning = [.. staying.Where(source => !standing.Contains(source)).CountBy(source => source.Slug).Select(blog => (blog.Key, blog.Value)).OrderBy(blog => blog.Key, StringComparer.Ordinal)],
            BlogsGoing = [.. gone.Select(source => source.Blog).Distinct().Where(blog => !blogs.Contains(blog)).Order(StringComparer.Ordinal)],
        }, JsonSerializer.Serialize(gone.Select(source => source.Id)));
    }

    private static UndoPlan Counted(Connection copy, UndoPlan plan, string gone)
    {
        var comments = copy[CommentsOfPosts].With(gone).With(gone).With(gone).With(gone).All(row => (Post: row.Long(0), Gone: (int)row.Long(1)))
            .ToDictionary(post => post.Post, post => post.Gone);
        var posts = copy[Posts].With(gone).With(gone).With(gone).All(row => (
            Post: new PlannedPost(row.Text(1), row.Text(2), row.Text(3), row.TextOrNull(4), row.TextOrNull(5), (int)row.Long(6), comments.GetValueOrDefault(row.Long(0))),
            Id: row.Long(0), Stays: row.Long(7) == 1, IsFirstGone: row.Long(8) == 1));
        var (going, changing) = (posts.FindAll(post => !post.Stays), posts.FindAll(post => post.Stays));
        // A post that stays but loses its first capture may get another date, and so another address; only the making can tell.
        var unsure = changing.Where(post => post.IsFirstGone).Select(post => post.Id).ToHashSet();
        return plan with
        {
            PostsGone = going.Count,
            PostsChanged = changing.Count,
            CommentsGone = comments.Values.Sum(),
            Going = [.. going.Take(MaxListed).Select(post => post.Post)],
            Changing = [.. changing.OrderByDescending(post => post.Post.CommentsGone).ThenBy(post => post.Id).Take(MaxListed).Select(post => post.Post)],
            Moving = [.. Moved(copy, going.ConvertAll(post => (post.Id, post.Post)), unsure)],
            KeptBy = copy[OtherImports].With(gone).With(gone).All(row => row.Long(0)),
        };
    }

    private static IEnumerable<MovingPost> Moved(Connection copy, List<(long Id, PlannedPost Post)> going, HashSet<long> unsure)
    {
        var gone = going.Select(post => post.Id).ToHashSet();
        foreach (var (blog, month, stem) in going.Select(post => (post.Post.Blog, post.Post.Month, StemOf(post.Post.Slug))).Distinct())
        {
            var posts = copy[Numbered].With(blog).With(month).With(stem).With(stem + "_").With(stem + "`").All(row => (
                Id: row.Long(0), Post: new PlannedPost(blog, month, row.Text(1), row.TextOrNull(2), row.TextOrNull(3), (int)row.Long(4), 0), IsGiven: row.Long(5) == 1));
            if (posts.Exists(post => post.IsGiven || unsure.Contains(post.Id)))
            {
                continue;
            }

            var left = posts.Where(post => !gone.Contains(post.Id)).OrderBy(post => TurnOf(post.Post.Slug)).ToList();
            for (var turn = 0; turn < left.Count; turn++)
            {
                var slug = turn == 0 ? stem : string.Create(CultureInfo.InvariantCulture, $"{stem}_{turn + 1}");
                if (slug != left[turn].Post.Slug)
                {
                    yield return new MovingPost(left[turn].Post, slug);
                }
            }
        }
    }

    private static string StemOf(string slug) => slug.IndexOf('_', StringComparison.Ordinal) is >= 0 and var at ? slug[..at] : slug;

    private static int TurnOf(string slug) =>
        slug.IndexOf('_', StringComparison.Ordinal) is >= 0 and var at && int.TryParse(slug[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var turn) ? turn : 1;
}

/// <summary>A post that an undo would take away or change.</summary>
/// <param name="Comments">That it has now, placeholders not counted.</param>
/// <param name="CommentsGone">Of those, the ones that go.</param>
public sealed record PlannedPost(string Blog, string Month, string Slug, string? Title, string? Published, int Comments, int CommentsGone);

/// <summary>A post that an undo would move to another address; the old one leads on.</summary>
/// <param name="Slug">The one that it gets.</param>
public sealed record MovingPost(PlannedPost Post, string Slug);

/// <summary>What bringing an undone import back would bring.</summary>
/// <param name="Sources">Dumps that come back from their originals.</param>
/// <param name="SourcesThere">Dumps whose bytes the archive has by another import.</param>
/// <param name="Counts">What it counted when it ran; null where it did not come to that.</param>
public sealed record BringBackPlan(long Import, DateTime StartedAt, DateTime UndoneAt, int Sources, int SourcesThere, ImportCounts? Counts)
{
    /// <summary>The first of the dumps that come back, with the slugs of their blogs.</summary>
    public IReadOnlyList<(string File, string Sha256, string Blog)> Coming { get; private init; } = [];

    /// <summary>Slugs of blogs that come back whole.</summary>
    public IReadOnlyList<string> BlogsComing { get; private init; } = [];

    /// <summary>Slugs of blogs that would be part of others, or go, because the log then says so of them.</summary>
    public IReadOnlyList<string> BlogsGoing { get; private init; } = [];

    /// <summary>Blogs, by slug and title, in which dumps that come back stand beside those of another blog, which has been given that slug meanwhile.</summary>
    public IReadOnlyList<(string Slug, string Title)> BlogsJoined { get; private init; } = [];

    /// <exception cref="KeepingException">There is no such import, or it is not undone.</exception>
    internal static BringBackPlan Of(ArchiveFolder archive, long import)
    {
        using var copy = new Connection(archive.OpenReader());
        copy.Execute("BEGIN");
        var (started, undone) = StatedTimes.Of(copy, import);
        if (undone is null)
        {
            throw new KeepingException($"import {import} is not undone");
        }

        var applied = CopyState.Read(copy).Applied;
        var (before, after) = (Register.Of(archive.Record, applied), Register.Of(archive.Record, applied, new ImportBroughtBack(import)));
        var there = Named(before).ToHashSet();
        var coming = after.Sources.Where(source => !there.Contains((source.Blog.Slug, source.Detail.Sha256))).ToList();
        var ofImport = after.Sources.Count(source => source.Detail.Import == import);
        return new BringBackPlan(
            import, Times.Read(started).UtcDateTime, Times.Read(undone).UtcDateTime, coming.Count, ofImport - coming.Count(source => source.Detail.Import == import),
            after.Imports.Single(one => one.Number == import).Counts)
        {
            Coming = [.. coming.Take(UndoPlan.MaxListed).Select(source => (source.Detail.File, source.Detail.Sha256, source.Blog.Slug))],
            BlogsComing = [.. Slugs(after).Except(Slugs(before))],
            BlogsGoing = [.. Slugs(before).Except(Slugs(after))],
            BlogsJoined = [.. Joined(after, coming.ToHashSet())],
        };
    }

    // What comes back and what is there were not one blog when they came.
    private static IEnumerable<(string, string)> Joined(Register after, HashSet<RegisteredSource> coming) => after.Sources.GroupBy(source => source.Blog)
        .Where(blog => blog.Where(coming.Contains).Select(source => source.FirstBlog).Except(blog.Where(source => !coming.Contains(source)).Select(source => source.FirstBlog)).Any()
            && blog.Any(source => !coming.Contains(source)))
        .Select(blog => (blog.Key.Slug, blog.Key.Facts.Title));

    private static IEnumerable<(string, string)> Named(Register register) => register.Sources.Select(source => (source.Blog.Slug, source.Detail.Sha256));

    private static IEnumerable<string> Slugs(Register register) => register.Blogs.Select(blog => blog.Slug);
}

/// <summary>Times that a reading copy states of an import.</summary>
internal static class StatedTimes
{
    /// <exception cref="KeepingException">There is no such import.</exception>
    public static (string Started, string? Undone) Of(Connection copy, long import) =>
        copy["SELECT started_at, undone_at FROM imports WHERE id = ?"].With(import).First<(string, string?)?>(row => (row.Text(0), row.TextOrNull(1)))
        ?? throw new KeepingException($"there is no import {import}; the page /imports lists them");
}
