using Archive.Dumps;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Making;

/// <summary>Writes one source: its row, its posts, its problems.</summary>
internal sealed class SourceWriter(SqliteConnection connection, ImportRow import, ImportChoices choices, DateTimeOffset started)
    : IDisposable
{
    private readonly BlogRows blogs = new(connection);
    private readonly PostWriter posts = new(connection);

    private readonly Statement find = new(connection, "SELECT id FROM sources WHERE blog_id = ? AND sha256 = ?");

    private readonly Statement countPosts = new(
        connection, "SELECT count(DISTINCT post_id) FROM captures WHERE source_id = ?");

    private readonly Statement insert = new(
        connection,
        """
        INSERT INTO sources (blog_id, import_id, sha256, file_name, format, bytes, content, imported_at, reader_version)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        RETURNING id
        """);

    private readonly Statement findRefused = new(
        connection,
        "SELECT 1 FROM problems WHERE source_id IS NULL AND sha256 = ? AND (sha256 <> '' OR file_name = ?) LIMIT 1");

    private readonly Statement insertProblem = new(
        connection,
        """
        INSERT INTO problems (import_id, source_id, file_name, sha256, severity, line, message)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """);

    public SourceReport Write(PreparedSource source)
    {
        if (source.IsRefused)
        {
            return WriteRefused(source);
        }

        return blogs.Find(source.File.Blog.Slug) is { } blog && find.With(blog).With(source.Sha256).Number() is { } known
            ? Unchanged(source, known)
            : WriteNew(source);
    }

    public void Dispose()
    {
        blogs.Dispose();
        posts.Dispose();
        find.Dispose();
        countPosts.Dispose();
        insert.Dispose();
        findRefused.Dispose();
        insertProblem.Dispose();
    }

    private SourceReport WriteRefused(PreparedSource source)
    {
        // The same bytes, or the same unreadable file, are told again to whoever watches, but recorded once.
        if (findRefused.With(source.Sha256).With(source.File.Name).Number() is null)
        {
            WriteProblems(source, null, source.Problems);
        }

        return Report(source, SourceOutcome.Refused, source.Problems);
    }

    private SourceReport Unchanged(PreparedSource source, long id)
    {
        blogs.Write(source.File.Blog);
        return Report(source, SourceOutcome.Unchanged, []) with
        {
            PostsUnchanged = (int)countPosts.With(id).Number()!.Value,
        };
    }

    private SourceReport WriteNew(PreparedSource source)
    {
        var blog = blogs.Write(source.File.Blog);
        var id = insert.With(blog).With(import.Id).With(source.Sha256).With(source.File.Name).With(source.Format)
            .With(source.Bytes).With(source.Packed).With(ArchiveWriter.Stored(started)).With(DumpFormats.ReaderVersion)
            .Number()!.Value;
        var look = LookOf(source, blog, id);
        var problems = source.Problems.ToList();
        var told = Report(source, SourceOutcome.New, problems);
        foreach (var post in source.Posts)
        {
            var result = posts.Write(look, post, problems);
            told = told with
            {
                PostsNew = told.PostsNew + (result.IsNewPost ? 1 : 0),
                PostsChanged = told.PostsChanged + (!result.IsNewPost && result.IsChanged ? 1 : 0),
                PostsUnchanged = told.PostsUnchanged + (!result.IsNewPost && !result.IsChanged ? 1 : 0),
                CommentsNew = told.CommentsNew + result.CommentsNew,
            };
        }

        WriteProblems(source, id, problems);
        return told;
    }

    // The dump knows best when it was taken, then the person who imports it; otherwise all that is known is: not after now.
    private Look LookOf(PreparedSource source, long blog, long id) => (source.CapturedAt, choices.Captured) switch
    {
        ({ } told, _) => new Look(blog, source.File.Blog.Slug, id, ArchiveWriter.Stored(told), CaptureBasis.Dump),
        (_, { } given) => new Look(blog, source.File.Blog.Slug, id, ArchiveWriter.Stored(given), CaptureBasis.Given),
        _ => new Look(blog, source.File.Blog.Slug, id, ArchiveWriter.Stored(started), CaptureBasis.Import),
    };

    private void WriteProblems(PreparedSource source, long? id, IReadOnlyList<Problem> problems)
    {
        foreach (var problem in problems)
        {
            insertProblem.With(import.Id).With(id).With(source.File.Name).With(source.Sha256)
                .With(problem.Severity.ToString().ToLowerInvariant()).With(problem.Line).With(problem.Message).Run();
        }
    }

    private static SourceReport Report(PreparedSource source, SourceOutcome outcome, IReadOnlyList<Problem> problems) =>
        new(source.File.Name, source.Sha256, source.Bytes, outcome, 0, 0, 0, 0, problems);
}
