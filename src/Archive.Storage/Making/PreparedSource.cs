using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archive.Storage.Making;

/// <summary>A post of a source with everything done that needs no database: arranged, and derived of its texts.</summary>
/// <param name="Derived">Of its own text; null where nothing was derived.</param>
/// <param name="Comments">Of its comments in reading order; null where nothing was derived.</param>
internal sealed record PreparedPost(ArrangedPost Post, DerivedText? Derived, IReadOnlyList<DerivedText>? Comments)
{
    public static PreparedPost Of(DumpPost post, List<Problem> problems, bool derive)
    {
        var arranged = ArrangedPost.Of(post, problems);
        return derive
            ? new PreparedPost(arranged, DerivedText.OfPost(arranged.Post), [.. arranged.Comments.Select(DerivedText.OfComment)])
            : new PreparedPost(arranged, null, null);
    }
}

/// <summary>Frees what a large file took on its way before the next step asks for as much: by itself the runtime frees it late.</summary>
internal static class LargeFiles
{
    /// <summary>Of a larger file the texts are derived post by post while it is made, not all at once ahead of that.</summary>
    public const int From = 4 * 1024 * 1024;

    /// <summary>Comments of one post from which on its rows are worth it.</summary>
    private const int ManyComments = 5_000;

    public static void GiveBack(long bytes)
    {
        if (bytes >= From)
        {
            GiveBack();
        }
    }

    public static void GiveBack() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    public static void GiveBack(long bytes, int comments) => GiveBack(comments >= ManyComments ? bytes : 0);
}

/// <summary>A file read, and everything about it done that needs no database.</summary>
internal sealed class PreparedSource
{
    /// <summary>A damaged dump may have a problem on every line; beyond this many the rest are only counted.</summary>
    private const int MaxProblems = 1_000;

    private PreparedSource(string sha256, long bytes) => (Sha256, Bytes) = (sha256, bytes);

    /// <summary>Of the bytes, lower-case hex; empty where the file could not be read.</summary>
    public string Sha256 { get; }

    public long Bytes { get; }

    /// <summary>The bytes under Brotli.</summary>
    public byte[] Packed { get; private set; } = [];

    public string Format { get; private init; } = "";

    public DateTimeOffset? CapturedAt { get; private init; }

    public IReadOnlyList<PreparedPost> Posts { get; private set; } = [];

    public IReadOnlyList<Problem> Problems { get; private init; } = [];

    /// <summary>The file could not be read, or is no dump; <see cref="Problems"/> says why.</summary>
    public bool IsRefused { get; private init; }

    /// <summary>What a refused file looks like; null where that is not known.</summary>
    public FileKind? Kind { get; private init; }

    /// <summary>The archive had these bytes when the file was read, so nothing else was done.</summary>
    public bool IsKnown { get; private init; }

    /// <summary>The same bytes, refused.</summary>
    public PreparedSource RefusedFor(string reason) => Refused(Sha256, Bytes, reason);

    /// <summary>Lets go of what it holds once it is stored: whoever waits for the next file still holds this one.</summary>
    public void Release() => (Packed, Posts) = ([], []);

    /// <summary>Reads a file that may be a dump.</summary>
    /// <param name="read">Opens and reads it.</param>
    /// <param name="strict">Whether a file of which anything is in doubt is refused.</param>
    /// <param name="isKnown">Whether the archive has bytes of this hash as a source of the file's blog.</param>
    /// <param name="refusal">Why it is refused, whatever it holds; null where it is read.</param>
    /// <exception cref="OperationCanceledException">Whoever reads it was stopped, which says nothing of the file.</exception>
    public static PreparedSource Read(Func<byte[]> read, string? format, bool strict, Func<string, bool> isKnown, string? refusal = null)
    {
        var (sha256, length) = ("", 0L);
        try
        {
            var bytes = read();
            (sha256, length) = (Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length);
            return refusal is not null ? Refused(sha256, length, refusal)
                : isKnown(sha256) ? new PreparedSource(sha256, length) { IsKnown = true }
                : Prepared(sha256, bytes, format, strict);
        }
        catch (NotADumpException noDump)
        {
            return Refused(sha256, length, noDump.Message, noDump.Kind);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return Refused(sha256, length, unreadable.Message);
        }
        catch (Exception fault) when (DumpFormats.IsFault(fault))
        {
            return Refused(sha256, length, DumpFormats.UnreadTo(fault));
        }
        catch (OutOfMemoryException)
        {
            // What it took is free again; the others may well fit.
            return Refused(sha256, length, "there is not enough memory to read it");
        }
    }

    /// <summary>Reads an original of the record again; what is missing, damaged, or no dump to these readers is refused with the reason.</summary>
    public static PreparedSource Reread(IRecord record, SourceKept source)
    {
        try
        {
            return record.Fetch(source.Sha256) is { } bytes
                ? Prepared(source.Sha256, bytes.Length, DumpFormats.ReadKept(bytes, source.Format), [], derive: true)
                : Refused(source.Sha256, 0, "its original is missing from the record");
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is raw.SQLITE_CORRUPT)
        {
            return Refused(source.Sha256, 0, $"its original cannot be read from the record: {damaged.Message}");
        }
        catch (Exception refusal) when (refusal is NotADumpException || DumpFormats.IsFault(refusal))
        {
            return Refused(source.Sha256, 0, DumpFormats.UnreadTo(refusal));
        }
    }

    private static PreparedSource Refused(string sha256, long bytes, string reason, FileKind? kind = null) => new(sha256, bytes)
    {
        IsRefused = true,
        Kind = kind,
        Problems = [new Problem(Severity.Error, null, reason)],
    };

    private static PreparedSource Prepared(string sha256, byte[] bytes, string? format, bool strict)
    {
        var dump = DumpFormats.Read(bytes, format);
        LargeFiles.GiveBack(bytes.Length);
        if (strict && Doubts(dump) is { Count: > 0 } doubts)
        {
            return new PreparedSource(sha256, bytes.Length)
            {
                IsRefused = true,
                Posts = [.. dump.Posts.Select(post => PreparedPost.Of(post, [], derive: false))],
                Problems = [new Problem(Severity.Error, null, "something of it is in doubt, and --strict keeps nothing that is"), .. doubts],
            };
        }

        return Prepared(sha256, bytes.Length, dump, SourceBytes.Pack(bytes), derive: bytes.Length < LargeFiles.From);
    }

    private static List<Problem> Doubts(Dump dump) =>
    [
        .. dump.Problems.Where(problem => problem.Severity != Severity.Note).Take(MaxProblems),
        .. dump.Posts.Where(post => post.ReadAs is { Certainty: Certainty.InDoubt })
            .Select(post => new Problem(Severity.Warning, post.Lines?.First, $"\"{post.Title ?? "the post without a title"}\" was read as {post.ReadAs!.Name}, in doubt")),
    ];

    private static PreparedSource Prepared(string sha256, long bytes, Dump dump, byte[] packed, bool derive)
    {
        var problems = dump.Problems.ToList();
        var posts = dump.Posts.Select(post => PreparedPost.Of(post, problems, derive)).ToArray();
        if (problems.Count > MaxProblems)
        {
            var rest = problems.Count - MaxProblems;
            problems.RemoveRange(MaxProblems, rest);
            problems.Add(new Problem(Severity.Warning, null, $"{rest} more problems in this file"));
        }

        return new PreparedSource(sha256, bytes)
        {
            Packed = packed,
            Format = dump.Format,
            CapturedAt = dump.CapturedAt,
            Posts = posts,
            Problems = problems,
        };
    }
}
