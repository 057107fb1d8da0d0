namespace Archive.Storage.Keeping;

/// <summary>One import while it runs: what it brings goes into the record, and the reading copy follows, batch by batch.</summary>
/// <remarks>Both are written source by source and committed together, the record first: a crash between the two is caught up with at the next start.</remarks>
internal sealed class ImportRun : IDisposable
{
    /// <summary>Posts to a batch: a commit costs as much as some ten posts, and a reader never waits for more than this.</summary>
    private const int PostsPerBatch = 100;

    /// <summary>Posts to a batch of a large import, until it has so many comments. Signs of posts are hashes: those of a hundred posts lie on half of all pages of their index, those of five hundred on hardly more.</summary>
    private const int PostsPerLargeBatch = 500, CommentsPerLargeBatch = 10_000;

    /// <summary>Up to here new comments are indexed with their batch, so that they are found at once; beyond, one append at the end is four times faster.</summary>
    private const int MaxIndexedInBatches = 2_000;

    /// <summary>Files that one entry refuses: a screen of the log, not a book.</summary>
    private const int MaxRefusedInEntry = 200;

    /// <summary>Pages that are kept while the texts of a large import are indexed: rows are read and the index is written in order, each page once.</summary>
    private const int KiBOfPagesForIndex = 16 * 1024;

    private readonly ArchiveWriter writer;
    private readonly ImportChoices choices;
    private readonly Action<SourceReport> report;
    private readonly TimeProvider clock;
    private readonly DateTimeOffset started;
    private readonly List<SourceReport> unreported = [];
    private readonly HashSet<BlogDescription> described = [];

    // Of known dumps, which are many: it is asked once of each whether files said it before.
    private readonly HashSet<BlogDescription> saidOfKnown = [];
    private Appending? appending;
    private long? import;
    private int postsInBatch;
    private int commentsInBatch;
    private int moved;

    // What the copy cannot follow by itself waits for the end of the batch, or for the first file that depends on it: sources and their entries.
    private readonly Dictionary<string, long> unaligned = new(StringComparer.Ordinal);
    private bool isUnaligned;
    private bool isBlogUnaligned;

    public ImportRun(ArchiveWriter writer, ImportChoices choices, Action<SourceReport> report, TimeProvider clock)
    {
        (this.writer, this.choices, this.report, this.clock) = (writer, choices, report, clock);
        started = clock.GetUtcNow();
    }

    public ImportCounts Counts { get; private set; } = ImportCounts.None;

    /// <summary>Its number in the record; null as long as there was nothing to tell.</summary>
    public long? Number => import;

    public int Problems { get; private set; }

    /// <summary>See <see cref="ImportReport.Errors"/>.</summary>
    public int Errors { get; private set; }

    /// <summary>Stores a source whole, together with others of its batch.</summary>
    public void Take(DumpFile file, PreparedSource source)
    {
        if (source.IsRefused && source.Kind is not null && file.IsInPassing)
        {
            // Whatever else lies in a folder of dumps is nothing that the record must know.
            unreported.Add(new SourceReport(file.Name, source.Sha256, source.Bytes, SourceOutcome.LeftOut, ImportCounts.None, [], file.Blog) { Kind = source.Kind });
            return;
        }

        Begin();
        if (unaligned.ContainsKey(source.Sha256) || isBlogUnaligned || (isUnaligned && file.Blog.IsGuessed))
        {
            Realign();
        }

        source = source is { IsRefused: false, IsKnown: false } && WhyOfAnother(file.Blog) is { } reason ? source.RefusedFor(reason) : source;
        var taken = source.IsRefused ? Refuse(file, source) : Keep(file, source);
        Count(taken.Outcome, taken.Counts, taken.Problems);
        unreported.Add(taken);
        // What waits is made at the end of the batch, all of it at once.
        var waits = unaligned.ContainsKey(source.Sha256);
        (postsInBatch, commentsInBatch) = (postsInBatch + source.Posts.Count, commentsInBatch + (waits ? source.Posts.Sum(post => post.Post.Comments.Count) : taken.Counts.CommentsNew));
        var isLarge = (Counts.CommentsNew > MaxIndexedInBatches || moved > PostsPerBatch) && commentsInBatch < CommentsPerLargeBatch;
        if (postsInBatch >= (isLarge ? PostsPerLargeBatch : PostsPerBatch) || taken.Outcome != SourceOutcome.New || (waits && source.Bytes >= LargeFiles.From))
        {
            EndBatch();
        }
    }

