namespace Archive.Tests.Storage;

public sealed class ImporterTests : IDisposable
{
    private readonly TestArchive archive = new();

    public void Dispose() => archive.Dispose();

    [Fact]
    public void A_dump_becomes_a_post_with_its_thread_in_reading_order()
    {
        var report = archive.Import(TestArchive.Dump("a.txt", DumpText.Post("one", "  reply", "two")));

        Assert.Equal((1, 1, 3), (report.Counts.SourcesNew, report.Counts.PostsNew, report.Counts.CommentsNew));
        Assert.Equal(["1 one", " 1.1 reply", "2 two"], archive.Outline());
        using var db = archive.Read();
        var post = Assert.Single(db.Posts);
        Assert.Equal(("2014-02", "2014-02-11", 3), (post.Month, post.Published, post.CommentCount));
        Assert.Equal(PostId.FirstOf("2014-02-11") + 1, post.Id);
    }

    // Written by anybody under a post, it stopped all files behind it.
    [Fact]
    public void What_is_no_character_is_kept_as_it_came()
    {
        var report = archive.Import(
            TestArchive.Dump("a.txt", DumpText.Titled("No \uFFFE title", "2014-02-11", "said &#65534; twice", "12\uFFFE", "\uFFFE")), TestArchive.Dump("b.txt", DumpText.Titled("Other", "2014-02-12", "two")));

        Assert.Equal((2, 0), (report.Counts.SourcesNew, report.Counts.SourcesRefused));
        using var db = archive.Read();
        Assert.Equal("No \uFFFE title", db.Posts.OrderBy(post => post.Id).First().Title);
        Assert.Equal(["said &#65534; twice", "12\uFFFE", "\uFFFE", "two"], db.Comments.OrderBy(comment => comment.Id).Select(comment => comment.Text));
        Assert.True(archive.Verify().Sound);
    }

