using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace Archive.Web;

/// <summary>Sends text compressed.</summary>
public static class CompressedResponses
{
    // Fastest: a higher quality costs more time than the page took to make, for a few per cent (docs/decisions).
    public static void AddCompressedResponses(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            // Safe over TLS too: no page holds a secret beside what a stranger typed.
            options.EnableForHttps = true;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
            options.MimeTypes =
            [
                "text/html", "text/css", "text/plain", "text/csv", "text/javascript", "image/svg+xml", "application/json",
                "application/jsonl", "application/atom+xml",
            ];
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
    }
}
