using System.Text;
using Archive.Tests.Commands;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Outputs;

public sealed class RedirectTableTests
{
    private const string Root = "https://archive.example.org";

    private static readonly BlogDescription Blog = TestArchive.Blog with { Address = "http://probationmatters.blogspot.co.uk/" };

    public static TheoryData<string> Names => [.. RedirectFormat.All.Select(format => format.Name)];

    // Each an address that a dump may give, in what it leads to, and whether each form has room for it.
    public static TheoryData<string, string> HostileAddresses => new()
    {
        { "http://a.example/2014/02/plain.html", "nginx apache csv netlify" },
        { "http://a.example/2014/02/x.html?m=1&b=2#c12", "nginx apache csv netlify" },
        { "http://a.example/2014/02/\"; return 200 'x'; #.html", "nginx csv netlify" },
        { "http://a.example/2014/02/a b.html", "nginx csv netlify" },
        { "http://a.example/2014/02/a%20b.html", "nginx csv netlify" },
        { "http://a.example/2014/02/back\\slash%5C%22.html", "nginx apache csv netlify" },
        { "http://a.example/2014/02/$uri${x}$1%1.html", "nginx apache csv netlify" },
        { "http://a.example/2014/02/caf\u00e9%C3%A9.html", "nginx apache csv netlify" },
        { "http://a.example/2014/02/line%0Abreak%0D.html", "csv" },
        { "http://a.example/2014/02/nought%00.html", "csv" },
        { "http://a.example/2014/02/:splat/*.html", "nginx apache csv netlify" },
        { "http://a.example/2014/02/a,b;c|d{e}f[g]~h.html", "nginx apache csv netlify" },
        { "http://a.example/2014/02/%zz%.html", "nginx apache csv netlify" },
        { "http://a.example/2014/02/=cmd|' /C calc'!A0.html", "nginx csv netlify" },
        { $"http://a.example/2014/02/{new string('x', 500)}.html", "csv" },
        { $"http://a.example/2014/02/{new string('\u00e9', 250)}.html", "csv" },
    };

    [Theory]
    [MemberData(nameof(HostileAddresses))]
    public void A_line_means_one_page_whatever_its_address_has_in_it(string address, string forms)
    {
        var from = WebAddress.Of(address)!;
        const string To = Root + "/blog/2014/02/%22%3Bx%24";
        var path = Uri.UnescapeDataString(from.AbsolutePath);
        foreach (var format in RedirectFormat.All)
        {
            var line = format.Line(from, To);

            Assert.True((line is not null) == forms.Split(' ').Contains(format.Name), $"{format.Name} of {address}: {line}");
            if (line is not null)
            {
                Assert.Single(line, c => c == '\n');
                Assert.Equal(
                    format.Name == "csv" ? (from.AbsoluteUri, To) : format.Name == "netlify" ? (from.AbsolutePath.Replace(":", "%3A", StringComparison.Ordinal).Replace("*", "%2A", StringComparison.Ordinal), To) : (path, To),
                    Read(format.Name, line));
            }
        }
    }

