using System.Buffers;

namespace Archive.Content;

/// <summary>What a plain text refers to: the web addresses in it, and the passages that it quotes.</summary>
public static class CitedLinks
{
    /// <summary>The most hosts of one text that are kept; a longer list is no comment but a link farm.</summary>
    public const int MaxHosts = 64;

    // The longest name that the name system of the internet has.
    private const int MaxHost = 253;

    // Without one of them no text quotes anybody.
    private static readonly SearchValues<char> QuotationMarks = SearchValues.Create(">\"“‘„«");

    /// <summary>The hosts that a text links to, each once, lower case, without <c>www.</c> and port, in the order of the text.</summary>
    public static IReadOnlyList<string> Hosts(string text)
    {
        var hosts = new List<string>();
        var (start, length) = WebAddresses.Next(text, 0);
        while (length > 0 && hosts.Count < MaxHosts)
        {
            var host = HostOf(text.AsSpan(start, length));
            if (host is { Length: > 0 and <= MaxHost } && !hosts.Contains(host))
            {
                hosts.Add(host);
            }

            (start, length) = WebAddresses.Next(text, start + length);
        }

        return hosts;
    }

    /// <summary>What a text quotes from somebody: the passages that are set apart when it is printed, without their marks; empty where it quotes nothing.</summary>
    public static string QuotedText(string text) =>
        text.AsSpan().ContainsAny(QuotationMarks) ? string.Join('\n', PlainText.QuotedLines(text)) : "";

    private static string HostOf(ReadOnlySpan<char> address)
    {
        var scheme = address.IndexOf("://");
        var host = scheme < 0 ? address : address[(scheme + 3)..];
        var end = host.IndexOfAny("/?#:");
        host = (end < 0 ? host : host[..end]).TrimEnd('.');
        var name = host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;
        return name.ToString().ToLowerInvariant();
    }
}
