namespace Archive.FaultTests;

/// <summary>Starts the program in this process, where it is warm: what comes after a fault is tried thousands of times.</summary>
internal static class WarmProgram
{
    public static BuiltProgram.Outcome Run(params string[] args)
    {
        using var output = new MemoryStream();
        using var text = new StreamWriter(output) { AutoFlush = true };
        using var error = new StringWriter();
        var exit = ArchiveCommand.RunAsync(args, new CommandConsole(output, text, error, errorIsTerminal: false), CancellationToken.None)
            .GetAwaiter().GetResult();
        return new BuiltProgram.Outcome(exit, output.ToArray(), error.ToString());
    }
}
