using System.IO.Compression;
using System.Text;
using Archive.Tests.Storage.Desk;

namespace Archive.Tests.Storage.Staging;

/// <summary>What holds for the import of a stage wherever the desk is.</summary>
public abstract class StagedImportSuite(TestDesk desk) : IDisposable
{
    private readonly ArchiveFolder archive = ArchiveFolder.Open(Path.Combine(desk.Folder, "archive"));
    private readonly Stages stages = new(desk.Home, desk.StageFolder, new StageLimits(), desk.Clock);
    private readonly ApartReader reader = new(ReadApartCommand.OfThisProgram(), new ApartLimits());

    private StagedImport Import => new(archive, stages, reader, BlogSlug.Objection, desk.Clock);

    public void Dispose()
    {
        reader.Dispose();
        archive.Dispose();
        desk.Dispose();
        GC.SuppressFinalize(this);
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
        var preview = await Import.ImportAsync(stage, new ImportChoices { DryRun = true }, shown.Add, CancellationToken.None);
        using (var db = archive.Read())
        {
            Assert.Empty(db.Posts);
        }

        var report = await Import.ImportAsync(stage, new ImportChoices(), kept.Add, CancellationToken.None);
        Assert.Equal(preview.Counts, report.Counts);
        Assert.Equal(2, report.Counts.PostsNew);
        Assert.Equal(
            shown.Select(source => (source.File, source.Sha256, source.Outcome, source.Counts, source.Blog.Slug)),
            kept.Select(source => (source.File, source.Sha256, source.Outcome, source.Counts, source.Blog.Slug)));
        Assert.All(kept, source => Assert.Equal("mill", source.Blog.Slug));
        using var after = archive.Read();
        Assert.False(Directory.Exists(desk.StageFolder) && Directory.GetFileSystemEntries(desk.StageFolder, "fetched-*").Length > 0);
        Assert.Equal(["One", "Two"], after.Posts.Select(post => post.Title).OrderBy(title => title));
    }

    [Fact]
    public async Task A_description_that_is_wrong_is_refused_with_its_line_and_so_are_the_dumps_beside_it_unless_a_keeper_says_whose_they_are()
    {
        var stage = stages.Begin(null);
        await AddAsync(stage, "mill/blog.json", "{\n  \"title\": \"The mill\",");
        await AddAsync(stage, "mill/one.txt", Dump("One", "First of all."));
        await AddAsync(stage, "weir/two.txt", Dump("Two", "Second of all."));
        await Import.TryAsync(stage, _ => { }, CancellationToken.None);

        Assert.Equal("mill/blog.json:2: is not valid JSON here", stages.Files(stage)[0].Refusal);
        Assert.Equal(["weir"], StagedBlog.OfDumps(stages, stage, _ => null, CancellationToken.None).Select(blog => blog.Slug));
        var told = new List<SourceReport>();
        var report = await Import.ImportAsync(stage, new ImportChoices { DryRun = true }, told.Add, CancellationToken.None);
        Assert.Equal((1, 2), (report.Counts.SourcesNew, report.Counts.SourcesRefused));
        var beside = told.Single(file => file.File == "mill/one.txt");
        Assert.Equal((SourceOutcome.Refused, "mill/blog.json:2: is not valid JSON here"), (beside.Outcome, beside.Problems.Single().Message));
        Assert.Equal(stages.Files(stage)[1].Sha256, beside.Sha256);

        stages.Choose(stage, new StagedBlog("mill", "The mill"));
        report = await Import.ImportAsync(stage, new ImportChoices(), _ => { }, CancellationToken.None);
        Assert.Equal((2, 1), (report.Counts.SourcesNew, report.Counts.SourcesRefused));
    }

    [Fact]
    public async Task Of_two_files_with_one_name_each_is_read_in_its_own_format()
    {
        var stage = stages.Begin(null);
        await AddAsync(stage, "page.txt", Dump("One", "First of all."));
        await AddAsync(stage, "page.txt", Dump("Two", "Second of all."));
        stages.Choices.Read(stage, stages.Files(stage)[1].Number, "blogger-text");
        await Import.TryAsync(stage, _ => { }, CancellationToken.None);

        var report = await Import.ImportAsync(stage, new ImportChoices(), _ => { }, CancellationToken.None);

        Assert.Equal(2, report.Counts.PostsNew);
        Assert.Equal([null, "blogger-text"], archive.Record.EntriesAfter(0).Select(entry => entry.Read()).OfType<SourceKept>().Select(source => source.Format));
    }

