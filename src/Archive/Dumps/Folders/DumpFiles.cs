namespace Archive.Dumps.Folders;

/// <summary>Finds the dumps in the files and folders that a person names.</summary>
public static class DumpFiles
{
    /// <summary>Every file that may be a dump, in the order of the paths and by name within a folder; nothing is read but descriptions and some heads.</summary>
    /// <param name="paths">Files, taken as they are, and folders, searched for dumps.</param>
    /// <param name="blog">A slug that stands above what any blog.json says; null where there is none.</param>
    /// <param name="objection">See <see cref="BlogJson"/>.</param>
    /// <param name="cancel">Stops the search, and later the reading of a file.</param>
    /// <exception cref="DumpFolderException">A path is missing.</exception>
    public static IReadOnlyList<DumpFile> Find(
        IEnumerable<string> paths, string? blog, Func<string, string?> objection, CancellationToken cancel = default)
    {
        var search = new FolderSearch(blog, objection, cancel);
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                search.AddFolder(path);
            }
            else if (Path.Exists(path))
            {
                search.AddFile(path);
            }
            else
            {
                throw new DumpFolderException($"there is no file or folder '{path}'", isMissing: true);
            }
        }

        return search.ToDumps();
    }

    /// <summary>The same for files that lie under other names than those by which a person knows them, such as an upload.</summary>
    /// <param name="files">The label of each, its folders by <c>/</c>, and where it lies.</param>
    public static IReadOnlyList<DumpFile> OfLabelled(
        IReadOnlyList<(string Label, string Path)> files, string? blog, Func<string, string?> objection, CancellationToken cancel = default)
    {
        var search = new FolderSearch(blog, objection, cancel);
        search.AddLabelled(files);
        return search.ToDumps();
    }

    /// <summary>Whether a file of this name describes the dumps beside it and is none itself.</summary>
    public static bool IsDescription(string name) => FolderSearch.NeverDumps.Contains(name);

    /// <summary>What is wrong in a file that describes the dumps beside it, with its line; null where nothing is.</summary>
    /// <param name="label">The name by which a person knows it.</param>
    /// <param name="objection">Why a slug cannot be had, or null where it can.</param>
    public static string? WrongInDescription(string label, string path, Func<string, string?> objection)
    {
        if (!label[(label.LastIndexOf('/') + 1)..].Equals(BlogJson.FileName, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            BlogJson.Read(path, null, objection);
            return null;
        }
        catch (DumpFolderException wrong)
        {
            return wrong.Message.Replace(path, label, StringComparison.Ordinal);
        }
    }

    /// <summary>The bytes of one regular file.</summary>
    /// <exception cref="NotADumpException">It is larger than any dump may be, no regular file, or certainly no text.</exception>
    public static byte[] Read(string path, CancellationToken cancel = default) =>
        RegularFile.Read(path, DumpFormats.MaxDumpBytes, DumpFormats.CheckHead, cancel);
}

/// <summary>A path that is missing, or a description of a blog that is wrong; the message says which and why.</summary>
/// <param name="isMissing">There is no such file or folder.</param>
public sealed class DumpFolderException(string message, bool isMissing = false) : Exception(message)
{
    public bool IsMissing { get; } = isMissing;
}

/// <summary>A file that may be a dump.</summary>
/// <param name="Name">A label for reports and for the kept source.</param>
/// <param name="Read">Opens and reads the bytes, when the importer comes to it.</param>
/// <param name="Blog">The blog whose posts it holds.</param>
public sealed record DumpFile(string Name, Func<byte[]> Read, BlogDescription Blog)
{
    /// <summary>Why it is refused, whatever it holds; null where it is read.</summary>
    public string? Refusal { get; init; }

    /// <summary>Its size, by which it is decided how many are read at once; 0 where that is not known.</summary>
    public long Bytes { get; init; }

    /// <summary>The name of the format to read it in, on a person's word; null where it is recognised.</summary>
    public string? Format { get; init; }

    /// <summary>It stands in a folder and does not claim to be a text: where it is no dump it is left out, and that is no failure.</summary>
    public bool IsInPassing { get; init; }
}

/// <summary>The facts of a blog from outside its dumps: its <c>blog.json</c>, or the command line.</summary>
/// <remarks>What is null here, or a title that only repeats the slug, leaves what the archive knows as it is.</remarks>
public sealed record BlogDescription(
    string Slug, string Title, string? Address = null, string? Language = null, string? TimeZone = null,
    string? Author = null, string? About = null)
{
    /// <summary>How it is known which blog this is.</summary>
    public BlogBasis Basis { get; init; } = BlogBasis.Description;

    /// <summary>Whether a person chose the slug, in place of what its address or title gives.</summary>
    internal bool HasOwnSlug { get; init; }

    /// <summary>Nobody has said it: what a person says later stands above it, and the dumps move there.</summary>
    public bool IsGuessed => Basis is BlogBasis.Guess or BlogBasis.Address;

    /// <summary>Nothing at all says whose dumps these are.</summary>
    public bool IsUnknown => Basis == BlogBasis.Guess && Slug == BlogGuess.Unknown.Slug;
}

/// <summary>How an import knows whose dumps it has.</summary>
public enum BlogBasis
{
    /// <summary>A <c>blog.json</c> says it.</summary>
    Description,

    /// <summary>The person who imports says it.</summary>
    Given,

    /// <summary>The dump itself prints the address of its page.</summary>
    Address,

    /// <summary>Nobody says it, but the archive has the same bytes as a dump of a blog that somebody named.</summary>
    Kept,

    /// <summary>Nobody says it; the files or their folder are called so, or nothing is known at all.</summary>
    Guess,
}
