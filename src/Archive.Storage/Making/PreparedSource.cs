using System.Security.Cryptography;
using Archive.Dumps;

namespace Archive.Storage.Making;

/// <summary>A file read, and everything about it done that needs no database.</summary>
internal sealed class PreparedSource
{
    /// <summary>A damaged dump may have a problem on every line; beyond this many the rest are only counted.</summary>
    private const int MaxProblems = 1_000;

    private PreparedSource(DumpFile file) => File = file;

    public DumpFile File { get; }

    /// <summary>Of the bytes, lower-case hex; empty where the file could not be read.</summary>
    public string Sha256 { get; private init; } = "";

    public long Bytes { get; private init; }

    /// <summary>The bytes under Brotli.</summary>
    public byte[] Packed { get; private init; } = [];

    public string Format { get; private init; } = "";

    public DateTimeOffset? CapturedAt { get; private init; }

    public IReadOnlyList<PreparedPost> Posts { get; private init; } = [];

    public IReadOnlyList<Problem> Problems { get; private init; } = [];

    /// <summary>The file could not be read, or is no dump; <see cref="Problems"/> says why.</summary>
    public bool IsRefused { get; private init; }

    /// <summary>The archive had these bytes when the file was read, so nothing else was done.</summary>
    public bool IsKnown { get; private init; }

    public static PreparedSource Read(DumpFile file, string? format, KnownSources known)
    {
        byte[] bytes;
        try
        {
            bytes = file.Read();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return Refused(file, "", 0, unreadable.Message);
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (known.Contains(file.Blog.Slug, sha256))
        {
            return new PreparedSource(file) { Sha256 = sha256, Bytes = bytes.Length, IsKnown = true };
        }

        try
        {
            return Prepared(file, sha256, bytes, DumpFormats.Read(bytes, format));
        }
        catch (NotADumpException refusal)
        {
            return Refused(file, sha256, bytes.Length, refusal.Message);
        }
    }

    private static PreparedSource Refused(DumpFile file, string sha256, long bytes, string reason) => new(file)
    {
        Sha256 = sha256,
        Bytes = bytes,
        IsRefused = true,
        Problems = [new Problem(Severity.Error, null, reason)],
    };

    private static PreparedSource Prepared(DumpFile file, string sha256, byte[] bytes, Dump dump)
    {
        var problems = dump.Problems.ToList();
        var posts = dump.Posts.Select(post => PreparedPost.From(post, problems)).ToArray();
        if (problems.Count > MaxProblems)
        {
            var rest = problems.Count - MaxProblems;
            problems.RemoveRange(MaxProblems, rest);
            problems.Add(new Problem(Severity.Warning, null, $"{rest} more problems in this file"));
        }

        return new PreparedSource(file)
        {
            Sha256 = sha256,
            Bytes = bytes.Length,
            Packed = SourceBytes.Pack(bytes),
            Format = dump.Format,
            CapturedAt = dump.CapturedAt,
            Posts = posts,
            Problems = problems,
        };
    }
}
