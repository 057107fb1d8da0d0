using System.Text;

namespace Archive.Tests.Dumps.Recognising;

/// <summary>Files of other kinds, each with a twin: a dump whose text quotes it, or has a line of it above.</summary>
public class FileKindTests
{
    private const string Page = "Tuesday 3 March 2009\n\nThe jam\n\nWe ate it.\n\n@\n\n2 comments:\n\n  1. Lovely.\n\n    ReplyDelete\n  2. Ours too.\n\n    ReplyDelete\n";

    private const string Wxr = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel><title>Jam</title>\n<item><title>The jam</title><wp:status>private</wp:status>\nNo comments:\n</item>\n</channel></rss>\n";

    private const string Html = "<!doctype html>\n<html><body>\n<h3>The jam</h3>\n<div>We ate it.</div>\n<h4>\n2 comments:\n</h4>\n<ol><li>Lovely<span>ReplyDelete</span></li></ol>\n</body></html>\n";

    private const string Mail = "Received: from mx.example.org\nFrom: Agnes <agnes@example.org>\nTo: tom@example.org\nSubject: The jam\nDate: Tue, 3 Mar 2009 10:00:00 +0000\n\nTuesday 3 March 2009\n\nThe jam\n\n1 comment:\n\n  1. Yes\n\n    ReplyDelete\n";

    private const string Json = "{\n  \"comments\": [\n    { \"commentHex\": \"a\", \"markdown\": \"No comments:\" },\n    { \"commentHex\": \"b\", \"markdown\": \"1 comment:\" }\n  ]\n}\n";

    private const string Lines = "{\"id\": 1, \"text\": \"One\"}\n{\"id\": 2, \"text\": \"Two\"}\n{\"id\": 3, \"text\": \"Three\"}\n";

    private const string Csv = "date,title,body\n2009-03-03,The jam,\"We ate it.\n\n2 comments:\n\n  1. Lovely.\n\n    ReplyDelete\n\"\n2009-03-04,The goats,They ate it.\n";

    public static TheoryData<string, string> Others => new()
    {
        { "WordPress export", Wxr },
        { "WordPress export", Wxr[..^20] },
        { "page saved from Blogger (HTML)", Html },
        { "page saved from Blogger (HTML)", "Saved by a program\n" + Html },
        { "saved page (HTML)", "<div>\n<h3>The jam</h3>\n<p>We ate it.</p>\n</div>\n" },
        { "Atom export of a Blogger blog", "<feed xmlns='http://www.w3.org/2005/Atom'><id>tag:blogger.com,1999:blog-1.archive</id>\n<entry/>\n</feed>" },
        { "Takeout feed of a Blogger blog", "<feed xmlns:blogger='http://schemas.google.com/blogger/2018'>\n<entry/>\n</feed>" },
        { "Disqus export", "<?xml version=\"1.0\"?>\n<disqus xmlns=\"http://disqus.com\">\n<thread/>\n</disqus>" },
        { "RSS feed", "<rss version=\"2.0\"><channel><title>T</title></channel></rss>" },
        { "SVG image", "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>38 comments:</text></svg>" },
        { "XML file", "<?xml version=\"1.0\"?><notes><note>38 comments:</note></notes>" },
        { "mail", Mail },
        { "mbox of mails", "From agnes@example.org Tue Mar  3 10:00:00 2009\n" + Mail },
        { "Commento export (JSON)", Json },
        { "file of JSON lines", Lines },
        { "JSON file", "[1, 2, {\"a\": \"No comments:\"}]" },
        { "table (CSV)", Csv },
        { "table (TSV)", "date\ttitle\n2009-03-03\tThe jam\n2009-03-04\tThe goats\n2009-03-05\tThe hens\n" },
        { "calendar (iCalendar)", "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n" },
        { "address card (vCard)", "BEGIN:VCARD\nFN:Agnes\nEND:VCARD\n" },
        { "file of subtitles", "1\n00:00:01,000 --> 00:00:02,000\nNo comments:\n\n2\n00:00:03,000 --> 00:00:04,000\nNone.\n" },
        { "list of differences (diff)", "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-No comments:\n+1 comment:\n" },
        { "script", "#!/bin/sh\necho 'No comments:'\n" },
        { "Movable Type export", "AUTHOR: Agnes\nTITLE: The jam\nDATE: 03/03/2009 10:00:00 AM\n-----\nBODY:\nWe ate it.\n-----\nCOMMENT:\n--------\n" },
        { "RTF document", "{\\rtf1\\ansi No comments:}" },
    };

