namespace Archive.Storage.Keeping;

/// <summary>One import while it runs: what it brings goes into the record batch by batch, and the reading copy follows.</summary>
internal sealed class ImportRun : IDisposable
{
    /// <summary>Posts to a batch: a commit costs as much as some ten posts, and a reader never waits for more than this.</summary>
    private const int PostsPerBatch = 100;

    /// <summary>Up to here new comments are indexed with their batch, so that they are found at once; beyond, one append at the end is four times faster.</summary>
    private const int MaxIndexedInBatches = 2_000;

    private readonly ArchiveWriter writer;
    private readonly ImportChoices choices;
    private readonly Action<SourceReport> report;
    private readonly TimeProvider clock;
    private readonly DateTimeOffset started;
    private readonly List<(DumpFile File, PreparedSource Source)> batch = [];
    private readonly HashSet<BlogDescription> described = [];
    private long? import;
    private int postsInBatch;

    public ImportRun(ArchiveWriter writer, ImportChoices choices, Action<SourceReport> report, TimeProvider clock)
    {
        (this.writer, this.choices, this.report, this.clock) = (writer, choices, report, clock);
        started = clock.GetUtcNow();
        if (choices.DryRun)
        {
            // One transaction that is never committed, so that later files see what earlier ones would have left.
            writer.Record.TryOut();
            writer.Copy.Execute("BEGIN IMMEDIATE");
        }
    }

    public ImportTally Tally { get; } = new();

    /// <summary>Stores a source whole, together with others of its batch.</summary>
    public void Take(DumpFile file, PreparedSource source)
    {
        // A batch is planned by what stands before it. So what is in it once, and what a named blog may have that is guessed here, must stand first.
        if (batch.Exists(one => one.Source.Sha256 == source.Sha256 || one.File.Blog.IsGuessed != file.Blog.IsGuessed))
        {
            EndBatch();
        }

        // It was known when it was read ahead; since then a file before it may have shown that a guess was wrong.
        if (source.IsKnown && !IsStored(writer.Maker.Blogs.SlugOf(file.Blog.Slug), file.Blog.IsGuessed, source.Sha256))
        {
            source = PreparedSource.Read(file.Read, choices.Format, _ => false);
        }

        batch.Add((file, source));
        postsInBatch += source.Posts.Count;
        if (postsInBatch >= PostsPerBatch || source.IsRefused || source.IsKnown || NamesBlog(file.Blog))
        {
            EndBatch();
        }
    }

    // What was a guess, or was there once, comes to count as this blog's with the first file that names it.
    private bool NamesBlog(BlogDescription told) =>
        !told.IsGuessed && writer.Maker.Blogs.Find(writer.Maker.Blogs.SlugOf(told.Slug)) is not { IsGuessed: false };

    /// <summary>Ends the import; after it, what was reported is in the record and in the index.</summary>
    public void Finish(bool cancelled)
    {
        EndBatch();
        if (choices.DryRun || import is not { } number)
        {
            return;
        }

        var pending = FullTextIndex.HasPending(writer.Copy);
        Append([new ImportTold(number, cancelled ? ImportTold.Cancelled : ImportTold.Done, Counts: Tally.Counts)], clock.GetUtcNow(), [], index: true, () =>
        {
            if (pending)
            {
                FullTextIndex.Optimize(writer.Copy);
            }
        });
        writer.Checkpoint();
    }

    public void Dispose()
    {
        writer.Copy.Rest();
        writer.Record.Rest();
    }

    private void EndBatch()
    {
        var reports = new List<SourceReport>(batch.Count);
        var planned = batch.ConvertAll(one => (one.File, one.Source, Entries: Plan(one.File, one.Source)));
        List<EntryDetail> entries = [.. planned.SelectMany(one => one.Entries)];
        if (entries.Count > 0)
        {
            Begin(entries);
        }

        var made = Append(entries, started, batch.ConvertAll(one => one.Source), index: Tally.CommentsNew <= MaxIndexedInBatches, () => { });
        foreach (var (file, source, own) in planned)
        {
            var told = Report(file, source, own.OfType<SourceKept>().FirstOrDefault() is { } kept ? made[kept] : null);
            Tally.Add(told);
            reports.Add(told);
        }

        batch.Clear();
        postsInBatch = 0;
        reports.ForEach(report);
    }

    // The import comes to be with the first thing there is to tell; entries that were planned before it had a number get it now.
    private void Begin(List<EntryDetail> entries)
    {
        if (import is null && entries.Exists(entry => entry is not BlogDescribed))
        {
            import = (writer.Copy["SELECT max(id) FROM imports"].Number() ?? 0) + 1;
            entries.Insert(0, new ImportTold(import.Value, ImportTold.Begun));
        }
    }

    private long Number => import ?? ((writer.Copy["SELECT max(id) FROM imports"].Number() ?? 0) + 1);

    private List<EntryDetail> Plan(DumpFile file, PreparedSource source)
    {
        if (source.IsRefused)
        {
            // The same bytes, or the same unreadable file, are told again to whoever watches, but recorded once.
            var isKnown = writer.Copy["SELECT 1 FROM problems WHERE source_id IS NULL AND sha256 = ? AND (sha256 <> '' OR file_name = ?) LIMIT 1"]
                .With(source.Sha256).With(file.Name).Number() is not null;
            return isKnown ? [] : [new ImportTold(Number, ImportTold.RefusedFiles, [new RefusedFile(file.Name, source.Sha256, source.Bytes, source.Problems[0].Message)])];
        }

        var blog = writer.Maker.Blogs.SlugOf(file.Blog.Slug);
        var entries = new List<EntryDetail>();
        if (!IsStored(blog, file.Blog.IsGuessed, source.Sha256))
        {
            Describe(file.Blog, blog, isNeeded: true, entries);
            entries.Add(Kept(file, source, blog));
        }
        else if (!file.Blog.IsGuessed)
        {
            Describe(file.Blog, blog, isNeeded: false, entries);
        }

        return entries;
    }

