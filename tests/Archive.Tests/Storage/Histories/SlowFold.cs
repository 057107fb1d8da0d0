using System.Globalization;
using System.Security.Cryptography;

namespace Archive.Tests.Storage.Histories;

/// <summary>What an archive must hold after some steps: everything is replayed from the beginning each time, in plain lists.</summary>
/// <remarks>It shares with the program what a file says and how one thread is folded. Which captures there are, in which blog, in which order, under which address, it finds by itself.</remarks>
internal sealed class SlowFold
{
    private readonly List<Line> log = [];
    private int imports;

    /// <summary>The numbers of imports that can be undone.</summary>
    public IReadOnlyList<int> Undoable => [.. log.OfType<Kept>().Select(kept => kept.Import).Distinct().Where(import => !IsUndone(import))];

    /// <summary>The numbers of imports that can be brought back.</summary>
    public IReadOnlyList<int> Undone => [.. log.OfType<Kept>().Select(kept => kept.Import).Distinct().Where(IsUndone)];

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>What stands when all is replayed.</summary>
    public SlowArchive Replay()
    {
        var archive = new SlowArchive();
        foreach (var line in log)
        {
            var isUndone = line switch { Told { Import: { } import } => IsUndone(import), Kept kept => IsUndone(kept.Import), _ => false };
            if (!isUndone)
            {
                archive.Follow(line);
            }
        }

        archive.Conclude();
        return archive;
    }

    /// <summary>Files that are imported together; what is known adds no line.</summary>
    public void Import(IReadOnlyList<DumpFile> files, DateTimeOffset? captured, DateTimeOffset now)
    {
        var described = new HashSet<BlogDescription>();
        foreach (var file in files)
        {
            var (bytes, archive) = (file.Read(), Replay());
            var (slug, sha256) = (archive.SlugOf(file.Blog.Slug), Sha256(bytes));
            var title = file.Blog.Title == file.Blog.Slug ? null : file.Blog.Title;
            var told = new Told(slug, title, file.Blog.IsGuessed, imports + 1) { IsOfFile = true };
            if (archive.Has(slug, sha256, file.Blog.IsGuessed))
            {
                if (!file.Blog.IsGuessed && slug == file.Blog.Slug && archive.Changes(told) && !WasSaid(told) && described.Add(file.Blog))
                {
                    log.Add(told with { Import = null });
                }

                continue;
            }

            // Who led the name elsewhere has said what the blog is called.
            if (slug != file.Blog.Slug)
            {
                told = told with { Title = archive.TitleOf(slug) };
            }

            if (described.Add(file.Blog))
            {
                log.Add(told);
            }

            log.Add(new Kept(log.Count + 1, slug, sha256, bytes, captured is { } given ? Stored(given) : archive.TakenOf(sha256) ?? Stored(now), imports + 1));
        }

        imports += log.Exists(line => line is Kept kept && kept.Import == imports + 1) ? 1 : 0;
    }

    public void Undo(int import) => log.Add(new TakenBack(import, IsUndone: true));

    public void BringBack(int import) => log.Add(new TakenBack(import, IsUndone: false));

    public void Describe(string slug, string title) => log.Add(new Told(Replay().SlugMeant(slug), title, false, null));

    public void Rename(string from, string to) => log.Add(new Led(Replay().SlugMeant(from), to));

    public void Merge(string from, string into) => log.Add(new Led(Replay().SlugMeant(from), Replay().SlugMeant(into)));

    public void Remove(string slug) => log.Add(new Removed(Replay().SlugMeant(slug)));

    /// <param name="blog">In which the captures are.</param>
    public void Judge(SlowArchive.Blog blog, CaptureName one, CaptureName other, bool isOne)
    {
        if (isOne)
        {
            // Whatever parted captures of the two posts is taken back with it.
            var (left, right) = (SlowArchive.PostOf(blog, one), SlowArchive.PostOf(blog, other));
            foreach (var said in log.OfType<Judged>().Where(said => !said.IsOne).ToList())
            {
                var sides = (SlowArchive.PostOf(blog, said.One), SlowArchive.PostOf(blog, said.Other));
                if (sides == (left, right) || sides == (right, left))
                {
                    log.Add(new Judged(log.Count, said.One, said.Other, true));
                }
            }
        }

        log.Add(new Judged(log.Count, one, other, isOne));
    }

    /// <returns>Whether it was not said already, in whichever order.</returns>
    public bool KeepApart(CommentName one, CommentName other)
    {
        if (KeptApart().Exists(pair => pair == new Apart(one, other) || pair == new Apart(other, one)))
        {
            return false;
        }

        log.Add(new Apart(one, other));
        return true;
    }

