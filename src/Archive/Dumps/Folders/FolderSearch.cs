using System.Collections;

namespace Archive.Dumps.Folders;

/// <summary>Searches folders for files that may be dumps, and knows which description stands above each.</summary>
/// <param name="slug">Stands above what any blog.json says; null where there is none.</param>
internal sealed class FolderSearch(string? slug, Func<string, string?> objection, CancellationToken cancel)
{
    /// <summary>They stand beside dumps and may quote one.</summary>
    public static readonly HashSet<string> NeverDumps =
        new(StringComparer.OrdinalIgnoreCase) { BlogJson.FileName, BlogJson.AboutFileName, "README.md" };

    /// <summary>Folders above the given path that are asked for a blog.json: year and month within a blog, and some to spare.</summary>
    private const int MaxFoldersAbove = 9;

    private readonly List<FoundFile> files = [];
    private readonly Dictionary<string, FolderBlog?> described = new(StringComparer.Ordinal);

    public void AddFile(string path)
    {
        var blog = Above(Path.GetDirectoryName(Path.GetFullPath(path))!);
        if (blog?.Wrong is { } wrong && slug is null)
        {
            Refuse(Path.GetFileName(path), wrong);
        }
        else
        {
            files.Add(new FoundFile(new FoundFolder(Path.GetDirectoryName(path) ?? "", "", null, blog), Path.GetFileName(path)));
        }
    }

