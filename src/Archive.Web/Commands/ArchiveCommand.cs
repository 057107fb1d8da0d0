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
        var place = new PlaceOptions();
        var root = new Command("archive", "Keeps dumps of blogs and their comments for good, and serves them for reading and searching.")
        {
            place.Data,
            place.Record,
            new HelpOption(),
            new VersionOption(),
            ServeCommand.Create(place, console),
            ImportCommand.Create(place, console),
            InspectCommand.Create(console),
            ExportCommand.Create(place, console),
            SearchCommand.Create(place, console),
            RedirectsCommand.Create(place, console),
            VerifyCommand.Create(place, console),
            UndoCommand.Create(place, console),
            BlogCommand.Create(place, console),
            PostCommand.Create(place, console),
            RecordCommand.Create(place, console),
            CopyCommand.Create(place, console),
            KeeperCommand.Create(place, console),
            RebuildCommand.Create(place, console),
            ReadApartCommand.Create(console),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExitCodes((HelpAction)help.Action!);
        return root;
    }

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
