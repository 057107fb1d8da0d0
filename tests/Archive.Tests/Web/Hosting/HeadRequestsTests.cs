using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Archive.Tests.Web.Hosting;

/// <summary>HEAD answers wherever GET does, with the same status and headers.</summary>
[Collection(SeedSiteTests.Name)]
public class HeadRequestsTests(SeedSite seeds)
{
    private const int MaxTries = 10;

    // The body says these, or the moment does.
    private static readonly string[] OfTheBodyOrTheMoment = ["Transfer-Encoding", "Date", "Age"];

    // Beside those of the routes: files, addresses that lead on or nowhere, and other kinds of answers.
    private static readonly string[] Others =
    [
        Assets.Style, Assets.Icon, Assets.Scripts[0], "/assets/0/archive.css", "/assets/0/none.css", "/nowhere", "/nowhere/at/all", "/sources/0/raw", "/probation/2014/02/x.html",
        SeedSite.LongPost + "?page=2", SeedSite.LongPost + "?page=9", SeedSite.PowerPost + "/cite?as=ris", "/search?q=probation", "/search.json?q=probation", "/search.jsonl?q=said",
        "/search.csv?q=said", "/search.atom?q=said", "/search/suggest?q=pro", "/search/first?q=said", "/sources/cited?host=nowhere.example", "/nobody/feed.atom",
    ];

