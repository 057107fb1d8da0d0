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

    [GeneratedRegex(@":[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Constraint();
}
