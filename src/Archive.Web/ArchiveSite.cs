using Archive.Storage;

namespace Archive.Web;

/// <summary>The web site over one archive.</summary>
public static class ArchiveSite
{
    /// <summary>Everything but the listening: services, middleware, pages.</summary>
    /// <param name="archive">The opened archive.</param>
    /// <param name="urls">Where to listen, such as <c>http://localhost:5080</c>; port 0 takes a free one.</param>
    public static WebApplication Build(ArchiveFile archive, string urls)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(urls);
        builder.Services.AddSingleton(archive);
        return builder.Build();
    }
}
