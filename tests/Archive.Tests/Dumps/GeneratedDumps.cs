using System.Globalization;

namespace Archive.Tests.Dumps;

/// <summary>Invents dumps: any tree, every language, and bodies that imitate the page's own words.</summary>
/// <remarks>
/// It stays within what the layout can express: a title that looks like a paragraph, or a date line inside a body below a
/// complete imitated thread, cannot be told apart by anybody.
/// </remarks>
internal sealed class GeneratedDumps(int seed)
{
    private static readonly string[] Texts =
    [
        "Replies", "Delete", "ReplyDelete", "Reply", "1. fake", "2. next", "3. and so on", "  1. nested", "    1. deeper", "  Delete",
        "    Delete", "    ReplyDelete", "12 comments:", "No comments:", "3 Kommentare:", "Tuesday 11 February 2014", "", " ", "   ",
        "\u00A0", "text", "  • item", "said…", "Löschen", "AntwortenLöschen", "返信", "削除", "返信削除", "glued!ReplyDelete",
        "Press Delete", "naïve\u00A0\u00A0", "مرحبا", "\u202Eabc", "12\uFFFE", "😀", "tab\there", "https://example.org/a?b=1#c", "-----", "1.", "2. ",
    ];

    private static readonly string[] Titles =
        ["Power To The People?", "Delete", "Replies", "ReplyDelete", "1. One", "12 comments", "A", "Ende der Reise", "終わり", "No comments"];

    private readonly Random random = new(seed);

    public Dump Dump()
    {
        var count = random.Next(4) == 0 ? random.Next(2, 4) : 1;
        var posts = Enumerable.Range(0, count).Select(i => Post(isOnly: count == 1, isLast: i == count - 1)).ToList();
        return new Dump(BloggerTextReader.Format, posts, new Ledger([]), []);
    }

    private DumpPost Post(bool isOnly, bool isLast)
    {
        var language = BloggerLanguage.All[random.Next(BloggerLanguage.All.Count)];
        var isDated = !isOnly || random.Next(5) > 0;
        var date = new DateOnly(2010, 1, 1).AddDays(random.Next(3000));
        var title = random.Next(8) == 0 ? null : Titles[random.Next(Titles.Length)];
        var hasHeader = !isOnly || !isDated || random.Next(8) > 0;
        var comments = Comments(language, mayBreakOff: isLast && hasHeader);
        var declared = hasHeader ? comments.Count(c => c.Status != CommentStatus.Placeholder) : (int?)null;
        if (declared > 0 && random.Next(8) == 0)
        {
            declared = null;
        }

        var body = Body(title is null, imitates: hasHeader && comments.Count > 0);
        if (!hasHeader && comments.Count == 0 && body.Length > 0)
        {
            // At the end of a file blank lines are nobody's.
            body = string.IsNullOrWhiteSpace(body) ? "" : $"{body.TrimEnd('\n')}\n";
        }

        var breaksOff = comments.Count > 0 && comments[^1].Incomplete;
        return new DumpPost
        {
            Title = title,
            Published = isDated ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            DeclaredComments = declared,
            Original = body,
            Comments = comments,
            Layout = new BloggerTextLayout
            {
                DateLine = isDated ? DateLine(language, date) : null,
                Header = hasHeader ? Header(language, declared) : null,
                Words = language.Words,
                Tail = breaksOff || !hasHeader || random.Next(3) > 0 ? "" : "Add comment\nLoad more...\n\nPopular Posts\n\n  • One\n  1. Two",
            },
        };
    }

    private string Body(bool needsParagraph, bool imitates)
    {
        var lines = new List<string>();
        if (needsParagraph)
        {
            lines.Add($"{string.Join(' ', Enumerable.Repeat("a long paragraph", 10))}.");
        }

        var more = random.Next(6);
        for (var i = 0; i < more; i++)
        {
            // At the margin a date line may begin the next post, and without a count of its own the post may borrow another.
            var text = Texts[random.Next(Texts.Length)];
            var isCountOrList = text.EndsWith(':') || text.TrimStart().StartsWith("1.", StringComparison.Ordinal);
            lines.Add(text.Contains("2014", StringComparison.Ordinal) || (!imitates && isCountOrList) ? "text" : text);
        }

        return lines.Count == 0 ? "" : $"{string.Join('\n', lines)}{new string('\n', random.Next(1, 4))}";
    }

    private List<DumpComment> Comments(BloggerLanguage language, bool mayBreakOff)
    {
        var count = random.Next(12);
        var comments = new List<DumpComment>();
        for (var i = 0; i < count; i++)
        {
            // Under the last comment, under one of its ancestors, or at the top.
            int? parent = i == 0 || random.Next(3) == 0 ? null : i - 1;
            for (var up = random.Next(3); up > 0 && parent is { } at; up--)
            {
                parent = comments[at].Parent;
            }

            comments.Add(new DumpComment
            {
                Parent = parent,
                Depth = parent is { } p ? comments[p].Depth + 1 : 0,
                Ordinal = comments.Count(c => c.Parent == parent) + 1,
                Original = CommentText(),
            });
        }

        // An extractor cuts the headings of all comments or of none.
        var hasHeadings = random.Next(5) == 0;
        for (var i = 0; i < count; i++)
        {
            comments[i] = WithStatus(comments, i, language);
            comments[i] = hasHeadings && comments[i].Status != CommentStatus.Placeholder ? WithHeading(comments[i]) : comments[i];
        }

        if (mayBreakOff && count > 0 && random.Next(5) == 0 && comments[^1].Status == CommentStatus.Visible)
        {
            comments[^1] = comments[^1] with { Incomplete = true, Original = "it breaks o" };
        }

        return comments;
    }

    private string CommentText()
    {
        if (random.Next(12) == 0)
        {
            return "";
        }

        var lines = Enumerable.Range(0, random.Next(1, 8)).Select(_ => Texts[random.Next(Texts.Length)]);
        return $"{string.Join('\n', lines)}{new string('\n', random.Next(1, 4))}";
    }

    private DumpComment WithStatus(List<DumpComment> comments, int at, BloggerLanguage language)
    {
        var comment = comments[at];
        var hasReplies = at + 1 < comments.Count && comments[at + 1].Parent == at;
        return random.Next(10) switch
        {
            0 when hasReplies => comment with { Status = CommentStatus.Placeholder, Original = "" },
            1 when language.Removed.Length > 0 => comment with { Status = CommentStatus.Removed, Original = $"{language.Removed[0]}\n\n" },
            _ => comment,
        };
    }

    private static DumpComment WithHeading(DumpComment comment) => comment with
    {
        Heading = "Kim Example11 February 2014 at 10:22",
        Author = "Kim Example",
        Published = "2014-02-11T10:22",
        Original = comment.Status == CommentStatus.Visible ? $"text\n{comment.Original}" : comment.Original,
    };

    private static string DateLine(BloggerLanguage language, DateOnly date) =>
        DateCases.Names(language.Words.Language, "months") is { } months && !months[0].Any(char.IsAsciiDigit)
            ? $"{date.Day} {months[date.Month - 1]} {date.Year}"
            : date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Header(BloggerLanguage language, int? declared)
    {
        var word = language.Counts[^1];
        return declared switch
        {
            null => $"{word}:",
            0 when language.None.Length > 0 => $"{language.None[0]}:",
            { } n when language.Words.Language == "ko" => $"{word} {n}개:",
            { } n => $"{n} {word}:",
        };
    }
}
