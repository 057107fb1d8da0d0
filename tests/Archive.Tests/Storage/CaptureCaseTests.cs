using System.Globalization;
using System.Text;

namespace Archive.Tests.Storage;

/// <summary>Captures of invented posts in files: which are one, and what stands at the end, in whatever order they come.</summary>
public sealed class CaptureCaseTests
{
    public static TheoryData<string> Cases => [.. Directory.GetDirectories(Folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Repository.Root, "tests", "Archive.Tests", "Cases", "captures");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Captures_become_the_posts_that_a_careful_reader_makes_of_them(string name)
    {
        var folder = Path.Combine(Folder, name);
        var lines = File.ReadAllLines(Path.Combine(folder, "expected.txt"));
        var files = lines.TakeWhile(line => line.StartsWith('>')).Select(line => line[2..].Split(' ')).ToArray();
        var expected = string.Join('\n', lines.Skip(files.Length + 1));
        foreach (var order in Orders(files))
        {
            using var archive = new TestArchive();
            foreach (var file in order)
            {
                var bytes = File.ReadAllBytes(Path.Combine(folder, file[0]));
                // Where no day is given, the order of the list is that in which the captures were taken.
                var taken = file.Length > 1
                    ? DateTimeOffset.Parse(file[1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
                    : new DateTimeOffset(2014, 1, 1 + Array.IndexOf(files, file), 0, 0, 0, TimeSpan.Zero);
                archive.Import(new ImportChoices { Captured = taken }, TestArchive.Bytes(file[0], bytes));
            }

            Assert.Equal(expected, TextOf(archive));
            var report = archive.Verify();
            Assert.True(report.Sound, string.Join('\n', report.Differences));
        }
    }

    [Fact]
    public void Two_posts_of_one_title_and_day_are_noted_with_both_files()
    {
        using var archive = new TestArchive();
        foreach (var file in new[] { "1.txt", "2.txt" })
        {
            archive.Import(TestArchive.Bytes(file, File.ReadAllBytes(Path.Combine(Folder, "same-title-same-day", file))));
        }

        var note = Assert.Single(archive.Reports[^1].Problems, problem => problem.Severity == Severity.Note);
        Assert.Contains("1.txt and 2.txt have one title and one day", note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sign_that_too_many_bear_says_nothing_until_fewer_do()
    {
        using var archive = new TestArchive();
        for (var i = 0; i <= SamePost.MaxHeadsOfSign; i++)
        {
            var spam = DumpText.Titled($"Post {i}", $"20{10 + (i / 12)}-{1 + (i % 12):00}-11", "buy our wonderful watches at the lowest price today", "the very best loans for everybody without any questions asked");
            archive.Import(TestArchive.Dump($"{i}.txt", spam with { Original = "" }));
            Assert.Equal(i + 1, archive.Count("SELECT count(*) FROM posts"));
            Assert.Equal(i < SamePost.MaxHeadsOfSign, i == 0 || archive.Count("SELECT count(*) FROM post_doubts") > 0);
        }

        Assert.Empty(archive.Verify().Differences);
        archive.Keeper.Undo(3);
        Assert.True(archive.Count("SELECT count(*) FROM post_doubts") > 0);
        Assert.Empty(archive.Verify().Differences);
    }

    [Fact]
    public void A_sign_that_too_many_bear_says_something_again_where_several_go_at_once()
    {
        using var archive = new TestArchive();
        string[] thread = ["buy our wonderful watches at the lowest price today", "the very best loans for everybody without any questions asked"];
        var spam = Enumerable.Range(0, SamePost.MaxHeadsOfSign + 1)
            .Select(i => DumpText.Titled($"Post {i}", $"20{10 + (i / 12)}-{1 + (i % 12):00}-11", thread) with { Original = "" }).ToList();
        archive.Import(TestArchive.Dump("two.txt", spam[0], spam[1]));
        archive.Import([.. spam.Skip(2).Select((post, i) => TestArchive.Dump($"{i}.txt", post))]);
        Assert.Equal(0, archive.Count("SELECT count(*) FROM post_doubts"));

        archive.Keeper.Undo(1);

        Assert.True(archive.Count("SELECT count(*) FROM post_doubts") > 0);
        Assert.Empty(archive.Verify().Differences);
    }

    // Rows lie in order of date, and a copy that is made anew puts them there.
    [Fact]
    public void A_post_that_an_earlier_capture_gives_another_day_has_a_row_of_that_day()
    {
        using var archive = new TestArchive();
        var post = DumpText.Titled("Mill", "2014-02-12", "I knew that boat.") with { Original = "We walked along the mill race this morning, and the keeper told us of the flood." };
        archive.Capture(2015, post);

        var counts = archive.Capture(2014, post with { Published = "2014-02-11" }).Counts;

        Assert.Equal((0, 1, 0), (counts.PostsNew, counts.PostsChanged, counts.CommentsNew));
        Assert.Equal(PostId.FirstOf("2014-02-11"), archive.Count("SELECT id & ~1048575 FROM posts"));
        Assert.Empty(archive.Verify().Differences);
    }

    private static string TextOf(TestArchive archive)
    {
        using var db = archive.Read();
        var text = new StringBuilder();
        foreach (var post in db.Posts.OrderBy(post => post.Published ?? post.InferredPublished).ThenBy(post => post.Slug).ToList())
        {
            text.Append(CultureInfo.InvariantCulture, $"{post.Published ?? (post.InferredPublished is { } inferred ? $"{inferred} inferred" : "undated")} {(post.OpenDate is { } open ? $"({open}) " : "")}{post.Title}\n");
            foreach (var line in post.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {line}\n");
            }

            foreach (var comment in db.Comments.Where(comment => comment.PostId == post.Id).OrderBy(comment => comment.Position))
            {
                var marks = (comment.LastCaptureId != comment.ReachedCaptureId ? " (gone)" : "") + (comment.Incomplete ? " (breaks off)" : "");
                text.Append(CultureInfo.InvariantCulture, $"{new string(' ', 2 + (2 * comment.Depth))}- {comment.Original.Trim()}{marks}\n");
            }

            foreach (var title in Titles(archive, post.Id))
            {
                text.Append(CultureInfo.InvariantCulture, $"  perhaps: {title}\n");
            }
        }

        return text.ToString().TrimEnd('\n');
    }

    private static List<string> Titles(TestArchive archive, long post)
    {
        using var connection = archive.Open();
        return TestArchive.Read(
            connection,
            string.Create(CultureInfo.InvariantCulture, $"SELECT coalesce(title, '') FROM post_doubts JOIN posts ON posts.id = other_post_id WHERE post_id = {post} ORDER BY other_post_id"),
            row => row.GetString(0));
    }

    private static IEnumerable<string[][]> Orders(string[][] files) => files.Length < 2
        ? [files]
        : files.SelectMany(first => Orders([.. files.Where(file => file != first)]).Select(rest => (string[][])[first, .. rest]));
}
