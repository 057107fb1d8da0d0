namespace Archive.Dumps.Blogger;

/// <summary>Finds a thread that no line announces, by the first comment that has an end of its own.</summary>
internal static class ThreadStart
{
    /// <summary>Its first line; -1 where there is none.</summary>
    public static int Find(DumpLines lines, BloggerChrome chrome, int from, int limit)
    {
        var closers = new Closers(lines, chrome, from, limit);
        for (var i = from; i < limit; i++)
        {
            if (lines.IsFirstItem(i, column: 2) && (closers.CloseItem(i) || IsWholeInOneLine(lines, chrome, closers, i, limit)))
            {
                return i;
            }
        }

        return -1;
    }

    // "1. Thanks!ReplyDelete", or placeholders, "1. Replies", above a reply with an end of its own.
    private static bool IsWholeInOneLine(DumpLines lines, BloggerChrome chrome, Closers closers, int line, int limit)
    {
        var level = 1;
        for (; chrome.IsRepliesHeading(lines.ItemText(line)); level++)
        {
            var reply = lines.NextText(line + 1, limit);
            if (reply == limit || !lines.IsFirstItem(reply, (2 * level) + 2))
            {
                break;
            }

            line = reply;
        }

        var text = lines.ItemText(line);
        return chrome.IsCloser(text, level) || chrome.IsGluedCloser(text, level, out _) || (level > 1 && closers.CloseItem(line));
    }
}
