namespace Archive.Tests.Storage;

public sealed class ThreadRowsTests
{
    // Characters of one to four bytes, alone and where the cut is.
    private static readonly string[] Texts =
    [
        "Short and plain.", "“Quoted”", new string('a', 199), new string('a', 200), new string('a', 201), new string('’', 250), Repeated("\U0001D4B3", 250), "a" + Repeated("\U0001D4B3", 250),
        Repeated("é\U0001F600w’", 120), new string('a', 198) + "\U0001F600’end",
    ];

    [Fact]
    public void The_start_and_the_length_of_a_text_are_counted_as_SQLite_counts()
    {
        using var archive = new TestArchive();
        archive.Import(TestArchive.Dump("a", DumpText.Post(Texts)));
        using var db = archive.Read();
        var rows = new ThreadRows(db, db.Posts.Single().Id).Run(0, Texts.Length);

        Assert.Equal(
            db.Comments.OrderBy(comment => comment.Position).Select(comment => new { comment.Text.Length, Start = comment.Text.Substring(0, PageComment.BeginningLength) }).AsEnumerable()
                .Select(comment => (comment.Length, comment.Start)),
            rows.Select(comment => (comment.Length, System.Text.Encoding.UTF8.GetString(comment.Beginning))));
        Assert.Equal(Texts.Length, rows.Count);
    }

    [Fact]
    public void Of_texts_that_no_page_holds_the_beginning_is_read_and_of_one_alone_all()
    {
        var megabyte = string.Concat(Enumerable.Repeat(new string('é', 99) + "\n", 7_500)).TrimEnd();
        using var archive = new TestArchive();
        archive.Import(TestArchive.Dump("a", DumpText.Post(megabyte, megabyte, megabyte, megabyte, "short", new string('é', PageRoom.MaxCut))));
        using var db = archive.Read();
        var post = db.Posts.Single().Id;
        var rows = new ThreadRows(db, post).Run(0, 9);

        Assert.Equal([false, false, true, true, false, false], rows.Select(row => row.IsCut));
        Assert.All(rows.Where(row => row.IsCut), row => Assert.InRange(row.Html.Utf8.Length, PageRoom.MaxCut, 2 * PageRoom.MaxCut));
        Assert.All(rows.Take(4), row => Assert.Equal(megabyte.Length, row.Length));
        Assert.DoesNotContain('\uFFFD', rows[3].Html.ToString());
        var alone = new ThreadRows(db, post).Find(rows[3].Key)!;
        Assert.False(alone.IsCut);
        Assert.Equal(rows[0].Html, alone.Html);

        // In the order of the page, which may be another than that of the rows; and what was read for no page takes no room.
        var again = new ThreadRows(db, post);
        Assert.Equal([3, 2, 1, 0], again.ById([.. rows.Take(4).Reverse().Select(row => row.Id)]).Select(row => row.Position));
        again.LeaveRoom();
        Assert.Equal([(3, false), (2, false), (1, true), (0, true)], again.ById([.. rows.Take(4).Reverse().Select(row => row.Id)]).Select(row => (row.Position, row.IsCut)));
    }

    // Eight characters of such a text are printed as some eighty.
    [Fact]
    public void What_is_printed_is_counted_and_not_what_is_stored()
    {
        var links = string.Concat(Enumerable.Repeat(string.Concat(Enumerable.Repeat("www.a.b ", 12)) + "\n", 3_000)).TrimEnd();
        using var archive = new TestArchive();
        archive.Import(TestArchive.Dump("a", DumpText.Post([.. Enumerable.Repeat(links, 6)])));
        using var db = archive.Read();
        var rows = new ThreadRows(db, db.Posts.Single().Id).Run(0, 9);

        Assert.InRange(rows[0].Html.Utf8.Length, 5 * links.Length, 12 * links.Length);
        Assert.Equal(PageRoom.MaxWhole / rows[0].Html.Utf8.Length, rows.Count(row => !row.IsCut));
        Assert.InRange(rows.Sum(row => row.Html.Utf8.Length), PageRoom.MaxWhole / 2, PageRoom.MaxWhole + (rows.Count * 12 * PageRoom.MaxCut));
    }

