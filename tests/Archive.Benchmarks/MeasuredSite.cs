using Archive.Storage;
using Archive.Web;
using Microsoft.AspNetCore.OutputCaching;

namespace Archive.Benchmarks;

/// <summary>A process that serves and does nothing else.</summary>
public static class MeasuredSite
{
    /// <summary>The real site with its output cache.</summary>
    public const string Cached = "cached";

    /// <summary>The real site, each page made anew.</summary>
    public const string Uncached = "uncached";

    /// <summary>One page of the real site, made once, written as bytes by the smallest endpoint there is: the floor.</summary>
    public const string Prebuilt = "prebuilt";

    /// <summary>The inside of that process: prints its address and ends with its input.</summary>
    public static async Task<int> RunAsync(string data, string kind, string path)
    {
        using var archive = ArchiveFile.Open(data);
        await using var site = kind == Prebuilt ? await PrebuiltAsync(archive, path) : Real(archive, kind);
        await site.StartAsync();
        Console.WriteLine(site.Urls.Single());
        await Console.In.ReadToEndAsync();
        await site.StopAsync();
        return 0;
    }

    private static WebApplication Real(ArchiveFile archive, string kind) =>
        ArchiveSite.Build(archive, "http://127.0.0.1:0", builder =>
        {
            builder.Logging.ClearProviders();
            if (kind == Uncached)
            {
                builder.Services.PostConfigure<OutputCacheOptions>(options => options.MaximumBodySize = 1);
            }
        });

    private static async Task<WebApplication> PrebuiltAsync(ArchiveFile archive, string path)
    {
        byte[] page;
        await using (var real = Real(archive, Uncached))
        {
            await real.StartAsync();
            using var http = new HttpClient();
            page = await http.GetByteArrayAsync(new Uri(new Uri(real.Urls.Single()), path));
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = builder.Build();
        site.MapGet("/{**any}", async context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.ContentLength = page.Length;
            await context.Response.Body.WriteAsync(page, context.RequestAborted);
        });
        return site;
    }
}
