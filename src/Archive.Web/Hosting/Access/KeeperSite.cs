using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.HttpOverrides;

namespace Archive.Web.Hosting.Access;

/// <summary>Adds to the site what keepers need: the desk, their sign-in, and the list of who reaches what.</summary>
internal static class KeeperSite
{
    public static void AddKeepers(this IServiceCollection services, ArchiveFolder archive, PresentChoices choices)
    {
        services.AddSingleton(_ => DeskHome.Open(archive.Folder, archive.Place));
        services.AddSingleton<Keepers>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<OneUseCodes>();
        services.AddSingleton<Passkeys>();
        services.AddSingleton<Uploads>();
        services.AddSingleton<WaitingProblems>();
        services.AddSingleton<SignInLimits>();
        services.AddSingleton(_ => new Passwords());
        // Whose a cookie is: anybody can send one.
        services.AddSingleton<RecordTurns>();
        services.AddAuthentication(KeeperScheme.Name).AddScheme<AuthenticationSchemeOptions, KeeperScheme>(KeeperScheme.Name, null);
        services.AddAccessList(choices);
        services.AddOwnForms();
        services.AddKeys(archive);
        PasskeyUsers.AddPasskeys(services, choices);
    }

    /// <summary>Takes the address of a reader from the proxies that the keeper named, and from nobody else: what anybody may write says nothing.</summary>
    public static void UseProxies(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<PresentChoices>().Given.Proxies;
        if (proxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = 1 };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        proxies.ToList().ForEach(options.KnownProxies.Add);
        app.UseForwardedHeaders(options);
    }

    /// <summary>Lets through whom the list lets through; answers that are kept for everybody have been sent before.</summary>
    public static void UseKeepers(this WebApplication app)
    {
        // At the start, where a desk that is damaged is a line for whoever starts it.
        app.Services.GetRequiredService<DeskHome>();
        app.UseOwnForms();
        app.UseAuthentication();
        app.UseAuthorization();
    }

    /// <summary>Whether somebody has tried too often; the answer then says so, and for how long.</summary>
    public static bool IsRefused(this HttpContext context, SignInLimits limits)
    {
        if (limits.Refuse(context.Connection.RemoteIpAddress) is not { } wait)
        {
            return false;
        }

        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return true;
    }
}
