using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Archive.Tests.Dumps;

/// <summary>Reads the texts that many extractors make of invented pages, and asks of each what it keeps of its page.</summary>
/// <remarks>The corpus and how to ask it: Cases/layouts/README.md. What is not read right stands in expected.txt, so that a change shows.</remarks>
public sealed class LayoutCorpusTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/Archive.Tests/Cases/layouts");

    [Fact]
    public void Each_text_gives_what_it_keeps_of_its_page_or_says_that_it_does_not()
    {
        var table = new StringBuilder();
        foreach (var page in Directory.GetDirectories(Folder).Order(StringComparer.Ordinal))
        {
            var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(page, "truth.json"))).RootElement;
            var keeps = JsonDocument.Parse(File.ReadAllText(Path.Combine(page, "keeps.json"))).RootElement;
            foreach (var text in Directory.GetFiles(page, "*.txt").Order(StringComparer.Ordinal))
            {
                var extractor = Path.GetFileNameWithoutExtension(text);
                var outcome = Outcome(File.ReadAllBytes(text), truth, keeps.GetProperty(extractor));
                if (outcome != "right")
                {
                    table.Append(CultureInfo.InvariantCulture, $"{Path.GetFileName(page)}/{extractor}: {outcome}\n");
                }
            }
        }

        var expected = Path.Combine(Folder, "expected.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(expected, table.ToString());
        }

        Assert.Equal(File.ReadAllText(expected), table.ToString());
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\u00A0")]
    [InlineData("\t")]
    [InlineData("• ")]
    public void What_slips_in_before_one_heading_moves_nobody(string slipped)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, "classic-en", "chromium-copy.txt"));
        var whole = Read(lines);
        Assert.Contains(whole, comment => comment.Parent is not null);
        foreach (var heading in whole.Select(comment => comment.Lines.First - 1))
        {
            Assert.Equal(Tree(whole), Tree(Read([.. lines[..heading], slipped + lines[heading], .. lines[(heading + 1)..]])));
        }
    }

    [Theory]
    [InlineData("lynx")]
    [InlineData("html2text")]
    public void One_lost_number_of_a_list_moves_nobody(string extractor)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, "classic-en", $"{extractor}.txt"));
        var whole = Read(lines);
        foreach (var heading in whole.Select(comment => comment.Lines.First - 1).Where(line => Regex.IsMatch(lines[line], @"^ *\d+\. \S")))
        {
            Assert.Equal(Tree(whole), Tree(Read([.. lines[..heading], Regex.Replace(lines[heading], @"^( *)\d+\. ", "$1"), .. lines[(heading + 1)..]])));
        }
    }

    [Fact]
    public void A_number_that_stands_too_far_left_or_cannot_be_read_costs_no_comment_behind_it()
    {
        string[] lines =
        [
            "Monday, November 18, 2013", "", "The ferry at Lower Marl", "", "The chain ferry stopped.", "", "4 comments:", "",
            "  1. One", "", "    ReplyDelete", "  2. Two", "", "    ReplyDelete", "  3. Three", "", "    ReplyDelete", "    Replies", "    1. Three one", "", "      Delete",
        ];
        var whole = Tree(Read(lines));
        foreach (var shifted in (string[])[" 2. Two", "2. Two"])
        {
            Assert.Equal(whole, Tree(Read([.. lines[..11], shifted, .. lines[12..]])));
        }

        Assert.Equal(["0 One", "0 Three", "1 Three one"], Tree(Read([.. lines[..11], " 2) Two", .. lines[12..]])));
    }

    [Fact]
    public void Authors_stand_above_their_texts_whether_or_not_a_blank_line_parts_them()
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, "classic-en", "columns-full.txt"));
        var whole = Read(lines);
        Assert.All(whole, comment => Assert.NotNull(comment.Author));
        var blanks = whole.Select(comment => comment.Lines.First).Where(line => lines[line].Trim().Length == 0).ToList();
        Assert.NotEmpty(blanks);
        foreach (var gone in blanks.Select(line => new[] { line }).Append([.. blanks]))
        {
            var read = Read([.. lines.Where((_, i) => !gone.Contains(i))]);
            Assert.Equal(whole.Select(comment => (comment.Author, comment.Published, comment.Status, comment.BodyText)), read.Select(comment => (comment.Author, comment.Published, comment.Status, comment.BodyText)));
        }
    }

    private static IReadOnlyList<DumpComment> Read(string[] lines) => DumpFormats.Read(Encoding.UTF8.GetBytes(string.Join('\n', lines) + '\n')).Posts[0].Comments;

    private static IEnumerable<string> Tree(IReadOnlyList<DumpComment> comments) => comments.Select(comment =>
    {
        var depth = 0;
        for (var above = comment.Parent; above is { } parent; above = comments[parent].Parent)
        {
            depth++;
        }

        return $"{depth} {comment.Original.Trim().Split('\n')[0]}";
    });

    private static string Outcome(byte[] bytes, JsonElement truth, JsonElement keeps)
    {
        Dump dump;
        try
        {
            dump = DumpChecks.EveryLineIsAccountedFor(bytes);
        }
        catch (NotADumpException)
        {
            return "refused";
        }

        var wrong = new List<string>();
        var posts = truth.GetProperty("posts").EnumerateArray().ToList();
        if (dump.Posts.Count != posts.Count)
        {
            wrong.Add($"{dump.Posts.Count} posts");
        }

        for (var i = 0; i < Math.Min(dump.Posts.Count, posts.Count); i++)
        {
            var kept = keeps.TryGetProperty("posts", out var each) && each.ValueKind == JsonValueKind.Array ? each[i] : keeps;
            Compare(dump.Posts[i], posts[i], kept, wrong);
        }

        return wrong.Count == 0 ? "right"
            : dump.Problems.Any(problem => problem.Severity != Severity.Note) ? $"wrong with a warning ({string.Join(", ", wrong.Distinct())})"
            : dump.Problems.Count > 0 ? $"wrong with a note ({string.Join(", ", wrong.Distinct())})"
            : $"wrong in silence ({string.Join(", ", wrong.Distinct())})";
    }

    private static void Compare(DumpPost read, JsonElement truth, JsonElement keeps, List<string> wrong)
    {
        var title = Kept(keeps, "title");
        var expected = title.ValueKind switch
        {
            JsonValueKind.True => Text(truth, "title"),
            JsonValueKind.String => title.GetString(),
            JsonValueKind.False when Text(truth, "title") is { } known && Letters(read.Title).Contains(Letters(known), StringComparison.Ordinal) => read.Title,
            _ => null,
        };
        Add(wrong, "title", Letters(read.Title) != Letters(expected));
        Add(wrong, "date", Day(read.Published) != (IsKept(keeps, "date") ? Day(Text(truth, "published")) : null));
        Add(wrong, "count", IsKept(keeps, "declared") && read.DeclaredComments != Number(truth, "declaredComments"));
        Add(wrong, "author", Kept(keeps, "author").ValueKind is JsonValueKind.True or JsonValueKind.False
            && read.Author != (IsKept(keeps, "author") ? Text(truth, "author") : null));
        Add(wrong, "labels", IsKept(keeps, "labels")
            && !truth.GetProperty("labels").EnumerateArray().Select(label => Letters(label.GetString())).SequenceEqual(read.Labels.Select(Letters)));
        Add(wrong, "body", Letters(read.BodyText) != Letters(Text(truth, "bodyText")));
        var comments = truth.GetProperty("comments").EnumerateArray().Where(comment => IsKept(keeps, "comments", comment)).ToList();
        var found = read.Comments.Where(comment => comment.Status != CommentStatus.Placeholder).ToList();
        if (comments.Count != found.Count)
        {
            wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{found.Count} of {comments.Count} comments"));
            return;
        }

        for (var i = 0; i < comments.Count; i++)
        {
            var name = IsKept(keeps, "authors", comments[i]) ? Text(comments[i], "author") : null;
            var spelled = name is not null && Kept(keeps, "spelled") is { ValueKind: JsonValueKind.Object } names && names.TryGetProperty(name, out var other) ? other.GetString() : name;
            Add(wrong, "texts", Letters(found[i].BodyText) != Letters(Text(comments[i], "bodyText")));
            Add(wrong, "tree", Kept(keeps, "tree").ValueKind == JsonValueKind.True && found[i].Depth + 1 != Number(comments[i], "depth"));
            Add(wrong, "names", Letters(found[i].Author) != Letters(name) && Letters(found[i].Author) != Letters(spelled));
            Add(wrong, "times", Minute(found[i].Published) != (IsKept(keeps, "times", comments[i]) ? Minute(Text(comments[i], "published")) : null));
        }
    }

    private static void Add(List<string> wrong, string what, bool isWrong)
    {
        if (isWrong)
        {
            wrong.Add(what);
        }
    }

    private static JsonElement Kept(JsonElement keeps, string name) => keeps.TryGetProperty(name, out var value) ? value : default;

    private static bool IsKept(JsonElement keeps, string name) => Kept(keeps, name).ValueKind == JsonValueKind.True;

    private static bool IsKept(JsonElement keeps, string name, JsonElement comment) => Kept(keeps, name) is var kept
        && (kept.ValueKind is JsonValueKind.True || (kept.ValueKind == JsonValueKind.Array && kept.EnumerateArray().Any(one => one.GetString() == Text(comment, "number"))));

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static int? Number(JsonElement element, string name) => element.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;

    private static string? Day(string? iso) => iso is { Length: >= 10 } ? iso[..10] : iso;

    private static string? Minute(string? iso) => iso is { Length: >= 16 } ? iso[..16] : iso;

    // Markers of lists at the beginnings of lines count for nothing: some extractors print them, some do not.
    private static string Letters(string? text)
    {
        var letters = new StringBuilder();
        foreach (var line in (text ?? "").Split('\n'))
        {
            var words = line.TrimStart(' ', '\t', '>', '\u00A0');
            var digits = words.AsSpan().IndexOfAnyExceptInRange('0', '9');
            words = digits > 0 && digits + 1 < words.Length && words[digits] is '.' or ')' && words[digits + 1] == ' ' ? words[(digits + 1)..]
                : words.StartsWith("o ", StringComparison.Ordinal) ? words[1..] : words;
            foreach (var letter in words.Where(char.IsLetterOrDigit))
            {
                letters.Append(char.ToLowerInvariant(letter));
            }
        }

        return letters.ToString();
    }
}
