using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Archive.Web.Hosting;

/// <summary>The few files that pages link to, served from inside the assembly.</summary>
internal static class StyleSheet
{
    // Their addresses carry a hash of their content (asp-append-version), so a copy is good for ever.
    private const string ForEver = "public, max-age=31536000, immutable";

    private const string AskAgain = "no-cache";

    public static void UseStyleSheet(this WebApplication app)
    {
        app.Environment.WebRootFileProvider = new EmbeddedFileProvider(typeof(StyleSheet).Assembly, "Archive.Web.wwwroot");
        app.UseWhen(IsFile, files => files
            .UseResponseCompression()
            .UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => SayHowToKeep(file.Context) }));
    }

    // Before all that follows, which is about pages; where no file has the name, a page may.
    private static bool IsFile(HttpContext context) => context.Request.Path.Value is { } path
        && (path.EndsWith(".css", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".js", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase));

    private static void SayHowToKeep(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = context.Request.Query.ContainsKey("v") ? ForEver : AskAgain;
        // Also with parts and with "not modified", which are not compressed.
        headers.Vary = HeaderNames.AcceptEncoding;
    }
}
