using System.Globalization;

namespace Archive.Web.Commands.Terminal;

/// <summary>The problems of many files as a person reads them: the first ones in full, the rest as a number.</summary>
internal sealed class PrintedProblems(int maxListed)
{
    private readonly List<string> refusals = [];
    private readonly List<string> others = [];
    private int count;

    /// <summary>One problem on one line, safe for any terminal.</summary>
    public static string Line(string file, Problem problem)
    {
        var place = problem.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"{file}:{line}") : file;
        return CommandConsole.Printable($"{place}: {problem.Severity.ToString().ToLowerInvariant()}: {problem.Message}");
    }

    public void Add(SourceReport source)
    {
        foreach (var problem in source.Problems)
        {
            count++;
            // Apart, so that a thousand notes cannot push a refused file off the list.
            var list = problem.Severity == Severity.Error ? refusals : others;
            if (list.Count < maxListed)
            {
                list.Add(Line(source.File, problem));
            }
        }
    }

    public async Task WriteAsync(TextWriter text)
    {
        var listed = refusals.Concat(others).Take(maxListed).ToList();
        foreach (var line in listed)
        {
            await text.WriteLineAsync(line);
        }

        if (count > listed.Count)
        {
            await text.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"and {count - listed.Count:N0} more"));
        }
    }
}
