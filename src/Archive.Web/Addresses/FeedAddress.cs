namespace Archive.Web.Addresses;

/// <summary>The one place that makes the addresses of feeds, but for those of searches.</summary>
internal static class FeedAddress
{
    /// <summary>The newest posts of all blogs.</summary>
    public const string All = "/feed.atom";

    public static string Blog(string blog) => $"{PostAddress.Blog(blog)}/feed.atom";

    /// <param name="post">The address of the post.</param>
    public static string Comments(string post) => $"{post}/comments.atom";
}
