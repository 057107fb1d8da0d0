namespace Archive.Tests.Storage.Histories;

/// <summary>A key, once given, leads to the words and the author that it was given for, as long as the archive has a capture that has them.</summary>
internal static class KeyPromise
{
    /// <param name="isAsked">Whether the reading copy is asked too.</param>
    public static void Check(SlowArchive before, SlowArchive after, TestArchive archive, bool isAsked)
    {
        var later = after.Blogs.SelectMany(SlowArchive.Posts)
            .SelectMany(post => post.Post.Captures.Select(capture => (capture.Id, Post: post))).ToDictionary(one => one.Id, one => one.Post);
        using var copy = isAsked ? new Connection(archive.File.OpenReader()) : null;
        foreach (var (key, named, capture) in before.Blogs.SelectMany(SlowArchive.Posts).SelectMany(Keys))
        {
            // What was taken back takes its keys with it.
            if (!later.TryGetValue(capture, out var post))
            {
                continue;
            }

            var comment = Find(post.Post, key);
            Assert.True(comment is not null && Names(comment).Contains(named), $"the key {key} of /{post.Address} named “{named.Text}” and leads to “{comment?.Original}”");
            if (copy is not null)
            {
                var id = copy["SELECT posts.id FROM posts JOIN blogs ON blogs.id = blog_id WHERE blogs.slug || '/' || month || '/' || posts.slug = ?"].With(post.Address).Number()!.Value;
                Assert.Equal(copy["SELECT id FROM comments WHERE post_id = ? AND key = ?"].With(id).With(comment!.Key).Number(), KeyLookup.Find(copy, id, key));
            }
        }
    }

    private static IEnumerable<(string Key, (string Text, string? Author) Named, long Capture)> Keys(SlowPost post) =>
        post.Post.Comments.SelectMany(comment => comment.OtherKeys.Prepend(comment.Key).Select(key =>
        {
            var first = comment.Sightings.First(sighting => IsNamed(sighting, key));
            return (key, Words(first), first.Capture.Id);
        }));

    private static FoldedComment? Find(FoldedPost post, string key) =>
        Named(post, key) ?? (CommentKey.StemOf(key) is { } stem ? Named(post, stem) : null);

    private static FoldedComment? Named(FoldedPost post, string key) =>
        post.Comments.FirstOrDefault(comment => comment.Key == key) ?? post.Comments.FirstOrDefault(comment => comment.OtherKeys.Contains(key));

    private static HashSet<(string Text, string? Author)> Names(FoldedComment comment) => [.. comment.Sightings.Select(Words)];

    private static bool IsNamed(CommentSighting sighting, string key) => sighting.Stem == key || sighting.Stem == CommentKey.StemOf(key);

    // A placeholder has no words; it is named by those of its reply.
    private static (string Text, string? Author) Words(CommentSighting sighting) =>
        (string.Join(' ', sighting.Comment.Original.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), sighting.Comment.Author);
}
