using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Archive.Storage.ReadingCopy;

/// <summary>The tables of the reading copy; the schema itself is the SQL script beside it.</summary>
public sealed class ArchiveDb(DbContextOptions<ArchiveDb> options) : DbContext(options)
{
    private (Connection Connection, Action GiveBack)? lent;
    private bool isTold;

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

    /// <summary>The connection of this context, with statements that stay prepared.</summary>
    internal Connection Prepared => lent?.Connection ?? throw new InvalidOperationException("a context reads on the connection that the archive lends it");

    /// <summary>Reads all from here on in one state of the archive, until the context is given back: so a page is of one piece, and SQLite looks once for what others have written.</summary>
    public void HoldState() => Prepared["BEGIN"].Run();

    /// <summary>Posts whose dump counted another number of comments than the archive has: by an index of just these.</summary>
    public IQueryable<Post> CountedOtherwise() => Posts.FromSql($"SELECT * FROM posts INDEXED BY posts_counted_otherwise WHERE declared_comments <> comment_count");

    /// <summary>How many files were refused.</summary>
    public IQueryable<SourceProblem> Refused() => Problems.FromSql($"SELECT * FROM problems INDEXED BY problems_of_refused WHERE source_id IS NULL");

    /// <summary>Comments in the order in which they came to the archive, the last first; those of one source from the end of its last thread.</summary>
    /// <param name="blog">The id of a blog; null for all.</param>
    public IQueryable<Comment> CommentsAsTheyCame(long? blog)
    {
        var comments = Comments.Where(comment => comment.Status != CommentStatus.Placeholder);
        // The id of a capture begins with that of its source, and sources are numbered as they come.
        return blog is null
            ? comments.OrderByDescending(comment => comment.FirstCaptureId).ThenByDescending(comment => comment.Id)
            : from source in Sources
              from comment in comments
              where source.BlogId == blog
                  && comment.FirstCaptureId >= source.Id * RowId.MaxPerGroup && comment.FirstCaptureId < (source.Id + 1) * RowId.MaxPerGroup
              orderby source.Id descending, comment.FirstCaptureId descending, comment.Id descending
              select comment;
    }

    /// <summary>Reads on a connection until it is disposed. EF closes its own ones with every context that goes back to the pool, and opening takes longer than a query.</summary>
    internal void Borrow(Connection connection, Action giveBack) => (lent, isTold) = ((connection, giveBack), false);

    public override DatabaseFacade Database
    {
        get
        {
            TellConnection();
            return base.Database;
        }
    }

    public override DbSet<T> Set<T>()
    {
        TellConnection();
        return base.Set<T>();
    }

    // Only when it is asked for something: EF makes its model first, and most pages ask by prepared statements alone.
    private void TellConnection()
    {
        if (lent is { } known && !isTold)
        {
            isTold = true;
            base.Database.SetDbConnection(known.Connection.Sqlite, contextOwnsConnection: false);
        }
    }

    public override void Dispose()
    {
        var given = TakeLent();
        base.Dispose();
        given?.Invoke();
    }

    public override async ValueTask DisposeAsync()
    {
        var given = TakeLent();
        await base.DisposeAsync();
        given?.Invoke();
    }