    [Theory]
    [InlineData("nginx", "    \"/2014/02/power-to-people.html\" \"https://archive.example.org/probation/2014/02/power-to-people\";")]
    [InlineData("nginx", "    \"/2014_02_01_archive.html\" \"https://archive.example.org/probation/2014/02\";")]
    [InlineData("nginx", "    \"/\" \"https://archive.example.org/probation\";")]
    [InlineData("apache", "/2014/02/power-to-people.html https://archive.example.org/probation/2014/02/power-to-people")]
    [InlineData("apache", "/2014/ https://archive.example.org/probation/2014")]
    [InlineData("netlify", "/2014/02 https://archive.example.org/probation/2014/02 301")]
    [InlineData("csv", "http://probationmatters.blogspot.co.uk/2014/02/power-to-people.html,https://archive.example.org/probation/2014/02/power-to-people")]
    public async Task A_table_has_posts_months_years_and_the_front(string format, string line)
    {
        using var archive = Filled();

        var (text, written, leftOut) = await TableAsync(archive, format, "probation");

        Assert.Contains(line, text.Split(["\r\n", "\n"], StringSplitOptions.None));
        Assert.Equal((written, 1), (text.Split('\n').Count(one => one.Length > 0 && !one.StartsWith('#') && one.Contains("/probation", StringComparison.Ordinal)), leftOut));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task No_name_stands_twice_in_a_table(string format)
    {
        using var archive = Filled();
        archive.Execute("UPDATE posts SET url = 'http://probationmatters.blogspot.com/2014/02/Power-To-People.html' WHERE title = 'Other'");

        var (_, written, leftOut) = await TableAsync(archive, format, "probation");

        Assert.Equal(format == "csv" ? 1 : 2, leftOut);
        Assert.True(written > 5);
    }

    [Fact]
    public async Task A_command_writes_the_table_and_says_what_it_left_out()
    {
        using var archive = Filled();
        archive.File.Dispose();

        var run = await ArchiveProgram.RunAsync("redirects", "--format", "csv", "--data", archive.Folder, "--address", Root);
        Assert.Equal(0, run.Exit);
        Assert.StartsWith("from,to\r\nhttp://probationmatters.blogspot.co.uk/,https://archive.example.org/probation\r\n", run.Text, StringComparison.Ordinal);
        Assert.Contains("1 left out", run.Error, StringComparison.Ordinal);

        Assert.Equal(2, (await ArchiveProgram.RunAsync("redirects", "--format", "iis", "--data", archive.Folder)).Exit);
        Assert.Equal(2, (await ArchiveProgram.RunAsync("redirects", "--data", archive.Folder)).Exit);
        var paths = await ArchiveProgram.RunAsync("redirects", "--format", "netlify", "--blog", "probation", "--data", archive.Folder);
        Assert.Contains("/2014/02/power-to-people.html /probation/2014/02/power-to-people 301\n", paths.Text, StringComparison.Ordinal);
        Assert.Equal(1, (await ArchiveProgram.RunAsync("redirects", "--format", "csv", "--blog", "none", "--data", archive.Folder)).Exit);
    }

    [Fact]
    public async Task A_table_of_paths_holds_one_blog()
    {
        using var archive = Filled();
        archive.Import(new DumpFile("other.txt", () => DumpText.Of(DumpText.Titled("Elsewhere", "2015-01-01")), new BlogDescription("other", "Other", "http://other.example/")));
        archive.File.Dispose();

        var run = await ArchiveProgram.RunAsync("redirects", "--format", "nginx", "--data", archive.Folder);
        Assert.Equal(2, run.Exit);
        Assert.Contains("--blog", run.Error, StringComparison.Ordinal);
        Assert.Contains("http://other.example/2015/01/elsewhere.html", (await ArchiveProgram.RunAsync("redirects", "--format", "csv", "--data", archive.Folder)).Text, StringComparison.Ordinal);
    }

    private static TestArchive Filled()
    {
        var archive = new TestArchive();
        archive.Import(
            new DumpFile("1.txt", () => DumpText.Of(DumpText.Post("said")), Blog),
            new DumpFile("2.txt", () => DumpText.Of(DumpText.Titled("Other", "2014-03-01")), Blog),
            new DumpFile("3.txt", () => DumpText.Of(DumpText.Titled("Undated words", null, "said at some time")), Blog));
        return archive;
    }

    private static async Task<(string Text, int Written, int LeftOut)> TableAsync(TestArchive archive, string format, string blog)
    {
        await using var db = archive.Read();
        using var bytes = new MemoryStream();
        var (written, leftOut) = await RedirectTable.WriteAsync(db, RedirectFormat.All.Single(known => known.Name == format), blog, Root, bytes, TestContext.Current.CancellationToken);
        return (Encoding.UTF8.GetString(bytes.ToArray()), written, leftOut);
    }

    // As the programs read a line.
    private static (string From, string To) Read(string format, string line)
    {
        var parts = format switch
        {
            "nginx" => Quoted(line),
            "csv" => Fields(line),
            _ => [.. line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)],
        };
        Assert.Equal(format == "netlify" ? 3 : 2, parts.Count);
        return (parts[0], parts[1]);
    }

    private static List<string> Quoted(string line)
    {
        var (words, word, isIn) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (isIn && line[i] == '\\')
            {
                word.Append(line[++i]);
            }
            else if (line[i] == '"')
            {
                if (isIn)
                {
                    words.Add(word.ToString());
                    word.Clear();
                }

                isIn = !isIn;
            }
            else if (isIn)
            {
                word.Append(line[i]);
            }
            else
            {
                Assert.Contains(line[i], " ;\n");
            }
        }

        Assert.False(isIn);
        Assert.EndsWith("\";\n", line, StringComparison.Ordinal);
        return words;
    }

    private static List<string> Fields(string line)
    {
        var (fields, field, isIn) = (new List<string>(), new StringBuilder(), false);
        foreach (var c in line.TrimEnd('\r', '\n'))
        {
            if (c == '"')
            {
                isIn = !isIn;
            }
            else if (c == ',' && !isIn)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        return [.. fields, field.ToString()];
    }
}
