using System.Globalization;
using System.Text;
using Archive.Dumps.Blogger.Dates;

namespace Archive.Dumps.Blogger;

/// <summary>Reads the block of facts that some extractors put above a text: <c>key: value</c> between two lines of three hyphens.</summary>
/// <param name="End">The line after the block.</param>
/// <param name="HasTitle">It names a title, though perhaps an empty one.</param>
internal sealed record FrontMatter(int End, bool HasTitle, string? Title, string? Published, string? Author, string? Url, IReadOnlyList<string> Labels)
{
    /// <summary>A longer block is no head of a text.</summary>
    private const int MaxLines = 60;

    public static FrontMatter? Read(DumpLines lines, int first, int end)
    {
        var open = lines.NextText(first, end);
        if (open == end || !lines.Text(open).SequenceEqual("---"))
        {
            return null;
        }

        var (values, close, key) = (new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase), open + 1, "");
        for (; close < end && !lines.Text(close).SequenceEqual("---"); close++)
        {
            var text = lines.Text(close);
            var colon = text.IndexOf(':');
            if (close - open > MaxLines || (text.Length > 0 && colon < 1 && !text.StartsWith("- ")))
            {
                return null;
            }

            if (text.StartsWith("- "))
            {
                values.GetValueOrDefault(key)?.Add(Unquoted(text[2..]));
            }
            else if (colon > 0)
            {
                key = text[..colon].Trim().ToString();
                values[key] = Unquoted(text[(colon + 1)..]) is { Length: > 0 } value ? [value] : [];
            }
        }

        return close == end || values.Count == 0 ? null : new FrontMatter(
            close + 1, values.ContainsKey("title"), Of("title"), DateOf(Of("date") ?? Of("published")), Of("author"), WebAddress.Of(Of("url") ?? Of("link") ?? Of("permalink"))?.OriginalString,
            [.. (values.GetValueOrDefault("labels") ?? values.GetValueOrDefault("tags") ?? []).SelectMany(value => value.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(label => Unquoted(label))]);

        string? Of(string name) => values.TryGetValue(name, out var found) && found.Count > 0 ? found[0] : null;
    }

    private static string? DateOf(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (IsoDate.DayOf(text) is not null)
        {
            // A time without its zone is the blog's; one with a zone is brought to the world's.
            return text.Length > 16 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) && (text.EndsWith('Z') || text[10..].AsSpan().IndexOfAny('+', '-') > 0)
                ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
                : text[..10];
        }

        return PrintedDate.TryLine(text, out var day) ? day.Iso : null;
    }

    private static string Unquoted(ReadOnlySpan<char> value)
    {
        value = value.Trim();
        return value.Length < 2 || value[^1] != value[0] ? value.ToString()
            : value[0] == '\'' ? value[1..^1].ToString().Replace("''", "'", StringComparison.Ordinal)
            : value[0] == '"' ? Unescaped(value[1..^1])
            : value.ToString();
    }

    // As YAML writes what is not ASCII, and quotes between quotes: "caf\xE9", "\u4E2D", "\"Ada\"". What it does not know stays as it stands.
    private static string Unescaped(ReadOnlySpan<char> value)
    {
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var letter = value[i] == '\\' && i + 1 < value.Length ? value[i + 1] : '\0';
            var digits = letter switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            if (digits > 0 && i + 2 + digits <= value.Length && int.TryParse(value.Slice(i + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                && code is >= ' ' and <= 0x10FFFF and not (>= 0xD800 and <= 0xDFFF))
            {
                text.Append(char.ConvertFromUtf32(code));
                i += 1 + digits;
            }
            else if (letter is '"' or '\\' or '/')
            {
                text.Append(letter);
                i++;
            }
            else
            {
                text.Append(value[i]);
            }
        }

        return text.ToString();
    }
}
