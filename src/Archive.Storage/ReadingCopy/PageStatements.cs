using System.Globalization;
using System.Text.Json;

namespace Archive.Storage.ReadingCopy;

/// <summary>Reads what the pages that readers ask for most show, by statements that stay prepared.</summary>
/// <remarks>EF takes a tenth of a millisecond for each of its queries, which is as long as such a page may take altogether. What pages ask for less often they ask through it; a start asks nothing through it, because EF makes its model first.</remarks>
public static class PageStatements
{
    private const string Post =
        """
        SELECT posts.id, posts.blog_id, blogs.slug AS blog, blogs.title AS blog_title, blogs.address AS blog_address, blogs.author AS blog_author, language,
               month, posts.slug, posts.title, posts.author, published, inferred_published, open_date, url, live_page, labels, markup,
               iif(markup IS NULL, text, NULL) AS unmarked, substr(text, 1, ?) AS start, length(text) AS length, comment_count, timed_comments,
               last.declared_comments AS declared, last.found_comments, shown.first_line, shown.last_line, first_capture_id, last_capture_id,
               shown.captured_at, shown.captured_basis, sha256, file_name,
               (SELECT count(*) FROM problems WHERE problems.source_id = shown.source_id) AS problems
          FROM blogs
          JOIN posts ON posts.blog_id = blogs.id
          JOIN captures AS last ON last.id = last_capture_id
          JOIN captures AS shown ON shown.id = coalesce(text_capture_id, last_capture_id)
          JOIN sources ON sources.id = shown.source_id
         WHERE blogs.slug = ? AND month = ? AND posts.slug = ?
        """;

    private const string Months = "SELECT month, posts, comments FROM blog_months WHERE blog_id = ? ORDER BY month";

    private const string AllMonths = "SELECT month, sum(posts) AS posts, sum(comments) AS comments FROM blog_months GROUP BY month ORDER BY month";

    private const string Blog = "SELECT id, slug, title, address, language, author, about IS NOT NULL AS has_about FROM blogs WHERE slug = ?";

    private const string LinkToBlog = "SELECT EXISTS (SELECT 1 FROM links WHERE site = ? AND page IS NOT NULL)";

    private const string Label = "SELECT EXISTS (SELECT 1 FROM blog_labels WHERE ?1 = 0 OR blog_id = ?1)";

    private const string LabelsOfKey = "SELECT label FROM label_keys WHERE key = ? ORDER BY label";

    private const string LabelsOfKeyInBlog = "SELECT label_keys.label FROM label_keys JOIN blog_labels ON blog_labels.label = label_keys.label WHERE key = ? AND blog_id = ? ORDER BY label_keys.label";

    private const string Author = "SELECT EXISTS (SELECT 1 FROM blog_people WHERE blog_id = ? AND writes = 1)";

    private const string Signer = "SELECT EXISTS (SELECT 1 FROM blog_people WHERE blog_id = ? AND signs = 1)";

    private const string Listed =
        """
        SELECT posts.id, blogs.slug AS blog, blogs.title AS blog_title, language, posts.slug, month, posts.title, published, inferred_published,
               substr(text, 1, ?) AS start, comment_count
          FROM json_each(?)
          JOIN posts ON posts.id = value
          JOIN blogs ON blogs.id = blog_id
         ORDER BY json_each.key
        """;

    // Handed over as one value a post.
    private const string DepthsOfFirst =
        """
        SELECT value AS post, (
                   SELECT json_group_array(depth)
                     FROM (SELECT depth FROM comments WHERE post_id = value AND position < ? ORDER BY position)) AS depths
          FROM json_each(?)
        """;

    private const string Title = "SELECT slug, month, title, coalesce(published, inferred_published) AS date, published IS NULL AS inferred, comment_count FROM posts ";

    private const string TitleBefore = Title + "WHERE blog_id = ? AND id < ? AND id >= ? ORDER BY id DESC LIMIT 1";

    private const string TitleAfter = Title + "WHERE blog_id = ? AND id > ? ORDER BY id LIMIT 1";

