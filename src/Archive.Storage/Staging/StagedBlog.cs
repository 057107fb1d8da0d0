namespace Archive.Storage.Staging;

/// <summary>The blog whose dumps a keeper brings, on the keeper's word.</summary>
/// <param name="Title">Of a blog that the archive does not have yet; null where it has it.</param>
public sealed record StagedBlog(string Slug, string? Title, string? Address = null, string? Author = null, string? Language = null, string? TimeZone = null)
{
    /// <summary>The blogs of the dumps of a stage that an import would take, one for each dump.</summary>
    /// <param name="objection">Why a slug cannot be had, or null where it can.</param>
    public static IReadOnlyList<BlogDescription> OfDumps(Stages stages, long stage, Func<string, string?> objection, CancellationToken cancel)
    {
        var wanted = stages.Files(stage).Where(file => file.IsHeard).ToList();
        using var heads = stages.FetchHeads(stage, wanted.Select(file => file.Number), cancel);
        return [.. DumpsOf(wanted, heads, stages.Find(stage)?.Blog, objection, cancel).Where(dump => dump.Refusal is null).Select(dump => dump.Blog)];
    }

    /// <summary>The dumps of a stage that an import takes, each with its blog.</summary>
    /// <param name="wanted">The files that are heard; see <see cref="StagedFile.IsHeard"/>.</param>
    /// <param name="chosen">Whose all of them are, on a keeper's word; null where they say it themselves.</param>
    internal static IEnumerable<DumpFile> DumpsOf(IEnumerable<StagedFile> wanted, LocalFiles files, StagedBlog? chosen, Func<string, string?> objection, CancellationToken cancel)
    {
        // A description stands beside the dumps and is none; leaving it out leaves out what it says.
        var dumps = DumpFiles.OfLabelled([.. wanted.Select(file => (file.Name, files.PathOf(file.Number)))], chosen?.Slug, objection, cancel);
        return chosen is null ? dumps : dumps.Select(dump => dump with { Blog = chosen.Describe(dump.Blog.About) });
    }

    // Of a blog that is there, nothing is said but which one it is: what the archive knows of it holds.
    private BlogDescription Describe(string? about) => Title is null
        ? new BlogDescription(Slug, Slug) { Basis = BlogBasis.Given }
        : new BlogDescription(Slug, Title, Address, Language, TimeZone, Author, about) { Basis = BlogBasis.Given };
}
