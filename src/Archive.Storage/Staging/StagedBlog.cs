namespace Archive.Storage.Staging;

/// <summary>The blog whose dumps a keeper brings, on the keeper's word.</summary>
/// <param name="Title">Of a blog that the archive does not have yet; null where it has it.</param>
public sealed record StagedBlog(string Slug, string? Title, string? Address = null, string? Author = null, string? Language = null, string? TimeZone = null)
{
    /// <summary>The dumps of a stage that an import would take, each with its blog: the files that are wanted, were tried and can be read.</summary>
    /// <param name="objection">Why a slug cannot be had, or null where it can.</param>
    public static IReadOnlyList<DumpFile> DumpsOf(Stages stages, long stage, Func<string, string?> objection, CancellationToken cancel)
    {
        // A description stands beside the dumps and is none; leaving it out leaves out what it says.
        var wanted = stages.Files(stage).Where(file => file.IsWanted);
        var chosen = stages.Find(stage)?.Blog;
        var dumps = DumpFiles.OfLabelled([.. wanted.Select(file => (file.Name, stages.PathOf(stage, file.Number)))], chosen?.Slug, objection, cancel);
        return chosen is null ? dumps : [.. dumps.Select(dump => dump with { Blog = chosen.Describe(dump.Blog.About) })];
    }

    // Of a blog that is there, nothing is said but which one it is: what the archive knows of it holds.
    private BlogDescription Describe(string? about) => Title is null
        ? new BlogDescription(Slug, Slug) { Basis = BlogBasis.Given }
        : new BlogDescription(Slug, Title, Address, Language, TimeZone, Author, about) { Basis = BlogBasis.Given };
}
