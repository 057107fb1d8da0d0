namespace Archive.Dumps.Folders;

/// <summary>A file that may be a dump.</summary>
/// <param name="Name">A label for reports and for the kept source.</param>
/// <param name="Read">Opens and reads the bytes, when the importer comes to it.</param>
/// <param name="Blog">The blog whose posts it holds.</param>
public sealed record DumpFile(string Name, Func<byte[]> Read, BlogDescription Blog);

/// <summary>The facts of a blog from outside its dumps: its <c>blog.json</c>, or the command line.</summary>
/// <remarks>What is null here, or a title that only repeats the slug, leaves what the archive knows as it is.</remarks>
public sealed record BlogDescription(
    string Slug, string Title, string? Address = null, string? Language = null, string? TimeZone = null,
    string? Author = null, string? About = null)
{
    /// <summary>How it is known which blog this is.</summary>
    public BlogBasis Basis { get; init; } = BlogBasis.Description;

    public bool IsGuessed => Basis == BlogBasis.Guess;
}

/// <summary>How an import knows whose dumps it has.</summary>
public enum BlogBasis
{
    /// <summary>A <c>blog.json</c> says it.</summary>
    Description,

    /// <summary>The person who imports says it.</summary>
    Given,

    /// <summary>Nobody says it.</summary>
    Guess,
}
