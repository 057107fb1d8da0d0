using System.Net;
using System.Net.Sockets;
using AngleSharp.Html.Dom;

namespace Archive.Tests.Web.Hosting.Access;

/// <summary>A browser at some address of this machine that keeps cookies and sends the forms of pages.</summary>
internal sealed class KeeperBrowser : IDisposable
{
    private readonly HttpClient client;

    /// <param name="from">The address from which it asks; all of 127.0.0.0/8 are this machine.</param>
    public KeeperBrowser(TestSite site, string from = "127.0.0.1")
        : this(site.Client.BaseAddress!, from)
    {
    }

    /// <param name="address">Of the site.</param>
    public KeeperBrowser(Uri address, string from = "127.0.0.1") => client = new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectCallback = async (context, cancel) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
            await socket.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = address,
    };

    /// <summary>The address of the site.</summary>
    public Uri Address => client.BaseAddress!;

    public Dictionary<string, string> Cookies { get; } = [];

    /// <summary>The secret of the session that it is signed in with.</summary>
    public string? Session => Cookies.GetValueOrDefault(KeeperScheme.Cookie);

    public async Task<HttpResponseMessage> GetAsync(string address) => await SendAsync(new HttpRequestMessage(HttpMethod.Get, address));

    public async Task<IHtmlDocument> PageAsync(string address)
    {
        var response = await GetAsync(address);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address}: {response.StatusCode}");
        return await TestSite.ReadAsync(response);
    }

    /// <summary>Opens a page, fills its form in and sends it.</summary>
    public async Task<HttpResponseMessage> FillInAsync(string address, params (string Field, string Value)[] fields) =>
        await PostAsync(address, [.. fields, (OwnForms.Field, await SecretAsync(address))]);

    /// <summary>The secret of the form of a page.</summary>
    public async Task<string> SecretAsync(string address) => (await PageAsync(address)).QuerySelector($"input[name='{OwnForms.Field}']")!.GetAttribute("value")!;

    public async Task<HttpResponseMessage> PostAsync(string address, IEnumerable<(string Field, string Value)> fields, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Field, field.Value))),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await SendAsync(request);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (Cookies.Count > 0)
        {
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        var response = await client.SendAsync(request);
        foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
        {
            var parts = set.Split(';', 2)[0].Split('=', 2);
            _ = parts[1].Length == 0 ? Cookies.Remove(parts[0]) : (Cookies[parts[0]] = parts[1]).Length > 0;
        }

        return response;
    }

    public void Dispose() => client.Dispose();
}
