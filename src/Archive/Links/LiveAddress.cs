namespace Archive.Links;

/// <summary>The addresses that a live blog had for what the archive has of it.</summary>
public static class LiveAddress
{
    /// <summary>A post's as its dump gives it, else as Blogger makes it of month and slug; null where neither is known.</summary>
    /// <param name="blog">The blog's address.</param>
    /// <param name="url">The post's, as its dump gives it.</param>
    /// <param name="month"><c>2014-02</c>; anything else where no month is known.</param>
    public static string? OfPost(string? blog, string? url, string month, string slug) =>
        WebAddress.Of(url)?.AbsoluteUri ?? (Of(blog, month) is { } archive ? $"{archive}{slug}.html" : null);

    /// <summary>A month's, as <c>http://example.blogspot.com/2014/02/</c>, or a year's; null where the blog is only a folder of a site, or no month is named.</summary>
    public static string? Of(string? blog, string time) =>
        Front(blog) is { } front && time.Length is 4 or 7 && char.IsAsciiDigit(time[0]) ? $"{front}{time.Replace('-', '/')}/" : null;

    /// <summary>The front page; null where the blog is only a folder of a site, or its address is none.</summary>
    public static string? Front(string? blog) => SiteName.OfBlog(blog) is null || WebAddress.Of(blog) is not { } address ? null : address.GetLeftPart(UriPartial.Authority) + "/";
}
