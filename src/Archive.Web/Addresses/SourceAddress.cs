namespace Archive.Web.Addresses;

/// <summary>The one place that makes the addresses of sources, their lines, and imports.</summary>
internal static class SourceAddress
{
    /// <summary>Lines of a source on one page: more than most dumps have, and few enough for a phone.</summary>
    public const int LinesPerPage = 2_000;

    public static string Of(string sha256) => $"/sources/{sha256}";

    public static string Bytes(string sha256) => $"/sources/{sha256}/raw";

    public static string Line(string sha256, int line) => $"{Page(sha256, ((line - 1) / LinesPerPage) + 1)}#{Anchor(line)}";

    public static string Page(string sha256, int page) => PostAddress.Page(Of(sha256), page);

    public static string Import(long id) => $"/imports/{id}";

    /// <summary>The id of a line's element.</summary>
    public static string Anchor(int line) => $"L{line}";
}
