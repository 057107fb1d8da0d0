using Microsoft.AspNetCore.OutputCaching;

namespace Archive.Benchmarks;

/// <summary>A process that serves and does nothing else.</summary>
public static class MeasuredSite
{
    /// <summary>The site as it is, output cache included.</summary>
    public const string Real = "real";

    /// <summary>The site with an output cache that keeps nothing: every page is made anew.</summary>
    public const string Anew = "anew";

    /// <summary>One page of the real site, made once, written as bytes by the smallest endpoint there is: the floor.</summary>
    public const string Prebuilt = "prebuilt";

    /// <summary>The inside of that process: prints its address and ends with its input.</summary>
    public static async Task<int> RunAsync(string data, string kind, string path)
    {
        using var archive = ArchiveFolder.Open(data);
        await using var site = kind == Prebuilt ? await PrebuiltAsync(archive, path) : Site(archive, keepsPages: kind == Real);
        await site.StartAsync();
        Console.WriteLine(site.Urls.Single());
        await Console.In.ReadToEndAsync();
        await site.StopAsync();
        return 0;
    }

    private static WebApplication Site(ArchiveFolder archive, bool keepsPages) =>
        ArchiveSite.Build(archive, "http://127.0.0.1:0", builder =>
        {
            builder.Logging.ClearProviders();
            if (!keepsPages)
            {
                // One byte: the cache gives up on a page as soon as it is written to.
                builder.Services.PostConfigure<OutputCacheOptions>(options => options.MaximumBodySize = 1);
            }
        });

    private static async Task<WebApplication> PrebuiltAsync(ArchiveFolder archive, string path)
    {
        byte[] page;
        await using (var real = Site(archive, keepsPages: false))
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
