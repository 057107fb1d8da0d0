namespace Archive.Storage;

/// <summary>What a check of the whole archive found.</summary>
public sealed record VerifyReport(
    int Sources, long SourceBytes, int Posts, int Comments, IReadOnlyList<string> Differences, int DifferenceCount)
{
    public bool Sound => DifferenceCount == 0;
}

/// <summary>Checks that the archive is whole: the file, the index, and every row against the source it came from.</summary>
public sealed class Verifier(ArchiveFile archive)
{
    public Task<VerifyReport> VerifyAsync(CancellationToken cancel) => throw new NotImplementedException(archive.Path);
}
