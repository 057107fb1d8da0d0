using System.Text;
using System.Text.Json;
using Archive.Tests.Storage;

namespace Archive.Tests.Commands;

public sealed class KeepingTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Undo_says_what_would_go_and_asks()
    {
        await ArchiveProgram.RunAsync("import", ArchiveProgram.Seeds, "--data", folder.Data);

        var asked = await ArchiveProgram.RunAsync("undo", "1", "--data", folder.Data);

        Assert.Equal(ExitCode.Refused, asked.Exit);
        Assert.Contains("2 go, 0 become", asked.Text, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was changed.\n", asked.Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(2, (await ExportAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task An_undone_import_can_be_imported_again_and_is_as_before()
    {
        await ArchiveProgram.RunAsync("import", ArchiveProgram.Seeds, "--data", folder.Data);
        var before = await ExportAsync();

        Assert.Equal(ExitCode.Done, (await ArchiveProgram.RunAsync("undo", "1", "--yes", "--data", folder.Data)).Exit);
        Assert.Equal("", await ExportAsync());
        Assert.Equal("archive: import 1 is undone already", (await ArchiveProgram.RunAsync("undo", "1", "--yes", "--data", folder.Data)).Error.Split(',')[0]);
        await ArchiveProgram.RunAsync("import", ArchiveProgram.Seeds, "--data", folder.Data);

        Assert.Equal(before, await ExportAsync());
        Assert.Equal(ExitCode.Done, (await ArchiveProgram.RunAsync("verify", "--data", folder.Data)).Exit);
    }

    [Fact]
    public async Task An_undone_import_is_brought_back_from_its_originals()
    {
        await ArchiveProgram.RunAsync("import", ArchiveProgram.Seeds, "--data", folder.Data);
        var before = await ExportAsync();
        Assert.Equal("archive: import 1 is not undone\n", (await ArchiveProgram.RunAsync("undo", "1", "--back", "--yes", "--data", folder.Data)).Error.ReplaceLineEndings("\n"));
        await ArchiveProgram.RunAsync("undo", "1", "--yes", "--data", folder.Data);

        var asked = await ArchiveProgram.RunAsync("undo", "1", "--back", "--data", folder.Data);
        Assert.Equal(ExitCode.Refused, asked.Exit);
        Assert.Contains("2 come back", asked.Text, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await ArchiveProgram.RunAsync("undo", "1", "--back", "--yes", "--data", folder.Data)).Exit);

        Assert.Equal(before, await ExportAsync());
        Assert.Contains("import 1 is brought back", (await ArchiveProgram.RunAsync("record", "--data", folder.Data)).Text, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await ArchiveProgram.RunAsync("verify", "--data", folder.Data)).Exit);
        Assert.Equal(ExitCode.Done, (await ArchiveProgram.RunAsync("undo", "1", "--yes", "--data", folder.Data)).Exit);
        Assert.Equal("", await ExportAsync());
    }

    [Fact]
    public async Task A_blog_is_described_renamed_and_removed()
    {
        await ArchiveProgram.RunAsync("import", ArchiveProgram.Seeds, "--data", folder.Data);

        Assert.Contains("probationmatters, “On Probation Blog”: 2 sources, 2 posts, 60 comments", (await BlogAsync("probationmatters")).Text, StringComparison.Ordinal);
        await BlogAsync("probationmatters", "--title", "Another name");
        await BlogAsync("probationmatters", "--author", "");
        Assert.Contains("author not known", (await ArchiveProgram.RunAsync("record", "--data", folder.Data)).Text, StringComparison.Ordinal);
        await BlogAsync("probationmatters", "--rename", "probation", "--yes");
        Assert.Contains("probation, “Another name”", (await BlogAsync("probationmatters")).Text, StringComparison.Ordinal);
        Assert.Equal(ExitCode.WrongUsage, (await BlogAsync("probation", "--rename", "search")).Exit);
        Assert.Equal(ExitCode.WrongUsage, (await BlogAsync("probation", "--title", "A third name", "--rename", "a", "--remove", "--yes")).Exit);
        Assert.Contains("probation, “Another name”", (await BlogAsync("probation")).Text, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await BlogAsync("probation", "--remove", "--yes")).Exit);
        Assert.Equal("archive: there is no blog 'probation'\n", (await BlogAsync("probation")).Error.ReplaceLineEndings("\n"));
        Assert.Equal(ExitCode.Done, (await ArchiveProgram.RunAsync("verify", "--data", folder.Data)).Exit);
    }

    [Fact]
    public async Task Dumps_that_a_blog_json_names_later_move_out_of_the_guessed_blog()
    {
        var dump = folder.Write("dumps/a.txt", await File.ReadAllTextAsync(Path.Combine(ArchiveProgram.Seeds, "000_7ee6d24b31a7e022.txt")));
        var guess = await ArchiveProgram.RunAsync("import", dump, "--data", folder.Data);
        Assert.Contains("blog      blog, as a guess: 1 file", guess.Text, StringComparison.Ordinal);
        Assert.Contains("warning: nobody said", guess.Text, StringComparison.Ordinal);
        folder.Write("dumps/blog.json", """{ "title": "On Probation Blog", "slug": "probation" }""");

        var named = await ArchiveProgram.RunAsync("import", dump, "--data", folder.Data);

        Assert.DoesNotContain("warning", named.Text, StringComparison.Ordinal);
        Assert.Contains("posts     0 new, 1 changed, 0 unchanged\n  comments  0 new\n", named.Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("\"path\":\"/probation/2014/02/power-to-people\"", await ExportAsync(), StringComparison.Ordinal);
        Assert.Single((await ExportAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("probation, “On Probation Blog”: 1 source, 1 post,", (await BlogAsync("blog")).Text, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await ArchiveProgram.RunAsync("verify", "--data", folder.Data)).Exit);

        // What says it may be gone by the next time; the archive knows it.
        File.Delete(Path.Combine(Path.GetDirectoryName(dump)!, "blog.json"));
        var again = await ArchiveProgram.RunAsync("import", dump, "--data", folder.Data);

        Assert.Contains("blog      probation, as it is kept: 1 file", again.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", again.Text, StringComparison.Ordinal);

        // Nor is it a guess of which nobody said anything where the folder is called as the blog is.
        var inFolder = await ArchiveProgram.RunAsync("import", folder.Write("probation/a.txt", await File.ReadAllTextAsync(dump)), "--data", folder.Data);

        Assert.Contains("blog      probation, as it is kept: 1 file", inFolder.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", inFolder.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_says_of_each_blog_how_many_of_its_files_it_kept_in_the_order_of_the_files()
    {
        foreach (var blog in (string[])["one", "two"])
        {
            folder.Write($"dumps/{blog}/blog.json", $$"""{ "title": "Blog {{blog}}", "slug": "{{blog}}" }""");
            folder.Write($"dumps/{blog}/a.txt", Encoding.UTF8.GetString(DumpText.Of(DumpText.Titled($"Of {blog}", "2014-03-01", "said"))));
        }

        folder.Write("dumps/one/no-dump.txt", "");

        foreach (var choices in (string[][])[["--dry-run"], []])
        {
            var import = await ArchiveProgram.RunAsync(["import", Path.Combine(folder.Path, "dumps"), "--data", folder.Data, .. choices]);
            Assert.Equal(
                ["blog      one, says its blog.json: 1 file", "blog      two, says its blog.json: 1 file"],
                import.Text.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("blog ", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task The_record_is_told_in_words_and_as_json_and_is_checked_alone()
    {
        await ArchiveProgram.RunAsync("import", ArchiveProgram.Seeds, "--data", folder.Data);

        var words = (await ArchiveProgram.RunAsync("record", "--data", folder.Data)).Text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        var json = (await ArchiveProgram.RunAsync("record", "--json", "--data", folder.Data)).Text.TrimEnd('\n').Split('\n')
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var verified = await ArchiveProgram.RunAsync("record", "verify", "--data", folder.Data);

        Assert.Equal(["import", "blog", "source", "source", "import"], json.Select(entry => entry.GetProperty("kind").GetString()));
        Assert.Contains("import 1 begins", words[0], StringComparison.Ordinal);
        Assert.Equal($"Seal of entry 5: {json[^1].GetProperty("sha256").GetString()}", words[^1]);
        Assert.Equal("5 entries, 2 originals (44,388 bytes): sound", verified.Text.Trim());
    }

    [Fact]
    public async Task A_rebuild_leaves_everything_as_it_was()
    {
        await ArchiveProgram.RunAsync("import", ArchiveProgram.Seeds, "--data", folder.Data);
        var before = await ExportAsync();

        Assert.Equal(ExitCode.Done, (await ArchiveProgram.RunAsync("rebuild", "--data", folder.Data)).Exit);

        Assert.Equal(before, await ExportAsync());
        Assert.Equal(ExitCode.Done, (await ArchiveProgram.RunAsync("verify", "--data", folder.Data)).Exit);
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("export")]
    [InlineData("search", "word")]
    [InlineData("record")]
    [InlineData("undo", "1")]
    [InlineData("rebuild")]
    [InlineData("post", "doubts")]
    [InlineData("post", "same", "/a/2014/02/b", "/a/2014/02/c")]
    [InlineData("post", "different", "1.txt", "2.txt")]
    public async Task Reading_commands_create_nothing_where_there_is_no_archive(params string[] command)
    {
        Directory.CreateDirectory(folder.Data);

        var run = await ArchiveProgram.RunAsync([.. command, "--data", folder.Data]);

        Assert.Equal(ExitCode.Refused, run.Exit);
        Assert.StartsWith("archive: there is no archive in", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Data));
    }

    private async Task<string> ExportAsync() => (await ArchiveProgram.RunAsync("export", "--data", folder.Data)).Text;

    private Task<ArchiveProgram.Outcome> BlogAsync(params string[] args) => ArchiveProgram.RunAsync(["blog", .. args, "--data", folder.Data]);
}
