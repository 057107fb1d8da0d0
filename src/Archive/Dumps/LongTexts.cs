namespace Archive.Dumps;

/// <summary>Texts that are too long for a page: their first part is shown and searched, and the original keeps the whole.</summary>
public static class LongTexts
{
    /// <summary>Characters of a post or comment that are shown, marked and searched: a novel; a page of more is of no use to a browser.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>As much of a text as has so many UTF-16 units; one fewer where the last would be half of a character.</summary>
    public static string Beginning(string text, int length) => text.Length <= length ? text : Beginning(text.AsSpan(), length).ToString();

    /// <summary>The same of characters that stand elsewhere.</summary>
    public static ReadOnlySpan<char> Beginning(ReadOnlySpan<char> text, int length) =>
        text.Length <= length ? text : text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    /// <summary>Characters of a title that are shown: lists have dozens of titles, and pages five of one.</summary>
    public const int MaxTitle = 1_000;

    /// <summary>Characters of a name or a label; what is longer is none.</summary>
    public const int MaxName = 300;

    /// <summary>Characters of an address; what is longer no browser follows.</summary>
    public const int MaxAddress = 2_000;

    /// <summary>Labels of a post that are kept: a platform takes twenty.</summary>
    public const int MaxLabels = 200;

    /// <summary>The dump with every text and fact within its limit, and a problem for each that is cut or left out.</summary>
    internal static Dump Cut(Dump dump)
    {
        if (dump.Posts.All(post => post.Original.Length <= MaxLength && post.Comments.All(comment => comment.Original.Length <= MaxLength) && HasShortFacts(post)))
        {
            return dump;
        }

        var problems = dump.Problems.ToList();
        var posts = dump.Posts.Select(post => CutFacts(Cut(post, problems), problems)).ToArray();
        return dump with { Posts = posts, Problems = problems };
    }

    private static bool HasShortFacts(DumpPost post) =>
        Within(post.Title, MaxTitle) == post.Title && Within(post.Author, MaxName) == post.Author && Within(post.Url, MaxAddress) == post.Url
        && post.Labels.Count <= MaxLabels && post.Labels.All(label => label.Length <= MaxName);

    // None where it is longer.
    private static string? Within(string? fact, int most) => fact?.Length > most ? null : fact;

    // A title goes on in the original; half of a name or of an address would be another one.
    private static DumpPost CutFacts(DumpPost post, List<Problem> problems)
    {
        if (HasShortFacts(post))
        {
            return post;
        }

        var labels = post.Labels.Where(label => label.Length <= MaxName).Take(MaxLabels).ToArray();
        Tell(post.Title?.Length > MaxTitle, $"the title has more than {MaxTitle} characters; these are shown, the original has the whole of it");
        Tell(post.Author?.Length > MaxName, $"what is given as the author has more than {MaxName} characters, which is no name; only the original has it");
        Tell(post.Url?.Length > MaxAddress, $"the address of the post has more than {MaxAddress} characters; only the original has it");
        Tell(labels.Length < post.Labels.Count, $"{post.Labels.Count - labels.Length} of {post.Labels.Count} labels are left out: there are more than {MaxLabels}, or one has more than {MaxName} characters; only the original has them");
        return post with
        {
            Title = post.Title is { } title ? Beginning(title, MaxTitle) : null,
            Author = Within(post.Author, MaxName),
            Url = Within(post.Url, MaxAddress),
            Labels = labels,
        };

        void Tell(bool isLong, string message)
        {
            if (isLong)
            {
                problems.Add(new Problem(Severity.Warning, post.Lines?.First, message));
            }
        }
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
