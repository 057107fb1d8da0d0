using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Threads;

public sealed class ThreadOrderTests
{
    [Fact]
    public void Replies_stand_under_their_parent_in_the_order_they_came()
    {
        // 0, 1, 2 at the top; 3 and 5 answer 0; 4 answers 3; 6 answers 2.
        var shape = ThreadOrder.Arrange([-1, -1, -1, 0, 3, 0, 2]);

        Assert.Equal([0, 3, 4, 5, 1, 2, 6], shape.Order);
        Assert.Equal([0, 0, 0, 1, 2, 1, 1], shape.Depth);
        Assert.Equal([3, 0, 1, 1, 0, 0, 0], shape.Descendants);
        Assert.Empty(shape.Orphans);
        Assert.Empty(shape.Cut);
    }

    [Fact]
    public void Replies_to_a_missing_comment_become_roots()
    {
        var shape = ThreadOrder.Arrange([-1, 99, 1, -7]);

        Assert.Equal([0, 1, 2, 3], shape.Order);
        Assert.Equal([1, 3], shape.Orphans);
        Assert.Equal([0, 0, 1, 0], shape.Depth);
    }

    [Fact]
    public void Circles_are_cut_at_their_first_comment()
    {
        // 1 → 2 → 3 → 1; 4 hangs on the circle; 0 answers itself.
        var shape = ThreadOrder.Arrange([0, 3, 1, 2, 2]);

        Assert.Equal([0, 1], shape.Cut);
        Assert.Equal([0, 1, 2, 3, 4], shape.Order);
        Assert.Equal([0, 0, 1, 2, 2], shape.Depth);
    }

    [Fact]
    public void Any_parents_at_all_give_a_thread_of_everybody_with_parents_first() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<int[]>(),
            seeds =>
            {
                var parents = seeds.Select(seed => (seed % (seeds.Length + 2)) - 1).ToArray();
                var shape = ThreadOrder.Arrange(parents);
                Assert.Equal(Enumerable.Range(0, parents.Length), shape.Order.Order());
                for (var i = 0; i < parents.Length; i++)
                {
                    var parent = shape.Parent[i];
                    Assert.True(parent == ThreadOrder.Top || shape.Position[parent] < shape.Position[i]);
                    Assert.Equal(i, shape.Order[shape.Position[i]]);
                    Assert.Equal(parent == ThreadOrder.Top ? 0 : shape.Depth[parent] + 1, shape.Depth[i]);
                    Assert.Equal(shape.Descendants[i], Enumerable.Range(0, parents.Length).Count(other => IsAbove(shape, i, other)));
                }
            }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void A_chain_of_200_000_replies_needs_no_stack()
    {
        var shape = ThreadOrder.Arrange([.. Enumerable.Range(-1, 200_000)]);

        Assert.Equal(199_999, shape.Depth[^1]);
        Assert.Equal(199_999, shape.Descendants[0]);
    }

    private static bool IsAbove(ThreadShape shape, int above, int below)
    {
        for (var at = shape.Parent[below]; at != ThreadOrder.Top; at = shape.Parent[at])
        {
            if (at == above)
            {
                return true;
            }
        }

        return false;
    }
}
