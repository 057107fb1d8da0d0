using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Archive.Web.Hosting;

/// <summary>Keeps finished pages until the archive changes, and tells browsers that theirs is still good.</summary>
/// <remarks>Every page depends on nothing but its address, this build, the archive's generation and the settings of its keepers.</remarks>
internal static class SiteCache
{
    /// <summary>Some two thousand compressed pages; a site keeps its common pages and lets go of rare ones.</summary>
    public const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>A page that is larger is made anew each time, so that a few cannot push out all others.</summary>
    public const long MaxPageBytes = 4 * 1024 * 1024;

    /// <summary>Pages of earlier generations are not asked for again; they leave after this time at the latest.</summary>
    public static readonly TimeSpan KeepFor = TimeSpan.FromHours(1);

    private const string Tag = "tag";

    private static readonly object Unfinished = new();

    // A new build may write the same rows in another way.
    private static readonly string Build = typeof(SiteCache).Assembly.ManifestModule.ModuleVersionId.ToString("N")[..8];

    private static readonly StringValues AskAgain = "no-cache";
    private static readonly StringValues PrivateNoStore = "private, no-store";

    // The policy holds for every address, so that an answer that is kept is sent before the site looks at more than which
    // address it is; only what a page or an endpoint signs is kept.
    public static void AddSiteCache(this IServiceCollection services, ArchiveFolder archive, PresentChoices choices)
    {
        services.Configure<MvcOptions>(options => options.Filters.Add(new Signature()));
        services.AddOutputCache(options =>
        {
            options.SizeLimit = MaxBytes;
            options.MaximumBodySize = MaxPageBytes;
            // As pages read them: names that differ by a capital are two names.
            options.UseCaseSensitivePaths = true;
            options.AddBasePolicy(new Policy(new PageTag(archive, choices), choices));
        });
    }

    // Once it is known which address is asked for; before anything reads of its query.
    public static void UseSiteCache(this WebApplication app) => app
        .Use((context, next) =>
        {
            ReadsQueryAttribute.Of(context).Narrow(context.Request);
            return next(context);
        })
        .UseOutputCache();

    /// <summary>This answer is not all that can be said: another reader is to get a better one.</summary>
    public static void Forget(HttpContext context) => context.Items[Unfinished] = true;

    /// <summary>Signs an answer before it is written, so that it is kept with its signature; the cache then answers browsers that have it.</summary>
    public static void Keep(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (context.Items.ContainsKey(Unfinished))
        {
            headers.CacheControl = "no-store";
        }
        else if (context.Response.StatusCode == StatusCodes.Status200OK
            && context.Features.Get<IOutputCacheFeature>()?.Context is { EnableOutputCaching: true } answer)
        {
            headers.CacheControl = AskAgain;
            headers.ETag = answer.CacheVaryByRules.VaryByValues[Tag];
            headers.Vary = HeaderNames.AcceptEncoding;
            context.Items[Tag] = answer;
        }
    }

    private sealed class Signature : IResultFilter
    {
        public void OnResultExecuting(ResultExecutingContext context)
        {
            if (context.Result is PageResult)
            {
                Keep(context.HttpContext);
            }
        }

        public void OnResultExecuted(ResultExecutedContext context)
        {
        }
    }

    /// <summary>The ETag of every page: which state of the archive it shows by which choices, and which build wrote it.</summary>
    private sealed class PageTag(ArchiveFolder archive, PresentChoices choices)
    {
        // Asking SQLite takes as long as sending a cached page; a page that is older by a blink harms nobody.
        private const long MaxAgeMilliseconds = 50;

        private Known? last;

        public string Current()
        {
            var known = last;
            var now = Environment.TickCount64;
            var decided = choices.Now.Entry;
            if (known is null || now - known.CheckedAt > MaxAgeMilliseconds || known.Decided != decided)
            {
                var tag = string.Create(CultureInfo.InvariantCulture, $"W/\"{Build}-{archive.Generation()}-{decided}\"");
                last = known = new Known(tag, now, decided);
            }

            return known.Tag;
        }

        private sealed record Known(string Tag, long CheckedAt, long Decided);
    }

    private sealed class Policy(PageTag tag, PresentChoices choices) : IOutputCachePolicy
    {
        public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            var request = context.HttpContext.Request;
            if (AccessList.IsForOneAlone(context.HttpContext, choices.Now))
            {
                (context.EnableOutputCaching, context.AllowCacheLookup, context.AllowCacheStorage) = (false, false, false);
                context.HttpContext.Response.OnStarting(static response => KeepNowhere((HttpResponse)response), context.HttpContext.Response);
                return ValueTask.CompletedTask;
            }

            context.EnableOutputCaching = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
            context.AllowCacheLookup = context.AllowCacheStorage = IsWhatAnybodyAsks(request);
            if (SaysWhoAsks(request))
            {
                context.HttpContext.Response.OnStarting(static response => KeepFromOthers((HttpResponse)response), context.HttpContext.Response);
            }

            context.AllowLocking = false;
            context.ResponseExpirationTimeSpan = KeepFor;
            var rules = context.CacheVaryByRules;
            rules.VaryByHost = false;
            rules.VaryByValues[Tag] = tag.Current();
            // Neither the header nor the query as it came, but what is read of them: strangers can vary them without end.
            rules.VaryByValues["coding"] = ContentCoding.Of(request.Headers.AcceptEncoding);
            rules.VaryByValues["query"] = request.QueryString.Value ?? "";
            return ValueTask.CompletedTask;
        }

        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            // A page that failed after it was signed has lost its headers.
            var response = context.HttpContext.Response;
            context.AllowCacheStorage &= response.StatusCode == StatusCodes.Status200OK && response.Headers.ETag.Count > 0
                && context.HttpContext.Items.ContainsKey(Tag);
            return ValueTask.CompletedTask;
        }

        // Pages depend on none of this; but who says who they are, or puts a form where an address has everything, is answered
        // apart, should a page ever read it. "only-if-cached" speaks to caches on the way and would get an error from ours.
        private static bool IsWhatAnybodyAsks(HttpRequest request) =>
            !SaysWhoAsks(request)
            && request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true }
            && !HeaderUtilities.ContainsCacheDirective(request.Headers.CacheControl, CacheControlHeaderValue.OnlyIfCachedString);

        private static bool SaysWhoAsks(HttpRequest request) => request.Headers.Cookie.Count > 0 || request.Headers.Authorization.Count > 0;

        // Whatever the answer says of itself.
        private static Task KeepNowhere(HttpResponse response)
        {
            response.Headers.CacheControl = PrivateNoStore;
            response.Headers.Remove(HeaderNames.ETag);
            return Task.CompletedTask;
        }

        // For caches on the way, which know as little as ours whether such an answer is the same for all.
        private static Task KeepFromOthers(HttpResponse response)
        {
            var caching = response.Headers.CacheControl;
            if (!HeaderUtilities.ContainsCacheDirective(caching, CacheControlHeaderValue.NoStoreString))
            {
                response.Headers.CacheControl = caching.Count == 0 ? CacheControlHeaderValue.PrivateString : $"{CacheControlHeaderValue.PrivateString}, {caching}";
            }

            return Task.CompletedTask;
        }
    }
}
