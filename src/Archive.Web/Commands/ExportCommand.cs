using System.CommandLine;

namespace Archive.Web.Commands;

/// <summary><c>archive export</c>: the whole archive as JSON Lines.</summary>
public static class ExportCommand
{
    public static Command Create(Option<string> data, CommandConsole console)
    {
        var file = new Option<string?>("--out")
        {
            Description = "Write to this file, whole or not at all. [default: standard output]",
            HelpName = "FILE",
        };
        var command = new Command(
            "export", "Writes every post with its thread as one line of JSON, by blog, date and slug; the same archive gives the same bytes.")
        {
            file,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = ExistingArchive.Open(parsed.GetValue(data)!, console);
            await using var db = archive.Read();
            if (parsed.GetValue(file) is { } path)
            {
                await WriteWholeAsync(path, output => ArchiveExport.WriteAsync(db, output, cancel));
            }
            else
            {
                await ArchiveExport.WriteAsync(db, console.Output, cancel);
            }

            return ExitCode.Done;
        });
        return command;
    }

    // Beside the target, so that the last step is a rename within one file system: a reader sees the old file or the new one.
    private static async Task WriteWholeAsync(string path, Func<Stream, Task> write)
    {
        var unfinished = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            await using (var output = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
            {
                await write(output);
                output.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
