using System.Text.Json;

namespace Archive.Tests.Commands;

public class ImportTests
{
    private const string Dump = "Tuesday 11 February 2014\n\nA title\n\nA body.\n\n1 comment:\n\n  1. A comment\n\n    ReplyDelete\n";

    [Fact]
    public async Task The_seeds_are_imported_once_and_a_second_time_changes_nothing()
    {
        using var folder = new TempFolder();

        var first = await ArchiveProgram.RunAsync("import", ArchiveProgram.Seeds, "--data", folder.Data);
        var before = await ArchiveProgram.RunAsync("export", "--data", folder.Data);
        var second = await ArchiveProgram.RunAsync("import", ArchiveProgram.Seeds, "--data", folder.Data);
        var after = await ArchiveProgram.RunAsync("export", "--data", folder.Data);

        Assert.Equal(ExitCode.Done, first.Exit);
        Assert.Contains("files     2 new, 0 unchanged, 0 refused", first.Text, StringComparison.Ordinal);
        Assert.Contains("comments  60 new", first.Text, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, second.Exit);
        Assert.Contains("files     0 new, 2 unchanged, 0 refused", second.Text, StringComparison.Ordinal);
        Assert.Contains("comments  0 new", second.Text, StringComparison.Ordinal);
        Assert.Equal(before.Bytes, after.Bytes);
    }

    [Fact]
    public async Task A_refused_file_is_listed_with_its_reason_and_the_others_are_kept()
    {
        using var folder = new TempFolder();
        folder.Write("in/a.txt", Dump);
        folder.Write("in/b.txt", "No dump at all.");

        var run = await ArchiveProgram.RunAsync("import", Path.Combine(folder.Path, "in"), "--data", folder.Data);

        Assert.Equal(ExitCode.Refused, run.Exit);
        Assert.Contains("files     1 new, 0 unchanged, 1 refused", run.Text, StringComparison.Ordinal);
        Assert.Contains("b.txt: error: this is no dump; expected", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_one_object_and_nothing_else()
    {
        using var folder = new TempFolder();
        folder.Write("in/a.txt", Dump);
        folder.Write("in/b.txt", "No dump at all.");

        var run = await ArchiveProgram.RunAsync("import", Path.Combine(folder.Path, "in"), "--data", folder.Data, "--json");

        Assert.Equal(ExitCode.Refused, run.Exit);
        using var json = JsonDocument.Parse(run.Text);
        var outcomes = json.RootElement.GetProperty("sources").EnumerateArray().Select(source => source.GetProperty("outcome").GetString());
        Assert.Equal(["new", "refused"], outcomes);
        Assert.Equal(1, json.RootElement.GetProperty("postsNew").GetInt32());
        Assert.Equal(1, json.RootElement.GetProperty("sourcesRefused").GetInt32());
    }

    [Fact]
    public async Task A_dry_run_says_what_would_happen_and_keeps_nothing()
    {
        using var folder = new TempFolder();

        var dry = await ArchiveProgram.RunAsync("import", ArchiveProgram.Seeds, "--data", folder.Data, "--dry-run");

        Assert.Equal(ExitCode.Done, dry.Exit);
        Assert.Contains("Nothing was kept", dry.Text, StringComparison.Ordinal);
        Assert.Contains("posts     2 new", dry.Text, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Data));
    }

    [Fact]
    public async Task A_mistake_in_blog_json_stops_the_import_before_it_begins()
    {
        using var folder = new TempFolder();
        folder.Write("in/a.txt", Dump);
        folder.Write("in/z/blog.json", "{\n  oops\n}");

        var run = await ArchiveProgram.RunAsync("import", Path.Combine(folder.Path, "in"), "--data", folder.Data);

        Assert.Equal(ExitCode.Refused, run.Exit);
        Assert.Contains("blog.json:2: is not valid JSON here", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Data));
    }

    [Fact]
    public async Task The_slug_of_the_command_line_stands_in_every_address()
    {
        using var folder = new TempFolder();
        await ArchiveProgram.RunAsync("import", folder.Write("a.txt", Dump), "--blog", "elsewhere", "--data", folder.Data);

        var export = await ArchiveProgram.RunAsync("export", "--data", folder.Data);

        Assert.Contains("\"path\":\"/elsewhere/2014/02/title\"", export.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_problems_are_listed_up_to_a_limit_and_the_rest_counted()
    {
        using var folder = new TempFolder();
        for (var i = 0; i < 60; i++)
        {
            folder.Write($"in/{i:00}.txt", "No dump at all.");
        }

        var run = await ArchiveProgram.RunAsync("import", Path.Combine(folder.Path, "in"), "--data", folder.Data);

        Assert.Equal(50, run.Text.Split(": error: ").Length - 1);
        Assert.EndsWith("and 10 more\n", run.Text, StringComparison.Ordinal);
    }
}
