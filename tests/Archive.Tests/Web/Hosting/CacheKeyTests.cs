using System.IO.Compression;
using System.Net;
using System.Text;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Hosting;

/// <summary>What one reader asked for never changes what another one is answered: every pair of questions, one after the other.</summary>
[Trait(Trials.Runs, Trials.Long)]
public sealed class CacheKeyTests(CacheKeySite kept) : IClassFixture<CacheKeySite>
{
    private const string Post = "/probation/2014/02/power-to-people";

    // What a client says that it takes, and what it is to get; null: the header is absent, or the text as it is.
    private static readonly (string? Accepted, string? Coding)[] Codings =
    [
        (null, null), ("", null), ("*", "br"), ("br", "br"), ("BR", "br"), ("gzip", "gzip"), ("GZip", "gzip"), ("deflate", null),
        ("identity", null), ("identity;q=0", null), ("*;q=0", null), ("br;q=0", null), ("br;q=0.0", null), ("br;q=0, gzip", "gzip"),
        ("br;q=0, *", "gzip"), ("*, br;q=0", "gzip"), ("gzip;q=0, br;Q=0, *", null), ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=0.5, br;q=0.1", "gzip"), ("gzip;q=0.5,br;q=0.5", "br"), ("identity, br;q=0.5", null), ("identity;q=0, gzip;q=0.1", "gzip"),
        ("vibrant", null), ("vibrant, gzip", "gzip"), ("zstd, *;q=0.1", "br"), ("*;q=0, gzip", "gzip"), ("gzip;q=0, *;q=0.5", "br"),
        ("*;q=0.5, identity", null), ("br;q=0.001", "br"), ("br, br;q=0", null), ("br;q=many", null), ("gzipped, brotli", null),
    ];

    // Addresses that were, or could be, taken for each other.
    private static readonly string[][] Families =
    [
        [
            "/people/Ann%20MacKay", "/people/ann%20mackay", "/people/ANN%20MACKAY", "/people/Ann%20Mackay", "/people/%41nn%20%4d%61cKay",
            "/people/Ann%20MacKay/", "/people/Ann%20Mackay/", "/people/Ann+MacKay", "/people/Ann%2520MacKay", "/PEOPLE/Ann%20MacKay",
            "/people/Ann%20MacKay?name=Ann%20Mackay", "/people/Ann%20MacKay?NAME=Ann%20Mackay", "/people/Ann%20MacKay?handler=Other",
        ],
        [
            "/probation", "/Probation", "/PROBATION", "/probation/", "/%70robation", "/probation?page=1", "/probation?page=2", "/probation?page=",
            "/probation?page", "/probation?page=x", "/probation?page=1&page=2", "/probation?page=2&page=1", "/probation?PAGE=2", "/probation?Page=2&page=1",
            "/probation?page=%202", "/probation?page%5B0%5D=2", "/probation?blog=other", "/probation?handler=Other", "/probation?area=Other",
        ],
        [
            "/probation/undated/twice", "/probation/undated/twice?year=2014&month=03", "/probation/undated/TWICE", "/probation/2014/03/twice",
            "/probation/2014/03/twice?year=2013", "/probation/2014/03/twice?slug=power-to-people", "/probation/2014/03/twice?order=flat",
            "/probation/2014/03/twice?order=FLAT", "/probation/2014/03/twice?order=flat&order=time", "/probation/2014/03/twice?order=",
            "/probation/undated", "/probation/undated?year=2014&month=03", "/probation/2014/03",
        ],
        [
            Post + "/cite", Post + "/cite?key={key}", Post + "/cite?as=ris", Post + "/cite?as=RIS", Post + "/cite?as=", Post + "/cite?as=ris&as=csl",
            Post + "/cite?as=csl&as=ris", Post + "/cite?style=ris", Post + "/cite?style=mla", Post + "/cite?style=MLA", Post + "/cite?style=", Post + "/cite?style=mla&style=ris", Post + "/cite?style=mla&as=ris", Post + "/{key}", Post + "/{KEY}", Post + "?comment={key}", Post + "?mark=Serco", Post + "?mark=prison",
        ],
        [
            "/search", "/search?q=", "/search?q=Serco", "/search?q=serco", "/search?Q=serco", "/search?q=serco&q=prison", "/search?q=prison&q=serco",
            "/search?q=serco%1Fprison", "/search?q=serco%1Eprison", "/search?q=serco%1Ewithin=by:x", "/search?q=serco&q=", "/search?q=&q=serco",
            "/search?q=serco%26q=prison", "/search?q=serco&in=posts", "/search?q=serco&in=comments", "/search?q=serco&group=thread", "/search?q=serco%2B", "/search?q=serco+",
        ],
        ["/search/suggest?q=ser", "/search/suggest?q=SER", "/search/suggest?q=pri", "/search/suggest?q=ser&q=pri", "/search/suggest?q=pri&q=ser", "/search/suggest"],
        ["/feed.atom", "/FEED.atom", "/probation/feed.atom", "/Probation/feed.atom", "/probation/feed.atom?blog=x", Post + "/comments.atom", Post + "/comments.atom?page=2", Post + "/comments.atom?page=1&page=2"],
        ["/cite", "/cite?address=x&words=y", "/cite?address=X&words=y", "/cite?address=x&words=", "/cite?address=x", "/cite?words=x", "/cite?address=xy", "/cite?reference=x", "/cite?reference=y", "/cite?reference=x&address=y"],
    ];

