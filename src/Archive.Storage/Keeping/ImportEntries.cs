namespace Archive.Storage.Keeping;

/// <summary>A file that an import kept, as the record has it for good.</summary>
/// <param name="Blog">The slug of that time.</param>
public sealed record KeptFile(string File, string Sha256, string Blog);

/// <summary>Finds in the record what it says of imports and the reading copy does not.</summary>
public static class ImportEntries
{
    /// <summary>The imports that a keeper began after an entry, in order.</summary>
    public static IReadOnlyList<long> BegunAfter(IRecord record, long entry, string by) =>
    [
        .. record.EntriesAfter(entry).Where(step => step.Kind == ImportKind).Select(step => step.Read()).OfType<ImportAdvanced>()
            .Where(step => step.Step == ImportAdvanced.Begun && step.By == by).Select(step => step.Import),
    ];

    /// <summary>The files that an import kept, whether it was taken back or not.</summary>
    /// <remarks>It reads the whole log: for an import that was taken back, of which the reading copy knows no file.</remarks>
    public static IReadOnlyList<KeptFile> FilesOf(IRecord record, long import) =>
    [
        .. record.EntriesAfter(0).Where(entry => entry.Kind == SourceKind).Select(entry => entry.Read()).OfType<SourceKept>()
            .Where(source => source.Import == import).Select(source => new KeptFile(source.File, source.Sha256, source.Blog)),
    ];

    private const string ImportKind = "import", SourceKind = "source";
}
