using System.Text;
using Archive.Tests.Storage.Desk;

namespace Archive.Tests.Storage.Previewing;

/// <summary>A stage of files beside an archive; every file counts as tried.</summary>
internal sealed class TestStage : IDisposable
{
    private readonly DeskFolder desk = new();
    private readonly ApartReader reader = new(["none"], new ApartLimits());

    public TestStage(TestArchive archive)
    {
        Archive = archive;
        Stages = new Stages(desk.Home, Path.Combine(desk.Folder, "stages"), new StageLimits(), archive.Clock);
        Id = Stages.Begin(null);
    }

    public TestArchive Archive { get; }

    public Stages Stages { get; }

    public long Id { get; }

    public StagedPreviews Previews => new(Stages);

    private StagedImport Importing => new(Archive.File, Stages, reader, BlogSlug.Objection, Archive.Clock);

    public int Add(string name, string text) => Add(name, Encoding.UTF8.GetBytes(text));

    public int Add(string name, byte[] bytes)
    {
        var file = Stages.AddAsync(Id, name, new MemoryStream(bytes), CancellationToken.None).GetAwaiter().GetResult()!;
        Stages.Tried(Id, file.Number, null);
        return file.Number;
    }

    /// <summary>Says that all files of the stage are of the blog of <see cref="TestArchive"/>.</summary>
    public TestStage OfBlog(string slug = "probation")
    {
        Add("blog.json", $$"""{ "title": "{{(slug == "probation" ? TestArchive.Blog.Title : slug)}}", "slug": "{{slug}}", "language": "en-GB" }""");
        return this;
    }

    public StagePreview Preview(Action<int, int>? progress = null) =>
        new PreviewMaker(Archive.File, Stages, Importing, Archive.Clock).MakeAsync(Id, progress ?? ((_, _) => { }), CancellationToken.None).GetAwaiter().GetResult();

    public (ImportReport Report, List<SourceReport> Files) Import()
    {
        var files = new List<SourceReport>();
        return (Importing.ImportAsync(Id, new ImportChoices(), files.Add, CancellationToken.None).GetAwaiter().GetResult(), files);
    }

    public void Dispose()
    {
        reader.Dispose();
        desk.Dispose();
    }
}
