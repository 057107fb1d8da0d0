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
            db.Comments.OrderBy(comment => comment.Position).Select(comment => new { comment.Text.Length, Start = comment.Text.Substring(0, PageComment.StartLength) }).AsEnumerable()
                .Select(comment => (comment.Length, comment.Start)),
            rows.Select(comment => (comment.Length, comment.Start)));
        Assert.Equal(Texts.Length, rows.Count);
    }

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
