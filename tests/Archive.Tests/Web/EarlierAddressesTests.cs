using System.Net;
using Archive.Tests.Storage;

namespace Archive.Tests.Web;

public class EarlierAddressesTests
{
    private const string Post = "/probation/2014/02/power-to-people";

    [Fact]
    public async Task A_key_of_another_capture_leads_to_the_comment()
    {
        var late = "";
        await using var site = await TestSite.StartAsync(archive =>
        {
            archive.Capture(2015, DumpText.Post("I never said that about G4S", "two"));
            late = archive.Thread()[0].Key;
            archive.Capture(2014, DumpText.Post("I never said that about Serco", "two"));
        });
        var own = site.Archive.Thread()[0].Key;

        Assert.NotEqual(late, own);
        Assert.Equal($"{Post}/{own}", await LeadsAsync(site, $"{Post}/{late}"));
        Assert.Equal($"{Post}/{own}/cite?as=ris", await LeadsAsync(site, $"{Post}/{late}/cite?as=ris"));
        Assert.Equal($"{Post}?comment={own}#c{own}", await LeadsAsync(site, $"{Post}?comment={late}"));
        Assert.Equal($"{Post}/{own}", await LeadsAsync(site, $"{Post}/{own}-7"));
        Assert.NotNull((await site.PageAsync(Post)).QuerySelector($"li#c{own} #c{late}"));
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync($"{Post}/nothing")).StatusCode);
        Assert.Contains("G4S", (await site.PageAsync($"/cite?address={Uri.EscapeDataString($"http://old.example{Post}#c{late}")}&words=G4S")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blog_that_was_renamed_or_merged_is_found_under_its_old_addresses()
    {
        await using var site = await TestSite.StartAsync(archive =>
        {
            archive.Import(TestArchive.Dump("a.txt", DumpText.Post("one")));
            archive.Import(TestArchive.Dump("b.txt", DumpText.Titled("Elsewhere", "2013-01-02", "two")) with { Blog = new("other", "Other") });
            archive.Keeper.Rename("probation", "napo");
            archive.Keeper.Merge("other", "napo");
        });

        Assert.Equal("/napo", await LeadsAsync(site, "/probation"));
        Assert.Equal("/napo/2014/02/power-to-people?order=flat", await LeadsAsync(site, $"{Post}?order=flat"));
        Assert.Equal("/napo/2013/01/elsewhere", await LeadsAsync(site, "/other/2013/01/elsewhere"));
        Assert.Equal("/napo/feed.atom", await LeadsAsync(site, "/other/feed.atom"));
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/nobody")).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await site.Client.PostAsync("/probation", null)).StatusCode);
    }

    [Fact]
    public async Task An_import_that_was_undone_is_listed_as_undone_and_the_seal_is_shown()
    {
        await using var site = await TestSite.StartAsync(archive =>
        {
            archive.Import(TestArchive.Dump("a.txt", DumpText.Post("one")));
            archive.Import(TestArchive.Dump("b.txt", DumpText.Titled("Elsewhere", "2013-01-02", "two")));
            archive.Keeper.Undo(2);
        });

        var imports = await site.PageAsync("/imports");

        Assert.Equal(["undone", "done"], imports.QuerySelectorAll("td[data-label=Outcome]").Select(cell => cell.TextContent));
        Assert.Equal(site.Archive.File.Seal().Seal, imports.QuerySelector("code")!.TextContent);
        Assert.Contains("Undone", (await site.PageAsync("/imports/2")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/probation/2013/01/elsewhere")).StatusCode);
    }

    private static async Task<string?> LeadsAsync(TestSite site, string address)
    {
        var response = await site.GetAsync(address);
        Assert.Equal(HttpStatusCode.PermanentRedirect, response.StatusCode);
        return response.Headers.Location?.OriginalString;
    }
}
