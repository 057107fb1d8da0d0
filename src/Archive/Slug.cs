namespace Archive;

/// <summary>The last part of a post's address, made from its title as Blogger makes it.</summary>
public static class Slug
{
    public static string FromTitle(string? title) => title ?? "blog-post";
}
