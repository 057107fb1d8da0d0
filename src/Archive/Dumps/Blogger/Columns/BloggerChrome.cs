using System.Collections.Frozen;

namespace Archive.Dumps.Blogger.Columns;

/// <summary>The page's own words in one run of lines: which lines close a comment, and which head a list of replies.</summary>
/// <remarks>
/// The columns are those of the extractor: an item of level n has its number in column 2n and its text in column 2n + 2;
/// the level of a top comment is 1. "Reply" and "Delete" are links without a space between them, and replies to replies
/// offer no "Reply".
/// </remarks>
internal sealed class BloggerChrome
{
    /// <summary>A shorter "Delete" also ends ordinary words (Turkish "Sil" ends "Brasil"), so it does not count when glued to a text.</summary>
    private const int MinGluedLength = 5;

    /// <summary>A line whose marker broke off after fewer characters could as well be a word of the text.</summary>
    private const int MinBrokenLength = 5;

    /// <summary>Each candidate costs one reading of the thread; a page is in one language, and few quote more than one other.</summary>
    private const int MaxCandidates = 4;

    // Some extractors put a blank between the two links.
    private static readonly FrozenDictionary<string, string> KnownTops = BloggerLanguage.All.Select(language => language.Words).DistinctBy(words => words.Reply + words.Delete)
        .SelectMany(words => new[] { "", " ", "\u00A0" }, (words, blank) => (Printed: words.Reply + blank + words.Delete, Glued: words.Reply + words.Delete))
        .ToFrozenDictionary(top => top.Printed, top => top.Glued, StringComparer.Ordinal);

    private static readonly FrozenSet<string> KnownDeletes = Known(words => words.Delete);

    private static readonly FrozenSet<string> KnownReplies = Known(words => words.Replies);

    private readonly string top;

    private BloggerChrome(BloggerWords words)
    {
        Words = words;
        top = words.Reply + words.Delete;
    }

    public BloggerWords Words { get; }

    public bool HasBothLinks => Words.Reply.Length > 0 && Words.Delete.Length > 0;

    /// <summary>The words that a run of lines may use, likeliest first: by the table of languages, else by what repeats.</summary>
    /// <remarks>People quote each other's pages, so more than one language may be seen; how the thread reads in it decides.</remarks>
    /// <param name="header">The line that counts the comments.</param>
    public static IReadOnlyList<BloggerChrome> Candidates(DumpLines lines, int from, int end, ReadOnlySpan<char> header)
    {
        var counts = new LinkCounts();
        for (var i = lines.NextText(from, end); i < end;)
        {
            var next = lines.NextText(i + 1, end);
            Count(lines, i, next < end ? next : -1, counts);
            i = next;
        }

        var seen = new List<(BloggerWords Words, int Score)>();
        var ofHeader = BloggerWords.English;
        foreach (var language in BloggerLanguage.All)
        {
            var isOfHeader = CountHeader.IsIn(header, language);
            ofHeader = isOfHeader && ofHeader == BloggerWords.English ? language.Words : ofHeader;
            var score = Score(counts, language.Words, isOfHeader);
            if (score > 0)
            {
                seen.Add((language.Words, score));
            }
        }

        if (seen.Count > 0)
        {
            return [.. seen.OrderByDescending(candidate => candidate.Score).Take(MaxCandidates).Select(c => new BloggerChrome(c.Words))];
        }

        var plain = BloggerLanguage.All.Select(language => language.Words).MaxBy(words => counts.Plain.GetValueOrDefault(words.Delete))!;
        return counts.Plain.ContainsKey(plain.Delete) ? [new BloggerChrome(plain with { Reply = "" })]
            : RepeatedWords.Find(lines, from, end) is not { } repeated ? [new BloggerChrome(ofHeader)]
            : RepeatedWords.IsAllThatShows(repeated) ? [new BloggerChrome(repeated), new BloggerChrome(ofHeader)]
            : [new BloggerChrome(repeated)];
    }

    private static int Score(LinkCounts counts, BloggerWords words, bool isOfHeader)
    {
        var tops = counts.Tops.Count == 0 ? 0 : counts.Tops.GetValueOrDefault(words.Reply + words.Delete);
        var replies = counts.Deletes.GetValueOrDefault(words.Delete);
        var headings = counts.Headings.GetValueOrDefault(words.Replies);

        // "Delete" alone is an ordinary word; the heading and the count only order languages that are seen equally often.
        return tops + replies == 0 ? 0 : (6 * tops) + (3 * replies) + Math.Min(headings, 1) + (isOfHeader ? 1 : 0);
    }

    /// <summary>Whether the line closes a comment of this level, standing alone in its column.</summary>
    public bool IsCloser(DumpLines lines, int line, int level) =>
        lines.Column(line) == (2 * level) + 2 && IsCloser(lines.Text(line), level);

    /// <summary>Whether the words close a comment of this level.</summary>
    public bool IsCloser(ReadOnlySpan<char> text, int level) =>
        IsTop(text) || (level > 1 && Words.Delete.Length > 0 && text.SequenceEqual(Words.Delete));

