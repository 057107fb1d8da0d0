namespace Archive.Tests.Storage;

public sealed class HeldStateTests
{
    [Fact]
    public void What_a_page_reads_is_of_one_state_and_the_next_page_reads_the_present_one()
    {
        using var archive = new TestArchive();
        using (var page = archive.Read())
        {
            page.HoldState();
            Assert.Empty(page.BlogSlugs());

            archive.Import(TestArchive.Dump("a", DumpText.Post("one")));

            Assert.Empty(page.BlogSlugs());
            Assert.Empty(page.Blogs.ToList());
        }

        using var next = archive.Read();
        Assert.Equal(["probation"], next.BlogSlugs());
    }
}
