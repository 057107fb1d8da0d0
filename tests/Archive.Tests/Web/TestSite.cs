using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Archive.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archive.Tests.Web;

/// <summary>The real site on a free port of this machine, over an archive of its own.</summary>
public sealed class TestSite : IAsyncDisposable
{
    /// <summary>Finds a script that is not the site's own.</summary>
    public static readonly string StrangeScript =
        $"script:not([src='{Assets.Before}']){string.Concat(Assets.Scripts.Select(script => $":not([type='module'][src='{script}'])"))}:not([type='application/ld+json']), script:not(:empty):not([type='application/ld+json'])";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TestArchive archive;
    private readonly WebApplication site;

    private TestSite(TestArchive archive, WebApplication site, QueryReads reads)
    {
        this.archive = archive;
        this.site = site;
        Reads = reads;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(site.Urls.First()),
            Timeout = Patience + TimeSpan.FromSeconds(30),
        };
    }

    /// <summary>Follows nothing and unpacks nothing.</summary>
    public HttpClient Client { get; }

    internal TestArchive Archive => archive;

    /// <summary>One of the things that the site is made of.</summary>
    internal T Part<T>() where T : notnull => site.Services.GetRequiredService<T>();

    /// <summary>The routes of the site.</summary>
    internal IEnumerable<RouteEndpoint> Routes => ((IEndpointRouteBuilder)site).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    internal QueryReads Reads { get; }

    internal static Task<TestSite> StartAsync(Action<TestArchive> fill, SiteChoices? choices = null, Action<WebApplication>? map = null)
    {
        var archive = new TestArchive();
        fill(archive);
        return StartAsync(archive, choices, map);
    }

    /// <param name="map">Adds addresses to those of the site.</param>
    /// <param name="add">Puts other parts in the place of the site's own.</param>
    internal static async Task<TestSite> StartAsync(TestArchive archive, SiteChoices? choices = null, Action<WebApplication>? map = null, Action<WebApplicationBuilder>? add = null)
    {
        var reads = new QueryReads();
        var site = ArchiveSite.Build(archive.File, "http://127.0.0.1:0", builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<TimeProvider>(archive.Clock);
            builder.Services.AddSingleton<IStartupFilter>(reads);
            // What a page says does not depend on how full the machine of the tests is; those of the limits themselves set their own.
            builder.Services.PostConfigure<RequestTimeoutOptions>(timeouts =>
                timeouts.DefaultPolicy = timeouts.Policies[SearchLimits.Searches] = new RequestTimeoutPolicy { Timeout = Patience });
            add?.Invoke(builder);
        }, choices);
        map?.Invoke(site);
        await site.StartAsync();
        return new TestSite(archive, site, reads);
    }

    /// <summary>Forgets all answers that the site has kept.</summary>
    public void ForgetAnswers()
    {
        SpinWait.SpinUntil(() => Part<PageFinisher>().IsIdle);
        Part<PageShelf>().Forget();
    }

    /// <summary>A page that must be there; redirects are followed.</summary>
    public async Task<IHtmlDocument> PageAsync(string address)
    {
        var response = await GetAsync(address);
        for (var hops = 0; response.Headers.Location is { } next && hops < 3; hops++)
        {
            response = await GetAsync(new Uri(new Uri(Client.BaseAddress!, address), next).PathAndQuery);
        }

        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address}: {response.StatusCode}");
        return await ReadAsync(response);
    }

    public Task<HttpResponseMessage> GetAsync(string address, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, address, headers);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request);
    }

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await site.DisposeAsync();
        archive.Dispose();
    }
}

internal static class Elements
{
    /// <summary>The text as a reader sees it: blanks drawn together.</summary>
    public static string Words(this IElement? element) => string.Join(
        ' ', (element ?? throw new InvalidOperationException("no such element")).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
