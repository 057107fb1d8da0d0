namespace Archive.Content;

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
