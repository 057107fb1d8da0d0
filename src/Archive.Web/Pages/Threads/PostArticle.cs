namespace Archive.Web.Pages.Threads;

/// <summary>A post as its pages show it, with where it is read.</summary>
internal sealed record PostArticle : PagePost
{
    public PostArticle(PagePost row)
        : base(row) => Address = PostAddress.Post(Blog, Month, Slug);

    /// <summary>How many minutes its text takes to read; at least one.</summary>
    // Some 230 words a minute of six characters each, and 500 characters of a script that has a word in every one or two.
    public int Minutes => Math.Max(1, Length / (Language?.Split('-')[0] is "zh" or "ja" or "ko" ? 500 : 1_400));

    /// <summary>A dump that is kept holds a text of it.</summary>
    public bool HasText => !Html.Utf8.IsEmpty;

    /// <summary>Where the post is read.</summary>
    public string Address { get; }

    /// <param name="month"><c>2014-02</c> or <c>undated</c>.</param>
    public static PostArticle? Find(ArchiveDb db, string blog, string month, string slug) =>
        db.FindPost(blog, month, slug, Opening.FetchLength) is { } row ? new PostArticle(row) : null;
}
