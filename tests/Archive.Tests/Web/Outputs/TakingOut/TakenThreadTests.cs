using System.Diagnostics;
using System.Net;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Outputs.TakingOut;

/// <summary>A thread in every format: as the golden files have the first seed, and as programs and people can read the hard ones.</summary>
[Collection(TakenFilesTests.Name)]
public sealed class TakenThreadTests(TakenFiles files)
{
    /// <summary>With the value 1, a machine without epubcheck fails.</summary>
    private const string RequireVariable = "ARCHIVE_REQUIRE_EPUBCHECK";

    private static readonly string Cases = Path.Combine(Repository.Root, "tests", "Archive.Tests", "Cases", "taking-out");

    private readonly TestSite site = files.Site;

    public static TheoryData<string> Threads => [TakenFiles.Power, TakenFiles.Hostile, TakenFiles.Deep, TakenFiles.RightToLeft, TakenFiles.Undated, TakenFiles.Marked];

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("jsonl")]
    [InlineData("txt")]
    [InlineData("epub")]
    public async Task The_first_seed_is_taken_out_as_its_golden_file_says(string ending)
    {
        var bytes = await BytesAsync($"/take.{ending}?{TakenFiles.Power}");
        var taken = ending == "epub" ? TakenFiles.Unpacked(bytes) : System.Text.Encoding.UTF8.GetString(bytes);
        var file = Path.Combine(Cases, ending == "epub" ? "power-to-people.epub.txt" : $"power-to-people.{ending}");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(file, taken, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), taken);
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public async Task A_text_is_read_at_eighty_columns_and_holds_no_control_character(string thread)
    {
        var text = System.Text.Encoding.UTF8.GetString(await BytesAsync($"/take.txt?{thread}"));

        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80 || line.Contains("://", StringComparison.Ordinal), line));
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        Assert.Contains("https://archive.example.org/probation/", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_says_of_each_comment_where_it_stands_and_whom_it_answers()
    {
        var text = System.Text.Encoding.UTF8.GetString(await BytesAsync($"/take.txt?{TakenFiles.Undated}"));

        Assert.Contains("Date unknown", text, StringComparison.Ordinal);
        Assert.Contains("\n1 · unsigned\nlines ", text, StringComparison.Ordinal);
        Assert.Contains("\n2\nline ", text, StringComparison.Ordinal);
        Assert.Contains("[Not in the dump. That this comment existed is known only from its replies.]", text, StringComparison.Ordinal);
        Assert.Contains("\n  2.1 · unsigned\n  in reply to 2 · lines ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_says_of_a_removed_comment_that_it_was_removed()
    {
        await using var removed = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump("a.txt", DumpText.Post("One", DumpText.Removed))));
        var text = await removed.Client.GetStringAsync(new Uri("/take.txt?blog=probation&month=2014-02&post=power-to-people", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Matches(@"\n2\nline[^\n]+\n[^\n]+\n\n\[Removed: the dump holds only what stands in its place\.\]\n", text);
    }

    [Fact]
    public async Task A_text_keeps_words_apart_that_a_tab_parts()
    {
        await using var tabs = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump("a.txt", DumpText.Post("One\ttwo\t\tthree"))));
        var text = await tabs.Client.GetStringAsync(new Uri("/take.txt?blog=probation&month=2014-02&post=power-to-people", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("\nOne two three\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_book_says_of_a_removed_comment_that_it_was_removed()
    {
        await using var removed = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump("a.txt", DumpText.Post("One", DumpText.Removed))));
        var book = TakenFiles.Unpacked(await removed.Client.GetByteArrayAsync(new Uri("/take.epub?blog=probation&month=2014-02&post=power-to-people", UriKind.Relative), TestContext.Current.CancellationToken));

        Assert.Contains("<p class=\"notice\">Removed: the dump holds only what stands in its place.</p>", book, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public async Task The_same_record_gives_the_same_book(string thread)
    {
        var book = await BytesAsync($"/take.epub?{thread}");
        site.Archive.Clock.Now += TimeSpan.FromDays(1);

        Assert.Equal(book, await BytesAsync($"/take.epub?{thread}"));
        site.Archive.Clock.Now -= TimeSpan.FromDays(1);
    }

    [Fact]
    public async Task A_long_thread_has_chapters_that_readers_of_books_can_open()
    {
        var book = TakenFiles.Unpacked(await BytesAsync($"/take.epub?{TakenFiles.Marked}"));

        Assert.Contains("Comments 1 to 50<", book, StringComparison.Ordinal);
        Assert.Contains("== book/c0007.xhtml", book, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", book, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task Books_are_what_epubcheck_wants()
    {
        var checker = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "epubcheck")).FirstOrDefault(File.Exists);
        if (checker is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable(RequireVariable) == "1", "epubcheck is not installed");
        }

        Assert.True(checker is not null, $"epubcheck is not installed, and {RequireVariable} says that it must be");
        // Debian's is a jar, which not every system runs by its name.
        using var program = File.OpenRead(checker!);
        var isJar = program.ReadByte() == 'P';
        var folder = Directory.CreateTempSubdirectory("archive-books-");
        try
        {
            foreach (var thread in Threads.Select(row => row.Data).Append($"{TakenFiles.Power}&names=pseudonyms").Index())
            {
                var book = Path.Combine(folder.FullName, $"{thread.Index}.epub");
                await File.WriteAllBytesAsync(book, await BytesAsync($"/take.epub?{thread.Item}"), TestContext.Current.CancellationToken);
                using var check = Process.Start(new ProcessStartInfo(isJar ? "java" : checker!, [.. isJar ? ["-jar", checker!] : Array.Empty<string>(), book]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
                var (words, complaints) = (check.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), check.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
                await check.WaitForExitAsync(TestContext.Current.CancellationToken);

                Assert.True(check.ExitCode == 0, $"{thread.Item}: {await words}{await complaints}");
                Assert.DoesNotContain("WARNING", await complaints, StringComparison.Ordinal);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<byte[]> BytesAsync(string address)
    {
        using var response = await site.GetAsync(address);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address}: {response.StatusCode}");
        return await response.Content.ReadAsByteArrayAsync();
    }
}
