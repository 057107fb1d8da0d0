using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Threads;

public sealed class ThreadPagesTests
{
    [Fact]
    public void A_thread_of_common_length_is_one_page()
    {
        var pages = ThreadPages.Of([0, 1, 2, 1, 0, 0, 1]);

        Assert.Equal(1, pages.Count);
        Assert.Equal([(0, 6)], pages.Runs(1));
        Assert.All(Enumerable.Range(0, 7), comment => Assert.Equal((1, comment, 0), (pages.PageOf(comment)!.Value, pages.ShownFor(comment), pages.Behind(comment))));
    }

    [Fact]
    public void A_thread_of_nothing_has_one_empty_page()
    {
        var pages = ThreadPages.Of([]);

        Assert.Equal(1, pages.Count);
        Assert.Empty(pages.Runs(1));
    }

    [Fact]
    public void Pages_end_between_branches()
    {
        // Branches of 150, so that three fit on a page.
        var pages = ThreadPages.Of([.. Enumerable.Range(0, 1_500).Select(i => i % 150 == 0 ? 0 : 1)]);

        Assert.Equal(4, pages.Count);
        Assert.Equal([0, 450, 900, 1_350, 1_500], Enumerable.Range(1, 5).Select(pages.Start));
        Assert.Equal([(450, 899)], pages.Runs(2));
    }

    [Fact]
    public void A_long_branch_goes_on_behind_its_first_comment()
    {
        var pages = ThreadPages.Of([0, .. Enumerable.Repeat(1, 20_000), 0]);

        Assert.Equal(1, pages.Count);
        Assert.Equal([(0, ThreadPages.MaxPerBranch - 1), (20_001, 20_001)], pages.Runs(1));
        Assert.Equal(20_001 - ThreadPages.MaxPerBranch, pages.Behind(0));
        Assert.Null(pages.PageOf(10_000));
        Assert.Equal(0, pages.ShownFor(10_000));
    }

    [Fact]
    public void A_deep_branch_goes_on_behind_the_deepest_comment_shown()
    {
        var pages = ThreadPages.Of([.. Enumerable.Range(5, 100), 6], top: 5);

        Assert.Equal([(0, ThreadPages.MaxNesting - 1), (100, 100)], pages.Runs(1));
        Assert.Equal(100 - ThreadPages.MaxNesting, pages.Behind(ThreadPages.MaxNesting - 1));
        Assert.Equal(ThreadPages.MaxNesting - 1, pages.ShownFor(99));
    }

    [Fact]
    public void Every_comment_is_shown_once_or_stands_behind_one_above_it_that_is() =>
        Prop.ForAll(Gen.Choose(0, 1_000).ArrayOf(2_500).ToArbitrary(), steps =>
        {
            var depths = Depths(steps);
            var pages = ThreadPages.Of(depths);
            var shown = Enumerable.Range(1, pages.Count).SelectMany(page => pages.Runs(page).SelectMany(run => Enumerable.Range(run.First, run.Last - run.First + 1))).ToList();

            Assert.Equal(Enumerable.Range(0, depths.Length).Where(comment => pages.PageOf(comment) is not null), shown);
            Assert.Equal(depths.Length, shown.Count + shown.Sum(pages.Behind));
            for (var page = 1; page <= pages.Count; page++)
            {
                Assert.InRange(pages.Runs(page).Sum(run => run.Last - run.First + 1), 1, ThreadPages.MaxPerPage);
                Assert.Equal(0, depths[pages.Start(page)]);
            }

            for (var comment = 0; comment < depths.Length; comment++)
            {
                var above = pages.ShownFor(comment);
                Assert.NotNull(pages.PageOf(above));
                Assert.True(above == comment || depths.AsSpan(above + 1, comment - above).IndexOfAnyInRange(0, depths[above]) < 0);
            }
        }).Check(Config.QuickThrowOnFailure);

    // Mostly one deeper or the same, so that chains beyond the limit come about; now and then a new branch.
    private static int[] Depths(int[] steps)
    {
        var depth = 0;
        return [.. steps.Select((step, i) => depth = i == 0 || step < 3 ? 0 : step < 500 ? depth + 1 : Math.Max(1, Math.Min(depth, step - 500)))];
    }
}
