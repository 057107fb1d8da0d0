using System.Text;
using Microsoft.AspNetCore.Builder;

namespace Archive.BrowserTests;

/// <summary>The real site over an archive of one post, to which a newer capture adds comments while it is served.</summary>
internal sealed class GrowingSite : IAsyncDisposable
{
    public const string Post = "/growing/2015/03/growing-thread";

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("archive-growing-");
    private readonly ArchiveFolder archive;
    private readonly WebApplication site;

    private GrowingSite()
    {
        archive = ArchiveFolder.Open(data.FullName);
        site = ArchiveSite.Build(archive, "http://127.0.0.1:0", TestedSite.Prepare);
    }

    public Uri Address => new(site.Urls.Single());

    public static Task<GrowingSite> StartAsync(int comments) => StartAsync("The post.", Comments(comments));

    public static async Task<GrowingSite> StartAsync(string body, string[] comments)
    {
        var growing = new GrowingSite();
        await growing.CaptureAsync(body, comments, day: 1);
        await growing.site.StartAsync();
        return growing;
    }

    /// <summary>Imports the post as it was on a day of April, with so many comments.</summary>
    public Task CaptureAsync(int comments, int day) => CaptureAsync("The post.", Comments(comments), day);

    /// <summary>Imports the post as it was on a day of April, with these texts.</summary>
    public async Task CaptureAsync(string body, string[] comments, int day)
    {
        var written = comments.Select((comment, i) => $"  {i + 1}. {comment}\n\n    ReplyDelete\n");
        var text = $"Sunday 15 March 2015\n\nGrowing thread\n\n{body}\n\n{comments.Length} comments:\n\n{string.Concat(written)}";
        var dump = new DumpFile($"growing-{day}.txt", () => Encoding.UTF8.GetBytes(text), new BlogDescription("growing", "Growing"));
        var choices = new ImportChoices { Captured = new DateTimeOffset(2015, 4, day, 12, 0, 0, TimeSpan.Zero) };
        await new Importer(archive, TimeProvider.System).ImportAsync([dump], choices, _ => { }, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        archive.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        data.Delete(recursive: true);
    }

    private static string[] Comments(int count) => [.. Enumerable.Range(1, count).Select(i => $"This is what comment {i} says.")];
}
