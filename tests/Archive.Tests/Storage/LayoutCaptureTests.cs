namespace Archive.Tests.Storage;

/// <summary>One page in the texts of all extractors is one post, whatever each of them left out.</summary>
public sealed class LayoutCaptureTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/Archive.Tests/Cases/layouts");

    /// <param name="comments">Of the page; <paramref name="doubled"/> more stand there twice, because an extractor broke a text where no blank is.</param>
    [Theory]
    [InlineData("classic-en", 11, 1)]
    [InlineData("classic-de", 5, 0)]
    [InlineData("classic-fr", 5, 0)]
    [InlineData("classic-ja", 4, 1)]
    [InlineData("responsive-en", 11, 1)]
    public void A_page_in_every_layout_becomes_one_post_in_any_order(string page, int comments, int doubled)
    {
        var files = Directory.GetFiles(Path.Combine(Folder, page), "*.txt").Order(StringComparer.Ordinal).ToList();
        foreach (var order in new[] { files, files.AsEnumerable().Reverse() })
        {
            using var archive = new TestArchive();
            archive.Import([.. order.Select(file => TestArchive.Bytes(Path.GetFileName(file), File.ReadAllBytes(file)))]);

            Assert.Equal(1, archive.Count("SELECT count(*) FROM posts"));
            Assert.Equal(comments + doubled, archive.Count("SELECT comment_count FROM posts"));
            Assert.True(archive.Count("SELECT count(*) FROM captures") >= 19);
        }
    }
}
