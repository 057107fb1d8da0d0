namespace Archive.Dumps.Blogger.Columns;

/// <summary>One way to read a run of lines as a thread.</summary>
internal sealed class ThreadReading(DumpLines lines)
{
    private readonly List<Problem> problems = [];

    // Beyond what a dump may tell: counted, and a fold may take them back, so that each is its line and severity and no sentence.
    private readonly List<(int Line, Severity Severity)> beyond = [];

    /// <summary>The lines, with the columns as the thread has them.</summary>
    public DumpLines Lines => lines;

    /// <summary>The comments in reading order.</summary>
    public List<ReadComment> Comments { get; } = [];

    /// <summary>Lines between the comments: the page's own words, and what belongs to none of them.</summary>
    public List<(int Line, LineKind Kind)> Others { get; } = [];

    /// <summary>The first lines of comments that ended only because the next one began.</summary>
    public List<int> Unclosed { get; } = [];

    /// <summary>The first line that is no longer part of the thread.</summary>
    public int End { get; set; }

    /// <summary>How many comments were closed by the page's own words: evidence that this is a thread, not a list.</summary>
    public int Closed { get; set; }

    /// <summary>How many times something that looked like replies turned out to be the text of a comment.</summary>
    public int Folds { get; set; }

    /// <summary>How many comments the lines hold, placeholders not counted.</summary>
    public int Found => Comments.Count(comment => !comment.IsPlaceholder);

    /// <summary>All of them answer one comment, and that is missing.</summary>
    public bool IsOrphaned => Comments is [{ IsPlaceholder: true }, ..] && Comments.Skip(1).All(comment => comment.Parent >= 0);

    /// <summary>The line of the first note; one stands wherever something was folded.</summary>
    public int FirstNote => (problems.Find(problem => problem.Severity == Severity.Note)?.Line ?? beyond.Find(problem => problem.Severity == Severity.Note).Line) - 1;

    /// <summary>Takes back what was noted since this line was read.</summary>
    public void DropSince(int line)
    {
        DropTail(Others, other => other.Line > line);
        DropTail(beyond, problem => problem.Line > line);
        if (beyond.Count == 0)
        {
            DropTail(problems, problem => problem.Line > line);
        }

        DropTail(Unclosed, first => first >= line);
    }

    public void Warn(int line, string message) => Add(Severity.Warning, line, message);

    public void Note(int line, string message) => Add(Severity.Note, line, message);

    /// <summary>Tells all problems of this reading, as far as a dump tells any.</summary>
    public void Tell(DumpProblems all)
    {
        all.AddRange(problems);
        all.AddBeyond(beyond.Count);
    }

    // Of a thread that is wrong in every line there are several readings at once, and the sentences would take a hundred times the room of the lines.
    private void Add(Severity severity, int line, string message)
    {
        if (problems.Count < DumpProblems.MaxProblems)
        {
            problems.Add(new Problem(severity, line + 1, message));
        }
        else
        {
            beyond.Add((line + 1, severity));
        }
    }

    // What was noted since stands at the end, so taking it back costs no more than noting it did.
    private static void DropTail<T>(List<T> list, Predicate<T> isSince)
    {
        var keep = list.Count;
        while (keep > 0 && isSince(list[keep - 1]))
        {
            keep--;
        }

        list.RemoveRange(keep, list.Count - keep);
    }
}

/// <summary>A comment as a run of lines.</summary>
internal sealed class ReadComment
{
    public required int Parent { get; init; }

    public required int Level { get; init; }

    public required int Ordinal { get; init; }

    /// <summary>The line of its number.</summary>
    public required int First { get; init; }

    /// <summary>Where the text begins in the first line.</summary>
    public required int TextStart { get; init; }

    /// <summary>The last line with text.</summary>
    public int LastText { get; set; }

    /// <summary>The line that closes it; -1 where none does.</summary>
    public int Closer { get; set; } = -1;

    /// <summary>How many characters at the end of the closing line are the page's own, where it holds text as well.</summary>
    public int Glued { get; set; }

    public bool IsPlaceholder { get; set; }

    public bool IsClosed => Closer >= 0 || IsPlaceholder;

    /// <summary>The file breaks off inside it.</summary>
    public bool Incomplete { get; set; }
}
