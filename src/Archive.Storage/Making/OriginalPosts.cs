namespace Archive.Storage.Making;

/// <summary>Reads the posts of earlier captures again from the originals of the record; those used last are held, by their bytes.</summary>
internal sealed class OriginalPosts(IRecord record, Connection copy)
{
    /// <summary>Bytes of dumps that are held read; in memory they take some ten times that.</summary>
    private const long MaxHeldBytes = 16 * 1024 * 1024;

    /// <summary>A smaller dump counts as one of so many bytes: what is made of each takes as much, however short it is.</summary>
    private const long LeastBytes = 4 * 1024;

    private readonly Dictionary<long, LinkedListNode<ReadDump>> held = [];
    private readonly LinkedList<ReadDump> newest = [];
    private long bytes;
    private ReadDump? inHand;

    /// <summary>The post of a capture.</summary>
    /// <exception cref="InvalidDataException">Its original is missing, damaged, or no longer holds it.</exception>
    public ArrangedPost Read(long capture)
    {
        var (source, n) = (RowId.GroupOf(capture), RowId.TurnOf(capture));
        if (source == inHand?.Source && n < inHand.Arranged.Length)
        {
            return inHand.Arranged[n] ??= ArrangedPost.Of(inHand.Posts[n], []);
        }

        if (held.TryGetValue(source, out var node))
        {
            newest.Remove(node);
            newest.AddFirst(node);
        }
        else
        {
            node = Hold(ReadAgain(source));
        }

        var dump = node.Value;
        return n < dump.Posts.Count
            ? dump.Arranged[n] ??= ArrangedPost.Of(dump.Posts[n], [])
            : throw new InvalidDataException($"source {source} no longer holds its post {n + 1}");
    }

    /// <summary>Takes what was just read of a source in hand, so that it is not read again while it is made.</summary>
    public void TakeInHand(long source, PreparedSource read) =>
        inHand = new ReadDump(source, [], read.Bytes, [.. read.Posts.Select(post => post.Post)]);

    /// <summary>Takes a source in hand whose posts are made one after the other: two large dumps of one blog would drive each other out with each post.</summary>
    public void TakeInHand(long source)
    {
        if (inHand?.Source != source)
        {
            PutDown();
            inHand = held.TryGetValue(source, out var node) ? node.Value : ReadAgain(source);
        }
    }

    public void PutDown() => inHand = null;

    /// <summary>Lets go of all that is held, and says how many bytes of dumps that was: what comes next needs the memory for something else.</summary>
    public long LetGo()
    {
        var all = bytes + (inHand?.Bytes ?? 0);
        held.Clear();
        newest.Clear();
        (bytes, inHand) = (0, null);
        return all;
    }

    private LinkedListNode<ReadDump> Hold(ReadDump dump)
    {
        var node = newest.AddFirst(dump);
        held.Add(dump.Source, node);
        bytes += dump.Bytes;
        while (bytes > MaxHeldBytes && newest.Last is { } oldest && oldest != node)
        {
            newest.RemoveLast();
            held.Remove(oldest.Value.Source);
            bytes -= oldest.Value.Bytes;
        }

        return node;
    }

    private ReadDump ReadAgain(long source)
    {
        var (sha256, format) = copy["SELECT sha256, format FROM sources WHERE id = ?"].With(source).First<(string, string)?>(row => (row.Text(0), row.Text(1)))
            ?? throw new InvalidDataException($"there is no source {source}");
        var original = record.Fetch(sha256) ?? throw new InvalidDataException($"the original {sha256} is missing from the record");
        var posts = DumpFormats.ReadKept(original, format).Posts;
        return new ReadDump(source, posts, Math.Max(original.Length, LeastBytes), new ArrangedPost?[posts.Count]);
    }

    private sealed record ReadDump(long Source, IReadOnlyList<DumpPost> Posts, long Bytes, ArrangedPost?[] Arranged);
}
