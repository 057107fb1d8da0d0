using System.Collections.Frozen;

namespace Archive.Dumps.Blogger.Headings;

/// <summary>The links and headings that a page prints around its comments.</summary>
internal enum CommentLink
{
    None,
    Reply,
    Delete,

    /// <summary>Both, with or without a blank between them.</summary>
    ReplyDelete,

    /// <summary>The heading of a list of replies, where it is another word than the link.</summary>
    Replies,

    /// <summary>An empty list of replies: its heading, and the link glued to it.</summary>
    RepliesReply,
}

/// <summary>Knows the links around comments in every language.</summary>
internal static class CommentLinks
{
    private static readonly FrozenDictionary<string, CommentLink> Words = AllWords();

    public static CommentLink Of(string text) => Words.GetValueOrDefault(text);

    /// <summary>Whether it is a fence of an extractor, or one of the pictures that pages have around comments.</summary>
    public static bool IsPicture(string line) => IsDeleteAddress(line)
        || line.Contains(":::", StringComparison.Ordinal) || line.Contains("icon_", StringComparison.Ordinal) || line.Contains(".gif", StringComparison.Ordinal)
        || line.Contains("blank", StringComparison.Ordinal) || line.Contains("blogger.com", StringComparison.Ordinal);

    /// <summary>Whether it is the address of the link that deletes a comment: that is a picture, of which nothing is seen.</summary>
    public static bool IsDeleteAddress(string address) =>
        address.Contains("/delete-comment.g?", StringComparison.Ordinal) || address.Contains("/comment/delete/", StringComparison.Ordinal);

