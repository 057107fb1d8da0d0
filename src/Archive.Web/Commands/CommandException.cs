namespace Archive.Web.Commands;

/// <summary>The end of a command for a reason that one line explains to the person who typed it.</summary>
internal sealed class CommandException(string message, int exitCode = ExitCode.Refused) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
