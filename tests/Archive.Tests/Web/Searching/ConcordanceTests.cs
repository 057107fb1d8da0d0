using AngleSharp.Html.Dom;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Searching;

public sealed class ConcordanceTests : IAsyncLifetime
{
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync(archive => archive.Import(
        TestArchive.Dump("a", DumpText.Titled("The harbour board", "2012-05-01", "no board here", "nothing") with { Original = "A board of zeal." }),
        TestArchive.Dump("b", DumpText.Titled("Later", "2014-02-11", [.. Enumerable.Range(0, 150).Select(i => $"board number {i:000}")])),
        TestArchive.Dump("c", DumpText.Titled("=1+1", null, "-every board <b>agrees</b>"))));

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Every_place_has_its_line_by_the_word_after()
    {
        var page = await PageAsync("board post:harbour-board");

        Assert.Equal("3 places in 2 texts. A comment without a date of its own has that of its post.", page.QuerySelector(".read-of").Words());
        Assert.Equal(["no board here", "A board of zeal.", "The harbour board"], page.QuerySelectorAll(".in-line a").Select(line => line.Words()));
        Assert.Equal(["1 · 2012-05", "post · 2012-05", "post · 2012-05"], page.QuerySelectorAll(".in-line .of").Select(of => of.Words()));
    }

    [Fact]
    public async Task A_line_leads_to_its_place_and_that_page_to_the_next_hit()
    {
        var page = await PageAsync("here in:comments");
        var read = await site.PageAsync(page.QuerySelector(".in-line a")!.GetAttribute("href")!);

        Assert.Equal("here", read.QuerySelector(".thread mark").Words());
        Assert.NotNull(read.QuerySelector(".hit-walk"));
    }

    [Fact]
    public async Task Orders_and_pages_are_in_the_address()
    {
        var first = await PageAsync("board");
        var second = await site.PageAsync(first.QuerySelector(".pager [rel=next]")!.GetAttribute("href")!);
        var before = await site.PageAsync("/search/concordance?q=board&sort=before");

        Assert.Equal(["by the word after"], first.QuerySelectorAll(".orders [aria-current]").Select(order => order.Words()));
        Assert.Equal((100, 54), (first.QuerySelectorAll(".in-line li").Length, second.QuerySelectorAll(".in-line li").Length));
        Assert.Equal(["by the word before"], before.QuerySelectorAll(".orders [aria-current]").Select(order => order.Words()));
        Assert.Equal("before", before.QuerySelector("input[name=sort]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_words_beside_are_counted_over_all_places()
    {
        var page = await PageAsync("board");

        Assert.Equal(["number 150", "b 1", "here 1"], page.QuerySelectorAll(".next-words table:last-of-type tbody tr").Select(word => word.Words()).Take(3));
    }

    [Theory]
    [InlineData("/search/concordance?q=in:comments", "asks for none")]
    [InlineData("/search/concordance?q=xylophone", "No text has it.")]
    [InlineData("/search/concordance", "Type a word")]
    public async Task Where_there_is_no_line_it_says_why(string address, string words) =>
        Assert.Contains(words, (await site.PageAsync(address)).QuerySelector(".notice").Words(), StringComparison.Ordinal);

    [Theory]
    [InlineData("/search/concordance?q=board&sort=best")]
    [InlineData("/search/concordance?q=board&page=3")]
    [InlineData("/search/concordance?q=board&page=0")]
    [InlineData("/search/concordance.csv?q=board&sort=best")]
    [InlineData("/search/curves?q=board&as=best")]
    public async Task What_is_no_order_and_no_page_is_not_found(string address) =>
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await site.GetAsync(address)).StatusCode);

    [Fact]
    public async Task The_lines_and_the_words_are_tables_that_no_spreadsheet_runs()
    {
        var lines = (await TextAsync("/search/concordance.csv?q=board+-number&sort=time")).Split("\r\n");
        var words = (await TextAsync("/search/concordance.csv?q=board+in:comments&of=words")).Split("\r\n");

        Assert.Equal("# query: board -number", lines[0]);
        Assert.Equal("# read: 3 of 3 texts", lines[1]);
        Assert.Contains("before,found,after,kind,path,key,post,published,number,blog,dateOf", lines);
        Assert.Contains(lines, line => line.StartsWith("'-every,board,<b>agrees</b>,comment,/probation/undated/1-1?comment=", StringComparison.Ordinal) && line.Contains(",'=1+1,", StringComparison.Ordinal));
        Assert.Contains("word,before,after", words);
        Assert.Contains("number,0,150", words);
    }

    [Fact]
    public async Task A_concordance_of_too_much_says_what_it_leaves_out()
    {
        await using var large = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump(
            "a", DumpText.Titled("A", "2014-02-11", [.. Enumerable.Range(0, ConcordanceAnswer.MaxTexts + 50).Select(i => $"serco {i}")]))));

