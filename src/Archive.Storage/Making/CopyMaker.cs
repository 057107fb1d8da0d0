namespace Archive.Storage.Making;

/// <summary>Makes a whole reading copy of the record in an empty file: each post is made with its first capture, and one that has several when all of them are there.</summary>
/// <remarks>One window of dumps at a time is in memory; the captures of posts that have several come from the record again as their turn comes.</remarks>
internal sealed class CopyMaker
{
    /// <summary>Sources, or captures that wait, in a transaction.</summary>
    private const int PerBatch = 50;

    /// <summary>Sources that are read at once: more than one thread can write, and each asks the record, which has few connections where it is in a database.</summary>
    public const int MaxReaders = 4;

    private readonly IRecord record;
    private readonly Connection copy;
    private readonly Register register;
    private readonly Maker maker;
    private readonly WaitingCaptures waiting;
    private readonly Action<int, int> tell;

    /// <param name="upTo">The last entry that goes into the copy.</param>
    /// <param name="before">The copy whose ids are kept where they stand; null where there is none.</param>
    /// <param name="tell">Called with the sources that are done, and all.</param>
    public CopyMaker(IRecord record, Connection copy, long upTo, Connection? before, Action<int, int> tell)
    {
        (this.record, this.copy, this.tell) = (record, copy, tell);
        register = Register.Of(record, upTo);
        waiting = new WaitingCaptures(copy);
        maker = new Maker(record, copy, before is null ? null : new StandingIds(before), waiting);
    }

    /// <param name="index">Whether the full-text index and the vocabulary are made too.</param>
    public void Run(bool index, CancellationToken cancel)
    {
        copy.Execute("PRAGMA temp_store = FILE");
        waiting.Begin();
        copy.InTransaction(Begin);
        for (var at = 0; at < register.Sources.Count; at += PerBatch)
        {
            Batch(at, cancel);
            tell(Math.Min(at + PerBatch, register.Sources.Count), register.Sources.Count);
        }

        while (waiting.Next(PerBatch) is { Count: > 0 } captures)
        {
            cancel.ThrowIfCancellationRequested();
            InTransaction(() => captures.ForEach(MakeOf));
        }

        maker.Originals.PutDown();
        InTransaction(() =>
        {
            foreach (var (blog, source) in waiting.Reordered)
            {
                maker.Dates.Open(blog).Where(capture => RowId.GroupOf(capture) < source).Select(maker.Posts.GroupOf).OfType<PostGroup>().Distinct().ToList()
                    .ForEach(group => maker.Posts.MakeAgain(group, cancel));
            }

            maker.Posts.MakeDisplaced(cancel);
        });
        waiting.End();
        copy.InTransaction(() => End(index));
    }

    private void Begin()
    {
        ImportRow.Table.Insert(copy, register.Imports.Select(import => ImportRow.Of(import, runs: false)));
        ProblemRow.Table.Insert(copy, ProblemRow.OfRefused(register));
        GivenRow.Table.Insert(copy, register.Given.SelectMany(GivenRow.Of));
        VerdictRow.Table.Insert(copy, register.Verdicts.SelectMany(VerdictRow.Of));
        PartedRow.Table.Insert(copy, register.Parted.SelectMany(PartedRow.Of));
        SettingsRow.Table.Insert(copy, SettingsRow.Of(register));
        foreach (var blog in register.Blogs)
        {
            maker.Blogs.Insert(new BlogRow(0, blog.Slug, blog.Facts, blog.Turn));
        }

        BlogNameRow.Table.Insert(
            copy, register.Names.Select(name => new BlogNameRow(name.Slug, maker.Blogs.Find(name.Blog.Slug)!.Id, name.IsGuessed)));
    }

