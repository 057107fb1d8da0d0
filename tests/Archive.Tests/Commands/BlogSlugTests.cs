using Archive.Tests.Storage;
using Archive.Tests.Web;

namespace Archive.Tests.Commands;

public class BlogSlugTests
{
    // What was kept for the site before its pages said so themselves.
    private const string Kept =
        "about account admin api archive assets atom blogs capture captures cite cited comment comments css error export favicon feed feeds fonts healthz help "
        + "images import imports index inspect js lib login logout metrics not-found post posts problems robots rss search settings signed sitemap source sources "
        + "static status thread threads undated verify well-known";

    [Fact]
    public void No_blog_is_called_what_the_site_keeps_for_itself()
    {
        Assert.All(Kept.Split(' '), word => Assert.EndsWith("the site keeps that address for itself", BlogSlug.Objection(word), StringComparison.Ordinal));
        Assert.Null(BlogSlug.Objection("probation"));
    }

    [Fact]
    public async Task A_blog_that_had_the_name_of_a_page_before_the_page_came_is_named_and_a_rename_leads_on()
    {
        var archive = new TestArchive();
        await using var site = await TestSite.StartAsync(archive);
        archive.Import(TestArchive.Dump("1.txt", DumpText.Post("First")) with { Blog = new("search", "A blog") });
        archive.Import(TestArchive.Dump("2.txt", DumpText.Titled("Other", "2015-01-02", "Second")) with { Blog = new("other", "Another") });

        Assert.Equal(["search"], BlogSlug.HiddenIn(archive.File));

        archive.Keeper.Rename("search", "searching");
        Assert.Empty(BlogSlug.HiddenIn(archive.File));
        Assert.Equal("/searching/2014/02/power-to-people", (await site.GetAsync("/search/2014/02/power-to-people")).Headers.Location?.ToString());
    }
}
