using Archive.Benchmarks.Made;
using Archive.BrowserTests;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
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

    private async Task<WebApplication> StartAsync()
    {
        MadeDumps.Write(folder.FullName, Posts);
        archive = ArchiveFolder.Open(Path.Combine(folder.FullName, "data"));
        await MadeDumps.ImportAsync(folder.FullName, archive);
        var started = ArchiveSite.Build(archive, "http://127.0.0.1:0", builder => builder.Logging.ClearProviders());
        await started.StartAsync();
        return started;
    }
}
