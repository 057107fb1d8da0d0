using System.Text;

namespace Archive.Citing;

/// <summary>Wikipedia's <c>{{cite web}}</c>.</summary>
/// <remarks>
/// Where the live page is known it is the address, and this one the archive's; <c>url-status</c> is left to its default, which links the
/// archive first, because nobody here knows whether the live page still stands.
/// </remarks>
internal static class WikipediaTemplate
{
    // What means something to a wiki, as the character that it is.
    private const string Active = "|{}[]<>&";

    public static string Write(CitedWork work)
    {
        var parts = new CitedParts(work);
        var template = new StringBuilder("{{cite web");
        Parameter(template, "author", Escaped(parts.Author));
        Parameter(template, "title", Escaped(parts.Title));
        Parameter(template, "type", Escaped(parts.IsComment ? parts.CommentOn : null));
        Parameter(template, "date", parts.Date?.DayFirst ?? "n.d.");
        // Of the dates only this one may be words.
        Parameter(template, "orig-date", parts.NotBefore is { } day ? $"written {day.OrAfter} {day.DayFirst}" : null);
        Parameter(template, "website", Escaped(parts.Blog));
        Parameter(template, "language", parts.Language is { } tag && !tag.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? tag : null);
        Parameter(template, "url", Address(parts.Live ?? parts.Address));
        if (parts.Live is not null)
        {
            Parameter(template, "archive-url", Address(parts.Address));
            Parameter(template, "archive-date", parts.Captured.DayFirst);
        }
        else
        {
            Parameter(template, "via", $"{CitedWork.ArchiveName} ({parts.Archived.ToLowerInvariant()} {parts.Captured.DayFirst})");
        }

        return template.Append("}}").ToString();
    }

    private static void Parameter(StringBuilder template, string name, string? value)
    {
        if (value is { Length: > 0 })
        {
            template.Append(" |").Append(name).Append('=').Append(value);
        }
    }

    private static string Address(string address) => address.Replace("~", "%7E", StringComparison.Ordinal);

    // A sign that means something only twice, or only before an address, stays readable where it stands alone.
    private static string? Escaped(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var wiki = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            wiki.Append(IsActive(text, i) ? $"&#{(int)text[i]};" : text[i].ToString());
        }

        return wiki.ToString();
    }

    private static bool IsActive(string text, int at) => text[at] switch
    {
        '\'' or '~' or '_' => (at > 0 && text[at - 1] == text[at]) || (at + 1 < text.Length && text[at + 1] == text[at]),
        ':' => at + 1 < text.Length && text[at + 1] == '/',
        '*' or '#' or ';' => at == 0,
        var c => Active.Contains(c, StringComparison.Ordinal),
    };
}
