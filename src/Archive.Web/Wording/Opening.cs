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
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + word.Length >= maxLength)
            {
                return line.Append('…').ToString();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word.AsSpan(0, Math.Min(word.Length, maxLength)));
        }

        return line.ToString();
    }
}
