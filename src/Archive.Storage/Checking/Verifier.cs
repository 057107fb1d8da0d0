using Microsoft.Data.Sqlite;

namespace Archive.Storage.Checking;

/// <summary>What a check of the whole archive found.</summary>
/// <param name="Differences">The first of them, as sentences that name the file, post or comment.</param>
/// <param name="DifferenceCount">How many there are in all.</param>
public sealed record VerifyReport(
    int Sources, long SourceBytes, int Posts, int Comments, IReadOnlyList<string> Differences, int DifferenceCount)
{
    public bool Sound => DifferenceCount == 0;
}

/// <summary>Checks that the archive is whole: the file, the index, and every row against the source it came from.</summary>
/// <remarks>It holds the right to write, because an import in the middle of its work is no archive to compare with.</remarks>
public sealed class Verifier(ArchiveFile archive)
{
    /// <exception cref="ArchiveBusyException">Another process is importing.</exception>
    public Task<VerifyReport> VerifyAsync(CancellationToken cancel) => Task.Run(() => Verify(cancel), cancel);

    private VerifyReport Verify(CancellationToken cancel)
    {
        using var writer = archive.OpenWriter(TimeProvider.System.GetUtcNow());
        var differences = new DifferenceList();
        var connection = writer.Connection;
        FileCheck.Run(connection, differences, cancel);
        var (sources, bytes) = Guarded(differences, () =>
        {
            using var check = new SourceCheck(connection, differences);
            return check.Run(cancel);
        });
        var (posts, comments) = Guarded(differences, () =>
        {
            using var check = new ThreadCheck(connection, differences);
            return check.Run(cancel);
        });
        _ = Guarded(differences, () => FactsCheck.Run(connection, differences, cancel));
        _ = Guarded(differences, () =>
        {
            using var check = new LinksCheck(connection, differences);
            return check.Run(cancel);
        });
        return new VerifyReport(sources, bytes, posts, comments, differences.Listed, differences.Count);
    }

    // A file may be so damaged that it cannot be read to the end; that is a finding, not a failure of the check.
    private static T Guarded<T>(DifferenceList differences, Func<T> check)
        where T : struct
    {
        try
        {
            return check();
        }
        catch (SqliteException damaged)
        {
            differences.Add($"the database cannot be read to its end: {damaged.Message}");
            return default;
        }
    }
}
