using System.Diagnostics;

namespace Archive.Tests.Commands;

/// <summary>The program where nothing can be written: on a device that is always full.</summary>
[Trait(Trials.Runs, Trials.Long)]
public sealed class FullOutputTests : IDisposable
{
    private readonly TempFolder folder = new();

    public FullOutputTests() => Assert.SkipUnless(File.Exists("/dev/full"), "there is no device here that is always full");

    public static TheoryData<string> Commands =>
    [
        "import {seeds}", "import {seeds} --json", "import {seeds} --dry-run", "search serco", "search serco --json", "export",
        "inspect {seed}", "inspect {seed} --json", "verify", "serve --urls http://127.0.0.1:0", "--help", "export --help", "--version",
    ];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Output_that_cannot_be_written_ends_with_1_and_one_line(string command)
    {
        await ImportAsync(command);

        var (exit, error) = await RunAsync(command, "> /dev/full");

        Assert.Equal(ExitCode.Refused, exit);
        Assert.Equal("archive: standard output cannot be written: No space left on device\n", error);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Where_nothing_can_be_written_at_all_the_exit_code_says_so(string command)
    {
        await ImportAsync(command);

        Assert.Equal(ExitCode.Refused, (await RunAsync(command, "> /dev/full 2> /dev/full")).Exit);
    }

    [Theory]
    [InlineData("import no-such-file")]
    [InlineData("search")]
    [InlineData("search serco")]
    [InlineData("export --out no/such/folder")]
    [InlineData("inspect no-such-file")]
    [InlineData("verify --bogus")]
    [InlineData("serve --urls nonsense")]
    public async Task A_complaint_that_cannot_be_written_ends_with_1(string command)
    {
        Assert.Equal(ExitCode.Refused, (await RunAsync(command, "2> /dev/full")).Exit);
        Assert.Equal(ExitCode.Refused, (await RunAsync(command, "2>&-")).Exit);
    }

    [Fact]
    public async Task Progress_that_cannot_be_written_ends_an_import_with_1_and_the_next_one_does_it()
    {
        for (var i = 0; i < 1000; i++)
        {
            folder.Write($"in/{i}.txt", $"Tuesday 11 February 2014\n\nTitle {i}\n\nA body.\n");
        }

        var command = $"import {Path.Combine(folder.Path, "in")}";

        Assert.Equal(ExitCode.Refused, (await RunAsync(command, "2> /dev/full")).Exit);
        Assert.Equal(ExitCode.Done, (await RunAsync(command, "> /dev/null")).Exit);
        Assert.Equal(ExitCode.Done, (await RunAsync("verify", "> /dev/null")).Exit);
    }

    [Fact]
    public async Task A_text_on_a_good_output_is_the_same_as_ever()
    {
        await ImportAsync("export");
        var file = Path.Combine(folder.Path, "out");

        var (exit, error) = await RunAsync("inspect {seed}", $"> {file}");

        Assert.Equal((ExitCode.Done, ""), (exit, error));
        var expected = await ArchiveProgram.RunAsync("inspect", Seed);
        Assert.Equal(expected.Bytes, await File.ReadAllBytesAsync(file));
    }

    private static string Seed => Path.Combine(ArchiveProgram.Seeds, "002_fb4f1cc6287c16f9.txt");

    private async Task ImportAsync(string command)
    {
        if (!command.StartsWith("import", StringComparison.Ordinal))
        {
            await ArchiveProgram.RunAsync("import", ArchiveProgram.Seeds, "--data", folder.Data);
        }
    }

    private async Task<(int Exit, string Error)> RunAsync(string command, string redirection)
    {
        var words = command.Replace("{seeds}", ArchiveProgram.Seeds, StringComparison.Ordinal).Replace("{seed}", Seed, StringComparison.Ordinal);
        // The shell redirects, and becomes the program.
        using var program = Process.Start(new ProcessStartInfo("sh")
        {
            ArgumentList = { "-c", $"exec dotnet '{typeof(ArchiveCommand).Assembly.Location}' {words} {redirection}" },
            Environment = { ["ARCHIVE_DATA"] = folder.Data },
            RedirectStandardError = true,
        })!;
        var error = await program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (program.ExitCode, error);
    }
}