    /// <summary>Whether the line closes a comment of this level, glued to the end of its text: <c>Thanks!ReplyDelete</c>.</summary>
    /// <param name="length">The length of the words.</param>
    public bool IsGluedCloser(ReadOnlySpan<char> line, int level, out int length)
    {
        line = line.TrimEnd();
        length = top.Length >= MinGluedLength && line.EndsWith(top) ? top.Length : 0;
        if (length == 0 && level > 1 && Words.Delete.Length >= MinGluedLength && line.EndsWith(Words.Delete)
            && line.Length > Words.Delete.Length && !char.IsWhiteSpace(line[^(Words.Delete.Length + 1)]))
        {
            length = Words.Delete.Length;
        }

        return length > 0;
    }

    /// <summary>Whether the line is the beginning of words that would close a comment, where a file breaks off.</summary>
    public bool IsBrokenCloser(DumpLines lines, int line, int level)
    {
        var text = lines.Text(line);
        var whole = level == 1 ? top : Words.Delete;
        return lines.Column(line) == (2 * level) + 2 && text.Length >= MinBrokenLength && text.Length < whole.Length
            && whole.AsSpan().StartsWith(text);
    }

    public bool IsRepliesHeading(ReadOnlySpan<char> text) => Words.Replies.Length > 0 && text.SequenceEqual(Words.Replies);

    /// <summary>Whether the words are the beginning of that heading, where a file breaks off.</summary>
    public bool IsBrokenRepliesHeading(ReadOnlySpan<char> text) => Words.Replies.AsSpan().StartsWith(text);

    public bool IsReplyLink(ReadOnlySpan<char> text) => Words.Reply.Length > 0 && text.SequenceEqual(Words.Reply);

    private bool IsTop(ReadOnlySpan<char> text) =>
        text.SequenceEqual(top)
        || (text.Length == top.Length + 1 && Words.Reply.Length > 0 && text.StartsWith(Words.Reply) && char.IsWhiteSpace(text[Words.Reply.Length])
            && text.EndsWith(Words.Delete));

    // Links count where they can be links: before something further left, or before a list of replies.
    private static void Count(DumpLines lines, int line, int next, LinkCounts counts)
    {
        var column = lines.Column(line);
        if (column < 2 || column % 2 != 0)
        {
            return;
        }

        // The links of an empty comment stand behind its number, and belong to the column of its text.
        var text = lines.Text(line);
        if (lines.TryItem(line, out _, out var start))
        {
            text = lines.Raw(line)[start..].Trim();
            column += 2;
        }

        var isHeading = next >= 0 && lines.TryItem(next, out var number, out _) && number == 1;
        var canClose = next < 0 || lines.Column(next) < column
            || (lines.Column(next) == column && KnownReplies.GetAlternateLookup<ReadOnlySpan<char>>().Contains(lines.Text(next)));
        if (!canClose && !isHeading)
        {
            return;
        }

        if (canClose && column == 4 && KnownTops.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var found))
        {
            Raise(counts.Tops, found);
        }
        else if (canClose && KnownDeletes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out found))
        {
            Raise(column == 4 ? counts.Plain : counts.Deletes, found);
        }

        if (isHeading && KnownReplies.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out found))
        {
            Raise(counts.Headings, found);
        }
    }

    private static void Raise(Dictionary<string, int> counts, string word) =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, word, out _)++;

    private static FrozenSet<string> Known(Func<BloggerWords, string> word) =>
        BloggerLanguage.All.Select(language => word(language.Words)).ToFrozenSet(StringComparer.Ordinal);

    // How often known words stand where a page prints them: both links under a top comment, the link under a reply, the
    // same link alone under a top comment, and the heading of replies.
    private sealed class LinkCounts
    {
        public Dictionary<string, int> Tops { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, int> Deletes { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, int> Plain { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, int> Headings { get; } = new(StringComparer.Ordinal);
    }
}

/// <summary>For every line of a thread, whether words that close a comment follow before the text goes further left.</summary>
/// <remarks>Found in one pass from the end: a line takes back all that it cuts off, so every column is kept and taken back once.</remarks>
internal sealed class Closers
{
    private readonly int from;
    private readonly bool[] ownLevel;
    private readonly bool[] item;

    public Closers(DumpLines lines, BloggerChrome chrome, int from, int limit)
    {
        this.from = from;
        ownLevel = new bool[limit - from];
        item = new bool[limit - from];
        var reachable = new Stack<int>();
        var columns = new HashSet<int>();
        for (var i = limit - 1; i >= from; i--)
        {
            var column = lines.Column(i);
            if (column == DumpLines.Blank)
            {
                continue;
            }

            item[i - from] = columns.Contains(column + 2);
            while (reachable.Count > 0 && reachable.Peek() > column + 1)
            {
                columns.Remove(reachable.Pop());
            }

            var even = column - (column % 2);
            if (column == even && even >= 4 && chrome.IsCloser(lines, i, (even / 2) - 1) && columns.Add(even))
            {
                reachable.Push(even);
            }

            ownLevel[i - from] = columns.Contains(even);
        }
    }

    /// <summary>Whether the comment whose text stands in the column of this line is closed from here on.</summary>
    public bool CloseOwnLevel(int line) => ownLevel[line - from];

    /// <summary>Whether a comment that begins in this line is closed.</summary>
    public bool CloseItem(int line) => item[line - from];
}
