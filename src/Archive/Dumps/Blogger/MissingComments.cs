namespace Archive.Dumps.Blogger;

/// <summary>Says how a page's count and the comments that were found differ, and where the rest may stand.</summary>
internal static class MissingComments
{
    private const int MinGlued = 8;

    /// <param name="from">The line after the thread, or after the count where no comment was told apart.</param>
    /// <param name="end">The line after the last of the page.</param>
    public static string Of(DumpLines lines, int declared, int found, int from, int end)
    {
        var says = $"the page declares {declared} {OneOrMany.Word(declared, "comment", "comments")}";
        return found == 0 && NotToldApart(lines, from, end) is { } lost ? $"{says}; {lost}" : $"{says}; the dump holds {found}";
    }

    /// <summary>The same where the line gives no number and no comment was told apart: below it may stand comments, or nothing but the page's own links.</summary>
    public static (Severity Severity, string Words) Unnumbered(DumpLines lines, int from, int end)
    {
        const string Says = "this line does not say how many comments there are";
        return NotToldApart(lines, from, end) is { } lost ? (Severity.Warning, $"{Says}; {lost}") : (Severity.Note, Says);
    }

    private static string? NotToldApart(DumpLines lines, int from, int end)
    {
        // The form may stand above the comments.
        var first = lines.NextText(from, end);
        while (first < end && PageWords.IsClosing(lines.Text(first)) && !PageWords.IsAboveOtherPosts(lines.Text(first).ToString()))
        {
            first = lines.NextText(first + 1, end);
        }

        var last = first;
        for (var i = first; i < end && !PageWords.IsClosing(lines.Text(i)); i = lines.NextText(i + 1, end))
        {
            last = i + 1;
        }

        return last == first ? null : $"none could be told apart, and lines {first + 1} to {last} may hold them";
    }

    /// <summary>The same for a page without a count: closing words glued to texts show that comments are there, though not whose words are whose.</summary>
    public static string Uncounted(DumpLines lines, int from, int end)
    {
        var (first, last) = (-1, -1);
        for (var i = lines.NextText(from, end); i < end; i = lines.NextText(i + 1, end))
        {
            if (BeginsOrEndsClosed(lines.Text(i)))
            {
                (first, last) = (first < 0 ? i : first, i);
            }
        }

        return first < 0
            ? "no line counts the comments of this post, and none were found"
            : $"no line counts the comments of this post, and none could be told apart; closing words stand in lines {first + 1} to {last + 1}, so that they and the lines above hold some";
    }

    // Shorter words begin and end ordinary ones.
    private static bool BeginsOrEndsClosed(ReadOnlySpan<char> text)
    {
        foreach (var language in BloggerLanguage.All)
        {
            var closing = language.Words.Reply + language.Words.Delete;
            if (closing.Length >= MinGlued && (text.StartsWith(closing) || text.EndsWith(closing)))
            {
                return true;
            }
        }

        return false;
    }
}
