namespace Archive.Storage.Record;

/// <summary>The entries of a log taken together: which blogs there are, which sources are theirs, which imports were.</summary>
/// <remarks>An import that was undone is passed over as if it had never been; what it was and refused stays there.</remarks>
internal sealed class Register
{
    private readonly Dictionary<string, RegisteredBlog> blogs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> undone = [];
    private readonly List<RegisteredSource> kept = [];
    private readonly Dictionary<long, RegisteredImport> imports = [];
    private readonly List<(long Number, AddressesGiven Detail, RegisteredBlog FirstBlog)> given = [];
    private readonly List<RegisteredVerdict> verdicts = [];
    private readonly List<(long Number, CommentsParted Detail)> parted = [];

    private Register()
    {
    }

    /// <summary>Blogs that have sources, in the order in which they came.</summary>
    public IReadOnlyList<RegisteredBlog> Blogs { get; private set; } = [];

    /// <summary>Slugs that lead to another blog: a keeper said so, or all that was guessed to be of them is known to be of that blog.</summary>
    public IReadOnlyList<(string Slug, RegisteredBlog Blog, bool IsGuessed)> Names { get; private set; } = [];

    /// <summary>In the order of the log.</summary>
    public IReadOnlyList<RegisteredSource> Sources { get; private set; } = [];

    public IReadOnlyList<RegisteredImport> Imports { get; private set; } = [];

    /// <summary>Addresses of earlier versions, in the order of the log.</summary>
    public IReadOnlyList<RegisteredAddresses> Given { get; private set; } = [];

    /// <summary>What keepers said of captures, in the order of the log.</summary>
    public IReadOnlyList<RegisteredVerdict> Verdicts => verdicts;

    /// <summary>Comments that keepers parted, each with the number of its entry, in the order of the log.</summary>
    public IReadOnlyList<(long Number, CommentsParted Detail)> Parted => parted;

    /// <summary>The last settings, with the number of their entry; null where no keeper decided any.</summary>
    public (long Number, SettingsDecided Detail)? Settings { get; private set; }

    /// <summary>The number of the last entry that was read.</summary>
    public long LastEntry { get; private set; }

    public string Seal { get; private set; } = Entry.NoHash;

    /// <param name="upTo">The last entry that is read.</param>
    /// <param name="then">An undo or a bringing back that would follow; null for what is.</param>
    public static Register Of(IRecord record, long upTo, EntryDetail? then = null)
    {
        var register = new Register();
        foreach (var entry in record.EntriesAfter(0).TakeWhile(entry => entry.Number <= upTo))
        {
            register.TakeBack(entry.Read(), entry.At);
        }

        if (then is not null)
        {
            register.TakeBack(then, "");
        }

        foreach (var entry in record.EntriesAfter(0).TakeWhile(entry => entry.Number <= upTo))
        {
            register.Add(entry);
        }

        register.Conclude();
        return register;
    }

    // Of several entries that undo an import or bring it back, the last decides.
    private void TakeBack(EntryDetail detail, string at)
    {
        switch (detail)
        {
            case ImportUndone undo:
                undone.TryAdd(undo.Import, at);
                break;
            case ImportBroughtBack back:
                undone.Remove(back.Import);
                break;
        }
    }

    private void Add(Entry entry)
    {
        (LastEntry, Seal) = (entry.Number, entry.Sha256);
        var detail = entry.Read();
        if (detail.OfImport() is { } import && undone.ContainsKey(import))
        {
            return;
        }

        switch (detail)
        {
            case BlogDescribed description:
                Describe(BlogOf(description.Slug), description);
                break;
            case SourceKept source:
                kept.Add(new RegisteredSource(entry.Number, entry.At, source, BlogOf(source.Blog)));
                break;
            case ImportAdvanced step:
                Advance(entry, step);
                break;
            case BlogRenamed renamed:
                Lead(renamed.From, renamed.To);
                break;
            case BlogMerged merged:
                Lead(merged.From, merged.Into);
                break;
            case BlogRemoved removed:
                Remove(Resolved(removed.Blog));
                break;
            case AddressesGiven addresses:
                given.Add((entry.Number, addresses, BlogOf(addresses.Blog)));
                break;
            case CapturesJudged captures:
                verdicts.Add(new RegisteredVerdict(entry.Number, captures));
                break;
            case CommentsParted comments:
                parted.Add((entry.Number, comments));
                break;
            case CommentsUnparted comments:
                parted.RemoveAll(pair => (pair.Detail.One, pair.Detail.Other) is var (one, other)
                    && ((one, other) == (comments.One, comments.Other) || (other, one) == (comments.One, comments.Other)));
                break;
            case BlogsOrdered order:
                Order(order);
                break;
            case SettingsDecided settings:
                Settings = (entry.Number, settings);
                break;
        }
    }

