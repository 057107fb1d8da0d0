namespace Archive.Storage.Record;

/// <summary>Appends to a record in one go.</summary>
/// <param name="head">The number and hash of the last entry before.</param>
public abstract class Appending((long Number, string Seal) head)
{
    /// <summary>The number of the entry that was written last.</summary>
    public long LastNumber { get; private set; } = head.Number;

    /// <summary>Its hash.</summary>
    public string Seal { get; private set; } = head.Seal;

    /// <summary>Whether any entry was written.</summary>
    public bool HasWritten => LastNumber > head.Number;

    /// <summary>Keeps an original; one that is kept already is left alone.</summary>
    /// <param name="packed">See <see cref="SourceBytes.Pack"/>.</param>
    public abstract void Keep(string sha256, long bytes, byte[] packed);

    /// <summary>Writes the next entry; its number.</summary>
    public long Write(DateTimeOffset at, EntryDetail detail)
    {
        var (time, text) = (Times.Stored(at), detail.Write());
        Write(new Entry(LastNumber + 1, time, detail.Kind, text, Entry.Hash(Seal, LastNumber + 1, time, detail.Kind, text)));
        return LastNumber;
    }

    /// <summary>Writes an entry of another record just as it is there; it has to be the next.</summary>
    /// <exception cref="InvalidDataException">It does not follow from what is here.</exception>
    public void Write(Entry entry)
    {
        if (!entry.Follows(LastNumber, Seal))
        {
            throw new InvalidDataException($"entry {entry.Number} does not follow from entry {LastNumber} and its seal");
        }

        Insert(entry);
        (LastNumber, Seal) = (entry.Number, entry.Sha256);
    }

    /// <summary>Puts an entry behind all others.</summary>
    protected abstract void Insert(Entry entry);
}
