namespace Archive.Storage;

/// <summary>Finds the addresses of an earlier file that a reading copy would not give: the record has to say that they were given.</summary>
internal sealed class MissingAddresses(Connection before, Connection after)
{
    /// <summary>Keys that one entry holds.</summary>
    private const int KeysAtOnce = 1_000;

    private readonly EarlierPosts earlier = new(before, after);

    // Posts that are one now may have given one key to the same comment.
    private readonly HashSet<(long Post, string Key)> named = [];

    /// <summary>Entries for the addresses that are missing, post by post.</summary>
    /// <param name="moved">Of posts that are another blog's now, whose own addresses come first; else of all others.</param>
    public IEnumerable<AddressesGiven> Find(bool moved)
    {
        var posts = before["SELECT posts.id, blogs.slug, posts.slug FROM posts JOIN blogs ON blogs.id = blog_id ORDER BY posts.id"];
        while (posts.Read())
        {
            var (blog, slug) = (posts.Text(1), posts.Text(2));
            var post = earlier.Find(posts.Long(0), blog);
            if (post.Last is not { } last || last.Blog != blog != moved)
            {
                continue;
            }

            if (!moved && !HasSlug(last.Post, slug))
            {
                if (OfAnother(posts.Long(0), blog, last.Post) is { } standing)
                {
                    yield return Given(last, standing, []);
                }

                yield return Given(last, slug, []);
            }

            foreach (var keys in Keys(post, moved).GroupBy(key => key.Capture).SelectMany(one => one.Chunk(KeysAtOnce)))
            {
                yield return Given(keys[0].Capture, null, [.. keys.Select(key => new GivenKey(key.Line, key.Key))]);
            }
        }
    }

    /// <summary>Whether a slug leads to a post: its own, or one that was given too.</summary>
    public bool HasSlug(long post, string slug) => after[
        """
        SELECT EXISTS (SELECT 1 FROM posts WHERE id = ? AND slug = ?)
            OR EXISTS (SELECT 1 FROM given_addresses JOIN captures ON captures.id = capture_id WHERE post_id = ? AND line IS NULL AND name = ?)
        """].With(post).With(slug).With(post).With(slug).Number() == 1;

    // Of posts that are one now, the one whose slug stands keeps it where the other's is given.
    private string? OfAnother(long post, string blog, long now)
    {
        var standing = after[
            """
            SELECT slug FROM posts WHERE id = ?1 AND NOT EXISTS (
                SELECT 1 FROM given_addresses JOIN captures ON captures.id = capture_id WHERE post_id = ?1 AND line IS NULL AND name = slug)
            """].With(now).Text();
        var others = standing is null ? [] : before["SELECT posts.id FROM posts JOIN blogs ON blogs.id = blog_id WHERE blogs.slug = ? AND posts.slug = ? AND posts.id <> ?"]
            .With(blog).With(standing).With(post).All(row => row.Long(0));
        return others.Exists(other => earlier.Find(other, blog).Last?.Post == now) ? standing : null;
    }

    // Of comments that are one now, all keys lead to it; the one that it has stays where it is one of them, or is another blog's.
    private IEnumerable<(PresentCapture Capture, int Line, string Key)> Keys(EarlierPost post, bool moved)
    {
        foreach (var comments in post.Comments.Where(comment => comment.Now is not null).GroupBy(comment => comment.Now!.Id))
        {
            var now = comments.First().Now!;
            var keys = comments.Select(comment => comment.Key).ToList();
            if (moved || keys.Contains(now.Key))
            {
                keys = [now.Key, .. keys.Where(key => key != now.Key)];
            }

            var isKept = keys[0] == now.Key;
            if (keys.TrueForAll(key => key == now.Key || (isKept && LeadsTo(now, key)) || IsGiven(now.Capture.Post, key)))
            {
                continue;
            }

            foreach (var key in keys)
            {
                named.Add((now.Capture.Post, key));
                yield return (now.Capture, now.Line, key);
            }
        }
    }

    // To another comment, where it does not lead to this one; giving it again would be in vain.
    private bool IsGiven(long post, string key) => named.Contains((post, key)) || after[
        "SELECT EXISTS (SELECT 1 FROM captures JOIN given_addresses ON capture_id = captures.id WHERE post_id = ? AND line IS NOT NULL AND name = ?)"]
        .With(post).With(key).Number() == 1;

    private bool LeadsTo(PresentComment comment, string key) =>
        after["SELECT comment_id FROM comment_keys WHERE post_id = ? AND key = ?"].With(comment.Capture.Post).With(key).Number() == comment.Id;

    private static AddressesGiven Given(PresentCapture capture, string? slug, IReadOnlyList<GivenKey> keys) =>
        new(capture.Blog, capture.Sha256, RowId.TurnOf(capture.Id), slug, keys);
}