        var page = await large.PageAsync("/search/concordance?q=serco");

        Assert.StartsWith("1,000 places in the newest 1,000 texts of 1,050. The others are left out", page.QuerySelector(".read-of").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curves_are_numbers_or_shares_and_each_has_a_name()
    {
        var page = await site.PageAsync("/search/curves?q=board&q=in:comments&q=zeal");
        var share = await site.PageAsync("/search/curves?q=board&q=in:comments&q=zeal&as=share");

        Assert.Equal(["board", "in:comments", "zeal"], page.QuerySelectorAll(".legend a").Select(name => name.Words()));
        Assert.Equal(3, page.QuerySelectorAll(".picture polyline").Length);
        Assert.Equal(["2012 2 2 1", "2013 – – –", "2014 150 150 –", "undated 1 1 –"], page.QuerySelectorAll(".of-years tbody tr").Select(year => year.Words()));
        Assert.Equal(["2012 66.67 % 66.67 % 33.33 %", "2013 – – –", "2014 99.34 % 99.34 % –", "undated, in hits 1 1 –"], share.QuerySelectorAll(".of-years tbody tr").Select(year => year.Words()));
        Assert.Equal("/search/curves?q=board&q=in%3Acomments&q=zeal", share.QuerySelector(".orders a")!.GetAttribute("href"));
        Assert.Equal(4, page.QuerySelectorAll(".compare input[name=q]").Length);
        foreach (var cell in page.QuerySelectorAll(".of-years td a"))
        {
            Assert.Equal(cell.Words(), (await site.PageAsync(cell.GetAttribute("href")!)).QuerySelector(".total").Words().Split(' ')[0]);
        }
    }

    [Fact]
    public async Task A_sixth_search_is_not_counted() =>
        Assert.Equal(5, (await site.PageAsync("/search/curves?q=a&q=b&q=c&q=d&q=&q=%21&q=e&q=f")).QuerySelectorAll(".compare input[name=q]").Length);

    [Fact]
    public async Task Curves_are_a_table_by_month()
    {
        var rows = (await TextAsync("/search/curves.csv?q=board&q=zeal")).Split("\r\n");

        Assert.Equal(["# query: board: 153 hits, 1 of them undated and in no row", "# query: zeal: 1 hits"], rows.Where(row => row.StartsWith("# query", StringComparison.Ordinal)));
        Assert.Equal(
            ["query,month,posts,comments,all,share", "board,2012-05,1,1,3,0.666667", "board,2014-02,0,150,151,0.993377", "zeal,2012-05,1,0,3,0.333333", "zeal,2014-02,0,0,151,0"],
            rows.SkipWhile(row => row.StartsWith('#')).Where(row => row.Length > 0));
    }

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData("in:comments", "153 hits")]
    [InlineData("in:posts", "3 hits")]
    [InlineData("after:2013", "151 hits")]
    [InlineData("blog:probation", "156 hits")]
    [InlineData("-board", "3 hits")]
    [InlineData("in:comments -board", "1 hit")]
    [InlineData("in:title", "3 hits")]
    public async Task A_filter_alone_is_a_search(string query, string total)
    {
        var page = await site.PageAsync($"/search?q={Uri.EscapeDataString(query)}");

        Assert.StartsWith(total, page.QuerySelector(".total").Words(), StringComparison.Ordinal);
        Assert.NotEmpty(page.QuerySelectorAll(".hits > li"));
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task More_hits_than_are_counted_one_by_one_are_counted_with_the_filters()
    {
        await using var large = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump(
            "a", DumpText.Titled("A", "2014-02-11", [.. Enumerable.Range(0, ArchiveSearch.MaxCounted + 50).Select(i => $"serco {i}")]))));

        Assert.StartsWith("10,050 hits", (await large.PageAsync("/search?q=in:comments")).QuerySelector(".total").Words(), StringComparison.Ordinal);
    }

    private Task<IHtmlDocument> PageAsync(string query) => site.PageAsync($"/search/concordance?q={Uri.EscapeDataString(query)}");

    private async Task<string> TextAsync(string address) => await (await site.GetAsync(address)).Content.ReadAsStringAsync();
}
