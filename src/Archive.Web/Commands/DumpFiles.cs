namespace Archive.Web.Commands;

/// <summary>Finds the dumps in the files and folders that a person names.</summary>
internal static class DumpFiles
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
    /// <exception cref="CommandException">A path is missing or a blog.json is wrong.</exception>
    public static IReadOnlyList<DumpFile> Find(IEnumerable<string> paths, string? blog)
    {
        var found = new List<DumpFile>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                found.AddRange(InFolder(path, blog));
            }
            else if (File.Exists(path))
            {
                var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
                found.Add(Dump(path, Path.GetFileName(path), Describe(folder, null, blog)));
            }
            else
            {
                throw new CommandException($"there is no file or folder '{path}'", ExitCode.WrongUsage);
            }
        }

        return found;
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

    private static IEnumerable<DumpFile> InFolder(string top, string? blog)
    {
        // A stack in place of recursion: how deep folders go is not ours to say.
        var pending = new Stack<(string Folder, BlogDescription? Above)>([(top, null)]);
        while (pending.TryPop(out var next))
        {
            var description = Describe(next.Folder, next.Above, blog);
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

    private static BlogDescription Describe(string folder, BlogDescription? above, string? blog)
    {
        var path = Path.Combine(folder, BlogJson.FileName);
        var description = File.Exists(path) ? BlogJson.Read(path) : above;
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
