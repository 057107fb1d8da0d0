namespace Archive.Storage.Making;

/// <summary>Makes a whole reading copy of the record in an empty file; each post is folded once, of all its captures.</summary>
/// <remarks>One dump at a time is in memory, and the earlier captures of a post come from the record as its turn comes.</remarks>
internal sealed class CopyMaker
{
    private const int SourcesPerBatch = 50;

    /// <summary>Sources that are read at once: more than one thread can write, and each asks the record, which has few connections where it is in a database.</summary>
    public const int MaxReaders = 4;

    private readonly IRecord record;
    private readonly Connection copy;
    private readonly Register register;
    private readonly Maker maker;
    private readonly Action<int, int> tell;

    /// <param name="upTo">The last entry that goes into the copy.</param>
    /// <param name="before">The copy whose ids are kept where they stand; null where there is none.</param>
    /// <param name="tell">Called with the sources that are done, and all.</param>
    public CopyMaker(IRecord record, Connection copy, long upTo, Connection? before, Action<int, int> tell)
    {
        (this.record, this.copy, this.tell) = (record, copy, tell);
        register = Register.Of(record, upTo);
        maker = new Maker(record, copy, before is null ? null : new StandingIds(before));
    }

    /// <param name="index">Whether the full-text index and the vocabulary are made too.</param>
    public void Run(bool index, CancellationToken cancel)
    {
        copy.Execute(
            """
            PRAGMA temp_store = FILE;
            CREATE TEMP TABLE coming (capture_id INTEGER PRIMARY KEY, taken TEXT, basis TEXT);
            """);
        copy.InTransaction(Begin);
        for (var at = 0; at < register.Sources.Count; at += SourcesPerBatch)
        {
            Batch(at, derive: false, source => Announce(source.Source, source.Read), cancel);
        }

        for (var at = 0; at < register.Sources.Count; at += SourcesPerBatch)
        {
            Batch(at, derive: true, source => Make(source.Source, source.Read), cancel);
            tell(Math.Min(at + SourcesPerBatch, register.Sources.Count), register.Sources.Count);
        }

        copy.InTransaction(() => End(index));
        copy.Execute("DROP TABLE temp.coming");
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
    private void Batch(int at, bool derive, Action<(RegisteredSource Source, PreparedSource Read)> write, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var sources = register.Sources.Skip(at).Take(SourcesPerBatch).AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Min(Environment.ProcessorCount, MaxReaders)).WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(source => (source, PreparedSource.Reread(record, source.Detail, derive)));
        try
        {
            copy.InTransaction(() =>
            {
                foreach (var source in sources)
                {
                    write(source);
                }
            });
        }
        catch (AggregateException failures) when (failures.InnerException is { } failure)
        {
            // Whoever calls knows what to make of a file that is damaged or a disk that is full, not of failures that came together.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    private void Announce(RegisteredSource source, PreparedSource read)
    {
        var blog = maker.Blogs.Find(source.Blog.Slug)!.Id;
        var row = SourceRow.Of(source.Number, blog, source.At, source.Detail, read);
        SourceRow.Table.Insert(copy, row);
        for (var i = 0; i < Math.Min(read.Posts.Count, RowId.MaxPerGroup); i++)
        {
            copy["INSERT INTO temp.coming (capture_id, taken, basis) VALUES (?, ?, ?)"]
                .With(RowId.Of(source.Number, i)).With(row.Captured).With(row.Basis).Run();
            maker.Linked.Add(blog, RowId.Of(source.Number, i), read.Posts[i].Post.Signs);
            maker.Dates.Add(blog, RowId.Of(source.Number, i), read.Posts[i].Post.Post);
        }
    }

    private void Make(RegisteredSource source, PreparedSource read)
    {
        var blog = maker.Blogs.Find(source.Blog.Slug)!;
        var problems = read.Problems.ToList();
        maker.Originals.TakeInHand(source.Number, read);
        for (var i = 0; i < Math.Min(read.Posts.Count, RowId.MaxPerGroup); i++)
        {
            if (Captures(blog.Id, RowId.Of(source.Number, i), read.Posts[i]) is { Count: > 0 } captures)
            {
                maker.Posts.MakeAll(new PostGroup(blog.Id, blog.Slug, ""), captures, problems);
            }
        }

        maker.Write(source.Number, source.Detail, problems);
    }

    // The first capture to come brings all that are linked with it; the others find nothing left to do.
    private List<NewCapture> Captures(long blog, long first, PreparedPost prepared)
    {
        if (copy["SELECT 1 FROM temp.coming WHERE capture_id = ?"].With(first).Number() is null)
        {
            return [];
        }

        var captures = maker.Linked.Of(blog, first, isFresh: false, []).ConvertAll(id =>
        {
            var (taken, basis) = copy["SELECT taken, basis FROM temp.coming WHERE capture_id = ?"].With(id).First(row => (row.Text(0), row.Text(1)));
            return id == first
                ? new NewCapture(new PostCapture(id, taken, prepared.Post), basis, prepared)
                : new NewCapture(new PostCapture(id, taken, maker.Originals.Read(id)), basis, null);
        });
        captures.ForEach(capture => copy["DELETE FROM temp.coming WHERE capture_id = ?"].With(capture.Capture.Id).Run());
        return captures;
    }

    private void End(bool index)
    {
        if (index)
        {
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

    /// <summary>The comments of a post, in the order of ids.</summary>
    public List<StandingComment> Comments(long post) =>
        before["SELECT id, key, last_capture_id, first_line FROM comments WHERE id >= ? AND id < ? ORDER BY id"]
            .With(PostId.FirstComment(post)).With(PostId.FirstComment(post + 1)).All(StandingComment.Of);
}
