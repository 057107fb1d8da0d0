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
