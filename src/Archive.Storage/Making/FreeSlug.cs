using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Making;

/// <summary>Finds a slug that no other post of the blog has in its month: <c>title</c>, then <c>title_2</c>, <c>title_3</c>…</summary>
internal sealed class FreeSlug(SqliteConnection connection) : IDisposable
{
    private readonly Statement find = new(connection, "SELECT 1 FROM posts WHERE blog_id = ? AND month = ? AND slug = ?");

    // The last number given for a slug that was taken: without it a thousand posts of one title would ask a million times.
    private readonly Dictionary<(long Blog, string Month, string Stem), int> given = [];

    public string For(long blog, string month, string stem)
    {
        if (!IsTaken(blog, month, stem))
        {
            return stem;
        }

        var n = given.GetValueOrDefault((blog, month, stem), 1);
        string slug;
        do
        {
            n++;
            slug = string.Create(CultureInfo.InvariantCulture, $"{stem}_{n}");
        }
        while (IsTaken(blog, month, slug));
        given[(blog, month, stem)] = n;
        return slug;
    }

    public void Dispose() => find.Dispose();

    private bool IsTaken(long blog, string month, string slug) => find.With(blog).With(month).With(slug).Number() is not null;
}
