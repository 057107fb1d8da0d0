using System.Globalization;
using Archive.Storage;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Archive.Web;

/// <summary>Keeps finished pages until the archive changes, and tells browsers that theirs is still good.</summary>
/// <remarks>Every page depends on nothing but its address, this build and the archive's generation.</remarks>
public static class SiteCache
{
    /// <summary>Some two thousand compressed pages; a site keeps its common pages and lets go of rare ones.</summary>
    public const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>A page that is larger is made anew each time, so that a few cannot push out all others.</summary>
    public const long MaxPageBytes = 4 * 1024 * 1024;

    /// <summary>Pages of earlier generations are not asked for again; they leave after this time at the latest.</summary>
    public static readonly TimeSpan KeepFor = TimeSpan.FromHours(1);

    // A new build may write the same rows in another way.
    private static readonly string Build = typeof(SiteCache).Assembly.ManifestModule.ModuleVersionId.ToString("N")[..8];

    private static readonly StringValues AskAgain = "no-cache";

    public static void AddSiteCache(this IServiceCollection services) => services.AddOutputCache(options =>
    {
        options.SizeLimit = MaxBytes;
        options.MaximumBodySize = MaxPageBytes;
    });

    public static void UseSiteCache(this WebApplication app)
    {
        app.Use(AnswerFromTheBrowsersCopy);
        app.UseOutputCache();
    }

    public static void CachePages(this IEndpointConventionBuilder pages, ArchiveFile archive)
    {
        var generation = new PageGeneration(archive);
        pages.WithMetadata(generation);
        pages.CacheOutput(new Policy(generation));
    }

    private static Task AnswerFromTheBrowsersCopy(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<PageGeneration>() is not { } generation || !MayBeKept(context))
        {
            return next(context);
        }

        var tag = generation.Tag();
        if (context.Request.Headers.IfNoneMatch.Contains(tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            Sign(context.Response, tag);
            return Task.CompletedTask;
        }

        context.Response.OnStarting(
            static state =>
            {
                var (response, tag) = ((HttpResponse, string))state;
                Sign(response, tag);
                return Task.CompletedTask;
            },
            (context.Response, tag));
        return next(context);
    }

    private static bool MayBeKept(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && context.Features.Get<IStatusCodeReExecuteFeature>() is null
        && context.Features.Get<IExceptionHandlerFeature>() is null;

    private static void Sign(HttpResponse response, string tag)
    {
        response.Headers.CacheControl = AskAgain;
        if (response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
        {
            response.Headers.ETag = tag;
            response.Headers.Vary = HeaderNames.AcceptEncoding;
        }
    }

    /// <summary>Which state of the archive a page shows.</summary>
    private sealed class PageGeneration(ArchiveFile archive)
    {
        private (long Generation, string Tag) last = (-1, "");

        public string Tag()
        {
            var generation = archive.Generation();
            var known = last;
            if (known.Generation != generation)
            {
                known = (generation, string.Create(CultureInfo.InvariantCulture, $"W/\"{Build}-{generation}\""));
                last = known;
            }

            return known.Tag;
        }
    }

    private sealed class Policy(PageGeneration generation) : IOutputCachePolicy
    {
        // What pages read from their query; anything else makes no second copy.
        private static readonly StringValues QueryKeys = new(["q", "in", "blog", "before", "page", "comment"]);

        public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            context.EnableOutputCaching = MayBeKept(context.HttpContext);
            context.AllowCacheLookup = true;
            context.AllowCacheStorage = true;
            context.AllowLocking = true;
            context.ResponseExpirationTimeSpan = KeepFor;
            context.CacheVaryByRules.QueryKeys = QueryKeys;
            context.CacheVaryByRules.VaryByHost = false;
            context.CacheVaryByRules.VaryByValues["generation"] = generation.Tag();
            context.CacheVaryByRules.VaryByValues["coding"] = Coding(context.HttpContext.Request.Headers.AcceptEncoding);
            return ValueTask.CompletedTask;
        }

        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            context.AllowCacheStorage = context.HttpContext.Response.StatusCode == StatusCodes.Status200OK;
            return ValueTask.CompletedTask;
        }

        // The header itself would be a key that strangers can vary without end.
        private static string Coding(StringValues accepted)
        {
            var text = accepted.ToString();
            return text.Contains("br", StringComparison.Ordinal) ? "br" : text.Contains("gzip", StringComparison.Ordinal) ? "gzip" : "none";
        }
    }
}
