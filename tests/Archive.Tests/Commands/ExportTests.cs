using System.Text.Json;
using Archive.Web.Commands;

namespace Archive.Tests.Commands;

public class ExportTests
{
    [Fact]
    public async Task Every_line_is_a_post_with_its_place_its_sources_and_its_thread()
    {
        using var folder = new TempFolder();
        await ArchiveProgram.RunAsync("import", ArchiveProgram.Seeds, "--data", folder.Data);

        var run = await ArchiveProgram.RunAsync("export", "--data", folder.Data);

        Assert.Equal(ExitCode.Done, run.Exit);
        var lines = run.Text.TrimEnd('\n').Split('\n');
        var posts = lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["/probationmatters/2013/11/problem-what-problem", "/probationmatters/2014/02/power-to-people"], posts.Select(post => post.GetProperty("path").GetString()));
        Assert.Equal("blog", posts[0].EnumerateObject().First().Name);
        Assert.StartsWith("c4c9bc96", posts[1].GetProperty("sources")[0].GetString(), StringComparison.Ordinal);
        var comment = posts[1].GetProperty("comments")[0];
        Assert.Equal(["number", "key", "author", "published", "status", "bodyText", "lines", "replies"], comment.EnumerateObject().Select(field => field.Name));
        Assert.False(string.IsNullOrEmpty(comment.GetProperty("key").GetString()));
    }

    [Fact]
    public async Task Posts_and_comments_are_those_that_inspect_shows()
    {
        using var folder = new TempFolder();
        await ArchiveProgram.RunAsync("import", ArchiveProgram.Seeds, "--data", folder.Data);
        var seed = Path.Combine(ArchiveProgram.Seeds, "002_fb4f1cc6287c16f9.txt");

        var export = await ArchiveProgram.RunAsync("export", "--data", folder.Data);
        var inspect = await ArchiveProgram.RunAsync("inspect", seed, "--json");

        using var exported = JsonDocument.Parse(export.Text.Split('\n')[0]);
        using var inspected = JsonDocument.Parse(inspect.Text);
        var post = inspected.RootElement.GetProperty("sources")[0].GetProperty("posts")[0];
        foreach (var field in post.EnumerateObject().Where(field => field.Name != "comments"))
        {
            Assert.Equal(field.Value.GetRawText(), exported.RootElement.GetProperty(field.Name).GetRawText());
        }

        Assert.Equal(
            post.GetProperty("comments").EnumerateArray().Select(comment => comment.GetProperty("bodyText").GetString()),
            exported.RootElement.GetProperty("comments").EnumerateArray().Select(comment => comment.GetProperty("bodyText").GetString()));
    }

    [Fact]
    public async Task A_file_is_written_whole_and_holds_the_same_bytes()
    {
        using var folder = new TempFolder();
        await ArchiveProgram.RunAsync("import", ArchiveProgram.Seeds, "--data", folder.Data);
        var file = folder.Write("out/archive.jsonl", "an older export");

        var toFile = await ArchiveProgram.RunAsync("export", "--data", folder.Data, "--out", file);
        var toOutput = await ArchiveProgram.RunAsync("export", "--data", folder.Data);

        Assert.Equal(ExitCode.Done, toFile.Exit);
        Assert.Empty(toFile.Text);
        Assert.Equal(toOutput.Bytes, await File.ReadAllBytesAsync(file));
        Assert.Single(Directory.EnumerateFiles(Path.Combine(folder.Path, "out")));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_one_plain_line()
    {
        using var folder = new TempFolder();
        await ArchiveProgram.RunAsync("import", ArchiveProgram.Seeds, "--data", folder.Data);

        var run = await ArchiveProgram.RunAsync("export", "--data", folder.Data, "--out", Path.Combine(folder.Path, "no", "such", "folder.jsonl"));

        Assert.Equal(ExitCode.Refused, run.Exit);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }
}
