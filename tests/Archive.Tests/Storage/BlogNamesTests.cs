namespace Archive.Tests.Storage;

/// <summary>What becomes of blogs whose names were guessed, given away, merged or taken back, one after the other.</summary>
public sealed class BlogNamesTests : IDisposable
{
    private static readonly BlogDescription Notes = new("notes", "notes") { Basis = BlogBasis.Guess };

    private static readonly BlogDescription Mill = new("mill", "The Mill");

    private readonly TestArchive archive = new();
    private readonly DumpFile dump = TestArchive.Dump("a.txt", DumpText.Post("one"));

    public void Dispose() => archive.Dispose();

    [Fact]
    public void A_blog_that_is_removed_does_not_come_to_light_under_the_name_that_was_guessed_for_it()
    {
        archive.Import(dump with { Blog = Notes }, TestArchive.Dump("b.txt", DumpText.Titled("Wool", "2014-03-04", "two")) with { Blog = Notes });
        archive.Import(dump);
        Assert.Equal(["notes: Wool", "probation: Power To The People?"], Posts());

        archive.Keeper.Remove("probation");

        Assert.Equal(["notes: Wool"], Posts());
        Sound();
        // Whoever brings them again wants them again.
        archive.Import(dump);
        Assert.Equal(["notes: Wool", "probation: Power To The People?"], Posts());
        Sound();
    }

    [Fact]
    public void An_undo_says_which_dumps_stand_again_under_a_guessed_name()
    {
        archive.Import(dump with { Blog = Notes });
        archive.Import(dump);

        Assert.Equal([("notes", 1)], archive.Keeper.PlanUndo(2).Returning);
        Assert.Empty(archive.Keeper.PlanUndo(1).Returning);
        archive.Keeper.Undo(2);
        Assert.Equal(["notes: Power To The People?"], Posts());
    }

    [Fact]
    public void Of_one_dump_that_comes_to_two_blogs_each_file_has_its_own_counts()
    {
        archive.Import(TestArchive.Dump("b.txt", DumpText.Titled("Wool", "2014-03-04", "two")) with { Blog = Notes });
        archive.Reports.Clear();

        archive.Import(dump, dump with { Name = "again.txt", Blog = Mill });

        Assert.Equal([1, 1], archive.Reports.Select(report => report.Counts.PostsNew));
    }

    [Fact]
    public void A_dump_that_stands_under_one_guess_is_not_kept_again_for_another()
    {
        archive.Import(dump with { Blog = Notes });

        var report = archive.Import(dump with { Blog = new("quarry-1", "quarry-1") { Basis = BlogBasis.Guess } });

        Assert.Equal((0, 1), (report.Counts.SourcesNew, report.Counts.SourcesUnchanged));
        Assert.Equal(["notes: Power To The People?"], Posts());
        Assert.Equal("notes", archive.Reports[^1].Blog.Slug);
        // Nothing has moved.
        Assert.Equal(["the same bytes are kept as a dump of the blog notes"], archive.Reports[^1].Problems.Select(problem => problem.Message));
        Sound();
    }

    [Fact]
    public void What_comes_behind_a_dump_that_moves_is_counted_as_if_that_stood_there()
    {
        archive.Import(new ImportChoices { Captured = new DateTimeOffset(2014, 3, 1, 0, 0, 0, TimeSpan.Zero) }, dump with { Blog = Notes });

        var report = archive.Import(
            new ImportChoices { Captured = new DateTimeOffset(2015, 3, 1, 0, 0, 0, TimeSpan.Zero) },
            dump, TestArchive.Dump("b.txt", DumpText.Post("one", "two")), TestArchive.Dump("c.txt", DumpText.Titled("Wool", "2014-03-04", "three")));

        Assert.Equal(new ImportCounts(PostsNew: 1, PostsChanged: 2, PostsUnchanged: 0, CommentsNew: 2, SourcesNew: 2, SourcesUnchanged: 1, SourcesRefused: 0), report.Counts);
        Assert.Equal([SourceOutcome.Moved, SourceOutcome.New, SourceOutcome.New], archive.Reports.TakeLast(3).Select(file => file.Outcome));
        Assert.Equal(report.Counts, archive.Reports.TakeLast(3).Select(file => file.Counts).Aggregate((one, other) => one + other));
        Sound();
    }

