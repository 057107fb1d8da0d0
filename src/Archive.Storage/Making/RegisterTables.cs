namespace Archive.Storage.Making;

/// <summary>A blog as it is to stand in the reading copy.</summary>
/// <param name="Turn">Its place on the first page; null where nobody gave it one.</param>
internal sealed record BlogRow(long Id, string Slug, BlogFacts Facts, int? Turn = null)
{
    public static readonly Table<BlogRow> Table = new(
        "blogs", ["id"],
        new("id", row => row.Id),
        new("slug", row => row.Slug),
        new("title", row => row.Facts.Title),
        new("address", row => row.Facts.Address),
        new("language", row => row.Facts.Language),
        new("time_zone", row => row.Facts.TimeZone),
        new("author", row => row.Facts.Author),
        new("about", row => row.Facts.About),
        new("guessed", row => row.Facts.IsGuessed),
        new("turn", row => row.Turn));

    public static BlogRow Of(Statement row) => new(row.Long("id"), row.Text("slug"), new BlogFacts(
        row.Text("title"), row.TextOrNull("address"), row.TextOrNull("language"), row.TextOrNull("time_zone"),
        row.TextOrNull("author"), row.TextOrNull("about"), row.Long("guessed") == 1), (int?)row.NumberOrNull("turn"));
}

/// <summary>The settings of the site as they are to stand in the reading copy.</summary>
/// <param name="Entry">The number of the entry that says them.</param>
internal sealed record SettingsRow(long Entry, SettingsDecided Detail)
{
    public static readonly Table<SettingsRow> Table = new(
        "settings", ["entry"],
        new("entry", row => row.Entry),
        new("detail", row => row.Detail.Write()));

    /// <summary>The row of a log; none where no keeper decided anything.</summary>
    public static IReadOnlyList<SettingsRow> Of(Register register) => register.Settings is { } settings ? [new SettingsRow(settings.Number, settings.Detail)] : [];
}

/// <summary>A slug that leads to a blog.</summary>
/// <param name="IsGuessed">Nobody said so: all that was guessed to be of that slug is known to be of the blog.</param>
internal sealed record BlogNameRow(string Slug, long BlogId, bool IsGuessed)
{
    public static readonly Table<BlogNameRow> Table = new(
        "blog_names", ["slug"],
        new("slug", row => row.Slug),
        new("blog_id", row => row.BlogId),
        new("guessed", row => row.IsGuessed));
}

/// <summary>An import as it is to stand in the reading copy.</summary>
internal sealed record ImportRow(long Id, string StartedAt, string? FinishedAt, string Outcome, ImportCounts? Counts, string? UndoneAt, string? Keeper)
{
    public const string Running = "running", Interrupted = "interrupted";

    public static readonly Table<ImportRow> Table = new(
        "imports", ["id"],
        [
            new("id", row => row.Id),
            new("started_at", row => row.StartedAt),
            new("finished_at", row => row.FinishedAt),
            new("outcome", row => row.Outcome),
            .. ImportCounts.All.Select(count => new Column<ImportRow>(count.Column, row => row.Counts is { } counts ? count.Of(counts) : (int?)null)),
            new("undone_at", row => row.UndoneAt),
            new("keeper", row => row.Keeper),
        ]);

    /// <param name="runs">Whether it is running now, where its end is not in the log.</param>
    public static ImportRow Of(RegisteredImport import, bool runs) => new(
        import.Number, import.StartedAt, import.FinishedAt, import.Step ?? (runs ? Running : Interrupted), import.Counts, import.UndoneAt, import.Keeper);
}

/// <summary>A source as it is to stand in the reading copy.</summary>
internal sealed record SourceRow(long Id, long BlogId, string At, SourceKept Detail, string Format, long Bytes, string Captured, string Basis)
{
    public static readonly Table<SourceRow> Table = new(
        "sources", ["id"],
        new("id", row => row.Id),
        new("blog_id", row => row.BlogId),
        new("import_id", row => row.Detail.Import),
        new("sha256", row => row.Detail.Sha256),
        new("file_name", row => row.Detail.File),
        new("format", row => row.Format.Length > 0 ? row.Format : "unread"),
        new("bytes", row => row.Bytes),
        new("imported_at", row => row.At),
        new("captured_at", row => row.Captured),
        new("captured_basis", row => row.Basis),
        new("reader_version", _ => DumpFormats.ReaderVersion));

    /// <summary>The dump knows best when it was taken, then the person who imports it; otherwise all that is known is: not after then.</summary>
    public static SourceRow Of(long id, long blog, string at, SourceKept detail, PreparedSource source) => source.CapturedAt is { } taken
        ? new(id, blog, at, detail, source.Format, source.Bytes, Times.Stored(taken), "dump")
        : new(id, blog, at, detail, source.Format, source.Bytes, detail.Captured, detail.Basis);
}

/// <summary>A problem as it is to stand in the reading copy.</summary>
/// <param name="Entry">The number of the entry that names the file.</param>
/// <param name="Turn">Its turn among the problems of that entry.</param>
internal sealed record ProblemRow(long Entry, int Turn, long Import, long? Source, string File, string Sha256, Problem Problem)
{
    public static readonly Table<ProblemRow> Table = new(
        "problems", ["id"],
        new("id", row => RowId.Of(row.Entry, row.Turn)),
        new("import_id", row => row.Import),
        new("source_id", row => row.Source),
        new("file_name", row => row.File),
        new("sha256", row => row.Sha256),
        new("severity", row => row.Problem.Severity.ToString().ToLowerInvariant()),
        new("line", row => row.Problem.Line),
        new("message", row => row.Problem.Message));

    /// <summary>The files that the imports of a log refused.</summary>
    public static IEnumerable<ProblemRow> OfRefused(Register register) => register.Imports.SelectMany(import =>
        import.Refused.SelectMany(refusal => OfRefused(refusal.Entry, import.Number, refusal.Files)));

    public static IEnumerable<ProblemRow> OfRefused(long entry, long import, IReadOnlyList<RefusedFile> files) =>
        files.Select((file, turn) => new ProblemRow(entry, turn, import, null, file.File, file.Sha256, new Problem(Severity.Error, null, file.Reason)));
}
