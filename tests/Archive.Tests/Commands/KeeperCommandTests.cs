namespace Archive.Tests.Commands;

public sealed class KeeperCommandTests : IDisposable
{
    private readonly TempFolder folder = new();

    public KeeperCommandTests() => ArchiveFolder.Open(folder.Data).Dispose();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_password_from_a_file_makes_the_first_keeper()
    {
        var set = await RunAsync("set", "--password-file", Write("correct horse battery\n"));

        Assert.Equal((0, "Keeper signs in with this password now. Sessions and passkeys of before are forgotten.\n"), (set.Exit, set.Text));
        Assert.StartsWith("1 keeper\n  Keeper, since ", (await RunAsync("list")).Text, StringComparison.Ordinal);
        using var desk = DeskFile.Open(folder.Data);
        using var passwords = new Passwords();
        var keeper = new Keepers(desk, TimeProvider.System).All().Single();
        Assert.Equal(Microsoft.AspNetCore.Identity.PasswordVerificationResult.Success, await passwords.VerifyAsync(keeper, "correct horse battery", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("too short\n", "at least 15 characters")]
    [InlineData("", "at least 15 characters")]
    public async Task A_password_that_is_none_is_refused(string text, string why)
    {
        var set = await RunAsync("set", "--password-file", Write(text));

        Assert.Equal(ExitCode.Refused, set.Exit);
        Assert.Contains(why, set.Error, StringComparison.Ordinal);
        Assert.Equal("0 keepers\n", (await RunAsync("list")).Text);
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_no_text_is_refused()
    {
        var bytes = Path.Combine(folder.Data, "bytes.txt");
        File.WriteAllBytes(bytes, [.. Enumerable.Repeat((byte)0xFF, 20)]);

        Assert.Contains("not UTF-8", (await RunAsync("set", "--password-file", bytes)).Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, (await RunAsync("set", "--password-file", Path.Combine(folder.Data, "none"))).Exit);
        Assert.Contains("more than 1,024 bytes", (await RunAsync("set", "--password-file", Write(new string('x', 2_000)))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_prints_a_code_for_the_first_keeper_and_for_each_after()
    {
        var first = await RunAsync("reset");
        Assert.Contains("/keeper/begin", first.Text, StringComparison.Ordinal);
        Assert.Equal("Ada", Redeem(first.Text, "Ada"));

        var again = await RunAsync("reset");
        Assert.Contains("/keeper/code", again.Text, StringComparison.Ordinal);
        Assert.Equal("Ada", Redeem(again.Text, ""));

        await RunAsync("set", "--name", "Ben", "--password-file", Write("correct horse battery"));
        Assert.Contains("--name says which keeper; there are: Ada, Ben", (await RunAsync("reset")).Error, StringComparison.Ordinal);
        Assert.Contains("there is no keeper 'Eve'", (await RunAsync("reset", "--name", "Eve")).Error, StringComparison.Ordinal);
        Assert.Equal("Ben", Redeem((await RunAsync("reset", "--name", "ben")).Text, ""));
    }

    [Fact]
    public async Task A_keeper_is_let_out_after_a_question()
    {
        await RunAsync("set", "--name", "Ben", "--password-file", Write("correct horse battery"));

        Assert.Equal(ExitCode.Refused, (await RunAsync("remove", "Ben")).Exit);
        Assert.Equal("Ben keeps this archive no longer.\n", (await RunAsync("remove", "ben", "--yes")).Text);
        Assert.Equal("0 keepers\n", (await RunAsync("list")).Text);
    }

    [Fact]
    public async Task Where_there_is_no_archive_there_is_no_desk_and_none_is_made()
    {
        var elsewhere = Path.Combine(folder.Data, "elsewhere");

        var run = await ArchiveProgram.RunAsync("keeper", "list", "--data", elsewhere);

        Assert.Equal(ExitCode.Refused, run.Exit);
        Assert.False(Directory.Exists(elsewhere));
    }

    private Task<ArchiveProgram.Outcome> RunAsync(params string[] args) => ArchiveProgram.RunAsync(["keeper", .. args, "--data", folder.Data]);

    private string Write(string text)
    {
        var file = Path.Combine(folder.Data, "password.txt");
        File.WriteAllText(file, text);
        return file;
    }

    private string? Redeem(string printed, string name)
    {
        using var desk = DeskFile.Open(folder.Data);
        return new OneUseCodes(desk, TimeProvider.System).Redeem(printed.TrimEnd().Split('\n')[^1].Trim(), name, "hash")?.Name;
    }
}
