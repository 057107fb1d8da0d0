namespace Archive.Storage.Searching;

/// <summary>The places where a query is met, each with the words around it.</summary>
/// <param name="Lines">As they were written, the oldest first.</param>
/// <param name="Texts">How many hits were read for them, the newest.</param>
/// <param name="Total">How many hits there are.</param>
/// <param name="CutShort">The time was over before all was read.</param>
public sealed record ConcordanceAnswer(Expansion Expansion, IReadOnlyList<ConcordanceLine> Lines, int Texts, HitCount Total, bool CutShort)
{
    /// <summary>Hits that are read; of more, the newest. Some 150 ms of texts as comments are.</summary>
    public const int MaxTexts = 1_000;

    /// <summary>Lines that are given; nobody reads through more, and each costs its page a kilobyte of memory.</summary>
    public const int MaxLines = 3_000;

    /// <summary>Characters of a text that are read: a post of forty pages.</summary>
    public const int MaxText = 100_000;

    /// <summary>Texts of which only the beginning was read.</summary>
    public int Beginnings { get; init; }

    /// <summary>Every hit was read.</summary>
    public bool IsWhole => Total.IsExact && Total.Number == Texts;
}

/// <summary>One line of a concordance.</summary>
/// <param name="Hit">Whose text it is of; without a snippet.</param>
public sealed record ConcordanceLine(SearchHit Hit, WordsAround Words);

/// <summary>Reads the lines of a concordance from the texts of hits.</summary>
internal sealed class ConcordanceReader(Snapshot snapshot, HitSearch hits)
{
    private const string Comment =
        """
        SELECT blogs.slug, posts.month, posts.slug, posts.title, posts.published, comments.key, comments.number, comments.published,
               comments.position, substr(comments.text, 1, ?2), comments.number_of, inferred_published, length(comments.text) > ?2
          FROM comments JOIN posts ON posts.id = comments.post_id JOIN blogs ON blogs.id = posts.blog_id
         WHERE comments.id = ?1
        """;

    private const string Post =
        """
        SELECT blogs.slug, posts.month, posts.slug, posts.title, posts.published, substr(posts.text, 1, ?2), inferred_published, length(posts.text) > ?2
          FROM posts JOIN blogs ON blogs.id = posts.blog_id
         WHERE posts.id = ?1
        """;

    private readonly QueryMarks marks = QueryMarks.Of(hits.Query, hits.Expansion);
    private int beginnings;

    public ConcordanceAnswer Read()
    {
        var (keys, next) = hits.Page(newest: true, from: null, ConcordanceAnswer.MaxTexts);
        var total = next is null && !snapshot.IsCutShort ? new HitCount(keys.Count, true) : hits.Count(ArchiveSearch.MaxCounted);
        var texts = new List<List<ConcordanceLine>>();
        var (lines, isCutShort) = (0, false);
        snapshot.Try(() =>
        {
            foreach (var key in keys)
            {
                isCutShort = !snapshot.MayGoOn();
                if (isCutShort || lines >= ConcordanceAnswer.MaxLines)
                {
                    break;
                }

                texts.Add(LinesOf(key));
                lines += texts[^1].Count;
            }
        });
        snapshot.End();
        texts.Reverse();
        // Texts lie by the dates of posts, and a comment may be written long after.
        var inOrder = texts.SelectMany(text => text).OrderBy(line => DateOf(line) is null).ThenBy(DateOf, StringComparer.Ordinal);
        return new ConcordanceAnswer(hits.Expansion, [.. inOrder], texts.Count, total, isCutShort || snapshot.IsCutShort) { Beginnings = beginnings };
    }

    private static string? DateOf(ConcordanceLine line) => line.Hit.Published ?? line.Hit.PostInferred;

    private List<ConcordanceLine> LinesOf(long key)
    {
        var (hit, text, isBeginning) = HitKey.IsComment(key) ? OfComment(key) : OfPost(key);
        // A title is a text of its own, and the only one of its post where titles alone are searched.
        string[] texts = hit.Comment is not null ? [text] : hits.Query.Scope == SearchScope.Title ? [hit.Title ?? ""] : [hit.Title ?? "", text];
        beginnings += isBeginning && texts[^1] == text ? 1 : 0;
        return [.. texts.SelectMany(one => WordsAround.In(one, marks.In(one))).Select(words => new ConcordanceLine(hit, words))];
    }

    private (SearchHit Hit, string Text, bool IsBeginning) OfComment(long key) => snapshot.Connection[Comment].With(HitKey.IdOf(key)).With(ConcordanceAnswer.MaxText).First(row =>
        (new SearchHit(row.Text(0), row.Text(1), row.Text(2), row.TextOrNull(3), row.TextOrNull(4))
        {
            Name = new HitName(key),
            Snippet = "",
            PostInferred = row.TextOrNull(11),
            Comment = new CommentHit(row.Text(5), row.Text(6), null, null, row.TextOrNull(7), false, [], row.TextOrNull(10)) { Position = (int)row.Long(8) },
        }, row.Text(9), row.Long(12) == 1));

    private (SearchHit Hit, string Text, bool IsBeginning) OfPost(long key) => snapshot.Connection[Post].With(HitKey.IdOf(key)).With(ConcordanceAnswer.MaxText).First(row =>
        (new SearchHit(row.Text(0), row.Text(1), row.Text(2), row.TextOrNull(3), row.TextOrNull(4)) { Name = new HitName(key), Snippet = "", PostInferred = row.TextOrNull(6) },
        row.Text(5), row.Long(7) == 1));
}
