using System.Buffers;

namespace Archive.Content;

/// <summary>What a plain text refers to: the web addresses in it, and the passages that it quotes.</summary>
public static class CitedLinks
{
    /// <summary>The most hosts of one text that are kept; a longer list is no comment but a link farm.</summary>
    public const int MaxHosts = 64;

    /// <summary>The most addresses of one text that are kept: more than a long list of readings has, and each is a row.</summary>
    public const int MaxAddresses = 1_000;

    // The longest name that the name system of the internet has.
    private const int MaxHost = 253;

    // Without one of them no text quotes anybody. A straight single mark is in most texts, and ends a quotation only so.
    private static readonly SearchValues<char> QuotationMarks = SearchValues.Create(">\"“‘„«");

    private static readonly SearchValues<string> SingleEnds = SearchValues.Create([".'", "!'", "?'", "…'"], StringComparison.Ordinal);

    /// <summary>What a text links to, each once, in its order: the addresses as its links have them, and their hosts in lower case, without <c>www.</c> and port.</summary>
    public static (IReadOnlyList<string> Addresses, IReadOnlyList<string> Hosts) In(string text)
    {
        var (start, length) = WebAddresses.Next(text, 0);
        if (length == 0)
        {
            return ([], []);
        }

        var (addresses, known, hosts) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal), new List<string>());
        while (length > 0 && (addresses.Count < MaxAddresses || hosts.Count < MaxHosts))
        {
            var address = text.AsSpan(start, length);
            var target = WebAddresses.LacksScheme(address) ? $"http://{address}" : address.ToString();
            if (addresses.Count < MaxAddresses && known.Add(target))
            {
                addresses.Add(target);
            }

            AddHost(address, hosts);
            (start, length) = WebAddresses.Next(text, start + length);
        }

        return (addresses, hosts);
    }

    /// <summary>What a text quotes from somebody: the passages that are set apart when it is printed, without their marks; empty where it quotes nothing.</summary>
    public static string QuotedText(string text) =>
        text.AsSpan().ContainsAny(QuotationMarks) || text.AsSpan().ContainsAny(SingleEnds) ? string.Join('\n', PlainText.QuotedLines(text)) : "";

    private static void AddHost(ReadOnlySpan<char> address, List<string> hosts)
    {
        var host = hosts.Count < MaxHosts ? HostOf(address) : "";
        if (host is { Length: > 0 and <= MaxHost } && !hosts.Contains(host))
        {
            hosts.Add(host);
        }
    }

    private static string HostOf(ReadOnlySpan<char> address)
    {
        var scheme = address.IndexOf("://");
        var host = scheme < 0 ? address : address[(scheme + 3)..];
        var end = host.IndexOfAny("/?#:");
        return HostName.Bare(end < 0 ? host : host[..end]);
    }
}