    // By the index of the blog, whatever the planner thinks of months: that of all blogs has the posts of all.
    private const string TitlesOfMonth = Title + "INDEXED BY posts_of_address WHERE blog_id = ? AND month = ? ORDER BY id " + Statement.Limit;

    private const string IdsOfMonth = "SELECT id FROM posts INDEXED BY posts_of_address WHERE blog_id = ? AND month = ? ORDER BY id " + Statement.LimitBehind;

    private const string IdsOfMonthOfAll = "SELECT id FROM posts INDEXED BY posts_of_month WHERE ? = 0 AND month = ? ORDER BY id " + Statement.LimitBehind;

    // First which they are, by the index alone.
    private const string Line =
        """
        SELECT blogs.slug AS blog, blogs.title AS blog_title, language, posts.slug, month, posts.title, coalesce(published, inferred_published) AS date,
               published IS NULL AS inferred, comment_count
          FROM posts JOIN blogs ON blogs.id = blog_id

        """;

    private const string LinesOfYear = Line +
        "WHERE posts.id IN (SELECT id FROM posts INDEXED BY posts_of_address WHERE blog_id = ? AND month > ? AND month < ? ORDER BY id " + Statement.LimitBehind + ") ORDER BY posts.id";

    private const string LinesOfYearOfAll = Line +
        "WHERE posts.id IN (SELECT id FROM posts INDEXED BY posts_of_month WHERE ? = 0 AND month > ? AND month < ? ORDER BY id " + Statement.LimitBehind + ") ORDER BY posts.id";

    private const string LinkToPage = "SELECT EXISTS (SELECT 1 FROM links WHERE page IN (?, ?) AND site = ? AND post_id <> ?)";

    // The id of a link begins with that of its post.
    private const string FirstToPage = $"SELECT id FROM links WHERE page = ? AND site = ? ORDER BY id {Statement.Limit}";

    private const string FirstToAddress = $"SELECT id FROM links INDEXED BY links_of_site WHERE site = ? AND address = ? ORDER BY page, id {Statement.Limit}";

    private const string FirstOfPost = $"SELECT id FROM links WHERE id >= ? AND id < ? ORDER BY id {Statement.Limit}";

    private const string CountOfPost = "SELECT count(*) FROM links WHERE id >= ? AND id < ?";

    private const string WithLinks = $"SELECT DISTINCT post_id FROM links ORDER BY post_id DESC {Statement.LimitBehind}";

    private const string Linking =
        """
        SELECT links.id, links.post_id, links.address, blogs.slug AS blog, posts.month, posts.slug, posts.title, posts.published, comments.number, comments.key, comments.number_of
          FROM json_each(?) AS asked
         CROSS JOIN links ON links.id = asked.value
         CROSS JOIN posts ON posts.id = links.post_id
          JOIN blogs ON blogs.id = posts.blog_id
          LEFT JOIN comments ON comments.id = links.comment_id
        """;

    private const string LinkToComment = "SELECT EXISTS (SELECT 1 FROM links WHERE comment_key IN (SELECT value FROM json_each(?)) AND said_at IS NOT NULL)";

    private const string Doubt = "SELECT EXISTS (SELECT 1 FROM post_doubts WHERE post_id = ?)";

    // Slugs as they are, slugs that begin so, months of which one is enough, live pages.
    private const string Named =
        """
        SELECT posts.id, blog_id, month, slug, live_page
          FROM json_each(?1) AS asked CROSS JOIN posts INDEXED BY posts_of_address
            ON blog_id = asked.value ->> 0 AND month = asked.value ->> 1 AND slug = asked.value ->> 2
        UNION
        SELECT posts.id, blog_id, month, slug, live_page
          FROM json_each(?2) AS asked CROSS JOIN posts INDEXED BY posts_of_address
            ON blog_id = asked.value ->> 0 AND month = asked.value ->> 1 AND slug >= asked.value ->> 2 AND slug < (asked.value ->> 2) || char(0x10FFFF)
        UNION
        SELECT posts.id, blog_id, month, slug, live_page
          FROM json_each(?3) AS asked CROSS JOIN posts
            ON posts.id = (SELECT id FROM posts INDEXED BY posts_of_address WHERE blog_id = asked.value ->> 0 AND month = asked.value ->> 1 LIMIT 1)
        UNION
        SELECT id, blog_id, month, slug, live_page FROM posts
         WHERE live_page IN (SELECT value FROM json_each(?4)) AND blog_id IN (SELECT value FROM json_each(?5))
        """;

