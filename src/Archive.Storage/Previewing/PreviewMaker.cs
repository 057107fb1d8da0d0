namespace Archive.Storage.Previewing;

/// <summary>Makes the preview of a stage: imports it, looks at what came of it, and takes all of that back.</summary>
public sealed class PreviewMaker(ArchiveFolder archive, Stages stages, StagedImport import, TimeProvider clock)
{
    /// <summary>Posts and problems of one file that its row names; the page of the file has more.</summary>
    public const int MaxPostsListed = 10, MaxProblemsListed = 3;

    /// <summary>Comments of one file that are listed as taken for others: a thread of twice that is read as a whole, not comment by comment.</summary>
    public const int MaxCommentsDetailed = 20_000;

    /// <summary>Characters of earlier texts of one file that are kept to be compared.</summary>
    public const int MaxTextDetailed = 4 * 1024 * 1024;

    /// <summary>Things of one file by which somebody could be reached that are listed; all are counted.</summary>
    public const int MaxPrivateListed = 500;

    /// <summary>Problems of all files that are held until they are written; beyond it those of a file's row have to do.</summary>
    private const int MaxProblemsHeld = 100_000;

    /// <summary>Makes the preview anew and keeps it with the stage.</summary>
    /// <param name="progress">Called with the files that are done, and all: each is done once when it is read and once when it is compared.</param>
    /// <exception cref="ArchiveBusyException">Another process is importing.</exception>
    public async Task<StagePreview> MakeAsync(long stage, Action<int, int> progress, CancellationToken cancel)
    {
        var previews = new StagedPreviews(stages);
        previews.Forget(stage);
        var files = stages.Files(stage);
        var (reports, held) = (new List<SourceReport>(), 0);
        var (entry, compared) = (0L, new List<FilePreview>());
        var choices = new ImportChoices { DryRun = true, BeforeTakingBack = Compare };
        var report = await import.ImportAsync(stage, choices, Hold, cancel);
        cancel.ThrowIfCancellationRequested();
        var preview = new StagePreview(stage, entry, clock.GetUtcNow(), report.Counts, compared);
        if (files.Count > 0)
        {
            previews.Keep(preview);
        }

        return preview;

        byte[] Bytes(int number)
        {
            using var fetched = stages.Fetch(stage, [number], cancel);
            return DumpFiles.Read(fetched.PathOf(number), cancel);
        }

        void Hold(SourceReport one)
        {
            var kept = one.Problems.Count <= MaxProblemsHeld - held ? one.Problems : [.. one.Problems.Where(problem => problem.Severity != Severity.Note).Take(MaxProblemsListed)];
            held += kept.Count;
            reports.Add(one with { Problems = kept });
            progress(reports.Count, 2 * files.Count);
        }

        void Compare(ArchiveWriter writer)
        {
            using var standing = new Connection(archive.OpenReader());
            entry = CopyState.Read(standing).Applied;
            var numbers = files.Where(file => file.IsWanted && !file.IsDescription).GroupBy(file => file.Sha256).ToDictionary(same => same.Key, same => same.Min(file => file.Number));
            var made = new FileComparison(writer, standing, file => Bytes(numbers[file.Sha256]), numbers, reports);
            foreach (var file in files)
            {
                cancel.ThrowIfCancellationRequested();
                var (row, detail) = made.Of(file);
                compared.Add(row);
                if (detail is not null)
                {
                    previews.Keep(stage, file.Number, detail);
                }

                progress(reports.Count + compared.Count, reports.Count + files.Count);
            }
        }
    }
}

