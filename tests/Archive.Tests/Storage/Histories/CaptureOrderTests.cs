using System.Globalization;
using System.Text;
using Archive.Tests.Commands;

namespace Archive.Tests.Storage.Histories;

/// <summary>What an archive holds depends on the set of its captures and on when they were taken, on nothing else.</summary>
[Trait(Trials.Runs, Trials.Long)]
public class CaptureOrderTests
{
    private static readonly BlogDescription[] Blogs = [new("one", "Blog one", Language: "en-GB"), new("two", "Blog two")];

    [Fact]
    public void Captures_in_any_order_leave_the_same_archive() => ForSeeds(40, seed =>
    {
        var generated = new GeneratedCaptures(seed);
        var captures = Captures(generated, 3 + generated.Next(4));
        var expected = TextOf(captures);
        for (var i = 0; i < 2; i++)
        {
            Same(expected, TextOf(generated.Shuffled(captures)));
        }
    });

    // Said at the end, and said before anything came.
    [Fact]
    public void What_a_keeper_said_leaves_the_same_archive_whenever_it_was_said() => ForSeeds(40, seed =>
    {
        var generated = new GeneratedCaptures(seed);
        var captures = Captures(generated, 3 + generated.Next(4));
        var names = captures.ConvertAll(capture => new CaptureName(SlowFold.Sha256(capture.Bytes), 0));
        var words = Enumerable.Range(0, 1 + generated.Next(3)).Select(_ => (CapturesJudged)(generated.Next(2) == 0
            ? new CapturesJoined(generated.One<CaptureName>([.. names]), generated.One<CaptureName>([.. names]))
            : new CapturesParted(generated.One<CaptureName>([.. names]), generated.One<CaptureName>([.. names])))).ToList();
        using var late = new TestArchive();
        captures.ForEach(capture => capture.Into(late));
        Say(late, words);
        using var early = new TestArchive();
        Say(early, words);
        generated.Shuffled(captures).ToList().ForEach(capture => capture.Into(early));

        Same(TextOf(late), TextOf(early));
        if (seed % 6 == 0)
        {
            Sound(late);
            Sound(early);
        }
    });

    // Said at the end, said before anything came, and said by each import before the first file that it speaks of.
    [Fact]
    public void Comments_that_a_keeper_parted_leave_the_same_archive_whenever_that_was_said() => ForSeeds(40, seed =>
    {
        var generated = new GeneratedCaptures(seed);
        var captures = Captures(generated, 3 + generated.Next(4));
        var names = captures.Select(capture => (Sha256: SlowFold.Sha256(capture.Bytes), Comments: DumpFormats.Read(capture.Bytes).Posts[0].Comments.Count))
            .SelectMany(capture => Enumerable.Range(0, capture.Comments).Select(comment => new CommentName(capture.Sha256, 0, comment))).ToArray();
        if (names.Length == 0)
        {
            return;
        }

        var words = Enumerable.Range(0, 1 + generated.Next(4)).Select(_ => new CommentsParted(generated.One<CommentName>(names), generated.One<CommentName>(names)))
            .DistinctBy(word => word).ToList();
        using var late = new TestArchive();
        captures.ForEach(capture => capture.Into(late));
        Say(late, words);
        using var early = new TestArchive();
        Say(early, words);
        generated.Shuffled(captures).ToList().ForEach(capture => capture.Into(early));
        using var along = new TestArchive();
        captures.ForEach(capture => capture.Into(along, [.. words.Select(word => (word.One, word.Other))]));

        Same(TextOf(late), TextOf(early));
        Same(TextOf(late), TextOf(along));
        if (seed % 6 == 0)
        {
            Sound(late);
            Sound(early);
            Sound(along);
        }
    });

    [Fact]
    public void An_undone_import_leaves_the_archive_that_never_had_it() => ForSeeds(40, seed =>
    {
        var generated = new GeneratedCaptures(seed);
        var captures = Captures(generated, 2 + generated.Next(4));
        var gone = generated.Next(captures.Count);
        using var archive = new TestArchive();
        captures.ForEach(capture => capture.Into(archive));
        new Keeper(archive.File, archive.Clock).Undo(gone + 1);

        Same(TextOf([.. captures.Where((_, i) => i != gone)]), TextOf(archive));
        if (seed % 6 == 0)
        {
            Sound(archive);
        }
    });