    private const string NamedComments =
        "SELECT post_id, key FROM comments WHERE post_id IN (SELECT value FROM json_each(?)) AND key IN (SELECT value FROM json_each(?))";

    internal const string Slugs = "SELECT slug FROM blogs ORDER BY slug";

    private const string Sites = "SELECT id, slug, address FROM blogs WHERE address IS NOT NULL";

    /// <summary>A post by the parts of its address; null where there is none.</summary>
    /// <param name="month"><c>2014-02</c> or <c>undated</c>.</param>
    /// <param name="start">How many of its first characters come with it.</param>
    public static PagePost? FindPost(this ArchiveDb db, string blog, string month, string slug, int start) =>
        db.Prepared[Post].With(start).With(blog).With(month).With(slug).First(row => new PagePost(
            row.Long("id"), row.Long("blog_id"), row.Text("blog"), row.Text("blog_title"), row.TextOrNull("blog_address"), row.TextOrNull("blog_author"),
            row.TextOrNull("language"), row.Text("month"), row.Text("slug"), row.TextOrNull("title"), row.TextOrNull("author"), row.TextOrNull("published"),
            row.TextOrNull("inferred_published"), row.TextOrNull("open_date"), row.TextOrNull("url"), row.TextOrNull("live_page"), Labels(row.Text("labels")),
            Html(row), row.Text("start"), row.Int("length"), row.Int("comment_count"), row.Int("timed_comments"), Count(row, "declared"), row.Int("found_comments"),
            Count(row, "first_line"), Count(row, "last_line"), row.Long("first_capture_id"), row.Long("last_capture_id"),
            Times.Read(row.Text("captured_at")).UtcDateTime, Enum.Parse<CaptureBasis>(row.Text("captured_basis"), ignoreCase: true), row.Text("sha256"), row.Text("file_name"), row.Int("problems")));

    /// <summary>The months of a blog that have posts, with how many posts and comments; earliest first, undated posts last.</summary>
    public static List<T> MonthsOf<T>(this ArchiveDb db, long blog, Func<string, int, int, T> month) =>
        db.Prepared[Months].With(blog).All(row => month(row.Text("month"), row.Int("posts"), row.Int("comments")));

    /// <summary>The same of all blogs together.</summary>
    public static List<T> MonthsOfAll<T>(this ArchiveDb db, Func<string, int, int, T> month) =>
        db.Prepared[AllMonths].All(row => month(row.Text("month"), row.Int("posts"), row.Int("comments")));

    /// <summary>A blog by its slug; null where there is none.</summary>
    public static PageBlog? FindBlog(this ArchiveDb db, string slug) => db.Prepared[Blog].With(slug).First(static row => new PageBlog(
        row.Long("id"), row.Text("slug"), row.Text("title"), row.TextOrNull("address"), row.TextOrNull("language"), row.TextOrNull("author"), row.Long("has_about") != 0));

    /// <summary>Whether a text links to a page of a site.</summary>
    public static bool IsSiteLinkedTo(this ArchiveDb db, string site) => db.Prepared[LinkToBlog].With(site).Number() == 1;

    /// <summary>Whether a post of a blog has a label.</summary>
    /// <param name="blog">0: of all blogs.</param>
    public static bool HasLabels(this ArchiveDb db, long blog) => db.Prepared[Label].With(blog).Number() == 1;

    /// <summary>The labels that a search finds together, as a blog writes them; in order of their letters.</summary>
    /// <param name="blog">0: all blogs.</param>
    public static List<string> LabelsOf(this ArchiveDb db, long blog, string key) =>
        (blog == 0 ? db.Prepared[LabelsOfKey].With(key) : db.Prepared[LabelsOfKeyInBlog].With(key).With(blog)).All(static row => row.Text(0));

