namespace Archive.Storage.Searching.Columns;

/// <summary>Which rows have a phrase, for those phrases that were asked for of one state of the archive.</summary>
/// <remarks>Facts are words of the index, so that a filter is a phrase like any other.</remarks>
internal sealed class PhraseRows
{
    /// <summary>At a million comments these are 150 phrases that stand in many of them, or any number that stand in few.</summary>
    public const long MaxBytes = 24 << 20;

    /// <summary>What is read ahead takes no more than a quarter of it.</summary>
    public const long MaxBytesAhead = MaxBytes / 4;

    // Where there is no room, what was not used for longest goes, so much at once that it need not go at every turn.
    private const long BytesThatStay = MaxBytes / 4 * 3;

    // Of a phrase that stands nowhere too: its place in the table, and the names that there are of it.
    private const int BytesOfEntry = 200;

    private readonly Lock gate = new();
    private readonly Dictionary<PhraseOfIndex, Entry> known = [];
    private long bytes;
    private long turn;
    private bool isForgotten;

    /// <summary>How much is kept.</summary>
    public long Bytes
    {
        get
        {
            lock (gate)
            {
                return bytes;
            }
        }
    }

    /// <summary>The rows of a phrase, for whoever asks to let go of; null where they are not known.</summary>
    public KeptRows? Find(PhraseOfIndex phrase)
    {
        lock (gate)
        {
            // Those with weights are the same rows, and what is read ahead has weights.
            if (!known.TryGetValue(phrase with { Scope = phrase.Scope ?? SearchScope.Everything }, out var entry) && !known.TryGetValue(phrase, out entry))
            {
                return null;
            }

            entry.LastUse = ++turn;
            return entry.Rows.Hold();
        }
    }

    /// <summary>Keeps the rows of a phrase; who gives them goes on holding them.</summary>
    public void Keep(PhraseOfIndex phrase, KeptRows rows)
    {
        lock (gate)
        {
            if (isForgotten)
            {
                return;
            }

            // Two may have read it at once, or somebody what is read ahead only now.
            if (known.TryGetValue(phrase, out var before))
            {
                bytes -= BytesOf(phrase, before.Rows);
                before.Rows.Dispose();
            }

            bytes += BytesOf(phrase, rows);
            known[phrase] = new Entry(rows.Hold()) { LastUse = ++turn };
            if (bytes > MaxBytes)
            {
                MakeRoom();
            }
        }
    }

    /// <summary>Keeps nothing any more: the archive has moved on, and who still looks at that state reads what it needs.</summary>
    public void Forget()
    {
        lock (gate)
        {
            isForgotten = true;
            foreach (var entry in known.Values)
            {
                entry.Rows.Dispose();
            }

            known.Clear();
            bytes = 0;
        }
    }

    private void MakeRoom()
    {
        // What was read ahead stays: whoever asks for it does not expect to wait.
        foreach (var (phrase, entry) in known.Where(entry => !entry.Value.Rows.IsReadAhead).OrderBy(entry => entry.Value.LastUse).ToList())
        {
            if (bytes <= BytesThatStay)
            {
                return;
            }

            known.Remove(phrase);
            bytes -= BytesOf(phrase, entry.Rows);
            entry.Rows.Dispose();
        }
    }

    private static int BytesOf(PhraseOfIndex phrase, KeptRows rows) => rows.Bytes + (phrase.Text.Length * sizeof(char)) + BytesOfEntry;

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
