using System.Globalization;
using Archive.Tests.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Threads.Captures;

public sealed class PostFoldProperties
{
    // Few words on purpose: equal texts, notices and placeholders meet all the time.
    private static readonly string[] Words =
    [
        "a", "b", "thanks", "thanks", DumpText.Removed, DumpText.Removed, DumpText.Missing, DumpText.Missing,
        "one two three four", "one two three five", "six two three four",
    ];

    private static readonly string?[] Authors = [null, null, null, "Ann", "Bob"];

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(500);

    private static Gen<DumpComment> Comments =>
        from text in Gen.Elements(Words)
        from depth in Gen.Choose(0, 3)
        from author in Gen.Elements(Authors)
        from id in Gen.Frequency((9, Gen.Constant(0)), (1, Gen.Choose(1, 5)))
        select new DumpComment
        {
            Depth = depth,
            Original = text,
            Author = text == DumpText.Missing ? null : author,
            Key = id == 0 ? null : $"id{id}",
            Status = text == DumpText.Removed ? CommentStatus.Removed : text == DumpText.Missing ? CommentStatus.Placeholder : CommentStatus.Visible,
        };

    private static Arbitrary<DumpComment[]> Threads => Arb.ToArbitrary(Comments.ArrayOf());

    private static Arbitrary<DumpComment[][]> Histories => Arb.ToArbitrary(Comments.ArrayOf().NonEmptyListOf().Select(threads => threads.Take(6).ToArray()));

    [Fact]
    public void The_fold_of_one_capture_is_that_capture() => Prop.ForAll(Threads, thread =>
    {
        var capture = Capture(0, thread);
        var folded = PostFold.Fold([capture]);

        Assert.Equal(
            capture.Post.Comments.Select(comment => (comment.Original, comment.Status, comment.Author, comment.Parent ?? ThreadOrder.Top, comment.Depth)),
            folded.Comments.Select(comment => (comment.Original, comment.Status, comment.Author, comment.Parent, comment.Depth)));
        Assert.Equal(CommentKey.Assign(capture.Post.Thread).Order(), folded.Comments.Select(comment => comment.Key).Order());
        Assert.All(folded.Comments, comment => Assert.Empty(comment.OtherKeys));
    }).Check(Many);

    [Fact]
    public void A_capture_folded_in_twice_adds_nothing() => Prop.ForAll(Histories, threads =>
    {
        var once = PostFold.Fold(Captures(threads));
        var twice = PostFold.Fold(Captures([.. threads, threads[^1]]));

        Assert.Equal(Outline(once), Outline(twice));
    }).Check(Many);

    [Fact]
    public void No_comment_is_lost_or_doubled() => Prop.ForAll(Histories, threads =>
    {
        var captures = Captures(threads);
        var folded = PostFold.Fold(captures);

        Assert.Equal(
            captures.SelectMany(capture => capture.Post.Comments.Select((_, i) => (capture.Id, i))),
            folded.Comments.SelectMany(comment => comment.Sightings.Select(sighting => (sighting.Capture.Id, sighting.Index))).Order());
        Assert.All(folded.Comments, comment => Assert.Equal(comment.Sightings.Select(sighting => sighting.Capture.Id).Distinct().Order(), comment.Sightings.Select(sighting => sighting.Capture.Id)));
    }).Check(Many);

    [Fact]
    public void The_thread_is_in_reading_order_and_counts_what_is_below() => Prop.ForAll(Histories, threads =>
    {
        var folded = PostFold.Fold(Captures(threads)).Comments;
        var shape = ThreadOrder.Arrange([.. folded.Select(comment => comment.Parent)]);

        Assert.Equal(Enumerable.Range(0, folded.Count), shape.Order);
        Assert.Equal(shape.Depth, folded.Select(comment => comment.Depth));
        Assert.Equal(shape.Descendants, folded.Select(comment => comment.Descendants));
    }).Check(Many);

    [Fact]
    public void The_text_that_is_shown_is_the_latest_that_is_more_than_a_placeholder() => Prop.ForAll(Histories, threads =>
        Assert.All(PostFold.Fold(Captures(threads)).Comments, comment =>
        {
            var expected = comment.Sightings.Where(sighting => sighting.Comment.Status != CommentStatus.Placeholder).Append(comment.Last).Take(int.MaxValue).ToList();
            var shown = expected.Count > 1 ? expected[^2] : expected[^1];
            Assert.Equal((shown.Capture.Id, shown.Index), (comment.Text.Capture.Id, comment.Text.Index));
            Assert.Equal(
                comment.Sightings.Where(one => (one.Comment.Status, one.Comment.BodyText) != (shown.Comment.Status, shown.Comment.BodyText)).Select(one => one.Capture.Id),
                comment.Versions.Select(one => one.Capture.Id));
        })).Check(Many);

