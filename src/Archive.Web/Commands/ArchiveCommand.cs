using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Archive.Web.Commands;

/// <summary>The command line of the program: its commands, and how every one of them ends.</summary>
internal static class ArchiveCommand
{
    /// <summary>Runs one command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CommandConsole console, CancellationToken cancel)
    {
        try
        {
            var parsed = Create(console).Parse(args);
            return parsed.Action is ParseErrorAction
                ? await ComplainAsync(parsed, console.Error)
                : await InvokeAsync(parsed, console, cancel);
        }
        catch (Exception e) when (Failure.Explain(e) is { } failure)
        {
            return await TellAsync(failure, console.Error);
        }
    }

    /// <summary>Every command with its options; also what the documentation is checked against.</summary>
    public static Command Create(CommandConsole console)
    {
        var data = DataOption();
        var root = new Command("archive", "Keeps dumps of blogs and their comments for good, and serves them for reading and searching.")
        {
            data,
            new HelpOption(),
            new VersionOption(),
            ServeCommand.Create(data, console),
            ImportCommand.Create(data, console),
            InspectCommand.Create(console),
            ExportCommand.Create(data, console),
            SearchCommand.Create(data, console),
            RedirectsCommand.Create(data, console),
            VerifyCommand.Create(data, console),
            UndoCommand.Create(data, console),
            BlogCommand.Create(data, console),
            PostCommand.Create(data, console),
            RecordCommand.Create(data, console),
            KeeperCommand.Create(data, console),
            RebuildCommand.Create(data, console),
            ReadApartCommand.Create(console),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExitCodes((HelpAction)help.Action!);
        return root;
    }

    private static Option<string> DataOption() => new("--data")
    {
        Description = "The folder that holds the archive; without this option, the environment's ARCHIVE_DATA.",
        HelpName = "DIR",
        Recursive = true,
        DefaultValueFactory = _ =>
            Environment.GetEnvironmentVariable("ARCHIVE_DATA") is { Length: > 0 } folder ? folder : "./data",
    };

    private static Task<int> InvokeAsync(ParseResult parsed, CommandConsole console, CancellationToken cancel)
    {
        var invocation = new InvocationConfiguration
        {
            Output = console.Text,
            Error = console.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return parsed.InvokeAsync(invocation, cancel);
    }

    private static async Task<int> ComplainAsync(ParseResult parsed, TextWriter error)
    {
        foreach (var problem in parsed.Errors)
        {
            await error.WriteLineAsync($"archive: {CommandConsole.Printable(problem.Message)}");
        }

        await error.WriteLineAsync($"Try: {PathOf(parsed.CommandResult)} --help");
        return ExitCode.WrongUsage;
    }

    private static string PathOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{PathOf(parent)} {command.Command.Name}" : command.Command.Name;

    private static async Task<int> TellAsync(CommandException failure, TextWriter error)
    {
        try
        {
            await error.WriteLineAsync($"archive: {CommandConsole.Printable(failure.Message)}");
            return failure.ExitCode;
        }
        catch (Exception e) when (Failure.IsOfOutput(e))
        {
            // Nothing is left to say it with but the exit code.
            return ExitCode.Refused;
        }
    }

    private sealed class HelpWithExitCodes(HelpAction help) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            help.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine(
                $"""
                Exit codes:
                  {ExitCode.Done}  done
                  {ExitCode.Refused}  something was refused or differs, or the work could not be done
                  {ExitCode.WrongUsage}  wrong usage
                """);
            return ExitCode.Done;
        }
    }
}

/// <summary>Opens an archive for commands that have nothing to do without one.</summary>
internal static class ExistingArchive
{
    /// <exception cref="CommandException">There is none; creating an empty archive there would hide a mistyped name.</exception>
    public static ArchiveFolder Open(string data, CommandConsole console) =>
        ArchiveFolder.Exists(data)
            ? ArchiveFolder.Open(data, console.Error.WriteLine)
            : throw new CommandException($"there is no archive in '{data}'; 'archive import' makes one, --data names another folder");
}