    [Fact]
    public void A_file_at_which_a_reader_fails_is_refused_and_those_behind_it_come_in()
    {
        var failing = TestArchive.Dump("a.txt", DumpText.Post("one")) with { Read = () => throw new InvalidOperationException("beyond") };

        var report = archive.Import(failing, TestArchive.Dump("b.txt", DumpText.Titled("Other", "2014-02-12", "two")));

        Assert.Equal((1, 1), (report.Counts.SourcesNew, report.Counts.SourcesRefused));
        Assert.Contains("this version of the program cannot read it: beyond", archive.Reports.SelectMany(file => file.Problems).Select(problem => problem.Message));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public async Task A_file_in_whose_middle_an_import_is_stopped_is_not_refused(int files)
    {
        using var stop = new CancellationTokenSource();
        var dumps = Enumerable.Range(0, files).Select(i => TestArchive.Dump($"{i}.txt", DumpText.Titled($"Post {i}", "2014-05-01", "one"))).ToList();
        var second = dumps[1];
        dumps[1] = second with
        {
            // By then the import waits for it.
            Read = () =>
            {
                Thread.Sleep(300);
                stop.Cancel();
                throw new OperationCanceledException(stop.Token);
            },
        };
        var reports = new List<SourceReport>();
        var report = await new Importer(archive.File, archive.Clock).ImportAsync(dumps, new ImportChoices(), reports.Add, stop.Token);

        Assert.True(report.Cancelled);
        Assert.Equal((1, 0), (report.Counts.SourcesNew, report.Counts.SourcesRefused));
        Assert.Equal(["0.txt"], reports.Select(file => file.File));
        Assert.Equal(0, archive.Count("SELECT count(*) FROM problems WHERE source_id IS NULL"));

        dumps[1] = second;
        var again = archive.Import([.. dumps]);
        Assert.Equal((files - 1, 1, 0), (again.Counts.SourcesNew, again.Counts.SourcesUnchanged, again.Counts.SourcesRefused));
        Assert.True(archive.Verify().Sound);
    }

    [Fact]
    public void A_refused_file_waits_until_it_is_kept_or_its_import_is_taken_back()
    {
        var (read, unread) = (TestArchive.Bytes("read.txt", [.. DumpText.Of(DumpText.Post("one")), 0xFF, (byte)'\n']), TestArchive.Dump("unread.txt", DumpText.Titled("Other", "2014-05-01", "two")));
        var namesake = TestArchive.Dump("unread.txt", DumpText.Titled("Of another folder", "2014-05-02", "three"));
        archive.Import(
            new ImportChoices { Strict = true, Refused = [new RefusedFile("mill/blog.json", "", 10, "it is wrong")] },
            read, unread with { Refusal = "its blog.json is wrong" }, namesake, TestArchive.Bytes("prose.txt", "No dump."u8.ToArray()));
        Assert.Equal(["mill/blog.json", "prose.txt", "read.txt", "unread.txt"], Waiting());

        archive.Import(read, unread);
        Assert.Equal(["mill/blog.json", "prose.txt"], Waiting());
        archive.Import(TestArchive.Dump("mill/2014.txt", DumpText.Titled("The mill", "2014-05-03", "four")));
        Assert.Equal(["prose.txt"], Waiting());
        // What came is gone again, and is missing again.
        archive.Keeper.Undo(2);
        Assert.Equal(["prose.txt", "read.txt", "unread.txt"], Waiting());
        archive.Keeper.Undo(3);
        Assert.Equal(["mill/blog.json", "prose.txt", "read.txt", "unread.txt"], Waiting());
        archive.Keeper.Undo(1);
        Assert.Empty(Waiting());

        string[] Waiting()
        {
            using var db = archive.Read();
            return [.. db.Refused().Select(problem => problem.FileName).Order()];
        }
    }

    // The slug of a guess without anything to go by is the name of a field of entries, too.
    [Fact]
    public void What_comes_to_a_blog_that_nobody_names_is_counted_as_new_in_an_archive_that_has_others()
    {
        archive.Import(TestArchive.Dump("a.txt", DumpText.Post("one")));
        var dumps = new[] { TestArchive.Dump("b.txt", DumpText.Titled("Wool", "2014-03-04", "two")), TestArchive.Dump("c.txt", DumpText.Titled("Barges", "2014-04-05", "three")) };

        var report = archive.Import([.. dumps.Select(dump => dump with { Blog = new("blog", "blog") { Basis = BlogBasis.Guess } })]);

        Assert.Equal((2, 0, 2), (report.Counts.PostsNew, report.Counts.PostsUnchanged, report.Counts.CommentsNew));
    }

    // What was said of the blog before still holds, so that its first file waits until the whole copy is brought in line.
    [Fact]
    public void What_comes_again_to_a_blog_that_was_removed_is_counted_and_told_as_at_first()
    {
        var broken = TestArchive.Bytes("a.txt", [.. DumpText.Of(DumpText.Post("one", "  reply")), 0xFF, (byte)'\n']);
        var dumps = new[] { broken, TestArchive.Dump("b.txt", DumpText.Titled("Wool", "2014-03-04", "two")) };
        var first = archive.Import(dumps);
        archive.Keeper.Remove("probation");
        Assert.NotEqual(0, first.Problems);

        var again = archive.Import(dumps);

        Assert.Equal((first.Counts, first.Problems, first.Errors), (again.Counts, again.Problems, again.Errors));
        Assert.Equal(Told(archive.Reports[..2]), Told(archive.Reports[2..]));
        using var db = archive.Read();
        Assert.Equal(first.Counts, db.Imports.OrderBy(import => import.Id).Last().Counts);
        Sound();

        static List<(string, ImportCounts, string)> Told(List<SourceReport> files) =>
            files.ConvertAll(file => (file.File, file.Counts, string.Join('\n', file.Problems.Select(problem => $"{problem.Line} {problem.Message}"))));
    }

    [Fact]
    public void A_row_gives_the_original_and_the_HTML_that_the_reader_of_its_dump_gave()
    {
        var dump = DumpText.Of(DumpText.Post("one\n\n  two  ", "  > reply\n\nhttps://www.example.org/a", DumpText.Removed, "- a\n- b\n\n<b>"));
        archive.Import(TestArchive.Bytes("a.txt", dump));

        var post = DumpFormats.ReadKept(dump, null).Posts[0];
        using var db = archive.Read();
        var row = db.Posts.Single();
        Assert.Equal((post.Original, post.Written.ToHtml().ToString()), (row.Original, row.Html.ToString()));
        Assert.Equal(
            post.Comments.Select(comment => (comment.Original, comment.Written.ToHtml().ToString())),
            db.Comments.OrderBy(comment => comment.Position).AsEnumerable().Select(comment => (comment.Original, comment.Html.ToString())));
        // Only the notice of removal says more than the text that search sees.
        Assert.Equal(1, db.Comments.Count(comment => comment.Written != null || comment.Markup != null));
    }

    // Of the last, a fifth of the archive, the words are added, and the segments that it brings are merged among themselves.
    [Fact]
    [Trait("Runs", "long")]
    public void A_large_import_into_a_larger_archive_is_indexed_as_if_all_had_come_at_once()
    {
        const int Comments = 4_100;
        for (var i = 1; i <= 5; i++)
        {
            var post = DumpText.Titled($"Thread {i}", $"2014-02-1{i}", [.. Enumerable.Range(0, Comments).Select(n => $"word{n * i} and thread{i}")]);
            Assert.Equal(Comments, archive.Import(TestArchive.Dump($"{i}.txt", post)).Counts.CommentsNew);
        }

        Sound();
    }

    [Fact]
    public void The_same_file_again_changes_nothing()
    {
        var dump = TestArchive.Dump("a.txt", DumpText.Post("one"));
        archive.Import(dump);
        var before = archive.Everything();
        archive.Clock.Now += TimeSpan.FromDays(1);

        var report = archive.Import(dump);

        Assert.Equal((0, 1, 1), (report.Counts.SourcesNew, report.Counts.SourcesUnchanged, report.Counts.PostsUnchanged));
        Assert.Equal(before, archive.Everything());
    }

    [Fact]
    public void A_newer_capture_adds_in_place_and_keeps_what_vanished()
    {
        archive.Capture(2014, DumpText.Post("one", "two", "  reply", "three"));
        var report = archive.Capture(2015, DumpText.Post("zero", "one", "  late reply", "three", "four"));

        Assert.Equal(["1 zero", "2 one", " 2.1 late reply", "2 two", " 2.1 reply", "3 three", "4 four"], archive.Outline());
        Assert.Equal((0, 1, 3), (report.Counts.PostsNew, report.Counts.PostsChanged, report.Counts.CommentsNew));
        using var db = archive.Read();
        var last = db.Posts.Single().LastCaptureId;
        Assert.Equal(["two", "reply"], db.Comments.Where(comment => comment.LastCaptureId != last).OrderBy(c => c.Position).Select(c => c.Text));
    }

    [Fact]
    public void The_same_capture_with_other_bytes_and_other_numbers_adds_no_comment()
    {
        archive.Capture(2014, DumpText.Post("one", "  reply", DumpText.Removed, "thanks", "thanks", DumpText.Removed));
        var before = archive.Outline();
        var text = System.Text.Encoding.UTF8.GetString(DumpText.Of(DumpText.Post("one", "  reply", DumpText.Removed, "thanks", "thanks", DumpText.Removed)));

        var report = archive.Import(TestArchive.Bytes("crlf.txt", System.Text.Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal))));

