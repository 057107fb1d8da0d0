using System.Text;
using Archive.Tests.Storage.Desk;

namespace Archive.Tests.Storage.Staging;

public sealed class StagedImportTests : IDisposable
{
    private readonly DeskFolder desk = new();
    private readonly ArchiveFolder archive;
    private readonly Stages stages;
    private readonly ApartReader reader = new(ReadApartCommand.OfThisProgram(), new ApartLimits());

    public StagedImportTests()
    {
        archive = ArchiveFolder.Open(Path.Combine(desk.Folder, "archive"));
        stages = new Stages(desk.File, Path.Combine(desk.Folder, "stages"), new StageLimits(), desk.Clock);
    }

    private StagedImport Import => new(archive, stages, reader, BlogSlug.Objection, desk.Clock);

    public void Dispose()
    {
        reader.Dispose();
        archive.Dispose();
        desk.Dispose();
    }

    [Fact]
    public async Task Tries_shows_and_keeps_what_was_brought_and_the_preview_is_what_then_happens()
    {
        var stage = stages.Begin(null);
        await AddAsync(stage, "mill/blog.json", """{ "title": "The mill", "slug": "mill" }""");
        await AddAsync(stage, "mill/one.txt", Dump("One", "First of all."));
        await AddAsync(stage, "mill/two.txt", Dump("Two", "Second of all."));
        await AddAsync(stage, "mill/prose.txt", "It was the best of times, and nobody commented.\n");
        await AddAsync(stage, "mill/unwanted.txt", Dump("Unwanted", "Not this one."));

        var tried = new List<StagedFile>();
        await Import.TryAsync(stage, tried.Add, CancellationToken.None);
        Assert.Equal(5, tried.Count);
        Assert.Equal(["mill/prose.txt"], tried.Where(file => file.Refusal is not null).Select(file => file.Name));
        Assert.Equal(tried, stages.Files(stage));
        await Import.TryAsync(stage, _ => Assert.Fail("it was tried already"), CancellationToken.None);
        stages.LeaveOut(stage, tried.Single(file => file.Name == "mill/unwanted.txt").Number, true);

        var (shown, kept) = (new List<SourceReport>(), new List<SourceReport>());
        var preview = await Import.ImportAsync(stage, null, new ImportChoices { DryRun = true }, shown.Add, CancellationToken.None);
        using (var db = archive.Read())
        {
            Assert.Empty(db.Posts);
        }

        var report = await Import.ImportAsync(stage, null, new ImportChoices(), kept.Add, CancellationToken.None);
        Assert.Equal(preview.Counts, report.Counts);
        Assert.Equal(2, report.Counts.PostsNew);
        Assert.Equal(
            shown.Select(source => (source.File, source.Sha256, source.Outcome, source.Counts, source.Blog.Slug)),
            kept.Select(source => (source.File, source.Sha256, source.Outcome, source.Counts, source.Blog.Slug)));
        Assert.All(kept, source => Assert.Equal("mill", source.Blog.Slug));
        using var after = archive.Read();
        Assert.Equal(["One", "Two"], after.Posts.Select(post => post.Title).OrderBy(title => title));
    }

    private Task<StagedFile?> AddAsync(long stage, string name, string text) =>
        stages.AddAsync(stage, name, new MemoryStream(Encoding.UTF8.GetBytes(text)), CancellationToken.None);

    private static string Dump(string title, string comment) =>
        $"Tuesday 4 March 2014\n\n{title}\n\nThe body of {title}.\n\n1 comment:\n\n  1. {comment}\n\n    ReplyDelete\n";
}
