using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Primitives;

namespace Archive.Web.Hosting.Access;

/// <summary>Takes forms from the pages of this site alone, whatever another site makes a keeper's browser send.</summary>
/// <remarks>Three defences, each enough by itself: the cookie of the session is sent from no other site, the browser says where a form comes from, and each form has a secret of its own.</remarks>
internal static class OwnForms
{
    /// <summary>The cookie that belongs to the secrets of forms; only pages of keepers have forms that change anything, and set it.</summary>
    public const string Cookie = "__Host-archive-forms";

    /// <summary>The field of a form that holds its secret.</summary>
    public const string Field = "form";

    private const string FetchSite = "Sec-Fetch-Site";

    public static void AddOwnForms(this IServiceCollection services) => services.AddAntiforgery(antiforgery =>
    {
        antiforgery.Cookie = new AlwaysSecure { Name = Cookie, HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true };
        antiforgery.FormFieldName = Field;
    });

    /// <summary>Refuses requests that may change something and come from elsewhere, before anything is read of them.</summary>
    public static void UseOwnForms(this WebApplication app)
    {
        var choices = app.Services.GetRequiredService<PresentChoices>();
        app.Use((context, next) =>
        {
            // What was refused comes by again, for the page that says so.
            if (IsSafe(context.Request.Method) || ComesFromHere(context.Request, choices.Now) || context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    // Older browsers say only the origin, and programs nothing: those have no cookies that another site could use.
    private static bool ComesFromHere(HttpRequest request, SiteChoices choices) =>
        request.Headers.TryGetValue(FetchSite, out var site) ? site == "same-origin" || site == "none"
        : StringValues.IsNullOrEmpty(request.Headers.Origin) || IsOwn(request.Headers.Origin.ToString(), request, choices);

    // A proxy may have turned https into http, so that without an address only the host is compared.
    private static bool IsOwn(string origin, HttpRequest request, SiteChoices choices) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && (choices.Address is { } address
            ? Uri.Compare(from, address, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0
            : string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));

    // The framework would refuse to write a secure cookie where the proxy in front speaks HTTP to it.
    private sealed class AlwaysSecure : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            options.Secure = true;
            return options;
        }
    }
}
