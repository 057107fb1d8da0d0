namespace Archive.Web.Commands;

/// <summary>Opens an archive for commands that have nothing to do without one.</summary>
internal static class ExistingArchive
{
    /// <exception cref="CommandException">There is none; creating an empty archive there would hide a mistyped name.</exception>
    public static ArchiveFolder Open(string data, CommandConsole console) =>
        ArchiveFolder.Exists(data)
            ? ArchiveFolder.Open(data, console.Error.WriteLine)
            : throw new CommandException($"there is no archive in '{data}'; 'archive import' makes one, --data names another folder");
}