        Assert.Equal((1, 0, 0, 1, 0), (report.Counts.SourcesNew, report.Counts.PostsNew, report.Counts.PostsChanged, report.Counts.PostsUnchanged, report.Counts.CommentsNew));
        Assert.Equal(before, archive.Outline());
        Sound();
    }

    [Fact]
    public void Edited_texts_stay_as_versions_of_the_captures_that_had_them()
    {
        archive.Capture(2014, DumpText.Post("I never said that about Serco", "two") with { Original = "First body." });
        archive.Capture(2015, DumpText.Post("I never said that about G4S", "two") with { Original = "Second body." });

        using var db = archive.Read();
        Assert.Equal("Second body.", db.Posts.Single().Text);
        Assert.Equal("First body.", db.PostVersions.Single().Original.Trim());
        Assert.Equal("I never said that about Serco", db.CommentVersions.Single().Original.Trim());
        Assert.Equal(["I never said that about G4S", "two"], archive.Thread().Select(comment => comment.Text));
        Assert.Equal(2, db.Sightings.Count());
        Sound();
    }

    [Fact]
    public void An_older_capture_imported_later_adds_what_only_it_has_and_overrides_nothing()
    {
        archive.Capture(2015, DumpText.Post("I never said that about G4S", "two") with { Original = "Second body." });
        var key = archive.Thread()[0].Key;
        archive.Capture(2014, DumpText.Post("I never said that about Serco", "lost", "two") with { Original = "First body." });

        using var db = archive.Read();
        var post = db.Posts.Single();
        Assert.Equal("Second body.", post.Text);
        Assert.True(post.FirstCaptureId > post.LastCaptureId);
        Assert.Equal(["1 I never said that about G4S", "2 lost", "2 two"], archive.Outline());
        Assert.Equal(archive.Thread()[0].Id, db.CommentKeys.Single(other => other.Key == key).CommentId);
        Assert.Equal("First body.", db.PostVersions.Single().Original.Trim());
        Sound();
    }

    [Fact]
    public void A_notice_of_removal_is_shown_and_what_was_said_is_a_version()
    {
        archive.Capture(2014, DumpText.Post("one", "what I regret", "  reply"));
        archive.Capture(2015, DumpText.Post("one", DumpText.Removed, "  reply"));

        var removed = archive.Thread()[1];
        Assert.Equal(CommentStatus.Removed, removed.Status);
        Assert.Equal("", removed.Text);
        using var db = archive.Read();
        Assert.Equal("what I regret", db.CommentVersions.Single().Original.Trim());
        Sound();
    }

    [Fact]
    public void A_capture_that_lost_a_text_does_not_take_it_from_the_archive()
    {
        archive.Capture(2014, DumpText.Post("one", "still here", "  reply"));
        archive.Capture(2015, DumpText.Post("one", DumpText.Missing, "  reply"));

        Assert.Equal(["1 one", "2 still here", " 2.1 reply"], archive.Outline());
        Assert.Equal(3, archive.Read().Posts.Single().CommentCount);
        Sound();
    }

    [Fact]
    public void A_placeholder_is_filled_by_a_capture_that_has_the_text()
    {
        archive.Capture(2015, DumpText.Post("one", DumpText.Missing, "  reply"));
        var key = archive.Thread()[1].Key;
        archive.Capture(2014, DumpText.Post("one", "here it is", "  reply"));

        Assert.Equal(["1 one", "2 here it is", " 2.1 reply"], archive.Outline());
        Assert.Equal(archive.Thread()[1].Id, archive.Read().CommentKeys.Single(other => other.Key == key).CommentId);
        Sound();
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public void Any_captures_in_any_order_leave_an_archive_that_verifies_and_counts_true()
    {
        var captures = new[]
        {
            DumpText.Post("a", "thanks", "b", "thanks", "  deep one two three", "c"),
            DumpText.Post("a", "b", "thanks", "  deep one two four", "c", "d"),
            DumpText.Post("a", DumpText.Removed, "b", DumpText.Missing, "  deep one two four", "  other", "d"),
            DumpText.Post("new", "a", "thanks", "b", "thanks", "  deep one two three", "  other", "e"),
        };
        foreach (var order in Orders(captures.Length))
        {
            using var one = new TestArchive();
            foreach (var i in order)
            {
                one.Capture(2010 + i, captures[i]);
            }

            var again = order[^1];
            var outline = one.Outline();
            one.Import(new ImportChoices { Captured = new DateTimeOffset(2010 + again, 1, 1, 0, 0, 0, TimeSpan.Zero) },
                TestArchive.Bytes("again.txt", [0xEF, 0xBB, 0xBF, .. DumpText.Of(captures[again])]));
            Assert.Equal(outline, one.Outline());
            var report = one.Verify();
            Assert.True(report.Sound, string.Join('\n', [string.Join(',', order), .. report.Differences, .. outline]));
        }
    }

    [Fact]
    public void Refused_files_are_told_each_time_and_recorded_once()
    {
        var novel = TestArchive.Bytes("novel.png", [0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 1]);
        var unreadable = new DumpFile("gone.txt", () => throw new FileNotFoundException("no such file"), TestArchive.Blog);
        var first = archive.Import(novel, unreadable, TestArchive.Dump("a.txt", DumpText.Post("one")));
        var before = archive.Everything();
        var second = archive.Import(novel, unreadable);

        Assert.Equal((2, 1), (first.Counts.SourcesRefused, first.Counts.SourcesNew));
        Assert.Equal((2, 2), (second.Counts.SourcesRefused, second.Problems));
        Assert.Equal(before, archive.Everything());
        Assert.Equal(2, archive.Count("SELECT count(*) FROM problems WHERE source_id IS NULL"));
    }

    [Fact]
    public void A_dry_run_tells_everything_and_keeps_nothing()
    {
        var before = archive.Everything();
        var report = archive.Import(
            new ImportChoices { DryRun = true }, TestArchive.Dump("a.txt", DumpText.Post("one")), TestArchive.Dump("b.txt", DumpText.Post("one", "two")));

        Assert.Equal((2, 1, 1, 2), (report.Counts.SourcesNew, report.Counts.PostsNew, report.Counts.PostsChanged, report.Counts.CommentsNew));
        Assert.Equal(before, archive.Everything());
    }

    [Fact]
    public void Reports_come_in_the_order_of_the_files()
    {
        archive.Import([.. Enumerable.Range(0, 60).Select(i => new DumpFile($"{i}", () =>
        {
            Thread.Sleep(i % 7);
            return DumpText.Of(DumpText.Titled($"Post {i}", "2014-02-11", "one"));
        }, TestArchive.Blog))]);

        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"{i}"), archive.Reports.Select(report => report.File));
        Assert.Equal(60, archive.Read().Posts.Count());
    }

    [Fact]
    public async Task A_cancelled_import_leaves_whole_sources_and_says_so()
    {
        using var stop = new CancellationTokenSource();
        var files = Enumerable.Range(0, 500).Select(i => TestArchive.Dump($"{i}", DumpText.Titled($"Post {i}", "2014-02-11", "one", "  two")));
        var report = await new Importer(archive.File, archive.Clock)
            .ImportAsync(files, new ImportChoices(), _ => stop.Cancel(), stop.Token);

        Assert.True(report.Cancelled);
        Assert.InRange(report.Counts.SourcesNew, 1, 499);
        using var db = archive.Read();
        Assert.Equal(ImportOutcome.Cancelled, db.Imports.Single().Outcome);
        Assert.Equal(report.Counts.SourcesNew * 2, db.Comments.Count());
        Sound();
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public void A_large_import_is_indexed_as_a_whole()
    {
        var thread = Enumerable.Range(0, 500).Select(i => $"comment number {i}").ToArray();
        var files = Enumerable.Range(0, 8).Select(i => TestArchive.Dump($"{i}", DumpText.Titled($"Post {i % 7}", "2014-02-11", [.. thread, $"own {i}"])));
        archive.Import([.. files]);

        Assert.Equal(0, archive.Count("SELECT count(*) FROM index_pending"));
        Assert.Equal(1, archive.Count("SELECT count(*) FROM comment_fts WHERE comment_fts MATCH 'own AND 7'"));
        Sound();
    }

    [Fact]
    public void What_nobody_reads_meanwhile_is_in_the_file_when_an_import_ends()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Titled("Post", "2014-02-11", "said")));

        Assert.True(new FileInfo(archive.File.Path + "-wal") is { Exists: false } or { Length: 0 });
    }

    [Fact]
    public void Posts_of_one_title_and_month_get_slugs_of_their_own()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Titled("Power To The People?", "2014-02-11")),
            TestArchive.Dump("b", DumpText.Titled("Power To The People?", "2014-02-12")),
            TestArchive.Dump("c", DumpText.Titled("Power to people", "2014-02-12")));

        Assert.Equal(["power-to-people", "power-to-people_2", "power-to-people_3"], archive.Read().Posts.Select(post => post.Slug).Order());
    }

    [Fact]
    public void A_description_updates_the_blog_and_a_bare_slug_takes_nothing_from_it()
    {
        var dump = TestArchive.Dump("a", DumpText.Post("one"));
        archive.Import(dump);
        archive.Import(dump with { Blog = new BlogDescription("probation", "probation") });
        Assert.Equal(("On Probation Blog", "en-GB"), (archive.Read().Blogs.Single().Title, archive.Read().Blogs.Single().Language));

        archive.Import(dump with { Blog = TestArchive.Blog with { Author = "Jim Brown" } });
        Assert.Equal("Jim Brown", archive.Read().Blogs.Single().Author);
        Assert.Equal(1, archive.Read().Imports.Count());
    }

    [Fact]
    public void Entries_name_the_keeper_who_did_it_and_nobody_at_a_terminal()
    {
        archive.Import(new ImportChoices { By = "Ada" }, TestArchive.Dump("a.txt", DumpText.Post("one")));
        new Keeper(archive.File, archive.Clock, "Bea").Rename("probation", "probe");
        archive.Keeper.Undo(1);

        Assert.Equal(
            ["import Ada", "blog Ada", "source Ada", "import Ada", "rename Bea", "undo "],
            archive.File.Record.EntriesAfter(0).Select(entry => $"{entry.Kind} {entry.Read().By}"));
    }

    [Fact]
    public void A_blog_that_is_described_stays_in_its_place()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Post("one")));
        archive.Keeper.Order(["probation"]);

        archive.Keeper.Describe(new BlogDescription("probation", "Probation", Author: "Jim Brown"));

        Assert.Equal(0, archive.Read().Blogs.Single().Turn);
        Sound();
    }

    private void Sound()
    {
        var report = archive.Verify();
        Assert.True(report.Sound, string.Join('\n', report.Differences));
    }

    private static IEnumerable<int[]> Orders(int count) => count == 0
        ? [[]]
        : Orders(count - 1).SelectMany(order => Enumerable.Range(0, count).Select(at => order.Take(at).Append(count - 1).Concat(order.Skip(at)).ToArray()));
}
