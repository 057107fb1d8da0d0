namespace Archive.Storage.Making;

/// <summary>Reads the posts of earlier captures again from the originals of the record; dumps that were needed twice are kept in memory, up to a number of bytes, and of the others only the last.</summary>
/// <remarks>In a large archive many posts share a sign with others by chance. Their dumps are read to compare them, and mostly never again.</remarks>
internal sealed class OriginalPosts(IRecord record, Connection copy)
{
    /// <summary>Bytes of dumps that are held read; in memory they take some four times that, and those of short comments ten times.</summary>
    private const long MaxHeldBytes = 16 * 1024 * 1024;

    /// <summary>The same of dumps that were read once.</summary>
    private const long MaxBytesOfOnce = 1024 * 1024;

    /// <summary>Sources of which is known that they were read; beyond, all of them count as new once more.</summary>
    private const int MaxKnown = 16 * 1024;

    /// <summary>Captures whose signs are held without their posts; beyond, all of them are read once more. Some five kilobytes each.</summary>
    private const int MaxSigns = 1_024;

    private readonly HeldDumps twice = new(MaxHeldBytes), once = new(MaxBytesOfOnce);
    private readonly HashSet<long> known = [];
    private readonly Dictionary<long, PostSigns> signs = [];
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

        return PostOf(Held(source) ?? Hold(ReadAgain(source)), n);
    }

    /// <summary>The signs of a capture, for whoever asks whether it is linked with another: mostly it is not, and its post is not asked for.</summary>
    /// <exception cref="InvalidDataException">As of <see cref="Read"/>.</exception>
    public PostSigns SignsOf(long capture)
    {
        var source = RowId.GroupOf(capture);
        if (source == inHand?.Source || Held(source) is not null)
        {
            return Read(capture).Signs;
        }

        if (!signs.TryGetValue(capture, out var found))
        {
            var dump = ReadAgain(source);
            once.Add(dump);
            found = PostOf(dump, RowId.TurnOf(capture)).Signs.Alone();
            if (signs.Count == MaxSigns)
            {
                signs.Clear();
            }

            signs.Add(capture, found);
        }

        return found;
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
            inHand = Held(source) ?? ReadAgain(source);
        }
    }

    public void PutDown() => inHand = null;

    /// <summary>Lets go of all that is held, and says how many bytes of dumps that was: what comes next needs the memory for something else.</summary>
    public long LetGo()
    {
        var all = twice.LetGo() + once.LetGo() + (inHand?.Bytes ?? 0);
        inHand = null;
        signs.Clear();
        return all;
    }

    private static ArrangedPost PostOf(ReadDump dump, int n) => n < dump.Posts.Count
        ? dump.Arranged[n] ??= ArrangedPost.Of(dump.Posts[n], [])
        : throw new InvalidDataException($"source {dump.Source} no longer holds its post {n + 1}");

    private ReadDump? Held(long source) => twice.Find(source) ?? once.Find(source);

    private ReadDump Hold(ReadDump dump)
    {
        if (known.Count == MaxKnown)
        {
            known.Clear();
        }

        (known.Add(dump.Source) ? once : twice).Add(dump);
        return dump;
    }

    private ReadDump ReadAgain(long source)
    {
        var (sha256, format) = copy["SELECT sha256, format FROM sources WHERE id = ?"].With(source).First<(string, string)?>(row => (row.Text(0), row.Text(1)))
            ?? throw new InvalidDataException($"there is no source {source}");
        var original = record.Fetch(sha256) ?? throw new InvalidDataException($"the original {sha256} is missing from the record");
        var posts = DumpFormats.ReadKept(original, format).Posts;
        return new ReadDump(source, posts, Math.Max(original.Length, HeldDumps.LeastBytes), new ArrangedPost?[posts.Count]);
    }
}

/// <summary>A dump that was read again.</summary>
/// <param name="Bytes">Of its original, or what it counts as.</param>
/// <param name="Arranged">Each of its posts as soon as somebody asked for it.</param>
internal sealed record ReadDump(long Source, IReadOnlyList<DumpPost> Posts, long Bytes, ArrangedPost?[] Arranged);

/// <summary>The dumps that were used last, as many as so many bytes; always the last one.</summary>
internal sealed class HeldDumps(long most)
{
    /// <summary>A smaller dump counts as one of so many bytes: what is made of each takes as much, however short it is.</summary>
    public const long LeastBytes = 4 * 1024;

    private readonly Dictionary<long, LinkedListNode<ReadDump>> held = [];
    private readonly LinkedList<ReadDump> newest = [];
    private long bytes;

    public ReadDump? Find(long source)
    {
        if (!held.TryGetValue(source, out var node))
        {
            return null;
        }

        newest.Remove(node);
        newest.AddFirst(node);
        return node.Value;
    }

    public void Add(ReadDump dump)
    {
        held.Add(dump.Source, newest.AddFirst(dump));
        bytes += dump.Bytes;
        while (bytes > most && newest.Count > 1)
        {
            var oldest = newest.Last!.Value;
            newest.RemoveLast();
            held.Remove(oldest.Source);
            bytes -= oldest.Bytes;
        }
    }

    /// <summary>Lets go of all, and says how many bytes that was.</summary>
    public long LetGo()
    {
        var all = bytes;
        held.Clear();
        newest.Clear();
        bytes = 0;
        return all;
    }
}
