namespace Archive.Tests.Content;

/// <summary>Each case is a text and the HTML that is printed for it; UPDATE_GOLDEN=1 writes the HTML anew.</summary>
public sealed class TextCaseTests
{
    private static readonly string Cases = Path.Combine(Repository.Root, "tests", "Archive.Tests", "Cases", "content", "text");

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Cases, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Text_is_printed_as_the_case_says(string name)
    {
        var file = Path.Combine(Cases, name);
        var text = File.ReadAllText(file + ".txt");
        var html = ContentRenderer.FromText(text).ToString();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(file + ".html", html);
        }

        Assert.Equal(File.ReadAllText(file + ".html"), html);
        Assert.Equal(PrintedText.WithoutClosers(text), PrintedText.WithoutClosers(PrintedText.Read(html)));
    }
}