    private void Advance(Entry entry, ImportAdvanced step)
    {
        if (!imports.TryGetValue(step.Import, out var import))
        {
            imports.Add(step.Import, import = new RegisteredImport(step.Import, entry.At) { Keeper = step.By, UndoneAt = undone.GetValueOrDefault(step.Import) });
        }

        import.Advance(entry, step);
    }

    // Renaming to a slug that is another blog's is a merge; to one that leads to this very blog, it gives the blog that name back.
    private void Lead(string from, string to)
    {
        var (slug, known) = (Resolved(from), Resolved(to));
        var target = known != slug && blogs.TryGetValue(known, out var other) && HasSources(other) ? known : to;
        if (slug == target)
        {
            return;
        }

        names.Remove(target);
        names[slug] = target;
        if (!blogs.Remove(slug, out var blog))
        {
            return;
        }

        // What was said of a blog that is not there, because its import was undone, is not said of the one that gets its name.
        if (blogs.TryGetValue(target, out var into) && HasSources(into))
        {
            into.Take(blog);
        }
        else
        {
            blog.Rename(target);
            blogs[target] = blog;
        }
    }

    private bool HasSources(RegisteredBlog blog) => kept.Exists(source => source.Blog == blog);

    // A guess that is named keeps the dumps that are its own. Those that a named blog has taken over by then were guessed wrong, and stay there.
    private void Describe(RegisteredBlog blog, BlogDescribed description)
    {
        var wasGuessed = blog.Facts.IsGuessed;
        blog.Describe(description);
        if (wasGuessed && !blog.Facts.IsGuessed)
        {
            var taken = kept.Where(source => source.Blog != blog && !source.Blog.Facts.IsGuessed).Select(source => source.Detail.Sha256).ToHashSet(StringComparer.Ordinal);
            kept.RemoveAll(source => source.Blog == blog && taken.Contains(source.Detail.Sha256));
        }
    }

    private void Order(BlogsOrdered order)
    {
        foreach (var blog in blogs.Values)
        {
            blog.Turn = null;
        }

        for (var turn = 0; turn < order.Blogs.Count; turn++)
        {
            if (blogs.TryGetValue(Resolved(order.Blogs[turn]), out var blog))
            {
                blog.Turn = turn;
            }
        }
    }

    // With the same bytes under the name that was guessed for them before: there they would come to light again.
    private void Remove(string slug)
    {
        if (blogs.Remove(slug, out var blog))
        {
            var gone = kept.Where(source => source.Blog == blog).Select(source => source.Detail.Sha256).ToHashSet(StringComparer.Ordinal);
            kept.RemoveAll(source => source.Blog == blog || (source.Blog.Facts.IsGuessed && gone.Contains(source.Detail.Sha256)));
        }
    }

    private RegisteredBlog BlogOf(string slug)
    {
        slug = Resolved(slug);
        if (!blogs.TryGetValue(slug, out var blog))
        {
            blogs.Add(slug, blog = new RegisteredBlog(slug));
        }

        return blog;
    }

    // A slug that was led away leads on; names never lead in a circle, because what is led to stops leading.
    private string Resolved(string slug)
    {
        while (names.TryGetValue(slug, out var next))
        {
            slug = next;
        }

        return slug;
    }

    private void Conclude()
    {
        var once = Once();
        var named = once.Where(source => !source.Blog.Facts.IsGuessed).ToLookup(source => source.Detail.Sha256);
        Sources = [.. once.Where(source => !source.Blog.Facts.IsGuessed || !named.Contains(source.Detail.Sha256)).OrderBy(source => source.Number)];
        Blogs = [.. Sources.Select(source => source.Blog).Distinct()];
        Imports = [.. imports.Values.OrderBy(import => import.Number)];
        Given = [.. AddressesOfSources()];
        Names = [.. names.Keys.Order(StringComparer.Ordinal)
            .Select(slug => (slug, Blog: blogs.GetValueOrDefault(Resolved(slug)))).Where(name => name.Blog is not null && Blogs.Contains(name.Blog))
            .Select(name => (name.slug, name.Blog!, false)), .. GuessedNames(once, named)];
    }

