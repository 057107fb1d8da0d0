namespace Archive.Web.Addresses;

/// <summary>The one place that makes the addresses of citations, which say how the archive is cited; of links in its texts, see <see cref="LinkAddress"/>.</summary>
internal static class CitationAddress
{
    /// <summary>Where an old citation is checked.</summary>
    public const string Check = "/cite";

    /// <summary>How a post or comment is cited.</summary>
    /// <param name="path">Of the post, or of the comment's own page.</param>
    public static string Of(string path) => path + End;

    /// <summary>What stands behind the path there.</summary>
    public const string End = "/cite";

    /// <summary>A citation as a file.</summary>
    /// <param name="path">Of what is cited.</param>
    public static string File(string path, CitationStyle style) => $"{Of(path)}?as={style.Id}";

    /// <summary>How a post or comment is cited, with one style first.</summary>
    public static string In(string path, CitationStyle style) => $"{Of(path)}?style={style.Id}";

    /// <summary>The check of a whole reference.</summary>
    public static string CheckOf(string reference) => $"{Check}?reference={Uri.EscapeDataString(reference)}";
}
