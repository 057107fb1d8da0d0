using System.Globalization;

namespace Archive.Tests.Storage.Histories;

/// <summary>One invented history of an archive.</summary>
internal sealed class History(int seed) : IDisposable
{
    /// <summary>One in so many ends in each of the checks of the whole archive.</summary>
    private const int Verified = 10;

    private static readonly string[] Slugs = ["one", "two", "three"];

    private readonly GeneratedCaptures generated = new(seed);
    private readonly TestArchive archive = new();
    private readonly SlowFold slow = new();
    private readonly List<string> steps = [];
    private readonly List<byte[]> dumps = [];
    private int day;
    private byte[]? early;

    public void Run()
    {
        try
        {
            var before = slow.Replay();
            for (var step = 2 + generated.Next(5); step > 0; step--)
            {
                Step(before);
                var after = slow.Replay();
                Same(HistoryText.Of(after), Text());
                KeyPromise.Check(before, after, archive, isAsked: seed % Verified == 0);
                before = after;
                early ??= System.IO.File.ReadAllBytes(archive.File.Path);
            }

            Conclude(seed % Verified);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"history of seed {seed}: {string.Join(", ", steps)}\n{failure.Message}"), failure);
        }
    }

    public void Dispose() => archive.Dispose();

    private void Conclude(int which)
    {
        var before = Text();
        switch (which)
        {
            case 0:
                break;
            case 1:
                steps.Add("(a copy that is behind catches up)");
                Replace(early);
                break;
            case 2:
                steps.Add("(the copy is made of nothing)");
                Replace(null);
                break;
            case 3:
                steps.Add("(the copy is made anew beside)");
                var rows = archive.Everything();
                CopySwap.MakeAside(archive.File, (_, _) => { }, CancellationToken.None);
                Same(rows, archive.Everything());
                break;
            default:
                return;
        }

        Same(before, Text());
        var report = archive.Verify();
        Assert.True(report.Sound, string.Join('\n', report.Differences));
    }

    private void Replace(byte[]? copy)
    {
        archive.File.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in new[] { "", "-wal", "-shm" })
        {
            System.IO.File.Delete(archive.File.Path + file);
        }

        if (copy is not null)
        {
            System.IO.File.WriteAllBytes(archive.File.Path, copy);
        }

        archive.Reopen();
    }

    private void Step(SlowArchive before)
    {
        archive.Clock.Now += TimeSpan.FromDays(1);
        var keeper = new Keeper(archive.File, archive.Clock);
        string[] blogs = [.. before.Blogs.Select(blog => blog.Slug), .. before.Names.Select(name => name.Slug)];
        var what = blogs.Length == 0 ? 0 : generated.Next(27);
        if (what < 11)
        {
            Import();
        }
        else if (what < 14 && slow.Undoable.Count > 0)
        {
            var import = generated.One<int>([.. slow.Undoable]);
            steps.Add($"undo {import}");
            keeper.Undo(import);
            slow.Undo(import);
        }
        else if (what > 24 && slow.Undone.Count > 0)
        {
            var import = generated.One<int>([.. slow.Undone]);
            steps.Add($"bring back {import}");
            keeper.BringBack(import);
            slow.BringBack(import);
        }
        else if (what == 24)
        {
            // Which only the whole comparison at the end sees.
            var order = blogs.Where(_ => generated.Next(2) == 0).ToArray();
            steps.Add($"order {string.Join(' ', order)}");
            keeper.Order(order);
        }
        else if (what < 16)
        {
            var (from, to) = (generated.One<string>(blogs), generated.One<string>(Slugs));
            Try($"rename {from} {to}", () => keeper.Rename(from, to), () => slow.Rename(from, to));
        }
        else if (what < 17)
        {
            var (from, into) = (generated.One<string>(blogs), generated.One<string>(blogs));
            Try($"merge {from} {into}", () => keeper.Merge(from, into), () => slow.Merge(from, into));
        }
        else if (what < 18)
        {
            var blog = generated.One<string>(blogs);
            Try($"remove {blog}", () => keeper.Remove(blog), () => slow.Remove(blog));
        }
        else if (what < 19)
        {
            var blog = generated.One<string>(blogs);
            Try($"describe {blog}", () => keeper.Describe(new BlogDescription(blog, $"Named {day}")), () => slow.Describe(blog, $"Named {day}"));
        }
        else if (what < 20)
        {
            steps.Add("reopen");
            archive.Reopen();
        }
        else if (what == 26 && slow.KeptApart() is { Count: > 0 } apart)
        {
            var pair = generated.One<SlowFold.Apart>([.. apart]);
            steps.Add($"together {pair.One.Sha256[..6]}#{pair.One.Post}.{pair.One.Comment} {pair.Other.Sha256[..6]}#{pair.Other.Post}.{pair.Other.Comment}");
            Assert.True(keeper.LetTogether(pair.One, pair.Other));
            slow.LetTogether(pair);
        }
        else if (what >= 24 && before.Blogs.Any())
        {
            KeepApart(generated.One<SlowArchive.Blog>([.. before.Blogs]), keeper);
        }
        else if (before.Blogs.Any())
        {
            Judge(generated.One<SlowArchive.Blog>([.. before.Blogs]), keeper, isOne: what < 22);
        }
    }

    private void Judge(SlowArchive.Blog blog, Keeper keeper, bool isOne)
    {
        var captures = SlowArchive.Posts(blog).SelectMany(post => post.Post.Captures).ToArray();
        var (one, other) = (generated.One<PostCapture>(captures), generated.One<PostCapture>(captures));
        steps.Add(string.Create(CultureInfo.InvariantCulture, $"{(isOne ? "same" : "different")} {one.Id >> 20}#{one.Id & 1048575} {other.Id >> 20}#{other.Id & 1048575}"));
        var (left, right) = (Stored(Name(one)), Stored(Name(other)));
        if (left != right && (isOne ? keeper.Join(left, right) : keeper.Part(left, right)))
        {
            slow.Judge(blog, Name(one), Name(other), isOne);
        }

        CaptureName Name(PostCapture capture) => new(blog.Shown.Single(kept => kept.Number == capture.Id >> 20).Sha256, (int)(capture.Id & 1048575));

        long Stored(CaptureName name)
        {
            using var db = archive.Read();
            return (db.Sources.Single(source => source.Sha256 == name.Sha256 && db.Blogs.Any(home => home.Id == source.BlogId && home.Slug == blog.Slug)).Id << 20) | (long)name.Post;
        }
    }

    // Mostly of what is taken for one comment now.
    private void KeepApart(SlowArchive.Blog blog, Keeper keeper)
    {
        var comments = SlowArchive.Posts(blog).SelectMany(post => post.Post.Comments).Select(comment => comment.Sightings.ToArray()).ToList();
        var many = comments.FindAll(sightings => sightings.Length > 1);
        var sightings = many.Count > 0 && generated.Next(4) > 0 ? generated.One<CommentSighting[]>([.. many]) : [.. comments.SelectMany(one => one)];
        if (sightings.Length == 0)
        {
            return;
        }

        var (one, other, isNew) = (Name(generated.One<CommentSighting>(sightings)), Name(generated.One<CommentSighting>(sightings)), false);
        Try(
            string.Create(CultureInfo.InvariantCulture, $"apart {one.Sha256[..6]}#{one.Post}.{one.Comment} {other.Sha256[..6]}#{other.Post}.{other.Comment}"),
            () => isNew = keeper.KeepApart(one, other),
            () => Assert.Equal(slow.KeepApart(one, other), isNew));

        CommentName Name(CommentSighting sighting) => new(
            blog.Shown.Single(kept => kept.Number == sighting.Capture.Id >> 20).Sha256, (int)(sighting.Capture.Id & 1048575), sighting.Index);
    }

    private void Import()
    {
        var files = Enumerable.Range(0, 1 + generated.Next(3)).Select(_ => File()).ToArray();
        DateTimeOffset? captured = generated.Next(4) == 0 ? null : new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours((24 * generated.Next(20)) + ++day);
        steps.Add($"import {string.Join(" + ", files.Select(file => $"{file.Name}{(file.Blog.IsGuessed ? " as a guess" : "")} of {file.Blog.Slug}"))} of {captured:MM-dd}");
        archive.Import(new ImportChoices { Captured = captured }, files);
        slow.Import(files, captured, archive.Clock.Now);
    }

    private DumpFile File()
    {
        if (dumps.Count == 0 || generated.Next(3) > 0)
        {
            dumps.Add(generated.Dump());
        }

        var at = generated.Next(dumps.Count);
        var slug = generated.One<string>("one", "one", "two");
        var blog = generated.Next(4) == 0
            ? new BlogDescription("one", "one") { Basis = BlogBasis.Guess }
            : new BlogDescription(slug, generated.Next(3) == 0 ? $"Blog {slug}" : slug);
        return new DumpFile($"dump {at}", () => dumps[at], generated.Next(6) == 0 ? blog with { Slug = "guess", Title = "guess", Basis = BlogBasis.Guess } : blog);
    }

    // What a keeper asks for and cannot have is not in the log.
    private void Try(string step, Action keep, Action follow)
    {
        try
        {
            keep();
            steps.Add(step);
            follow();
        }
        catch (KeepingException)
        {
            steps.Add($"({step})");
        }
    }

    private string Text()
    {
        using var copy = new Connection(archive.File.OpenReader());
        return HistoryText.Of(copy);
    }

    // The lines that differ say more than the place of the first letter that does.
    private static void Same(string expected, string actual)
    {
        if (expected != actual)
        {
            var (left, right) = (expected.Split('\n'), actual.Split('\n'));
            Assert.Fail(string.Join('\n', [.. left.Except(right).Select(line => $"- {line}"), .. right.Except(left).Select(line => $"+ {line}")]));
        }
    }
}
