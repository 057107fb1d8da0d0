namespace Archive.Tests.Storage;

public class BringingBackTests
{
    [Fact]
    public void The_last_of_undoing_and_bringing_back_holds()
    {
        using var archive = new TestArchive();
        archive.Capture(2014, DumpText.Post("First"));
        archive.Capture(2015, DumpText.Post("First", "Second"));
        var before = archive.Outline();

        archive.Keeper.Undo(2);
        Assert.Equal(["1 First"], archive.Outline());
        archive.Keeper.BringBack(2);
        Assert.Equal(before, archive.Outline());
        archive.Keeper.Undo(2);
        archive.Keeper.BringBack(2);
        archive.Keeper.Undo(2);
        Assert.Equal(["1 First"], archive.Outline());
        Assert.True(archive.Verify().Sound);
        Assert.Equal(["import", "blog", "source", "import"], [.. archive.File.Record.EntriesAfter(0).Take(4).Select(entry => entry.Kind)]);
        Assert.Equal("import 2 is brought back", archive.File.Record.EntriesBefore(long.MaxValue, 2)[1].Read().InWords());
    }

    [Fact]
    public void What_stands_cannot_be_brought_back_nor_what_never_was()
    {
        using var archive = new TestArchive();
        archive.Capture(2014, DumpText.Post("First"));

        Assert.Throws<KeepingException>(() => archive.Keeper.BringBack(1));
        Assert.Throws<KeepingException>(() => archive.Keeper.PlanBringBack(1));
        Assert.Throws<KeepingException>(() => archive.Keeper.PlanBringBack(2));
        archive.Keeper.Undo(1);
        Assert.Throws<KeepingException>(() => archive.Keeper.PlanUndo(1));
        var plan = archive.Keeper.PlanBringBack(1);
        Assert.Equal((1, 0, "2014.txt", "probation"), (plan.Sources, plan.SourcesThere, plan.Coming.Single().File, plan.BlogsComing.Single()));
    }

    [Fact]
    public void A_plan_names_each_post_that_goes_changes_or_moves()
    {
        using var archive = new TestArchive();
        archive.Import(TestArchive.Dump("first.txt", DumpText.Titled("Twice", "2014-02-01", "On the first")));
        archive.Import(TestArchive.Dump("second.txt", DumpText.Titled("Twice", "2014-02-20", "On the second"), DumpText.Titled("Both", "2014-03-01", "One")));
        archive.Clock.Now += TimeSpan.FromDays(1);
        archive.Import(TestArchive.Dump("third.txt", DumpText.Titled("Both", "2014-03-01", "One", "Two", "Three")));

        var third = archive.Keeper.PlanUndo(3);
        Assert.Equal((1, 0, 1, 2), (third.Sources, third.PostsGone, third.PostsChanged, third.CommentsGone));
        Assert.Equal([2L], third.KeptBy);
        Assert.Equal(("both", 3, 2), (third.Changing[0].Slug, third.Changing[0].Comments, third.Changing[0].CommentsGone));

        var first = archive.Keeper.PlanUndo(1);
        Assert.Equal((1, 1, 0, 1), (first.Sources, first.PostsGone, first.PostsChanged, first.CommentsGone));
        Assert.Equal(["twice"], first.Going.Select(post => post.Slug));
        Assert.Equal(["twice_2 becomes twice"], first.Moving.Select(moving => $"{moving.Post.Slug} becomes {moving.Slug}"));
        Assert.Empty(first.BlogsGoing);
    }

    [Fact]
    public void Bytes_that_another_import_brought_stay()
    {
        using var archive = new TestArchive();
        archive.Import(TestArchive.Dump("first.txt", DumpText.Post("First")));
        archive.Keeper.Undo(1);
        archive.Import(TestArchive.Dump("again.txt", DumpText.Post("First")));
        Assert.Equal((0, 1), (archive.Keeper.PlanBringBack(1).Sources, archive.Keeper.PlanBringBack(1).SourcesThere));
        archive.Keeper.BringBack(1);

        var plan = archive.Keeper.PlanUndo(1);
        Assert.Equal((0, 1, 0), (plan.Sources, plan.SourcesStaying, plan.PostsGone));
        archive.Keeper.Undo(1);
        Assert.Equal(["1 First"], archive.Outline());
        Assert.True(archive.Verify().Sound);
    }

