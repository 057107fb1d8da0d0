using System.Net;
using Archive.Tests.Storage;
using Archive.Tests.Web.Hosting.Access;

namespace Archive.Tests.Web.Pages.Keeper;

public sealed class BlogPagesTests
{
    private const string Edit = "/keeper/blogs/probation";

    private static readonly (string, string)[] Whole =
    [
        ("Title", "Another title"), ("Address", "http://probation.blogspot.com/"), ("Author", "Ada L."), ("Language", "en-GB"), ("TimeZone", "Europe/London"), ("About", "One *word*\r\ntwo"),
    ];

    [Fact]
    public async Task A_blog_is_described_by_what_changed_alone_and_cleared_again()
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();

        Assert.Equal(Edit, (await ada.FillInAsync(Edit, Whole)).Headers.Location!.ToString());
        Assert.Equal(
            """{"slug":"probation","title":"Another title","address":"http://probation.blogspot.com/","timeZone":"Europe/London","author":"Ada L.","about":"One *word*\ntwo","guessed":false,"by":"Ada"}""",
            LastEntry(kept).Detail);
        Assert.Equal("<p>One <em>word</em> two</p>", (await kept.Site.PageAsync("/probation/about")).QuerySelector(".writing")!.InnerHtml.Trim().ReplaceLineEndings(" "));
        Assert.Equal("Ada L.", (await ada.PageAsync(Edit)).QuerySelector("#author")!.GetAttribute("value"));

        var entries = kept.Site.Archive.File.Record.Head().Number;
        await ada.FillInAsync(Edit, Whole);
        Assert.Equal(entries, kept.Site.Archive.File.Record.Head().Number);

