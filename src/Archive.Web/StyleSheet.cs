using Microsoft.Extensions.FileProviders;

namespace Archive.Web;

/// <summary>The few files that pages link to, served from inside the assembly.</summary>
public static class StyleSheet
{
    // Their addresses carry a hash of their content (asp-append-version), so a copy is good for ever.
    private const string ForEver = "public, max-age=31536000, immutable";

    private const string AskAgain = "no-cache";

    public static void UseStyleSheet(this WebApplication app)
    {
        app.Environment.WebRootFileProvider = new EmbeddedFileProvider(typeof(StyleSheet).Assembly, "Archive.Web.wwwroot");
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Query.ContainsKey("v") ? ForEver : AskAgain,
        });
    }
}
