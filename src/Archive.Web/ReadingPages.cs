using System.Text.Encodings.Web;
using System.Text.Unicode;
using Archive.Storage;
using Microsoft.Extensions.WebEncoders;

namespace Archive.Web;

/// <summary>The pages and the addresses that they have beyond their own.</summary>
public static class ReadingPages
{
    public static void AddReadingPages(this IServiceCollection services)
    {
        services.AddRazorPages(options =>
        {
            options.Conventions.AddPageRoute("/Blog/Month", "/{blog}/undated");
            options.Conventions.AddPageRoute("/Post", "/{blog}/undated/{slug}");
        });

        // Letters of every script as themselves: shorter pages, and a source that people can read.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
    }

    public static void MapReadingPages(this WebApplication app) =>
        app.MapRazorPages().CachePages(app.Services.GetRequiredService<ArchiveFile>());
}