    private IEnumerable<RegisteredAddresses> AddressesOfSources()
    {
        var numbers = Sources.ToDictionary(source => (source.Blog, source.Detail.Sha256), source => source.Number);
        return given.Select(one => new RegisteredAddresses(
            one.Number, one.Detail, numbers.TryGetValue((one.FirstBlog.Last, one.Detail.Sha256), out var source) ? source : null));
    }

    // The same bytes count once for a blog: as they were taken first.
    private List<RegisteredSource> Once() =>
        [.. kept.GroupBy(source => (source.Blog, source.Detail.Sha256))
            .Select(same => same.OrderBy(source => source.Detail.Captured, StringComparer.Ordinal).ThenBy(source => source.Number).First())];

    // A guessed blog all of whose dumps somebody has named since leads to the blog that they are of.
    private IEnumerable<(string, RegisteredBlog, bool)> GuessedNames(List<RegisteredSource> once, ILookup<string, RegisteredSource> named) =>
        once.Where(source => source.Blog.Facts.IsGuessed).GroupBy(source => source.Blog)
            .Where(guessed => !Blogs.Contains(guessed.Key))
            .Select(guessed => (guessed.Key.Slug, Blogs: guessed.Select(source => named[source.Detail.Sha256].First().Blog).Distinct().ToList()))
            .Where(guessed => guessed.Blogs.Count == 1)
            .Select(guessed => (guessed.Slug, guessed.Blogs[0], true));
}

/// <summary>A blog as the log leaves it.</summary>
internal sealed class RegisteredBlog(string slug)
{
    private RegisteredBlog? mergedInto;

    public string Slug { get; private set; } = slug;

    public BlogFacts Facts { get; private set; } = BlogFacts.Unknown(slug);

    /// <summary>Its place on the first page, from 0; null where nobody gave it one.</summary>
    public int? Turn { get; set; }

    /// <summary>The blog that it is part of now: mostly itself.</summary>
    public RegisteredBlog Last
    {
        get
        {
            var last = this;
            while (last.mergedInto is { } next)
            {
                last = next;
            }

            return last;
        }
    }

    /// <summary>It has another slug from here on, and is called by that where it was called by its slug.</summary>
    public void Rename(string slug) => (Facts, Slug) = (Called(Facts, Slug, slug), slug);

    /// <summary>The sources of another blog are its own from here on. What was said of the other is said of this one where it was only a guess, its place too.</summary>
    public void Take(RegisteredBlog other)
    {
        other.mergedInto = this;
        if (Facts.IsGuessed && !other.Facts.IsGuessed)
        {
            Facts = Facts.With(Called(other.Facts, other.Slug, Slug));
            Turn ??= other.Turn;
        }
    }

    public void Describe(BlogDescribed description) => Facts = Facts.With(description);

    private static BlogFacts Called(BlogFacts facts, string slug, string next) => facts.Title == slug ? facts with { Title = next } : facts;
}

/// <summary>A source as the log leaves it.</summary>
/// <param name="Number">Of its entry.</param>
internal sealed record RegisteredSource(long Number, string At, SourceKept Detail, RegisteredBlog FirstBlog)
{
    public RegisteredBlog Blog => FirstBlog.Last;
}

/// <summary>Addresses of an earlier version as the log leaves them.</summary>
/// <param name="Source">The number of the source in which they were given; null where the blog has it no longer.</param>
internal sealed record RegisteredAddresses(long Number, AddressesGiven Detail, long? Source);

/// <summary>What a keeper said of two captures.</summary>
/// <param name="Number">Of its entry.</param>
internal sealed record RegisteredVerdict(long Number, CapturesJudged Detail);

/// <summary>An import as the log leaves it.</summary>
internal sealed class RegisteredImport(long number, string startedAt)
{
    public long Number => number;

    public string StartedAt => startedAt;

    public string? FinishedAt { get; private set; }

    /// <summary>Null where the log does not say: it runs, or its process ended in the middle.</summary>
    public string? Step { get; private set; }

    public ImportCounts? Counts { get; private set; }

    public string? UndoneAt { get; init; }

    /// <summary>Who began it; null where it was at a terminal.</summary>
    public string? Keeper { get; init; }

    /// <summary>The files that it refused, with the number of the entry that says so.</summary>
    public List<(long Entry, IReadOnlyList<RefusedFile> Files)> Refused { get; } = [];

    public void Advance(Entry entry, ImportAdvanced step)
    {
        if (step.Refused is { } refused)
        {
            Refused.Add((entry.Number, refused));
        }

        if (step.Step is ImportAdvanced.Done or ImportAdvanced.Cancelled)
        {
            (FinishedAt, Step, Counts) = (entry.At, step.Step, step.Counts);
        }
    }
}
