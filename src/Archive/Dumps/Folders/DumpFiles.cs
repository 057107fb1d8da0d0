namespace Archive.Dumps.Folders;

/// <summary>Finds the dumps in the files and folders that a person names.</summary>
public static class DumpFiles
{
    // How much of a file is looked at to see that it is no text; enough for the head of any picture or database.
    private const int SniffBytes = 8 * 1024;

    // A blog that nobody described.
    private const string UnknownBlog = "blog";

    // They stand beside dumps and may quote one.
    private static readonly HashSet<string> NeverDumps =
        new(StringComparer.OrdinalIgnoreCase) { BlogJson.FileName, BlogJson.AboutFileName, "README.md" };

    /// <summary>Every dump, in the order of the paths and by name within a folder; nothing is read but descriptions and unknown kinds.</summary>
    /// <param name="paths">Files, taken as they are, and folders, searched for dumps.</param>
    /// <param name="blog">A slug that stands above what any blog.json says; null where there is none.</param>
    /// <param name="objection">See <see cref="BlogJson.Read"/>.</param>
    /// <exception cref="DumpFolderException">A path is missing or a blog.json is wrong.</exception>
    public static IReadOnlyList<DumpFile> Find(IEnumerable<string> paths, string? blog, Func<string, string?> objection)
    {
        var dumps = new List<DumpFile>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                dumps.AddRange(InFolder(path, blog, objection));
            }
            else if (File.Exists(path))
            {
                var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
                dumps.Add(Dump(path, Path.GetFileName(path), Describe(folder, null, blog, objection)));
            }
            else
            {
                throw new DumpFolderException($"there is no file or folder '{path}'", isMissing: true);
            }
        }

        return dumps;
    }

    /// <summary>The bytes of one file, after a look at its size.</summary>
    /// <exception cref="NotADumpException">It is larger than any dump may be.</exception>
    public static byte[] Read(string path)
    {
        var length = new FileInfo(path).Length;
        return length <= DumpFormats.MaxDumpBytes
            ? File.ReadAllBytes(path)
            : throw new NotADumpException($"the file has {length} bytes; the limit is {DumpFormats.MaxDumpBytes}");
    }

    private static IEnumerable<DumpFile> InFolder(string top, string? blog, Func<string, string?> objection)
    {
        // A stack in place of recursion: how deep folders go is not ours to say.
        var pending = new Stack<(string Folder, BlogDescription? Above)>([(top, null)]);
        while (pending.TryPop(out var next))
        {
            var description = Describe(next.Folder, next.Above, blog, objection);
            var entries = Entries(next.Folder);
            foreach (var file in entries.OfType<FileInfo>().Where(IsDump))
            {
                yield return Dump(file.FullName, Label(top, file), description);
            }

            foreach (var folder in entries.OfType<DirectoryInfo>().Reverse())
            {
                pending.Push((folder.FullName, description));
            }
        }
    }

    // Links are not followed: one could lead out of the folder, or round in a circle.
    private static List<FileSystemInfo> Entries(string folder) =>
        new DirectoryInfo(folder)
            .EnumerateFileSystemInfos()
            .Where(entry => !entry.Name.StartsWith('.')
                && (entry.Attributes & (FileAttributes.Hidden | FileAttributes.ReparsePoint)) == 0)
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .ToList();

    private static bool IsDump(FileInfo file)
    {
        if (NeverDumps.Contains(file.Name))
        {
            return false;
        }

        if (file.Extension.Equals(".txt", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (file.Length > DumpFormats.MaxDumpBytes || !LooksLikeText(file.FullName))
        {
            return false;
        }

        var text = SourceText.Decode(File.ReadAllBytes(file.FullName));
        return DumpFormats.All.Any(format => format.Recognises(text));
    }

    private static bool LooksLikeText(string path)
    {
        using var stream = File.OpenRead(path);
        Span<byte> head = stackalloc byte[SniffBytes];
        head = head[..stream.ReadAtLeast(head, SniffBytes, throwOnEndOfStream: false)];
        var isUtf16 = head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        return isUtf16 || !head.Contains((byte)0);
    }

    private static BlogDescription Describe(string folder, BlogDescription? above, string? blog, Func<string, string?> objection)
    {
        var path = Path.Combine(folder, BlogJson.FileName);
        var description = File.Exists(path) ? BlogJson.Read(path, objection) : above;
        return (description, blog) switch
        {
            (null, null) => new BlogDescription(UnknownBlog, UnknownBlog) { Basis = BlogBasis.Guess },
            (null, _) => new BlogDescription(blog, blog) { Basis = BlogBasis.Given },
            (_, null) => description,
            _ => description with { Slug = blog, Basis = BlogBasis.Given },
        };
    }

    private static DumpFile Dump(string path, string label, BlogDescription blog) => new(label, () => Read(path), blog);

    private static string Label(string top, FileInfo file) =>
        Path.GetRelativePath(Path.GetFullPath(top), file.FullName).Replace(Path.DirectorySeparatorChar, '/');
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
