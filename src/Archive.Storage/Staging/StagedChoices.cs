namespace Archive.Storage.Staging;

/// <summary>Keeps how a keeper wants the files of a stage to be read, and which of their comments to be kept apart.</summary>
public sealed class StagedChoices(DeskHome desk)
{
    /// <summary>Comments of one stage that may be kept apart: more is a word on two posts.</summary>
    public const int MaxApart = 10_000;

    /// <summary>The format in which a file is to be read; null where it is recognised.</summary>
    public string? FormatOf(long stage, int number) =>
        desk.Read(file => file["SELECT format FROM staged_files WHERE stage_id = ? AND number = ?"].With(stage).With(number).First(row => row.TextOrNull("format")));

    /// <summary>Says in which format a file is to be read; it has to be tried again then.</summary>
    public void Read(long stage, int number, string? format) => desk.Write(file =>
        file["UPDATE staged_files SET format = ?, tried = 0, refusal = NULL WHERE stage_id = ? AND number = ? AND format IS DISTINCT FROM ?"]
            .With(format).With(stage).With(number).With(format).Run());

    /// <summary>The comments that are to be kept apart, in the order of their names.</summary>
    public IReadOnlyList<(CommentName One, CommentName Other)> Apart(long stage) => desk.Read(file => file[
        "SELECT sha256, post, comment, other_sha256, other_post, other_comment FROM staged_apart WHERE stage_id = ? ORDER BY 1, 2, 3, 4, 5, 6"]
        .With(stage).All(row => (
            new CommentName(row.Text("sha256"), row.Int("post"), row.Int("comment")),
            new CommentName(row.Text("other_sha256"), row.Int("other_post"), row.Int("other_comment")))));

    /// <summary>Says of comments whether they are to be kept apart from others.</summary>
    public void KeepApart(long stage, IEnumerable<(CommentName One, CommentName Other, bool IsApart)> pairs) => desk.Write(file =>
    {
        foreach (var (one, other, isApart) in pairs)
        {
            const string Names = "(stage_id, sha256, post, comment, other_sha256, other_post, other_comment)";
            file[isApart
                ? $"INSERT INTO staged_apart {Names} SELECT id, ?2, ?3, ?4, ?5, ?6, ?7 FROM stages WHERE id = ?1 AND (SELECT count(*) FROM staged_apart WHERE stage_id = ?1) < {MaxApart} ON CONFLICT DO NOTHING"
                : $"DELETE FROM staged_apart WHERE {Names} = (?1, ?2, ?3, ?4, ?5, ?6, ?7)"]
                .With(stage).With(one.Sha256).With(one.Post).With(one.Comment).With(other.Sha256).With(other.Post).With(other.Comment).Run();
        }

        return 0;
    });

    /// <summary>Dumps as they are to be read.</summary>
    /// <param name="files">The files that they are of, in the order of the stage; several may have one name, and each a format of its own.</param>
    internal IEnumerable<DumpFile> Of(long stage, IEnumerable<StagedFile> files, IEnumerable<DumpFile> dumps)
    {
        var formats = desk.Read(file => file["SELECT number, format FROM staged_files WHERE stage_id = ? AND format IS NOT NULL"].With(stage)
            .All(row => (Number: row.Int("number"), Format: row.Text("format")))).ToDictionary(file => file.Number, file => file.Format);
        if (formats.Count == 0)
        {
            return dumps;
        }

        var named = files.GroupBy(file => file.Name, StringComparer.Ordinal).ToDictionary(name => name.Key, name => new Queue<int>(name.Select(file => file.Number)), StringComparer.Ordinal);
        return [.. dumps.Select(dump => named.TryGetValue(dump.Name, out var numbers) && numbers.TryDequeue(out var number) && formats.TryGetValue(number, out var format)
            ? dump with { Format = format } : dump)];
    }
}