    public void LetTogether(Apart apart) => log.Add(new Together(apart));

    /// <summary>What keeps comments apart, in the order in which it was said.</summary>
    public List<Apart> KeptApart() => [.. log.OfType<Apart>().Where((pair, turn) => log.OfType<Together>().Count(taken => taken.Pair == pair) < log.OfType<Apart>().Skip(turn).Count(again => again == pair))];

    private bool WasSaid(Told told) => log.OfType<Told>().LastOrDefault(said => said.IsOfFile && said.Slug == told.Slug && (said.Import is not { } import || !IsUndone(import)))
        is { } last && (last.Title, last.IsGuess) == (told.Title, told.IsGuess);

    private bool IsUndone(int import) => log.OfType<TakenBack>().LastOrDefault(line => line.Import == import) is { IsUndone: true };

    private static string Stored(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public abstract record Line;

    /// <param name="Import">Null where a keeper said it, so that no undo takes it back.</param>
    public sealed record Told(string Slug, string? Title, bool IsGuess, int? Import) : Line
    {
        /// <summary>A file that was imported says so, or one that was known.</summary>
        public bool IsOfFile { get; init; }
    }

    public sealed record Kept(int Number, string Slug, string Sha256, byte[] Bytes, string Taken, int Import) : Line;

    public sealed record TakenBack(int Import, bool IsUndone) : Line;

    public sealed record Led(string From, string To) : Line;

    public sealed record Removed(string Slug) : Line;

    public sealed record Apart(CommentName One, CommentName Other) : Line;

    public sealed record Together(Apart Pair) : Line;

    public sealed record Judged(int Number, CaptureName One, CaptureName Other, bool IsOne) : Line;
}

/// <summary>An archive as plain lists.</summary>
internal sealed class SlowArchive
{
    private static readonly Dictionary<string, IReadOnlyList<ArrangedPost>> Read = new(StringComparer.Ordinal);

    private readonly List<Blog> blogs = [];
    private readonly List<SlowFold.Judged> verdicts = [];
    private readonly List<SlowFold.Apart> apart = [];
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> guessedNames = new(StringComparer.Ordinal);

    /// <summary>Blogs that have sources.</summary>
    public IEnumerable<Blog> Blogs => blogs.Where(blog => blog.Shown.Count > 0).OrderBy(blog => blog.Slug, StringComparer.Ordinal);

    public void Follow(SlowFold.Line line)
    {
        switch (line)
        {
            case SlowFold.Told told:
                var blog = BlogOf(told.Slug);
                if (blog.IsGuess && !told.IsGuess)
                {
                    // Of a guess that is named, what another named blog has by then stays there.
                    blog.Kept.RemoveAll(kept => blogs.Exists(other => other != blog && !other.IsGuess && other.Kept.Exists(own => own.Sha256 == kept.Sha256)));
                }

                (blog.Title, blog.IsGuess) = (told.Title ?? blog.Title, blog.IsGuess && told.IsGuess);
                break;
            case SlowFold.Kept kept:
                BlogOf(kept.Slug).Kept.Add(kept);
                break;
            case SlowFold.Led led:
                Lead(led.From, led.To);
                break;
            case SlowFold.Removed removed:
                foreach (var gone in blogs.FindAll(one => one.Slug == End(removed.Slug)))
                {
                    blogs.Remove(gone);
                    // Nor do its dumps come to light under the name that was guessed for them before.
                    blogs.FindAll(guess => guess.IsGuess).ForEach(guess => guess.Kept.RemoveAll(kept => gone.Kept.Exists(own => own.Sha256 == kept.Sha256)));
                }

                break;
            case SlowFold.Judged judged:
                verdicts.Add(judged);
                break;
            case SlowFold.Apart parted:
                apart.Add(parted);
                break;
            case SlowFold.Together together:
                apart.Remove(together.Pair);
                break;
        }
    }

    /// <summary>Decides which sources are shown, and which names lead where.</summary>
    public void Conclude()
    {
        foreach (var blog in blogs)
        {
            blog.Shown = [.. blog.Kept.GroupBy(kept => kept.Sha256)
                .Select(same => same.OrderBy(kept => kept.Taken, StringComparer.Ordinal).ThenBy(kept => kept.Number).First())];
            (blog.Judged, blog.Apart) = (verdicts, apart);
        }

        var named = blogs.Where(blog => !blog.IsGuess).ToList();
        foreach (var guess in blogs.Where(blog => blog.IsGuess))
        {
            var owners = guess.Shown
                .Select(kept => named.Where(blog => blog.Shown.Exists(own => own.Sha256 == kept.Sha256))
                    .MinBy(blog => blog.Kept.Where(own => own.Sha256 == kept.Sha256).Min(own => own.Number)))
                .ToList();
            var all = guess.Shown;
            guess.Shown = [.. all.Where((_, i) => owners[i] is null)];
            if (all.Count > 0 && guess.Shown.Count == 0 && owners.Distinct().Count() == 1)
            {
                guessedNames[guess.Slug] = owners[0]!.Slug;
            }
        }
    }