    [Fact]
    public async Task What_was_refused_before_is_noted_by_the_import_once()
    {
        var stage = stages.Begin(null);
        await AddAsync(stage, "one.txt", Dump("One", "First of all."));
        await AddAsync(stage, "prose.txt", "It was the best of times, and nobody commented.\n");
        await Import.TryAsync(stage, _ => { }, CancellationToken.None);

        var preview = await Import.ImportAsync(stage, new ImportChoices { DryRun = true }, _ => { }, CancellationToken.None);
        Assert.Null(preview.Import);
        var report = await Import.ImportAsync(stage, new ImportChoices { By = "Ada" }, _ => { }, CancellationToken.None);
        var again = await Import.ImportAsync(stage, new ImportChoices { By = "Ada" }, _ => { }, CancellationToken.None);

        Assert.Equal((1, 1, 1L), (report.Counts.SourcesNew, report.Counts.SourcesRefused, report.Import));
        Assert.Equal(preview.Counts, report.Counts);
        Assert.Equal((1, 1, (long?)null), (again.Counts.SourcesUnchanged, again.Counts.SourcesRefused, again.Import));
        using var db = archive.Read();
        Assert.Equal("prose.txt", Assert.Single(db.Problems).FileName);
        Assert.Equal([1], ImportEntries.BegunAfter(archive.Record, 0, "Ada"));
        Assert.Empty(ImportEntries.BegunAfter(archive.Record, 0, "Grace"));
        Assert.Equal("one.txt", Assert.Single(ImportEntries.FilesOf(archive.Record, 1)).File);
    }

    [Fact]
    public async Task A_zip_that_was_half_taken_apart_when_the_server_ended_is_taken_apart_anew()
    {
        var stage = stages.Begin(null);
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var title in new[] { "One", "Two" })
            {
                using var entry = new StreamWriter(zip.CreateEntry($"{title}.txt").Open());
                entry.Write(Dump(title, "First of all."));
            }
        }

        bytes.Position = 0;
        var brought = (await stages.AddAsync(stage, "mill.zip", bytes, CancellationToken.None))!;
        var half = Encoding.UTF8.GetBytes(Dump("One", "First of all."));
        await stages.AddAsync(stage, "mill.zip/One.txt", new MemoryStream(half), CancellationToken.None, zip: brought.Number);
        var opened = 0;
        await Import.TryAsync(stage, new TrialWatch(_ => CancellationToken.None, files => opened += files, _ => { }), CancellationToken.None);

        Assert.Equal(["mill.zip/One.txt", "mill.zip/Two.txt"], stages.Files(stage).Select(file => file.Name));
        Assert.Equal(2, opened);
        Assert.Equal(2, desk.Held(stage).Count);
    }

    [Fact]
    public async Task A_file_that_is_given_up_is_refused_and_stopping_leaves_it_untried()
    {
        var stage = stages.Begin(null);
        await AddAsync(stage, "one.txt", Dump("One", "First of all."));
        await AddAsync(stage, "two.txt", Dump("Two", "First of all."));
        var givenUp = new CancellationToken(canceled: true);
        using var stop = new CancellationTokenSource();

        var watch = new TrialWatch(file => file.Name == "one.txt" ? givenUp : CancellationToken.None, _ => { }, _ => stop.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Import.TryAsync(stage, watch, stop.Token));

        Assert.Equal([("one.txt", StagedImport.SkippedByKeeper, true), ("two.txt", null, false)], stages.Files(stage).Select(file => (file.Name, file.Refusal, file.IsTried)));
    }

    private Task<StagedFile?> AddAsync(long stage, string name, string text) =>
        stages.AddAsync(stage, name, new MemoryStream(Encoding.UTF8.GetBytes(text)), CancellationToken.None);

    private static string Dump(string title, string comment) =>
        $"Tuesday 4 March 2014\n\n{title}\n\nThe body of {title}.\n\n1 comment:\n\n  1. {comment}\n\n    ReplyDelete\n";
}
