namespace Archive.Dumps.Blogger.Columns;

/// <summary>Finds the page's own words in a language that the table lacks: they stand last in item after item.</summary>
internal static class RepeatedWords
{
    /// <summary>Links are short; a longer line that repeats is somebody's signature or a spammer.</summary>
    private const int MaxLength = 40;

    private const string Language = "und";

    /// <summary>Whether nothing but their repetition shows words to be the page's own: they are not two links, glued, of which the second stands alone below replies.</summary>
    public static bool IsAllThatShows(BloggerWords words) =>
        words.Language == Language && (words.Delete.Length == 0 || words.Reply.Length == 0 || char.IsWhiteSpace(words.Reply[^1]));

    /// <summary>Whether a line that only repeats may be two links all the same: these begin with capitals and have no blank between them.</summary>
    public static bool MayBeLinks(string line) => line.Zip(line.Skip(1)).Any(pair => char.IsLower(pair.First) && char.IsUpper(pair.Second));

    /// <summary>Null where nothing repeats.</summary>
    public static BloggerWords? Find(DumpLines lines, int from, int end)
    {
        var tops = new Dictionary<string, int>(StringComparer.Ordinal);
        var replies = new Dictionary<string, int>(StringComparer.Ordinal);
        var headings = new Dictionary<string, int>(StringComparer.Ordinal);
        var (before, twoBefore) = (-1, -1);
        for (var i = from; i <= end; i++)
        {
            if (i < end && lines.Column(i) == DumpLines.Blank)
            {
                continue;
            }

            if (before >= 0 && (i == end || lines.Column(i) == 0 || lines.TryItem(i, out _, out _)))
            {
                // Before an item in its own column stands the heading of a list, and before that the end of the parent.
                var isHeading = i < end && lines.Column(i) == lines.Column(before);
                Raise(lines, before, isHeading ? headings : lines.Column(before) == 4 ? tops : replies);
                if (isHeading && twoBefore >= 0 && lines.Column(twoBefore) == lines.Column(before))
                {
                    Raise(lines, twoBefore, lines.Column(twoBefore) == 4 ? tops : replies);
                }
            }

            (before, twoBefore) = (i, before);
        }

        if (Most(tops) is not { } top)
        {
            return null;
        }

        var reply = replies.Keys.Where(word => top.EndsWith(word, StringComparison.Ordinal)).MaxBy(word => replies[word]) ?? "";
        return tops[top] > 1 || (reply.Length > 0 && replies[reply] > 1)
            ? new BloggerWords(Language, top[..^reply.Length], reply, Most(headings) ?? "")
            : null;
    }

    private static void Raise(DumpLines lines, int line, Dictionary<string, int> counts)
    {
        var text = lines.Text(line);
        if (text.Length <= MaxLength && lines.Column(line) >= 4)
        {
            System.Runtime.InteropServices.CollectionsMarshal
                .GetValueRefOrAddDefault(counts.GetAlternateLookup<ReadOnlySpan<char>>(), text, out _)++;
        }
    }

    private static string? Most(Dictionary<string, int> counts) => counts.Count == 0 ? null : counts.MaxBy(pair => pair.Value).Key;
}
