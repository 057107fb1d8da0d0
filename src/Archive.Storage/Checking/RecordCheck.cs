using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Checking;

/// <summary>Checks a record by itself: what it is kept in, the chain of its entries, and every original against its hash.</summary>
internal sealed class RecordCheck(IRecord record, DifferenceList differences, Action<int> read)
{
    private readonly HashSet<string> wanted = new(StringComparer.Ordinal);

    /// <summary>How many originals there are, and their bytes.</summary>
    public (int Originals, long Bytes) Run(CancellationToken cancel)
    {
        Guarded(() =>
        {
            foreach (var wrong in record.CheckHome())
            {
                differences.Add($"record: {wrong}");
            }
        });
        Guarded(() => CheckChain(cancel));
        var counted = (0, 0L);
        var areAllRead = false;
        Guarded(() => (counted, areAllRead) = (CheckOriginals(cancel), true));
        if (areAllRead)
        {
            foreach (var missing in wanted)
            {
                differences.Add($"original {missing}: it is missing from the record");
            }
        }
        else
        {
            // Whether they are there is not known.
            differences.Add($"record: {wanted.Count} originals of which its entries speak could not be looked at");
        }

        return counted;
    }

    private void Guarded(Action check)
    {
        try
        {
            check();
        }
        catch (Exception damaged) when (damaged is SqliteException or ArchiveFileException)
        {
            differences.Add($"the record cannot be read to its end: {damaged.Message}");
        }
    }

    private void CheckChain(CancellationToken cancel)
    {
        var (last, before) = (0L, Entry.NoHash);
        foreach (var entry in record.EntriesAfter(0))
        {
            cancel.ThrowIfCancellationRequested();
            differences.AddWhere(entry.Number != last + 1, $"entry {entry.Number}", $"entry {last + 1} is missing before it");
            differences.AddWhere(
                entry.Sha256 != Entry.Hash(before, entry.Number, entry.At, entry.Kind, entry.Detail), $"entry {entry.Number}",
                "its hash is not that of what it says and of all before");
            Read(entry);
            (last, before) = (entry.Number, entry.Sha256);
        }
    }

    private void Read(Entry entry)
    {
        try
        {
            if (entry.Read() is SourceKept source)
            {
                wanted.Add(source.Sha256);
            }
        }
        catch (InvalidDataException unreadable)
        {
            differences.Add($"entry {entry.Number}: {unreadable.Message}");
        }
    }

    private (int Originals, long Bytes) CheckOriginals(CancellationToken cancel)
    {
        var (count, total) = (0, 0L);
        foreach (var (sha256, bytes) in record.Originals())
        {
            cancel.ThrowIfCancellationRequested();
            Check(sha256, bytes);
            wanted.Remove(sha256);
            (count, total) = (count + 1, total + bytes);
            read(count);
        }

        return (count, total);
    }

    private void Check(string sha256, long bytes)
    {
        if (bytes is < 0 or > Dumps.DumpFormats.MaxDumpBytes)
        {
            differences.Add($"original {sha256}: its size cannot be {bytes} bytes");
            return;
        }

        try
        {
            var true256 = record.Fetch(sha256) is { } original ? Convert.ToHexStringLower(SHA256.HashData(original)) : null;
            differences.AddWhere(true256 != sha256, $"original {sha256}", true256 is null ? "it is not found under its hash" : $"its SHA-256 is {true256}");
        }
        catch (Exception damaged) when (damaged is InvalidDataException or SqliteException)
        {
            differences.Add($"original {sha256}: {damaged.Message}");
        }
    }
}
