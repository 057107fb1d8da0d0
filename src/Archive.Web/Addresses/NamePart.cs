using System.Text;

namespace Archive.Web.Addresses;

/// <summary>The part of an address that is a name which anybody may have chosen, as a label is.</summary>
internal static class NamePart
{
    // Browsers step up at "..", and servers in between take an escaped stroke for one or refuse it. Tildes stand in addresses as they are.
    private const char Sign = '~';

    private const string Stroke = "~-";

    /// <summary>Written so that it comes back, whatever the name is: <c>and/or</c> as <c>and~-or</c>, <c>..</c> as <c>~..</c>.</summary>
    public static string Of(string name)
    {
        var part = name.Replace("~", "~~", StringComparison.Ordinal).Replace("/", Stroke, StringComparison.Ordinal);
        return Uri.EscapeDataString(part is "." or ".." ? $"{Sign}{part}" : part);
    }

    /// <summary>The name by its part as the router gives it, which takes the percent signs away.</summary>
    public static string Read(string part)
    {
        if (!part.Contains(Sign, StringComparison.Ordinal))
        {
            return part;
        }

        var name = new StringBuilder(part.Length);
        for (var at = 0; at < part.Length; at++)
        {
            var isSign = part[at] == Sign && at + 1 < part.Length;
            at += isSign ? 1 : 0;
            name.Append(isSign && part[at] == Stroke[1] ? '/' : part[at]);
        }

        return name.ToString();
    }
}
