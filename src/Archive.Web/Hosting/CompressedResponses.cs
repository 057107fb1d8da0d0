using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace Archive.Web.Hosting;

/// <summary>Sends text compressed.</summary>
internal static class CompressedResponses
{
    // Fastest: a higher quality costs more time than the page took to make, for a few per cent (docs/decisions).
    public static void AddCompressedResponses(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            // Safe over TLS too: no page holds a secret beside what a stranger typed.
            options.EnableForHttps = true;
            options.MimeTypes =
            [
                "text/html", "text/css", "text/plain", "text/csv", "text/javascript", "image/svg+xml", "application/json",
                "application/jsonl", "application/atom+xml",
            ];
        });
        services.AddSingleton<IResponseCompressionProvider, ChosenCompression>();
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
    }

    /// <summary>Compresses as <see cref="ContentCoding"/> says, which the cache obeys too.</summary>
    private sealed class ChosenCompression(
        IServiceProvider services, IOptions<ResponseCompressionOptions> options,
        IOptions<BrotliCompressionProviderOptions> brotli, IOptions<GzipCompressionProviderOptions> gzip)
        : ResponseCompressionProvider(services, options), IResponseCompressionProvider
    {
        private readonly BrotliCompressionProvider brotli = new(brotli);
        private readonly GzipCompressionProvider gzip = new(gzip);

        // Also for those who take none: that there are others, caches on the way must hear with every answer (Vary).
        bool IResponseCompressionProvider.CheckRequestAcceptsCompression(HttpContext context) => true;

        public override ICompressionProvider? GetCompressionProvider(HttpContext context) =>
            ContentCoding.Of(context.Request.Headers.AcceptEncoding) switch
            {
                ContentCoding.Brotli => brotli,
                ContentCoding.Gzip => gzip,
                _ => null,
            };
    }
}
