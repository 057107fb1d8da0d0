using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Archive.Web.Hosting;

/// <summary>Sends text compressed, in the coding that a reader takes.</summary>
/// <remarks>
/// The cache asks the same function: an answer that was coded by one rule and kept by another goes to readers who cannot read it.
/// The framework's own choice is not asked, because <c>br;q=0, *</c> gets Brotli from it.
/// </remarks>
internal static class ContentCoding
{
    public const string Brotli = "br";

    public const string Gzip = "gzip";

    /// <summary>The text as it is; also for who takes nothing that the site can write.</summary>
    public const string Identity = "identity";

    private const string Any = "*";

    // What browsers say, word for word: a few dozen sentences. What strangers make up beyond that is read each time.
    private const int MaxKnown = 256, MaxKnownLength = 128;
    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);
    private static int remembered;

    // Of Brotli, from 0 to 11. A page of 200 kB takes one millisecond and five; it is a sixth smaller by the second. The window is the largest that every browser takes.
    private const int QuickQuality = 1, FinishedQuality = 5, Window = 22;

    // Of two that are as welcome, the smaller one.
    private static readonly string[] SmallestFirst = [Brotli, Gzip, Identity];

    // Fastest: a higher quality costs more time than the page took to make, for a few per cent (docs/decisions).
    public static void AddContentCoding(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            // Safe over TLS too: no page that is compressed holds a secret beside what a stranger typed.
            options.EnableForHttps = true;
            options.MimeTypes =
            [
                "text/html", "text/css", "text/plain", "text/csv", "text/javascript", "image/svg+xml", "application/json",
                "application/jsonl", "application/atom+xml", "application/xml", "application/link-format", "application/opensearchdescription+xml", "application/x-suggestions+json",
            ];
        });
        services.AddSingleton<IResponseCompressionProvider, ChosenCompression>();
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
    }

    /// <summary>The coding of an answer.</summary>
    /// <param name="accepted">What the reader takes, as in <c>Accept-Encoding</c>.</param>
    public static string Of(StringValues accepted)
    {
        if (accepted.Count != 1 || accepted[0] is not { Length: <= MaxKnownLength } asked)
        {
            return Chosen(accepted);
        }

        if (!Known.TryGetValue(asked, out var coding))
        {
            coding = Chosen(accepted);
            if (Volatile.Read(ref remembered) < MaxKnown && Interlocked.Increment(ref remembered) <= MaxKnown)
            {
                Known.TryAdd(asked, coding);
            }
        }

        return coding;
    }

    private static string Chosen(StringValues accepted)
    {
        var (chosen, most) = (Identity, 0.0);
        if (accepted.Count > 0 && StringWithQualityHeaderValue.TryParseList(accepted!, out var listed))
        {
            foreach (var coding in SmallestFirst)
            {
                var quality = Quality(listed, coding) ?? Quality(listed, Any) ?? 0;
                if (quality > most)
                {
                    (chosen, most) = (coding, quality);
                }
            }
        }

        return chosen;
    }

    /// <summary>A text in a coding.</summary>
    /// <param name="isFinished">It is sent again and again, so that smaller is worth some milliseconds; else somebody waits for it.</param>
    public static byte[] Coded(ReadOnlySpan<byte> text, string coding, bool isFinished)
    {
        switch (coding)
        {
            case Brotli:
                return InBrotli(text, isFinished ? FinishedQuality : QuickQuality);
            case Gzip:
                var coded = new MemoryStream(text.Length / 4);
                using (var stream = new GZipStream(coded, isFinished ? CompressionLevel.Optimal : CompressionLevel.Fastest))
                {
                    stream.Write(text);
                }

                return coded.ToArray();
            default:
                return text.ToArray();
        }
    }

    /// <summary>A stream that writes a text in a coding to another one, as quickly as it can be coded.</summary>
    public static Stream Into(Stream coded, string coding) => coding switch
    {
        Brotli => new BrotliStream(coded, CompressionLevel.Fastest, leaveOpen: true),
        Gzip => new GZipStream(coded, CompressionLevel.Fastest, leaveOpen: true),
        _ => coded,
    };

    private static byte[] InBrotli(ReadOnlySpan<byte> text, int quality)
    {
        var room = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(text.Length));
        try
        {
            return BrotliEncoder.TryCompress(text, room, out var written, quality, Window)
                ? room.AsSpan(0, written).ToArray()
                : throw new InvalidOperationException("there was room for the longest that Brotli makes of a text");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    // The least of several: what was refused once is not sent.
    private static double? Quality(IList<StringWithQualityHeaderValue> listed, string coding)
    {
        double? least = null;
        foreach (var one in listed)
        {
            if (one.Value.Equals(coding, StringComparison.OrdinalIgnoreCase))
            {
                least = Math.Min(least ?? 1, one.Quality ?? 1);
            }
        }

        return least;
    }

    private sealed class ChosenCompression(
        IServiceProvider services, IOptions<ResponseCompressionOptions> options,
        IOptions<BrotliCompressionProviderOptions> brotli, IOptions<GzipCompressionProviderOptions> gzip)
        : ResponseCompressionProvider(services, options), IResponseCompressionProvider
    {
        private readonly BrotliCompressionProvider brotli = new(brotli);
        private readonly GzipCompressionProvider gzip = new(gzip);

        // Also for those who take none: that there are others, caches on the way must hear with every answer (Vary).
        bool IResponseCompressionProvider.CheckRequestAcceptsCompression(HttpContext context) => true;

        // Their length would say something of the secrets of their forms. A page is coded when it is whole.
        public override bool ShouldCompressResponse(HttpContext context) =>
            !AccessList.IsOfKeeper(context.Request.Path) && !SiteCache.IsKept(context) && base.ShouldCompressResponse(context);

        public override ICompressionProvider? GetCompressionProvider(HttpContext context) =>
            Of(context.Request.Headers.AcceptEncoding) switch
            {
                Brotli => brotli,
                Gzip => gzip,
                _ => null,
            };
    }
}
