using System.Security.Cryptography;
using Archive.Dumps;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Checking;

/// <summary>Reads every kept source again and compares it with the rows it became; one source in memory at a time.</summary>
internal sealed class SourceCheck(SqliteConnection connection, DifferenceList differences) : IDisposable
{
    private readonly Statement next = new(
        connection,
        "SELECT id, file_name, sha256, format, bytes, content FROM sources WHERE id > ? ORDER BY id LIMIT 1");

    private readonly Statement captures = new(
        connection,
        """
        SELECT id, post_id, declared_comments, found_comments, first_line, last_line
          FROM captures WHERE source_id = ? ORDER BY id
        """);

    private readonly CaptureCheck captureCheck = new(connection, differences);

    public (int Sources, long Bytes) Run(CancellationToken cancel)
    {
        var (count, total, last) = (0, 0L, 0L);
        while (next.With(last).Read())
        {
            cancel.ThrowIfCancellationRequested();
            var source = new KeptSource(next.Long(0), next.Text(1), next.Text(2), next.Text(3), next.Long(4), next.Blob(5));
            next.Reset();
            (count, total, last) = (count + 1, total + source.Bytes, source.Id);
            if (Unpacked(source) is { } bytes && Reread(source, bytes) is { } dump)
            {
                Compare(source, dump);
            }
        }

        return (count, total);
    }

    public void Dispose()
    {
        next.Dispose();
        captures.Dispose();
        captureCheck.Dispose();
    }

    private byte[]? Unpacked(KeptSource source)
    {
        if (source.Bytes is < 0 or > DumpFormats.MaxDumpBytes)
        {
            differences.Add($"source {source.FileName}: its size cannot be {source.Bytes} bytes");
            return null;
        }

        try
        {
            var bytes = SourceBytes.Unpack(source.Content, source.Bytes);
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
            differences.AddWhere(sha256 != source.Sha256, $"source {source.FileName}", $"its SHA-256 is {sha256}, not {source.Sha256}");
            return bytes;
        }
        catch (InvalidDataException damaged)
        {
            differences.Add($"source {source.FileName}: {damaged.Message}");
            return null;
        }
    }

    private Dump? Reread(KeptSource source, byte[] bytes)
    {
        if (DumpFormats.All.All(format => format.Name != source.Format))
        {
            differences.Add($"source {source.FileName}: its format '{source.Format}' is unknown");
            return null;
        }

        try
        {
            return DumpFormats.Read(bytes, source.Format);
        }
        catch (NotADumpException refusal)
        {
            differences.Add($"source {source.FileName}: it can no longer be read: {refusal.Message}");
            return null;
        }
    }

    private void Compare(KeptSource source, Dump dump)
    {
        var kept = Captures(source.Id);
        if (kept.Count != dump.Posts.Count)
        {
            differences.Add($"source {source.FileName}: it holds {dump.Posts.Count} posts, stored are {kept.Count}");
            return;
        }

        for (var i = 0; i < kept.Count; i++)
        {
            var post = PreparedPost.From(dump.Posts[i], []);
            captureCheck.Run($"source {source.FileName}, post “{post.Dump.Title}”", kept[i], post);
        }
    }

    private List<KeptCapture> Captures(long source)
    {
        var kept = new List<KeptCapture>();
        captures.With(source);
        while (captures.Read())
        {
            kept.Add(new KeptCapture(
                captures.Long(0), captures.Long(1), captures.NumberOrNull(2), captures.Long(3), captures.NumberOrNull(4),
                captures.NumberOrNull(5)));
        }

        return kept;
    }

    private sealed record KeptSource(long Id, string FileName, string Sha256, string Format, long Bytes, byte[] Content);
}
