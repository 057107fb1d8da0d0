using System.Text;

namespace Archive.Web.Wording;

/// <summary>Cuts the first lines of a text, for lists.</summary>
internal static class Opening
{
    /// <summary>Two lines at the width of a list, four on a phone; the style sheet cuts to the line.</summary>
    public const int MaxLength = 220;

    /// <summary>Characters to fetch of a text, so that blanks at its start leave enough.</summary>
    public const int FetchLength = 400;

    // Characters for which there is room beside the program's own: more than a comment's beginning has.
    private const int MaxOnStack = 1024;

    /// <summary>The first words, cut at the end of one, blanks of any kind drawn together.</summary>
    public static string Of(ReadOnlySpan<char> text, int maxLength = MaxLength)
    {
        Span<char> line = stackalloc char[maxLength + 1];
        var length = 0;
        for (var at = Next(text, 0, isBlank: false); at < text.Length;)
        {
            var end = Next(text, at, isBlank: true);
            if (length > 0 && length + end - at >= maxLength)
            {
                line[length++] = '…';
                break;
            }

            if (length > 0)
            {
                line[length++] = ' ';
            }

            var word = text[at..Math.Min(end, at + maxLength)];
            word.CopyTo(line[length..]);
            length += word.Length;
            at = Next(text, end, isBlank: false);
        }

        return line[..length].ToString();
    }

    /// <summary>The same of a text in UTF-8.</summary>
    public static string OfUtf8(ReadOnlySpan<byte> text, int maxLength = MaxLength)
    {
        // There are no more characters than bytes.
        var chars = text.Length <= MaxOnStack ? stackalloc char[text.Length] : new char[text.Length];
        return Of(chars[..Encoding.UTF8.GetChars(text, chars)], maxLength);
    }

    // Where the next blank stands, or the next that is none; the end of the text where there is no further one.
    private static int Next(ReadOnlySpan<char> text, int from, bool isBlank)
    {
        while (from < text.Length && char.IsWhiteSpace(text[from]) != isBlank)
        {
            from++;
        }

        return from;
    }
}
