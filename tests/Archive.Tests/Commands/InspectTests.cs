using System.Text.Json;

namespace Archive.Tests.Commands;

public class InspectTests
{
    private static readonly string Seed = Path.Combine(ArchiveProgram.Seeds, "000_7ee6d24b31a7e022.txt");

    [Fact]
    public async Task Json_of_a_seed_has_the_fields_of_the_contract_in_their_order()
    {
        var run = await ArchiveProgram.RunAsync("inspect", Seed, "--json");

        Assert.Equal(ExitCode.Done, run.Exit);
        Assert.NotEqual(0xEF, run.Bytes[0]);
        using var json = JsonDocument.Parse(run.Text);
        Assert.Equal(["sources"], Names(json.RootElement));
        var source = json.RootElement.GetProperty("sources")[0];
        Assert.Equal(["file", "sha256", "bytes", "format", "posts", "ledger", "problems"], Names(source));
        Assert.Equal("000_7ee6d24b31a7e022.txt", source.GetProperty("file").GetString());
        Assert.StartsWith("c4c9bc96", source.GetProperty("sha256").GetString(), StringComparison.Ordinal);
        Assert.Equal(24994, source.GetProperty("bytes").GetInt32());
        Assert.Equal("blogger-text", source.GetProperty("format").GetString());
        Assert.Equal("""{"lines":258,"unread":0}""", source.GetProperty("ledger").GetRawText());
    }

