using System.Globalization;
using Archive.Benchmarks.Made;

namespace Archive.Benchmarks.Growth;

/// <summary>What stands in an archive of the made blogs where routes have parts: the same post, label and name in each, however large it is.</summary>
internal sealed class Places
{
    public const string Blog = "harbour-lights";

    // A blog of one post without a date, in two captures.
    private const string UndatedBlog = "no-dates";
    private const int CommentsOfUndated = 40;

    private static readonly DateOnly[] CapturedUndated = [new(2014, 5, 5), new(2016, 1, 9)];

    private readonly Dictionary<string, string> dated, undated;

    private Places(Dictionary<string, string> dated, Dictionary<string, string> undated) => (this.dated, this.undated) = (dated, undated);

    /// <summary>The address of the post on its live blog.</summary>
    public string Live => dated["address"];

    /// <summary>The last page of the blog's posts.</summary>
    public required int LastPage { get; init; }

    public required int LastPageOfSources { get; init; }

    /// <summary>Makes an archive of so many posts.</summary>
    /// <returns>Its folder.</returns>
    public static async Task<string> MakeAsync(string folder, int posts)
    {
        MadeDumps.Write(folder, posts);
        using var archive = ArchiveFolder.Open(Path.Combine(folder, "data"));
        await MadeDumps.ImportAsync(folder, archive);
        foreach (var (i, day) in CapturedUndated.Index())
        {
            var dumps = Directory.CreateDirectory(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{UndatedBlog}-{i}"))).FullName;
            Corpus.WriteUndated(dumps, 0, CommentsOfUndated + i);
            await new Importer(archive, TimeProvider.System).ImportAsync(
                DumpFiles.Find([dumps], UndatedBlog, BlogSlug.Objection),
                new ImportChoices { Captured = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) }, _ => { }, CancellationToken.None);
        }

        return archive.Folder;
    }

    public static Places Of(string data)
    {
        using var archive = ArchiveFolder.Open(data);
        using var db = archive.Read();
        var posts = db.BlogMonths.Where(month => db.Blogs.Any(blog => blog.Id == month.BlogId && blog.Slug == Blog)).Sum(month => month.Posts);
        var (dated, undated) = (db.Posts.Single(post => post.Title == MadeDumps.CapturedTitle), db.Posts.Single(post => post.Month == PostAddress.Undated));
        return new Places(Values(db, dated), Values(db, undated))
        {
            LastPage = Pager.PagesOf(posts, FrontModel.PostsPerPage),
            LastPageOfSources = Pager.PagesOf(db.Sources.Count(), SourcesModel.SourcesPerPage),
        };
    }

    /// <summary>The value of a part of a route.</summary>
    /// <param name="isUndated">Of the post without a date, in place of the one that has one.</param>
    public string Value(string part, bool isUndated = false) => (isUndated ? undated : dated).GetValueOrDefault(part)
        ?? throw new InvalidOperationException($"a route has a part {part}, for which {nameof(Places)} has no value");

    private static Dictionary<string, string> Values(ArchiveDb db, Post post)
    {
        var captures = db.Captures.Where(capture => capture.PostId == post.Id).Join(db.Sources, capture => capture.SourceId, source => source.Id, (_, source) => source.Sha256).ToList();
        var isUndated = post.Month == PostAddress.Undated;
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["blog"] = db.Blogs.Single(blog => blog.Id == post.BlogId).Slug,
            ["year"] = isUndated ? "" : post.Month[..4],
            ["month"] = isUndated ? "" : post.Month[5..],
            ["day"] = "14",
            ["slug"] = post.Slug,
            ["key"] = db.Comments.Where(comment => comment.PostId == post.Id).OrderBy(comment => comment.Id).First().Key,
            ["capture"] = captures[^1],
            ["earlier"] = captures[0],
            ["later"] = captures[^1],
            ["sha256"] = captures[0],
            ["address"] = MadeDumps.Address(MadeBlog.All[0], MadeDumps.CapturedPost, MadeDumps.CapturedTitle),
            ["label"] = "ferry",
            ["name"] = NamePart.Of(PeopleOperators.KeyOf(Invented.Name(1))!),
            ["id"] = "1",
        };
    }
}
