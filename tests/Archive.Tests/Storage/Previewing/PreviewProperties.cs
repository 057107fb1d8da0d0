using System.Globalization;
using Archive.Tests.Storage.Histories;

namespace Archive.Tests.Storage.Previewing;

/// <summary>A preview equals what the import then does.</summary>
[Trait(Trials.Runs, Trials.Long)]
public class PreviewProperties
{
    [Fact]
    public void A_preview_says_what_the_import_then_does() => ForSeeds(500, seed =>
    {
        var generated = new GeneratedCaptures(seed);
        using var archive = new TestArchive();
        var dumps = Fill(archive, generated);
        using var stage = Stage(archive, generated, dumps, files: 1 + generated.Next(4));
        if (generated.Next(2) == 0)
        {
            KeepApart(stage, generated);
        }

        var (before, head) = (archive.Everything(), archive.File.Record.Head());
        var preview = stage.Preview();
        Assert.Equal((head, before), (archive.File.Record.Head(), archive.Everything()));
        var (report, files) = stage.Import();

        Assert.Equal(preview.Counts, report.Counts);
        Assert.Equal(
            preview.Files.Where(file => file.Fate is not (FileFate.Description or FileFate.LeftOut)).Select(file => (file.Name, file.Sha256, Fate: file.Fate, file.Blog, file.Counts)),
            files.Select(file => (file.File, file.Sha256, Fate: FateOf(file.Outcome), (string?)file.Blog.Slug, file.Counts)));
        if (seed % 10 == 0)
        {
            Assert.True(archive.Verify().Sound);
        }
    });

    // One file, because the rows show what all files of an import have left, not each.
    [Fact]
    public void A_preview_says_of_each_comment_what_the_rows_then_show() => ForSeeds(500, seed =>
    {
        var generated = new GeneratedCaptures(seed + 10_000);
        using var archive = new TestArchive();
        var dumps = Fill(archive, generated);
        using var stage = Stage(archive, generated, dumps, files: 1);
        var then = new ThreadRows(archive);
        var row = stage.Preview().Files[^1];
        var detail = stage.Previews.Find(stage.Id, row.Number);
        stage.Import();
        if (row.Fate != FileFate.New)
        {
            return;
        }

        var now = new ThreadRows(archive);
        var source = archive.Count($"SELECT max(id) FROM sources WHERE sha256 = '{row.Sha256}'");
        if (archive.Count($"SELECT count(*) - count(DISTINCT post_id) FROM captures WHERE source_id = {source}") > 0)
        {
            // One post twice in one file: each is compared with what came before it, and the rows show both.
            return;
        }

        foreach (var post in detail!.Posts)
        {
            Check(post, (source << 20) | (long)post.Turn, then, now);
        }
    });