        await ada.FillInAsync(Edit, ("Title", "probation"));
        Assert.Equal("""{"slug":"probation","title":"","address":"","language":"","timeZone":"","author":"","about":"","guessed":false,"by":"Ada"}""", LastEntry(kept).Detail);
        using var db = kept.Site.Archive.Read();
        var blog = db.Blogs.Single();
        Assert.Equal(("probation", null, null, null, null, null), (blog.Title, blog.Address, blog.Author, blog.Language, blog.TimeZone, blog.About));
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync("/probation/about")).StatusCode);
        Assert.True(kept.Site.Archive.Verify().Sound);
    }

    [Fact]
    public async Task What_another_keeper_says_while_a_form_is_open_stays_where_this_one_changes_something_else()
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        var opened = ("opened", (await ada.PageAsync(Edit)).QuerySelector("input[name=opened]")!.GetAttribute("value")!);
        await ada.FillInAsync(Edit, Whole);

        await ada.FillInAsync(Edit, opened, ("Title", "On Probation Blog"), ("Language", "en-GB"), ("TimeZone", "America/New_York"));

        Assert.Equal("""{"slug":"probation","title":"probation","timeZone":"America/New_York","guessed":false,"by":"Ada"}""", LastEntry(kept).Detail);
        using var db = kept.Site.Archive.Read();
        var blog = db.Blogs.Single();
        Assert.Equal(("Another title", "http://probation.blogspot.com/", "America/New_York", "Ada L."), (blog.Title, blog.Address, blog.TimeZone, blog.Author));
        var refused = await TestSite.ReadAsync(await ada.FillInAsync(Edit, opened, ("Title", "")));
        Assert.Equal(opened.Item2, refused.QuerySelector("input[name=opened]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_text_about_a_blog_may_be_as_long_as_its_page_says_in_any_script_and_what_is_longer_is_called_so()
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        var about = new string('Щ', EditBlogModel.MaxAbout);

        Assert.Equal(Edit, (await ada.FillInAsync(Edit, ("Title", "Mine"), ("About", about))).Headers.Location!.ToString());
        using (var db = kept.Site.Archive.Read())
        {
            Assert.Equal(about, db.Blogs.Single().About);
        }

        var tooLong = await ada.FillInAsync(Edit, ("Title", "Mine"), ("About", new string('a', EditBlogModel.MaxFormBytes)));
        Assert.Contains("It is longer than what may be sent here", (await TestSite.ReadAsync(tooLong)).QuerySelector("article p").Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Title", "", "title")]
    [InlineData("Address", "javascript:alert(1)", "address")]
    [InlineData("Language", "English (UK)", "language")]
    [InlineData("TimeZone", "London", "timeZone")]
    [InlineData("TimeZone", "../../etc/passwd", "timeZone")]
    [InlineData("Author", "two\nlines", "author")]
    public async Task What_is_wrong_is_said_at_its_field_and_nothing_is_lost_of_the_rest(string field, string value, string wrong)
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        var before = kept.Site.Archive.File.Record.Head();

        var refused = await ada.FillInAsync(Edit, [.. Whole.Select(one => one.Item1 == field ? (field, value) : one)]);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await TestSite.ReadAsync(refused);
        Assert.NotNull(page.QuerySelector($"#{wrong}-wrong[role='alert']"));
        Assert.Single(page.QuerySelectorAll("[role='alert']"));
        Assert.Contains("One *word*", page.QuerySelector("#about")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(before, kept.Site.Archive.File.Record.Head());
    }

    [Fact]
    public async Task The_text_is_previewed_by_the_way_that_readers_see_it_and_nothing_is_kept()
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        var before = kept.Site.Archive.File.Record.Head();

        var page = await TestSite.ReadAsync(await ada.FillInAsync(Edit, ("Title", "T"), ("About", "# Head\n\n<script>alert(1)</script><b onclick=x>bold</b>"), ("preview", "true")));

        Assert.Contains("Head", page.QuerySelector(".preview .writing").Words(), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll(".preview script, .preview [onclick]"));
        Assert.Equal(before, kept.Site.Archive.File.Record.Head());
    }

    [Fact]
    public async Task A_blog_is_renamed_and_its_old_addresses_lead_on()
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        foreach (var wrong in new[] { "", "Upper", "search", "keeper" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await ada.FillInAsync(Edit + "/rename", ("to", wrong))).StatusCode);
        }

        Assert.Equal("/keeper/blogs/harbour", (await ada.FillInAsync(Edit + "/rename", ("to", "harbour"))).Headers.Location!.ToString());

        Assert.Equal(("rename", "blog probation is now harbour", "Ada"), (LastEntry(kept).Kind, LastEntry(kept).Read().InWords(), LastEntry(kept).Read().By));
        Assert.Equal("/harbour", (await kept.Site.GetAsync("/probation")).Headers.Location!.ToString());
        Assert.Equal("/keeper/blogs/harbour", (await ada.GetAsync(Edit)).Headers.Location!.ToString());
        Assert.Equal("/keeper/blogs/harbour/remove", (await ada.GetAsync(Edit + "/remove")).Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_name_that_leads_to_another_blog_is_refused_at_its_field()
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        Other(kept, "other", "Other");
        await ada.FillInAsync(Edit + "/rename", ("to", "harbour"));

        var refused = await ada.FillInAsync("/keeper/blogs/other/rename", ("to", "probation"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("'probation' was a name of the blog 'harbour', and its addresses lead there.", (await TestSite.ReadAsync(refused)).QuerySelector("#to-wrong").Words());
        Assert.Equal("/keeper/blogs/probation", (await ada.FillInAsync("/keeper/blogs/harbour/rename", ("to", "probation"))).Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_blog_is_merged_after_a_question_that_says_what_both_hold()
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        Other(kept, "other", "Other");
        Assert.Equal("/keeper/blogs/probation/merge?into=other", (await ada.PageAsync(Edit + "/merge")).QuerySelector(".rows a")!.GetAttribute("href"));
        Assert.Equal(HttpStatusCode.BadRequest, (await ada.PostAsync(Edit + "/merge", [("into", "nothing"), (OwnForms.Field, await ada.SecretAsync(Edit))])).StatusCode);

        var question = await ada.PageAsync(Edit + "/merge?into=other");
        Assert.Equal(2, question.QuerySelectorAll(".facts div").Length);
        await ada.FillInAsync(Edit + "/merge?into=other", ("into", "other"));

        Assert.Equal("blog probation is merged into other", LastEntry(kept).Read().InWords());
        Assert.Equal("/other", (await kept.Site.GetAsync("/probation")).Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_blog_is_removed_by_whoever_types_its_slug()
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await ada.FillInAsync(Edit + "/remove", ("typed", "Probation"))).StatusCode);

        Assert.Equal("/keeper/blogs", (await ada.FillInAsync(Edit + "/remove", ("typed", "probation"))).Headers.Location!.ToString());

        Assert.Equal("blog probation is removed", LastEntry(kept).Read().InWords());
        Assert.Single(kept.Site.Archive.File.Record.Originals());
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync(Edit)).StatusCode);
    }

    [Fact]
    public async Task Blogs_are_moved_up_and_down_and_readers_see_it()
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        Other(kept, "zulu", "Zulu");
        Other(kept, "alpha", "Alpha");
        Assert.Equal(["Alpha", "On Probation Blog", "Zulu"], await FrontAsync(kept));

        await ada.FillInAsync("/keeper/blogs", ("up", "zulu"));
        Assert.Equal(["Alpha", "Zulu", "On Probation Blog"], await FrontAsync(kept));
        await ada.FillInAsync("/keeper/blogs", ("down", "alpha"));
        Assert.Equal(["Zulu", "Alpha", "On Probation Blog"], await FrontAsync(kept));
        Assert.Equal("""{"blogs":["zulu","alpha","probation"],"by":"Ada"}""", LastEntry(kept).Detail);
        var entries = kept.Site.Archive.File.Record.Head().Number;
        await ada.FillInAsync("/keeper/blogs", ("up", "zulu"));
        await ada.FillInAsync("/keeper/blogs", ("down", "nothing"));
        Assert.Equal(entries, kept.Site.Archive.File.Record.Head().Number);
        await ada.FillInAsync("/keeper/blogs", ("byTitle", "true"));
        Assert.Equal(["Alpha", "On Probation Blog", "Zulu"], await FrontAsync(kept));
    }

    [Fact]
    public async Task While_something_else_is_written_a_keeper_is_told_to_wait()
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        using var writer = kept.Site.Archive.File.OpenWriter();

        var refused = await ada.FillInAsync(Edit + "/rename", ("to", "harbour"));

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("Try again", (await TestSite.ReadAsync(refused)).QuerySelector("[role='alert']").Words(), StringComparison.Ordinal);
    }

    private static void Other(KeptSite kept, string slug, string title) =>
        kept.Site.Archive.Import(new DumpFile($"{slug}.txt", () => DumpText.Of(DumpText.Titled(title, "2014-05-01", slug)), new BlogDescription(slug, title)));

    private static async Task<IReadOnlyList<string>> FrontAsync(KeptSite kept)
    {
        await Task.Delay(100);
        return [.. (await kept.Site.PageAsync("/")).QuerySelectorAll(".blogs h3").Select(blog => blog.Words())];
    }

    private static Entry LastEntry(KeptSite kept) => kept.Site.Archive.File.Record.EntriesBefore(long.MaxValue, 1)[0];
}
