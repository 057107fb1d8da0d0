using System.CommandLine;

namespace Archive.Web.Commands;

/// <summary><c>archive read-apart</c>: reads files for a server that lets no stranger's file into its own process.</summary>
internal static class ReadApartCommand
{
    private const string Name = "read-apart";

    public static Command Create(CommandConsole console)
    {
        var command = new Command(Name, "Reads files that standard input names, as JSON, and answers each; the server starts this by itself.") { Hidden = true };
        command.SetAction(async (_, _) =>
        {
            // Signals to stop reach all processes of a service, or of a terminal: what is in hand would be refused for them. The server ends this one itself, or its input.
            await ApartReading.AnswerAsync(Console.In, console.Text);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>How this program starts itself for it.</summary>
    public static IReadOnlyList<string> OfThisProgram()
    {
        // An assembly that something else hosts, such as the dotnet command or a test, is started by that command.
        var assembly = typeof(ReadApartCommand).Assembly;
        return Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) is "archive" or "Archive.Web"
            ? [Environment.ProcessPath, Name]
            : ["dotnet", assembly.Location, Name];
    }
}
