using System.Security.Cryptography;
using System.Text;
using Archive.Dumps;

namespace Archive.Threads.Captures;

/// <summary>Decides which captures of a blog are looks at one post.</summary>
public static class SamePost
{
    /// <summary>128 bits, so that nobody can write a post that passes for another.</summary>
    private const int IdentityBytes = 16;

    /// <summary>The captures that may be of one post have one identity: its day and title, or its body where it has neither.</summary>
    public static string IdentityOf(DumpPost post)
    {
        // A dump may print the time too; the day is what all captures agree on.
        var day = post.Published is { Length: > 10 } fine ? fine[..10] : post.Published;
        var title = Fold(post.Title);
        return day is null && title.Length == 0 ? Hash("body", Fold(post.BodyText)) : Hash(day, title);
    }

    /// <summary>Divides captures of one identity by post, in the order in which they were taken: the order in which they came makes no difference.</summary>
    /// <param name="captures">In their order; see <see cref="PostCapture.CompareTo"/>.</param>
    /// <returns>The captures of each post, in their order; posts in the order of their first captures.</returns>
    public static IReadOnlyList<IReadOnlyList<PostCapture>> Divide(IReadOnlyList<PostCapture> captures)
    {
        if (captures.Count < 2 || !string.IsNullOrWhiteSpace(captures[0].Post.Post.Title))
        {
            return captures.Count == 0 ? [] : [captures];
        }

        // A day may have several posts without a title: then the body must be the same, or an edit of the same.
        var posts = new List<List<PostCapture>>();
        foreach (var capture in captures)
        {
            var post = posts.Find(post => SharedWords.AreOneText(BodyOf(post), capture.Post.Post.BodyText));
            if (post is null)
            {
                posts.Add([capture]);
            }
            else
            {
                post.Add(capture);
            }
        }

        return posts;
    }

    private static string Fold(string? text) =>
        string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Hash(string? kind, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\0{text}")).AsSpan(0, IdentityBytes));

    private static string BodyOf(List<PostCapture> post) =>
        (post.FindLast(capture => capture.Post.Post.BodyText.Length > 0) ?? post[^1]).Post.Post.BodyText;
}
