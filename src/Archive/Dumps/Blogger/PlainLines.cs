namespace Archive.Dumps.Blogger;

/// <summary>Blank lines around a text.</summary>
internal static class PlainLines
{
    /// <summary>The text without the blank lines at its ends; spaces inside its first and last line stay.</summary>
    public static string Trim(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length && IsBlankChar(text[i]); i++)
        {
            if (text[i] == '\n')
            {
                start = i + 1;
            }
        }

        var end = text.Length;
        for (var i = text.Length - 1; i >= start && IsBlankChar(text[i]); i--)
        {
            if (text[i] == '\n')
            {
                end = i;
            }
        }

        // A text of blanks alone has no line worth keeping.
        var rest = text.AsSpan(start, end - start);
        return rest.IsWhiteSpace() ? "" : rest.Length == text.Length ? text : rest.ToString();
    }

    // U+00A0 counts as blank for finding blank lines, and is kept wherever a line has text.
    private static bool IsBlankChar(char c) => char.IsWhiteSpace(c);
}
