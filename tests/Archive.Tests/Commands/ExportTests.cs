using System.Diagnostics;
using System.Text.Json;

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
    public void Every_fact_of_a_dump_is_written_or_left_out_by_name()
    {
        var comment = new DumpComment { Original = "*one*", Kind = TextKind.Markdown, Incomplete = true };
        var post = new DumpPost { Original = "*one*", Kind = TextKind.Markdown, NumberedDate = new NumberedDate("3/4/2014", 1), Comments = [comment] };
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            ThreadJson.WritePost(json, post, ["1"]);
            json.WriteEndObject();
        }

        using var written = JsonDocument.Parse(bytes.ToArray());
        // Nesting says parent, depth and order; the page's own layout stands in the source; numbers that are open stand there as such; id and reach are of one capture, a post is of all.
        AssertWritten(typeof(DumpPost), written.RootElement, "Written", "Layout", "Key", "Reach", "ReadAs", "NumberedDate");
        AssertWritten(typeof(DumpComment), written.RootElement.GetProperty("comments")[0], "Written", "Parent", "Depth", "Ordinal", "Heading");
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
        foreach (var field in post.EnumerateObject().Where(field => field.Name is not ("comments" or "readAs" or "certainty")))
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

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task What_killed_exports_leave_is_one_file_which_the_next_one_takes_over()
    {
        using var folder = new TempFolder();
        await ImportManyAsync(folder);
        var file = folder.Write("out/archive.jsonl", "an older export");
        for (var time = 0; time < 3; time++)
        {
            var start = DateTime.UtcNow;
            using var program = Start("export", "--data", folder.Data, "--out", file);
            while (!program.HasExited && File.GetLastWriteTimeUtc(file + ".unfinished") < start)
            {
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }

            program.Kill();
            await program.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.InRange(Directory.GetFiles(Path.Combine(folder.Path, "out")).Length, 1, 2);
        }

        await File.AppendAllTextAsync(file + ".unfinished", new string('x', 10_000_000), TestContext.Current.CancellationToken);
        await AssertExportsAsync(folder, file);
    }

    [Fact]
    public async Task A_second_export_to_the_same_file_is_told_so()
    {
        using var folder = new TempFolder();
        await ArchiveProgram.RunAsync("import", ArchiveProgram.Seeds, "--data", folder.Data);
        var file = folder.Write("out/archive.jsonl", "an older export");

        using (new FileStream(file + ".unfinished", FileMode.Create, FileAccess.Write, FileShare.None))
        {
            var second = await ArchiveProgram.RunAsync("export", "--data", folder.Data, "--out", file);

            Assert.Equal(ExitCode.Refused, second.Exit);
            Assert.Contains("archive.jsonl.unfinished", Assert.Single(second.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
            Assert.Equal("an older export", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
            Assert.True(File.Exists(file + ".unfinished"));
        }

        await AssertExportsAsync(folder, file);
    }

    [Fact]
    public async Task Exports_at_once_do_not_mix()
    {
        using var folder = new TempFolder();
        await ImportManyAsync(folder);
        var file = folder.Write("out/archive.jsonl", "an older export");
        var whole = (await ArchiveProgram.RunAsync("export", "--data", folder.Data)).Bytes;

        var exports = Enumerable.Range(0, 12).Select(_ => Task.Run(() => ArchiveProgram.RunAsync("export", "--data", folder.Data, "--out", file)));
        var runs = await Task.WhenAll(exports);

        Assert.Contains(runs, run => run.Exit == ExitCode.Done);
        Assert.All(runs, run => Assert.Equal(run.Exit == ExitCode.Done, run.Error.Length == 0));
        Assert.Equal(whole, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "out")));
    }

    [Fact]
    public async Task A_link_in_the_place_of_the_unfinished_file_is_not_followed()
    {
        using var folder = new TempFolder();
        await ArchiveProgram.RunAsync("import", ArchiveProgram.Seeds, "--data", folder.Data);
        var file = Path.Combine(folder.Path, "archive.jsonl");
        var other = folder.Write("other", "somebody else's");
        File.CreateSymbolicLink(file + ".unfinished", other);

        var run = await ArchiveProgram.RunAsync("export", "--data", folder.Data, "--out", file);

        Assert.Equal(ExitCode.Refused, run.Exit);
        Assert.Contains("is a link", run.Error, StringComparison.Ordinal);
        Assert.Equal("somebody else's", await File.ReadAllTextAsync(other, TestContext.Current.CancellationToken));
    }

    private static async Task ImportManyAsync(TempFolder folder)
    {
        for (var i = 0; i < 300; i++)
        {
            folder.Write($"in/{i}.txt", $"Tuesday 11 February 2014\n\nTitle {i}\n\n{string.Join(' ', Enumerable.Repeat("word", 2000))}\n");
        }

        await ArchiveProgram.RunAsync("import", Path.Combine(folder.Path, "in"), "--data", folder.Data);
    }

    // The file is the whole export, and nothing stands beside it.
    private static async Task AssertExportsAsync(TempFolder folder, string file)
    {
        Assert.Equal(ExitCode.Done, (await ArchiveProgram.RunAsync("export", "--data", folder.Data, "--out", file)).Exit);
        var whole = await ArchiveProgram.RunAsync("export", "--data", folder.Data);
        Assert.Equal(whole.Bytes, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(file)!));
    }

    private static Process Start(params string[] args) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(ArchiveCommand).Assembly.Location, .. args]))!;

    private static void AssertWritten(Type type, JsonElement written, params string[] leftOut) =>
        Assert.All(type.GetProperties().Select(property => property.Name).Except(leftOut), name =>
            Assert.True(written.TryGetProperty(char.ToLowerInvariant(name[0]) + name[1..], out _), $"{type.Name}.{name} is not written"));
}
