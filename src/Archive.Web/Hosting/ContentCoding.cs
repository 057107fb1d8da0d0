using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Archive.Web.Hosting;

/// <summary>Chooses how the text of an answer is coded, for whoever codes it and for whoever keeps it.</summary>
/// <remarks>
/// One function for both: an answer that was coded by one rule and kept by another goes to readers who cannot read it.
/// The framework's own choice is not asked, because <c>br;q=0, *</c> gets Brotli from it.
/// </remarks>
internal static class ContentCoding
{
    public const string Brotli = "br";

    public const string Gzip = "gzip";

    /// <summary>The text as it is; also for who takes nothing that the site can write.</summary>
    public const string Identity = "identity";

    private const string Any = "*";

    // Of two that are as welcome, the smaller one.
    private static readonly string[] SmallestFirst = [Brotli, Gzip, Identity];

    /// <param name="accepted">What the reader takes, as in <c>Accept-Encoding</c>.</param>
    public static string Of(StringValues accepted)
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
}
