using System.Text.Json;

namespace Archive.Tests.Commands;

public sealed class SearchTests : IAsyncLifetime
{
    private readonly TempFolder folder = new();

    public async ValueTask InitializeAsync() => await ArchiveProgram.RunAsync("import", ArchiveProgram.Seeds, "--data", folder.Data);

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task People_get_lines_with_everything_that_is_known_and_the_count()
    {
        var run = await RunAsync("omnishambles", "in:comments");

        Assert.Equal(ExitCode.Done, run.Exit);
        Assert.Contains("11 February 2014 · Power To The People? · comment 13.2", run.Text, StringComparison.Ordinal);
        Assert.Contains("apologists for Graylings TR omnishambles", run.Text, StringComparison.Ordinal);
        Assert.Contains("  /probationmatters/2014/02/power-to-people?comment=", run.Text, StringComparison.Ordinal);
        Assert.EndsWith("3 hits for omnishambles in:comments\n", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_programs_get_the_JSON_of_the_page_and_nothing_else()
    {
        var run = await RunAsync("omnishambles in:comments", "--json", "--limit", "2");

        using var json = JsonDocument.Parse(run.Bytes);
        Assert.Equal(ExitCode.Done, run.Exit);
        Assert.Equal(["query", "readAs", "archive", "total", "hits"], json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(3, json.RootElement.GetProperty("total").GetProperty("count").GetInt32());
        Assert.Equal(2, json.RootElement.GetProperty("hits").GetArrayLength());
    }

    [Fact]
    public async Task A_limit_shortens_the_list_and_not_the_count()
    {
        var run = await RunAsync("probation", "--limit", "1");

        Assert.EndsWith("20 hits for probation, 1 shown\n", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_found_is_said_and_no_failure()
    {
        var run = await RunAsync("xylophone");

        Assert.Equal(ExitCode.Done, run.Exit);
        Assert.Equal("Nothing found for xylophone\n", run.Text);
    }

    [Fact]
    public async Task What_is_left_out_of_a_query_may_stand_before_or_after_it()
    {
        var run = await RunAsync("omnishambles", "-serco");

        Assert.Equal(ExitCode.Done, run.Exit);
        Assert.Contains("omnishambles -serco", run.Text, StringComparison.Ordinal);
    }

    private Task<ArchiveProgram.Outcome> RunAsync(params string[] args) => ArchiveProgram.RunAsync(["search", .. args, "--data", folder.Data]);
}
