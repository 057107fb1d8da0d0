using System.Globalization;

namespace Archive.Links;

/// <summary>The address of a page that is all that somebody typed or pasted.</summary>
public static class TypedAddress
{
    /// <summary>Longer than the addresses of pages; what is longer is a text.</summary>
    public const int MaxLength = 2_000;

    // A copy of a copy whose address was escaped on its way: nobody pastes what lies deeper.
    private const int MaxLayers = 6;

    private const string Http = "http://", Https = "https://";

    /// <summary>
    /// The whole address, of the page itself where a copy of it was named; null where the text is no address, or has other words as well. Without a scheme it may
    /// be one: whose it is decides.
    /// </summary>
    public static string? Read(string typed)
    {
        var text = typed;
        for (var layer = 0; layer < MaxLayers; layer++)
        {
            text = Bare(text);
            if (text.Length is 0 or > MaxLength || text.Any(IsBlank))
            {
                return null;
            }

            if (IsEscaped(text))
            {
                text = Uri.UnescapeDataString(text);
            }
            else if (WithScheme(text) is not { } address || SiteName.Of(address) is null)
            {
                return null;
            }
            else if (ArchivedCopy.Original(address) is not { } original)
            {
                return Plain(address);
            }
            else
            {
                text = original;
            }
        }

        return null;
    }

    // What stands around an address in a letter or a list. Quotation marks stay: in a search they make a phrase.
    private static string Bare(string text)
    {
        var bare = text.AsSpan().Trim();
        while (bare.Length > 0 && (IsBlank(bare[0]) || bare[0] is '<' or '(' or '['))
        {
            bare = bare[1..];
        }

        while (bare.Length > 0 && (IsBlank(bare[^1]) || bare[^1] is '>' or ']' or ',' or ';' or '.' || (bare[^1] == ')' && !bare.Contains('('))))
        {
            bare = bare[..^1];
        }

        return (bare.StartsWith("URL:", StringComparison.OrdinalIgnoreCase) ? bare["URL:".Length..] : bare).ToString();
    }

    private static bool IsBlank(char c) =>
        char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format;

    private static bool IsEscaped(string text) =>
        text.StartsWith("http%", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https%", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("http:%2F", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https:%2F", StringComparison.OrdinalIgnoreCase);

    // A server on the way may have drawn the two slashes together.
    private static string? WithScheme(string text) =>
        text.StartsWith("http:/", StringComparison.OrdinalIgnoreCase) ? Http + text["http:/".Length..].TrimStart('/')
        : text.StartsWith("https:/", StringComparison.OrdinalIgnoreCase) ? Https + text["https:/".Length..].TrimStart('/')
        : text.StartsWith("//", StringComparison.Ordinal) ? Http + text.TrimStart('/')
        : HasHost(text) ? Http + text
        : null;

    // A name with a full stop in it, as example.org or example.org:8080: neither a word of a search nor an operator of it.
    private static bool HasHost(string text)
    {
        var end = text.AsSpan().IndexOfAny("/?#");
        var host = end < 0 ? text : text[..end];
        var colon = host.IndexOf(':', StringComparison.Ordinal);
        var (name, port) = colon < 0 ? (host, "") : (host[..colon], host[(colon + 1)..]);
        return name.IndexOf('.', StringComparison.Ordinal) > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '.' or '-') && port.All(char.IsAsciiDigit);
    }

    // Letters and digits mean the same with and without percent signs; the pages of blogs are named without.
    private static string Plain(string address)
    {
        var from = 0;
        while (address.IndexOf('%', from) is >= 0 and var at && at + 2 < address.Length)
        {
            var isByte = int.TryParse(address.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value);
            if (isByte && (char.IsAsciiLetterOrDigit((char)value) || (char)value is '-' or '_' or '.' or '~'))
            {
                address = string.Concat(address.AsSpan(0, at), [(char)value], address.AsSpan(at + 3));
            }

            from = at + 1;
        }

        return address;
    }
}
