namespace Archive.Storage.Making;

/// <summary>Brings a reading copy from the entry that it has applied to a later one.</summary>
/// <remarks>An entry that brings something is applied by itself; one that takes something back realigns the copy with the whole log.</remarks>
internal sealed class Maker
{
    private readonly IRecord record;
    private readonly Connection copy;
    private readonly Vocabulary vocabulary;
    private readonly BlogRows blogs;
    private readonly PostMaker posts;
    private readonly GivenAddresses given;
    private readonly WaitingCaptures? waiting;
    private string? origin;

    /// <param name="waiting">What waits until all sources are there; null where each capture changes at once what it concerns.</param>
    public Maker(IRecord record, Connection copy, StandingIds? standing = null, WaitingCaptures? waiting = null)
    {
        (this.record, this.copy, this.waiting) = (record, copy, waiting);
        vocabulary = new Vocabulary(copy);
        blogs = new BlogRows(copy, standing);
        Originals = new OriginalPosts(record, copy);
        given = new GivenAddresses(copy);
        Linked = new LinkedCaptures(copy, Originals);
        Dates = new BlogDates(copy);
        posts = new PostMaker(copy, Originals, Linked, given, Dates, vocabulary, standing);
    }

    public BlogRows Blogs => blogs;

    public PostMaker Posts => posts;

    public OriginalPosts Originals { get; }

    public LinkedCaptures Linked { get; }

    public BlogDates Dates { get; }

    /// <summary>Applies the entries that the record has and the copy has not.</summary>
    /// <param name="upTo">As soon as this one is applied, others wait for the next time.</param>
    public void CatchUp(CancellationToken cancel, long upTo = long.MaxValue)
    {
        var (isBehind, takesBack) = (FullTextIndex.HasPending(copy), false);
        while (Next(upTo) is { Count: > 0 } entries)
        {
            cancel.ThrowIfCancellationRequested();
            copy.InTransaction(() => takesBack |= Apply(entries));
            isBehind = true;
        }

        // Where nobody has the right to write but the caller, no other import is alive.
        var isAlive = (isBehind || IsUnfinished(copy)) && record.IsBeingWritten;
        if (isBehind || (IsUnfinished(copy) && !isAlive))
        {
            copy.InTransaction(() => Finish(isAlive, takesBack));
            ConnectionSettings.Checkpoint(copy);
        }
    }

    /// <summary>Whether the copy shows an import of which it has no end.</summary>
    public static bool IsUnfinished(Connection copy) => copy["SELECT EXISTS (SELECT 1 FROM imports WHERE outcome = 'running')"].Number() == 1;

    /// <summary>Applies one entry that brings something; needs a transaction around it.</summary>
    /// <param name="prepared">Of a source, what was read of its file; null to read it again from the record.</param>
    public SourceMade Apply(Entry entry, EntryDetail detail, PreparedSource? prepared)
    {
        switch (detail)
        {
            case BlogDescribed description:
                blogs.Describe(description);
                break;
            case ImportAdvanced import:
                Advance(entry, import);
                break;
            case AddressesGiven addresses:
                Give(entry, addresses);
                break;
            case CapturesJudged captures:
                VerdictRow.Table.Insert(copy, VerdictRow.Of(new RegisteredVerdict(entry.Number, captures)));
                MakeAnew(Linked.Verdicts.CapturesOf(entry.Number));
                break;
            case CommentsParted comments:
                PartedRow.Table.Insert(copy, PartedRow.Of((entry.Number, comments)));
                MakeAnew(Linked.Parted.CapturesOf(entry.Number));
                break;
            case BlogsOrdered order:
                blogs.Order(order.Blogs);
                break;
            case SettingsDecided settings:
                SettingsRow.Table.Align(copy, "entry >= ?", 0, [new SettingsRow(entry.Number, settings)]);
                break;
            case SourceKept source:
                return Make(entry, source, prepared ?? PreparedSource.Reread(record, source));
        }

        return SourceMade.Nothing;
    }

    /// <summary>Whether a source of this hash belongs to a blog that somebody named, and would be taken from a guessed one, or the other way about.</summary>
    private bool Shadows(SourceKept source) => copy[
        "SELECT 1 FROM sources JOIN blogs ON blogs.id = blog_id WHERE sha256 = ? AND blogs.slug <> ? LIMIT 1"]
        .With(source.Sha256).With(blogs.SlugOf(source.Blog)).Number() is not null && blogs.AnyGuessed;

