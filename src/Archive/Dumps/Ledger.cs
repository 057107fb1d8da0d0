namespace Archive.Dumps;

/// <summary>The account of every line of a source: what each was taken for.</summary>
/// <param name="Lines">One entry a line, in order; entry 0 is line 1.</param>
public sealed record Ledger(IReadOnlyList<LedgerLine> Lines)
{
    /// <summary>Lines that no part of the dump accounts for; 0 unless the file was refused.</summary>
    public int Unread => Lines.Count(line => line.Kind == LineKind.Unread);
}

/// <summary>What one line was taken for.</summary>
/// <param name="Kind">The part of the page that it belongs to.</param>
/// <param name="Post">The index of the post in <see cref="Dump.Posts"/>, -1 outside any post.</param>
/// <param name="Comment">For <see cref="LineKind.Comment"/>, the index in <see cref="DumpPost.Comments"/>; else -1.</param>
public readonly record struct LedgerLine(LineKind Kind, int Post = -1, int Comment = -1);

/// <summary>The parts of a dump that a line can belong to.</summary>
public enum LineKind : byte
{
    Unread,
    Date,
    Title,
    Body,

    /// <summary>The line that counts the comments: <c>38 comments:</c>.</summary>
    Header,
    Comment,

    /// <summary>The page's own words: <c>ReplyDelete</c>, <c>Replies</c>, a breadcrumb above the date.</summary>
    Chrome,
    Blank,

    /// <summary>What follows the last comment: notices, widgets, the pager.</summary>
    Tail,
}

/// <summary>Notes in a ledger what the lines of one post were taken for.</summary>
/// <param name="post">The index of the post in <see cref="Dump.Posts"/>.</param>
internal sealed class PostLedger(DumpLines lines, LedgerLine[] ledger, int post)
{
    public void Note(int line, LineKind kind) => Note(line, line + 1, kind);

    /// <param name="comment">For <see cref="LineKind.Comment"/>, the index in <see cref="DumpPost.Comments"/>.</param>
    public void Note(int from, int end, LineKind kind, int comment = -1)
    {
        for (var i = from; i < end; i++)
        {
            // Blank lines inside a text belong to it; a line with text is blank to nobody.
            var isBlank = lines.Column(i) == DumpLines.Blank;
            var own = kind switch
            {
                LineKind.Body or LineKind.Comment => kind,
                LineKind.Blank when !isBlank => LineKind.Unread,
                _ => isBlank ? LineKind.Blank : kind,
            };
            ledger[i] = new LedgerLine(own, post, own == LineKind.Comment ? comment : -1);
        }
    }
}
