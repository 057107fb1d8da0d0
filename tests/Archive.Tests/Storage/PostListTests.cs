namespace Archive.Tests.Storage;

public sealed class PostListTests
{
    [Fact]
    public void A_stretch_of_a_list_is_the_same_from_either_end()
    {
        using var archive = new TestArchive();
        archive.Import(TestArchive.Dump("a", DumpText.Titled("One", "2014-02-11"), DumpText.Titled("Two", "2014-03-11")), TestArchive.Dump("b", DumpText.Titled("Three", "2013-03-11")));
        using var db = archive.Read();
        var blog = db.Blogs.Single().Id;
        long[] all = [.. db.Posts.Select(post => post.Id).Order()];

        foreach (var list in (PostList[])[new PostList(db, 0), new PostList(db, blog)])
        {
            Assert.Equal(all, list.Between(0, long.MaxValue, ascending: true, 0, 10));
            Assert.Equal(all.Reverse(), list.Between(0, long.MaxValue, ascending: false, 0, 10));
            Assert.Equal(all[1..2], list.Between(0, long.MaxValue, ascending: true, 1, 1));
            Assert.Equal(all[..2], list.Between(all[0], all[2], ascending: true, 0, 10));
            Assert.Equal(2, list.Count(all[0], all[2]));
        }

        Assert.Empty(new PostList(db, blog + 1).Between(0, long.MaxValue, ascending: true, 0, 10));
        Assert.Empty(new PostList(db, 0, "none").Between(0, long.MaxValue, ascending: true, 0, 10));
        Assert.Empty(new PostList(db, blog, "none").Between(0, long.MaxValue, ascending: false, 0, 10));
        Assert.Equal(0, new PostList(db, blog, "none").Count(0, long.MaxValue));
    }
}