    private readonly TestSite site = kept.Site;

    [Theory]
    [InlineData("/probation")]
    [InlineData("/search/suggest?q=ser")]
    [InlineData("/feed.atom")]
    [InlineData("/assets/0/archive.css")]
    [InlineData("/nowhere")]
    public async Task A_coding_goes_to_those_who_take_it_whoever_asked_before(string address)
    {
        var wrong = new List<string>();
        var plain = await AskAsync(address);
        var right = new Dictionary<string, Answer>();
        foreach (var (first, _) in Codings)
        {
            foreach (var (second, coding) in Codings)
            {
                site.ForgetAnswers();
                await AskAsync(address, Accepting(first));
                var answer = await AskAsync(address, Accepting(second));
                var expected = right.TryGetValue(second ?? "absent", out var known)
                    ? known
                    : right[second ?? "absent"] = await AskAnewAsync(address, Accepting(second));
                if (answer != expected || answer.Coding != coding || answer.Vary != "Accept-Encoding" || answer.Text != plain.Text)
                {
                    wrong.Add($"“{first ?? "absent"}”, then “{second ?? "absent"}”: {answer.Coding ?? "no coding"}, Vary “{answer.Vary}”");
                }
            }
        }

        AssertNone(wrong, Codings.Length * Codings.Length);
    }

    [Fact]
    public async Task An_address_shows_its_own_page_whatever_was_asked_before()
    {
        var wrong = new List<string>();
        var pairs = 0;
        foreach (var family in Families)
        {
            foreach (var second in family)
            {
                var expected = await AskAnewAsync(second);
                foreach (var first in family)
                {
                    await AskAnewAsync(first);
                    pairs++;
                    if (await AskAsync(second) is var answer && answer != expected)
                    {
                        wrong.Add($"{first}, then {second}: {answer.Status}");
                    }
                }
            }
        }

        AssertNone(wrong, pairs);
    }

    [Fact]
    public async Task What_pages_do_not_read_of_an_address_makes_no_second_copy()
    {
        var expected = await AskAnewAsync("/probation?page=1");

        foreach (var more in (string[])["&utm_source=x", "&handler=Other", "&year=2014", "&__RequestVerificationToken=x", "&q=x", "&limit=1", "&mark=Serco", "&v=1"])
        {
            var answer = await site.GetAsync("/probation?page=1" + more);
            Assert.NotNull(answer.Headers.Age);
            Assert.Equal(expected, await Answer.OfAsync(answer));
        }

        await AskAnewAsync("/probation");
        foreach (var nothing in (string[])["?", "?&", "?&&", "?&&&", "?x", "?="])
        {
            Assert.NotNull((await site.GetAsync("/probation" + nothing)).Headers.Age);
        }
    }

    // An address of this site leads to its page, also by another host than the site knows of; to those who ask by that host alone.
    [Theory]
    [InlineData("/search")]
    [InlineData("/search/first")]
    [InlineData("/search/concordance")]
    public async Task A_host_by_which_somebody_asks_changes_no_answer_to_those_who_ask_by_another(string search)
    {
        var address = $"{search}?q=http%3A%2F%2Farchive.example%2Fprobation";
        var expected = await AskAnewAsync(address, ("Host", "archive.example"));
        Assert.Equal((HttpStatusCode.Redirect, "/probation"), (expected.Status, expected.Location));

        var elsewhere = await AskAnewAsync(address, ("Host", "elsewhere.example"));

        Assert.Equal(HttpStatusCode.OK, elsewhere.Status);
        Assert.Equal(expected, await AskAsync(address, ("Host", "archive.example")));
        Assert.Equal(elsewhere, await AskAsync(address));
    }

