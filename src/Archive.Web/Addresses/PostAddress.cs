using System.Globalization;

namespace Archive.Web.Addresses;

/// <summary>The one place that makes the addresses of blogs, posts and comments; they are promises, and outlive imports.</summary>
internal static class PostAddress
{
    /// <summary>In place of year and month where a dump gives no date.</summary>
    public const string Undated = "undated";

    /// <summary>In place of a blog's slug where all blogs are read together.</summary>
    public const string AllBlogs = "posts";

    /// <summary>The month of a post by the parts of its address: <c>2014-02</c>, or <see cref="Undated"/> where they name no year.</summary>
    public static string MonthOf(string? year, string? month) => year is null ? Undated : $"{year}-{month}";

    /// <summary>The words for <c>order=</c> of comments in one list: as printed, by time, those at the top.</summary>
    public const string FlatOrder = "flat", TimeOrder = "time", TopOrder = "top";

    /// <summary>The word for <c>fold=</c> and <c>above=</c>.</summary>
    public const string Everything = "all";

    public static string Blog(string blog) => $"/{Uri.EscapeDataString(blog)}";

    /// <summary>The word for <c>order=</c> of a blog that is read from its first post onward.</summary>
    public const string OldestFirst = "oldest";

    /// <summary>A blog, read from its first post onward.</summary>
    public static string Oldest(string blog) => $"{Blog(blog)}?order={OldestFirst}";

    /// <summary>The posts that were talked about most: ever, or of one year.</summary>
    public static string Discussed(string blog, string? year = null) => $"{Blog(blog)}/discussed{(year is null ? "" : $"?in={year}")}";

    /// <summary>The comments that came to the archive last.</summary>
    public static string RecentComments(string blog) => $"{Blog(blog)}/comments";

    /// <summary>The posts of one day of all years: of today where none is named.</summary>
    public static string OnThisDay(string blog, DateOnly? day = null) =>
        $"{Blog(blog)}/on{(day is { } named ? named.ToString("/MM/dd", CultureInfo.InvariantCulture) : "")}";

    public static string Random(string blog) => $"{Blog(blog)}/random";

    public static string About(string blog) => $"{Blog(blog)}/about";

    public static string Year(string blog, string year) => $"{Blog(blog)}/{year}";

    /// <param name="month"><c>2014-02</c> or <c>undated</c>.</param>
    public static string Month(string blog, string month) =>
        month == Undated ? $"{Blog(blog)}/{Undated}" : $"{Blog(blog)}/{month.AsSpan(0, 4)}/{month.AsSpan(5, 2)}";

    public static string Post(string blog, string month, string slug) => $"{Month(blog, month)}/{Uri.EscapeDataString(slug)}";

    /// <summary>A page of a thread that fills several.</summary>
    public static string Page(string address, int page) => page == 1 ? address : $"{address}{Joint(address)}page={page}";

    /// <summary>The key of an address for the query that is marked on its page.</summary>
    public const string Mark = "mark";

    /// <summary>A post with what a search looks for marked in it.</summary>
    /// <param name="query">Empty where nothing is to be marked.</param>
    /// <param name="hit">The hit that led there; null where none did.</param>
    public static string Marked(string post, string query, HitName? hit = null) =>
        query.Length == 0 ? post
        : hit is { } name ? string.Create(CultureInfo.InvariantCulture, $"{post}?{Mark}={Uri.EscapeDataString(query)}&hit={name.Value}")
        : $"{post}?{Mark}={Uri.EscapeDataString(query)}";

    /// <summary>A post with its comments in another order.</summary>
    public static string Ordered(string post, CommentOrder order) => Word(order) is { } word ? $"{post}{Joint(post)}order={word}" : post;

    /// <summary>The word for <c>order=</c>; null where none is needed.</summary>
    public static string? Word(CommentOrder order) => order switch
    {
        CommentOrder.Flat => FlatOrder,
        CommentOrder.Time => TimeOrder,
        CommentOrder.Top => TopOrder,
        _ => null,
    };

    /// <summary>A page of a thread with its branches folded.</summary>
    public static string Folded(string page) => $"{page}{Joint(page)}fold={Everything}";

    /// <summary>A comment's own page with all that it answers, up to the top.</summary>
    public static string FromTop(string own) => $"{own}{Joint(own)}above={Everything}";

    /// <summary>A comment from elsewhere in the archive: the post page finds the page of its thread that holds it.</summary>
    public static string Comment(string post, string key) => $"{post}{Joint(post)}comment={Uri.EscapeDataString(key)}#{Anchor(key)}";

    /// <summary>A post, or one of its comments where it has a key.</summary>
    public static string Of(string blog, string month, string slug, string? key) =>
        key is null ? Post(blog, month, slug) : Comment(Post(blog, month, slug), key);

    /// <summary>A comment's own page: the comment, what it answers, what answers it. The address to cite.</summary>
    public static string Own(string post, string key) => $"{post}/{Uri.EscapeDataString(key)}";

    /// <summary>The id of a comment's element.</summary>
    public static string Anchor(string key) => $"c{key}";

    private static char Joint(string address) => address.Contains('?', StringComparison.Ordinal) ? '&' : '?';
}
