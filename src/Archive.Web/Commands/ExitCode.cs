namespace Archive.Web.Commands;

/// <summary>What a command tells the shell.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A file was refused, something differs, or the work could not be done.</summary>
    public const int Refused = 1;

    public const int WrongUsage = 2;
}
