using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Archive.Storage.ReadingCopy;

/// <summary>The tables of an <see cref="ArchiveDb"/> as EF has them; the schema itself is the SQL script beside it.</summary>
internal sealed class ArchiveTables(DbContextOptions<ArchiveTables> options) : DbContext(options)
{
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
        foreach (var table in typeof(ArchiveDb).GetProperties())
        {
            modelBuilder.Entity(table.PropertyType.GetGenericArguments().Single()).ToTable(SnakeCase(table.Name));
        }

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
