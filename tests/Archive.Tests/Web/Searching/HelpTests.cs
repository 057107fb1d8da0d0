using Archive.Tests.Storage;

namespace Archive.Tests.Web.Searching;

public sealed class HelpTests : IAsyncLifetime
{
    private TestSite site = null!;

    // The seeds have no labels and nothing removed. Another post has both, and words that the longest seed lends to examples.
    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync(archive =>
    {
        foreach (var file in Directory.GetFiles(Repository.Seeds, "*.txt").Order(StringComparer.Ordinal))
        {
            archive.Import(new DumpFile(Path.GetFileName(file), () => File.ReadAllBytes(file), new BlogDescription("probation", "On Probation Blog")));
        }

        archive.Import(TestArchive.Dump("labels.txt", DumpText.Titled("Labels", "2014-03-01", "Said", DumpText.Removed) with { Original = "Public services are not the private sector.\n\nLabels: early release, prisons" }));
    });

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Every_operator_is_there_with_every_example()
    {
        var page = await site.PageAsync("/search/help");
        var shown = page.QuerySelectorAll(".operators > div").ToDictionary(entry => entry.QuerySelector("dt")!.TextContent.Trim());

        Assert.True(SearchOperators.All.Count > 10);
        Assert.All(SearchOperators.All, known =>
        {
            Assert.Contains(known.Meaning, shown[known.Form].Words(), StringComparison.Ordinal);
            Assert.NotEmpty(known.Examples);
            Assert.Equal(known.Examples.Count, shown[known.Form].QuerySelectorAll("li").Length);
        });
    }

    [Fact]
    public async Task Every_example_finds_something_here()
    {
        var page = await site.PageAsync("/search/help");

        foreach (var example in page.QuerySelectorAll(".operators li a"))
        {
            var found = await site.PageAsync(example.GetAttribute("href")!);
            Assert.DoesNotContain('{', example.TextContent);
            Assert.True(found.QuerySelector(".hits > li") is not null, $"{example.TextContent} finds nothing");
            Assert.Empty(found.QuerySelectorAll(".note"));
        }
    }

    [Fact]
    public async Task An_empty_archive_has_the_operators_without_examples()
    {
        await using var empty = await TestSite.StartAsync(_ => { });

        var page = await empty.PageAsync("/search/help");

        Assert.Equal(SearchOperators.All.Count, page.QuerySelectorAll(".operators dt").Length);
        Assert.Empty(page.QuerySelectorAll(".operators li"));
    }

    [Fact]
    public async Task Examples_are_those_of_the_archive_as_it_is_now()
    {
        await using var growing = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump("1.txt", DumpText.Post("First"))));
        Assert.DoesNotContain("label:\"prisons\"", (await growing.PageAsync("/search/help")).QuerySelector(".operators").Words(), StringComparison.Ordinal);

        growing.Archive.Import(TestArchive.Dump("2.txt", DumpText.Titled("Labels", "2014-03-01", "Said") with { Original = $"{string.Join(' ', Enumerable.Repeat("Public services are not the private sector.", 100))}\n\nLabels: prisons" }));
        await Task.Delay(100, TestContext.Current.CancellationToken);

        Assert.Contains("label:\"prisons\"", (await growing.PageAsync("/search/help")).QuerySelector(".operators").Words(), StringComparison.Ordinal);
    }
}
