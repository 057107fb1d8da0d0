namespace Archive.Web.Addresses;

/// <summary>The one place that makes the addresses of labels.</summary>
internal static class LabelAddress
{
    /// <summary>The labels of all blogs.</summary>
    public const string All = "/labels";

    /// <summary>The word for <c>order=</c> of labels that most posts have first.</summary>
    public const string ByPosts = "posts";

    /// <summary>The labels of a blog, or of all.</summary>
    public static string Index(string blog) => blog == PostAddress.AllBlogs ? All : $"{PostAddress.Blog(blog)}/labels";

    /// <summary>The labels with those first that most posts have.</summary>
    public static string IndexByPosts(string blog) => $"{Index(blog)}?order={ByPosts}";

    /// <summary>The posts of a blog that have a label.</summary>
    public static string Of(string blog, string label) => $"{PostAddress.Blog(blog)}/labels/{NamePart.Of(label)}";

    /// <summary>The same from the first of them onward.</summary>
    public static string Oldest(string blog, string label) => $"{Of(blog, label)}?order={PostAddress.OldestFirst}";

    /// <summary>The newest posts with a label as a feed.</summary>
    public static string Feed(string blog, string label) => $"{Of(blog, label)}/feed.atom";
}