    // A window of sources is read on all cores and written by one.
    private void Batch(int at, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var sources = register.Sources.Skip(at).Take(PerBatch).AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Min(Environment.ProcessorCount, MaxReaders)).WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(source => (source, PreparedSource.Reread(record, source.Detail)));
        InTransaction(() =>
        {
            foreach (var (source, read) in sources)
            {
                maker.Make(source.Number, source.At, source.Detail, read, maker.Blogs.Find(source.Blog.Slug)!.Id, source.Blog.Slug);
            }
        });
    }

    private void InTransaction(Action make)
    {
        try
        {
            copy.InTransaction(make);
        }
        catch (AggregateException failures) when (failures.InnerException is { } failure)
        {
            // Whoever calls knows what to make of a file that is damaged or a disk that is full, not of failures that came together.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    // The first capture whose turn comes brings all that are linked with it; the others find nothing left to do.
    private void MakeOf(long waited)
    {
        if (!waiting.Has(waited))
        {
            return;
        }

        maker.Originals.TakeInHand(RowId.GroupOf(waited));
        var (blog, slug) = copy["SELECT blogs.id, slug FROM sources JOIN blogs ON blogs.id = blog_id WHERE sources.id = ?"].With(RowId.GroupOf(waited)).First(row => (row.Long(0), row.Text(1)));
        var captures = maker.Linked.Of(blog, waited, isFresh: false, []).ConvertAll(id =>
        {
            var (taken, basis) = copy["SELECT captured_at, captured_basis FROM sources WHERE id = ?"].With(RowId.GroupOf(id)).First(row => (row.Text(0), row.Text(1)));
            return new NewCapture(new PostCapture(id, taken, maker.Originals.Read(id)), basis, null);
        });
        waiting.Remove(captures.Select(capture => capture.Capture.Id));
        var problems = new List<Problem>();
        maker.Posts.MakeAll(new PostGroup(blog, slug, ""), captures, problems);
        if (problems.Count > 0)
        {
            var source = register.Sources.First(source => source.Number == RowId.GroupOf(waited));
            maker.Write(source.Number, source.Detail, problems);
        }
    }

    private void End(bool index)
    {
        if (index)
        {
            LargeFiles.GiveBack(maker.Originals.LetGo());
            maker.Conclude(register.LastEntry, register.Seal, index: true);
            FullTextIndex.Optimize(copy);
        }
        else
        {
            copy.Execute("DELETE FROM index_pending");
            maker.Applied(register.LastEntry, register.Seal);
        }
    }
}

/// <summary>What waits until a copy that is made at once has all sources: captures that are linked with earlier ones, and blogs whose dates came to be read otherwise.</summary>
/// <remarks>To make a post anew with each that comes would cost more with each.</remarks>
internal sealed class WaitingCaptures(Connection copy)
{
    /// <summary>Blogs whose order of day and month was another before a source came: the last such source of each.</summary>
    public Dictionary<long, long> Reordered { get; } = [];

    public void Begin() => copy.Execute("CREATE TEMP TABLE waiting (capture_id INTEGER PRIMARY KEY)");

    public void End() => copy.Execute("DROP TABLE temp.waiting");

    public void Add(long capture) => copy["INSERT INTO temp.waiting (capture_id) VALUES (?)"].With(capture).Run();

    public bool Has(long capture) => copy["SELECT 1 FROM temp.waiting WHERE capture_id = ?"].With(capture).Number() is not null;

    public void Remove(IEnumerable<long> captures)
    {
        foreach (var capture in captures)
        {
            copy["DELETE FROM temp.waiting WHERE capture_id = ?"].With(capture).Run();
        }
    }

    /// <summary>The first that wait still.</summary>
    public List<long> Next(int most) => copy[$"SELECT capture_id FROM temp.waiting ORDER BY capture_id {Statement.Limit}"].With(most).All(row => row.Long(0));
}

/// <summary>The row ids of a copy that is made anew: what stands keeps its ids, so that lists keep their order.</summary>
/// <remarks>Ids are only taken where they lie where they must; a damaged copy cannot spoil the new one.</remarks>
internal sealed class StandingIds(Connection before)
{
    public long? Blog(string slug) => before["SELECT id FROM blogs WHERE slug = ?"].With(slug).Number();

    /// <summary>The id of the post that a capture is of, where it lies in the day of its date.</summary>
    public long? Post(long capture, string? date)
    {
        var id = before["SELECT post_id FROM captures WHERE id = ?"].With(capture).Number();
        return id is { } known && PostId.IsOf(known, date) ? known : null;
    }

    /// <summary>The last id of the posts of a day; null where it has none.</summary>
    public long? LastOf(string? date) => before["SELECT max(id) FROM posts WHERE id >= ? AND id < ?"].With(PostId.FirstOf(date)).With(PostId.FirstOf(date) + PostId.MaxPerDay).Number();

    /// <summary>The comments of a post, in the order of ids.</summary>
    public List<StandingComment> Comments(long post) =>
        before["SELECT id, key, last_capture_id, first_line FROM comments WHERE id >= ? AND id < ? ORDER BY id"]
            .With(PostId.FirstComment(post)).With(PostId.FirstComment(post + 1)).All(StandingComment.Of);
}
