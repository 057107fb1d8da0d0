using Microsoft.EntityFrameworkCore;

namespace Archive.Benchmarks.Importing;

/// <summary>What one would write first: EF Core, 1,000 entities a save, and a trigger that indexes each row.</summary>
public static class EntityInserts
{
    private const int EntitiesPerSave = 1_000;

    /// <param name="imported">An archive that the importer made; its rows are read outside the measured time.</param>
    /// <param name="data">An empty folder.</param>
    /// <param name="part">Which part of the posts to insert: one in this many.</param>
    /// <returns>How long this thread worked, and the number of comments that it was for.</returns>
    public static (TimeSpan Time, int Comments) Measure(string imported, string data, int part)
    {
        using var kept = ArchiveFolder.Open(imported);
        ArchiveFolder.Open(data).Dispose();
        using var reader = kept.Read();
        using var writer = new ArchiveTables(new DbContextOptionsBuilder<ArchiveTables>()
            .UseSqlite($"Data Source={Path.Combine(data, "archive.db")};Foreign Keys=False;Pooling=False").Options);
        writer.ChangeTracker.AutoDetectChangesEnabled = false;
        Prepare(writer);

        var clock = new WorkClock();
        var posts = reader.Posts.AsNoTracking().OrderBy(post => post.Id).Take(reader.Posts.Count() / part).ToList();
        var last = posts[^1].Id;
        Save(writer, posts, clock);
        var comments = 0;
        foreach (var batch in reader.Comments.AsNoTracking().Where(comment => comment.PostId <= last).OrderBy(comment => comment.Id).AsEnumerable().Chunk(EntitiesPerSave))
        {
            Save(writer, batch, clock);
            comments += batch.Length;
        }

        return (clock.Worked, comments);
    }

    private static void Prepare(ArchiveTables writer)
    {
        writer.Database.ExecuteSqlRaw("PRAGMA journal_mode = WAL");
        writer.Database.ExecuteSqlRaw("PRAGMA synchronous = NORMAL");
        writer.Database.ExecuteSqlRaw(
            """
            CREATE TRIGGER posts_inserted AFTER INSERT ON posts BEGIN
                INSERT INTO post_fts (rowid, title, text) VALUES (new.id, new.title, new.text);
            END;
            CREATE TRIGGER comments_inserted AFTER INSERT ON comments BEGIN
                INSERT INTO comment_fts (rowid, text) VALUES (new.id, new.text);
            END;
            """);
    }

    private static void Save(ArchiveTables writer, IEnumerable<object> entities, WorkClock clock)
    {
        clock.Measure(() =>
        {
            writer.AddRange(entities);
            writer.SaveChanges();
            writer.ChangeTracker.Clear();
        });
    }
}
