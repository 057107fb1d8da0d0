using System.Text;
using Archive.Tests.Storage;

namespace Archive.Tests.Web;

/// <summary>One site for the tests that only read: the seeds, a hostile dump, a long thread, an undated post and two captures.</summary>
public sealed class SeedSite : IAsyncLifetime
{
    public const string PowerPost = "/probation/2014/02/power-to-people";
    public const string LongPost = "/probation/2015/03/long-thread";
    public const string ChangedPost = "/probation/2016/04/changed";
    public const string UndatedPost = "/probation/undated/undated-words";
    public const string BrokenPost = "/probation/2012/06/broken-off";
    public const string PowerSource = "/sources/c4c9bc9657c4f50ab582e1cd20ab0843dcee8db354db08dbd2d489ebe241fafe";

    private const string BrokenDump =
        """
        Friday 1 June 2012

        Broken off

        A body.

        5 comments:

          1. This comment has been removed by the author.

            ReplyDelete
          2. Replies

            1. An answer to what is lost.

              Delete
          3. And so it
        """;

    public TestSite Site { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Site = await TestSite.StartAsync(Fill);

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    private static void Fill(TestArchive archive)
    {
        var blog = new BlogDescription(
            "probation", "On Probation Blog", "http://probationmatters.blogspot.co.uk/", "en-GB", "Europe/London", "Jim Brown",
            "Kept *because* it disappears.");
        foreach (var file in Directory.GetFiles(Repository.Seeds, "*.txt").Order(StringComparer.Ordinal))
        {
            archive.Import(new DumpFile(Path.GetFileName(file), () => File.ReadAllBytes(file), blog));
        }

        var thread = DumpText.Titled("A long thread", "2015-03-01", LongOutline());
        archive.Import(TestArchive.Dump("long.txt", thread with { Original = $"{thread.Original}\n\nLabels: long" }));
        archive.Import(TestArchive.Dump("undated.txt", DumpText.Titled("Undated words", null, "Said at some time")));
        archive.Capture(2017, DumpText.Titled("Changed", "2016-04-05", "It stays", "  It goes", "It is removed"));
        archive.Capture(2018, DumpText.Titled("Changed", "2016-04-05", "It stays", DumpText.Removed, "It is new"));
        archive.Import(new DumpFile(HostileText.FileName, () => Encoding.UTF8.GetBytes(HostileText.Dump), blog));
        archive.Import(new DumpFile("broken.txt", () => Encoding.UTF8.GetBytes(BrokenDump), blog));
        archive.Execute(HostileText.NameTheAuthors);
    }

    // A fifth of its comments answer; page two begins inside a thread.
    private static string[] LongOutline() =>
        [.. Enumerable.Range(0, 1_100).Select(i => i is >= 490 and < 520 ? $"{new string(' ', 2 * Math.Min(i - 490, 6))}Deep {i}" : $"{(i % 5 == 4 ? "  " : "")}Said {i}")];
}

/// <summary>The tests that share <see cref="SeedSite"/>.</summary>
[CollectionDefinition(Name)]
public sealed class SeedSiteTests : ICollectionFixture<SeedSite>
{
    public const string Name = "One site over the seeds";
}