    /// <summary>Notes files that were refused before; those of which an import has told already are only counted.</summary>
    public void Refuse(IReadOnlyList<RefusedFile> files)
    {
        if (files.Count == 0)
        {
            return;
        }

        Begin();
        foreach (var part in files.Where(file => !IsRefused(file.Sha256, file.File, file.Reason)).Chunk(MaxRefusedInEntry))
        {
            Append(new ImportAdvanced(Import(), ImportAdvanced.RefusedFiles, part), null, started);
        }

        (Counts, Problems) = (Counts + (ImportCounts.None with { SourcesRefused = files.Count }), Problems + files.Count);
        EndBatch();
    }

    /// <summary>Ends the import; after it, what was reported is in the record and in the index.</summary>
    public void Finish(bool cancelled)
    {
        EndBatch();
        if (choices.DryRun && !cancelled)
        {
            choices.BeforeTakingBack?.Invoke(writer);
        }

        if (choices.DryRun || import is not { } number)
        {
            return;
        }

        if (Counts.CommentsNew > MaxIndexedInBatches)
        {
            LetGo();
        }

        Begin();
        Append(new ImportAdvanced(number, cancelled ? ImportAdvanced.Cancelled : ImportAdvanced.Done, Counts: Counts), null, clock.GetUtcNow());
        Commit(indexes: true);
        writer.Checkpoint();
    }

    public void Dispose()
    {
        writer.Copy.Rest();
        writer.Record.Rest();
    }

    // The index needs as much memory as the files took that were read ahead and the pages that their rows went to, and nothing else would give theirs
    // back meanwhile.
    private void LetGo()
    {
        _ = writer.Maker.Originals.LetGo();
        LargeFiles.GiveBack();
        writer.Copy.Execute($"PRAGMA shrink_memory; PRAGMA cache_size = -{KiBOfPagesForIndex}");
        NativeMemory.GiveBack();
    }

    private void Begin()
    {
        if (appending is null)
        {
            appending = writer.Record.Begin();
            writer.Copy.Execute("BEGIN IMMEDIATE");
        }
    }

    private void EndBatch()
    {
        // A dry run is one transaction that is never committed, so that later files see what earlier ones would have left.
        if (appending is not null && choices.DryRun)
        {
            Realign();
        }
        else if (appending is not null)
        {
            Commit(indexes: Counts.CommentsNew <= MaxIndexedInBatches);
        }

        (postsInBatch, commentsInBatch) = (0, 0);
        unreported.ForEach(report);
        unreported.Clear();
    }

    private void Commit(bool indexes)
    {
        var entries = appending!;
        Realign();
        writer.Record.Commit();
        appending = null;
        if (entries.HasWritten)
        {
            writer.Maker.Conclude(entries.LastNumber, entries.Seal, indexes);
        }

        writer.Copy.Execute("COMMIT");
    }

    // Something moves from a guessed blog to a named one, or a blog comes back.
    private void Realign()
    {
        if (isUnaligned)
        {
            var made = writer.Maker.Realign(appending!.LastNumber);
            foreach (var (sha256, number) in unaligned)
            {
                Tell(sha256, made.GetValueOrDefault(number, SourceMade.Nothing));
            }

            unaligned.Clear();
            (isUnaligned, isBlogUnaligned) = (false, false);
        }
    }

    // What a file brought is known when the copy has it, and nothing of its batch was reported before.
    private void Tell(string sha256, SourceMade made)
    {
        // The last of these bytes: before another of them comes, all that waited is told.
        var at = unreported.FindLastIndex(file => file.Sha256 == sha256 && file.Outcome == SourceOutcome.New);
        var (outcome, counts) = made.IsMoved ? (SourceOutcome.Moved, made.Counts with { SourcesUnchanged = 1 }) : (SourceOutcome.New, made.Counts with { SourcesNew = 1 });
        moved += made.IsMoved ? 1 : 0;
        unreported[at] = unreported[at] with { Outcome = outcome, Counts = counts, Problems = [.. made.Problems, .. unreported[at].Problems] };
        Count(outcome, counts, made.Problems);
    }

    private void Count(SourceOutcome outcome, ImportCounts counts, IReadOnlyList<Problem> problems)
    {
        (Counts, Problems) = (Counts + counts, Problems + problems.Count);
        Errors += outcome is SourceOutcome.New or SourceOutcome.Moved ? problems.Count(problem => problem.Severity == Severity.Error) : 0;
    }