    private static FrozenDictionary<string, CommentLink> AllWords()
    {
        var words = new Dictionary<string, CommentLink>(StringComparer.Ordinal);
        foreach (var (_, reply, delete, replies) in BloggerLanguage.All.Select(language => language.Words))
        {
            words[reply] = CommentLink.Reply;
            words.TryAdd(delete, CommentLink.Delete);
            words.TryAdd(reply + delete, CommentLink.ReplyDelete);
            words.TryAdd($"{reply} {delete}", CommentLink.ReplyDelete);
            words.TryAdd(replies, CommentLink.Replies);
            words.TryAdd(replies + reply, CommentLink.RepliesReply);
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

/// <summary>Finds which comment of a headed thread answers which: where text stands further in, and else by the page's own words.</summary>
/// <param name="above">The first line below what counts the comments.</param>
internal sealed class CommentNesting(VisibleLines lines, List<HeadedComment> comments, int above)
{
    /// <summary>Lines between a heading and its text.</summary>
    private const int MaxLinesBelowHeading = 4;

    /// <summary>Of so many headings one may have slipped.</summary>
    private const int HeadingsOfStray = 4;

    /// <summary>The second answer of a list of which nothing on the page shows the end: it and those below may answer nobody; null where all is shown.</summary>
    public int? InOpenList { get; private set; }

    public void Nest()
    {
        var indents = Indents();
        if (indents.Distinct().Count() > 1)
        {
            NestByIndents(indents);
        }
        else if (!AreNumberedThrough())
        {
            NestByLinks();
        }
    }

    // How far in each comment stands. Behind "10." a text stands as far in as behind the "1." of an answer: where most have numbers, these tell.
    private int[] Indents()
    {
        var firsts = comments.ConvertAll(comment => comment.Heading.First);
        var numbered = firsts.FindAll(line => lines.Number(line) > 0);
        if (numbered.Count * 2 > firsts.Count)
        {
            // A line without a number stands where the texts of others do, or where its number stood that was lost.
            var starts = numbered.GroupBy(lines.Indent).ToDictionary(same => same.Key, same => lines.Start(same.First()));
            return [.. firsts.Select(line => lines.Number(line) > 0 ? lines.Start(line) : starts.GetValueOrDefault(lines.Indent(line), lines.Start(line)))];
        }

        var indents = firsts.Select(lines.Indent).ToArray();
        var texts = indents.Select((indent, i) => IndentOfText(i) ?? indent).ToArray();
        // A blank, a tab or a bullet that slipped in before a name shows no tree where nothing else does: the text below stands where it stood.
        var strays = Enumerable.Range(0, indents.Length).Where(i => texts[i] < indents[i]).ToList();
        if (strays.Count == 0 || (strays.Count > 1 && strays.Count * HeadingsOfStray > indents.Length))
        {
            return indents;
        }

        var others = indents.Where((indent, i) => texts[i] >= indent).Distinct().ToList();
        return others is [var all] && strays.TrueForAll(i => texts[i] == all) ? [.. indents.Select(_ => all)] : indents;
    }

    // Null where nothing of it is seen below its heading.
    private int? IndentOfText(int comment)
    {
        var from = comments[comment].Heading.End;
        var end = Math.Min(comment + 1 < comments.Count ? comments[comment + 1].Heading.First : lines.Count, from + MaxLinesBelowHeading);
        return lines.Next(from, end) is var text && text < end ? lines.Indent(text) : null;
    }

    private void NestByIndents(int[] indents)
    {
        var open = new List<int>();
        for (var i = 0; i < comments.Count; i++)
        {
            while (open.Count > 0 && indents[open[^1]] >= indents[i] - 1)
            {
                open.RemoveAt(open.Count - 1);
            }

            (comments[i].Parent, comments[i].Depth) = (open.Count > 0 ? open[^1] : -1, open.Count);
            open.Add(i);
        }
    }

    // One number after the other in one list: nobody answers anybody. The number may stand on a line of its own, above the heading.
    private bool AreNumberedThrough()
    {
        var from = above;
        for (var i = 0; i < comments.Count; i++)
        {
            var line = comments[i].Heading.First;
            while (line > from && lines.Number(line) == 0 && lines.Text(line - 1).Length == 0)
            {
                line--;
            }

            if (lines.Number(line) != i + 1)
            {
                return false;
            }

            from = comments[i].Heading.End;
        }

        return comments.Count > 1;
    }

    private void NestByLinks()
    {
        var list = -1;
        for (var i = 0; i < comments.Count; i++)
        {
            (comments[i].Parent, comments[i].Depth) = (list, list < 0 ? 0 : 1);
            // An answer has no link to be answered, and what has one below it is none, though the word that closes the list is missing.
            var isClosed = list >= 0 && i + 1 < comments.Count && !MayBeAnswered(i) && MayBeAnswered(i + 1);
            list = isClosed ? -1 : OpenListAfter(i, list);
        }

        // "Replies" opens a list, and the link to answer closes it: where comments are closed a page may print none.
        if (!comments.Exists(comment => comment.Links.Any(line => CommentLinks.Of(lines.Text(line)) != CommentLink.Replies)))
        {
            InOpenList = Enumerable.Range(1, comments.Count - 1).Where(i => comments[i].Parent >= 0 && comments[i].Parent == comments[i - 1].Parent).Select(i => (int?)comments[i].Heading.First).FirstOrDefault();
        }
    }

    private bool MayBeAnswered(int at) => comments[at].Links is [var first, .. var rest]
        && CommentLinks.Of(lines.Text(first)) is var link && (link == CommentLink.ReplyDelete || (link == CommentLink.Reply && rest is [var next, ..] && CommentLinks.Of(lines.Text(next)) == CommentLink.Delete));

    // Which comment the next one answers; -1 for none. The words are those of "Reply", "Delete", "Replies", in this order.
    private int OpenListAfter(int at, int list)
    {
        List<CommentLink> words = [.. comments[at].Links.Select(line => CommentLinks.Of(lines.Text(line)))
            .SelectMany(word => word == CommentLink.RepliesReply ? [CommentLink.Replies, CommentLink.Reply] : new[] { word })];
        var next = 0;
        var isTop = list < 0;
        var hasLinks = words.Contains(CommentLink.Delete) || words.Contains(CommentLink.ReplyDelete);
        if (isTop && next < words.Count && words[next] is CommentLink.Reply or CommentLink.ReplyDelete)
        {
            next++;
        }

        if (next < words.Count && words[next] is CommentLink.Delete)
        {
            next++;
        }

        // In some languages the heading of replies is the word of the link.
        var rest = words[next..];
        var opens = rest.Count > 0 && (rest[0] == CommentLink.Replies || (rest[0] == CommentLink.Reply && (isTop || (hasLinks && rest.Count > 1))));
        if (isTop)
        {
            return opens && rest.Count == 1 ? at : -1;
        }

        var closing = opens ? rest.Count - 2 : rest.Count;
        return closing > 0 ? -1 : list;
    }
}