    /// <summary>Ends a transaction's worth of entries.</summary>
    /// <param name="index">Whether new texts are indexed now; a large import does it at its end.</param>
    public void Conclude(long number, string seal, bool index)
    {
        if (index && FullTextIndex.HasPending(copy))
        {
            FullTextIndex.AppendPending(copy, vocabulary);
        }

        vocabulary.Write();
        Applied(number, seal);
    }

    /// <summary>Notes the last entry that is in the copy, in the transaction that writes it.</summary>
    public void Applied(long number, string seal) => CopyState.Apply(copy, number, seal, origin ??= record.Find(1)?.Sha256 ?? "");

    /// <summary>Brings the whole copy in line with the log; needs a transaction around it.</summary>
    /// <returns>The changes that each source brought that was not in the copy, by its number.</returns>
    public IReadOnlyDictionary<long, SourceMade> Realign(long upTo)
    {
        var register = Register.Of(record, upTo);
        var made = new Realignment(record, copy, this, register).Run();
        LargeFiles.GiveBack(Originals.LetGo());
        FullTextIndex.AppendPending(copy, vocabulary);
        vocabulary.Write();
        return made;
    }

    // While another machine imports more will come, and merging all of the index again and again would take longer than it does to import. What was
    // taken back is overwritten at once.
    private void Finish(bool isAlive, bool takesBack)
    {
        if (!isAlive)
        {
            copy["UPDATE imports SET outcome = 'interrupted' WHERE outcome = 'running'"].Run();
        }

        LargeFiles.GiveBack(Originals.LetGo());
        FullTextIndex.AppendPending(copy, vocabulary);
        if (!isAlive || takesBack)
        {
            FullTextIndex.Optimize(copy);
        }
    }

    // A step of catching up is one transaction: so many sources, or everything where something is taken back.
    private IReadOnlyList<Entry> Next(long upTo)
    {
        const int EntriesAtOnce = 100;
        var state = CopyState.Read(copy);
        if (state.Applied >= upTo)
        {
            return [];
        }

        var next = record.EntriesAfter(state.Applied, EntriesAtOnce);
        return next.Count == 0 || next[0].Follows(state.Applied, state.Seal)
            ? next : throw new ArchiveFileException(record.Name, $"its entry {next[0].Number} does not follow from entry {state.Applied} of the reading copy, which is not of this record");
    }

    // Whether all was realigned.
    private bool Apply(IReadOnlyList<Entry> entries)
    {
        var takesBack = false;
        foreach (var entry in entries)
        {
            var detail = entry.Read();
            if (!IsPlain(entry.Number, detail))
            {
                Realign(entries[^1].Number);
                takesBack = true;
                break;
            }

            Apply(entry, detail, null);
        }

        Conclude(entries[^1].Number, entries[^1].Sha256, index: false);
        return takesBack;
    }

    /// <summary>Whether an entry can be applied by itself.</summary>
    public bool IsPlain(long number, EntryDetail detail) => detail switch
    {
        ImportAdvanced => true,
        BlogDescribed description => !ComesBack(description.Slug, number) && !blogs.ChangesGuess(description),
        SourceKept source => !ComesBack(source.Blog, number) && !Shadows(source) && !IsThere(source) && !given.Await(source.Sha256),
        AddressesGiven addresses => blogs.Find(addresses.Blog) is not null,
        CapturesJudged or CommentsParted or BlogsOrdered or SettingsDecided => true,
        _ => false,
    };

    // The same bytes once more for a blog: the earlier of the two counts, which may be the one that comes now.
    private bool IsThere(SourceKept source) => copy[
        "SELECT 1 FROM sources JOIN blogs ON blogs.id = blog_id WHERE sha256 = ? AND blogs.slug = ?"]
        .With(source.Sha256).With(blogs.SlugOf(source.Blog)).Number() is not null;

    // A slug that the copy lacks may have been a blog's, and what was said of it then still holds: what it is called, and where it leads.
    private bool ComesBack(string slug, long number) => blogs.Find(blogs.SlugOf(slug)) is null && record.Mentions(slug, number);

    private void Advance(Entry entry, ImportAdvanced import)
    {
        switch (import.Step)
        {
            case ImportAdvanced.Begun:
                ImportRow.Table.Insert(copy, new ImportRow(import.Import, entry.At, null, ImportRow.Running, null, null, import.By));
                break;
            case ImportAdvanced.RefusedFiles:
                ProblemRow.Table.Insert(copy, ProblemRow.OfRefused(entry.Number, import.Import, import.Refused ?? []));
                break;
            default:
                var row = new ImportRow(import.Import, "", entry.At, import.Step, import.Counts, null, null);
                ImportRow.Table.Update(copy, row, ~ImportRow.Table.Bits("id", "started_at", "undone_at", "keeper"));
                break;
        }
    }

