using System.Net;
using Archive.Tests.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Archive.Tests.Web.Hosting.Access;

/// <summary>Every address of the site, by every method, for everybody: who reaches what is what the list says, and all else is closed.</summary>
public sealed class RouteTableTests(ITestOutputHelper output)
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"];

    [Fact]
    public async Task Every_address_is_listed_or_the_keepers()
    {
        await using var kept = await KeptSite.StartAsync();

        Assert.Empty(Unlisted(kept));
        // Nothing opens an address but the list.
        Assert.DoesNotContain(kept.Site.Routes, route => route.Metadata.GetMetadata<IAllowAnonymous>() is not null || route.Metadata.GetMetadata<IAuthorizeData>() is not null);
    }

    [Fact]
    public async Task An_address_that_nobody_listed_is_noticed_and_closed()
    {
        await using var kept = await KeptSite.StartAsync(map: app => app.MapGet("/trial", () => "open"));
        using var keeper = await kept.SignInAsync();

        Assert.Equal(["/trial"], Unlisted(kept));
        Assert.Equal(HttpStatusCode.Unauthorized, (await kept.Site.GetAsync("/trial")).StatusCode);
        Assert.Equal("open", await (await keeper.GetAsync("/trial")).Content.ReadAsStringAsync());
    }

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_reaches_more_than_is_listed(bool isPrivate)
    {
        await using var kept = await KeptSite.StartAsync(new SiteChoices { IsPrivate = isPrivate });
        using var keeper = await kept.SignInAsync();
        var expired = (await kept.SignInAsync()).Session!;
        kept.Site.Part<Sessions>().End(expired);
        var identities = new (string Name, string? Cookie, bool IsKeeper)[]
        {
            ("none", null, false),
            ("expired", expired, false),
            ("forged", new string('0', Sessions.SecretLength), false),
            ("no secret at all", "keeper", false),
            ("keeper", keeper.Session, true),
        };
        var (asked, wrong) = (0, new List<string>());
        foreach (var route in kept.Site.Routes)
        {
            foreach (var method in Methods)
            {
                foreach (var identity in identities)
                {
                    using var answer = await kept.Site.SendAsync(
                        new HttpMethod(method), Address(route), identity.Cookie is { } cookie ? [("Cookie", $"{KeeperScheme.Cookie}={cookie}")] : []);
                    asked++;
                    var may = identity.IsKeeper || AccessList.Of(route) == Audience.Anybody || (AccessList.Of(route) == Audience.Readers && !isPrivate);
                    // By another method there may be nothing at all, of which a private archive does not speak.
                    var isThere = route.Metadata.GetMetadata<IHttpMethodMetadata>() is not { HttpMethods: { Count: > 0 } methods } || methods.Contains(method);
                    if (isThere ? may == IsLedAway(answer) : IsLetIn(answer) && !may)
                    {
                        wrong.Add($"{method} {Address(route)} by {identity.Name}: {(int)answer.StatusCode}");
                    }
                }
            }
        }

        output.WriteLine($"{kept.Site.Routes.Count()} addresses × {Methods.Length} methods × {identities.Length} identities = {asked} requests, {(isPrivate ? "private" : "public")}");
        Assert.Empty(wrong);
        Assert.True(asked > 1_000);
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task No_address_changes_anything_by_being_opened()
    {
        await using var kept = await KeptSite.StartAsync();
        using var keeper = await kept.SignInAsync();
        var before = (kept.Site.Archive.Everything(), kept.Site.Archive.File.Record.Head());
        foreach (var route in kept.Site.Routes)
        {
            foreach (var method in new[] { "GET", "HEAD", "OPTIONS", "TRACE" })
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), Address(route));
                await keeper.SendAsync(request);
            }
        }

        Assert.Equal(before, (kept.Site.Archive.Everything(), kept.Site.Archive.File.Record.Head()));
        Assert.Equal(HttpStatusCode.OK, (await keeper.GetAsync("/keeper")).StatusCode);
        Assert.Single(kept.Keepers.All());
    }

    private static IEnumerable<string> Unlisted(KeptSite kept) => kept.Site.Routes
        .Where(route => AccessList.Of(route) is null && !AccessList.IsOfKeeper(Address(route)))
        .Select(Address);

    // Of a page that is there, as far as the parts of the route say.
    private static string Address(RouteEndpoint route) => "/" + string.Join('/', route.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternParameterPart { Name: "blog" } => TestArchive.Blog.Slug,
        RoutePatternParameterPart { Name: "year" } => "2014",
        RoutePatternParameterPart { Name: "month" } => "02",
        RoutePatternParameterPart { Name: "slug" } => "power-to-people",
        RoutePatternParameterPart { Name: "id" or "number" } => "1",
        _ => "x",
    }))));

    private static bool IsLedAway(HttpResponseMessage answer) => answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
        || answer.Headers.Location?.ToString().StartsWith(KeeperScheme.SignInAddress, StringComparison.Ordinal) == true;

    private static bool IsLetIn(HttpResponseMessage answer) => !IsLedAway(answer) && answer.StatusCode != HttpStatusCode.MethodNotAllowed;
}
