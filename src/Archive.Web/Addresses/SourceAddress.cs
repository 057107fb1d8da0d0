using System.Globalization;
using System.Text.RegularExpressions;

namespace Archive.Web.Addresses;

/// <summary>The one place that makes the addresses of sources, their lines, and imports.</summary>
internal static partial class SourceAddress
{
    /// <summary>Lines of a source on one page: more than most dumps have, and few enough for a phone.</summary>
    public const int LinesPerPage = 2_000;

    public static string Of(string sha256) => $"/sources/{sha256}";

    public static string Bytes(string sha256) => $"/sources/{sha256}/raw";

    public static string Line(string sha256, int line) => Lines(sha256, line, line);

    /// <summary>Lines that are marked together: <c>…#L142-L150</c>.</summary>
    /// <remarks>Behind the <c>#</c> and not the <c>?</c>, so that all comments of a source lead to one page that is kept.</remarks>
    public static string Lines(string sha256, int first, int? last) =>
        $"{Page(sha256, PageOf(first))}#{Anchor(first, last)}";

    /// <summary>The number of the page that has a line.</summary>
    public static int PageOf(int line) => ((line - 1) / LinesPerPage) + 1;

    /// <summary>The source and the first of the lines that an address of any host names; null where it names none.</summary>
    public static (string Sha256, int Line)? ReadLines(string address)
    {
        var named = LinesOfSource().Match(address);
        return named.Success && int.TryParse(named.Groups["line"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var line)
            ? (named.Groups["source"].Value.ToLowerInvariant(), line) : null;
    }

    public static string Page(string sha256, int page) => PostAddress.Page(Of(sha256), page);

    public static string Import(long id) => $"/imports/{id}";

    /// <summary>The id of a line's element.</summary>
    public static string Anchor(int line) => $"L{line}";

    /// <summary>The id of the element of several lines; of one line, that line's.</summary>
    public static string Anchor(int first, int? last) => last is { } end && end > first ? $"L{first}-L{end}" : Anchor(first);

    [GeneratedRegex("/sources/(?<source>[0-9a-fA-F]{64})(\\?[^#]*)?#L(?<line>[0-9]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex LinesOfSource();
}