    /// <summary>Whether a dump gives a name of a blog.</summary>
    /// <param name="blog">0: of all blogs.</param>
    public static bool HasAuthors(this ArchiveDb db, long blog) => db.Prepared[Author].With(blog).Number() == 1;

    /// <summary>Whether somebody signed beneath a comment of a blog.</summary>
    /// <param name="blog">0: of all blogs.</param>
    public static bool HasSigners(this ArchiveDb db, long blog) => db.Prepared[Signer].With(blog).Number() == 1;

    /// <summary>Posts as lists show them, in the order of their ids here.</summary>
    /// <param name="start">How many of its first characters come with each.</param>
    public static List<ListedPost> ListedPosts(this ArchiveDb db, IReadOnlyCollection<long> ids, int start) => db.Prepared[Listed].With(start).With(Json(ids)).All(static row => new ListedPost(
        row.Long("id"), row.Text("blog"), row.Text("blog_title"), row.TextOrNull("language"), row.Text("slug"), row.Text("month"), row.TextOrNull("title"),
        row.TextOrNull("published"), row.TextOrNull("inferred_published"), row.Text("start"), row.Int("comment_count")));

    /// <summary>The depths of the first comments of each of some posts, by post.</summary>
    public static IReadOnlyDictionary<long, IReadOnlyList<int>> FirstDepths(this ArchiveDb db, IReadOnlyCollection<long> posts, int most) =>
        db.Prepared[DepthsOfFirst].With(most).With(Json(posts)).All(static row => (Post: row.Long("post"), Depths: JsonSerializer.Deserialize<int[]>(row.Text("depths"))!))
            .ToDictionary(post => post.Post, IReadOnlyList<int> (post) => post.Depths);

    /// <summary>The dated posts of a blog right before and after one; nothing is known to be beside a post whose day is not known.</summary>
    public static (PostTitle? Before, PostTitle? After) Beside(this ArchiveDb db, long blog, long post) => post < PostId.FirstDated ? (null, null) : (
        db.Prepared[TitleBefore].With(blog).With(post).With(PostId.FirstDated).First(TitleOf),
        db.Prepared[TitleAfter].With(blog).With(post).First(TitleOf));

    /// <summary>The first posts of a month of a blog.</summary>
    public static List<PostTitle> OfMonth(this ArchiveDb db, long blog, string month, int most) =>
        db.Prepared[TitlesOfMonth].With(blog).With(month).With(most).All(TitleOf);

    /// <summary>The ids of the posts of a month, in order of date.</summary>
    /// <param name="blog">0: of all blogs.</param>
    public static List<long> PostsOfMonth(this ArchiveDb db, long blog, string month, int skipped, int take) =>
        db.Prepared[blog == 0 ? IdsOfMonthOfAll : IdsOfMonth].With(blog).With(month).With(take).With(skipped).All(static row => row.Long(0));

    /// <summary>The dated posts of a year as lines, in order of date.</summary>
    /// <param name="blog">0: of all blogs.</param>
    public static List<PostLine> TitlesOfYear(this ArchiveDb db, long blog, string year, int skipped, int take) =>
        db.Prepared[blog == 0 ? LinesOfYearOfAll : LinesOfYear].With(blog).With(year).With($"{year}-99").With(take).With(skipped).All(static row => new PostLine(
            row.Text("blog"), row.Text("blog_title"), row.TextOrNull("language"), row.Text("slug"), row.Text("month"), row.TextOrNull("title"), row.TextOrNull("date"),
            row.Long("inferred") != 0, row.Int("comment_count")));

    /// <summary>Whether a text of another post links to one of two pages of a site.</summary>
    public static bool IsLinkedTo(this ArchiveDb db, string site, string page, string otherPage, long post) =>
        db.Prepared[LinkToPage].With(page).With(otherPage).With(site).With(post).Number() == 1;

    /// <summary>The first links to a page of a site, in the order of their posts.</summary>
    public static List<long> FirstLinksToPage(this ArchiveDb db, string site, string page, int most) =>
        db.Prepared[FirstToPage].With(page).With(site).With(most).All(static row => row.Long(0));