    [Theory]
    [InlineData("http://blog.boris.example/", false, 1)]
    [InlineData("http://blog.boris.example/", true, 0)]
    [InlineData("https://www.blog.anna.example", false, 0)]
    public void A_blog_of_another_site_is_not_put_into_one_that_has_its_slug_by_chance(string address, bool hasOwnSlug, int refused)
    {
        archive.Import(dump with { Blog = new("blog", "Anna", "http://blog.anna.example/") });

        var report = archive.Import(TestArchive.Dump("b.txt", DumpText.Titled("Wool", "2014-03-04", "two")) with { Blog = new("blog", "Boris", address) { HasOwnSlug = hasOwnSlug } });

        Assert.Equal(refused, report.Counts.SourcesRefused);
        Assert.Equal(2 - refused, Posts().Length);
        Sound();
    }

    [Fact]
    public void A_name_that_leads_to_a_blog_is_no_other_blogs()
    {
        archive.Import(dump);
        archive.Import(TestArchive.Dump("b.txt", DumpText.Titled("Wool", "2014-03-04", "two")) with { Blog = Mill });
        archive.Keeper.Rename("probation", "jim");

        Assert.Equal("'probation' was a name of the blog 'jim', and its addresses lead there", Assert.Throws<KeepingException>(() => archive.Keeper.Rename("mill", "probation")).Message);
        Assert.Equal(["jim: Power To The People?", "mill: Wool"], Posts());
        archive.Keeper.Rename("jim", "probation");
        Assert.Equal(["mill: Wool", "probation: Power To The People?"], Posts());
        Sound();
    }

    [Fact]
    public void A_new_blog_with_the_name_of_an_old_guess_has_its_own_dumps_alone()
    {
        archive.Import(dump with { Blog = Notes });
        archive.Import(dump);

        archive.Import(TestArchive.Dump("b.txt", DumpText.Titled("Wool", "2014-03-04", "two")) with { Blog = new("notes", "Notes on wool") });

        Assert.Equal(["notes: Wool", "probation: Power To The People?"], Posts());
        Sound();
    }

    [Fact]
    public void A_blog_that_gets_the_name_of_one_that_is_undone_keeps_its_own_title()
    {
        archive.Import(dump);
        archive.Keeper.Describe(new BlogDescription("probation", "Mine"));
        archive.Keeper.Undo(1);
        archive.Import(TestArchive.Dump("b.txt", DumpText.Titled("Wool", "2014-03-04", "two")) with { Blog = Mill });

        archive.Keeper.Rename("mill", "probation");

        Assert.Equal(["probation The Mill"], Titles());
        Sound();
        // Brought back, the first is there again: the page says so before.
        Assert.Equal([("probation", "Mine")], archive.Keeper.PlanBringBack(1).BlogsJoined);
        archive.Keeper.BringBack(1);
        Assert.Equal(["probation Mine"], Titles());
        Sound();
    }

    [Fact]
    public void A_blog_that_is_called_by_its_slug_is_called_by_the_next()
    {
        archive.Import(dump with { Blog = Notes });
        archive.Keeper.Rename("notes", "jim");

        Assert.Equal(["jim jim"], Titles());
        Sound();
    }

    [Theory]
    [InlineData("On Probation Blog", "On Probation Blog")]
    [InlineData("probation", "notes")]
    public void A_blog_that_gets_the_name_which_was_guessed_for_its_dumps_keeps_its_place_and_title(string title, string kept)
    {
        archive.Import(dump with { Blog = Notes }, TestArchive.Dump("b.txt", DumpText.Titled("Wool", "2014-03-04", "two")) with { Blog = Mill });
        archive.Import(dump with { Blog = TestArchive.Blog with { Title = title } });
        archive.Keeper.Order(["probation", "mill"]);

        archive.Keeper.Rename("probation", "notes");

        Assert.Equal(["mill: Wool", "notes: Power To The People?"], Posts());
        Assert.Equal(["mill The Mill", $"notes {kept}"], Titles());
        Assert.Equal(["notes 0", "mill 1"], BringingBackTests.Turns(archive));
        Sound();
    }

