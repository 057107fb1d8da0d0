using Archive.Content;
using Archive.Tests.Project;

namespace Archive.Tests.Content;

/// <summary>Each case is a text and the HTML that is printed for it; UPDATE_GOLDEN=1 writes the HTML anew.</summary>
public sealed class TextCases
{
    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Repository.Path("tests/Archive.Tests/Cases/content/text"), "*.txt").Select(Path.GetFileNameWithoutExtension).Order()!];

    [Theory]
    [MemberData(nameof(Names))]
    public void Text_is_printed_as_the_case_says(string name)
    {
        var file = Repository.Path("tests/Archive.Tests/Cases/content/text", name);
        var text = File.ReadAllText(file + ".txt");
        var html = ContentRenderer.FromText(text).ToString();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(file + ".html", html);
        }

        Assert.Equal(File.ReadAllText(file + ".html"), html);
        Assert.Equal(PrintedText.Fold(text), PrintedText.Read(html));
    }
}