    public void AddFolder(string top)
    {
        // A stack in place of recursion: how deep folders go is not ours to say.
        var pending = new Stack<(string Folder, FolderBlog? Above)>([(top, Above(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(top)))))]);
        while (pending.TryPop(out var next))
        {
            cancel.ThrowIfCancellationRequested();
            var blog = In(next.Folder) ?? next.Above;
            var entries = Entries(top, next.Folder);
            var dumps = entries.OfType<FileInfo>().Where(file => !NeverDumps.Contains(file.Name)).ToList();
            if (blog?.Wrong is { } wrong && slug is null)
            {
                Refuse(Label(top, Path.Combine(next.Folder, BlogJson.FileName)), $"{wrong}; {OneOrMany.Count(dumps.Count, "file", "files")} beside it left alone");
            }
            else
            {
                var label = Label(top, next.Folder);
                var folder = new FoundFolder(Path.GetFullPath(next.Folder), label == "." ? "" : label, top, blog);
                files.AddRange(dumps.Select(file => new FoundFile(folder, file.Name)));
            }

            foreach (var folder in entries.OfType<DirectoryInfo>().Reverse())
            {
                pending.Push((folder.FullName, blog));
            }
        }
    }

    /// <summary>Takes files that lie under other names than those by which a person knows them.</summary>
    /// <param name="labelled">The label of each, its folders by <c>/</c>, and where it lies.</param>
    public void AddLabelled(IReadOnlyList<(string Label, string Path)> labelled)
    {
        var descriptions = new Dictionary<string, FolderBlog>(StringComparer.Ordinal);
        var abouts = Named(labelled, BlogJson.AboutFileName);
        foreach (var place in Named(labelled, BlogJson.FileName))
        {
            var exact = place.Where(file => NameOf(file.Label) == BlogJson.FileName).ToArray();
            descriptions.Add(place.Key, Read(exact.Length > 0 ? exact : [.. place], [.. abouts[place.Key]]));
        }

        var folders = new Dictionary<string, FoundFolder>(StringComparer.Ordinal);
        foreach (var (label, path) in labelled)
        {
            cancel.ThrowIfCancellationRequested();
            if (NeverDumps.Contains(NameOf(label)))
            {
                continue;
            }

            var at = FolderOf(label);
            if (!folders.TryGetValue(at, out var folder))
            {
                folders.Add(at, folder = new FoundFolder("", at, "", AboveLabel(label, descriptions)));
            }

            files.Add(new FoundFile(folder, at.Length == 0 ? label : label[(at.Length + 1)..]) { Elsewhere = path, Refusal = slug is null ? folder.Blog?.Wrong : null });
        }
    }

    /// <summary>Every file with its blog; what had to be refused already is one that says so when it is read.</summary>
    public IReadOnlyList<DumpFile> ToDumps()
    {
        var names = slug is null ? BlogNames.Of(described.Values.OfType<FolderBlog>().Where(blog => blog.Description is not null)) : null;
        var guess = new BlogGuess(objection);
        if (slug is null)
        {
            files.Where(file => file.Refusal is null && file.Folder.Blog is null).GroupBy(file => file.Folder).ToList().ForEach(guess.Learn);
        }

        return new FoundDumps(files, file => Dump(file, names, guess));
    }

    private DumpFile Dump(FoundFile file, BlogNames? names, BlogGuess guess)
    {
        var (refusal, blog) = (file.Refusal, file.Folder.Blog);
        refusal ??= blog is null ? null : names?.ConflictOf(blog);
        if (refusal is not null)
        {
            return new DumpFile(file.Label, () => file.HasBytes ? DumpFiles.Read(file.Path, cancel) : throw new NotADumpException(refusal), BlogGuess.Unknown) { Refusal = refusal };
        }

        var description = (blog?.Description, slug) switch
        {
            (null, null) => guess.Of(file),
            (null, _) => new BlogDescription(slug, slug) { Basis = BlogBasis.Given },
            (var stated, null) => names?.Renamed(blog!) ?? stated,
            var (stated, _) => stated with { Slug = slug, Basis = BlogBasis.Given },
        };
        return new DumpFile(file.Label, () => DumpFiles.Read(file.Path, cancel), description)
        {
            Bytes = file.Length,
            IsInPassing = file.Folder.Top is not null && !Path.GetExtension(file.Label).Equals(".txt", StringComparison.OrdinalIgnoreCase),
        };
    }

    // Links are not followed: one could lead out of the folder, or round in a circle.
    private List<FileSystemInfo> Entries(string top, string folder)
    {
        try
        {
            var entries = new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(entry => !entry.Name.StartsWith('.')).ToList();
            if (OperatingSystem.IsLinux() && entries.Exists(IsMisread))
            {
                foreach (var name in LinuxFiles.UnreadableNames(folder))
                {
                    Refuse(Label(top, Path.Combine(folder, name)), "the name is not UTF-8 and cannot be opened; another name helps");
                }
            }

            return entries
                .Where(entry => !IsMisread(entry) && (entry.Attributes & (FileAttributes.Hidden | FileAttributes.ReparsePoint)) == 0)
                .OrderBy(entry => entry.Name, StringComparer.Ordinal)
                .ToList();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            Refuse(Label(top, folder), $"the folder cannot be read: {unreadable.Message}");
            return [];
        }
    }

    // The framework shows bytes that are no UTF-8 as this sign, and finds no file of that name.
    private static bool IsMisread(FileSystemInfo entry) => entry.Name.Contains('\uFFFD', StringComparison.Ordinal) && !Path.Exists(entry.FullName);

    // As far as the home folder or the root of the file system.
    private FolderBlog? Above(string? folder)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        for (var i = 0; i < MaxFoldersAbove && folder is not null; i++)
        {
            if (In(folder) is { } blog)
            {
                return blog;
            }

            folder = folder == home ? null : Path.GetDirectoryName(folder);
        }

        return null;
    }

    private FolderBlog? In(string folder)
    {
        var key = Path.GetFullPath(Path.Combine(folder, BlogJson.FileName));
        if (!described.TryGetValue(key, out var blog))
        {
            blog = RegularFile.Named(folder, BlogJson.FileName) is { } path ? Read(path) : null;
            described.Add(key, blog);
        }

        return blog;
    }

    // By the folders in which they stand.
    private static ILookup<string, (string Label, string Path)> Named(IReadOnlyList<(string Label, string Path)> labelled, string name) =>
        labelled.Where(file => NameOf(file.Label).Equals(name, StringComparison.OrdinalIgnoreCase)).ToLookup(file => FolderOf(file.Label), StringComparer.Ordinal);

    private static FolderBlog? AboveLabel(string label, Dictionary<string, FolderBlog> descriptions)
    {
        for (var folder = label; folder.Length > 0 && descriptions.Count > 0;)
        {
            folder = FolderOf(folder);
            if (descriptions.TryGetValue(folder, out var blog))
            {
                return blog;
            }
        }

        return null;
    }

    // Of two that were brought under one label nobody can say which stands above a dump, unless they are one.
    private FolderBlog Read((string Label, string Path)[] files, (string Label, string Path)[] abouts)
    {
        var (label, path) = files[0];
        if (files.Any(other => !AreEqual(path, other.Path)))
        {
            return new FolderBlog(label, null, $"{label}: {files.Length} different files of this name were brought; leave out all but one, or bring them one after the other");
        }

        try
        {
            return described[path] = new FolderBlog(label, BlogJson.Read(path, abouts is [var (_, about), ..] ? about : null, objection), null);
        }
        catch (DumpFolderException wrong)
        {
            // The path says nothing to whoever brought the file. One may begin like the other.
            (string Label, string Path)[] known = [(label, path), .. abouts.Take(1)];
            return new FolderBlog(label, null, known.OrderByDescending(file => file.Path.Length).Aggregate(wrong.Message, (said, file) => said.Replace(file.Path, file.Label, StringComparison.Ordinal)));
        }
    }

    private static bool AreEqual(string path, string other) => path == other || RegularFile.Head(path, BlogJson.MaxBytes + 1).AsSpan().SequenceEqual(RegularFile.Head(other, BlogJson.MaxBytes + 1));

    private FolderBlog Read(string path)
    {
        try
        {
            return new FolderBlog(path, BlogJson.Read(path, objection), null);
        }
        catch (DumpFolderException wrong)
        {
            return new FolderBlog(path, null, wrong.Message);
        }
    }

    private void Refuse(string label, string reason) => files.Add(new FoundFile(new FoundFolder("", "", null, null), label) { Refusal = reason });

    private static string NameOf(string label) => label[(label.LastIndexOf('/') + 1)..];

    // The folder of a label; empty where it has none.
    private static string FolderOf(string label) => label.LastIndexOf('/') is > 0 and var slash ? label[..slash] : "";

    private static string Label(string top, string path) =>
        Path.GetRelativePath(Path.GetFullPath(top), Path.GetFullPath(path)).Replace(Path.DirectorySeparatorChar, '/');
}