    public string SlugOf(string slug) => End(slug) is var end && Blogs.Any(blog => blog.Slug == end) ? end : slug;

    public bool Has(string slug, string sha256, bool isGuess) =>
        Blogs.Any(blog => (blog.Slug == slug || (isGuess && (!blog.IsGuess || !Blogs.Any(own => own.Slug == slug && !own.IsGuess)))) && blog.Shown.Exists(kept => kept.Sha256 == sha256));

    public bool Changes(SlowFold.Told told) =>
        Blogs.FirstOrDefault(blog => blog.Slug == told.Slug) is { } blog && (blog.IsGuess || (told.Title is not null && told.Title != blog.Title));

    public string? TitleOf(string slug) => Blogs.FirstOrDefault(blog => blog.Slug == slug)?.Title;

    /// <summary>The address of the post of a capture; null where the blog does not have it.</summary>
    public static string? PostOf(Blog blog, CaptureName name) => blog.Shown.Find(kept => kept.Sha256 == name.Sha256) is { } source
        ? Posts(blog).Find(post => post.Post.Captures.Any(capture => capture.Id == ((long)source.Number << 20 | (long)name.Post)))?.Address : null;

    /// <summary>When these bytes were taken, as far as the archive was told before.</summary>
    public string? TakenOf(string sha256) => Blogs.SelectMany(blog => blog.Shown).Where(kept => kept.Sha256 == sha256).Select(kept => kept.Taken).Min(StringComparer.Ordinal);

    /// <summary>The names that lead to a blog that is shown.</summary>
    public IEnumerable<(string Slug, string Blog)> Names => names.Keys.Select(slug => (Slug: slug, Blog: End(slug)))
        .Concat(guessedNames.Select(name => (Slug: name.Key, Blog: name.Value)))
        .Where(name => Blogs.Any(blog => blog.Slug == name.Blog)).OrderBy(name => name.Slug, StringComparer.Ordinal);

    /// <summary>The slug that a keeper means who names a blog.</summary>
    public string SlugMeant(string slug) => Names.FirstOrDefault(name => name.Slug == slug).Blog ?? slug;

    /// <summary>The posts of a blog, each with its captures in the order in which they were taken.</summary>
    public static List<SlowPost> Posts(Blog blog) => blog.Posts ??= PostsOf(blog);

    private static List<SlowPost> PostsOf(Blog blog)
    {
        var captures = blog.Shown.SelectMany(Captures).ToList();
        captures.Sort((a, b) => a.CompareTo(b));
        var order = NumberedDates.Decide(captures.Select(capture => capture.Post.Post.NumberedDate?.Printed).OfType<string>()).Order;
        captures = captures.ConvertAll(capture => capture with
        {
            InferredDay = capture.Post.Post.OpenDate is { } open && order is { } known ? NumberedDates.Read(open.Printed, known) : null,
        });
        var verdicts = Verdicts(blog);
        var posts = Sets(captures, verdicts).SelectMany(set => SamePost.Divide(set, verdicts).Posts).Select(post => PostFold.Fold(post, Parted(blog))).ToList();
        posts.Sort((a, b) => a.First.CompareTo(b.First));

        // The first captured of a title and month has the title as its address, the next has a number behind it.
        var given = new Dictionary<string, int>(StringComparer.Ordinal);
        return posts.ConvertAll(post =>
        {
            var (day, title) = (post.Published ?? post.InferredPublished, post.First.Post.Post.Title);
            var address = $"{blog.Slug}/{(day is null ? "undated" : day[..7])}/{Slug.FromTitle(title)}";
            var turn = given[address] = given.GetValueOrDefault(address) + 1;
            return new SlowPost(turn == 1 ? address : $"{address}_{turn}", post);
        });
    }

    // What was said of a source that is not shown says nothing.
    private static List<Verdict> Verdicts(Blog blog)
    {
        var numbers = blog.Shown.ToDictionary(kept => kept.Sha256, kept => (long)kept.Number);
        return [.. blog.Judged.Where(judged => numbers.ContainsKey(judged.One.Sha256) && numbers.ContainsKey(judged.Other.Sha256))
            .Select(judged => new Verdict(judged.Number, Id(judged.One), Id(judged.Other), judged.IsOne))];

        long Id(CaptureName name) => (numbers[name.Sha256] << 20) | (long)name.Post;
    }