    public static TheoryData<string> Texts => new()
    {
        { "It was late on Tuesday 11 February 2014.\n\nNo comments:\n\nhe thought." },
        { "No comments:\n" },
        { "Tuesday 3 March 2009\n" },
        { "Tuesday 3 March 2009\n\nWe went to the mill today and it was cold.\n\nWednesday 4 March 2009\n\nIt rained all day.\n\nThursday 5 March 2009\n\nThe sun came out.\n" },
        { "Minutes of the council\n\n3 March 2009\n\nPresent: A, B and C.\n\nComments:\n\n  1. The fence is too high.\n  2. The gate is too low.\n" },
        { "[10:22] <tom> hello\n[10:23] <ann> No comments:\n[10:24] <tom> Delete\n[10:25] <tom> Reply\n" },
        { "# Jam\n\n## Ingredients\n\n  1. plums\n  2. sugar\n\n## Method\n\n  1. Boil.\n  2. Wait.\n" },
        { "On Tue, 3 Mar 2009, Agnes wrote:\n\n> Press\n>\n> Delete\n\nDelete\n\nI did.\n" },
        { "# The reader\n\nIt reads dumps such as\n\n```\nTuesday 3 March 2009\n\n38 comments:\n\n  1. Yes\n\n    ReplyDelete\n```\n\nand nothing else.\n" },
    };

    public static TheoryData<string> Dumps => new()
    {
        Quoting(Wxr),
        Quoting(Html),
        Quoting(Mail),
        Quoting(Json),
        Quoting(Lines),
        Quoting("date,title\n1,2\n3,4\n5,6"),
        Quoting("#!/bin/sh\necho"),
        "<?xml version=\"1.0\"?>\n" + Quoting(""),
        "<html>\n" + Quoting(""),
        "<!-- saved from url=(0014)about:internet -->\n" + Quoting(""),
        "<div class=\"post\">\n" + Quoting("") + "</div>x\n",
        "From: Agnes\n\n" + Quoting(""),
        "{\"title\": \"The jam\"}\n" + Quoting(""),
        "[Home] [About]\n\n" + Quoting(""),
        "# The jam\n\nTuesday, March 3, 2009\n\n![](a.jpg)\n\n[Home](http://jam.example.org/)\n\n#### 2 comments:\n\n1. Lovely.\n\n   [Reply](javascript:;)[Delete](http://jam.example.org/d)\n",
        "---\ntitle: The jam\ndate: 2009-03-03\n---\n\nWe ate it.\n\n1 comment:\n\n  1. Lovely.\n\n    ReplyDelete\n",
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void A_file_of_another_kind_is_refused_in_one_line_that_says_which(string kind, string text)
    {
        var refusal = Assert.Throws<NotADumpException>(() => DumpFormats.Read(Encoding.UTF8.GetBytes(text)));

        Assert.Equal(kind, refusal.Kind?.Name);
        Assert.Matches("^this looks like an? [^\n]+; Archive does not read those yet$", refusal.Message);
        Assert.Throws<NotADumpException>(() => DumpFormats.Read(Encoding.UTF8.GetBytes(text), BloggerTextReader.Format));
        Assert.Throws<NotADumpException>(() => DumpFormats.ReadKept(Encoding.UTF8.GetBytes(text), null));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void One_sign_alone_makes_no_dump_and_the_refusal_says_what_was_looked_for(string text)
    {
        var refusal = Assert.Throws<NotADumpException>(() => DumpFormats.Read(Encoding.UTF8.GetBytes(text)));

        Assert.StartsWith("this is no dump; expected text of a Blogger page: ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.NotEmpty(DumpFormats.Read(Encoding.UTF8.GetBytes(text), BloggerTextReader.Format).Posts);
    }

    [Theory]
    [MemberData(nameof(Dumps))]
    public void A_dump_that_quotes_another_kind_stays_a_dump(string text) =>
        Assert.NotEmpty(DumpFormats.Read(Encoding.UTF8.GetBytes(text)).Posts);

    [Theory]
    [InlineData("Word document", "[Content_Types].xml", "word/document.xml")]
    [InlineData("Excel table", "[Content_Types].xml", "xl/workbook.xml")]
    [InlineData("EPUB book", "mimetype", "OEBPS/a.xhtml")]
    [InlineData("zip file", "a.txt", "b.txt")]
    public void A_zip_file_is_told_by_the_names_in_it(string kind, params string[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(bytes, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                using var text = new StreamWriter(zip.CreateEntry(entry, System.IO.Compression.CompressionLevel.NoCompression).Open());
                text.Write(entry == "mimetype" ? "application/epub+zip" : "38 comments:");
            }
        }

        Assert.Equal(kind, Assert.Throws<NotADumpException>(() => DumpFormats.Read(bytes.ToArray())).Kind?.Name);
    }

    [Fact]
    public void A_text_that_is_too_long_for_a_page_is_shown_in_part_and_the_problem_says_where_the_rest_is()
    {
        var dump = DumpFormats.Read(Encoding.UTF8.GetBytes(Quoting(string.Concat(Enumerable.Repeat("word ", 400_000)))));

        Assert.Equal(LongTexts.MaxLength, dump.Posts[0].Original.Length);
        Assert.Equal(2, dump.Posts[0].FoundComments);
        Assert.Contains(dump.Problems, problem => problem.Message.Contains("lines 5 to 7 of the original hold the whole of it", StringComparison.Ordinal));
    }

    private static string Quoting(string text) => Page.Replace("@", text, StringComparison.Ordinal);
}
