using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Threads;

public sealed class ThreadOutlineTests
{
    private const int Most = 3;

    [Fact]
    public void A_thread_without_comments_has_an_outline()
    {
        var outline = Outline([]);

        Assert.Equal((0, 0), (outline.Depths.Length, outline.Branches));
        Assert.Empty(outline.Tops(0, 10));
        Assert.Equal(0, outline.Stretch(0, 10).Length);
    }

    [Fact]
    public void A_stretch_ends_with_the_thread() => Assert.Equal([1, 0], Outline([0, 1, 1, 0]).Stretch(2, 10).ToArray());

    [Fact]
    public void Nothing_is_known_of_what_stands_behind_the_end()
    {
        var outline = Outline([0, 1]);

        Assert.Empty(outline.Above(2, Most));
        Assert.Empty(outline.Beside(9));
        Assert.Equal(0, outline.BranchOf(9));
        var pages = ThreadPages.Of(outline.Stretch(0, 10));
        Assert.Null(pages.PageOf(9));
        Assert.Equal(9, pages.ShownFor(9));
    }

    // What is written of a thread says of each comment what its parents say.
    [Fact]
    public void An_outline_says_what_the_parents_say() =>
        Prop.ForAll(Gen.Choose(0, 9).ArrayOf(300).ToArbitrary(), steps =>
        {
            var shape = ThreadOrder.Arrange([.. steps.Select((step, i) => step == 0 ? ThreadOrder.Top : Math.Max(ThreadOrder.Top, i - step))]);
            var outline = Outline([.. shape.Order.Select(comment => shape.Depth[comment])]);

            var tops = Enumerable.Range(0, steps.Length).Where(position => shape.Parent[shape.Order[position]] == ThreadOrder.Top).ToList();
            Assert.Equal(tops.Count, outline.Branches);
            Assert.Equal(tops.Skip(5).Take(7), outline.Tops(5, 7));
            for (var position = 0; position < steps.Length; position++)
            {
                var above = new List<int>();
                for (var at = shape.Parent[shape.Order[position]]; at != ThreadOrder.Top; at = shape.Parent[at])
                {
                    above.Insert(0, shape.Position[at]);
                }

                var siblings = shape.Order.Where(comment => shape.Parent[comment] == shape.Parent[shape.Order[position]]).Select(comment => shape.Position[comment]).ToList();
                Assert.Equal(siblings.Where(at => at < position).TakeLast(1).Concat(siblings.Where(at => at > position).Take(1)), outline.Beside(position));
                Assert.Equal(tops.Count(at => at < position), outline.BranchesBefore(position));
                Assert.Equal(above, outline.Above(position, steps.Length));
                Assert.Equal(above is [var top, ..] ? top : position, outline.BranchOf(position));
                Assert.Equal(above.Count <= Most ? above : [above[0], .. above[^Most..]], outline.Above(position, Most));
            }
        }).Check(Config.QuickThrowOnFailure);

    private static ThreadOutline Outline(int[] depths)
    {
        var outline = ThreadOutline.Read(Encoding.UTF8.GetBytes(ThreadOutline.Write(depths)));
        Assert.Equal(depths, outline.Depths.ToArray());
        return outline;
    }
}