    private static List<PartedSightings> Parted(Blog blog)
    {
        var numbers = blog.Shown.ToDictionary(kept => kept.Sha256, kept => (long)kept.Number);
        return [.. blog.Apart.Where(apart => numbers.ContainsKey(apart.One.Sha256) && numbers.ContainsKey(apart.Other.Sha256))
            .Select(apart => new PartedSightings(
                (numbers[apart.One.Sha256] << 20) | (long)apart.One.Post, apart.One.Comment, (numbers[apart.Other.Sha256] << 20) | (long)apart.Other.Post, apart.Other.Comment))];
    }

    // Each with each: what is linked with any of a set is in the set.
    private static List<List<PostCapture>> Sets(List<PostCapture> captures, List<Verdict> verdicts)
    {
        var common = captures.SelectMany(capture => capture.Post.Signs.All.Select(sign => (sign, capture.Post.Signs.Head))).Distinct()
            .CountBy(one => one.sign).Where(one => one.Value > SamePost.MaxHeadsOfSign).Select(one => one.Key).ToHashSet();
        var sets = new List<List<PostCapture>>();
        foreach (var capture in captures)
        {
            var own = sets.Where(set => set.Exists(other => AreLinked(capture.Post.Signs, other.Post.Signs, common)
                || verdicts.Exists(verdict => verdict.IsOne && (verdict.One, verdict.Other) is var (a, b) && ((a, b) == (capture.Id, other.Id) || (b, a) == (capture.Id, other.Id))))).ToList();
            sets.RemoveAll(own.Contains);
            sets.Add([.. own.SelectMany(set => set).Append(capture).Order(Comparer<PostCapture>.Create((a, b) => a.CompareTo(b)))]);
        }

        return sets;
    }

    private static bool AreLinked(PostSigns one, PostSigns other, HashSet<long> common) =>
        one.Head == other.Head || (one.All.Intersect(other.All).Except(common).Any() && SamePost.AreLinked(one, other));

    private static IEnumerable<PostCapture> Captures(SlowFold.Kept kept)
    {
        IReadOnlyList<ArrangedPost>? posts;
        lock (Read)
        {
            if (!Read.TryGetValue(kept.Sha256, out posts))
            {
                Read.Add(kept.Sha256, posts = [.. DumpFormats.Read(kept.Bytes).Posts.Select(post => ArrangedPost.Of(post, []))]);
            }
        }

        return posts.Select((post, turn) => new PostCapture(((long)kept.Number << 20) | (long)turn, kept.Taken, post));
    }


    private void Lead(string from, string to)
    {
        var (slug, known) = (End(from), End(to));
        var target = blogs.Find(blog => blog.Slug == known && known != slug && blog.Kept.Count > 0)?.Slug ?? to;
        if (slug == target)
        {
            return;
        }

        names.Remove(target);
        names[slug] = target;
        var blog = blogs.Find(blog => blog.Slug == slug);
        var into = blogs.Find(blog => blog.Slug == target);
        if (blog is null)
        {
            return;
        }

        if (into is null || into.Kept.Count == 0)
        {
            blogs.RemoveAll(one => one == into);
            (blog.Title, blog.Slug) = (blog.Title == blog.Slug ? target : blog.Title, target);
        }
        else
        {
            into.Kept.AddRange(blog.Kept);
            if (into.IsGuess && !blog.IsGuess)
            {
                (into.Title, into.IsGuess) = (blog.Title == blog.Slug ? into.Slug : blog.Title, false);
            }

            blogs.Remove(blog);
        }
    }

    private Blog BlogOf(string slug)
    {
        slug = End(slug);
        if (blogs.Find(blog => blog.Slug == slug) is { } known)
        {
            return known;
        }

        blogs.Add(new Blog(slug));
        return blogs[^1];
    }

    private string End(string slug)
    {
        while (names.TryGetValue(slug, out var next))
        {
            slug = next;
        }

        return slug;
    }

    public sealed class Blog(string slug)
    {
        public string Slug { get; set; } = slug;

        public string Title { get; set; } = slug;

        public bool IsGuess { get; set; } = true;

        public List<SlowFold.Kept> Kept { get; } = [];

        public IReadOnlyList<SlowFold.Judged> Judged { get; set; } = [];

        public IReadOnlyList<SlowFold.Apart> Apart { get; set; } = [];

        public List<SlowFold.Kept> Shown { get; set; } = [];

        public List<SlowPost>? Posts { get; set; }
    }
}

/// <summary>A post under its address.</summary>
internal sealed record SlowPost(string Address, FoldedPost Post);