    // First the entry, then the rows that follow from it.
    private SourceMade Append(EntryDetail act, PreparedSource? source, DateTimeOffset at)
    {
        var detail = act with { By = choices.By };
        var number = appending!.LastNumber + 1;
        // Behind a source that waits others wait, too: they may be of its posts.
        if ((isUnaligned && source is not null) || !writer.Maker.IsPlain(number, detail))
        {
            appending.Write(at, detail);
            isUnaligned = true;
            isBlogUnaligned |= source is null;
            if (source is not null)
            {
                unaligned.Add(source.Sha256, number);
            }

            return SourceMade.Nothing;
        }

        appending.Write(at, detail);
        return writer.Maker.Apply(new Entry(number, Times.Stored(at), detail.Kind, "", ""), detail, source);
    }

    // The import comes to be with the first thing there is to tell.
    private long Import()
    {
        if (import is null)
        {
            import = (writer.Copy["SELECT max(id) FROM imports"].Number() ?? 0) + 1;
            Append(new ImportAdvanced(import.Value, ImportAdvanced.Begun), null, started);
        }

        return import.Value;
    }

    private SourceReport Refuse(DumpFile file, PreparedSource source)
    {
        // The same bytes, or the same unreadable file, are reported again, but recorded once for each reason.
        if (!IsRefused(source.Sha256, file.Name, source.Problems[0].Message))
        {
            var refused = new RefusedFile(file.Name, source.Sha256, source.Bytes, source.Problems[0].Message);
            Append(new ImportAdvanced(Import(), ImportAdvanced.RefusedFiles, [refused]), null, started);
        }

        return new SourceReport(file.Name, source.Sha256, source.Bytes, SourceOutcome.Refused, ImportCounts.None with { SourcesRefused = 1 }, source.Problems, file.Blog)
        {
            Kind = source.Kind,
            Posts = [.. source.Posts.Select(post => PostAccount.Of(post.Post.Post))],
        };
    }

    private bool IsRefused(string sha256, string name, string reason) =>
        writer.Copy["SELECT 1 FROM problems WHERE source_id IS NULL AND sha256 = ? AND (sha256 <> '' OR file_name = ?) AND message = ? LIMIT 1"].With(sha256).With(name).With(reason).Number() is not null;

    private SourceReport Keep(DumpFile file, PreparedSource source)
    {
        KeepApart(source.Sha256);
        var blog = writer.Maker.Blogs.SlugOf(file.Blog.Slug);
        if (writer.Maker.Blogs.HolderOf(source.Sha256, file.Blog) is { } holder)
        {
            DescribeKnown(file.Blog, blog);
            var unchanged = ImportCounts.None with { SourcesUnchanged = 1, PostsUnchanged = PostsOf(source) };
            // What a guess may still be called, somebody has named long ago.
            var isNamed = file.Blog.IsGuessed && writer.Maker.Blogs.Find(holder) is { Facts.IsGuessed: false };
            return new SourceReport(
                file.Name, source.Sha256, source.Bytes, SourceOutcome.Unchanged, unchanged, Elsewhere(source.Sha256, blog, isKept: false),
                file.Blog with { Slug = holder, Basis = isNamed ? BlogBasis.Kept : file.Blog.Basis });
        }

        if (source.IsKnown)
        {
            // It was known when it was read ahead; since then a file before it has shown that a guess was wrong.
            source = PreparedSource.Read(file.Read, file.Format ?? choices.Format, choices.Strict, _ => false);
            if (source.IsRefused)
            {
                return Refuse(file, source);
            }
        }

        var number = Import();
        if (described.Add(file.Blog))
        {
            Append(Description(file.Blog, blog, number), null, started);
        }

        var notes = Elsewhere(source.Sha256, blog, isKept: true);
        appending!.Keep(source.Sha256, source.Bytes, source.Packed);
        var made = Append(Kept(file, source, blog, number), source, started);
        return new SourceReport(
            file.Name, source.Sha256, source.Bytes, SourceOutcome.New,
            unaligned.ContainsKey(source.Sha256) ? ImportCounts.None : made.Counts with { SourcesNew = 1 }, [.. made.Problems, .. notes], file.Blog with { Slug = blog })
        {
            Posts = [.. source.Posts.Select(post => PostAccount.Of(post.Post.Post))],
        };
    }

