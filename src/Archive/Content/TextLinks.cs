using System.Buffers;

namespace Archive.Content;

/// <summary>Finds the links of a plain text: the web addresses that people typed into it.</summary>
public static class TextLinks
{
    /// <summary>The longest address that becomes a link; servers take no longer one, and an address is printed twice.</summary>
    public const int MaxLength = 8_000;

    /// <summary>The most hosts of one text that are kept; a longer list is no comment but a link farm.</summary>
    public const int MaxHosts = 64;

    /// <summary>The most addresses of one text that are kept: more than a long list of readings has, and each is a row.</summary>
    public const int MaxAddresses = 1_000;

    // The longest name that the name system of the internet has.
    private const int MaxHost = 253;

    private static readonly SearchValues<string> Starts =
        SearchValues.Create(["http://", "https://", "www."], StringComparison.OrdinalIgnoreCase);

    // What no address holds as it is: blanks, controls, quotation marks that surround it, brackets of East Asian text.
    private static readonly SearchValues<char> Ends = SearchValues.Create(
        "<>\"\\`“”„«»‹›「」『』【】（）〈〉《》。、，\u200B\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF" + Blanks());

    private static readonly SearchValues<char> Trailing = SearchValues.Create(".,;:!?'‘’*…–—([{！？；：");

    /// <summary>The links of a plain text, each once, in its order: their addresses, and their hosts as <see cref="HostName.Bare"/> names them.</summary>
    public static (IReadOnlyList<string> Addresses, IReadOnlyList<string> Hosts) In(string text) =>
        Next(text, 0).Length == 0 ? ([], []) : Of(Typed(text));

    /// <summary>As <see cref="In"/>, of addresses that are known to be links.</summary>
    public static (IReadOnlyList<string> Addresses, IReadOnlyList<string> Hosts) Of(IEnumerable<string> links)
    {
        var (addresses, known, hosts) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal), new List<string>());
        foreach (var address in links)
        {
            if (addresses.Count < MaxAddresses && known.Add(address))
            {
                addresses.Add(address);
            }

            AddHost(address, hosts);
            if (addresses.Count == MaxAddresses && hosts.Count == MaxHosts)
            {
                break;
            }
        }

        return (addresses, hosts);
    }

    private static IEnumerable<string> Typed(string text)
    {
        for (var (start, length) = Next(text, 0); length > 0; (start, length) = Next(text, start + length))
        {
            yield return LacksScheme(text.AsSpan(start)) ? $"http://{text.AsSpan(start, length)}" : text.Substring(start, length);
        }
    }

    /// <summary>The first address at or after a place; an empty one at the end of the text where there is none.</summary>
    internal static (int Start, int Length) Next(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length)
        {
            var found = text[from..].IndexOfAny(Starts);
            if (found < 0)
            {
                break;
            }

            var start = from + found;
            var length = LengthAt(text[start..]);
            if (IsAddress(text, start, length))
            {
                return (start, length);
            }

            from = start + Math.Max(length, 4);
        }

        return (text.Length, 0);
    }

    internal static bool LacksScheme(ReadOnlySpan<char> address) => address[0] is 'w' or 'W';

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

    // Runs to a blank, a mark that ends addresses, or a closing bracket that the address did not open.
    private static int LengthAt(ReadOnlySpan<char> text)
    {
        int length = 0, round = 0, square = 0, curly = 0;
        while (length < text.Length && !Ends.Contains(text[length]))
        {
            var unopened = text[length] switch
            {
                '(' => ++round < 0,
                ')' => --round < 0,
                '[' => ++square < 0,
                ']' => --square < 0,
                '{' => ++curly < 0,
                '}' => --curly < 0,
                _ => false,
            };
            if (unopened)
            {
                break;
            }

            length++;
        }

        return text[..length].LastIndexOfAnyExcept(Trailing) + 1;
    }

    private static bool IsAddress(ReadOnlySpan<char> text, int start, int length)
    {
        var address = text.Slice(start, length);
        var bare = LacksScheme(address);
        if (length < "www.x".Length || length > MaxLength || (bare && start > 0 && ContinuesWord(text[start - 1])))
        {
            return false;
        }

        // A name before an @ would let the text promise one host and lead to another.
        var host = bare ? address[4..] : address[(address.IndexOf(':') + 3)..];
        var hostEnd = host.IndexOfAny('/', '?', '#');
        host = hostEnd < 0 ? host : host[..hostEnd];
        return host.Length > 0 && char.IsLetterOrDigit(host[0]) && !host.Contains('@') && (!bare || host.Contains('.'));
    }

    private static bool ContinuesWord(char before) => char.IsLetterOrDigit(before) || before is '.' or '/' or '@' or '-' or '_';

    private static string Blanks() =>
        string.Concat(Enumerable.Range(0, char.MaxValue).Select(c => (char)c).Where(c => char.IsWhiteSpace(c) || char.IsControl(c)));
}
