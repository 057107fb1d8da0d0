namespace Archive.Tests.Project;

/// <summary>A file that we wrote, by its path from the root of the project.</summary>
internal sealed record SourceFile(string Name, string[] Lines)
{
    /// <summary>The files of a folder, build output left out.</summary>
    public static IReadOnlyList<SourceFile> In(string folder, params string[] patterns) =>
        [.. patterns
            .SelectMany(pattern => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), pattern, SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(name => !name.Contains("/bin/", StringComparison.Ordinal) && !name.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new SourceFile(name, File.ReadAllLines(Path.Combine(Repository.Root, name))))];

    public string Folder => Path.GetDirectoryName(Name)!.Replace('\\', '/');

    public string Stem => Path.GetFileNameWithoutExtension(Name);

    /// <summary>The lines that hold code, each with its number.</summary>
    public IEnumerable<(int Number, string Code)> Code() =>
        Lines.Index().Where(line => !line.Item.TrimStart().StartsWith("//", StringComparison.Ordinal)).Select(line => (line.Index + 1, line.Item));

    /// <summary>Where a rule is broken, in the form that editors jump to.</summary>
    public string At(int line, string what) => $"{Name}({line}): {what}";
}
