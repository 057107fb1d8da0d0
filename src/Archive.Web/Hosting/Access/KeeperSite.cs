using System.Globalization;
using Microsoft.AspNetCore.Authentication;

namespace Archive.Web.Hosting.Access;

/// <summary>Adds to the site what keepers need: the desk, their sign-in, and the list of who reaches what.</summary>
internal static class KeeperSite
{
    public static void AddKeepers(this IServiceCollection services, ArchiveFolder archive, SiteChoices choices)
    {
        services.AddSingleton(_ => DeskFile.Open(archive.Folder));
        services.AddSingleton<Keepers>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<OneUseCodes>();
        services.AddSingleton<Passkeys>();
        services.AddSingleton<SignInLimits>();
        services.AddSingleton(_ => new Passwords());
        services.AddAuthentication(KeeperScheme.Name).AddScheme<AuthenticationSchemeOptions, KeeperScheme>(KeeperScheme.Name, null);
        services.AddAccessList(choices);
        services.AddOwnForms();
        services.AddKeys(archive);
        PasskeyUsers.AddPasskeys(services, choices);
    }

    /// <summary>Lets through whom the list lets through; answers that are kept for everybody have been sent before.</summary>
    public static void UseKeepers(this WebApplication app)
    {
        // At the start, where a desk that is damaged is a line for whoever starts it.
        app.Services.GetRequiredService<DeskFile>();
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
