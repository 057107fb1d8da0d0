using System.Text.Json;
using System.Xml.Linq;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Searching;

public sealed class DownloadTests : IAsyncLifetime
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync(archive =>
    {
        archive.Import(TestArchive.Dump("a", DumpText.Titled("=1+1, \"sum\"", "2014-02-11", [.. Enumerable.Range(0, 60).Select(i => $"<b>serco</b> & {i}")])));
        archive.Import(TestArchive.Dump("b", DumpText.Titled("Undated", null, "-serco\u0001\u0008 at some time")));
        archive.Execute("UPDATE comments SET author = '@SUM(A1)' WHERE number = '7'");
    });

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task The_JSON_has_the_fields_of_the_contract_in_their_order()
    {
        using var json = JsonDocument.Parse(await TextAsync("/search.json?q=SERCO+in:comments&limit=2"));

        var head = json.RootElement;
        Assert.Equal(["query", "readAs", "archive", "total", "hits"], Names(head));
        Assert.Equal("SERCO in:comments", head.GetProperty("query").GetString());
        Assert.Equal(["word SERCO", "scope in:comments"], head.GetProperty("readAs").EnumerateArray().Select(line => $"{line.GetProperty("kind")} {line.GetProperty("text")}"));
        Assert.Equal("2020-05-04T03:02:01Z", head.GetProperty("archive").GetProperty("date").GetString());
        Assert.Matches("^[0-9a-f]{64}$", head.GetProperty("archive").GetProperty("sha256").GetString());
        Assert.Equal((61, true), (head.GetProperty("total").GetProperty("count").GetInt32(), head.GetProperty("total").GetProperty("exact").GetBoolean()));
        Assert.Equal(2, head.GetProperty("hits").GetArrayLength());
        var hit = head.GetProperty("hits")[0];
        Assert.Equal(["kind", "path", "key", "post", "published", "number", "snippet", "author", "signed", "blog", "dateOf", "removed"], Names(hit));
        Assert.Equal(("comment", "2014-02-11", "60", "post"), (Text(hit, "kind"), Text(hit, "published"), Text(hit, "number"), Text(hit, "dateOf")));
        Assert.Equal("&lt;b&gt;<mark>serco</mark>&lt;/b&gt; &amp; 59", Text(hit, "snippet"));
        Assert.Equal(System.Net.HttpStatusCode.Redirect, (await site.GetAsync(Text(hit, "path")!.Split('#')[0])).StatusCode);
        Assert.EndsWith("#c" + Text(hit, "key"), Text(hit, "path"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_post_key_and_number_are_null()
    {
        using var json = JsonDocument.Parse(await TextAsync("/search.json?q=sum+in:title"));

        var hit = json.RootElement.GetProperty("hits")[0];
        Assert.Equal(("post", null, null), (Text(hit, "kind"), Text(hit, "key"), Text(hit, "number")));
        Assert.Equal(System.Net.HttpStatusCode.OK, (await site.GetAsync(Text(hit, "path")!)).StatusCode);
    }

    [Fact]
    public async Task Nothing_asked_is_an_answer_too()
    {
        using var json = JsonDocument.Parse(await TextAsync("/search.json"));

        Assert.Equal(0, json.RootElement.GetProperty("total").GetProperty("count").GetInt32());
        Assert.Equal(0, json.RootElement.GetProperty("hits").GetArrayLength());
    }

    [Fact]
    public async Task Lines_of_JSON_are_the_head_and_then_every_hit()
    {
        var response = await site.GetAsync("/search.jsonl?q=serco");
        var lines = (await response.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();

        Assert.Equal(["query", "readAs", "archive", "total"], Names(lines[0]));
        Assert.Equal(lines[0].GetProperty("total").GetProperty("count").GetInt32(), lines.Count - 1);
        Assert.Equal(61, lines.Count - 1);
        Assert.Equal("search.jsonl", response.Content.Headers.ContentDisposition!.FileName);
    }

    [Fact]
    public async Task A_spreadsheet_gets_a_row_for_every_hit_and_no_formula()
    {
        var response = await site.GetAsync("/search.csv?q=serco");
        var lines = (await response.Content.ReadAsStringAsync()).Split("\r\n");

        Assert.Equal(["# query: serco", "# count: 61"], lines[..2]);
        Assert.StartsWith("# archive: sha256 ", lines[2], StringComparison.Ordinal);
        Assert.Equal("# date: 2020-05-04T03:02:01Z", lines[3]);
        Assert.StartsWith("# seal: ", lines[4], StringComparison.Ordinal);
        Assert.Equal("kind,path,key,post,published,number,snippet,author,signed,blog,dateOf,removed", lines[5]);
        Assert.Equal(61, lines[6..^1].Length);
        Assert.Contains(",\"'=1+1, \"\"sum\"\"\",2014-02-11,60,<b>serco</b> & 59,,,probation,post,false", lines[6], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains(",'@SUM(A1),", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(",'-serco", StringComparison.Ordinal));
        Assert.DoesNotContain(lines[6..], line => line.Contains(",=", StringComparison.Ordinal) || line.Contains(",@", StringComparison.Ordinal) || line.Contains(",-", StringComparison.Ordinal));
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
    }

    // Whoever makes somebody click chooses the query; and a line of the head is a row to a spreadsheet, whose cells are parted by what that country parts them by.
    [Theory]
    [InlineData("/search.csv?q=x")]
    [InlineData("/search/concordance.csv?q=x")]
    [InlineData("/search/curves.csv?q=x")]
    [InlineData("/take.csv?q=x")]
    public async Task No_query_becomes_a_formula_in_the_head_of_a_table(string address)
    {
        foreach (var parting in (string[])[",", ";"])
        {
            foreach (var formula in (string[])["=", "+", "-", "@"])
            {
                var head = (await TextAsync($"{address}{Uri.EscapeDataString($"{parting}{formula}1+1")}")).Split("\r\n")[0];

                Assert.StartsWith($"# query: x{parting}'{formula}1", head, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task The_feed_holds_the_newest_fifty_and_what_every_reader_of_feeds_asks_for()
    {
        var response = await site.GetAsync("/search.atom?q=serco+sort:old");
        var feed = XDocument.Parse(await response.Content.ReadAsStringAsync()).Root!;

        var entries = feed.Elements(Atom + "entry").ToList();
        Assert.Equal("application/atom+xml", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(50, entries.Count);
        Assert.All(entries.Prepend(feed), part => Assert.All(
            (string[])["id", "title", "updated"], name => Assert.False(string.IsNullOrWhiteSpace(part.Element(Atom + name)?.Value), name)));
        Assert.All(entries, entry => Assert.NotEmpty(entry.Element(Atom + "author")!.Element(Atom + "name")!.Value));
        Assert.Equal(51, entries.Prepend(feed).Select(part => part.Element(Atom + "id")!.Value).Distinct().Count());
        // The dump gives no comment a date, and none takes that of its post.
        Assert.All(entries.Prepend(feed), part => Assert.Equal("2020-05-04T03:02:01Z", part.Element(Atom + "updated")!.Value));
        Assert.All(entries, entry => Assert.Null(entry.Element(Atom + "published")));
        Assert.Contains("<mark>serco</mark>", entries[0].Element(Atom + "summary")!.Value, StringComparison.Ordinal);
        Assert.StartsWith(site.Client.BaseAddress!.ToString(), entries[0].Element(Atom + "link")!.Attribute("href")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Controls_and_missing_dates_break_no_feed()
    {
        var feed = XDocument.Parse(await TextAsync("/search.atom?q=%22at+some+time%22")).Root!;

        var entry = feed.Element(Atom + "entry")!;
        Assert.Equal("2020-05-04T03:02:01Z", entry.Element(Atom + "updated")!.Value);
        Assert.Null(entry.Element(Atom + "published"));
        Assert.StartsWith("Date unknown. ", entry.Element(Atom + "summary")!.Value, StringComparison.Ordinal);

        var post = XDocument.Parse(await TextAsync("/search.atom?q=sum+in:title")).Root!.Element(Atom + "entry")!;
        Assert.Equal("2014-02-11T00:00:00Z", post.Element(Atom + "published")!.Value);
    }

    [Fact]
    public async Task The_page_of_results_links_to_all_of_them()
    {
        var page = await site.PageAsync("/search?q=serco");

        Assert.Equal(
            ["/take?q=serco", "/search.json?q=serco", "/search.jsonl?q=serco", "/search.csv?q=serco", "/search.atom?q=serco"],
            page.QuerySelectorAll(".outputs a").Select(link => link.GetAttribute("href")));
        Assert.Equal("/search.atom?q=serco", page.QuerySelector("link[rel=alternate]")!.GetAttribute("href"));
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private async Task<string> TextAsync(string address) => await (await site.GetAsync(address)).Content.ReadAsStringAsync();
}
