using System.Linq.Expressions;
using Archive.Storage;

namespace Archive.Web.Pages;

/// <summary>A post in a list.</summary>
/// <param name="Start">Enough of its text for <see cref="Opening.Of"/>.</param>
public sealed record PostEntry(string Slug, string Month, string? Title, string? Published, string Start, int Comments)
{
    /// <summary>What a list fetches of a post.</summary>
    public static readonly Expression<Func<Post, PostEntry>> FromPost = post => new PostEntry(
        post.Slug, post.Month, post.Title, post.Published, post.Text.Substring(0, Opening.FetchLength), post.CommentCount);
}

/// <summary>Posts of one blog in a list, with the way to the rest.</summary>
public sealed record PostEntries(string Blog, string? Language, IReadOnlyList<PostEntry> Posts);
