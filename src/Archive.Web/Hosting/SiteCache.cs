using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Archive.Web.Hosting;

/// <summary>Keeps finished pages until what they depend on changes, and tells browsers that theirs is still good.</summary>
/// <remarks>Every page depends on nothing but its address, this build, the archive or one blog of it, and the settings of its keepers.</remarks>
internal static class SiteCache
{
    private static readonly object Unfinished = new();

    private static readonly StringValues AskAgain = "no-cache";
    private static readonly StringValues PrivateNoStore = "private, no-store";

    public static void AddSiteCache(this IServiceCollection services, ArchiveFolder archive)
    {
        services.Configure<MvcOptions>(options => options.Filters.Add(new Signature()));
        services.AddSingleton(_ => new FinishedStore(archive.Folder));
        services.AddSingleton<PageMoment.Clock>();
        services.AddSingleton<PageShelf>();
        services.AddSingleton<PageFinisher>();
        services.AddHostedService(site => site.GetRequiredService<PageFinisher>());
    }

    // Before the site looks at more than the address; what an address reads of its query is known only behind the routes.
    public static void UseFinishedPages(this WebApplication app)
    {
        var (shelf, choices) = (app.Services.GetRequiredService<PageShelf>(), app.Services.GetRequiredService<PresentChoices>());
        var finisher = app.Services.GetRequiredService<PageFinisher>();
        app.Use(next =>
        {
            finisher.MakeBy(next);
            return context =>
            {
                ForgetWhoAsks(context, choices.Now);
                return IsWhatAnybodyAsks(context, choices.Now)
                    && shelf.Find(PageKey.Of(context.Request), ContentCoding.Of(context.Request.Headers.AcceptEncoding), isDeclared: !context.Request.QueryString.HasValue) is { } page
                    ? SendAsync(context, page)
                    : next(context);
            };
        });
    }

    // Once it is known which address is asked for; before anything reads of its query.
    public static void UseSiteCache(this WebApplication app)
    {
        var (shelf, choices) = (app.Services.GetRequiredService<PageShelf>(), app.Services.GetRequiredService<PresentChoices>());
        var finisher = app.Services.GetRequiredService<PageFinisher>();
        app.Use(next => context =>
        {
            var isAsked = context.Request.QueryString.HasValue;
            ReadsQueryAttribute.Of(context).Narrow(context.Request);
            if (AccessList.IsForOneAlone(context, choices.Now))
            {
                context.Response.OnStarting(static response => KeepNowhere((HttpResponse)response), context.Response);
                return next(context);
            }

            if (!HttpMethods.IsGet(context.Request.Method) || shelf.Moment() is not { } moment)
            {
                return next(context);
            }

            var making = new Making(moment, ContentCoding.Of(context.Request.Headers.AcceptEncoding))
            {
                Key = IsWhatAnybodyAsks(context, choices.Now) ? PageKey.Of(context.Request) : null,
            };
            // Without a query it was looked for already.
            return making.Key is { } key && isAsked && shelf.Find(key, making.Coding, isDeclared: true) is { } page
                ? SendAsync(context, page)
                : MakeAsync(context, next, making, finisher);
        });
    }

    /// <summary>This answer is not all that can be said, or is so for its reader alone: another one is to get a better one.</summary>
    public static void Forget(HttpContext context) => context.Items[Unfinished] = true;

    /// <summary>Signs an answer before it is written, so that it is kept; it depends on the whole archive.</summary>
    public static void Keep(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (context.Items.ContainsKey(Unfinished))
        {
            headers.CacheControl = "no-store";
        }
        else if (context.Response.StatusCode == StatusCodes.Status200OK && context.Features.Get<Making>() is { } making)
        {
            headers.CacheControl = AskAgain;
            headers.Vary = HeaderNames.AcceptEncoding;
            making.IsSigned = true;
        }
    }

