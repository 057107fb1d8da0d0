using System.Text;

namespace Archive.Tests.Commands;

/// <summary>Runs the real command line in this process and reads back what it printed.</summary>
public static class ArchiveProgram
{
    /// <summary>The root of the repository, found from where the tests run.</summary>
    public static readonly string Repository = FindRepository();

    public static readonly string Seeds = Path.Combine(Repository, "seeds");

    public static async Task<Outcome> RunAsync(params string[] args)
    {
        using var output = new MemoryStream();
        var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
        var error = new StringWriter();
        var exit = await ArchiveCommand.RunAsync(
            args, new CommandConsole(output, text, error, errorIsTerminal: false), CancellationToken.None);
        return new Outcome(exit, output.ToArray(), error.ToString());
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Archive.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    public sealed record Outcome(int Exit, byte[] Bytes, string Error)
    {
        public string Text => Encoding.UTF8.GetString(Bytes);
    }
}
