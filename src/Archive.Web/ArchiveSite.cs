using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Archive.Web;

/// <summary>Builds the web site over one archive.</summary>
internal static class ArchiveSite
{
    /// <summary>Builds all but the listening: services, middleware, pages.</summary>
    /// <param name="archive">The opened archive.</param>
    /// <param name="urls">Where to listen, such as <c>http://localhost:5080</c>; port 0 takes a free one.</param>
    /// <param name="choices">The keeper's; null for those of a new archive.</param>
    /// <param name="configure">Adds what the caller needs, such as its logging.</param>
    public static WebApplication Build(
        ArchiveFolder archive, string urls, Action<WebApplicationBuilder>? configure = null, SiteChoices? choices = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // Named, because tests and tools start the site from an assembly of their own.
            ApplicationName = typeof(ArchiveSite).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            // What is set is read once, at the start: nobody waits for files to change.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.WebHost.UseUrls(urls);
        builder.AddServerLimits();
        builder.Services.AddSingleton(archive);
        var present = new PresentChoices((choices ?? new SiteChoices()).With(builder.Configuration), archive);
        builder.Services.AddSingleton(present);
        // Whoever asks for choices gets those of now; who lives longer than a request asks for the present ones each time.
        builder.Services.AddTransient(_ => present.Now);
        builder.Services.AddSingleton<SearchConnections>();
        builder.Services.AddSingleton(services => new SignerNames(services.GetRequiredService<SearchConnections>()) { AreShown = () => present.Now.ShowsSignOffs });
        builder.Services.AddSingleton<ArchiveSearch>();
        builder.Services.AddSingleton<Completions>();
        builder.Services.AddSingleton<ExtractReader>();
        builder.Services.AddSingleton(parts => new Pseudonyms(archive) { Shared = archive.Place.IsShared ? new SiteKeys(parts.GetRequiredService<DeskHome>()) : null });
        builder.Services.AddScoped<Extracts>();
        builder.Services.AddSingleton<SiteAddress>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddScoped(_ => archive.Read());
        builder.Services.AddScoped<KeptWorks>();
        builder.Services.AddSingleton<WantedPages>();
        builder.Services.AddSingleton<LinkingPosts>();
        builder.Services.AddSingleton<Originals>();
        builder.Services.AddSingleton<OperatorExamples>();
        builder.Services.AddFeeds();
        builder.Services.AddReadingPages();
        builder.Services.AddContentCoding();
        builder.Services.AddSiteCache(archive);
        builder.Services.AddKeepers(archive, present);
        builder.Services.AddJobs(archive);
        builder.Services.AddSearchLimits();
        builder.Services.AddSingleton<Machine>();
        builder.Services.AddSingleton<Metrics>();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseHeadRequests();
        app.UseProxies();
        app.UseSecurityHeaders();
        app.UseAssets();
        app.UseDarkness();
        app.UseFinishedPages();
        app.UseRouting();
        app.UseSiteCache();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            StatusCodeSelector = failure => failure is RecordUnreachableException or DeskAwayException ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.UseWholeNames();
        app.UseEarlierAddresses();
        app.UseKeepers();
        app.UseSeenEntry();
        app.UseResponseCompression();
        RequestLog.UseBreakingOff(app);
        app.UseLimitOfTime();
        app.UseRateLimiter();
        app.MapReadingPages();
        app.MapSuggestions();
        app.MapDownloads();
        app.MapTables();
        app.MapExtracts();
        app.MapFeeds();
        app.MapRandomPost();
        app.MapSourceBytes();
        app.MapReports();
        app.MapTimeGate();
        app.MapTimeMap();
        app.MapSitemaps();
        app.MapRobots();
        app.MapOpenSearch();
        app.MapHealth();
        app.MapMetrics();
        return app;
    }
}

/// <summary>Decisions of the keeper of an archive for the whole site.</summary>
internal sealed record SiteChoices
{
    /// <summary>Where readers reach the site, for everything that leaves it: citations, feeds, canonical links. Null: where it listens (<see cref="SiteAddress"/>).</summary>
    public Uri? Address { get; init; }

    /// <summary>Names that people typed beneath their comments are shown as such.</summary>
    public bool ShowsSignOffs { get; init; } = true;

    /// <summary>Names have an index, and a page each.</summary>
    public bool ShowsPeople { get; init; } = true;

    /// <summary>Search engines may keep the pages.</summary>
    public bool MayBeIndexed { get; init; } = true;

    /// <summary>The machines in front of the site that are believed whom they ask for.</summary>
    public IReadOnlyList<IPAddress> Proxies { get; init; } = [];

    /// <summary>Only keepers may read.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>For so long pages are shown without asking the record whether they still stand; null: for as long as it takes.</summary>
    public TimeSpan? DarkAfter { get; init; }

    /// <summary>The number of the entry in which keepers decided; 0 where they did not.</summary>
    public long Entry { get; init; }

    /// <summary>The same with what keepers decided, where the command line says nothing.</summary>
    public SiteChoices With(long entry, SettingsDecided decided) => this with
    {
        Entry = entry,
        Address = Address ?? (Uri.TryCreate(decided.Address, UriKind.Absolute, out var address) ? address : null),
        ShowsSignOffs = ShowsSignOffs && decided.SignOffs,
        ShowsPeople = ShowsPeople && decided.People is not false,
        MayBeIndexed = MayBeIndexed && decided.Indexed,
        IsPrivate = IsPrivate || decided.Private,
    };

    /// <summary>The same with what the configuration says beside the command line: <c>Archive:Visibility</c> and <c>Archive:DarkAfter</c>.</summary>
    public SiteChoices With(IConfiguration configuration) => this with
    {
        IsPrivate = IsPrivate || configuration["Archive:Visibility"] switch
        {
            null or "" => false,
            var said when said.Equals("Private", StringComparison.OrdinalIgnoreCase) => true,
            var said when said.Equals("Public", StringComparison.OrdinalIgnoreCase) => false,
            var other => throw new InvalidDataException($"Archive:Visibility is '{other}'; it may be Public or Private"),
        },
        DarkAfter = DarkAfter ?? configuration["Archive:DarkAfter"] switch
        {
            null or "" => null,
            var said when Darkness.TryReadAfter(said, out var after) => after,
            var other => throw new InvalidDataException($"Archive:DarkAfter is '{other}'; it may be {Darkness.PossibleAfter}"),
        },
    };
}