    [Fact]
    public void Each_key_leads_to_one_comment_that_a_capture_names_so() => Prop.ForAll(Histories, threads =>
    {
        var folded = PostFold.Fold(Captures(threads)).Comments;
        var keys = folded.SelectMany(comment => comment.OtherKeys.Prepend(comment.Key)).ToList();

        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.All(folded, comment => Assert.All(comment.OtherKeys.Prepend(comment.Key), key =>
            Assert.Contains(comment.Sightings, sighting => sighting.Stem == key || sighting.Stem == CommentKey.StemOf(key))));
    }).Check(Many);

    [Fact]
    public void A_key_leads_to_the_same_words_after_every_further_capture() => Prop.ForAll(Histories, threads =>
    {
        var captures = Captures(threads);
        var all = PostFold.Fold(captures);
        for (var without = 0; captures.Length > 1 && without < captures.Length; without++)
        {
            foreach (var comment in PostFold.Fold([.. captures.Where((_, i) => i != without)]).Comments)
            {
                foreach (var key in comment.OtherKeys.Prepend(comment.Key))
                {
                    var named = comment.Sightings.First(sighting => sighting.Stem == key || sighting.Stem == CommentKey.StemOf(key));
                    var led = Find(all, key) ?? Find(all, CommentKey.StemOf(key));
                    Assert.NotNull(led);
                    Assert.Contains(led.Sightings, sighting => (sighting.Comment.Original, sighting.Comment.Author) == (named.Comment.Original, named.Comment.Author));
                }
            }
        }
    }).Check(Many);

    [Fact]
    public void Twice_the_comments_cost_about_twice_as_much()
    {
        // Bytes that are taken stand for steps: they are the same on every machine, and a quadratic fold takes four times as many.
        Assert.InRange(Cost(captures: 2, comments: 5_000) / Cost(captures: 2, comments: 2_500), 1.5, 2.8);
    }

    [Fact]
    public void Many_captures_of_a_thread_fold_in_seconds()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var folded = PostFold.Fold(Long(captures: 100, comments: 40));

        Assert.InRange(folded.Comments.Count, 40, 240);
        Assert.InRange(Cost(captures: 100, comments: 40) / Cost(captures: 50, comments: 40), 1.5, 5);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"took {clock.Elapsed}");
    }

    private static double Cost(int captures, int comments)
    {
        var all = Long(captures, comments);
        PostFold.Fold(all);
        var before = GC.GetAllocatedBytesForCurrentThread();
        PostFold.Fold(all);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // Equal texts, edits, notices; two comments of each capture are its own.
    private static PostCapture[] Long(int captures, int comments) => [.. Enumerable.Range(0, captures).Select(turn => Capture(turn,
        [.. Enumerable.Range(0, comments).Select(i => new DumpComment
        {
            Depth = i % 4,
            Original = i % 3 == 0 ? "thanks" : i % 7 == turn % 7 ? $"word {i} of many words {turn}" : $"word {i} of many words here",
        }), new DumpComment { Original = $"only {turn}" }, new DumpComment { Original = $"new {turn} to all" }]))];

    private static FoldedComment? Find(FoldedPost post, string? key) =>
        post.Comments.FirstOrDefault(comment => comment.Key == key) ?? post.Comments.FirstOrDefault(comment => comment.OtherKeys.Contains(key));

    private static IEnumerable<(string, string, CommentStatus, int)> Outline(FoldedPost post) =>
        post.Comments.Select(comment => (comment.Key, comment.Original, comment.Status, comment.Parent));

    private static PostCapture[] Captures(DumpComment[][] threads) => [.. threads.Select((thread, turn) => Capture(turn, thread))];

    // A comment answers the last one before it that stands higher; none stands deeper than one step below the one before. Ids are those of one comment each.
    private static PostCapture Capture(int turn, DumpComment[] thread)
    {
        var path = new List<int>();
        var ids = new HashSet<string>();
        var comments = thread.Select((comment, i) =>
        {
            var depth = Math.Min(comment.Depth, path.Count);
            path.RemoveRange(depth, path.Count - depth);
            int? parent = depth == 0 ? null : path[depth - 1];
            path.Add(i);
            return comment with { Depth = depth, Parent = parent, Key = comment.Key is { } id && ids.Add(id) ? id : null };
        }).ToArray();
        return new PostCapture(turn, new DateTime(2014, 1, 1).AddDays(turn).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), ArrangedPost.Of(
            new DumpPost { Title = "Power", Published = "2014-02-11", Original = "Body", Comments = comments }, []));
    }
}
