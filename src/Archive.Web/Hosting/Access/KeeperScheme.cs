using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Archive.Web.Hosting.Access;

/// <summary>Knows a keeper by the cookie of a session that the desk holds, and leads who is not known to where keepers sign in.</summary>
internal sealed class KeeperScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, DeskHome desk, Sessions sessions, RecordTurns turns)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string Name = "Keeper";

    /// <summary>Of this host alone, by its prefix.</summary>
    public const string Cookie = "__Host-archive";

    public const string SignInAddress = AccessList.Keeper + "/sign-in";

    /// <summary>Where to go on after signing in.</summary>
    public const string From = "from";

    // Not lasting: it goes with the browser, and holds while the desk holds its session. Secure on plain HTTP too, because the
    // proxy in front speaks HTTPS; browsers take it from the machine itself, and from nowhere else without HTTPS.
    private static readonly CookieOptions Settings = new() { HttpOnly = true, Secure = true, SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Strict, Path = "/" };

    /// <summary>Whether a request says that a keeper sends it, which is not yet true.</summary>
    public static bool IsClaimed(HttpRequest request) => request.Headers.Cookie.Count > 0 && Secret(request) is not null;

    /// <summary>Signs a keeper in, in a new session; the one that this browser had ends.</summary>
    public static void SignIn(HttpContext context, Sessions sessions, KeeperAccount keeper)
    {
        End(context, sessions);
        context.Response.Cookies.Append(Cookie, sessions.Begin(keeper.Id), Settings);
    }

    /// <summary>Signs out here, or wherever this keeper is signed in.</summary>
    public static void SignOut(HttpContext context, Sessions sessions, bool everywhere)
    {
        if (everywhere && Of(context) is { } session)
        {
            sessions.EndAll(session.Keeper.Id);
        }

        End(context, sessions);
        context.Response.Cookies.Delete(Cookie, Settings);
        // Nothing of a keeper's pages is kept; this is for a browser that does not listen.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
    }

    /// <summary>The session of a request; null for everybody who is not signed in.</summary>
    public static Session? Of(HttpContext context) => context.User.Identities.OfType<SessionIdentity>().FirstOrDefault()?.Session;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var session = Secret(Request) is { } secret ? await turns.AskAsync(() => Use(secret), Context.RequestAborted) : null;
        return session is null
            ? AuthenticateResult.NoResult()
            : AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new SessionIdentity(session)), Name));
    }

    // While the desk is away nobody is known, and a keeper reads as everybody does.
    private Session? Use(string secret)
    {
        try
        {
            return desk.Closed is null ? sessions.Use(secret) : null;
        }
        catch (DeskAwayException)
        {
            return null;
        }
    }

    // A page leads there; a feed, a file or a form is only refused.
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var endpoint = Context.GetEndpoint();
        if ((HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method)) && (endpoint is null || endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null))
        {
            var asked = Request.PathBase + Request.Path + Request.QueryString;
            Response.Redirect(asked == AccessList.Keeper ? SignInAddress : $"{SignInAddress}?{From}={Uri.EscapeDataString(asked)}");
        }
        else
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            Response.Headers[HeaderNames.WWWAuthenticate] = Name;
        }

        return Task.CompletedTask;
    }

    private static void End(HttpContext context, Sessions sessions)
    {
        if (Secret(context.Request) is { } secret)
        {
            sessions.End(secret);
        }
    }

    private static string? Secret(HttpRequest request) =>
        request.Cookies[Cookie] is { Length: Sessions.SecretLength } secret && secret.All(char.IsAsciiHexDigitLower) ? secret : null;

    private sealed class SessionIdentity(Session session) : ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, session.Keeper.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)), new Claim(ClaimTypes.Name, session.Keeper.Name)],
        KeeperScheme.Name)
    {
        public Session Session { get; } = session;
    }
}
