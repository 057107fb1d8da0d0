using System.Globalization;
using System.Net;
using Archive.Tests.Storage;
using Archive.Tests.Web.Hosting.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Tests.Web.Previews;

/// <summary>The pages of what would come of a stage, in an archive that has the post with "First" and "Second".</summary>
public sealed class PreviewPagesTests : IAsyncLifetime
{
    private KeptSite kept = null!;
    private KeeperBrowser keeper = null!;
    private long stage;

    private Stages Stages => kept.Site.Part<Stages>();

    public async ValueTask InitializeAsync()
    {
        // Jobs are done when a test says so.
        kept = await KeptSite.StartAsync(add: builder => builder.Services.Remove(builder.Services.Single(part => part.ImplementationType == typeof(JobRunner))));
        keeper = await kept.SignInAsync();
        stage = Stages.Begin(null);
        await AddAsync("blog.json", """{ "title": "On Probation Blog", "slug": "probation", "language": "en-GB" }"""u8.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        keeper.Dispose();
        await kept.DisposeAsync();
    }

    [Fact]
    public async Task A_preview_says_totals_and_a_sentence_for_each_file()
    {
        await AddAsync("newer.txt", DumpText.Of(DumpText.Post("First", "Second again", "Third")));
        await AddAsync("prose.txt", "It was the best of times.\n"u8.ToArray());
        await PreviewAsync();
        var page = await keeper.PageAsync($"/keeper/stages/{stage}/preview");

        Assert.Equal("1 post changed; 1 comment new, 1 edited; 1 file new, 1 refused.", page.QuerySelector(".totals").Words());
        Assert.Equal(["prose.txt", "blog.json", "newer.txt"], page.QuerySelectorAll(".previewed .name").Select(name => name.Words()));
        Assert.Contains("Power To The People? (11 February 2014) is a newer capture: 1 comment new, 1 edited.", page.QuerySelectorAll(".previewed li")[2].Words(), StringComparison.Ordinal);
        Assert.Equal("/probation/2014/02/power-to-people", page.QuerySelectorAll(".previewed li")[2].QuerySelector("p a")!.GetAttribute("href"));
        Assert.Equal("prose.txt", Assert.Single((await keeper.PageAsync($"/keeper/stages/{stage}/preview?show=problems")).QuerySelectorAll(".previewed .name")).Words());
        Assert.Equal(HttpStatusCode.NotFound, (await keeper.GetAsync("/keeper/stages/99/preview")).StatusCode);
    }

    [Fact]
    public async Task Bytes_that_are_there_or_come_twice_are_told_apart_from_what_is_new()
    {
        var (moved, twice) = (DumpText.Of(DumpText.Titled("Moved", "2014-05-01", "Hello.")), DumpText.Of(DumpText.Titled("Twice", "2014-06-01", "Hello.")));
        kept.Site.Archive.Import(new DumpFile("moved.txt", () => moved, new BlogDescription("guess", "guess") { Basis = BlogBasis.Guess }));
        await AddAsync("moved.txt", moved);
        await AddAsync("one.txt", twice);
        await AddAsync("two.txt", twice);
        await AddAsync("kept.txt", DumpText.Of(DumpText.Post("First", "Second")));
        await PreviewAsync();
        var page = await keeper.PageAsync($"/keeper/stages/{stage}/preview");

        Assert.Equal(
            "1 post new, 1 changed, 1 as before; 1 comment new; 1 file new, 1 kept already, 1 kept already for a blog that was guessed, 1 with the same bytes as another.",
            page.QuerySelector(".totals").Words());
        var rows = page.QuerySelectorAll(".previewed li").ToDictionary(row => row.QuerySelector(".name").Words(), row => row.Words());
        Assert.Contains("Moved (1 May 2014) is kept already, by the same bytes; these bytes were those of a blog that was guessed, and get the blog probation.", rows["moved.txt"], StringComparison.Ordinal);
        Assert.Contains("the same bytes as another file here", rows["two.txt"], StringComparison.Ordinal);
        Assert.Equal(["moved.txt", "one.txt"], (await keeper.PageAsync($"/keeper/stages/{stage}/preview?show=changes")).QuerySelectorAll(".previewed .name").Select(name => name.Words()));
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task A_thousand_files_are_paged_and_those_with_problems_come_first()
    {
        for (var i = 0; i < 1_000; i++)
        {
            await AddAsync(string.Create(CultureInfo.InvariantCulture, $"{i}.txt"), i == 777 ? "No dump."u8.ToArray() : DumpText.Of(DumpText.Titled($"Post {i}", "2014-05-01", $"Comment {i}.")));
        }

        await PreviewAsync();
        var page = await keeper.PageAsync($"/keeper/stages/{stage}/preview");
        Assert.Equal(100, page.QuerySelectorAll(".previewed li").Length);
        Assert.Equal("777.txt", page.QuerySelector(".previewed .name").Words());
        Assert.Equal("Page 1 of 11", page.QuerySelector(".pager span").Words());
        Assert.Single((await keeper.PageAsync($"/keeper/stages/{stage}/preview?page=11")).QuerySelectorAll(".previewed li"));
    }

    [Fact]
    public async Task A_file_shows_word_by_word_what_is_edited_and_what_it_is_the_same_as()
    {
        var number = await AddAsync("newer.txt", DumpText.Of(DumpText.Post("First", "Second again", "Third")));
        await PreviewAsync();
        var page = await keeper.PageAsync($"/keeper/stages/{stage}/files/{number}");

        Assert.Equal(["1 First is the same comment as comment 1 No, keep them apart", "2 Second (added: again) is the same comment, edited, as comment 2 No, keep them apart", "3 · new Third"],
            page.QuerySelectorAll(".previewed-comment").Select(comment => comment.Words()));
        Assert.Equal("(added: again)", page.QuerySelector(".difference ins").Words());
        Assert.StartsWith("/probation/2014/02/power-to-people?comment=", page.QuerySelector(".same a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("Third", Assert.Single((await keeper.PageAsync($"/keeper/stages/{stage}/files/{number}?show=new")).QuerySelectorAll(".previewed-comment .text")).Words());
    }

    [Fact]
    public async Task A_tick_keeps_comments_apart_and_taking_it_away_takes_it_back()
    {
        var number = await AddAsync("newer.txt", DumpText.Of(DumpText.Post("First", "Third")));
        await PreviewAsync();
        var address = $"/keeper/stages/{stage}/files/{number}";
        var secret = await keeper.SecretAsync(address);
        var answer = await keeper.PostAsync(address, [("act", "apart"), ("listed", "0.0"), ("apart", "0.0"), (OwnForms.Field, secret)]);

        Assert.Equal(address, answer.Headers.Location?.ToString());
        Assert.Single(Stages.Choices.Apart(stage));
        Assert.NotNull(kept.Site.Part<Archive.Storage.Desk.Jobs>().Last(JobKind.Preview, stage));
        await PreviewAsync();
        var page = await keeper.PageAsync(address);
        Assert.NotNull(page.QuerySelector("input[name=apart][value='0.0'][checked]"));
        Assert.Contains("2 comments new", page.QuerySelector(".fate").Words(), StringComparison.Ordinal);

        await keeper.PostAsync(address, [("act", "apart"), ("listed", "0.0"), (OwnForms.Field, secret)]);
        Assert.Empty(Stages.Choices.Apart(stage));
        await keeper.PostAsync(address, [("act", "apart"), ("listed", "7.x"), ("apart", "0.99"), ("listed", "0.99"), (OwnForms.Field, secret)]);
        Assert.Empty(Stages.Choices.Apart(stage));
    }

    [Fact]
    public async Task A_file_is_left_out_taken_in_and_read_in_another_format()
    {
        var number = await AddAsync("newer.txt", DumpText.Of(DumpText.Post("First")));
        await PreviewAsync();
        var address = $"/keeper/stages/{stage}/files/{number}";
        var secret = await keeper.SecretAsync(address);
        await keeper.PostAsync(address, [("act", "leave"), (OwnForms.Field, secret)]);
        Assert.True(File(number).IsLeftOut);
        await keeper.PostAsync(address, [("act", "take"), (OwnForms.Field, secret)]);
        Assert.False(File(number).IsLeftOut);
        await keeper.PostAsync(address, [("act", "format"), ("format", "no-such-format"), (OwnForms.Field, secret)]);
        Assert.Null(Stages.Choices.FormatOf(stage, number));
        await keeper.PostAsync(address, [("act", "format"), ("format", "blogger-text"), (OwnForms.Field, secret)]);
        Assert.Equal("blogger-text", Stages.Choices.FormatOf(stage, number));
        Assert.False(File(number).IsTried);

        Stages.Confirm(stage);
        await keeper.PostAsync(address, [("act", "leave"), (OwnForms.Field, secret)]);
        Assert.False(File(number).IsLeftOut);
    }

    [Fact]
    public async Task Lines_say_what_they_were_taken_for_and_fold_what_is_of_the_page()
    {
        var number = await AddAsync("newer.txt", DumpText.Of(DumpText.Post("First", "Ring 020 7946 0958")));
        await PreviewAsync();
        var page = await keeper.PageAsync($"/keeper/stages/{stage}/files/{number}/lines");

        Assert.Equal("title", page.QuerySelector("#L3 .begins").Words());
        Assert.Equal("comment 2", page.QuerySelector("#L13 .begins").Words());
        Assert.Equal($"/keeper/stages/{stage}/files/{number}/lines#L13", (await keeper.PageAsync($"/keeper/stages/{stage}/files/{number}")).QuerySelector("#private ~ ul a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Scripts_and_marks_in_names_titles_and_texts_stay_text()
    {
        const string Evil = "<script>alert(1)</script> <img src=x onerror=alert(2)>";
        var number = await AddAsync($"{Evil.Replace('/', '|')}.txt", DumpText.Of(DumpText.Post("First", $"Second {Evil}", Evil)));
        await PreviewAsync();
        foreach (var address in new[] { "preview", $"files/{number}", $"files/{number}/lines" })
        {
            var page = await keeper.PageAsync($"/keeper/stages/{stage}/{address}");
            Assert.Empty(page.QuerySelectorAll(TestSite.StrangeScript));
            Assert.Empty(page.QuerySelectorAll("img, [onerror]"));
        }
    }

    private async Task<int> AddAsync(string name, byte[] bytes)
    {
        var file = await Stages.AddAsync(stage, name, new MemoryStream(bytes), CancellationToken.None);
        Stages.Tried(stage, file!.Number, null);
        return file.Number;
    }

    private async Task PreviewAsync()
    {
        using var reader = new ApartReader(["none"], new ApartLimits());
        var archive = kept.Site.Archive;
        var maker = new PreviewMaker(archive.File, Stages, new StagedImport(archive.File, Stages, reader, BlogSlug.Objection, archive.Clock), archive.Clock);
        await maker.MakeAsync(stage, (_, _) => { }, CancellationToken.None);
    }

    private StagedFile File(int number) => Stages.Files(stage).Single(file => file.Number == number);
}