    [Fact]
    public async Task Json_of_a_seed_gives_the_post_and_its_thread()
    {
        var run = await ArchiveProgram.RunAsync("inspect", Seed, "--json");

        using var json = JsonDocument.Parse(run.Text);
        var post = json.RootElement.GetProperty("sources")[0].GetProperty("posts")[0];
        Assert.Equal(
            ["title", "published", "author", "url", "labels", "declaredComments", "foundComments", "bodyText", "lines", "comments", "readAs", "certainty"],
            Names(post));
        Assert.Equal("Power To The People?", post.GetProperty("title").GetString());
        Assert.Equal("2014-02-11", post.GetProperty("published").GetString());
        Assert.Equal(JsonValueKind.Null, post.GetProperty("author").ValueKind);
        Assert.Equal(38, post.GetProperty("declaredComments").GetInt32());
        Assert.Equal(38, post.GetProperty("foundComments").GetInt32());
        Assert.Equal("[5,33]", post.GetProperty("lines").GetRawText());
        Assert.Equal(18, post.GetProperty("comments").GetArrayLength());
        var first = post.GetProperty("comments")[0];
        Assert.Equal(["number", "key", "author", "published", "status", "bodyText", "lines", "replies"], Names(first));
        Assert.Equal("1", first.GetProperty("number").GetString());
        Assert.Equal("visible", first.GetProperty("status").GetString());
        Assert.Equal("[37,41]", first.GetProperty("lines").GetRawText());
        Assert.StartsWith("Link to Maude's report\n\nhttps://", first.GetProperty("bodyText").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replies_stand_inside_the_comment_that_they_answer()
    {
        var run = await ArchiveProgram.RunAsync("inspect", Seed, "--json");

        using var json = JsonDocument.Parse(run.Text);
        var tops = json.RootElement.GetProperty("sources")[0].GetProperty("posts")[0].GetProperty("comments").EnumerateArray().ToList();
        Assert.Equal(38, tops.Sum(top => 1 + top.GetProperty("replies").GetArrayLength()));
        var eighth = tops[7].GetProperty("replies");
        Assert.Equal("8.1", eighth[0].GetProperty("number").GetString());
    }

    [Fact]
    public async Task A_file_that_is_no_dump_has_no_format_and_a_reason_and_ends_with_1()
    {
        using var folder = new TempFolder();
        var path = folder.Write("novel.txt", "It was a bright cold day in April.\nThe clocks were striking.\n");

        var run = await ArchiveProgram.RunAsync("inspect", path, Seed, "--json");

        Assert.Equal(ExitCode.Refused, run.Exit);
        using var json = JsonDocument.Parse(run.Text);
        var refused = json.RootElement.GetProperty("sources")[0];
        Assert.Equal(JsonValueKind.Null, refused.GetProperty("format").ValueKind);
        Assert.Equal("[]", refused.GetProperty("posts").GetRawText());
        Assert.Equal("""{"lines":2,"unread":2}""", refused.GetProperty("ledger").GetRawText());
        var problem = Assert.Single(refused.GetProperty("problems").EnumerateArray());
        Assert.Equal("error", problem.GetProperty("severity").GetString());
        Assert.Equal(JsonValueKind.Null, problem.GetProperty("line").ValueKind);
        Assert.Equal("blogger-text", json.RootElement.GetProperty("sources")[1].GetProperty("format").GetString());
    }

    [Fact]
    public async Task Only_a_comment_that_breaks_off_is_marked_incomplete()
    {
        using var folder = new TempFolder();
        var text = await File.ReadAllTextAsync(Seed);
        var path = folder.Write("cut.txt", text[..(text.LastIndexOf("Delete", StringComparison.Ordinal) - 40)]);

        var whole = await ArchiveProgram.RunAsync("inspect", Seed, "--json");
        var cut = await ArchiveProgram.RunAsync("inspect", path, "--json");

        Assert.DoesNotContain("\"incomplete\"", whole.Text, StringComparison.Ordinal);
        Assert.Contains("\"incomplete\":true,\"replies\":[]", cut.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Controls_in_a_dump_stay_escaped_and_letters_stay_readable()
    {
        using var folder = new TempFolder();
        var path = folder.Write(
            "a.txt", "Tuesday 11 February 2014\n\nÜber “naïve” 回覆\n\n\u001b[31m and \u009b too\n\n1 comment:\n\n  1. Yes\n\n    ReplyDelete\n");

        var json = await ArchiveProgram.RunAsync("inspect", path, "--json");
        var text = await ArchiveProgram.RunAsync("inspect", path);

        Assert.Contains("Über “naïve” 回覆", json.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(json.Text.TrimEnd('\n'), char.IsControl);
        Assert.DoesNotContain('\u001b', text.Text);
    }

    [Fact]
    public async Task A_thread_as_deep_as_it_likes_is_written_without_recursion()
    {
        const int depth = 3_000;
        using var folder = new TempFolder();
        var dump = new System.Text.StringBuilder($"Tuesday 11 February 2014\n\nDeep\n\nBody\n\n{depth} comments:\n\n");
        for (var i = 0; i < depth; i++)
        {
            var column = new string(' ', (2 * i) + 2);
            dump.Append(System.Globalization.CultureInfo.InvariantCulture, $"{column}1. level {i}\n\n{column}  {(i == 0 ? "ReplyDelete" : "Delete")}\n");
            dump.Append(i == depth - 1 ? "" : $"{column}  Replies\n\n");
        }

        var run = await ArchiveProgram.RunAsync("inspect", folder.Write("deep.txt", dump.ToString()), "--json");

        Assert.Equal(ExitCode.Done, run.Exit);
        using var json = JsonDocument.Parse(run.Bytes, new JsonDocumentOptions { MaxDepth = 4 * depth });
        var at = json.RootElement.GetProperty("sources")[0].GetProperty("posts")[0].GetProperty("comments");
        var levels = 0;
        for (; at.GetArrayLength() > 0; at = at[0].GetProperty("replies"))
        {
            levels++;
        }

        Assert.Equal(depth, levels);
    }

    [Fact]
    public async Task A_person_reads_title_counts_and_a_compact_tree()
    {
        var run = await ArchiveProgram.RunAsync("inspect", Seed);

        Assert.Equal(ExitCode.Done, run.Exit);
        Assert.Contains("Power To The People?", run.Text, StringComparison.Ordinal);
        Assert.Contains("2014-02-11, 38 comments, 18 threads", run.Text, StringComparison.Ordinal);
        Assert.Contains("\n    1  Link to Maude's report\n", run.Text, StringComparison.Ordinal);
        Assert.Contains("\n      8.1  ", run.Text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}
