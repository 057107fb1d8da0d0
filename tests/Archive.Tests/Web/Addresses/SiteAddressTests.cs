using System.Net;
using System.Net.Sockets;
using Archive.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archive.Tests.Web.Addresses;

/// <summary>Where readers are said to reach the site, wherever it listens and whatever they call it.</summary>
public class SiteAddressTests
{
    private const string Post = "/probation/2014/02/power-to-people";

    private static readonly string[] LeavesTheSite =
    [
        "/probation", Post, Post + "/cite", Post + "/cite?as=bibtex", Post + "/cite?as=ris", Post + "/cite?as=csl", Post + "/comments.atom", "/feed.atom", "/probation/feed.atom",
        "/search.atom?q=first", "/search.json?q=first", "/search.jsonl?q=first", "/search.csv?q=first", "/search?q=first",
    ];

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData("http://*:0", "http://localhost:PORT", true)]
    [InlineData("http://+:0", "http://localhost:PORT", true)]
    [InlineData("http://0.0.0.0:0", "http://localhost:PORT", true)]
    [InlineData("http://[::]:0", "http://localhost:PORT", true)]
    [InlineData("http://127.0.0.1:0", "http://127.0.0.1:PORT", false)]
    [InlineData("http://[::1]:0", "http://[::1]:PORT", false)]
    [InlineData("http://*:0;http://127.0.0.1:0", "http://127.0.0.1:PORT", false)]
    public async Task Without_an_address_of_the_keeper_it_is_one_that_leads_somewhere(string urls, string root, bool isUnknown)
    {
        Assert.SkipWhen(urls.Contains("[::", StringComparison.Ordinal) && !Socket.OSSupportsIPv6, "there is no IPv6 here");
        using var archive = new TestArchive();
        archive.Import(TestArchive.Dump("1.txt", DumpText.Post("First", "  Second")));
        await using var site = Build(archive, urls);
        await site.StartAsync(TestContext.Current.CancellationToken);
        var bound = site.Urls.Select(BindingAddress.Parse).ToList();
        var expected = root.Replace("PORT", $"{bound[urls.Contains(';', StringComparison.Ordinal) ? 1 : 0].Port}", StringComparison.Ordinal);

        var address = site.Services.GetRequiredService<SiteAddress>();

        Assert.Equal((expected, isUnknown), (address.Root, address.IsUnknown));
        await AssertNothingLeavesWithoutAHostAsync(bound[0].Port, urls.Contains("[::1]", StringComparison.Ordinal) ? "[::1]" : "127.0.0.1", expected);
    }

    [Theory]
    [InlineData("http://localhost:5080", true)]
    [InlineData("http://archive.localhost", true)]
    [InlineData("http://127.1.2.3", true)]
    [InlineData("http://[::1]:5080", true)]
    [InlineData("http://10.0.0.7", true)]
    [InlineData("http://172.16.0.1", true)]
    [InlineData("http://172.32.0.1", false)]
    [InlineData("http://192.168.1.20:5080", true)]
    [InlineData("http://169.254.3.4", true)]
    [InlineData("http://100.64.0.1", true)]
    [InlineData("http://[fe80::1]", true)]
    [InlineData("http://[fd00::1]", true)]
    [InlineData("http://[::ffff:192.168.1.20]", true)]
    [InlineData("http://printer", true)]
    [InlineData("http://nas.local", true)]
    [InlineData("http://nas.home.arpa.", true)]
    [InlineData("https://archive.example.org", false)]
    [InlineData("https://localhost.example.org", false)]
    [InlineData("http://93.184.216.34", false)]
    [InlineData("http://[2606:2800:220:1::1]", false)]
    public void An_address_of_one_machine_or_network_is_known(string address, bool isOfOne) => Assert.Equal(isOfOne, SiteAddress.IsOfOneNetwork(new Uri(address)));

    // The server calls it [::], but the keeper has said a name.
    [Fact]
    public async Task A_name_to_listen_on_is_the_name_that_readers_see()
    {
        var port = FreePort();
        using var archive = new TestArchive();
        await using var site = Build(archive, $"http://archive.test:{port}");
        await site.StartAsync(TestContext.Current.CancellationToken);

        var address = site.Services.GetRequiredService<SiteAddress>();

        Assert.Equal(($"http://archive.test:{port}", false), (address.Root, address.IsUnknown));
    }

    [Fact]
    public async Task A_socket_of_files_is_no_address_for_readers()
    {
        using var folder = new TempFolderOfSockets();
        using var archive = new TestArchive();
        await using var site = Build(archive, $"http://unix:{folder.Path}/archive.sock");
        await site.StartAsync(TestContext.Current.CancellationToken);

        var address = site.Services.GetRequiredService<SiteAddress>();

        Assert.Equal(("http://localhost", true), (address.Root, address.IsUnknown));
    }

    [Fact]
    public async Task The_address_of_the_keeper_comes_before_all_others()
    {
        using var archive = new TestArchive();
        await using var site = Build(archive, "http://*:0", new SiteChoices { Address = new Uri("https://archive.example.org/") });
        await site.StartAsync(TestContext.Current.CancellationToken);

        var address = site.Services.GetRequiredService<SiteAddress>();

        Assert.Equal(("https://archive.example.org", false), (address.Root, address.IsUnknown));
    }

    [Theory]
    [InlineData("http://example.org/", true)]
    [InlineData("http://localhost/", true)]
    [InlineData("http://10.0.0.7:8080/", true)]
    [InlineData("http://[2001:db8::7]/", true)]
    [InlineData("http://0.0.0.0/", false)]
    [InlineData("http://0/", false)]
    [InlineData("http://[::]:5080/", false)]
    [InlineData("http://[0:0:0:0:0:0:0:0]/", false)]
    [InlineData("http://[::ffff:0.0.0.0]/", false)]
    public void A_host_that_stands_for_all_leads_nowhere(string address, bool leads) =>
        Assert.Equal(leads, SiteAddress.LeadsSomewhere(new Uri(address)));

    private static WebApplication Build(TestArchive archive, string urls, SiteChoices? choices = null) => ArchiveSite.Build(
        archive.File, urls, builder => builder.Logging.ClearProviders(), choices);

    // Asked under a strange name, which must not come back.
    private static async Task AssertNothingLeavesWithoutAHostAsync(int port, string host, string root)
    {
        using var client = new HttpClient();
        var named = 0;
        foreach (var path in LeavesTheSite)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{host}:{port}{path}");
            request.Headers.Host = "strange.example";
            var text = await (await client.SendAsync(request)).Content.ReadAsStringAsync();
            Assert.All((string[])["[::]", "//*", "//+", "0.0.0.0", "strange.example"], wrong => Assert.DoesNotContain(wrong, text, StringComparison.Ordinal));
            named += text.Contains(root, StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.True(named >= 7, $"{named} of {LeavesTheSite.Length} say {root}");
    }

    private static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    private sealed class TempFolderOfSockets : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("a").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
