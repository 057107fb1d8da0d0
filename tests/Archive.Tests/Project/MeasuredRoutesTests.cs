using System.Net;
using Archive.Benchmarks;
using Archive.Benchmarks.Growth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Archive.Tests.Project;

/// <summary>The benchmark of growth measures every address of the site, and an archive of its posts answers each.</summary>
public sealed class MeasuredRoutesTests : IAsyncLifetime
{
    // Enough for a post of four captures, and for a label.
    private const int Posts = 40;

    private readonly TempFolder folder = new();
    private ArchiveFolder archive = null!;
    private WebApplication site = null!;

    public async ValueTask InitializeAsync()
    {
        archive = ArchiveFolder.Open(await Places.MakeAsync(folder["made"], Posts));
        site = ArchiveSite.Build(archive, "http://127.0.0.1:0", builder => builder.Logging.ClearProviders());
        site.MapGet("/trial/{nothing}", () => "");
        await site.StartAsync();
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task Every_address_is_measured_or_says_why_not()
    {
        var places = Places.Of(archive.Folder);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(site.Urls.Single()) };
        var measured = SiteRoutes.Of(site).Where(route => SiteRoutes.Reason(route) is null && !IsTrial(route)).ToList();
        var failed = new List<string>();
        foreach (var route in measured)
        {
            using var answer = await http.GetAsync(new Uri(SiteRoutes.Address(route, places), UriKind.Relative));
            if (answer.StatusCode >= HttpStatusCode.BadRequest)
            {
                failed.Add($"{SiteRoutes.Address(route, places)}: {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(failed);
        Assert.True(measured.Count > 60, $"only {measured.Count} routes");
        // A new route with a part that no archive has a value for.
        Assert.Throws<InvalidOperationException>(() => SiteRoutes.Address(SiteRoutes.Of(site).Single(IsTrial), places));
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        archive.Dispose();
        folder.Dispose();
    }

    private static bool IsTrial(RouteEndpoint route) => SiteRoutes.Name(route).StartsWith("/trial", StringComparison.Ordinal);
}
