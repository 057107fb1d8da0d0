using System.Text;

namespace Archive.Web.Wording;

/// <summary>Cuts the first lines of a text, for lists.</summary>
internal static class Opening
{
    /// <summary>Two lines at the width of a list, four on a phone; the style sheet cuts to the line.</summary>
    public const int MaxLength = 220;

    /// <summary>Characters to fetch of a text, so that blanks at its start leave enough.</summary>
    public const int FetchLength = 400;

    /// <summary>The first words, cut at the end of one, blanks of any kind drawn together.</summary>
    public static string Of(string text, int maxLength = MaxLength)
    {
        var line = new StringBuilder(maxLength + 1);
        for (var at = Next(text, 0, isBlank: false); at < text.Length;)
        {
            var end = Next(text, at, isBlank: true);
            if (line.Length > 0 && line.Length + end - at >= maxLength)
            {
                return line.Append('…').ToString();
            }

            line.Append(line.Length > 0 ? " " : "").Append(text.AsSpan(at, Math.Min(end - at, maxLength)));
            at = Next(text, end, isBlank: false);
        }

        return line.ToString();
    }

    // Where the next blank stands, or the next that is none; the end of the text where there is no further one.
    private static int Next(string text, int from, bool isBlank)
    {
        while (from < text.Length && char.IsWhiteSpace(text[from]) != isBlank)
        {
            from++;
        }

        return from;
    }
}
