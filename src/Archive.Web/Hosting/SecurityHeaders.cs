using Microsoft.Extensions.Primitives;

namespace Archive.Web.Hosting;

/// <summary>Sets the headers that every response carries, errors and files included: a second line, should the first ever fail.</summary>
internal static class SecurityHeaders
{
    /// <summary>The archive's own scripts and style sheet, and suggestions for what is typed; nothing within a page, nothing from elsewhere.</summary>
    public const string PagePolicy =
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    /// <summary>For bytes that strangers wrote: should a browser show them after all, it shows them without any rights.</summary>
    public const string StrangersPolicy = "default-src 'none'; sandbox";

    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues NoReferrer = "no-referrer";
    private static readonly StringValues SameOrigin = "same-origin";
    private static readonly StringValues NoIndex = "noindex";
    private static readonly StringValues PageCsp = PagePolicy;
    private static readonly StringValues NoFeatures =
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        + "magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    // On starting, because the error page clears the headers that were set before the error.
    public static void UseSecurityHeaders(this WebApplication app)
    {
        var choices = app.Services.GetRequiredService<PresentChoices>();
        app.Use((context, next) =>
        {
            context.Response.OnStarting(
                choices.Now.MayBeIndexed
                    ? static response => Set(((HttpResponse)response).Headers)
                    : static response => Set(((HttpResponse)response).Headers, NoIndex),
                context.Response);
            return next(context);
        });
    }

    // Pages say it in their head too; files and feeds have none.
    private static Task Set(IHeaderDictionary headers, StringValues robots)
    {
        headers["X-Robots-Tag"] = robots;
        return Set(headers);
    }

    private static Task Set(IHeaderDictionary headers)
    {
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = PageCsp;
        }

        headers.XContentTypeOptions = NoSniff;
        headers["Referrer-Policy"] = NoReferrer;
        headers["Cross-Origin-Opener-Policy"] = SameOrigin;
        headers["Cross-Origin-Resource-Policy"] = SameOrigin;
        headers["Permissions-Policy"] = NoFeatures;
        return Task.CompletedTask;
    }
}