    [Fact]
    public void An_undone_import_that_is_brought_back_leaves_the_archive_that_never_lost_it() => ForSeeds(40, seed =>
    {
        var generated = new GeneratedCaptures(seed);
        var captures = Captures(generated, 2 + generated.Next(4));
        using var archive = new TestArchive();
        captures.ForEach(capture => capture.Into(archive));
        var (before, count) = (TextOf(archive), captures.Count);
        var keeper = new Keeper(archive.File, archive.Clock);
        int[] gone = [.. generated.Shuffled(Enumerable.Range(1, count).ToList()).Take(1 + generated.Next(count))];
        foreach (var import in gone)
        {
            keeper.Undo(import);
        }

        // Whatever is imported again in between is there twice, and counts once.
        if (generated.Next(2) == 0)
        {
            captures[gone[0] - 1].Into(archive);
        }

        foreach (var import in generated.Shuffled(gone.ToList()))
        {
            Assert.InRange(keeper.PlanBringBack(import).Sources, 0, 1);
            keeper.BringBack(import);
        }

        Same(before, TextOf(archive));
        if (seed % 6 == 0)
        {
            Sound(archive);
            var rows = archive.Everything();
            CopySwap.MakeAside(archive.File, (_, _) => { }, CancellationToken.None);
            Same(rows, archive.Everything());
        }
    });

    [Fact]
    public void What_an_undo_takes_is_what_it_said() => ForSeeds(40, seed =>
    {
        var generated = new GeneratedCaptures(seed);
        var captures = Captures(generated, 2 + generated.Next(4));
        using var archive = new TestArchive();
        captures.ForEach(capture => capture.Into(archive));
        var (keeper, import) = (new Keeper(archive.File, archive.Clock), 1 + generated.Next(captures.Count));
        var (sources, addresses) = (archive.Count("SELECT count(*) FROM sources"), Addresses(archive));
        var plan = keeper.PlanUndo(import);
        keeper.Undo(import);
        var after = Addresses(archive);

        Assert.Equal(plan.Sources, sources - archive.Count("SELECT count(*) FROM sources"));
        // A post that stays may become two, and two may become one; where none changes, what goes and what moves is just what was said.
        if (plan.PostsChanged == 0)
        {
            Assert.Equal(addresses.Count - plan.PostsGone, after.Count);
            Assert.Equal(
                addresses.Except(plan.Going.Select(Address)).Except(plan.Moving.Select(moving => Address(moving.Post))).Union(plan.Moving.Select(moving => Address(moving.Post with { Slug = moving.Slug }))).Order(),
                after.Order());
        }
    });

    [Fact]
    public void The_same_captures_again_change_nothing_and_are_not_noted() => ForSeeds(40, seed =>
    {
        var generated = new GeneratedCaptures(seed);
        var captures = Captures(generated, 1 + generated.Next(4));
        using var archive = new TestArchive();
        captures.ForEach(capture => capture.Into(archive));
        var (before, head) = (archive.Everything(), archive.File.Record.Head());
        archive.Clock.Now += TimeSpan.FromDays(1);
        foreach (var capture in generated.Shuffled(captures))
        {
            capture.Into(archive);
        }

        Assert.Equal(head, archive.File.Record.Head());
        Same(before, archive.Everything());
    });

    [Fact]
    public void A_copy_made_anew_has_the_same_rows_under_the_same_ids() => ForSeeds(25, seed =>
    {
        var generated = new GeneratedCaptures(seed);
        using var archive = new TestArchive();
        Captures(generated, 2 + generated.Next(4)).ForEach(capture => capture.Into(archive));
        new Keeper(archive.File, archive.Clock).Undo(1);
        var before = archive.Everything();
        CopySwap.MakeAside(archive.File, (_, _) => { }, CancellationToken.None);

        Same(before, archive.Everything());
    });

    [Fact]
    public void A_copy_that_was_deleted_is_made_again() => ForSeeds(25, seed =>
    {
        var generated = new GeneratedCaptures(seed);
        using var archive = new TestArchive();
        Captures(generated, 2 + generated.Next(4)).ForEach(capture => capture.Into(archive));
        var before = TextOf(archive);
        archive.File.Dispose();
        File.Delete(archive.File.Path);
        archive.Reopen();

        Same(before, TextOf(archive));
    });

