namespace Archive.Tests.Searching;

/// <summary>Each line of a case file is a query, its tree, its written form where that differs, and what is noted; UPDATE_GOLDEN=1 writes all but the query anew.</summary>
public sealed class SearchCaseTests
{
    private static readonly string Cases = Path.Combine(Repository.Root, "tests", "Archive.Tests", "Cases", "search");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Cases, "*.txt").Select(file => Path.GetFileName(file)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Queries_are_read_as_the_cases_say(string name)
    {
        var file = Path.Combine(Cases, name);
        var lines = File.ReadAllLines(file);
        var read = lines.Select(line => line.Length == 0 || line[0] == '#' ? line : Read(line.Split(" | ")[0])).ToArray();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllLines(file, read);
        }

        Assert.Equal(lines.AsEnumerable(), read);
    }

    private static string Read(string typed)
    {
        var query = SearchQuery.Parse(typed);
        var written = query.ToString();
        string[] parts = [typed, QueryTree.Print(query), .. written == typed ? [] : new[] { "= " + written }, .. query.Notes.Select(note => "! " + note)];
        return string.Join(" | ", parts);
    }
}