    // The post is made anew with them.
    private void Give(Entry entry, AddressesGiven addresses)
    {
        var source = copy["SELECT sources.id FROM sources JOIN blogs ON blogs.id = blog_id WHERE sha256 = ? AND blogs.slug = ?"]
            .With(addresses.Sha256).With(addresses.Blog).Number();
        GivenRow.Table.Insert(copy, GivenRow.Of(new RegisteredAddresses(entry.Number, addresses, source)));
        if (source is { } known && posts.GroupOf(RowId.Of(known, addresses.Post)) is { } group)
        {
            posts.Make(group, [], []);
        }
    }

    // The posts of captures that a keeper spoke of, in each blog that has them.
    private void MakeAnew(List<long> captures)
    {
        foreach (var capture in captures)
        {
            if (posts.GroupOf(capture) is { } group)
            {
                posts.Make(group, [], []);
            }
        }
    }

    private SourceMade Make(Entry entry, SourceKept detail, PreparedSource source)
    {
        var (blogId, blog) = blogs.Of(detail.Blog);
        return Make(entry.Number, entry.At, detail, source, blogId, blog);
    }

    /// <summary>Makes the rows of a source: its own, its posts', its problems'.</summary>
    public SourceMade Make(long number, string at, SourceKept detail, PreparedSource source, long blogId, string blog)
    {
        var row = SourceRow.Of(number, blogId, at, detail, source);
        SourceRow.Table.Insert(copy, row);
        var (problems, notes) = (source.Problems.ToList(), new List<Problem>());
        Originals.TakeInHand(number, source);
        var order = Dates.Add(blogId, number, source.Posts);
        var counts = ImportCounts.None;
        for (var i = 0; i < Math.Min(source.Posts.Count, RowId.MaxPerGroup); i++)
        {
            var post = source.Posts[i];
            var capture = new NewCapture(new PostCapture(RowId.Of(number, i), row.Captured, post.Post), row.Basis, post);
            Linked.Add(blogId, capture.Capture.Id, post.Post.Signs);
            if (waiting is null)
            {
                counts += posts.Make(new PostGroup(blogId, blog, ""), [capture], problems, notes).Counts;
            }
            else if (Linked.HasAny(blogId, capture.Capture.Id))
            {
                waiting.Add(capture.Capture.Id);
            }
            else
            {
                posts.MakeAll(new PostGroup(blogId, blog, ""), [capture], problems);
            }

            LargeFiles.GiveBack(source.Bytes, post.Post.Comments.Count);
        }

        if (waiting is null)
        {
            notes.AddRange(Dates.Notes(blogId, order, source.Posts));
            MakeReordered(blogId, order);
        }
        else if (Dates.OrderOf(blogId) != order)
        {
            waiting.Reordered[blogId] = number;
        }

        Originals.PutDown();
        Write(number, detail, problems);
        return new SourceMade(counts, [.. problems, .. notes]);
    }

    /// <summary>Makes the posts of a blog anew whose days are read otherwise than before.</summary>
    public void MakeReordered(long blog, NumberedDates.Orders? before)
    {
        if (Dates.OrderOf(blog) != before)
        {
            foreach (var group in Dates.Open(blog).Select(posts.GroupOf).OfType<PostGroup>().Distinct().ToList())
            {
                posts.Make(group, [], []);
            }
        }
    }

    /// <summary>Writes problems of a source behind those that it has.</summary>
    public void Write(long number, SourceKept detail, List<Problem> problems)
    {
        if (problems.Count > 0)
        {
            var had = (int)copy["SELECT count(*) FROM problems WHERE source_id = ?"].With(number).Number()!.Value;
            ProblemRow.Table.Insert(copy, problems.Select((problem, turn) => new ProblemRow(number, had + turn, detail.Import, number, detail.File, detail.Sha256, problem)));
        }
    }
}

/// <summary>The posts and comments that making a source brought, and its problems.</summary>
internal sealed record SourceMade(ImportCounts Counts, IReadOnlyList<Problem> Problems)
{
    public static readonly SourceMade Nothing = new(ImportCounts.None, []);

    /// <summary>Its bytes were another blog's until now, and with them its posts and comments: they have changed their place.</summary>
    public bool IsMoved { get; private init; }

    public SourceMade AsMoved() =>
        this with { IsMoved = true, Counts = Counts with { PostsNew = 0, PostsChanged = Counts.PostsChanged + Counts.PostsNew, CommentsNew = 0 } };
}
