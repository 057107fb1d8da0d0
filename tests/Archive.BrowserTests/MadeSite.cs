using Archive.Benchmarks.Made;
using Archive.BrowserTests;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Xunit;

[assembly: AssemblyFixture(typeof(MadeSite))]

namespace Archive.BrowserTests;

/// <summary>The real site over an archive of three invented blogs and eleven years, made when the first test asks for it.</summary>
public sealed class MadeSite : IAsyncDisposable
{
    public const string Blog = "harbour-lights";

    /// <summary>A blog whose comments have names and times.</summary>
    public const string NamedBlog = "plot-fourteen";

    /// <summary>The post of which four captures are left.</summary>
    public const string Captured = "/harbour-lights/2012/06/east-quay-in-four-readings";

    private const int Posts = 330;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("archive-made-");
    private readonly Lazy<Task<WebApplication>> site;
    private ArchiveFolder? archive;

    public MadeSite() => site = new Lazy<Task<WebApplication>>(StartAsync);

    /// <summary>Where the site is.</summary>
    public async Task<Uri> AddressAsync() => new((await site.Value).Urls.Single());

    /// <summary>Reads what the archive has.</summary>
    public async Task<ArchiveDb> ReadAsync()
    {
        await site.Value;
        return archive!.Read();
    }

    /// <summary>The post with the most comments: 2,000.</summary>
    public Task<string> LongestAsync() => PostAsync(db => db.Posts.OrderByDescending(post => post.CommentCount));

    /// <summary>The post whose comments answer each other 120 levels deep.</summary>
    public Task<string> DeepestAsync() => PostAsync(db => db.Posts.Where(post => db.Comments.Any(comment => comment.PostId == post.Id && comment.Depth == 119)));

    /// <summary>A post of a blog with at least so many comments, and as few more as there are.</summary>
    public Task<string> ThreadAsync(string blog, int comments) => PostAsync(db => db.Posts
        .Where(post => post.CommentCount >= comments && db.Blogs.Any(home => home.Id == post.BlogId && home.Slug == blog)).OrderBy(post => post.CommentCount).ThenBy(post => post.Id));

    public async ValueTask DisposeAsync()
    {
        if (site.IsValueCreated)
        {
            await (await site.Value).DisposeAsync();
            archive!.Dispose();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        }

        folder.Delete(recursive: true);
    }

    private async Task<string> PostAsync(Func<ArchiveDb, IQueryable<Post>> choose)
    {
        await using var db = await ReadAsync();
        var post = await choose(db).FirstAsync();
        return PostAddress.Post((await db.Blogs.SingleAsync(blog => blog.Id == post.BlogId)).Slug, post.Month, post.Slug);
    }

    private async Task<WebApplication> StartAsync()
    {
        MadeDumps.Write(folder.FullName, Posts);
        archive = ArchiveFolder.Open(Path.Combine(folder.FullName, "data"));
        await MadeDumps.ImportAsync(folder.FullName, archive);
        var started = ArchiveSite.Build(archive, "http://127.0.0.1:0", TestedSite.Prepare);
        await started.StartAsync();
        return started;
    }
}
