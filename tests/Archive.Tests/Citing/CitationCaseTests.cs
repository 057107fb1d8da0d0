using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Archive.Tests.Citing;

/// <summary>Each case is a work and its citation in every style; UPDATE_GOLDEN=1 writes the citations anew.</summary>
public sealed class CitationCaseTests
{
    private static readonly string Cases = Path.Combine(Repository.Root, "tests", "Archive.Tests", "Cases", "citations");

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static TheoryData<string> Names => [.. Directory.GetDirectories(Cases).Select(folder => Path.GetFileName(folder)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_work_is_cited_as_the_case_says(string name)
    {
        var work = JsonSerializer.Deserialize<CitedWork>(File.ReadAllText(Path.Combine(Cases, name, "work.json")), Options)!;
        var cited = string.Concat(CitationStyles.All.Select(style => $"# {style.Name}\n{Marked(style.Write(work))}\n\n"));
        var expected = Path.Combine(Cases, name, "expected.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(expected, cited);
        }

        Assert.Equal(File.ReadAllText(expected), cited);
    }

    // Italics between underlines; line ends as they are.
    private static string Marked(Citation citation) => citation.Runs
        .Aggregate(new StringBuilder(), (text, run) => text.Append(run.IsItalic ? $"_{run.Text}_" : run.Text)).ToString();
}
