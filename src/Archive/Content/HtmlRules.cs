using System.Collections.Frozen;

namespace Archive.Content;

/// <summary>What HTML may hold to be printed. What is not named here does not pass.</summary>
internal static class HtmlRules
{
    /// <summary>The longest HTML that is parsed, in characters: a post of 40,000 words. The cost of parsing is not linear.</summary>
    public const int MaxLength = 256 * 1024;

    /// <summary>The most tags that are parsed; every open element may cost again with every further one.</summary>
    public const int MaxTags = 5_000;

    /// <summary>The most formatting tags with attributes that are parsed; a parser repeats each unclosed one in every block that follows.</summary>
    public const int MaxStyledFormatting = 200;

    /// <summary>How deep the output nests; browsers flatten at 512, and no text needs 100.</summary>
    public const int MaxDepth = 100;

    /// <summary>The longest address of a link, in characters.</summary>
    public const int MaxAddress = TextLinks.MaxLength;

    /// <summary>What every link says of itself: nobody here vouches for it, and it learns nothing of this page.</summary>
    public const string Rel = "nofollow ugc noopener";

    /// <summary>Elements that are printed, each with the attributes that it may have beside those of <see cref="Everywhere"/>.</summary>
    public static readonly FrozenDictionary<string, string[]> Elements = new Dictionary<string, string[]>
    {
        ["p"] = [],
        ["br"] = [],
        ["a"] = ["href"],
        ["b"] = [],
        ["strong"] = [],
        ["i"] = [],
        ["em"] = [],
        ["u"] = [],
        ["s"] = [],
        ["del"] = ["cite"],
        ["ins"] = ["cite"],
        ["sub"] = [],
        ["sup"] = [],
        ["code"] = [],
        ["pre"] = [],
        ["blockquote"] = ["cite"],
        ["ul"] = [],
        ["ol"] = ["start", "reversed"],
        ["li"] = [],
        ["dl"] = [],
        ["dt"] = [],
        ["dd"] = [],
        ["hr"] = [],
        ["q"] = ["cite"],
        ["cite"] = [],
        ["abbr"] = [],
        ["h2"] = [],
        ["h3"] = [],
        ["h4"] = [],
    }.ToFrozenDictionary();

    public static readonly string[] Everywhere = ["title", "lang", "dir"];

    /// <summary>Elements that are printed under another name: a page has one main heading, and it is not in a text.</summary>
    public static readonly FrozenDictionary<string, string> Renamed = new Dictionary<string, string>
    {
        ["h1"] = "h2",
        ["h5"] = "h4",
        ["h6"] = "h4",
        ["strike"] = "s",
    }.ToFrozenDictionary();

    /// <summary>Elements that vanish with all they hold: what they hold is no text, or is read by other rules than those of HTML.</summary>
    public static readonly FrozenSet<string> Dropped = FrozenSet.Create(
        "applet", "audio", "canvas", "datalist", "embed", "frame", "frameset", "head", "iframe", "link", "math", "meta", "noembed",
        "noframes", "noscript", "object", "option", "param", "plaintext", "script", "select", "style", "svg", "template",
        "textarea", "title", "video", "xmp");

    /// <summary>Elements without an end tag.</summary>
    public static readonly FrozenSet<string> Void = FrozenSet.Create("br", "hr");

    /// <summary>Elements that begin a line of their own; one that is not printed leaves a blank, so that words do not grow together.</summary>
    public static readonly FrozenSet<string> Blocks = FrozenSet.Create(
        "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "dir", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main",
        "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul");

    /// <summary>Elements that a parser would close on meeting another one; the inner one's content is printed without it.</summary>
    public static readonly FrozenDictionary<string, string[]> NotInside = new Dictionary<string, string[]>
    {
        ["a"] = ["a"],
        ["p"] = ["p"],
        ["pre"] = ["p"],
        ["blockquote"] = ["p"],
        ["ul"] = ["p"],
        ["ol"] = ["p"],
        ["dl"] = ["p"],
        ["hr"] = ["p"],
        ["h2"] = ["p", "h2", "h3", "h4"],
        ["h3"] = ["p", "h2", "h3", "h4"],
        ["h4"] = ["p", "h2", "h3", "h4"],
    }.ToFrozenDictionary();

    /// <summary>Elements that are printed only directly inside one of these.</summary>
    public static readonly FrozenDictionary<string, string[]> OnlyIn = new Dictionary<string, string[]>
    {
        ["li"] = ["ul", "ol"],
        ["dt"] = ["dl"],
        ["dd"] = ["dl"],
    }.ToFrozenDictionary();

    /// <summary>Elements that a parser opens again in every block until they are closed; a link is none, for the next one closes it.</summary>
    public static readonly FrozenSet<string> Formatting = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u");

    /// <summary>What each attribute may say; a value that gives null is left out with its attribute.</summary>
    public static readonly FrozenDictionary<string, Func<string, string?>> Values = new Dictionary<string, Func<string, string?>>
    {
        ["href"] = LinkTarget.Clean,
        ["cite"] = LinkTarget.Clean,
        ["title"] = value => value,
        ["lang"] = value => value.Length is > 0 and <= 35 && value.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? value : null,
        ["dir"] = value => value.ToLowerInvariant() is "ltr" or "rtl" or "auto" ? value.ToLowerInvariant() : null,
        ["start"] = value => int.TryParse(value, out var number) ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
        ["reversed"] = _ => "",
    }.ToFrozenDictionary();
}

/// <summary>Where a link in HTML may lead.</summary>
internal static class LinkTarget
{
    private static readonly char[] StrippedAtEnds = [.. Enumerable.Range(0, ' ' + 1).Select(c => (char)c)];

    /// <summary>The address as a browser would read it, or null where it leads anywhere but to the web, to a mailbox or to a page of this site.</summary>
    public static string? Clean(string address)
    {
        if (address.Length > HtmlRules.MaxAddress)
        {
            return null;
        }

        // Browsers drop these before they look for the scheme: "java\nscript:" is one.
        var clean = string.Concat(address.Where(c => c is not ('\t' or '\n' or '\r'))).Trim(StrippedAtEnds);
        return IsAbsolute(clean) || IsPathHere(clean) ? clean : null;
    }

    private static bool IsAbsolute(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (StartsWith(address, "http://") || StartsWith(address, "https://") ? uri.Host.Length > 0 : StartsWith(address, "mailto:"))
        && !address.Any(char.IsControl);

    // Two slashes, or a slash and a backslash, lead to another host.
    private static bool IsPathHere(string address) =>
        address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal) && !address.Contains('\\', StringComparison.Ordinal)
        && !address.Any(char.IsControl);

    private static bool StartsWith(string address, string scheme) => address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase);
}