    [Fact]
    public async Task The_answer_to_one_head_is_that_to_a_get_without_its_body()
    {
        foreach (var coding in (string?[])[null, "br"])
        {
            site.ForgetAnswers();
            for (var time = 0; time < 3; time++)
            {
                var head = await AskAsync(HttpMethod.Head, Post, Accepting(coding));
                var get = await AskAsync(HttpMethod.Get, Post, Accepting(coding));

                Assert.Equal(get with { Text = "" }, head);
                Assert.NotEmpty(get.Text);
            }
        }
    }

    [Theory]
    [InlineData("Cookie", "session=1")]
    [InlineData("Cookie", "__Host-archive-entry=5; __Host-archive2=x; archive=\"")]
    [InlineData("Cookie", $"{KeeperScheme.Cookie}=x")]
    [InlineData("Authorization", "Basic YTpi")]
    public async Task Who_came_in_by_another_gate_gets_the_page_that_all_get(string name, string value)
    {
        var anybody = await AskAnewAsync(Post);
        var apart = anybody with { Caching = anybody.Caching.Replace("no-cache", "no-cache, private", StringComparison.Ordinal) };
        site.ForgetAnswers();

        var first = await site.GetAsync(Post, (name, value));
        var stranger = await site.GetAsync(Post);
        var second = await site.GetAsync(Post, (name, value));

        Assert.Equal([true, false, false], [first.Headers.Age is null, stranger.Headers.Age is null, second.Headers.Age is null]);
        Assert.Equal([apart, anybody, apart], [await Answer.OfAsync(first), await Answer.OfAsync(stranger), await Answer.OfAsync(second)]);
    }

    [Theory]
    [InlineData("Cache-Control", "only-if-cached", null)]
    [InlineData("Cookie", $"{KeeperScheme.Cookie}=0000000000000000000000000000000000000000000000000000000000000000", "no-store, private ")]
    public async Task Who_may_be_a_keeper_or_speaks_to_other_caches_neither_fills_nor_reads_what_is_kept(string name, string value, string? caching)
    {
        var anybody = await AskAnewAsync(Post);
        site.ForgetAnswers();

        var first = await site.GetAsync(Post, (name, value));
        var stranger = await site.GetAsync(Post);
        var second = await site.GetAsync(Post, (name, value));
        var other = await site.GetAsync(Post);

        Assert.Equal([true, true, true, false], [first.Headers.Age is null, stranger.Headers.Age is null, second.Headers.Age is null, other.Headers.Age is null]);
        Assert.Equal([anybody, anybody], [await Answer.OfAsync(stranger), await Answer.OfAsync(other)]);
        foreach (var answer in new[] { first, second })
        {
            var apart = await Answer.OfAsync(answer);
            Assert.Equal(anybody with { Caching = caching ?? anybody.Caching, Vary = apart.Vary }, apart);
        }
    }

    [Theory]
    [InlineData("/probation")]
    [InlineData("/feed.atom")]
    [InlineData("/nowhere")]
    [InlineData("/search.json?q=serco")]
    [InlineData("/sources")]
    [InlineData("/healthz")]
    public async Task No_cache_on_the_way_keeps_an_answer_for_others_to_one_who_says_who_they_are(string address)
    {
        foreach (var name in (string[])["Cookie", "Authorization"])
        {
            var caching = (await site.GetAsync(address, (name, "x"))).Headers.CacheControl;

            Assert.True(caching is { Private: true } or { NoStore: true }, $"{address} with {name}: {caching}");
        }

        Assert.False((await site.GetAsync(address)).Headers.CacheControl is { Private: true });
    }

    [Fact]
    public async Task A_question_with_a_body_changes_no_other_answer()
    {
        const string address = "/people/Ann%20MacKay";
        var expected = await AskAnewAsync(address);
        site.ForgetAnswers();
        using var request = new HttpRequestMessage(HttpMethod.Get, address)
        {
            Content = new FormUrlEncodedContent([new("name", "Ann Mackay")]),
        };

        await site.Client.SendAsync(request);

        Assert.Equal(expected, await AskAsync(address));
    }

    [Theory]
    [InlineData("Range", "bytes=0-9")]
    [InlineData("Range", "bytes=99999999-")]
    [InlineData("If-Range", "\"x\"")]
    [InlineData("If-None-Match", "W/\"other\"")]
    [InlineData("If-Match", "\"other\"")]
    [InlineData("Host", "elsewhere.example")]
    [InlineData("X-Forwarded-Host", "elsewhere.example")]
    [InlineData("X-Forwarded-Prefix", "/elsewhere")]
    [InlineData("X-HTTP-Method-Override", "DELETE")]
    [InlineData("X-Original-URL", "/imports")]
    [InlineData("Accept", "application/json")]
    [InlineData("Accept-Language", "ar")]
    [InlineData("Accept-Charset", "utf-16")]
    [InlineData("Save-Data", "on")]
    [InlineData("X-Requested-With", "XMLHttpRequest")]
    public async Task No_other_header_makes_another_page(string name, string value)
    {
        var expected = await AskAnewAsync(Post);

        Assert.Equal(expected, await AskAnewAsync(Post, (name, value)));
        Assert.Equal(expected, await AskAsync(Post));
        Assert.Equal(expected, await AskAsync(Post, (name, value)));
    }