    private static void Check(PostDetail post, long capture, ThreadRows then, ThreadRows now)
    {
        var own = now.Of(capture);
        var others = own.Where(comment => comment.Captures.Count > 1).ToList();
        Assert.Equal(others.Select(comment => comment.Turn(capture)).Order(), post.Same.Select(same => same.Turn));
        Assert.Equal(own.Count(comment => comment is { Captures.Count: 1, Status: not "placeholder" }), post.Post.New);
        var (edited, relaid) = (0, 0);
        foreach (var same in post.Same)
        {
            var comment = own.Single(one => one.Turn(capture) == same.Turn);
            // By the key that it has now: with this capture others may come to be counted before it.
            var earlier = then.OfKey(same.Kept.Key!, comment);
            Assert.Contains(same.Kept.Name.Comment, comment.Captures.Where(sighting => sighting.Key != capture).Select(sighting => sighting.Value));
            var isEdited = comment.Versions.Contains(capture) || Words(comment.Text) != Words(earlier.Text) || comment.Status != earlier.Status;
            Assert.True(isEdited == (same.Before is not null), $"comment {same.Turn}: edited is {same.Before is not null}; [{earlier.Text}] {earlier.Status} [{comment.Text}] {comment.Status} {string.Join(' ', comment.Versions)} of {capture}");
            relaid += !isEdited && comment.Original != earlier.Original ? 1 : 0;
            edited += isEdited ? 1 : 0;
            if (same.Before is not null && earlier.Status == "visible")
            {
                Assert.Equal(earlier.Text, same.Before);
            }

            Assert.True(same.IsMoved || earlier.Parent is null == comment.Parent is null, $"comment {same.Turn} moved");
        }

        Assert.Equal(edited, post.Post.Edited);
        Assert.InRange(post.Post.Relaid, relaid, relaid + 1);
        Assert.Equal(post.Vanished.Count, post.Post.Vanished);
        var vanished = now.Vanished(capture).Select(then.Before).OfType<ThreadRows.Row>().Where(comment => comment.Vanished is null).ToList();
        Assert.Equal(vanished.Count, post.Vanished.Count);
        Assert.All(post.Vanished, comment => Assert.Contains(vanished, earlier => earlier.Keys.Contains(comment.Key!)));

        // Where lines break says nothing.
        static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static List<byte[]> Fill(TestArchive archive, GeneratedCaptures generated)
    {
        var dumps = new List<byte[]>();
        for (var count = generated.Next(4); count > 0; count--)
        {
            dumps.Add(generated.Dump());
            DateTimeOffset? captured = generated.Next(3) == 0 ? null : new DateTimeOffset(2015 + generated.Next(10), 1, 1 + count, 0, 0, 0, TimeSpan.Zero);
            archive.Import(new ImportChoices { Captured = captured }, new DumpFile($"{count}.txt", () => dumps[^1], Blog(generated)));
            archive.Clock.Now += TimeSpan.FromDays(1);
        }

        return dumps;
    }

    private static BlogDescription Blog(GeneratedCaptures generated) => generated.Next(5) switch
    {
        0 => new BlogDescription("blog", "blog") { Basis = BlogBasis.Guess },
        1 => new BlogDescription("two", "Blog two"),
        _ => new BlogDescription("one", "Blog one"),
    };

    private static TestStage Stage(TestArchive archive, GeneratedCaptures generated, List<byte[]> dumps, int files)
    {
        var stage = new TestStage(archive);
        if (generated.Next(5) > 0)
        {
            stage.OfBlog(generated.One<string>("one", "one", "two"));
        }

        for (var i = 0; i < files; i++)
        {
            var bytes = dumps.Count > 0 && generated.Next(4) == 0 ? generated.One<byte[]>([.. dumps]) : generated.Next(12) == 0 ? "No dump at all.\n"u8.ToArray() : generated.Dump();
            stage.Add(string.Create(CultureInfo.InvariantCulture, $"{generated.Next(3)}.txt"), bytes);
        }

        return stage;
    }

    private static void KeepApart(TestStage stage, GeneratedCaptures generated)
    {
        stage.Preview();
        foreach (var file in stage.Stages.Files(stage.Id))
        {
            var same = stage.Previews.Find(stage.Id, file.Number)?.Posts.SelectMany(post => post.Same.Select(one => (new CommentName(file.Sha256, post.Turn, one.Turn), one.Kept.Name, true))) ?? [];
            stage.Stages.Choices.KeepApart(stage.Id, [.. same.Where(_ => generated.Next(3) == 0)]);
        }
    }

    private static FileFate FateOf(SourceOutcome outcome) => outcome switch
    {
        SourceOutcome.New => FileFate.New,
        SourceOutcome.Unchanged => FileFate.Kept,
        SourceOutcome.Moved => FileFate.Moved,
        SourceOutcome.Refused => FileFate.Refused,
        SourceOutcome.LeftOut => FileFate.NoDump,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static void ForSeeds(int count, Action<int> check)
    {
        for (var seed = 0; seed < Trials.Of(count); seed++)
        {
            try
            {
                check(seed);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {failure.Message}"), failure);
            }
        }
    }

    /// <summary>The comments of an archive as its rows have them.</summary>
    private sealed class ThreadRows
    {
        private readonly List<Row> rows;

        public ThreadRows(TestArchive archive)
        {
            using var copy = new Connection(archive.File.OpenReader());
            var turns = new Dictionary<long, Dictionary<int, int>>();
            rows = copy[
                """
                SELECT comments.id, key, status, text, original, parent_id, last_capture_id, comments.first_line, reached_capture_id,
                       (SELECT group_concat(key, ' ') FROM comment_keys WHERE comment_id = comments.id) AS others,
                       (SELECT group_concat(capture_id || ':' || first_line, ' ') FROM sightings WHERE comment_id = comments.id) AS seen,
                       (SELECT group_concat(capture_id, ' ') FROM comment_versions WHERE comment_id = comments.id AND status <> 'placeholder') AS versions
                  FROM comments
                """].All(row => new Row(
                    row.TextOrNull("others") is { } others ? [row.Text("key"), .. others.Split(' ')] : [row.Text("key")], row.Text("status"), row.Text("text"), row.Text("original"), row.NumberOrNull(5),
                    Sightings(row).ToDictionary(), row.TextOrNull("versions") is { } versions ? [.. versions.Split(' ').Select(long.Parse)] : [],
                    row.Long("last_capture_id") == row.Long("reached_capture_id") ? null : row.Long("reached_capture_id")));

            IEnumerable<KeyValuePair<long, int>> Sightings(Statement row) => (row.TextOrNull("seen")?.Split(' ') ?? [])
                .Append(string.Create(CultureInfo.InvariantCulture, $"{row.Long("last_capture_id")}:{row.Int("first_line")}"))
                .Select(sighting => sighting.Split(':')).Select(parts => (Capture: long.Parse(parts[0], CultureInfo.InvariantCulture), Line: int.Parse(parts[1], CultureInfo.InvariantCulture)))
                .Select(sighting => KeyValuePair.Create(sighting.Capture, TurnsOf(sighting.Capture)[sighting.Line]));

            // A comment has a line of its own in these dumps.
            Dictionary<int, int> TurnsOf(long capture)
            {
                if (!turns.TryGetValue(capture, out var known))
                {
                    var sha256 = archive.Count($"SELECT count(*) FROM sources WHERE id = {capture >> 20}") == 0 ? "" : Sha256(archive, capture >> 20);
                    var post = DumpFormats.ReadKept(archive.File.Original(sha256)!, null).Posts[(int)(capture & 1048575)];
                    turns.Add(capture, known = post.Comments.Select((comment, turn) => (comment.Lines.First, turn)).ToDictionary());
                }

                return known;
            }
        }

        public List<Row> Of(long capture) => rows.FindAll(row => row.Captures.ContainsKey(capture));

        public List<Row> Vanished(long capture) => rows.FindAll(row => row.Vanished == capture);

        public Row OfKey(string key, Row now) => rows.Single(row => row.Keys.Contains(key) && row.Captures.Intersect(now.Captures).Any());

        public Row? Before(Row now) => rows.Find(row => row.Captures.Intersect(now.Captures).Any());

        private static string Sha256(TestArchive archive, long source)
        {
            using var db = archive.Read();
            return db.Sources.Single(one => one.Id == source).Sha256;
        }

        public sealed record Row(
            IReadOnlyList<string> Keys, string Status, string Text, string Original, long? Parent, Dictionary<long, int> Captures, IReadOnlyList<long> Versions, long? Vanished)
        {
            public int Turn(long capture) => Captures[capture];
        }
    }
}
