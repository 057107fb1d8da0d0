using System.Text.Json;

namespace Archive.Tests.Commands;

public sealed class PostCommandTests : IDisposable
{
    private const string Mill = "/mill/2009/03/wordless-wednesday", Goats = "/mill/2009/03/wordless-wednesday_2";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Doubts_are_listed_as_lines_and_as_json_until_they_are_decided()
    {
        await ImportAsync();

        Assert.Equal($"{Mill}  {Goats}  one title and day, and nothing else in common\n", await SaysAsync("doubts"));
        using var json = JsonDocument.Parse(await SaysAsync("doubts", "--json"));
        Assert.Equal((Mill, Goats), (json.RootElement.GetProperty("one").GetString(), json.RootElement.GetProperty("other").GetString()));
        Assert.True(json.RootElement.GetProperty("oneTitleAndDayOnly").GetBoolean());

        Assert.Equal($"They stay two posts: {Mill} and {Goats}\n", await SaysAsync("different", Mill, Goats));
        Assert.Equal("No post is in doubt.\n", await SaysAsync("doubts"));
        Assert.Equal("", await SaysAsync("doubts", "--json"));
        Assert.Equal($"Nothing changes: it was said already that {Goats} and {Mill} are two posts\n", await SaysAsync("different", Goats, Mill));
        Assert.Equal(1, await EntriesAsync("different"));
        await SoundAsync();
    }

    [Fact]
    public async Task Two_posts_become_one_by_their_addresses_and_two_again_by_their_sources()
    {
        await ImportAsync();

        Assert.Equal($"One post now: {Mill}; {Goats} leads there\n", await SaysAsync("same", Mill, "https://archive.example.org" + Goats));
        Assert.Equal($"Nothing changes: they are one post already, {Mill}\n", await SaysAsync("same", Mill, Goats));
        Assert.Equal(1, await EntriesAsync("same"));
        await SoundAsync();

        var asked = await RunAsync("different", Mill, Goats);
        Assert.Equal(ExitCode.Refused, asked.Exit);
        Assert.StartsWith($"archive: both names are of {Mill}; name two of its sources: ", asked.Error, StringComparison.Ordinal);
        Assert.Contains($"(1.txt, of {Mill}), ", asked.Error, StringComparison.Ordinal);
        var hash = asked.Error.Split("sources: ")[1].Split(' ')[0];

        Assert.Equal($"Two posts now: {Mill} and {Goats}\n", await SaysAsync("different", hash, "2.txt"));
        Assert.Equal($"One post now: {Mill}; {Goats} leads there\n", await SaysAsync("same", $"/sources/{hash}", "2.txt"));
        Assert.Equal($"Two posts now: {Mill} and {Goats}\n", await SaysAsync("different", $"https://archive.example.org{Mill}/captures/{hash}", "2.txt"));
        await SoundAsync();
    }

    [Fact]
    public async Task A_dump_of_several_posts_is_named_with_a_number()
    {
        await ImportAsync();
        folder.Write("more/3.txt", $"{Dump("4 March 2009", "A heron stood at the weir.")}\n{Dump("5 March 2009", "No heron today, and none tomorrow.")}");
        await ArchiveProgram.RunAsync("import", Path.Combine(folder.Path, "more"), "--blog", "mill", "--data", folder.Data);

        Assert.Contains("names 2 captures; choose one: ", (await RunAsync("same", "3.txt", "1.txt")).Error, StringComparison.Ordinal);
        var said = await SaysAsync("same", "3.txt#2", Mill);

        Assert.StartsWith($"One post now: {Mill}; {Mill}_4 leads there\n", said, StringComparison.Ordinal);
        await SoundAsync();
    }

    // Posts of one title and month are numbered; a citation must not come to name another post in silence.
    [Fact]
    public async Task Addresses_of_other_posts_that_move_are_said()
    {
        await ImportAsync();
        folder.Write("more/3.txt", Dump("4 March 2009", "A heron stood at the weir."));
        await ArchiveProgram.RunAsync("import", Path.Combine(folder.Path, "more"), "--blog", "mill", "--data", folder.Data);

        Assert.Equal($"One post now: {Mill}; {Goats} leads there\n{Mill}_3 is {Goats} now\n", await SaysAsync("same", Mill, Goats));
    }

    [Theory]
    [InlineData("/mill/2009/03/nothing")]
    [InlineData("/nobody/2009/03/wordless-wednesday")]
    [InlineData("0123456789abcdef")]
    [InlineData("4.txt")]
    [InlineData("1.txt#2")]
    [InlineData(Mill + "/captures/0123456789abcdef")]
    [InlineData(Mill + "/captures/0123456789abcdef/fedcba9876543210")]
    [InlineData("")]
    public async Task A_name_of_nothing_is_refused(string name)
    {
        await ImportAsync();

        foreach (var run in new[] { await RunAsync("same", Mill, name), await RunAsync("different", name, Mill) })
        {
            Assert.Equal(ExitCode.Refused, run.Exit);
            Assert.StartsWith($"archive: '{name}' names nothing here; ", run.Error, StringComparison.Ordinal);
        }

        Assert.Equal(0, await EntriesAsync("same") + await EntriesAsync("different"));
    }

    [Fact]
    public async Task One_capture_cannot_be_two_posts()
    {
        await ImportAsync();

        Assert.Equal($"archive: both names are of {Mill}, which has one capture and cannot be two posts\n", (await RunAsync("different", Mill, "1.txt")).Error.ReplaceLineEndings("\n"));
        Assert.Equal($"Nothing changes: they are one post already, {Mill}\n", await SaysAsync("same", Mill, "1.txt"));
    }

    // What is exported is posts, not how it is known that they are; see the decision.
    [Fact]
    public async Task An_export_holds_the_posts_as_they_were_judged()
    {
        await ImportAsync();
        await SaysAsync("same", Mill, Goats);

        var export = await ArchiveProgram.RunAsync("export", "--data", folder.Data);

        Assert.Single(export.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("verdict", export.Text, StringComparison.Ordinal);
    }

    private async Task ImportAsync()
    {
        folder.Write("dumps/1.txt", Dump("3 March 2009", "A picture of the mill, taken from the bridge."));
        folder.Write("dumps/2.txt", Dump("3 March 2009", "Now an entirely different photograph, of goats on a roof."));
        await ArchiveProgram.RunAsync("import", Path.Combine(folder.Path, "dumps"), "--blog", "mill", "--data", folder.Data);
    }

    private static string Dump(string day, string body)
    {
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        return $"{date.ToString("dddd d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture)}\n\nWordless Wednesday\n\n{body}\n\n1 comment:\n\n  1. On {body.ToUpperInvariant()}\n\n    ReplyDelete\n";
    }

    private Task<ArchiveProgram.Outcome> RunAsync(params string[] args) => ArchiveProgram.RunAsync(["post", .. args, "--data", folder.Data]);

    private async Task<string> SaysAsync(params string[] args)
    {
        var run = await RunAsync(args);
        Assert.Equal((ExitCode.Done, ""), (run.Exit, run.Error));
        return run.Text.ReplaceLineEndings("\n");
    }

    private async Task<int> EntriesAsync(string kind) =>
        (await ArchiveProgram.RunAsync("record", "--json", "--data", folder.Data)).Text.Split($"\"kind\":\"{kind}\"").Length - 1;

    private async Task SoundAsync()
    {
        var run = await ArchiveProgram.RunAsync("verify", "--data", folder.Data);
        Assert.True(run.Exit == ExitCode.Done, run.Text);
    }
}