    [Fact]
    public void Captures_that_come_in_the_order_in_which_they_were_taken_have_the_same_ids_when_the_copy_is_made_of_nothing() => ForSeeds(20, seed =>
    {
        var generated = new GeneratedCaptures(seed);
        using var archive = new TestArchive();
        var (posts, areApart) = (new HashSet<long>(), true);
        foreach (var capture in Captures(generated, 2 + generated.Next(4)).OrderBy(capture => capture.Taken).ToList())
        {
            capture.Into(archive);
            using var db = archive.Read();
            var now = db.Posts.Select(post => post.Id).ToHashSet();
            areApart &= posts.IsSubsetOf(now) && db.Posts.Select(post => post.Identity).Distinct().Count() == now.Count;
            posts = now;
        }

        var (before, text) = (archive.Everything(), TextOf(archive));
        archive.File.Dispose();
        File.Delete(archive.File.Path);
        archive.Reopen();

        // Posts that were joined, or that are linked and kept apart, have ids in the order in which that was known; a copy made of nothing knows it at once.
        Same(areApart ? before : text, areApart ? archive.Everything() : TextOf(archive));
    });

    [Fact]
    public async Task An_export_has_the_same_bytes_whatever_the_order()
    {
        for (var seed = 0; seed < Trials.Of(8); seed++)
        {
            var generated = new GeneratedCaptures(seed);
            var captures = Captures(generated, 5);
            Same(await ExportAsync(captures), await ExportAsync(generated.Shuffled(captures)));
        }
    }

    private static void Say(TestArchive archive, IReadOnlyList<EntryDetail> words)
    {
        using var writer = archive.File.OpenWriter();
        writer.Record.Append(to =>
        {
            foreach (var word in words)
            {
                to.Write(archive.Clock.Now, word);
            }
        });
        writer.Maker.CatchUp(CancellationToken.None);
    }

    private static async Task<string> ExportAsync(IReadOnlyList<TakenCapture> captures)
    {
        using var archive = new TestArchive();
        foreach (var capture in captures)
        {
            capture.Into(archive);
        }

        return (await ArchiveProgram.RunAsync("export", "--data", archive.Folder)).Text;
    }

    private static List<TakenCapture> Captures(GeneratedCaptures generated, int count)
    {
        var bytes = new HashSet<string>(StringComparer.Ordinal);
        return [.. generated.Times(count).Select(taken => new TakenCapture(generated.One<BlogDescription>(Blogs), taken, generated.Dump()))
            .Where(capture => bytes.Add(capture.Blog.Slug + Encoding.UTF8.GetString(capture.Bytes)))];
    }

    private static string TextOf(IReadOnlyList<TakenCapture> captures)
    {
        using var archive = new TestArchive();
        foreach (var capture in captures)
        {
            capture.Into(archive);
        }

        return TextOf(archive);
    }

    private static string TextOf(TestArchive archive)
    {
        using var copy = new Connection(archive.File.OpenReader());
        return ArchiveText.Of(copy);
    }

    private static string Address(PlannedPost post) => $"{post.Blog}/{post.Month}/{post.Slug}";

    private static HashSet<string> Addresses(TestArchive archive)
    {
        using var db = archive.Read();
        return [.. db.Posts.Select(post => db.Blogs.Single(blog => blog.Id == post.BlogId).Slug + "/" + post.Month + "/" + post.Slug)];
    }

    private static void Sound(TestArchive archive)
    {
        var report = archive.Verify();
        Assert.True(report.Sound, string.Join('\n', report.Differences));
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

    private static void ForSeeds(int count, Action<int> check)
    {
        for (var seed = 0; seed < Trials.Of(count); seed++)
        {
            try
            {
                check(seed);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {failure.Message}"), failure);
            }
        }
    }

    private sealed record TakenCapture(BlogDescription Blog, DateTimeOffset Taken, byte[] Bytes)
    {
        public void Into(TestArchive archive, params (CommentName One, CommentName Other)[] apart) =>
            archive.Import(new ImportChoices { Captured = Taken, Apart = apart }, new DumpFile($"{Taken:yyyy-MM-dd}.txt", () => Bytes, Blog));
    }
}