    [Fact]
    public async Task A_browser_that_has_the_page_is_told_so_and_nobody_else()
    {
        site.ForgetAnswers();
        var full = await site.GetAsync(Post, ("Accept-Encoding", "br"));
        var tag = full.Headers.GetValues("ETag").Single();

        var has = await site.GetAsync(Post, ("Accept-Encoding", "br"), ("If-None-Match", tag));
        var next = await AskAsync(Post, ("Accept-Encoding", "br"));

        Assert.Equal(HttpStatusCode.NotModified, has.StatusCode);
        Assert.Equal("Accept-Encoding", has.Headers.Vary.Single());
        Assert.Equal(await Answer.OfAsync(full), next);
    }

    private static void AssertNone(List<string> wrong, int all) => Assert.True(
        wrong.Count == 0, $"{wrong.Count} of {all} pairs are wrong:{Environment.NewLine}{string.Join(Environment.NewLine, wrong.Take(40))}");

    private static (string Name, string Value)[] Accepting(string? coding) => coding is null ? [] : [("Accept-Encoding", coding)];

    // As if nobody had asked for anything before.
    private Task<Answer> AskAnewAsync(string address, params (string Name, string Value)[] headers)
    {
        site.ForgetAnswers();
        return AskAsync(address, headers);
    }

    private Task<Answer> AskAsync(string address, params (string Name, string Value)[] headers) => AskAsync(HttpMethod.Get, address, headers);

    private async Task<Answer> AskAsync(HttpMethod method, string address, params (string Name, string Value)[] headers) =>
        await Answer.OfAsync(await site.SendAsync(method, kept.Filled(address), headers));

    /// <summary>All of an answer that must not depend on who asked before; how small its coding makes the text may.</summary>
    private sealed record Answer(HttpStatusCode Status, string? Type, string? Coding, string Vary, string Caching, string? Location, string Text)
    {
        public static async Task<Answer> OfAsync(HttpResponseMessage response)
        {
            var coding = response.Content.Headers.ContentEncoding.SingleOrDefault();
            return new Answer(
                response.StatusCode,
                response.Content.Headers.ContentType?.ToString(),
                coding,
                string.Join(", ", response.Headers.Vary),
                $"{response.Headers.CacheControl} {response.Headers.ETag}",
                response.Headers.Location?.ToString(),
                await UncodedAsync(await response.Content.ReadAsStreamAsync(), coding));
        }

        private static async Task<string> UncodedAsync(Stream body, string? coding)
        {
            using var plain = coding switch
            {
                "br" => new BrotliStream(body, CompressionMode.Decompress),
                "gzip" => new GZipStream(body, CompressionMode.Decompress),
                _ => body,
            };
            using var reader = new StreamReader(plain, Encoding.Latin1);
            return await reader.ReadToEndAsync();
        }
    }
}

/// <summary>A site whose names, posts and blogs differ by little.</summary>
public sealed class CacheKeySite : IAsyncLifetime
{
    private string key = "";

    public TestSite Site { get; private set; } = null!;

    /// <summary>The address with the key of a comment where it wants one.</summary>
    public string Filled(string address) => address
        .Replace("{key}", key, StringComparison.Ordinal)
        .Replace("{KEY}", key.ToUpperInvariant(), StringComparison.Ordinal);

    public async ValueTask InitializeAsync()
    {
        Site = await TestSite.StartAsync(Fill);
        key = Site.Archive.Thread()[0].Key;
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    private static void Fill(TestArchive archive)
    {
        archive.Import(TestArchive.Dump("1.txt", DumpText.Post(
            "Serco again.\n\nAnn MacKay", "A prison.\n\nAnn Mackay", "Serco and prison.\n\nAnn MacKay", "More of it.\n\nAnn Mackay", "Yes.\n\nAnn MacKay")));
        archive.Import(TestArchive.Dump("2.txt", DumpText.Titled("Twice", "2014-03-01", "Said with a date")));
        archive.Import(TestArchive.Dump("3.txt", DumpText.Titled("Twice", null, "Said without one")));
        for (var i = 0; i < 30; i++)
        {
            archive.Import(TestArchive.Dump($"more{i}.txt", DumpText.Titled($"More {i}", "2015-05-01", $"Said {i}")));
        }
    }
}