    /// <summary>Says of an answer that it depends on one blog alone, and on which names are sign-offs.</summary>
    /// <param name="blog">0: on all of them.</param>
    public static void OfBlog(HttpContext context, long blog, SignedNames? names = null)
    {
        if (context.Features.Get<Making>() is { } making)
        {
            (making.Blog, making.Names) = (blog, names ?? SignedNames.None);
        }
    }

    /// <summary>Whether the answer is held until it is whole.</summary>
    public static bool IsKept(HttpContext context) => context.Features.Get<Making>() is { IsSigned: true };

    /// <summary>Holds a page that was written as a whole; false where it is to be sent as any other answer is.</summary>
    public static bool TryHold(HttpContext context, Utf8Text page) => context.Features.Get<Making>() is { Body: { } body } && body.TryTake(page);

    private static async Task MakeAsync(HttpContext context, RequestDelegate next, Making making, PageFinisher finisher)
    {
        var reader = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var body = new HeldBody(reader, making, () => Begin(context, making.Coding, reader.Stream));
        making.Body = body;
        context.Features.Set(making);
        context.Features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            await next(context);
            await body.EndAsync();
        }
        finally
        {
            context.Features.Set(reader);
            context.Features.Set<Making>(null);
        }

        if (body.IsHeld)
        {
            var page = finisher.Add(context.Response.Headers, making, body);
            if (!page.Bytes.Equals(body.Held))
            {
                // Its reader may take it slowly; what it was made in is the next page's.
                body.Dispose();
            }

            await SendAsync(context, page);
        }
    }

    // A page that is too long to be held goes out as it is made.
    private static Stream Begin(HttpContext context, string coding, Stream reader)
    {
        if (coding != ContentCoding.Identity)
        {
            context.Response.Headers.ContentEncoding = coding;
            context.Response.ContentLength = null;
        }

        return ContentCoding.Into(reader, coding);
    }

    private static async Task SendAsync(HttpContext context, FinishedPage page)
    {
        var (response, headers) = (context.Response, context.Response.Headers);
        headers.ETag = page.Tag;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.CacheControl = AskAgain;
        if (page.Age is { } age)
        {
            headers.Age = age;
        }

        if (HasAlready(context.Request, page.Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        foreach (var (name, value) in page.Headers)
        {
            headers[name] = value;
        }

        if (page.Coding != ContentCoding.Identity)
        {
            headers.ContentEncoding = page.Coding;
        }

        headers.ContentLength = page.Bytes.Length;
        await response.SendAsync(page.Bytes, context.RequestAborted);
    }

    // RFC 9110, section 13.1.2: weakly compared, as all of ours are weak.
    private static bool HasAlready(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch is { Count: > 0 } named
        && EntityTagHeaderValue.TryParseList(named!, out var tags)
        && tags.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(EntityTagHeaderValue.Parse(tag), useStrongComparison: false));

    // Readers whom a gate before the site lets in by a cookie or a password send these with each request, and the site's own cookies are its keepers' alone. Like what an address does
    // not read of a query, they reach no page: so none depends on them, and these readers get the pages that all others get.
    private static void ForgetWhoAsks(HttpContext context, SiteChoices choices)
    {
        if (SaysWhoAsks(context.Request) && !AccessList.IsForOneAlone(context, choices))
        {
            context.Response.OnStarting(static response => KeepFromOthers((HttpResponse)response), context.Response);
            context.Request.Headers.Remove(HeaderNames.Cookie);
            context.Request.Headers.Remove(HeaderNames.Authorization);
        }
    }

    // Who puts a form where an address has everything is answered apart, should a page ever read it. "only-if-cached" speaks to caches on the way and would get an error from ours.
    private static bool IsWhatAnybodyAsks(HttpContext context, SiteChoices choices) =>
        HttpMethods.IsGet(context.Request.Method)
        && !AccessList.IsForOneAlone(context, choices)
        && context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true }
        && !HeaderUtilities.ContainsCacheDirective(context.Request.Headers.CacheControl, CacheControlHeaderValue.OnlyIfCachedString);

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
}
