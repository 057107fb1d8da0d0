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
    public async Task A_mistake_in_blog_json_refuses_its_folder_and_the_others_are_kept()
    {
        using var folder = new TempFolder();
        folder.Write("in/a.txt", Dump);
        folder.Write("in/z/blog.json", "{\n  oops\n}");
        folder.Write("in/z/b.txt", Dump);

        var run = await ArchiveProgram.RunAsync("import", Path.Combine(folder.Path, "in"), "--data", folder.Data);

        Assert.Equal(ExitCode.Refused, run.Exit);
        Assert.Contains("blog.json:2: is not valid JSON here; 1 file beside it left alone", run.Text, StringComparison.Ordinal);
        Assert.Contains("files     1 new, 0 unchanged, 1 refused", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_gives_what_is_recognised_and_lists_the_rest_by_its_kind()
    {
        using var folder = new TempFolder();
        folder.Write("in/a.txt", Dump);
        folder.Write("in/export.xml", "<?xml version=\"1.0\"?>\n<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>\nNo comments:\n</channel></rss>\n");
        folder.Write("in/notes.md", "# Shopping\n\nBread, milk, two lemons.\n");
        folder.Write("in/1.jpg", "\u00FF");
        File.WriteAllBytes(Path.Combine(folder.Path, "in", "1.jpg"), [0xFF, 0xD8, 0xFF, 0xE0, 0, 16]);
        File.Copy(Path.Combine(folder.Path, "in", "1.jpg"), Path.Combine(folder.Path, "in", "2.jpg"));

        var run = await ArchiveProgram.RunAsync("import", Path.Combine(folder.Path, "in"), "--data", folder.Data);
        var again = await ArchiveProgram.RunAsync("import", Path.Combine(folder.Path, "in"), "--data", folder.Data, "--json");

        Assert.Equal((ExitCode.Done, ExitCode.Done), (run.Exit, again.Exit));
        Assert.Contains("files     1 new, 0 unchanged, 0 refused", run.Text, StringComparison.Ordinal);
        Assert.Contains("left out  2 × JPEG image: 1.jpg, 2.jpg\n", run.Text, StringComparison.Ordinal);
        Assert.Contains("left out  1 × WordPress export: export.xml\n", run.Text, StringComparison.Ordinal);
        Assert.Contains("left out  1 × prose: notes.md\n", run.Text, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(again.Text);
        Assert.Equal(4, json.RootElement.GetProperty("filesLeftOut").GetInt32());
        Assert.Equal("""{"kind":"JPEG image","count":2,"files":["1.jpg","2.jpg"]}""", json.RootElement.GetProperty("leftOut")[0].GetRawText());
    }

    [Fact]
    public async Task The_same_bytes_in_another_blog_are_pointed_out()
    {
        using var folder = new TempFolder();
        var path = folder.Write("a.txt", Dump);
        await ArchiveProgram.RunAsync("import", path, "--blog", "one", "--data", folder.Data);

        var run = await ArchiveProgram.RunAsync("import", path, "--blog", "two", "--data", folder.Data);

        Assert.Contains("a.txt: note: the same bytes are kept as a dump of the blog one", run.Text, StringComparison.Ordinal);
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