    // Before the context is back in its pool, where the next one may have it at once.
    private Action? TakeLent()
    {
        var given = lent?.GiveBack;
        lent = null;
        return given;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<SafeHtml>().HaveConversion<SafeHtmlConverter>();
        configurationBuilder.Properties<IReadOnlyList<string>>().HaveConversion<JsonListConverter, ListComparer>();
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<ImportOutcome>().HaveConversion<LowerCase<ImportOutcome>>();
        configurationBuilder.Properties<CaptureBasis>().HaveConversion<LowerCase<CaptureBasis>>();
        configurationBuilder.Properties<CaptureReach>().HaveConversion<LowerCase<CaptureReach>>();
        configurationBuilder.Properties<CommentStatus>().HaveConversion<LowerCase<CommentStatus>>();
        configurationBuilder.Properties<Severity>().HaveConversion<LowerCase<Severity>>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Post>().Property(post => post.Month).ValueGeneratedOnAddOrUpdate();
        modelBuilder.Entity<Post>().Property(post => post.Original).Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
        modelBuilder.Entity<Comment>().Property(comment => comment.Original).Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
        modelBuilder.Entity<BlogMonth>().HasKey(month => new { month.BlogId, month.Month });
        modelBuilder.Entity<BlogLabel>().HasKey(label => new { label.BlogId, label.Label });
        modelBuilder.Entity<LabelMonth>().HasKey(month => new { month.Label, month.BlogId, month.Month });
        modelBuilder.Entity<PostLabel>().HasKey(label => new { label.Label, label.PostId });
        modelBuilder.Entity<BlogPerson>().HasKey(person => new { person.BlogId, person.Name });
        modelBuilder.Entity<PostPerson>().HasKey(person => new { person.Name, person.PostId });
        modelBuilder.Entity<LinkedSite>().HasKey(site => site.Site);
        modelBuilder.Entity<LinkedPage>().HasKey(page => new { page.Site, page.Page });
        modelBuilder.Entity<PostVersion>().HasKey(version => new { version.PostId, version.CaptureId });
        modelBuilder.Entity<CapturedAddress>().HasKey(address => new { address.PostId, address.Address });
        modelBuilder.Entity<PostDoubt>().HasKey(doubt => new { doubt.PostId, doubt.OtherPostId });
        modelBuilder.Entity<CommentVersion>().HasKey(version => new { version.CommentId, version.CaptureId });
        modelBuilder.Entity<Sighting>().HasKey(sighting => new { sighting.CommentId, sighting.CaptureId });
        modelBuilder.Entity<BlogName>().HasKey(name => name.Slug);
        modelBuilder.Entity<CommentOtherKey>().HasKey(key => new { key.PostId, key.Key });
        modelBuilder.Entity<Import>().ComplexProperty(import => import.Counts);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            entity.SetTableName(SnakeCase(entity.GetTableName()!));
            foreach (var property in entity.GetProperties().Concat(entity.GetComplexProperties().SelectMany(part => part.ComplexType.GetProperties())))
            {
                property.SetColumnName(SnakeCase(property.Name));
            }
        }
    }

    private static string SnakeCase(string name)
    {
        var snake = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]))
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString();
    }

    // As the query names them.
    private sealed class SafeHtmlConverter() : ValueConverter<SafeHtml, string>(html => html.ToString(), stored => new SafeHtml(stored));

    private sealed class JsonListConverter() : ValueConverter<IReadOnlyList<string>, string>(
        list => JsonSerializer.Serialize(list, JsonSerializerOptions.Default),
        stored => JsonSerializer.Deserialize<string[]>(stored, JsonSerializerOptions.Default) ?? Array.Empty<string>());

    private sealed class UtcConverter() : ValueConverter<DateTime, string>(
        time => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        stored => DateTime.Parse(
            stored, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal));

    // Enum values are stored as the lower-case words that the CHECKs of the schema name. Looked up, because a page reads one
    // for each comment and parsing a name costs as much as the rest of the row.
    private sealed class LowerCase<T>() : ValueConverter<T, string>(value => Words[value], stored => Values[stored])
        where T : struct, Enum
    {
        private static readonly Dictionary<T, string> Words =
            Enum.GetValues<T>().ToDictionary(value => value, value => value.ToString().ToLowerInvariant());

        private static readonly Dictionary<string, T> Values = Words.ToDictionary(word => word.Value, word => word.Key);
    }

    private sealed class ListComparer() : ValueComparer<IReadOnlyList<string>>(
        (a, b) => a == b || (a != null && b != null && a.SequenceEqual(b)),
        list => list.Aggregate(0, HashCode.Combine),
        list => list);
}
