using System.Text.RegularExpressions;
using Archive.Tests.Commands;
using Microsoft.AspNetCore.Routing;

namespace Archive.Tests.Project;

public partial class DocsTests
{
    [Fact]
    public void Every_command_and_option_is_in_OPERATING()
    {
        var text = Doc("OPERATING.md");
        var root = ArchiveCommand.Create(CommandConsole.OfProcess());

        Assert.All(root.Subcommands, command => Assert.Contains($"`{command.Name}", text, StringComparison.Ordinal));
        Assert.All(
            root.Subcommands.Append(root).SelectMany(command => command.Options),
            option => Assert.Contains($"`{option.Name}", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_command_is_in_the_README_with_its_options()
    {
        var text = File.ReadAllText(Path.Combine(ArchiveProgram.Repository, "README.md"));
        var root = ArchiveCommand.Create(CommandConsole.OfProcess());

        // What the server starts by itself is nothing that a person types.
        Assert.All(root.Subcommands.Where(command => !command.Hidden), command =>
        {
            var line = text.Split('\n').Single(line => line.StartsWith($"| `{command.Name}", StringComparison.Ordinal));
            Assert.All(command.Options, option => Assert.Contains(option.Name, line, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Every_format_has_a_heading_in_FORMATS()
    {
        var text = Doc("FORMATS.md");

        Assert.All(DumpFormats.All, format => Assert.Contains($"\n## {format.Name}\n", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_route_of_the_site_is_in_URLS()
    {
        var text = Doc("URLS.md");

        Assert.All(Routes(), route => Assert.Contains($"`{route}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public void No_blog_can_take_an_address_of_the_site()
    {
        var first = Routes()
            .Select(route => route.Split('/')[1].ToLowerInvariant())
            .Where(part => part.Length > 0 && !part.StartsWith('{'));

        Assert.All(first, part => Assert.NotNull(BlogSlug.Objection(part)));
    }

    [Fact]
    public void No_document_links_to_a_file_that_is_not_there()
    {
        var documents = Directory.EnumerateFiles(Path.Combine(ArchiveProgram.Repository, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(ArchiveProgram.Repository, "README.md"));
        foreach (var document in documents)
        {
            foreach (Match link in RelativeLink().Matches(File.ReadAllText(document)))
            {
                var target = Path.Combine(Path.GetDirectoryName(document)!, link.Groups[1].Value);
                Assert.True(File.Exists(target) || Directory.Exists(target), $"{document} links to {link.Groups[1].Value}");
            }
        }
    }

    [Fact]
    public void Every_room_is_in_ARCHITECTURE_and_no_other()
    {
        var named = Rooms().Matches(Doc("ARCHITECTURE.md")).SelectMany(room => room.Groups[1].Value.Split('/')).ToHashSet(StringComparer.Ordinal);
        // What is below a room of a room, such as the pages of keepers, its own row may leave out.
        var rooms = SourceFile.In("src", "*").Select(file => file.Folder.Split('/')).Where(folder => folder.Length > 1).Select(folder => string.Join('/', folder.Skip(1).Take(3))).Distinct();

        Assert.All(rooms, room => Assert.All(room.Split('/'), part => Assert.True(named.Contains(part), $"{room} is nowhere in ARCHITECTURE.md")));
        Assert.All(Rooms().Matches(Doc("ARCHITECTURE.md")).Select(room => room.Groups[1].Value).Where(room => room.StartsWith("Archive", StringComparison.Ordinal) && room.Contains('/', StringComparison.Ordinal)),
            room => Assert.True(Directory.Exists(Path.Combine(ArchiveProgram.Repository, "src", room)), $"{room} is no room"));
    }

    [Fact]
    public void Every_file_that_a_document_names_is_there()
    {
        var files = SourceFile.In("src", "*").Concat(SourceFile.In("tests", "*")).Select(file => "/" + file.Name).ToList();
        foreach (var (document, text) in Documents())
        {
            // A Thing is what somebody adds.
            Assert.All(NamedFile().Matches(text).Where(name => !name.Value.Contains("Thing", StringComparison.Ordinal)), name =>
                Assert.True(files.Exists(file => file.EndsWith("/" + name.Groups[1].Value, StringComparison.Ordinal)), $"{document} names {name.Value}"));
        }
    }

    [Fact]
    public void Every_type_and_member_that_a_document_names_is_there()
    {
        var sources = SourceFile.In("src", "*.cs", "*.cshtml").Concat(SourceFile.In("tests", "*.cs")).Select(file => string.Join('\n', file.Lines)).ToList();
        var words = sources.Select(source => Word().Matches(source).Select(word => word.Value).ToHashSet(StringComparer.Ordinal)).ToList();
        foreach (var (document, text) in Documents())
        {
            // A member stands in a file that speaks of its type.
            Assert.All(NamedCode().Matches(text), name =>
                Assert.True(words.Exists(file => name.Groups[1].Value.Split('.').All(file.Contains)), $"{document} names {name.Value}"));
        }
    }

    // But decisions, which say what was so when they were taken, and benchmarks, which the program writes.
    private static IEnumerable<(string Name, string Text)> Documents() =>
        Directory.EnumerateFiles(Path.Combine(ArchiveProgram.Repository, "docs"), "*.md")
            .Concat(Directory.EnumerateFiles(ArchiveProgram.Repository, "*.md"))
            .Where(document => Path.GetFileName(document) != "CHANGELOG.md")
            .Select(document => (Path.GetFileName(document), File.ReadAllText(document)));

    private static string Doc(string name) => File.ReadAllText(Path.Combine(ArchiveProgram.Repository, "docs", name));

    // As the site itself knows them, without what a part must look like: {year:int:length(4)} is {year}.
    private static List<string> Routes()
    {
        using var folder = new TempFolder();
        using var archive = ArchiveFolder.Open(folder.Data);
        IEndpointRouteBuilder site = ArchiveSite.Build(archive, "http://127.0.0.1:0");
        return site.DataSources
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Select(endpoint => "/" + Constraint().Replace(endpoint.RoutePattern.RawText ?? "", "}").Trim('/'))
            .Distinct()
            .ToList();
    }

    [GeneratedRegex(@"\]\(([^)#:]+)[)#]", RegexOptions.NonBacktracking)]
    private static partial Regex RelativeLink();

    // `Archive.Storage/Searching`, or a part of one alone: `Columns`, `pure`.
    [GeneratedRegex(@"`([\w./]+)`", RegexOptions.NonBacktracking)]
    private static partial Regex Rooms();

    [GeneratedRegex(@"`([\w./-]+\.(?:cs|sql|css|js|cshtml))`", RegexOptions.NonBacktracking)]
    private static partial Regex NamedFile();

    // Two words as one, or one behind another, so that `Cafe` and `Information` are texts.
    [GeneratedRegex(@"`((?:[A-Z]\w*[a-z][A-Z]\w*|[A-Z]\w*\.[A-Z]\w*)(?:\.[A-Z]\w*)*)(?:\(\))?`", RegexOptions.NonBacktracking)]
    private static partial Regex NamedCode();

    [GeneratedRegex(@"\w+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@":[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Constraint();
}