    [Fact]
    public void What_is_empty_in_a_description_is_not_known_any_more()
    {
        using var archive = new TestArchive();
        archive.Import(TestArchive.Dump("first.txt", DumpText.Post("First")));
        archive.Keeper.Describe(new BlogDescription("probation", "A title", "http://example.org/", "en-GB", "Europe/London", "Ada", "Text"));
        archive.Keeper.Describe(new BlogDescription("probation", "probation", Author: "", About: ""));

        using (var db = archive.Read())
        {
            var blog = db.Blogs.Single();
            Assert.Equal(("A title", "http://example.org/", "en-GB", "Europe/London", null, null), (blog.Title, blog.Address, blog.Language, blog.TimeZone, blog.Author, blog.About));
        }

        archive.Keeper.Describe(new BlogDescription("probation", "", "", "", ""));
        using (var db = archive.Read())
        {
            var blog = db.Blogs.Single();
            Assert.Equal(("probation", null, null, null), (blog.Title, blog.Address, blog.Language, blog.TimeZone));
        }

        Assert.Equal("blog probation is called by its slug, address not known, language not known, time zone not known", archive.File.Record.EntriesBefore(long.MaxValue, 1)[0].Read().InWords());
        Assert.True(archive.Verify().Sound);
    }

    [Fact]
    public void Blogs_have_the_order_that_was_said_last()
    {
        using var archive = new TestArchive();
        foreach (var slug in new[] { "a", "b", "c" })
        {
            archive.Import(new DumpFile("1.txt", () => DumpText.Of(DumpText.Titled(slug, "2014-02-01", slug)), new BlogDescription(slug, slug.ToUpperInvariant())));
        }

        archive.Keeper.Order(["c", "a"]);
        Assert.Equal(["c 0", "a 1", "b "], Turns(archive));
        archive.Keeper.Rename("a", "z");
        archive.Keeper.Undo(3);
        archive.Keeper.BringBack(3);
        Assert.Equal(["c 0", "z 1", "b "], Turns(archive));
        Assert.True(archive.Verify().Sound);
        archive.Keeper.Order([]);
        Assert.Equal(["b ", "c ", "z "], Turns(archive).Order());
        Assert.Throws<KeepingException>(() => archive.Keeper.Order(["nothing"]));
    }

    [Fact]
    public void Settings_hold_in_the_record_even_where_the_copy_lags()
    {
        using var archive = new TestArchive();
        Assert.Null(archive.File.Settings());
        archive.Keeper.Decide(new SettingsDecided("https://archive.example.org", true, false, true));
        Assert.Equal((1L, true), (archive.File.Settings()!.Value.Entry, archive.File.Settings()!.Value.Decided.Private));
        archive.Keeper.Decide(new SettingsDecided(null, false, true, true));
        Assert.False(archive.File.Settings()!.Value.Decided.Private);
        archive.Import(TestArchive.Dump("first.txt", DumpText.Post("First")));
        archive.Keeper.Undo(1);
        Assert.Equal(2L, archive.File.Settings()!.Value.Entry);
        Assert.True(archive.Verify().Sound);

        // As if the process had ended between the two.
        using (var writer = archive.File.OpenWriter())
        {
            writer.Record.Append(record => record.Write(archive.Clock.Now, new SettingsDecided(null, true, true, true)));
        }

        Assert.True(archive.File.Settings()!.Value.Decided.Private);
        // And a copy of it without the record.
        using (var _ = archive.File.OpenWriter())
        {
        }

        archive.File.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Delete(archive.File.RecordPath);
        Assert.True(archive.File.Settings()!.Value.Decided.Private);
    }

    internal static string[] Turns(TestArchive archive)
    {
        using var db = archive.Read();
        return [.. db.Blogs.OrderBy(blog => blog.Turn == null).ThenBy(blog => blog.Turn).ThenBy(blog => blog.Title).AsEnumerable().Select(blog => $"{blog.Slug} {blog.Turn}")];
    }
}
