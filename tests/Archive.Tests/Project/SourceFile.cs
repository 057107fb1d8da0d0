using System.Text.RegularExpressions;

namespace Archive.Tests.Project;

/// <summary>A file that we wrote, by its path from the root of the project.</summary>
internal sealed partial record SourceFile(string Name, string[] Lines)
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

    /// <summary>The types that stand at the left margin; those inside others belong to them.</summary>
    public IEnumerable<(int Number, string Name, bool IsPublic)> Types() =>
        Code()
            .Select(line => (line.Number, Match: TopType().Match(line.Code)))
            .Where(line => line.Match.Success)
            .Select(line => (line.Number, line.Match.Groups[2].Value, line.Match.Groups[1].Value == "public"));

    /// <summary>Where a rule is broken, in the form that editors jump to.</summary>
    public string At(int line, string what) => $"{Name}({line}): {what}";

    [GeneratedRegex(@"^(public|internal)\s+(?:static |sealed |abstract |readonly |partial )*(?:record struct|record class|record|class|struct|interface|enum)\s+(\w+)")]
    private static partial Regex TopType();
}
