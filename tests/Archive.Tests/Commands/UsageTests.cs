namespace Archive.Tests.Commands;

public class UsageTests
{
    [Theory]
    [InlineData("")]
    [InlineData("frobnicate")]
    [InlineData("import")]
    [InlineData("import seeds --bogus")]
    [InlineData("import seeds --blog search")]
    [InlineData("import seeds --blog Not_A_Slug")]
    [InlineData("import seeds --captured yesterday")]
    [InlineData("import seeds --captured 2014-02-30")]
    [InlineData("import seeds --format lotus-notes")]
    [InlineData("import no-such-folder")]
    [InlineData("inspect")]
    [InlineData("inspect no-such-file.txt")]
    [InlineData("inspect no-such-file.txt --json")]
    [InlineData("serve --urls nonsense")]
    [InlineData("serve --address archive.example.org")]
    [InlineData("serve --address https://example.org/archive")]
    [InlineData("serve --address http://0.0.0.0:5080")]
    [InlineData("serve --address http://[::]")]
    [InlineData("serve --import no-such-folder")]
    [InlineData("export --data")]
    [InlineData("search")]
    [InlineData("search ()")]
    [InlineData("search serco --limit many")]
    [InlineData("search serco --bogus")]
    [InlineData("post")]
    [InlineData("post same /mill/2009/03/goats")]
    [InlineData("post different /mill/2009/03/goats 1.txt --bogus")]
    public async Task Wrong_usage_is_explained_on_standard_error_and_ends_with_2(string line)
    {
        var run = await ArchiveProgram.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(ExitCode.WrongUsage, run.Exit);
        Assert.Empty(run.Text);
        Assert.StartsWith("archive: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("export")]
    [InlineData("search serco")]
    [InlineData("verify")]
    public async Task A_command_that_needs_an_archive_does_not_make_an_empty_one(string command)
    {
        using var folder = new TempFolder();

        var run = await ArchiveProgram.RunAsync([.. command.Split(' '), "--data", folder.Data]);

        Assert.Equal(ExitCode.Refused, run.Exit);
        Assert.Contains("there is no archive in", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Data));
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_one_plain_line()
    {
        using var folder = new TempFolder();
        var file = folder.Write("taken", "a file where a folder should be");

        var run = await ArchiveProgram.RunAsync("import", ArchiveProgram.Seeds, "--data", file);

        Assert.Equal(ExitCode.Refused, run.Exit);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Help_of_every_command_describes_every_option_and_the_exit_codes()
    {
        var root = ArchiveCommand.Create(CommandConsole.OfProcess());
        foreach (var command in root.Subcommands.Where(command => !command.Hidden))
        {
            var run = await ArchiveProgram.RunAsync(command.Name, "--help");

            Assert.Equal(ExitCode.Done, run.Exit);
            Assert.Contains($"archive {command.Name}", run.Text, StringComparison.Ordinal);
            Assert.Contains("Exit codes:", run.Text, StringComparison.Ordinal);
            Assert.All(
                command.Options.Concat(root.Options.Where(option => option.Recursive)),
                option => Assert.Contains(option.Name, run.Text, StringComparison.Ordinal));
            Assert.All(command.Options, option => Assert.False(string.IsNullOrWhiteSpace(option.Description), option.Name));
            Assert.All(command.Arguments, argument => Assert.False(string.IsNullOrWhiteSpace(argument.Description), argument.Name));
        }
    }

    [Theory]
    [InlineData("plain text, naïve – 回覆", "plain text, naïve – 回覆")]
    [InlineData("\u001b[31mred\u0007", "\\u001B[31mred\\u0007")]
    [InlineData("two\nlines", "two\\u000Alines")]
    [InlineData("txt.\u202Eexe", "txt.\\u202Eexe")]
    [InlineData("\u009b2J", "\\u009B2J")]
    public void What_could_drive_a_terminal_is_escaped(string text, string printable) =>
        Assert.Equal(printable, CommandConsole.Printable(text));
}
