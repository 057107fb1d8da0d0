namespace Archive.Benchmarks.Pages;

/// <summary>A process that serves and does nothing else.</summary>
public static class MeasuredSite
{
    /// <summary>The site as it is.</summary>
    public const string Real = "real";

    /// <summary>The site as it is to whoever asks for what caches on the way have: every page is made anew, and none is kept.</summary>
    public const string Anew = "anew";

    /// <summary>One page of the real site, made once, written as bytes by the smallest endpoint there is: the floor.</summary>
    public const string Prebuilt = "prebuilt";

    /// <summary>The database of the record of that process; none for a folder alone.</summary>
    public const string RecordVariable = "ARCHIVE_BENCHMARK_RECORD";

    /// <summary>The inside of that process: prints its address, and ends with its input.</summary>
    public static async Task<int> RunAsync(string data, string kind, string path)
    {
        using var archive = ArchiveFolder.Open(data, record: Environment.GetEnvironmentVariable(RecordVariable));
        await using var site = kind == Prebuilt ? await PrebuiltAsync(archive, path) : Site(archive);
        await site.StartAsync();
        Console.WriteLine(site.Urls.Single());
        // As "archive serve" does beside the first readers.
        var prepared = Task.Run(() => site.Services.GetService<ArchiveSearch>()?.Prepare());
        await Console.In.ReadToEndAsync();
        await site.StopAsync();
        await prepared;
        return 0;
    }

    private static WebApplication Site(ArchiveFolder archive) =>
        ArchiveSite.Build(archive, "http://127.0.0.1:0", builder => builder.Logging.ClearProviders());

    private static async Task<WebApplication> PrebuiltAsync(ArchiveFolder archive, string path)
    {
        byte[] page;
        await using (var real = Site(archive))
        {
            await real.StartAsync();
            using var http = new HttpClient();
            page = await http.GetByteArrayAsync(new Uri(new Uri(real.Urls.Single()), path));
            await real.StopAsync();
        }

        var coded = ContentCoding.Coded(page, ContentCoding.Brotli, isFinished: true);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = builder.Build();
        site.MapGet("/{**any}", async context =>
        {
            var bytes = page;
            if (context.Request.Headers.AcceptEncoding == ContentCoding.Brotli)
            {
                (bytes, context.Response.Headers.ContentEncoding) = (coded, ContentCoding.Brotli);
            }

            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        });
        return site;
    }
}