    // Bytes that a named blog has are not kept a second time for a guess.
    private bool IsStored(string blog, bool isGuess, string sha256) =>
        writer.Copy["SELECT 1 FROM sources JOIN blogs ON blogs.id = blog_id WHERE sha256 = ? AND (blogs.slug = ? OR (? AND NOT guessed)) LIMIT 1"]
            .With(sha256).With(blog).With(isGuess).Number() is not null;

    // An import says once of each blog what it was told, so that taking back another import does not take that too. Of dumps that
    // are all known only what is new about their blog is noted, and belongs to no import.
    private void Describe(BlogDescription told, string slug, bool isNeeded, List<EntryDetail> entries)
    {
        var detail = new BlogDescribed(
            slug, told.Title == told.Slug ? slug : told.Title, told.Address, told.Language, told.TimeZone, told.Author, told.About, told.IsGuessed, isNeeded ? Number : null);
        var stored = writer.Maker.Blogs.Find(slug);
        if (isNeeded ? described.Add(told) : stored is not null && writer.Maker.Blogs.Described(detail) != stored && described.Add(told))
        {
            entries.Add(detail);
        }
    }

    // A dump that is kept already for a guessed blog was taken no later than then.
    private SourceKept Kept(DumpFile file, PreparedSource source, string blog)
    {
        var before = writer.Copy["SELECT captured_at, captured_basis FROM sources WHERE sha256 = ? ORDER BY captured_at LIMIT 1"].With(source.Sha256);
        var (captured, basis) = choices.Captured is { } given ? (Times.Stored(given), "given")
            : before.Read() && before.Text(1) != "dump" ? (before.Text(0), before.Text(1))
            : (Times.Stored(started), "import");
        before.Reset();
        return new SourceKept(source.Sha256, blog, file.Name, choices.Format, captured, basis, Number);
    }

    // First the record, then the copy: a crash between them is caught up with at the next start.
    private Dictionary<SourceKept, SourceMade> Append(
        List<EntryDetail> details, DateTimeOffset at, List<PreparedSource> sources, bool index, Action atEnd)
    {
        var made = new Dictionary<SourceKept, SourceMade>();
        if (details.Count == 0)
        {
            return made;
        }

        var prepared = sources.Where(source => !source.IsRefused && !source.IsKnown).ToLookup(source => source.Sha256);
        var entries = new List<(long Number, EntryDetail Detail)>();
        var seal = "";
        writer.Record.Append(record =>
        {
            foreach (var detail in details)
            {
                if (detail is SourceKept source)
                {
                    var original = prepared[source.Sha256].First();
                    record.Keep(source.Sha256, original.Bytes, original.Packed);
                }

                entries.Add((record.Write(at, detail), detail));
            }

            seal = record.Seal;
        });
        InCopy(() =>
        {
            var isPlain = true;
            foreach (var (number, detail) in entries)
            {
                if (writer.Maker.IsPlain(number, detail))
                {
                    Follow(number, Times.Stored(at), detail, prepared, made);
                }
                else
                {
                    isPlain = false;
                }
            }

            if (!isPlain)
            {
                // Something moves from a guessed blog to a named one, or a blog comes back.
                writer.Maker.Settle(entries[^1].Number);
            }

            foreach (var moved in entries.Select(entry => entry.Detail).OfType<SourceKept>())
            {
                made.TryAdd(moved, SourceMade.Nothing with { PostsUnchanged = prepared[moved.Sha256].First().Posts.Count });
            }

            writer.Maker.Conclude(entries[^1].Number, seal, index);
            atEnd();
        });
        return made;
    }

    private void Follow(
        long number, string at, EntryDetail detail, ILookup<string, PreparedSource> prepared, Dictionary<SourceKept, SourceMade> made)
    {
        var entry = new Entry(number, at, detail.Kind, "", "");
        var result = writer.Maker.Apply(entry, detail, detail is SourceKept kept ? prepared[kept.Sha256].First() : null);
        _ = detail is SourceKept source && made.TryAdd(source, result);
    }

    private void InCopy(Action write)
    {
        if (choices.DryRun)
        {
            write();
        }
        else
        {
            writer.Copy.InTransaction(write);
        }
    }

    private SourceReport Report(DumpFile file, PreparedSource source, SourceMade? made)
    {
        if (made is null)
        {
            return source.IsRefused
                ? new SourceReport(file.Name, source.Sha256, source.Bytes, SourceOutcome.Refused, 0, 0, 0, 0, source.Problems, file.Blog)
                : new SourceReport(file.Name, source.Sha256, source.Bytes, SourceOutcome.Unchanged, 0, 0, PostsOf(source), 0, [], file.Blog);
        }

        return new SourceReport(
            file.Name, source.Sha256, source.Bytes, SourceOutcome.New, made.PostsNew, made.PostsChanged, made.PostsUnchanged, made.CommentsNew, made.Problems, file.Blog);
    }

    private int PostsOf(PreparedSource source) => (int)writer.Copy[
        "SELECT count(DISTINCT post_id) FROM captures WHERE source_id = (SELECT id FROM sources WHERE sha256 = ? LIMIT 1)"].With(source.Sha256).Number()!.Value;
}
