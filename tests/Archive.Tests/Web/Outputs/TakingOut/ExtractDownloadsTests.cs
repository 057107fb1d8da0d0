using System.Net;
using System.Text;
using System.Text.Json;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Outputs.TakingOut;

[Collection(SeedSiteTests.Name)]
public sealed class ExtractDownloadsTests(SeedSite seeds)
{
    // A contract with other programs.
    private static readonly string[] Fields =
    [
        "kind", "blog", "post", "thread", "number", "parent", "key", "address", "published", "dateOf", "dateIs", "author", "signed", "status", "text", "original", "firstLine", "lastLine",
    ];

    private readonly TestSite site = seeds.Site;

    [Fact]
    public async Task All_posts_and_comments_are_in_the_lines_with_their_whole_texts()
    {
        var lines = await LinesAsync(site, "/take.jsonl");

        var expected = Rows("SELECT text FROM posts").Concat(Rows("SELECT text FROM comments")).Order(StringComparer.Ordinal);
        Assert.Equal(expected, lines.Select(line => Text(line, "text")!).Order(StringComparer.Ordinal));
        Assert.Equal(
            Rows("SELECT comments.key || ' ' || comments.number || ' ' || coalesce(parent.key, '') FROM comments LEFT JOIN comments AS parent ON parent.id = comments.parent_id").Order(StringComparer.Ordinal),
            lines.Where(line => Text(line, "kind") == "comment").Select(line => $"{Text(line, "key")} {Text(line, "number")} {Text(line, "parent")}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task JSON_and_CSV_say_the_same_as_the_lines()
    {
        var lines = (await LinesAsync(site, "/take.jsonl")).Select(Values).ToList();
        using var json = JsonDocument.Parse(await TextAsync(site, "/take.json"));
        var csv = await TextAsync(site, "/take.csv");
        var heads = csv.Split("\r\n").TakeWhile(line => line.StartsWith('#')).ToList();
        var rows = StrictCsv(csv[heads.Sum(line => line.Length + 2)..]);

        Assert.Equal(lines, json.RootElement.GetProperty("texts").EnumerateArray().Select(Values));
        Assert.Equal(["# names: as typed", "# archive: sha256 ", "# date: 2020-05-04T03:02:01Z", "# seal: "], heads.Select(line => line[..Math.Min(line.Length, line.LastIndexOf(' ') is var at && line[(at + 1)..].Length == 64 ? at + 1 : line.Length)]));
        Assert.Equal(["names", "archive", "texts"], json.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.Equal(Fields, rows[0]);
        Assert.Equal(lines.Select(line => line.Select(Guarded)), rows.Skip(1).Select(row => row.AsEnumerable()));
    }

    [Theory]
    [InlineData("blog=probation", "blogs.slug = 'probation'")]
    [InlineData("month=2014-02", "month = '2014-02'")]
    [InlineData("month=2014&blog=posts", "month LIKE '2014-%'")]
    [InlineData("month=undated", "month = 'undated'")]
    [InlineData("blog=&month=&post=", "1")]
    public async Task A_part_is_what_it_says(string asked, string condition)
    {
        var lines = await LinesAsync(site, $"/take.jsonl?{asked}");

        Assert.NotEmpty(lines);
        Assert.Equal(
            Rows($"SELECT 1 + comments FROM (SELECT (SELECT count(*) FROM comments WHERE post_id = posts.id) AS comments FROM posts JOIN blogs ON blogs.id = blog_id WHERE {condition})").Sum(count => int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)),
            lines.Count);
    }

    [Fact]
    public async Task A_thread_is_its_post_and_then_its_comments_in_the_order_of_reading_and_each_address_leads_to_it()
    {
        var parts = SeedSite.PowerPost.Split('/');
        var lines = await LinesAsync(site, $"/take.jsonl?blog={parts[1]}&month={parts[2]}-{parts[3]}&post={parts[4]}");

        Assert.Equal("post", Text(lines[0], "kind"));
        Assert.Equal(39, lines.Count);
        Assert.All(lines.Skip(1), line => Assert.Equal("comment", Text(line, "kind")));
        foreach (var line in lines.Take(4))
        {
            Assert.Equal(HttpStatusCode.OK, (await site.GetAsync(new Uri(Text(line, "address")!).PathAndQuery)).StatusCode);
        }
    }

    [Theory]
    [InlineData("/take.csv?blog=nobody")]
    [InlineData("/take.jsonl?month=1999")]
    [InlineData("/take.json?month=201")]
    [InlineData("/take.csv?q=probation&month=2014-02")]
    [InlineData("/take.epub")]
    [InlineData("/take.txt?blog=probation")]
    [InlineData("/take.epub?blog=probation&month=2014-02&post=nobody")]
    public async Task What_is_not_there_is_not_found(string address) => Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync(address)).StatusCode);

    [Theory]
    [InlineData("probation")]
    [InlineData("probation in:comments")]
    [InlineData("probation in:posts sort:new")]
    [InlineData("is:removed")]
    public async Task A_search_is_its_hits_from_the_oldest_on(string query)
    {
        var asked = Uri.EscapeDataString(query);
        var hits = (await LinesAsync(site, $"/search.jsonl?q={asked}")).Select(hit => $"{Text(hit, "kind")} {Text(hit, "path")!.Split('?')[0]} {Text(hit, "key")}").ToList();
        var lines = await LinesAsync(site, $"/take.jsonl?q={asked}");

        Assert.NotEmpty(hits);
        Assert.Equal(hits.Order(StringComparer.Ordinal), lines.Select(line => $"{Text(line, "kind")} {new Uri(Text(line, "thread")!).AbsolutePath} {Text(line, "key")}").Order(StringComparer.Ordinal));
        Assert.Equal(lines.Select(line => Text(line, "kind") == "post" ? Text(line, "published") : null).OfType<string>().Order(StringComparer.Ordinal), lines.Select(line => Text(line, "kind") == "post" ? Text(line, "published") : null).OfType<string>());
    }

    [Fact]
    public async Task Whole_threads_are_all_that_have_a_hit_and_nothing_else()
    {
        const string Query = "omnishambles";
        var hits = await LinesAsync(site, $"/take.jsonl?q={Query}");
        var lines = await LinesAsync(site, $"/take.jsonl?q={Query}&what=threads");

        var threads = hits.Select(hit => Text(hit, "thread")).Distinct().ToList();
        Assert.Equal(threads, lines.Select(line => Text(line, "thread")).Distinct());
        foreach (var thread in threads)
        {
            var parts = new Uri(thread!).AbsolutePath.Split('/');
            Assert.Equal(
                (await LinesAsync(site, $"/take.jsonl?blog={parts[1]}&month={parts[2]}-{parts[3]}&post={parts[4]}")).Select(Values),
                lines.Where(line => Text(line, "thread") == thread).Select(Values));
        }
    }

    [Fact]
    public async Task A_search_that_finds_nothing_is_an_answer_too()
    {
        Assert.Empty(await LinesAsync(site, "/take.jsonl?q=xyzzyxyzzy"));
        Assert.Empty(await LinesAsync(site, "/take.jsonl?q=sort:old&what=threads"));
    }

    [Fact]
    public async Task A_head_says_which_search_it_was_and_what_was_taken_of_it()
    {
        var head = JsonDocument.Parse((await TextAsync(site, "/take.jsonl?q=OMNISHAMBLES+in:comments&what=threads&names=pseudonyms")).Split('\n')[0]).RootElement;

        Assert.Equal(["query", "what", "names", "archive"], head.EnumerateObject().Select(field => field.Name));
        Assert.Equal(("OMNISHAMBLES in:comments", "threads"), (Text(head, "query"), Text(head, "what")));
        Assert.StartsWith("pseudonyms, in author and signed alone: texts", Text(head, "names"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HEAD_says_what_GET_does_and_sends_nothing()
    {
        using var head = await site.SendAsync(HttpMethod.Head, "/take.csv?q=probation");

        Assert.Equal((HttpStatusCode.OK, "text/csv", "found.csv"), (head.StatusCode, head.Content.Headers.ContentType!.MediaType, head.Content.Headers.ContentDisposition!.FileName));
        Assert.Equal(HttpStatusCode.NotFound, (await site.SendAsync(HttpMethod.Head, "/take.epub")).StatusCode);
    }

    [Theory]
    [InlineData("/take.csv?names=pseudonym")]
    [InlineData("/take.csv?names=Pseudonyms")]
    [InlineData("/take.csv?names=typed&names=pseudonyms")]
    [InlineData("/take?names=x")]
    [InlineData("/take.csv?q=probation&what=evil")]
    public async Task Whoever_mistypes_what_is_to_be_hidden_does_not_get_it(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync(address)).StatusCode);

    [Fact]
    public async Task A_file_with_pseudonyms_says_so_in_its_name() =>
        Assert.Equal("archive-pseudonyms.csv", (await site.GetAsync("/take.csv?names=pseudonyms")).Content.Headers.ContentDisposition!.FileName);

    [Fact]
    public async Task A_name_has_one_pseudonym_in_all_files_of_an_archive_and_another_in_any_other_archive()
    {
        await using var one = await TestSite.StartAsync(Signed);
        await using var other = await TestSite.StartAsync(Signed);

        var typed = (await LinesAsync(one, "/take.jsonl")).Select(line => (Text(line, "author"), Text(line, "signed"))).ToList();
        var replaced = (await LinesAsync(one, "/take.jsonl?names=pseudonyms")).Select(line => (Text(line, "author"), Text(line, "signed"))).ToList();
        var inCsv = await TextAsync(one, "/take.csv?names=pseudonyms&q=length");
        var elsewhere = (await LinesAsync(other, "/take.jsonl?names=pseudonyms")).Select(line => Text(line, "signed")).OfType<string>().ToList();

        Assert.Equal(typed.Select(name => (name.Item1 is null, name.Item2 is null)), replaced.Select(name => (name.Item1 is null, name.Item2 is null)));
        var jim = Assert.Single(replaced.Select(name => name.Item2).OfType<string>().Distinct());
        Assert.Matches("^person-[a-z2-7]{12}$", jim);
        Assert.Contains($",{jim},", inCsv, StringComparison.Ordinal);
        Assert.DoesNotContain("Jim Brown,", inCsv, StringComparison.Ordinal);
        Assert.DoesNotContain(jim, elsewhere);
    }

    [Fact]
    public void The_secret_is_its_owners_outlives_the_site_and_is_made_once()
    {
        using var archive = new TestArchive();
        var first = new Pseudonyms(archive.File).Giver()!("Jim Brown");
        var file = Path.Combine(archive.Folder, "keys", Pseudonyms.FileName);

        Assert.All(Enumerable.Range(0, 4), _ => Assert.Equal(first, new Pseudonyms(archive.File).Giver()!("Jim Brown")));
        // One name is one person here as in the pages of people.
        Assert.Equal(first, new Pseudonyms(archive.File).Giver()!("jim  BROWN"));
        Assert.NotEqual(first, new Pseudonyms(archive.File).Giver()!("Jim Browne"));
        Assert.Equal(32, new FileInfo(file).Length);
        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task A_page_that_offers_pseudonyms_makes_no_secret()
    {
        await using var fresh = await TestSite.StartAsync(Signed);
        var file = Path.Combine(fresh.Archive.Folder, "keys", Pseudonyms.FileName);

        await fresh.PageAsync("/take");
        Assert.False(File.Exists(file));
        await LinesAsync(fresh, "/take.jsonl?names=pseudonyms");
        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task Where_no_secret_can_be_kept_there_are_no_pseudonyms()
    {
        await using var fresh = await TestSite.StartAsync(Signed);
        Directory.CreateDirectory(Path.Combine(fresh.Archive.Folder, "keys", Pseudonyms.FileName));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await fresh.GetAsync("/take.csv?names=pseudonyms")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await fresh.GetAsync("/take.csv")).StatusCode);
        Assert.All(Directory.GetFiles(Path.Combine(fresh.Archive.Folder, "keys")), left => Assert.EndsWith(".xml", left, StringComparison.Ordinal));
    }

    [Fact]
    public void Who_begins_at_once_gets_one_secret()
    {
        using var archive = new TestArchive();

        var names = Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(16).Select(_ => new Pseudonyms(archive.File).Giver()!("Jim")).ToList();

        Assert.Single(names.Distinct());
    }

    // Whatever the shape of its threads: each once, and what it answers before it.
    [Fact]
    public async Task What_is_taken_out_is_what_the_archive_has()
    {
        var random = new Random(7);
        for (var trial = 0; trial < Trials.Of(30); trial++)
        {
            await using var made = await TestSite.StartAsync(archive =>
            {
                for (var post = 0; post < 1 + random.Next(4); post++)
                {
                    archive.Import(TestArchive.Dump($"{post}", DumpText.Titled($"Post {post}", random.Next(3) == 0 ? null : $"201{random.Next(10)}-02-11", Outline(random))));
                }
            });
            var lines = await LinesAsync(made, "/take.jsonl");
            var kept = TestArchive.Read(made.Archive.Open(), "SELECT comments.key || posts.slug || comments.number || comments.text || comments.status FROM comments JOIN posts ON posts.id = post_id", row => row.GetString(0));

            Assert.Equal(kept.Order(StringComparer.Ordinal), lines.Where(line => Text(line, "kind") == "comment")
                .Select(line => $"{Text(line, "key")}{Text(line, "thread")!.Split('/')[^1]}{Text(line, "number")}{Text(line, "text")}{Text(line, "status")}").Order(StringComparer.Ordinal));
            var before = new HashSet<string>();
            foreach (var line in lines)
            {
                Assert.True(Text(line, "parent") is not { } parent || before.Contains(Text(line, "thread") + parent));
                Assert.True(before.Add(Text(line, "thread") + Text(line, "key")));
            }
        }
    }

    private static string[] Outline(Random random)
    {
        var depth = -1;
        return [.. Enumerable.Range(0, random.Next(40)).Select(i =>
        {
            depth = random.Next(depth + 2);
            return $"{new string(' ', 2 * depth)}{(random.Next(12) == 0 ? "?" : $"comment {i}, {random.Next()}")}";
        })];
    }

    [Fact]
    public async Task Sign_offs_are_left_out_where_the_archive_hides_them()
    {
        await using var quiet = await TestSite.StartAsync(Signed, new SiteChoices { ShowsSignOffs = false });
        await using var open = await TestSite.StartAsync(Signed);

        Assert.Contains(await LinesAsync(open, "/take.jsonl"), line => Text(line, "signed") == "Jim Brown");
        Assert.All(await LinesAsync(quiet, "/take.jsonl"), line => Assert.Null(Text(line, "signed")));
    }

    [Fact]
    public async Task More_than_one_part_is_whole_and_nothing_comes_twice()
    {
        await using var wide = await TestSite.StartAsync(archive =>
            archive.Import(TestArchive.Dump("a", DumpText.Titled("Wide", "2014-02-11", [.. Enumerable.Range(0, 450).Select(i => $"=comment {i}")]))));

        var keys = (await LinesAsync(wide, "/take.jsonl")).Select(line => Text(line, "key")).ToList();
        Assert.Equal((451, 451), (keys.Count, keys.Distinct().Count()));
    }

    private static void Signed(TestArchive archive)
    {
        archive.Import(TestArchive.Dump("a", DumpText.Titled("Signed", "2014-02-11", "A comment of some length.")));
        archive.Execute("UPDATE comments SET inferred_signer = 'Jim Brown'; UPDATE blogs SET author = 'Jim Brown'");
    }

    private List<string> Rows(string sql)
    {
        using var connection = site.Part<ArchiveFolder>().OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    // Below the line that says what they are of.
    private static async Task<List<JsonElement>> LinesAsync(TestSite site, string address) =>
        [.. (await TextAsync(site, address)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).Skip(1)];

    private static async Task<string> TextAsync(TestSite site, string address)
    {
        using var response = await site.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("no-cache", response.Headers.CacheControl!.ToString());
        return await response.Content.ReadAsStringAsync();
    }

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();

    private static List<string> Values(JsonElement line) => [.. line.EnumerateObject().Select(field => field.Value.ToString())];

    private static string Guarded(string value) => value.Length > 0 && "=+-@\t\r\n＝＋－＠".Contains(value[0], StringComparison.Ordinal) ? "'" + value : value;

    // RFC 4180 to the letter: a quote only around a whole field, lines end in CR LF, the last too.
    private static List<List<string>> StrictCsv(string csv)
    {
        var (rows, row, at) = (new List<List<string>>(), new List<string>(), 0);
        while (at < csv.Length)
        {
            var field = new StringBuilder();
            if (csv[at] == '"')
            {
                for (at++; csv[at] != '"' || (at + 1 < csv.Length && csv[at + 1] == '"'); at++)
                {
                    at += csv[at] == '"' ? 1 : 0;
                    field.Append(csv[at]);
                }

                at++;
            }
            else
            {
                for (; csv[at] is not (',' or '\r'); at++)
                {
                    Assert.False(csv[at] is '"' or '\n');
                    field.Append(csv[at]);
                }
            }

            row.Add(field.ToString());
            if (csv[at] == ',')
            {
                at++;
                continue;
            }

            Assert.Equal("\r\n", csv.Substring(at, 2));
            at += 2;
            rows.Add(row);
            row = [];
        }

        return rows;
    }
}
