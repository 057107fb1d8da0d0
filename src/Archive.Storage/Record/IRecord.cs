namespace Archive.Storage.Record;

/// <summary>The record: originals under their SHA-256, and the log of what was done.</summary>
/// <remarks>
/// Nothing is changed in it but by appending, and what is appended stays when a call returns. A record that can be reached no longer says so by an <see cref="ArchiveFileException"/>.
/// </remarks>
public interface IRecord : IDisposable
{
    /// <summary>What people call it: the path of a file, or where a database is; never a password.</summary>
    string Name { get; }

    /// <summary>The number and hash of the last entry: the seal. 0 and nothing where there is none yet.</summary>
    (long Number, string Seal) Head();

    /// <summary>The first entries behind one, in order.</summary>
    IReadOnlyList<Entry> EntriesAfter(long number, int count);

    /// <summary>All entries behind one, in order; read in parts, so that nothing waits for whoever reads them.</summary>
    /// <exception cref="ArchiveFileException">They come in no order.</exception>
    IEnumerable<Entry> EntriesAfter(long number)
    {
        const int PartSize = 1_000;
        while (EntriesAfter(number, PartSize) is { Count: > 0 } part)
        {
            foreach (var entry in part)
            {
                number = entry.Number > number ? entry.Number : throw ArchiveFileException.OutOfOrder(Name);
                yield return entry;
            }
        }
    }

    /// <summary>The entries before one, the last first.</summary>
    IReadOnlyList<Entry> EntriesBefore(long number, int count);

    /// <summary>The last entry of a kind behind one; null where there is none.</summary>
    Entry? Last(string kind, long after);

    /// <summary>The last entry between two that may concern every blog: not a source, not what a blog is called, not a step of an import; null where there is none.</summary>
    Entry? LastForAll(long after, long upTo);

    /// <summary>One entry; null where there is none of that number.</summary>
    Entry? Find(long number);

    /// <summary>The hashes of some entries by their numbers, of those that there are; asked for together, because a record may be far away.</summary>
    IReadOnlyDictionary<long, string> Seals(IReadOnlyCollection<long> numbers);

    /// <summary>How a blog was described, in the order of the log.</summary>
    internal IReadOnlyList<BlogDescribed> Descriptions(string slug);

    /// <summary>Whether an entry before one speaks of a blog of this slug.</summary>
    bool Mentions(string slug, long before);

    /// <summary>The bytes of an original; null where the record has none of that hash.</summary>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    byte[]? Fetch(string sha256) => FetchPacked(sha256) is { } kept ? SourceBytes.Unpack(kept.Packed, kept.Bytes) : null;

    /// <summary>An original as it is kept; see <see cref="SourceBytes.Pack"/>.</summary>
    (byte[] Packed, long Bytes)? FetchPacked(string sha256);

    /// <summary>Some bytes of an original as it is kept, and the size of the whole as it was; null where the record has none of that hash, no bytes behind its end.</summary>
    (byte[] Packed, long Bytes)? FetchPart(string sha256, int from, int count);

    /// <summary>Every original's hash and size, in order.</summary>
    IEnumerable<(string Sha256, long Bytes)> Originals();

    /// <summary>Appends entries, and whatever originals they need, as a whole.</summary>
    void Append(Action<Appending> append);

    /// <summary>Begins to append; what follows is seen by this record alone until <see cref="Commit"/>, or until <see cref="Rest"/> takes it away again.</summary>
    Appending Begin();

    /// <summary>Ends what <see cref="Begin"/> began.</summary>
    void Commit();

    /// <summary>Takes back what was appended since <see cref="Begin"/>, where it was not committed.</summary>
    void Rest();

    /// <summary>Tidies up behind much that was written; waits for nobody.</summary>
    void Checkpoint();

    /// <summary>Looks at what the record is kept in; a sentence for each thing that is wrong.</summary>
    IEnumerable<string> CheckHome();

    /// <summary>Whether somebody has the right to append now; false where whoever asks has the only one there is.</summary>
    bool IsBeingWritten { get; }

    /// <summary>Whether what is open is no longer where the record is, such as a file that another has replaced.</summary>
    bool HasMoved { get; }
}