    /// <summary>The first links to an address of a site, in the order of their posts.</summary>
    public static List<long> FirstLinksToAddress(this ArchiveDb db, string site, string address, int most) =>
        db.Prepared[FirstToAddress].With(site).With(address).With(most).All(static row => row.Long(0));

    /// <summary>The texts that some links stand in, and what they link to.</summary>
    /// <param name="ids">Best in ascending order: so the rows lie, and each page of the file is read once.</param>
    public static List<(long Id, long Post, string LinksTo, string Blog, string Month, string Slug, string? Title, string? Published, string? Number, string? Key, string? NumberOf)>
        TextsOfLinks(this ArchiveDb db, IEnumerable<long> ids) => db.Prepared[Linking].With(Json(ids)).All(static row => (
            row.Long("id"), row.Long("post_id"), row.Text("address"), row.Text("blog"), row.Text("month"), row.Text("slug"), row.TextOrNull("title"),
            row.TextOrNull("published"), row.TextOrNull("number"), row.TextOrNull("key"), row.TextOrNull("number_of")));

    /// <summary>The first links of a post and its thread, in the order of the thread, and how many there are.</summary>
    public static (List<long> First, int All) LinksOfPost(this ArchiveDb db, long post, int most)
    {
        var (from, to) = (RowId.First(post), RowId.First(post + 1));
        return (db.Prepared[FirstOfPost].With(from).With(to).With(most).All(static row => row.Long(0)), (int)db.Prepared[CountOfPost].With(from).With(to).Number()!.Value);
    }

    /// <summary>The posts with links, the last first.</summary>
    public static List<long> PostsWithLinks(this ArchiveDb db, int skipped, int take) => db.Prepared[WithLinks].With(take).With(skipped).All(static row => row.Long(0));

    /// <summary>How many posts have links; by all of their links.</summary>
    public static int CountPostsWithLinks(this ArchiveDb db) => (int)db.Prepared["SELECT count(DISTINCT post_id) FROM links"].Number()!.Value;

    /// <summary>Whether any link to one of some comments, by the ids of their platform, says when it was written.</summary>
    public static bool AnyLinkTells(this ArchiveDb db, IReadOnlyCollection<string> keys) =>
        db.Prepared[LinkToComment].With(Json(keys)).Number() == 1;

    /// <summary>Whether a post is perhaps the same as another one.</summary>
    public static bool IsDoubtful(this ArchiveDb db, long post) => db.Prepared[Doubt].With(post).Number() == 1;

    /// <summary>The slugs of all blogs, in the order of their bytes.</summary>
    public static List<string> BlogSlugs(this ArchiveDb db) => db.Prepared[Slugs].All(row => row.Text("slug"));

    /// <summary>The blogs that have an address: id, slug and address.</summary>
    public static List<(long Id, string Slug, string Address)> Addresses(this ArchiveDb db) =>
        db.Prepared[Sites].All(row => (row.Long("id"), row.Text("slug"), row.Text("address")));

    /// <summary>The posts that links may mean, with the comments of them that have one of some keys.</summary>
    /// <param name="blogs">The slug of each by its id.</param>
    /// <param name="slugs">Of a month of a blog, the post of a slug.</param>
    /// <param name="beginnings">Of a month of a blog, the posts whose slugs begin so; see <see cref="ArchivedPages.BeginningOf"/>. Each once, because many slugs begin alike.</param>
    /// <param name="months">Of each, one post.</param>
    /// <param name="live">The posts of live pages.</param>
    public static List<ArchivedPost> NamedPosts(
        this ArchiveDb db, IReadOnlyDictionary<long, string> blogs, IEnumerable<(long Blog, string Month, string Slug)> slugs,
        IEnumerable<(long Blog, string Month, string Beginning)> beginnings, IEnumerable<(long Blog, string Month)> months, IEnumerable<string> live, IReadOnlyCollection<string> keys)
    {
        var posts = db.Prepared[Named].With(JsonOf(slugs)).With(JsonOf(beginnings)).With(JsonOf(months.Select(month => (month.Blog, month.Month, "")))).With(Json(live)).With(Json(blogs.Keys)).All(row => (
            Id: row.Long("id"), Blog: row.Long("blog_id"), Month: row.Text("month"), Slug: row.Text("slug"), Live: row.TextOrNull("live_page")));
        var comments = keys.Count == 0 ? [] : db.Prepared[NamedComments].With(Json(posts.Select(post => post.Id))).With(Json(keys))
            .All(row => (Post: row.Long("post_id"), Key: row.Text("key")));
        var ofPost = comments.ToLookup(comment => comment.Post, comment => comment.Key);
        return posts.ConvertAll(post => new ArchivedPost(blogs[post.Blog], post.Month, post.Slug, post.Live, [.. ofPost[post.Id]]));
    }

