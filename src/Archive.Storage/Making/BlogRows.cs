using Microsoft.Data.Sqlite;

namespace Archive.Storage.Making;

/// <summary>The rows of blogs, kept as their descriptions say.</summary>
internal sealed class BlogRows(SqliteConnection connection) : IDisposable
{
    private readonly Statement find = new(connection, "SELECT id FROM blogs WHERE slug = ?");

    private readonly Statement insert = new(
        connection,
        """
        INSERT INTO blogs (slug, title, address, language, time_zone, author, about) VALUES (?, ?, ?, ?, ?, ?, ?)
        RETURNING id
        """);

    // Changes a row only where something differs, so that importing the same again writes nothing.
    private readonly Statement update = new(
        connection,
        """
        UPDATE blogs
           SET title = told.title, address = told.address, language = told.language,
               time_zone = told.time_zone, author = told.author, about = told.about
          FROM (SELECT id, CASE WHEN ? THEN title ELSE ? END AS title, coalesce(?, address) AS address,
                       coalesce(?, language) AS language, coalesce(?, time_zone) AS time_zone,
                       coalesce(?, author) AS author, coalesce(?, about) AS about
                  FROM blogs) AS told
         WHERE blogs.id = told.id AND blogs.slug = ?
           AND (blogs.title, blogs.address, blogs.language, blogs.time_zone, blogs.author, blogs.about)
               IS NOT (told.title, told.address, told.language, told.time_zone, told.author, told.about)
        """);

    private readonly Dictionary<BlogDescription, long> written = [];

    /// <summary>The blog's id; null where the archive has no such blog.</summary>
    public long? Find(string slug) => find.With(slug).Number();

    /// <summary>The blog's id; its row is made or brought up to date the first time.</summary>
    public long Write(BlogDescription blog)
    {
        if (!written.TryGetValue(blog, out var id))
        {
            id = Find(blog.Slug) is { } known ? Update(known, blog) : Insert(blog);
            written.Add(blog, id);
        }

        return id;
    }

    public void Dispose()
    {
        find.Dispose();
        insert.Dispose();
        update.Dispose();
    }

    private long Insert(BlogDescription blog) =>
        insert.With(blog.Slug).With(blog.Title).With(blog.Address).With(blog.Language).With(blog.TimeZone)
            .With(blog.Author).With(blog.About).Number()!.Value;

    private long Update(long id, BlogDescription blog)
    {
        update.With(blog.Title == blog.Slug).With(blog.Title).With(blog.Address).With(blog.Language).With(blog.TimeZone)
            .With(blog.Author).With(blog.About).With(blog.Slug).Run();
        return id;
    }
}
