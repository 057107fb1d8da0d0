namespace Archive.Storage.Record;

/// <summary>Copies a record into another, entry for entry and with every original.</summary>
public static class RecordCopy
{
    /// <summary>What goes in one transaction: so many entries, and after an original no more than so many bytes.</summary>
    private const int EntriesAtOnce = 1_000, BytesAtOnce = 16 << 20;

    /// <returns>How many entries and originals the other did not have.</returns>
    /// <exception cref="ArchiveFileException">The other has entries that this one has not, or an original is missing.</exception>
    /// <exception cref="ArchiveBusyException">Somebody writes to the other.</exception>
    public static (long Entries, long Originals) Run(RecordPlace from, RecordPlace to, CancellationToken cancel)
    {
        using var source = from.OpenReader();
        using var right = to is RecordFile file ? file.TakeRight() : null;
        using var target = to.TryOpenWriter() ?? throw new ArchiveBusyException(to.Name);
        var copied = Run(source, target, cancel);
        target.Checkpoint();
        return copied;
    }

    private static (long Entries, long Originals) Run(IRecord from, IRecord to, CancellationToken cancel)
    {
        var (number, seal) = to.Head();
        if (number > 0 && from.Find(number)?.Sha256 != seal)
        {
            throw new ArchiveFileException(to.Name, $"its entry {number} is not that of {from.Name}: nothing is copied, because two records are never mixed");
        }

        var there = to.Originals().Select(original => original.Sha256).ToHashSet(StringComparer.Ordinal);
        var (copied, before) = (0L, there.Count);
        using var entries = from.EntriesAfter(number).GetEnumerator();
        var isMore = entries.MoveNext();
        while (isMore)
        {
            cancel.ThrowIfCancellationRequested();
            to.Append(appending =>
            {
                var (count, bytes) = (0, 0L);
                while (isMore && count < EntriesAtOnce && bytes < BytesAtOnce)
                {
                    // The same bytes may have come before.
                    if (entries.Current.Read() is SourceKept source && there.Add(source.Sha256))
                    {
                        bytes += Keep(from, source.Sha256, appending);
                    }

                    appending.Write(entries.Current);
                    (count, copied) = (count + 1, copied + 1);
                    isMore = entries.MoveNext();
                }
            });
        }

        // Originals of which no entry speaks, or no longer: all that is kept is kept on.
        foreach (var (sha256, _) in from.Originals().Where(original => there.Add(original.Sha256)))
        {
            cancel.ThrowIfCancellationRequested();
            to.Append(appending => Keep(from, sha256, appending));
        }

        return (copied, there.Count - before);
    }

    private static int Keep(IRecord from, string sha256, Appending appending)
    {
        var (packed, bytes) = from.FetchPacked(sha256) ?? throw new ArchiveFileException(from.Name, $"original {sha256} is missing");
        appending.Keep(sha256, bytes, packed);
        return packed.Length;
    }
}