    // "http://blog.anna.example/" and "http://blog.boris.example/" give one slug; the archive may have the one when the other comes. Who chooses the slug says that it is the same.
    private string? WhyOfAnother(BlogDescription blog) =>
        blog is { HasOwnSlug: false, Basis: BlogBasis.Description, Address: { } address }
        && writer.Maker.Blogs.Find(writer.Maker.Blogs.SlugOf(blog.Slug)) is { Facts: { IsGuessed: false, Address: { } known } }
        && SiteName.Of(address) is { } site && SiteName.Of(known) is { } other && site != other
            ? $"the archive has '{blog.Slug}' as the blog at {known}, and this one is at {address}; give it a slug of its own in blog.json, with the key 'slug', or that slug where it is the same"
            : null;

    // Before the source comes, so that what is made of it knows the word. It is no part of the import: whoever takes that back, and brings the
    // same bytes again, has said it.
    private void KeepApart(string sha256)
    {
        foreach (var (one, other) in choices.Apart.Where(pair => pair.One.Sha256 == sha256 || pair.Other.Sha256 == sha256))
        {
            if (!writer.Maker.Linked.Parted.Has(one, other))
            {
                Append(new CommentsParted(one, other), null, started);
            }
        }
    }

    // A folder that was imported for another blog by mistake, or a page that two blogs carry. Of bytes that are kept now, what a guess had is this blog's from then on.
    private Problem[] Elsewhere(string sha256, string blog, bool isKept) =>
        [.. writer.Copy["SELECT DISTINCT blogs.slug, guessed FROM sources JOIN blogs ON blogs.id = blog_id WHERE sha256 = ? AND blogs.slug <> ? ORDER BY 1"]
            .With(sha256).With(blog).All(row => (Slug: row.Text(0), Moves: isKept && row.Long(1) == 1))
            .Select(other => new Problem(Severity.Note, null, other.Moves
                ? $"the same bytes were kept as a dump of the blog {other.Slug}, which was a guess; they are the blog {blog}'s now"
                : $"the same bytes are kept as a dump of the blog {other.Slug}"))];

    private int PostsOf(PreparedSource source) => (int)writer.Copy[
        "SELECT count(DISTINCT post_id) FROM captures WHERE source_id = (SELECT id FROM sources WHERE sha256 = ? LIMIT 1)"].With(source.Sha256).Number()!.Value;

    // An import notes once of each blog how it is described, so that taking back another import does not take that too. Dumps that come under a name which leads
    // elsewhere go where it leads; what that blog is called, others have said.
    private BlogDescribed Description(BlogDescription said, string blog, long number) => said.Slug != blog && writer.Maker.Blogs.Find(blog) is { } present
        ? BlogDescribed.Of(present.Facts, blog, said.IsGuessed, number)
        : BlogDescribed.Of(said, blog, number);

    // Of dumps that are all known only what is new about their blog is noted, and belongs to no import. What their files said before is not new, whatever a keeper has
    // said since.
    private void DescribeKnown(BlogDescription blog, string slug)
    {
        var detail = BlogDescribed.Of(blog, slug, null) with { Known = true };
        if (!blog.IsGuessed && blog.Slug == slug && !described.Contains(blog) && writer.Maker.Blogs.Find(slug) is { } stored && writer.Maker.Blogs.Described(detail) != stored
            && saidOfKnown.Add(blog) && !WasSaid(detail) && described.Add(blog))
        {
            Append(detail, null, started);
        }
    }

    // Whether it is the last that files said. Before 0.9 nothing tells what came with known dumps from what was said at a terminal, and either may be meant.
    private bool WasSaid(BlogDescribed detail) => writer.Record.Descriptions(detail.Slug)
        .Where(said => said.Import is { } import ? writer.Copy["SELECT 1 FROM imports WHERE id = ? AND undone_at IS NULL"].With(import).Number() is not null
            : said.Known is true || (said.By is null && said.SaysSame(detail)))
        .LastOrDefault()?.SaysSame(detail) is true;

    // A dump that is kept already for a guessed blog was taken no later than then.
    private SourceKept Kept(DumpFile file, PreparedSource source, string blog, long number)
    {
        var before = writer.Copy["SELECT captured_at, captured_basis FROM sources WHERE sha256 = ? ORDER BY captured_at LIMIT 1"].With(source.Sha256);
        var (captured, basis) = choices.Captured is { } given ? (Times.Stored(given), "given")
            : before.Read() && before.Text(1) != "dump" ? (before.Text(0), before.Text(1))
            : (Times.Stored(started), "import");
        before.Reset();
        return new SourceKept(source.Sha256, blog, file.Name, file.Format ?? choices.Format, captured, basis, number);
    }
}
