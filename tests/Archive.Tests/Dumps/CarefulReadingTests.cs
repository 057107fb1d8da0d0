using System.Text.Json;

namespace Archive.Tests.Dumps;

/// <summary>Small texts that are easy to misread, each beside what a careful reader makes of it: <c>Cases/careful</c>.</summary>
public sealed class CarefulReadingTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/Archive.Tests/Cases/careful");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.expected.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Reads_what_a_careful_reader_reads(string expected)
    {
        var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, expected))).RootElement;
        var name = expected.Replace(".expected.json", "", StringComparison.Ordinal);
        var dump = DumpChecks.EveryLineIsAccountedFor(File.ReadAllBytes(Directory.GetFiles(Folder, name + ".*").Single(file => !file.EndsWith(".json", StringComparison.Ordinal))));

        var posts = truth.GetProperty("posts").EnumerateArray().ToList();
        Assert.Equal(posts.Count, dump.Posts.Count);
        foreach (var (post, read) in posts.Zip(dump.Posts))
        {
            Compare(post, read);
        }

        Assert.True(truth.GetProperty("say").GetString()!.Length == 0 || dump.Problems.Count > 0, "nothing is said");
    }

    private static void Compare(JsonElement post, DumpPost read)
    {
        foreach (var field in post.EnumerateObject().Where(field => field.Name != "comments"))
        {
            object? value = field.Name switch
            {
                "title" => read.Title,
                "published" => read.Published,
                "author" => read.Author,
                "url" => read.Url,
                "bodyText" => Lines(read.BodyText),
                "declaredComments" => (double?)read.DeclaredComments,
                "foundComments" => (double?)read.FoundComments,
                "labels" => string.Join(", ", read.Labels),
                _ => throw new ArgumentException($"there is no field '{field.Name}'", nameof(post)),
            };
            Assert.Equal((field.Name, ValueOf(field)), (field.Name, value));
        }

        var comments = post.GetProperty("comments").EnumerateArray().ToList();
        Assert.Equal(comments.Count, read.Comments.Count);
        var numbers = CommentNumber.Paths(read.Comments);
        var hasPlaceholder = read.Comments.Any(comment => comment.Status == CommentStatus.Placeholder);
        for (var i = 0; i < comments.Count; i++)
        {
            Compare(comments[i], read.Comments[i], hasPlaceholder ? null : numbers[i]);
        }
    }

    private static void Compare(JsonElement comment, DumpComment read, string? number)
    {
        foreach (var field in comment.EnumerateObject())
        {
            object? value = field.Name switch
            {
                "number" => number ?? field.Value.GetString(),
                "bodyText" => Lines(read.BodyText),
                "author" => read.Author,
                "published" => read.Published,
                "status" => read.Status.ToString().ToLowerInvariant(),
                "incomplete" => read.Incomplete,
                _ => throw new ArgumentException($"there is no field '{field.Name}'", nameof(comment)),
            };
            Assert.Equal((field.Name, ValueOf(field)), (field.Name, value));
        }
    }

    private static object? ValueOf(JsonProperty field) => field.Value.ValueKind switch
    {
        JsonValueKind.String => field.Name == "bodyText" ? Lines(field.Value.GetString()!) : field.Value.GetString(),
        JsonValueKind.Number => field.Value.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => field.Value.GetBoolean(),
        JsonValueKind.Array => string.Join(", ", field.Value.EnumerateArray().Select(one => one.GetString())),
        _ => null,
    };

    // Blanks at the end of a line and more than one blank line in a row count for nothing.
    private static string Lines(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.TrimEnd())).Replace("\n\n\n", "\n\n", StringComparison.Ordinal).Trim('\n');
}
