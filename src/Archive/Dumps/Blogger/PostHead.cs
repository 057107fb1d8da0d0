namespace Archive.Dumps.Blogger;

/// <summary>Finds the date and the title above a post's body.</summary>
internal static class PostHead
{
    /// <summary>A longer line is a paragraph; Blogger's own titles end well before.</summary>
    private const int MaxTitleLength = 300;

    /// <summary>From this length on, a line that ends like a sentence is one.</summary>
    private const int MinSentenceLength = 120;

    /// <summary>The date line, with at most so many lines of text above it; -1 where there is none.</summary>
    public static int FindDate(DumpLines lines, int first, int end, int maxAbove)
    {
        var line = lines.NextText(first, end);
        for (var above = 0; line < end && above <= maxAbove; above++)
        {
            if (lines.Column(line) == 0 && PrintedDate.TryLine(lines.Text(line), out _))
            {
                return line;
            }

            line = lines.NextText(line + 1, end);
        }

        return -1;
    }

    /// <summary>Whether the line is a title: short, at the margin, with a blank line below it.</summary>
    public static bool IsTitle(DumpLines lines, int line, int end)
    {
        var text = lines.Text(line);
        return lines.Column(line) == 0 && text.Length <= MaxTitleLength
            && (line + 1 >= end || lines.Column(line + 1) == DumpLines.Blank)
            && !(text.Length >= MinSentenceLength && text[^1] is '.' or '…' or ':' or ';');
    }
}
