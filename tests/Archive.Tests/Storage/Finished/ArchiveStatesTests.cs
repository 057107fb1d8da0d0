namespace Archive.Tests.Storage.Finished;

public class ArchiveStatesTests
{
    private static readonly BlogDescription Other = new("other", "Other", "http://other.blogspot.com");

    [Fact]
    public void A_dump_changes_the_state_of_its_blog_and_of_the_whole()
    {
        using var archive = TwoBlogs();
        var states = new ArchiveStates(archive.File);
        var (before, ids) = (states.Now(), Ids(archive));
        Assert.Same(before, states.Now());

        archive.Import(TestArchive.Dump("3.txt", DumpText.Titled("Later", "2014-04-01", "A comment")));
        var after = states.Now();

        Assert.NotEqual(before.All, after.All);
        Assert.NotEqual(before.Of(ids["probation"]), after.Of(ids["probation"]));
        Assert.Equal(before.Of(ids["other"]), after.Of(ids["other"]));
    }

    [Fact]
    public void What_a_keeper_takes_back_counts_for_all_blogs()
    {
        using var archive = TwoBlogs();
        var states = new ArchiveStates(archive.File);
        var (before, ids) = (states.Now(), Ids(archive));

        archive.Keeper.Undo(archive.Count("SELECT max(id) FROM imports"));
        archive.Keeper.BringBack(archive.Count("SELECT max(id) FROM imports"));
        var after = states.Now();

        Assert.All(ids.Values, id => Assert.NotEqual(before.Of(id), after.Of(id)));
    }

    [Fact]
    public void What_a_blog_is_called_counts_for_it_alone()
    {
        using var archive = TwoBlogs();
        var states = new ArchiveStates(archive.File);
        var (before, ids) = (states.Now(), Ids(archive));

        archive.Keeper.Describe(new BlogDescription("probation", "Another title"));
        var after = states.Now();

        Assert.NotEqual(before.Of(ids["probation"]), after.Of(ids["probation"]));
        Assert.Equal(before.Of(ids["other"]), after.Of(ids["other"]));
    }

    [Fact]
    public void A_dump_counts_for_the_blogs_that_its_own_is_linked_with()
    {
        using var archive = TwoBlogs();
        var states = new ArchiveStates(archive.File);
        archive.Import(TestArchive.Dump("3.txt", DumpText.Titled("Own", "2014-05-01", "See http://other.blogspot.com/2014/03/elsewhere.html")) with { Blog = Other });
        Assert.Equal(["other"], ChangedBy("4.txt", "Late", Other));
        archive.Import(TestArchive.Dump("5.txt", DumpText.Titled("Linking", "2014-05-02", "See http://other.blogspot.com/2014/03/elsewhere.html")));
        Assert.Equal(["other", "probation"], ChangedBy("6.txt", "Later", Other));

        IEnumerable<string> ChangedBy(string name, string title, BlogDescription blog)
        {
            var before = states.Now();
            archive.Import(TestArchive.Dump(name, DumpText.Titled(title, "2014-06-01", "A comment")) with { Blog = blog });
            return Ids(archive).Where(id => before.Of(id.Value) != states.Now().Of(id.Value)).Select(id => id.Key).Order();
        }
    }

    [Fact]
    public void A_process_that_saw_all_of_it_and_one_that_begins_say_the_same()
    {
        using var archive = TwoBlogs();
        var states = new ArchiveStates(archive.File);
        states.Now();
        archive.Import(TestArchive.Dump("3.txt", DumpText.Titled("Linking", "2014-05-01", "See http://other.blogspot.com/2014/03/elsewhere.html")));
        archive.Keeper.Rename("probation", "on-probation");
        archive.Import(TestArchive.Dump("4.txt", DumpText.Titled("Late", "2014-06-01", "A comment")) with { Blog = Other });

        var (seen, begun) = (states.Now(), new ArchiveStates(archive.File).Now());

        Assert.Equal(seen.All, begun.All);
        Assert.All(Ids(archive).Values, id => Assert.Equal(seen.Of(id), begun.Of(id)));
    }

    [Fact]
    public void Two_histories_that_parted_are_never_one_state()
    {
        using var one = TwoBlogs();
        using var other = TwoBlogs();
        one.Import(TestArchive.Dump("3.txt", DumpText.Titled("Later", "2014-04-01", "One")));
        other.Import(TestArchive.Dump("3.txt", DumpText.Titled("Later", "2014-04-01", "Two")));
        var (left, right) = (new ArchiveStates(one.File).Now(), new ArchiveStates(other.File).Now());
        var ids = Ids(one);

        Assert.NotEqual(left.All, right.All);
        Assert.NotEqual(left.Of(ids["probation"]), right.Of(ids["probation"]));
        Assert.Equal(left.Of(ids["other"]), right.Of(ids["other"]));
    }

    private static TestArchive TwoBlogs()
    {
        var archive = new TestArchive();
        archive.Import(
            TestArchive.Dump("1.txt", DumpText.Post("First")),
            TestArchive.Dump("2.txt", DumpText.Titled("Elsewhere", "2014-03-01", "Over there")) with { Blog = Other });
        return archive;
    }

    private static Dictionary<string, long> Ids(TestArchive archive)
    {
        using var db = archive.Read();
        return db.Blogs.ToDictionary(blog => blog.Slug, blog => blog.Id);
    }
}