    // Of a page most have one element; to find out how objects of many kinds are written takes longer than to ask for them.
    private static string JsonOf(IEnumerable<(long Blog, string Month, string Name)> rows) =>
        $"[{string.Join(',', rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"[{row.Blog},\"{JsonEncodedText.Encode(row.Month)}\",\"{JsonEncodedText.Encode(row.Name)}\"]")))}]";

    private static string Json<T>(IEnumerable<T> values) => JsonSerializer.Serialize(values);

    private static PostTitle TitleOf(Statement row) =>
        new(row.Text("slug"), row.Text("month"), row.TextOrNull("title"), row.TextOrNull("date"), row.Long("inferred") != 0, row.Int("comment_count"));

    private static SafeHtml Html(Statement row) => row.IsNull("markup") ? ContentRenderer.FromText(row.Utf8("unmarked")) : new SafeHtml(row.Blob("markup"));

    private static int? Count(Statement row, string column) => (int?)row.NumberOrNull(column);

    private static string[] Labels(string json) => json == "[]" ? [] : JsonSerializer.Deserialize<string[]>(json) ?? [];
}

/// <summary>A post as its pages show it.</summary>
/// <param name="Start">The first characters of its text.</param>
/// <param name="Length">Of its text, in characters.</param>
/// <param name="TimedComments">Rows of its thread of which a dump says when they were written.</param>
/// <param name="Declared">How many comments the last capture claims to have.</param>
/// <param name="Found">How many it has.</param>
/// <param name="FirstLine">Of its text, in the source of the capture whose text it is; null where that has none.</param>
/// <param name="CapturedAt">When the capture was taken whose text it is, which may not be the last; so with all that follows.</param>
/// <param name="Problems">With which the dump of that capture was read.</param>
public record PagePost(
    long Id, long BlogId, string Blog, string BlogTitle, string? BlogAddress, string? BlogAuthor, string? Language, string Month, string Slug, string? Title,
    string? Author, string? Published, string? InferredPublished, string? OpenDate, string? Url, string? LivePage, IReadOnlyList<string> Labels, SafeHtml Html, string Start, int Length, int Comments, int TimedComments, int? Declared,
    int Found, int? FirstLine, int? LastLine, long FirstCaptureId, long LastCaptureId, DateTime CapturedAt,
    CaptureBasis CapturedBasis, string Sha256, string FileName, int Problems);

/// <summary>A post by its title.</summary>
/// <param name="Date">As a dump gives it or all together show it; null where unknown.</param>
/// <param name="IsInferred">No dump says its date by itself.</param>
public sealed record PostTitle(string Slug, string Month, string? Title, string? Date, bool IsInferred, int Comments);

/// <summary>A post as one line.</summary>
/// <param name="IsInferred">No dump says its date by itself.</param>
public sealed record PostLine(string Blog, string BlogTitle, string? Language, string Slug, string Month, string? Title, string? Date, bool IsInferred, int Comments);

/// <summary>A blog as the head of its pages names it.</summary>
public record PageBlog(long Id, string Slug, string Title, string? Address, string? Language, string? Author, bool HasAbout);

/// <summary>A post in a list.</summary>
/// <param name="Start">The first characters of its text.</param>
public record ListedPost(
    long Id, string Blog, string BlogTitle, string? Language, string Slug, string Month, string? Title, string? Published, string? InferredPublished, string Start, int Comments);
