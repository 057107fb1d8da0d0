namespace Archive.Storage.Searching.Columns;

/// <summary>Which rows have a phrase, for those phrases that were asked for of one state of the archive.</summary>
/// <remarks>Facts are words of the index, so that a filter is a phrase like any other.</remarks>
internal sealed class PhraseRows
{
    /// <summary>At a million comments these are 500 phrases that stand in many of them, or any number that stand in few.</summary>
    public const long MaxBytes = 64 << 20;

    /// <summary>Phrases that wait to be read aside; beyond, they wait until somebody asks once more.</summary>
    private const int MaxWanted = 64;

    // Where there is no room, what was not used for longest goes, so much at once that it need not go at every turn.
    private const long BytesThatStay = MaxBytes / 4 * 3;

    private readonly Lock gate = new();
    private readonly Dictionary<PhraseOfIndex, Entry> known = [];
    private readonly Queue<PhraseOfIndex> wanted = new();
    private long bytes;
    private long turn;

    public KeptRows? Find(PhraseOfIndex phrase)
    {
        lock (gate)
        {
            if (!known.TryGetValue(phrase, out var entry))
            {
                return null;
            }

            entry.LastUse = ++turn;
            return entry.Rows;
        }
    }

    public void Keep(PhraseOfIndex phrase, KeptRows rows)
    {
        lock (gate)
        {
            if (known.TryAdd(phrase, new Entry(rows) { LastUse = ++turn }))
            {
                bytes += rows.Bytes;
            }

            if (bytes > MaxBytes)
            {
                MakeRoom();
            }
        }
    }

    /// <summary>Lets a phrase be read by whoever reads aside.</summary>
    public void Want(PhraseOfIndex phrase)
    {
        lock (gate)
        {
            if (wanted.Count < MaxWanted && !wanted.Contains(phrase))
            {
                wanted.Enqueue(phrase);
            }
        }
    }

    /// <summary>The next phrase that is wanted and not known.</summary>
    public PhraseOfIndex? NextWanted()
    {
        lock (gate)
        {
            while (wanted.TryDequeue(out var phrase))
            {
                if (!known.ContainsKey(phrase))
                {
                    return phrase;
                }
            }

            return null;
        }
    }

    private void MakeRoom()
    {
        foreach (var (phrase, entry) in known.OrderBy(entry => entry.Value.LastUse).ToList())
        {
            if (bytes <= BytesThatStay)
            {
                return;
            }

            known.Remove(phrase);
            bytes -= entry.Rows.Bytes;
        }
    }

    private sealed class Entry(KeptRows rows)
    {
        public KeptRows Rows => rows;

        public long LastUse { get; set; }
    }
}

/// <summary>A phrase in one of the two indexes.</summary>
/// <param name="Text">As FTS5 takes it, with the column where it must stand.</param>
/// <param name="Scope">Whose weights its matches have, where these are kept too; null for the rows alone.</param>
internal readonly record struct PhraseOfIndex(bool IsOfPosts, string Text, SearchScope? Scope = null);
