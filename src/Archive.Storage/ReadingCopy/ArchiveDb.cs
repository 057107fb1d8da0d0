using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Archive.Storage.ReadingCopy;

/// <summary>The reading copy as the archive lends it: its tables, and a connection with statements that stay prepared.</summary>
/// <remarks>EF is asked for its tables with the first of them: it makes its services and a model first, and most pages ask by prepared statements alone.</remarks>
public sealed class ArchiveDb : IDisposable, IAsyncDisposable
{
    private readonly Lazy<PooledDbContextFactory<ArchiveTables>> pool;
    private readonly Action giveBack;
    private Connection? lent;
    private ArchiveTables? tables;

    /// <param name="pool">Where tables rest that are not in use. EF closes connections of its own with every context that goes back there, and opening takes longer than a query.</param>
    /// <param name="giveBack">Takes the connection back.</param>
    internal ArchiveDb(Connection connection, Lazy<PooledDbContextFactory<ArchiveTables>> pool, Action giveBack) => (lent, this.pool, this.giveBack) = (connection, pool, giveBack);

    public DbSet<Blog> Blogs => Set<Blog>();

    public DbSet<BlogMonth> BlogMonths => Set<BlogMonth>();

    public DbSet<BlogLabel> BlogLabels => Set<BlogLabel>();

    public DbSet<LabelMonth> LabelMonths => Set<LabelMonth>();

    public DbSet<PostLabel> PostLabels => Set<PostLabel>();

    public DbSet<BlogPerson> BlogPeople => Set<BlogPerson>();

    public DbSet<PostPerson> PostPeople => Set<PostPerson>();

    public DbSet<Import> Imports => Set<Import>();

    public DbSet<Source> Sources => Set<Source>();

    public DbSet<SourceProblem> Problems => Set<SourceProblem>();

    public DbSet<Post> Posts => Set<Post>();

    public DbSet<PostVersion> PostVersions => Set<PostVersion>();

    public DbSet<Capture> Captures => Set<Capture>();

    public DbSet<Comment> Comments => Set<Comment>();

    public DbSet<CommentVersion> CommentVersions => Set<CommentVersion>();

    public DbSet<Sighting> Sightings => Set<Sighting>();

    public DbSet<Link> Links => Set<Link>();

    public DbSet<LinkedSite> LinkedSites => Set<LinkedSite>();

    public DbSet<LinkedPage> LinkedPages => Set<LinkedPage>();

    public DbSet<BlogName> BlogNames => Set<BlogName>();

    public DbSet<GivenAddress> GivenAddresses => Set<GivenAddress>();

    public DbSet<CapturedAddress> CapturedAddresses => Set<CapturedAddress>();

    public DbSet<PostDoubt> PostDoubts => Set<PostDoubt>();

    public DbSet<JudgedCapture> JudgedCaptures => Set<JudgedCapture>();

    public DbSet<CommentOtherKey> CommentKeys => Set<CommentOtherKey>();

    /// <summary>The connection, with statements that stay prepared.</summary>
    internal Connection Prepared => lent ?? throw new ObjectDisposedException(nameof(ArchiveDb));

    internal ArchiveTables Tables
    {
        get
        {
            if (tables is null)
            {
                var connection = Prepared;
                tables = pool.Value.CreateDbContext();
                tables.Database.SetDbConnection(connection.Sqlite, contextOwnsConnection: false);
            }

            return tables;
        }
    }

    /// <summary>Reads all from here on in one state of the archive, until the context is given back: so a page is of one piece, and SQLite looks once for what others have written.</summary>
    public void HoldState() => Prepared["BEGIN"].Run();

    /// <summary>Posts whose dump counted another number of comments than the archive has: by an index of just these.</summary>
    public IQueryable<Post> CountedOtherwise() => Posts.FromSql($"SELECT * FROM posts INDEXED BY posts_counted_otherwise WHERE declared_comments <> comment_count");

    /// <summary>Files that imports refused and that still wait: the import was not taken back, and neither did the same bytes come and stay, nor, by a later import, a file of the name of
    /// one that nobody read, nor one beside or below a description that was wrong.</summary>
    public IQueryable<SourceProblem> Refused() => Problems.FromSql(
        $"""
         WITH came AS MATERIALIZED (SELECT file_name AS name, max(import_id) AS last FROM sources GROUP BY file_name)
         SELECT * FROM problems INDEXED BY problems_of_refused
          WHERE source_id IS NULL
            AND NOT EXISTS (SELECT 1 FROM imports WHERE imports.id = import_id AND undone_at IS NOT NULL)
            AND NOT EXISTS (SELECT 1 FROM sources WHERE sources.sha256 = problems.sha256)
            AND NOT (sha256 = '' AND EXISTS (SELECT 1 FROM came WHERE name = file_name AND last > import_id))
            AND NOT (file_name LIKE {"%" + BlogJson.FileName} AND EXISTS (
                SELECT 1 FROM came WHERE last > import_id AND substr(name, 1, length(file_name) - {BlogJson.FileName.Length}) = substr(file_name, 1, length(file_name) - {BlogJson.FileName.Length})))
         """);

    /// <summary>Whether a keeper's word keeps two sightings apart as two comments.</summary>
    public bool AreKeptApart(CommentName one, CommentName other) => new PartedComments(Prepared).Has(one, other);

    /// <summary>Comments in the order in which they came to the archive, the last first; those of one source from the end of its last thread.</summary>
    /// <param name="blog">The id of a blog; null for all.</param>
    public IQueryable<Comment> CommentsAsTheyCame(long? blog)
    {
        var comments = Comments.Where(comment => comment.Status != CommentStatus.Placeholder);
        // The id of a capture begins with that of its source, and sources are numbered as they come.
        return blog is null
            ? comments.OrderByDescending(comment => comment.CameCaptureId ?? comment.FirstCaptureId).ThenByDescending(comment => comment.Id)
            : from source in Sources
              from comment in comments
              where source.BlogId == blog
                  && (comment.CameCaptureId ?? comment.FirstCaptureId) >= source.Id * RowId.MaxPerGroup
                  && (comment.CameCaptureId ?? comment.FirstCaptureId) < (source.Id + 1) * RowId.MaxPerGroup
              orderby source.Id descending, comment.CameCaptureId ?? comment.FirstCaptureId descending, comment.Id descending
              select comment;
    }

    // EF's part first: when the connection is back, the next one may have it at once.
    public void Dispose()
    {
        if (TakeTables(out var used))
        {
            used?.Dispose();
            giveBack();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (TakeTables(out var used))
        {
            await (used?.DisposeAsync() ?? ValueTask.CompletedTask);
            giveBack();
        }
    }

    private DbSet<T> Set<T>()
        where T : class => Tables.Set<T>();

    // Once: who disposes twice has nothing left to give.
    private bool TakeTables(out ArchiveTables? used)
    {
        var isLent = lent is not null;
        (used, tables, lent) = (tables, null, null);
        return isLent;
    }
}
