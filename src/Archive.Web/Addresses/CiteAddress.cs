namespace Archive.Web.Addresses;

/// <summary>The one place that makes the addresses around citing.</summary>
internal static class CiteAddress
{
    /// <summary>Where an old citation is checked.</summary>
    public const string Check = "/cite";

    /// <summary>The check of this address and these words.</summary>
    public static string CheckOf(string address, string words) =>
        $"{Check}?address={Uri.EscapeDataString(address)}&words={Uri.EscapeDataString(words)}";

    /// <summary>A citation as a file.</summary>
    /// <param name="path">Of what is cited.</param>
    public static string File(string path, CitationStyle style) => $"{PostAddress.Cite(path)}?as={style.Id}";
}