/// <summary>Says of each file of a stage what its import did.</summary>
/// <param name="standing">The archive as readers see it.</param>
/// <param name="bytesOf">Reads a file.</param>
/// <param name="numbers">The number of the first file of these bytes.</param>
/// <param name="reports">Of the import.</param>
internal sealed class FileComparison(
    ArchiveWriter writer, Connection standing, Func<StagedFile, byte[]> bytesOf, Dictionary<string, int> numbers, IReadOnlyList<SourceReport> reports)
{
    // Two files may bear one label; they are reported in the order of the stage.
    private readonly Dictionary<string, Queue<SourceReport>> waiting = reports.GroupBy(report => report.File)
        .ToDictionary(same => same.Key, same => new Queue<SourceReport>(same));

    private readonly PostComparison posts = new(writer, standing, sha256 => numbers.TryGetValue(sha256, out var number) ? number : null);

    public (FilePreview Row, FileDetail? Detail) Of(StagedFile file)
    {
        if (!file.IsWanted || file.IsDescription || !waiting.TryGetValue(file.Name, out var own) || !own.TryDequeue(out var report))
        {
            return (Unread(file), null);
        }

        var fate = report.Outcome switch { SourceOutcome.Unchanged => FileFate.Kept, SourceOutcome.Moved => FileFate.Moved, _ => FileFate.New };
        var isKept = fate == FileFate.Kept;
        if (report.Outcome is SourceOutcome.Refused or SourceOutcome.LeftOut)
        {
            var row = Row(file, report, report.Outcome == SourceOutcome.Refused ? FileFate.Refused : FileFate.NoDump, null, [], PrivateCounts.None);
            return (row with { Reason = report.Problems is [var first, ..] ? first.Message : null }, new FileDetail([], report.Problems, [], false));
        }

        var (source, format) = SourceOf(report);
        var room = new DetailRoom(PreviewMaker.MaxCommentsDetailed, PreviewMaker.MaxTextDetailed);
        var captures = source is { } id ? writer.Copy["SELECT id FROM captures WHERE source_id = ? ORDER BY id"].With(id).All(row => row.Long(0)) : [];
        var details = captures.ConvertAll(capture => posts.Of(capture, fate, room));
        var (counts, things) = isKept ? (PrivateCounts.None, []) : PrivateThingsIn(captures);
        return (Row(file, report, fate, format, details, counts), new FileDetail(details, report.Problems, things, room.IsCut));
    }

    private static FilePreview Unread(StagedFile file)
    {
        var fate = file.IsLeftOut ? FileFate.LeftOut : !file.IsTried ? FileFate.Untried : file.Refusal is not null ? FileFate.Refused : FileFate.Description;
        return new FilePreview(file.Number, file.Name, file.Bytes, file.Sha256, fate, file.Refusal, null, [], null, ImportCounts.None, [], 0, [], 0, PrivateCounts.None);
    }

    private FilePreview Row(StagedFile file, SourceReport report, FileFate fate, string? format, List<PostDetail> details, PrivateCounts found)
    {
        var problems = report.Problems.Where(problem => problem.Severity != Severity.Note).ToList();
        return new FilePreview(
            file.Number, file.Name, file.Bytes, file.Sha256, fate, null, format, fate == FileFate.New ? Recognising(file) : [], report.Blog.Slug, report.Counts,
            [.. details.Take(PreviewMaker.MaxPostsListed).Select(detail => detail.Post)], details.Count,
            [.. problems.Take(PreviewMaker.MaxProblemsListed)], problems.Count, found)
        {
            SameAs = numbers[file.Sha256] is var first && first != file.Number ? first : null,
        };
    }

    private string[] Recognising(StagedFile file) => [.. DumpFormats.Recognising(bytesOf(file))];

    // Of bytes that several blogs have, the one of the file's.
    private (long? Id, string? Format) SourceOf(SourceReport report) => writer.Copy[
        "SELECT sources.id, format FROM sources JOIN blogs ON blogs.id = blog_id WHERE sha256 = ? ORDER BY blogs.slug = ? DESC, sources.id LIMIT 1"]
        .With(report.Sha256).With(writer.Maker.Blogs.SlugOf(report.Blog.Slug)).First<(long?, string?)>(row => (row.Long(0), row.Text(1)));

    private (PrivateCounts Counts, List<PrivateThing> Things) PrivateThingsIn(List<long> captures)
    {
        var (counts, things) = (PrivateCounts.None, new List<PrivateThing>());
        foreach (var post in captures.Select(writer.Maker.Originals.Read))
        {
            Take(post.Post.Written, post.Post.Lines);
            foreach (var comment in post.Comments)
            {
                Take(comment.Written, comment.Lines);
            }
        }

        return (counts, things);

        void Take(WrittenText text, LineRange? lines)
        {
            // Of a plain text a line is a line of the file; of others only where it begins is known.
            var words = text.Kind == TextKind.Plain ? text.Original : text.ToText();
            foreach (var (kind, at, length) in PrivateThings.In(words))
            {
                counts = counts.With(kind);
                if (things.Count < PreviewMaker.MaxPrivateListed)
                {
                    var line = text.Kind == TextKind.Plain && lines is { } range ? Math.Min(range.Last, range.First + words.AsSpan(0, at).Count('\n')) : lines?.First;
                    things.Add(new PrivateThing(kind, words.Substring(at, length), line));
                }
            }
        }
    }
}