    private readonly TestSite site = seeds.Site;

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData(null)]
    [InlineData("gzip")]
    [InlineData("br, gzip")]
    public async Task Every_address_answers_HEAD_as_GET_whether_the_answer_is_kept_or_made(string? coding)
    {
        (string, string)[] accepting = coding is null ? [] : [("Accept-Encoding", coding)];
        var differ = new List<string>();
        // Chance leads on to another post each time.
        foreach (var address in (await AddressesAsync()).Where(address => !address.EndsWith("/random", StringComparison.Ordinal)))
        {
            differ.AddRange(await DifferencesAsync(address, accepting));
        }

        Assert.True(differ.Count == 0, string.Join('\n', differ));
    }

    [Fact]
    public async Task No_byte_of_a_body_is_sent()
    {
        foreach (var address in await AddressesAsync())
        {
            Assert.EndsWith("\r\n\r\n", await RawAsync(address), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_HEAD_asked_for_first_is_kept_whole_for_GET()
    {
        site.ForgetAnswers();
        await site.SendAsync(HttpMethod.Head, "/probation");

        var kept = await site.GetAsync("/probation");

        Assert.NotNull(kept.Headers.Age);
        Assert.EndsWith("</html>", (await kept.Content.ReadAsStringAsync()).TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_has_the_page_is_told_so_by_HEAD_too()
    {
        var tag = (await site.GetAsync("/probation")).Headers.ETag!.ToString();

        Assert.Equal(HttpStatusCode.NotModified, (await site.SendAsync(HttpMethod.Head, "/probation", ("If-None-Match", tag))).StatusCode);
    }

    // A new route stands here by itself; one with a part of another name needs a value for it below.
    private async Task<List<string>> AddressesAsync()
    {
        var addresses = new List<string>(Others);
        var undated = await ValuesAsync(SeedSite.UndatedPost);
        var dated = await ValuesAsync(SeedSite.PowerPost);
        foreach (var route in site.Routes.Where(IsRead))
        {
            var isUndated = route.RoutePattern.PathSegments.SelectMany(segment => segment.Parts).OfType<RoutePatternLiteralPart>().Any(part => part.Content == PostAddress.Undated);
            var path = Filled(route.RoutePattern, isUndated ? undated : dated);
            addresses.Add(path is "/take.txt" or "/take.epub" ? $"{path}?blog=probation&month=2014-02&post=power-to-people" : path);
        }

        Assert.True(addresses.Count - Others.Length > 30, $"only {addresses.Count - Others.Length} routes");
        foreach (var address in addresses.Skip(Others.Length).Where(address => address is not ("/error" or "/not-found") && !address.StartsWith("/keeper", StringComparison.Ordinal)))
        {
            var status = (await site.GetAsync(address)).StatusCode;
            Assert.True(status < HttpStatusCode.BadRequest, $"{address} is no real address: {status}");
        }

        return addresses;
    }

    private async Task<Dictionary<string, string>> ValuesAsync(string post)
    {
        var page = await site.PageAsync(post);
        var capture = page.QuerySelector(".record a[href^='/sources/']")!.GetAttribute("href")!.Split('/', '#', '?')[2];
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["blog"] = "probation",
            ["year"] = "2014",
            ["month"] = "02",
            ["slug"] = post.Split('/')[^1],
            ["day"] = "11",
            ["key"] = page.QuerySelector("li[id^=c]")!.Id![1..],
            ["capture"] = capture,
            // Compared with itself it leads to its own page.
            ["earlier"] = capture,
            ["later"] = capture,
            ["address"] = "http://probationmatters.blogspot.co.uk/2016/04/changed.html",
            ["name"] = (await site.PageAsync(SeedSite.PowerPost)).QuerySelector("a[href^='/people/']")!.GetAttribute("href")!.Split('/')[^1],
            ["label"] = "long",
            ["sha256"] = SeedSite.PowerSource.Split('/')[^1],
            ["id"] = "1",
            ["number"] = "1",
        };
    }

    private static bool IsRead(RouteEndpoint route) =>
        route.Metadata.GetMetadata<HttpMethodMetadata>() is not { HttpMethods: { Count: > 0 } methods } || methods.Contains("GET");

    private static string Filled(RoutePattern route, Dictionary<string, string> values)
    {
        var path = new StringBuilder();
        foreach (var segment in route.PathSegments)
        {
            path.Append('/');
            foreach (var part in segment.Parts)
            {
                path.Append(part switch
                {
                    RoutePatternLiteralPart literal => literal.Content,
                    RoutePatternSeparatorPart separator => separator.Content,
                    RoutePatternParameterPart parameter => values.GetValueOrDefault(parameter.Name)
                        ?? throw new InvalidOperationException($"{route.RawText}: give a value for {parameter.Name}"),
                    _ => throw new InvalidOperationException($"{part}"),
                });
            }
        }

        return path.Length == 0 ? "/" : path.ToString();
    }

    // An answer is kept a moment after it is sent, on a busy machine a long one: each trial waits longer for that.
    private async Task<List<string>> DifferencesAsync(string address, (string Name, string Value)[] headers)
    {
        for (var tries = 1; ; tries++)
        {
            var answers = new List<string>();
            foreach (var (method, isMade) in ((HttpMethod, bool)[])[(HttpMethod.Head, true), (HttpMethod.Get, true), (HttpMethod.Head, false), (HttpMethod.Get, false)])
            {
                await Task.Delay((tries - 1) * 25);
                if (isMade)
                {
                    site.ForgetAnswers();
                }

                answers.Add($"{(isMade ? "made" : "kept")} {method} {await AskAsync(method, address, headers)}");
            }

            var said = answers.ConvertAll(answer => answer.Split(' ', 3)[2]);
            if (said[0] == said[1] && said[2] == said[3])
            {
                return [];
            }

            if (tries == MaxTries)
            {
                return [string.Join("\n  ", answers.Prepend(address))];
            }
        }
    }

    private async Task<string> AskAsync(HttpMethod method, string address, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        // Where the body is read, its length would be counted.
        using var response = await site.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var all = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .Where(header => !OfTheBodyOrTheMoment.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            // A secret is another each time.
            .Select(header => $"{header.Key}: {(header.Key == "Set-Cookie" ? header.Value.ToString().Split('=')[0] : header.Value)}").Order(StringComparer.Ordinal);
        var head = $"{(int)response.StatusCode} {string.Join(" | ", all)}";
        // What is not read to its end is not kept.
        await response.Content.CopyToAsync(Stream.Null);
        return head;
    }

    private async Task<string> RawAsync(string address)
    {
        var host = site.Client.BaseAddress!;
        using var client = new TcpClient();
        await client.ConnectAsync(host.Host, host.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HEAD {address} HTTP/1.1\r\nHost: {host.Authority}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
