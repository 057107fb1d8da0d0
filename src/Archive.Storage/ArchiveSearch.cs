using Archive.Searching;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Archive.Storage;

/// <summary>Asks the full-text index.</summary>
public static class ArchiveSearch
{
    /// <summary>Control characters that no text keeps, so that marks cannot be forged by what people wrote.</summary>
    public const char MarkStart = '\u0002', MarkEnd = '\u0003';

    public const int PageSize = 20;

    /// <summary>Counting costs with every hit; beyond this many nobody asks for the exact number.</summary>
    public const int MaxCounted = 10_000;

    /// <summary>A reader waits no longer, and a query made to be slow cannot keep a core busy.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(500);

    /// <summary>Words of a snippet: about two lines.</summary>
    private const int SnippetWords = 32;

    // Ids lie in order of date, so newest first is the index read backwards: the first page costs the same for any number
    // of hits. CROSS JOIN keeps the index outermost; snippet() is made for the rows of the page only.
    private const string Comments =
        """
        SELECT comments.id, blogs.slug, posts.month, posts.slug, posts.title, posts.published,
               comments.key, comments.number, comments.author,
               snippet(comment_fts, 0, $start, $end, '…', $words)
          FROM comment_fts
               CROSS JOIN comments ON comments.id = comment_fts.rowid
               CROSS JOIN posts ON posts.id = comments.post_id
               CROSS JOIN blogs ON blogs.id = posts.blog_id
         WHERE comment_fts MATCH $query AND comment_fts.rowid < $before AND ($blog IS NULL OR blogs.slug = $blog)
         ORDER BY comment_fts.rowid DESC
         LIMIT $limit
        """;

    private const string CommentCount =
        """
        SELECT count(*) FROM (
            SELECT 1
              FROM comment_fts
             WHERE comment_fts MATCH $query
               AND ($blog IS NULL OR $blog = (SELECT blogs.slug
                                                FROM posts JOIN blogs ON blogs.id = posts.blog_id
                                               WHERE posts.id = comment_fts.rowid >> 20))
             LIMIT $limit)
        """;

    private const string Posts =
        """
        SELECT posts.id, blogs.slug, posts.month, posts.slug, posts.title, posts.published,
               NULL, NULL, posts.author,
               snippet(post_fts, 1, $start, $end, '…', $words)
          FROM post_fts
               CROSS JOIN posts ON posts.id = post_fts.rowid
               CROSS JOIN blogs ON blogs.id = posts.blog_id
         WHERE post_fts MATCH $query AND post_fts.rowid < $before AND ($blog IS NULL OR blogs.slug = $blog)
         ORDER BY post_fts.rowid DESC
         LIMIT $limit
        """;

    private const string PostCount =
        """
        SELECT count(*) FROM (
            SELECT 1
              FROM post_fts
             WHERE post_fts MATCH $query
               AND ($blog IS NULL OR $blog = (SELECT blogs.slug
                                                FROM posts JOIN blogs ON blogs.id = posts.blog_id
                                               WHERE posts.id = post_fts.rowid))
             LIMIT $limit)
        """;

    /// <summary>Comments that meet the query, those of the newest post first and the last of a thread before the first.</summary>
    /// <param name="blog">The slug of the only blog to look in; null for all.</param>
    /// <param name="before">The <see cref="SearchPage.Next"/> of the page before; null for the first.</param>
    public static Task<SearchPage> CommentsAsync(
        ArchiveDb db, SearchQuery query, string? blog, long? before, CancellationToken cancel) =>
        CommentsAsync(db, query, blog, before, MaxTime, cancel);

    /// <summary>Posts that meet the query, newest first.</summary>
    /// <param name="blog">The slug of the only blog to look in; null for all.</param>
    /// <param name="before">The <see cref="SearchPage.Next"/> of the page before; null for the first.</param>
    public static Task<SearchPage> PostsAsync(
        ArchiveDb db, SearchQuery query, string? blog, long? before, CancellationToken cancel) =>
        SearchAsync(db, Posts, PostCount, query, blog, before, MaxTime, cancel);

    internal static Task<SearchPage> CommentsAsync(
        ArchiveDb db, SearchQuery query, string? blog, long? before, TimeSpan time, CancellationToken cancel) =>
        SearchAsync(db, Comments, CommentCount, query, blog, before, time, cancel);

    private static async Task<SearchPage> SearchAsync(
        ArchiveDb db, string pageSql, string countSql, SearchQuery query, string? blog, long? before, TimeSpan time,
        CancellationToken cancel)
    {
        if (query.ToFts5() is not { } expression)
        {
            return SearchPage.Empty;
        }

        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            var connection = (SqliteConnection)db.Database.GetDbConnection();
            using var budget = new TimeBudget(connection, time, cancel);
            var found = ReadHits(Command(connection, pageSql, expression, blog, PageSize + 1, before));
            cancel.ThrowIfCancellationRequested();
            var count = found.Stopped ? null : Count(Command(connection, countSql, expression, blog, MaxCounted + 1, null));
            cancel.ThrowIfCancellationRequested();
            return Page(found, count);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static SearchPage Page((List<(long Id, SearchHit Hit)> Hits, bool Stopped) found, int? count)
    {
        var shown = found.Hits.Take(PageSize).ToList();
        var next = found.Hits.Count > PageSize || (found.Stopped && shown.Count > 0) ? shown[^1].Id : (long?)null;
        return new SearchPage(
            [.. shown.Select(row => row.Hit)],
            Math.Min(count ?? shown.Count, MaxCounted),
            count <= MaxCounted,
            next,
            found.Stopped || count is null);
    }

    private static SqliteCommand Command(
        SqliteConnection connection, string sql, string expression, string? blog, int limit, long? before)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$query", expression);
        command.Parameters.AddWithValue("$blog", (object?)blog ?? DBNull.Value);
        command.Parameters.AddWithValue("$limit", limit);
        command.Parameters.AddWithValue("$before", before ?? long.MaxValue);
        command.Parameters.AddWithValue("$start", MarkStart.ToString());
        command.Parameters.AddWithValue("$end", MarkEnd.ToString());
        command.Parameters.AddWithValue("$words", SnippetWords);
        return command;
    }

    // What was found before the time was over is shown.
    private static (List<(long Id, SearchHit Hit)> Hits, bool Stopped) ReadHits(SqliteCommand command)
    {
        var hits = new List<(long, SearchHit)>(PageSize + 1);
        using (command)
        {
            try
            {
                using var row = command.ExecuteReader();
                while (row.Read())
                {
                    hits.Add((row.GetInt64(0), new SearchHit(
                        row.GetString(1), row.GetString(2), row.GetString(3), Text(row, 4), Text(row, 5), Text(row, 6),
                        Text(row, 7), Text(row, 8), row.GetString(9))));
                }

                return (hits, false);
            }
            catch (SqliteException stopped) when (stopped.SqliteErrorCode == raw.SQLITE_INTERRUPT)
            {
                return (hits, true);
            }
        }
    }

    private static int? Count(SqliteCommand command)
    {
        using (command)
        {
            try
            {
                return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
            }
            catch (SqliteException stopped) when (stopped.SqliteErrorCode == raw.SQLITE_INTERRUPT)
            {
                return null;
            }
        }
    }

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
