using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Threads.Captures;

public sealed class CaptureMergeProperties
{
    // Few words on purpose: equal texts, notices and placeholders meet all the time.
    private static readonly string[] Words =
        ["a", "b", "thanks", "thanks", "×", "×", "?", "one two three four", "one two three five", "six two three four"];

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(1_500);

    private static Arbitrary<string[]> Threads => Arb.ToArbitrary(
        Gen.Elements(Words).SelectMany(text => Gen.Choose(0, 3).Select(depth => new string(' ', depth) + text)).ArrayOf());

    [Fact]
    public void A_capture_merged_with_itself_changes_nothing() => Prop.ForAll(Threads, lines =>
    {
        var thread = Outline.Read(lines);
        Assert.Equal(thread.Select((comment, i) => new MergedComment(i, i, comment.Parent)), CaptureMerge.Merge(thread, thread));
    }).Check(Many);

    [Fact]
    public void A_capture_merged_twice_adds_nothing_the_second_time() => Prop.ForAll(Threads, Threads, (first, second) =>
    {
        var (a, b) = (Outline.Read(first), Outline.Read(second));
        var once = Outline.Earlier(CaptureMerge.Merge(a, b), a, b);
        var twice = CaptureMerge.Merge(once, b);
        Assert.Equal(once.Select((comment, i) => (i, comment.Parent)), twice.Select(one => (one.Earlier, one.Parent)));
    }).Check(Many);

    [Fact]
    public void No_comment_is_lost_or_doubled() => Prop.ForAll(Threads, Threads, (first, second) =>
    {
        var (a, b) = (Outline.Read(first), Outline.Read(second));
        var merged = CaptureMerge.Merge(a, b);
        Assert.Equal(Enumerable.Range(0, a.Length), merged.Where(one => one.Earlier >= 0).Select(one => one.Earlier).Order());
        Assert.Equal(Enumerable.Range(0, b.Length), merged.Where(one => one.Later >= 0).Select(one => one.Later).Order());
        Assert.Equal(Enumerable.Range(0, merged.Count), ThreadOrder.Arrange([.. merged.Select(one => one.Parent)]).Order);
    }).Check(Many);

    [Fact]
    public void The_newer_capture_keeps_its_own_order_and_parents_unless_it_lost_the_tree() => Prop.ForAll(Threads, Threads, (first, second) =>
    {
        var (a, b) = (Outline.Read(first), Outline.Read(second));
        var merged = CaptureMerge.Merge(a, b);
        if (FlatLayout.IsOf(b, a))
        {
            var earlier = merged.Where(one => one.Earlier >= 0).ToList();
            Assert.Equal(Enumerable.Range(0, a.Length), earlier.Select(one => one.Earlier));
            Assert.Equal(a.Select(comment => comment.Parent), earlier.Select(one => one.Parent < 0 ? -1 : merged[one.Parent].Earlier));
            return;
        }

        var later = merged.Where(one => one.Later >= 0).ToList();
        Assert.Equal(Enumerable.Range(0, b.Length), later.Select(one => one.Later));
        Assert.Equal(b.Select(comment => comment.Parent), later.Select(one => one.Parent < 0 ? -1 : merged[one.Parent].Later));
    }).Check(Many);

    [Fact]
    public void A_layout_without_a_tree_is_the_thread_whose_tree_it_lost() => Prop.ForAll(Threads, lines =>
    {
        var tree = Outline.Read([.. lines.Where(line => line.Trim() != "?")]);
        var flat = FlatLayout.Of(tree);

        Assert.Equal(tree.Select((comment, i) => new MergedComment(i, i, comment.Parent)), CaptureMerge.Merge(tree, flat).Select(one => one with { Later = one.Earlier }));
        Assert.Equal(tree.Select((comment, i) => new MergedComment(i, i, comment.Parent)), CaptureMerge.Merge(flat, tree).Select(one => one with { Earlier = one.Later }));
    }).Check(Many);

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public void A_thread_of_200_000_comments_with_all_texts_equal_or_edited_merges_in_seconds()
    {
        const int Count = 200_000;
        var earlier = Outline.Read([.. Enumerable.Range(0, Count).Select(i => i % 3 == 0 ? "thanks" : $"{new string(' ', i % 7)}word {i} of many words here")]);
        var later = Outline.Read([.. Enumerable.Range(0, Count).Select(i => i % 3 == 0 ? "thanks" : $"{new string(' ', i % 7)}word {i} of many words there")]);
        var clock = System.Diagnostics.Stopwatch.StartNew();

        Assert.Equal(Count, CaptureMerge.Merge(earlier, later).Count);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"took {clock.Elapsed}");
    }
}