    // The last capture has two more lines above, and breaks off in the comment: what is shown is the first's, and so are its lines.
    [Fact]
    public void The_lines_of_a_text_are_of_the_capture_whose_text_is_shown()
    {
        using var archive = new TestArchive();
        var (early, late) = (new DateTimeOffset(2014, 5, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2015, 5, 1, 0, 0, 0, TimeSpan.Zero));
        var whole = System.Text.Encoding.UTF8.GetString(DumpText.Of(DumpText.Post("one", "two goes on to its end")));
        var broken = whole.Replace("one\n", "one\n\nand\n", StringComparison.Ordinal);
        broken = broken[..(broken.IndexOf("two goes", StringComparison.Ordinal) + "two goes".Length)];
        archive.Import(new ImportChoices { Captured = early }, TestArchive.Bytes("2014.txt", System.Text.Encoding.UTF8.GetBytes(whole)));
        archive.Import(new ImportChoices { Captured = late }, TestArchive.Bytes("2015.txt", System.Text.Encoding.UTF8.GetBytes(broken)));

        using var db = archive.Read();
        var post = db.Posts.Single();
        var row = new ThreadRows(db, post.Id).Run(0, 9)[1];
        Assert.Equal("two goes on to its end", row.Html.ToString().Replace("<p>", "", StringComparison.Ordinal).Replace("</p>", "", StringComparison.Ordinal).Trim());
        Assert.Equal(whole[..whole.IndexOf("two goes", StringComparison.Ordinal)].Count(c => c == '\n') + 1, row.FirstLine);
        Assert.NotEqual(db.Comments.Single(comment => comment.Id == row.Id).FirstLine, row.FirstLine);
        using var connections = new SearchConnections(archive.File);
        var extracted = new ExtractReader(connections, new ArchiveSearch(connections, new SignerNames(connections)), new SignerNames(connections)).Read(new ExtractScope()).SelectMany(texts => texts).Single(text => text.Key == row.Key);
        Assert.Equal((row.FirstLine, db.Sources.OrderBy(source => source.Id).First().Sha256), (extracted.Lines!.Value.First, extracted.Sha256));
    }

    // A capture without a body adds comments; the text, its day and its file are those of the one that has it.
    [Fact]
    public void The_source_of_a_post_is_the_one_that_has_its_text()
    {
        using var archive = new TestArchive();
        archive.Capture(2014, DumpText.Post("one") with { Original = "The body." });
        archive.Capture(2015, DumpText.Post("one", "two") with { Original = "" });

        using var db = archive.Read();
        var post = db.FindPost("probation", "2014-02", db.Posts.Single().Slug, 100)!;

        Assert.Equal(("2014.txt", 2014, 2), (post.FileName, post.CapturedAt.Year, post.Found));
        Assert.NotNull(post.FirstLine);
    }

    // Beyond what a page shows of one branch the outline is kept with the post; below, it is made when it is asked for. A later capture adds to both.
    [Theory]
    [InlineData(ThreadPages.MaxPerBranch)]
    [InlineData(ThreadPages.MaxPerBranch + 1)]
    public void The_outline_of_a_thread_is_that_of_its_comments(int comments)
    {
        var outline = Enumerable.Range(0, comments).Select(i => new string(' ', i % 7 * 2) + $"comment {i}").ToArray();
        using var archive = new TestArchive();
        archive.Capture(2014, DumpText.Post(outline));
        Check(outline);
        archive.Capture(2015, DumpText.Post([.. outline, "one more", "  and another"]));
        Check([.. outline, "one more", "  and another"]);
        archive.Keeper.Undo(2);
        Check(outline);

        void Check(string[] thread)
        {
            using var db = archive.Read();
            var post = db.Posts.Single().Id;
            Assert.Equal(db.Comments.OrderBy(comment => comment.Position).Select(comment => comment.Depth), new ThreadRows(db, post).Outline.Depths.ToArray());
            Assert.Equal(thread.Length > ThreadPages.MaxPerBranch, db.Prepared["SELECT outline FROM posts"].Text() is not null);
        }
    }

    // Two posts of one day have ids beside each other, and so have their comments.
    [Fact]
    public void A_number_is_that_of_a_comment_of_the_thread()
    {
        using var archive = new TestArchive();
        archive.Import(TestArchive.Dump("1", DumpText.Titled("One", "2014-02-11", "one of one", "  reply of one")), TestArchive.Dump("2", DumpText.Titled("Two", "2014-02-11", "one of two")));
        using var db = archive.Read();
        var (one, two) = (db.Posts.Single(post => post.Title == "One").Id, db.Posts.Single(post => post.Title == "Two").Id);

        Assert.Equal(1, Math.Abs(one - two));
        Assert.Equal(["one of one", "reply of one", "reply of one"], new[] { "1", "1.1", "#2" }.Select(number => Said(one, number)));
        Assert.Equal(["one of two", null, null], new[] { "1", "1.1", "#2" }.Select(number => Said(two, number)));

        string? Said(long post, string number) => new ThreadRows(db, post).FindNumber(number) is { } found ? System.Text.Encoding.UTF8.GetString(found.Beginning) : null;
    }

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