/// <summary>A folder in which files were found; all of them share it, because there may be a hundred thousand.</summary>
/// <param name="Path">Where it lies; empty where the files of one label lie anywhere.</param>
/// <param name="Label">Its path below the folder that was named, by <c>/</c>; empty where it is that one.</param>
/// <param name="Top">The folder that was named; null where the file itself was, empty where folders stand in labels alone.</param>
/// <param name="Blog">What the nearest blog.json says; null where there is none.</param>
internal sealed record FoundFolder(string Path, string Label, string? Top, FolderBlog? Blog)
{
    /// <summary>The names of the folders from the one that was named on, by <c>/</c>; null where the file itself was.</summary>
    public string? Names => Top switch
    {
        null => null,
        "" => Label,
        _ => $"{System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(Top)))}/{Label}",
    };
}

/// <summary>A file on the way to a dump.</summary>
internal sealed record FoundFile(FoundFolder Folder, string Name)
{
    /// <summary>Where it lies, if not in its folder under its name.</summary>
    public string? Elsewhere { get; init; }

    /// <summary>Why it is refused before it is read.</summary>
    public string? Refusal { get; init; }

    /// <summary>It is a file that can be opened, and not a name alone.</summary>
    public bool HasBytes => Refusal is null || Elsewhere is not null;

    public string Path => Elsewhere ?? System.IO.Path.Join(Folder.Path, Name);

    /// <summary>Its path below the folder that was named.</summary>
    public string Label => Folder.Label.Length == 0 ? Name : $"{Folder.Label}/{Name}";

    public long Length => new FileInfo(Path) is { Exists: true } file ? file.Length : 0;
}

/// <summary>The files that were found, each made a dump whenever it is asked for: what an import holds of those whose turn is still to come is a name.</summary>
internal sealed class FoundDumps(List<FoundFile> files, Func<FoundFile, DumpFile> dump) : IReadOnlyList<DumpFile>
{
    public int Count => files.Count;

    public DumpFile this[int index] => dump(files[index]);

    public IEnumerator<DumpFile> GetEnumerator() => files.Select(dump).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A blog.json that was read, or the reason why it could not be.</summary>
internal sealed record FolderBlog(string File, BlogDescription? Description, string? Wrong);

/// <summary>The slugs of several blog.json: two that would give one are told apart by their addresses, or refused by name.</summary>
internal sealed class BlogNames
{
    private readonly Dictionary<FolderBlog, BlogDescription> renamed = [];
    private readonly Dictionary<FolderBlog, string> conflicts = [];

    public static BlogNames Of(IEnumerable<FolderBlog> blogs)
    {
        var names = new BlogNames();
        foreach (var group in blogs.GroupBy(blog => blog.Description!.Slug))
        {
            names.Add([.. group]);
        }

        return names;
    }

    public BlogDescription? Renamed(FolderBlog blog) => renamed.GetValueOrDefault(blog);

    public string? ConflictOf(FolderBlog blog) => conflicts.GetValueOrDefault(blog);

    private void Add(FolderBlog[] alike)
    {
        var sites = alike.Select(blog => SiteOf(blog.Description!)).Distinct().ToList();
        if (alike.Length < 2 || (sites.Count == 1 && sites[0] is not null) || alike.All(blog => blog.Description!.HasOwnSlug && SiteOf(blog.Description!) == sites[0]))
        {
            return;
        }

        // The whole host in place of its first part, where nobody chose the slug.
        if (sites.TrueForAll(site => site is not null) && alike.All(blog => !blog.Description!.HasOwnSlug))
        {
            foreach (var blog in alike)
            {
                renamed.Add(blog, blog.Description! with { Slug = SiteOf(blog.Description)!.Replace('.', '-') });
            }

            return;
        }

        var files = string.Join(" and ", alike.Select(blog => blog.File).Order(StringComparer.Ordinal));
        foreach (var blog in alike)
        {
            conflicts.Add(blog, $"{files} would give one slug, '{blog.Description!.Slug}'; give each its own with the key 'slug'");
        }
    }

    // A blog of Blogger has one name on the hosts of every country.
    private static string? SiteOf(BlogDescription blog)
    {
        if (WebAddress.Of(blog.Address) is not { } uri)
        {
            return null;
        }

        var host = HostName.Bare(uri.IdnHost);
        var platform = host.IndexOf(".blogspot.", StringComparison.Ordinal);
        return platform < 0 ? host : $"{host[..platform]}.blogspot";
    }
}
