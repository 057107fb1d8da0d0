namespace Archive.Threads.Captures;

/// <summary>Decides which captures of one identity are looks at one post.</summary>
/// <remarks>It looks at them in the order in which they were taken, so that the order in which they came makes no difference.</remarks>
public static class SamePost
{
    /// <param name="captures">Captures of a blog that have one <see cref="PostIdentity"/>, in their order.</param>
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
            var post = posts.Find(post => SharedWords.AreOneText(BodyOf(post), capture.Post.Post.Original));
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

    private static string BodyOf(List<PostCapture> post) =>
        (post.FindLast(capture => capture.Post.Post.BodyText.Length > 0) ?? post[^1]).Post.Post.Original;
}
