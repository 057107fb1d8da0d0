using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Archive.Web.Hosting.Access;

/// <summary>Those to whom an address answers.</summary>
internal enum Audience
{
    /// <summary>Only keepers; what stands in no list is theirs.</summary>
    Keepers,

    /// <summary>Everybody, unless the archive is private.</summary>
    Readers,

    /// <summary>Everybody, always: who is to sign in must reach where, and a watcher what it asks.</summary>
    Anybody,
}

/// <summary>The list of who reaches which address. It is closed: an address that it does not name is the keepers'.</summary>
internal static class AccessList
{
    /// <summary>Where keepers are; every address below it is theirs alone, but for those by which they come in.</summary>
    public const string Keeper = "/keeper";

    /// <summary>The pages of keepers that each of them leads to.</summary>
    public static readonly IReadOnlyList<(string Address, string Name)> OfKeepers =
    [
        (Keeper, "Desk"), (BringModel.Address, "Bring dumps"), (ReportModel.Root, "Imports"), (Keeper + "/blogs", "Blogs"),
        (Keeper + "/settings", "Settings"), (Keeper + "/log", "Log"),
    ];

    // Pages by their files below Pages, which stand for all of their addresses; other answers by their routes.
    private static readonly HashSet<string> OfAnybody = new(
    [
        "/Error", "/NotFound", "/Keeper/Account/SignIn", "/Keeper/Account/Code", Health.Address, Robots.Address,
        // They tell only those who may ask, and to all others that nothing is there.
        Health.Details, Metrics.Address,
    ], StringComparer.Ordinal);

    private static readonly HashSet<string> OfReaders = new(
    [
        "/Index", "/ReadersHelp", "/Settings/Index", "/Settings/Bookmarks",
        "/Blogs/Front", "/Blogs/About", "/Blogs/Year", "/Blogs/Month", "/Blogs/Discussed", "/Blogs/RecentComments", "/Blogs/OnThisDay", RandomPost.Route,
        "/Labels/Index", "/Labels/Label", Feeds.OfLabelRoute,
        "/People/Index", "/People/Person",
        "/Threads/Post", "/Threads/Comment",
        "/Links/Index", "/Links/Wanted", "/Links/Go", "/Captures/Capture", "/Captures/Comparison",
        TimeGate.Route, TimeMap.Route, OpenSearch.Address, OpenSearch.Suggest,
        Sitemaps.Index, "/{blog}/sitemap.xml", "/{blog}/{year:int:length(4)}/{month:int:length(2)}/sitemap.xml", "/{blog}/undated/sitemap.xml",
        "/Sources/Index", "/Sources/Source",
        "/Imports/Index", "/Imports/Import",
        "/Citing/Cite", "/Citing/Check",
        "/Search/Results", "/Search/First", "/Search/Help", "/Search/Concordances/Concordance", "/Search/Curves/Curves",
        SearchAddress.ConcordanceCsv, SearchAddress.CurvesCsv,
        SearchAddress.Suggest, SearchAddress.Json, SearchAddress.JsonLines, SearchAddress.Csv, SearchAddress.Atom,
        "/TakingOut/Take", .. ExtractFormat.All.Select(format => format.Address),
        Feeds.All, "/{blog}/feed.atom", Feeds.AllComments, "/{blog}/comments.atom", Feeds.OfPost("/{blog}/{year:int:length(4)}/{month:int:length(2)}/{slug}"), Feeds.OfPost("/{blog}/undated/{slug}"),
        "/sources/{sha256}/raw",
    ], StringComparer.Ordinal);

    /// <summary>Who reaches an address; null where no list names it, so that it is the keepers'.</summary>
    public static Audience? Of(Endpoint endpoint) => Name(endpoint) switch
    {
        { } name when OfReaders.Contains(name) => Audience.Readers,
        { } name when OfAnybody.Contains(name) => Audience.Anybody,
        _ => null,
    };

    /// <summary>Closes every address that is not listed as open.</summary>
    public static void AddAccessList(this IServiceCollection services, PresentChoices choices) => services
        .AddSingleton<IAuthorizationPolicyProvider, OnePolicy>()
        .AddAuthorizationBuilder()
        .SetFallbackPolicy(new AuthorizationPolicyBuilder()
            .RequireAssertion(asked => asked.User.Identity is { IsAuthenticated: true } || (asked.Resource is HttpContext context && IsOpen(context, choices.Now)))
            .Build());

    /// <summary>Whether an answer is for one keeper, or for nobody whom a cache might serve.</summary>
    public static bool IsForOneAlone(HttpContext context, SiteChoices choices) =>
        choices.IsPrivate || KeeperScheme.IsClaimed(context.Request) || IsOfKeeper(context.Request.Path);

    public static bool IsOfKeeper(PathString path) => path.StartsWithSegments(Keeper, StringComparison.OrdinalIgnoreCase);

    // Where nothing is (and the router's own "not by this method" is nothing), there is nothing to close; but a private archive does not say what it lacks.
    private static bool IsOpen(HttpContext context, SiteChoices choices)
    {
        var audience = context.GetEndpoint() is RouteEndpoint endpoint ? Of(endpoint) ?? Audience.Keepers : Audience.Readers;
        return audience == Audience.Anybody || (audience == Audience.Readers && !choices.IsPrivate);
    }

    private static string? Name(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<PageActionDescriptor>()?.ViewEnginePath ?? (endpoint as RouteEndpoint)?.RoutePattern.RawText;

    // The framework's own keeps the policy of each address, and looks at all addresses for that when the site starts; here they share one.
    private sealed class OnePolicy(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
    {
        public override bool AllowsCachingPolicies => false;
    }
}
