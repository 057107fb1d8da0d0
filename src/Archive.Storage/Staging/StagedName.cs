using System.Text;

namespace Archive.Storage.Staging;

/// <summary>Reads the names that browsers and zips give files: labels for people, and never a path.</summary>
internal static class StagedName
{
    /// <summary>The longest label; the end of a path says more than its beginning. Whose the dumps are may stand in any folder above them, so that no usual path is cut.</summary>
    private const int MaxLength = 1_000;

    private static readonly string[] Noise = ["Thumbs.db", "desktop.ini", ".DS_Store", "ehthumbs.db", "Icon\r"];

    /// <summary>A name as it is shown: its folders by <c>/</c>, without what climbs, points or moves a cursor.</summary>
    public static string Label(string name)
    {
        var parts = name.Split('/', '\\').Select(Printable).Where(part => part is not ("" or "." or ".."));
        var label = string.Join('/', parts);
        return label.Length == 0 ? "a file" : label.Length > MaxLength ? "…" + label[^(MaxLength - 1)..] : label;
    }

    /// <summary>Whether systems put such a file beside what people want to bring, or hide it, as they hide it from a folder that is imported.</summary>
    /// <param name="isOfMany">It came in a zip or a folder, so that nobody chose it by its name.</param>
    public static bool IsNoise(string name, bool isOfMany)
    {
        var parts = name.Split('/', '\\');
        return (isOfMany && parts.Any(part => part.StartsWith('.') && part is not ("." or ".."))) || parts.Contains("__MACOSX", StringComparer.Ordinal) || parts[^1].StartsWith("._", StringComparison.Ordinal) || Noise.Contains(parts[^1], StringComparer.OrdinalIgnoreCase);
    }

    // Half a pair of surrogates cannot be stored, and a control character is no letter of a name.
    private static string Printable(string part)
    {
        var printable = new StringBuilder(part.Length);
        foreach (var rune in NormalText.Of(part).EnumerateRunes())
        {
            printable.Append(Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format ? "" : rune.ToString());
        }

        return printable.ToString().Trim();
    }
}
