namespace Archive.Dumps;

/// <summary>Texts that are too long for a page: their first part is shown and searched, and the original keeps the whole.</summary>
public static class LongTexts
{
    /// <summary>Characters of a post or comment that are shown, marked and searched: a novel; a page of more is of no use to a browser.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>As much of a text as has so many UTF-16 units; one fewer where the last would be half of a character.</summary>
    public static string Beginning(string text, int length) =>
        text.Length <= length ? text : text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    /// <summary>The dump with every text within the limit, and a problem for each that is cut.</summary>
    internal static Dump Cut(Dump dump)
    {
        if (dump.Posts.All(post => post.Original.Length <= MaxLength && post.Comments.All(comment => comment.Original.Length <= MaxLength)))
        {
            return dump;
        }

        var problems = dump.Problems.ToList();
        var posts = dump.Posts.Select(post => Cut(post, problems)).ToArray();
        return dump with { Posts = posts, Problems = problems };
    }

    private static DumpPost Cut(DumpPost post, List<Problem> problems)
    {
        var isLong = post.Original.Length > MaxLength;
        if (isLong)
        {
            problems.Add(Problem("post", post.Lines));
        }

        var comments = post.Comments.Select(comment =>
        {
            if (comment.Original.Length <= MaxLength)
            {
                return comment;
            }

            problems.Add(Problem("comment", comment.Lines));
            return comment with { Original = Beginning(comment.Original, MaxLength) };
        }).ToArray();
        return post with { Original = isLong ? Beginning(post.Original, MaxLength) : post.Original, Comments = comments };
    }

    private static Problem Problem(string what, LineRange? lines) => new(
        Severity.Warning, lines?.First,
        $"the text of the {what} has more than {MaxLength} characters; these are shown and searched, lines {lines?.First} to {lines?.Last} of the original hold the whole of it");
}
