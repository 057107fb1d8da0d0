namespace Archive.Web.Commands;

/// <summary>Opens an archive for commands that have nothing to do without one.</summary>
internal static class ExistingArchive
{
    /// <exception cref="CommandException">The folder is missing; creating an empty archive there would hide a mistyped name.</exception>
    public static ArchiveFile Open(string data) =>
        Directory.Exists(data)
            ? ArchiveFile.Open(data)
            : throw new CommandException($"there is no archive in '{data}'; 'archive import' makes one, --data names another folder");
}
