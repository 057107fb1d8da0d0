using Microsoft.Data.Sqlite;

namespace Archive.Storage.Making;

/// <summary>Tells the readers of files which bytes the archive has already, so that they are not read again.</summary>
internal sealed class KnownSources : IDisposable
{
    private readonly Lock gate = new();
    private readonly SqliteConnection connection;
    private readonly Statement find;

    public KnownSources(string path)
    {
        connection = ConnectionSettings.OpenReader(path);
        find = new Statement(
            connection,
            "SELECT 1 FROM blogs JOIN sources ON sources.blog_id = blogs.id WHERE blogs.slug = ? AND sources.sha256 = ?");
    }

    public bool Contains(string blogSlug, string sha256)
    {
        lock (gate)
        {
            return find.With(blogSlug).With(sha256).Number() is not null;
        }
    }

    public void Dispose()
    {
        find.Dispose();
        connection.Dispose();
    }
}
