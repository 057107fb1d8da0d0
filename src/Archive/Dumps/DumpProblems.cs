namespace Archive.Dumps;

/// <summary>The problems of one dump as they are met, up to a limit.</summary>
internal sealed class DumpProblems
{
    /// <summary>A file that is wrong in every line would otherwise make a report larger than itself.</summary>
    public const int MaxProblems = 1_000;

    private readonly List<Problem> problems = [];
    private int beyond;

    /// <param name="line">Counted from 0, as the readers do; null for the whole file.</param>
    public void Add(Severity severity, int? line, string message)
    {
        if (problems.Count < MaxProblems)
        {
            problems.Add(new Problem(severity, line + 1, message));
        }
        else
        {
            beyond++;
        }
    }

    /// <summary>Problems that were only counted, because as many as are listed were met before them.</summary>
    public void AddBeyond(int count) => beyond += count;

    public void AddRange(IEnumerable<Problem> more)
    {
        foreach (var problem in more)
        {
            Add(problem.Severity, problem.Line - 1, problem.Message);
        }
    }

    /// <summary>All of them in the order of the lines, those of the whole file last.</summary>
    public IReadOnlyList<Problem> ToList()
    {
        var sorted = problems.OrderBy(problem => problem.Line ?? int.MaxValue).ToList();
        if (beyond > 0)
        {
            sorted.Add(new Problem(Severity.Warning, null, $"and {beyond} more problems, not listed"));
        }

        return sorted;
    }
}