    [Fact]
    public void Known_dumps_say_nothing_again_that_a_keeper_has_changed_since()
    {
        archive.Import(dump);
        archive.Keeper.Describe(new BlogDescription("probation", "Mine"));
        var head = archive.File.Record.Head();

        archive.Import(dump);

        Assert.Equal(["probation Mine"], Titles());
        Assert.Equal(head, archive.File.Record.Head());

        // What their files say for the first time is news, once.
        var renamed = dump with { Blog = TestArchive.Blog with { Title = "Jim's Blog" } };
        archive.Import(renamed);
        archive.Keeper.Describe(new BlogDescription("probation", "Mine again"));
        archive.Import(renamed);
        Assert.Equal(["probation Mine again"], Titles());
        archive.Import(dump);
        Assert.Equal(["probation On Probation Blog"], Titles());
        Sound();
    }

    [Fact]
    public void Dumps_that_come_under_a_name_which_was_led_elsewhere_do_not_say_what_that_blog_is_called()
    {
        var wool = TestArchive.Dump("b.txt", DumpText.Titled("Wool", "2014-03-04", "two")) with { Blog = Mill };
        archive.Import(dump, wool);
        archive.Keeper.Merge("mill", "probation");
        var head = archive.File.Record.Head();

        archive.Import(dump, wool);
        Assert.Equal(head, archive.File.Record.Head());

        archive.Import(TestArchive.Dump("c.txt", DumpText.Titled("Barges", "2014-04-05", "three")) with { Blog = Mill });
        Assert.Equal(["probation On Probation Blog"], Titles());
        Sound();
        // Nor is that lost with what said it first.
        archive.Keeper.Undo(1);
        Assert.Equal(["probation On Probation Blog"], Titles());
        Assert.Equal(["probation: Barges"], Posts());
        Sound();
    }

    [Fact]
    public void What_is_known_stays_known_to_the_strict_where_its_blog_has_another_name()
    {
        var broken = TestArchive.Bytes("a.txt", [.. DumpText.Of(DumpText.Post("one")), 0xFF, (byte)'\n']);
        archive.Import(broken);
        archive.Keeper.Rename("probation", "jim");

        var again = archive.Import(new ImportChoices { Strict = true }, broken);

        Assert.Equal((1, 0), (again.Counts.SourcesUnchanged, again.Counts.SourcesRefused));
    }

    // Its process was killed; what another import brings in line since makes it no running one.
    [Fact]
    public void An_import_that_broke_off_does_not_run_again_while_another_does()
    {
        using (var writer = archive.File.OpenWriter())
        {
            writer.Record.Append(record => record.Write(archive.Clock.Now, new ImportAdvanced(1, ImportAdvanced.Begun)));
        }

        archive.Reopen();
        archive.Import(dump with { Blog = Notes });
        archive.Import(dump);

        using var db = archive.Read();
        Assert.Equal([ImportOutcome.Interrupted, ImportOutcome.Done, ImportOutcome.Done], db.Imports.OrderBy(import => import.Id).Select(import => import.Outcome).AsEnumerable());
        Sound();
    }

    private string[] Posts()
    {
        using var db = archive.Read();
        return [.. from post in db.Posts join blog in db.Blogs on post.BlogId equals blog.Id orderby blog.Slug, post.Id select $"{blog.Slug}: {post.Title}"];
    }

    private string[] Titles()
    {
        using var db = archive.Read();
        return [.. db.Blogs.OrderBy(blog => blog.Slug).Select(blog => $"{blog.Slug} {blog.Title}")];
    }

    private void Sound() => Assert.Empty(archive.Verify().Differences);
}
