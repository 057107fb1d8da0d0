using System.Net;

namespace Archive.Tests.Web.Pages.Keeper.Bringing;

public sealed class StagePageTests
{
    private const string Description = """{ "title": "The mill", "slug": "mill" }""";

    [Fact]
    public async Task From_files_to_the_import_that_is_asked_for()
    {
        await using var site = await BringingSite.StartAsync();
        var stage = (await site.SendAsync(BringingSite.Form(("mill/blog.json", Description), ("mill/one.txt", Dump("One")), ("mill/prose.txt", "No dump at all.\n")))).Stage!.Value;
        var address = StageAddress.Of(stage);

        var page = await site.Keeper.PageAsync(address);
        Assert.Contains("Not all files were looked at yet", page.QuerySelector("#not-yet")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, page.QuerySelectorAll(".staged .waiting").Length);
        Assert.Equal(HttpStatusCode.Conflict, (await ActAsync(site, address, StageModel.Import)).StatusCode);

        Assert.Equal(address, (await ActAsync(site, address, StageModel.LookAgain)).Headers.Location!.ToString());
        Assert.NotNull((await site.Keeper.PageAsync(address)).QuerySelector(".progress"));
        Assert.Equal(HttpStatusCode.Conflict, (await ActAsync(site, address, StageModel.Import)).StatusCode);
        await site.LookAsync(stage);

        page = await site.Keeper.PageAsync(address);
        Assert.Equal("The mill (mill), says a blog.json", page.QuerySelector(".blogs li").Words());
        Assert.Equal("mill/prose.txt", page.QuerySelector(".staged .refused .name").Words());
        var answer = await ActAsync(site, address, StageModel.Import);
        var job = site.Jobs.Last(JobKind.Import, stage)!;
        Assert.Equal($"/keeper/jobs/{job.Id}", answer.Headers.Location!.ToString());
        Assert.True(site.Stages.Find(stage)!.IsConfirmed);

        // From now on nothing of it changes, whatever is sent, and the page offers nothing.
        page = await site.Keeper.PageAsync(address);
        Assert.Equal("What came of it", page.QuerySelector("#preview").Words());
        Assert.Empty(page.QuerySelectorAll(".staged button"));
        Assert.Equal(HttpStatusCode.Conflict, (await site.Keeper.FillInAsync(address, ("leave", "2"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Keeper.GetAsync(DiscardModel.AddressOf(stage))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Keeper.GetAsync(BlogChoiceModel.AddressOf(stage))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await site.SendAsync(BringingSite.Form(("late.txt", "late")), stage)).Status);
        site.Stages.Drop(stage);
        Assert.Equal($"/keeper/jobs/{job.Id}", (await site.Keeper.GetAsync(address)).Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_file_is_left_out_and_taken_in_again_and_all_refused_ones_go_together()
    {
        await using var site = await BringingSite.StartAsync();
        var stage = (await site.SendAsync(BringingSite.Form(("one.txt", Dump("One")), ("a.txt", "Prose.\n"), ("b.txt", "Prose too.\n")))).Stage!.Value;
        var address = StageAddress.Of(stage);
        await ActAsync(site, address, StageModel.LookAgain);
        await site.LookAsync(stage);

        await site.Keeper.FillInAsync(address, ("leave", "1"));
        Assert.Equal([StagedState.LeftOut, StagedState.Refused, StagedState.Refused], site.Stages.Files(stage).Select(StageModel.StateOf));
        await site.LookAsync(stage);
        Assert.Contains("No file can be read", (await site.Keeper.PageAsync(address)).QuerySelector("#not-yet")!.TextContent, StringComparison.Ordinal);
        await site.Keeper.FillInAsync(address, ("take", "1"));
        await ActAsync(site, address, StageModel.LeaveOutRefused);

        Assert.Equal([StagedState.Readable, StagedState.LeftOut, StagedState.LeftOut], site.Stages.Files(stage).Select(StageModel.StateOf));
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task Five_thousand_files_are_a_calm_page()
    {
        await using var site = await BringingSite.StartAsync();
        var stage = (await site.SendAsync(BringingSite.Form(Enumerable.Range(0, 5_000).Select(n => ($"folder/{n}.txt", new byte[20]))))).Stage!.Value;
        foreach (var file in site.Stages.Files(stage))
        {
            site.Stages.Tried(stage, file.Number, file.Number % 1_000 == 0 ? "no dump" : null);
        }

        var answer = await site.Keeper.GetAsync(StageAddress.Of(stage));
        var html = await answer.Content.ReadAsStringAsync();
        var page = await site.Keeper.PageAsync(StageAddress.Of(stage) + "?files=readable&page=50");

        Assert.True(html.Length < 100_000, $"{html.Length} characters");
        Assert.Equal(95, page.QuerySelectorAll(".staged li").Length);
        Assert.Equal("all 5,000 refused 5 readable 4,995", page.QuerySelector(".kinds").Words());
    }

    [Fact]
    public async Task A_new_blog_is_described_by_its_fields_and_the_import_writes_it()
    {
        await using var site = await BringingSite.StartAsync();
        var stage = (await site.SendAsync(BringingSite.Form(("mill/blog.json", Description), ("mill/one.txt", Dump("One"))))).Stage!.Value;
        await ActAsync(site, StageAddress.Of(stage), StageModel.LookAgain);
        await site.LookAsync(stage);
        var address = BlogChoiceModel.AddressOf(stage);
        Assert.Equal("The mill", (await site.Keeper.PageAsync(address)).QuerySelector("#title")!.GetAttribute("value"));

        var wrong = await site.Keeper.FillInAsync(
            address, ("which", BlogChoiceModel.ANewOne), ("title", "The Old Mill"), ("slug", "probation"), ("address", "mill"), ("language", "English!"), ("zone", "../etc/passwd"), ("author", "Ada"));
        var page = await TestSite.ReadAsync(wrong);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(["slug", "address", "language", "zone"], page.QuerySelectorAll("[aria-invalid=true]").Select(field => field.Id));
        Assert.Equal("The Old Mill", page.QuerySelector("#title")!.GetAttribute("value"));
        Assert.Null(site.Stages.Find(stage)!.Blog);

        await site.Keeper.FillInAsync(
            address, ("which", BlogChoiceModel.ANewOne), ("title", "The Old Mill"), ("slug", ""), ("address", "http://mill.blogspot.com/"), ("language", "en-GB"), ("zone", "Europe/London"), ("author", "Ada"));
        Assert.Equal(new StagedBlog("old-mill", "The Old Mill", "http://mill.blogspot.com/", "Ada", "en-GB", "Europe/London"), site.Stages.Find(stage)!.Blog);
        await site.LookAsync(stage);
        Assert.Equal("The Old Mill (old-mill), as you said", (await site.Keeper.PageAsync(StageAddress.Of(stage))).QuerySelector(".blogs li").Words());
        await ImportAsync(site, stage);

        using var db = site.Kept.Site.Archive.File.Read();
        var blog = db.Blogs.Single(blog => blog.Slug == "old-mill");
        Assert.Equal(("The Old Mill", "http://mill.blogspot.com/", "Ada", "en-GB", "Europe/London"), (blog.Title, blog.Address, blog.Author, blog.Language, blog.TimeZone));
        Assert.DoesNotContain(db.Blogs, other => other.Slug == "mill");
    }

    // The dumps would go to the blog that the name leads to, and say what that is called.
    [Fact]
    public async Task A_new_blog_gets_no_name_that_leads_to_another()
    {
        await using var site = await BringingSite.StartAsync();
        site.Kept.Site.Archive.Keeper.Rename("probation", "jim");
        var stage = (await site.SendAsync(BringingSite.Form(("mill/one.txt", Dump("One"))))).Stage!.Value;
        await ActAsync(site, StageAddress.Of(stage), StageModel.LookAgain);
        await site.LookAsync(stage);

        var wrong = await site.Keeper.FillInAsync(BlogChoiceModel.AddressOf(stage), ("which", BlogChoiceModel.ANewOne), ("title", "The Old Mill"), ("slug", "probation"));

        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var page = await TestSite.ReadAsync(wrong);
        Assert.Equal(["slug"], page.QuerySelectorAll("[aria-invalid=true]").Select(field => field.Id));
        Assert.Contains("'probation' was a name of the blog 'jim', and its addresses lead there; choose that blog above, or another name.", page.Body.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blog_that_is_there_keeps_what_is_known_of_it()
    {
        await using var site = await BringingSite.StartAsync();
        var stage = (await site.SendAsync(BringingSite.Form(("mill/blog.json", Description), ("mill/one.txt", Dump("One"))))).Stage!.Value;
        await ActAsync(site, StageAddress.Of(stage), StageModel.LookAgain);
        await site.LookAsync(stage);
        var address = BlogChoiceModel.AddressOf(stage);

        Assert.Equal(HttpStatusCode.BadRequest, (await site.Keeper.FillInAsync(address, ("which", BlogChoiceModel.OneThatIsThere), ("known", "elsewhere"))).StatusCode);
        await site.Keeper.FillInAsync(address, ("which", BlogChoiceModel.OneThatIsThere), ("known", "probation"));
        await site.LookAsync(stage);
        await ImportAsync(site, stage);

        using var db = site.Kept.Site.Archive.File.Read();
        Assert.Equal("On Probation Blog", Assert.Single(db.Blogs).Title);
        Assert.Contains(db.Posts, post => post.Title == "One");

        await site.Keeper.FillInAsync(address, ("which", BlogChoiceModel.AsFilesSay));
        Assert.Null(site.Stages.Find(stage)!.Blog);
    }

    [Fact]
    public async Task All_of_it_is_thrown_away_after_a_question()
    {
        await using var site = await BringingSite.StartAsync();
        var stage = (await site.SendAsync(BringingSite.Form(("one.txt", Dump("One"))))).Stage!.Value;

        Assert.Contains("/keeper/stages/1", (await site.Keeper.PageAsync("/keeper/bring")).QuerySelector(".facts a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("1 file", (await site.Keeper.PageAsync(DiscardModel.AddressOf(stage))).QuerySelector("article").Words(), StringComparison.Ordinal);
        Assert.Single(site.Bytes);
        var answer = await site.Keeper.FillInAsync(DiscardModel.AddressOf(stage));

        Assert.Equal("/keeper/bring", answer.Headers.Location!.ToString());
        Assert.Empty(site.Bytes);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Keeper.GetAsync(StageAddress.Of(stage))).StatusCode);
        Assert.Null((await site.Keeper.PageAsync("/keeper/bring")).QuerySelector(".facts"));
    }

    [Fact]
    public async Task Names_and_reasons_are_printed_as_text()
    {
        await using var site = await BringingSite.StartAsync();
        var stage = (await site.SendAsync(BringingSite.Form(("<script>alert(1)</script>.txt", "x"), ("<b>.txt", "")))).Stage!.Value;

        var page = await site.Keeper.PageAsync(StageAddress.Of(stage));

        Assert.Equal("script>.txt", page.QuerySelector(".staged .name")!.TextContent.Split('/')[^1]);
        Assert.Empty(page.QuerySelectorAll("main script, .untaken b"));
    }

    private static Task<HttpResponseMessage> ActAsync(BringingSite site, string address, string act) => site.Keeper.FillInAsync(address, (StageModel.ActField, act));

    private static Task<ImportReport> ImportAsync(BringingSite site, long stage) =>
        new StagedImport(site.Kept.Site.Archive.File, site.Stages, null!, BlogSlug.Objection, site.Kept.Clock).ImportAsync(stage, new ImportChoices(), _ => { }, CancellationToken.None);

    private static string Dump(string title) => $"Tuesday 4 March 2014\n\n{title}\n\nThe body of {title}.\n\n1 comment:\n\n  1. First of all.\n\n    ReplyDelete\n";
}
