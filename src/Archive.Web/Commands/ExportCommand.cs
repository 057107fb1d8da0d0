using System.CommandLine;

namespace Archive.Web.Commands;

/// <summary><c>archive export</c>: the whole archive as JSON Lines.</summary>
internal static class ExportCommand
{
    // One name for all: what a killed export leaves behind is taken over by the next one, and there is never a second.
    private const string Unfinished = ".unfinished";

    public static Command Create(PlaceOptions place, CommandConsole console)
    {
        var file = new Option<string?>("--out")
        {
            Description = $"Write to this file, whole or not at all; until then to FILE{Unfinished}. [default: standard output]",
            HelpName = "FILE",
        };
        var command = new Command(
            "export", "Writes every post with its thread as one line of JSON, by blog, date and slug; the same archive gives the same bytes.")
        {
            file,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = place.Open(parsed, console);
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
        var unfinished = path + Unfinished;
        await using var output = TakeOver(unfinished);
        try
        {
            await write(output);
            output.Flush(flushToDisk: true);
            // Before it is closed: another export that opened it between the two would write into what is given its final name.
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    /// <exception cref="IOException">Another export is writing it.</exception>
    private static FileStream TakeOver(string unfinished)
    {
        // A known name can be made to lead elsewhere by whoever may write to the folder.
        if (new FileInfo(unfinished).LinkTarget is not null)
        {
            throw new CommandException($"'{unfinished}' is a link; what it leads to is not overwritten");
        }

        // Windows lets an open file be renamed only where that is shared; elsewhere only "none" keeps other exports out.
        var share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;
        var output = new FileStream(unfinished, FileMode.OpenOrCreate, FileAccess.Write, share);
        if (!File.Exists(unfinished))
        {
            // The other export finished while this one waited for the file, which is the target now.
            output.Dispose();
            throw new CommandException($"another export was writing '{unfinished}'; try again");
        }

        output.SetLength(0);
        return output;
    }
}
