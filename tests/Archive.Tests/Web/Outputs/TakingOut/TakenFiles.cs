using System.IO.Compression;
using System.Text;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Outputs.TakingOut;

/// <summary>The site that the files of these tests are taken out of: the seeds, and what is hard to put into a file.</summary>
public sealed class TakenFiles : IAsyncLifetime
{
    public const string Deep = "blog=probation&month=2015-01&post=deep", Undated = "blog=probation&month=undated&post=undated-words",
        Hostile = "blog=probation&month=2013-01&post=script-alert-1-script-title",
        Marked = "blog=probation&month=2017-01&post=marked-up";

    public TestSite Site { get; private set; } = null!;

    public static readonly string RightToLeft = $"blog=probation&month=2016-02&post={Slug.FromTitle(HebrewTitle)}";

    private const string HebrewTitle = "שלום";

    /// <summary>The thread of the first seed.</summary>
    public static string Power { get; } = Asked(SeedSite.PowerPost);

    public async ValueTask InitializeAsync() => Site = await TestSite.StartAsync(Fill, new SiteChoices { Address = new Uri("https://archive.example.org/") });

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    /// <summary>The files of a book, one after the other.</summary>
    public static string Unpacked(byte[] book)
    {
        using var zip = new ZipArchive(new MemoryStream(book));
        return string.Concat(zip.Entries.Select(entry =>
        {
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
            return $"== {entry.FullName}\n{reader.ReadToEnd()}\n";
        }));
    }

    private static string Asked(string post)
    {
        var parts = post.Split('/');
        return $"blog={parts[1]}&month={parts[2]}-{parts[3]}&post={parts[4]}";
    }

    private static void Fill(TestArchive archive)
    {
        var blog = new BlogDescription("probation", "On Probation Blog", "http://probationmatters.blogspot.co.uk/", "en-GB", "Europe/London", "Jim Brown");
        foreach (var file in Directory.GetFiles(Repository.Seeds, "*.txt").Order(StringComparer.Ordinal))
        {
            archive.Import(new DumpFile(Path.GetFileName(file), () => File.ReadAllBytes(file), blog));
        }

        archive.Import(new DumpFile("hostile.txt", () => Encoding.UTF8.GetBytes(HostileText.Dump), blog));
        archive.Import(TestArchive.Dump("deep", DumpText.Titled("Deep", "2015-01-01", [.. Enumerable.Range(0, 120).Select(depth => $"{new string(' ', 2 * depth)}Level {depth} {string.Join(' ', Enumerable.Repeat("and so on", 20))}")])));
        archive.Import(TestArchive.Dump("undated", DumpText.Titled("Undated words", null, "Said at some time", DumpText.Missing, "  An answer to what is lost")));
        archive.Import(TestArchive.Dump("rtl", DumpText.Titled(HebrewTitle, "2016-02-03", "\u202Eשלום עולם", "مرحبا بالعالم", "日本語の長い文章" + new string('字', 200))));
        archive.Import(TestArchive.Dump("marked", DumpText.Titled("Marked up", "2017-01-02", [.. Enumerable.Range(0, 330).Select(i => $"comment {i}")])));
        archive.Execute(HostileText.NameTheAuthors);
        // As an import of such HTML would leave it.
        var random = new Random(13);
        for (var i = 0; i < 330; i++)
        {
            var pieces = string.Concat(Enumerable.Range(0, 12).Select(_ => random.Next(4) == 0
                ? Content.SanitizerTests.Hostile[random.Next(Content.SanitizerTests.Hostile.Length)]
                : Content.SanitizerTests.Pieces[random.Next(Content.SanitizerTests.Pieces.Length)]));
            archive.Execute($"UPDATE comments SET markup = '{ContentRenderer.FromHtml(pieces + "<p>\u0001\u0085\uFFFE</p>").ToString().Replace("'", "''", StringComparison.Ordinal)}' WHERE text = 'comment {i}'");
        }

        archive.Execute("UPDATE comments SET inferred_signer = 'Jim Brown', published = '2014-02-12T09:30' WHERE number = '2' AND post_id IN (SELECT id FROM posts WHERE title = 'Deep')");
    }
}

/// <summary>The tests that share <see cref="TakenFiles"/>.</summary>
[CollectionDefinition(Name)]
public sealed class TakenFilesTests : ICollectionFixture<TakenFiles>
{
    public const string Name = "One site to take out of";
}
