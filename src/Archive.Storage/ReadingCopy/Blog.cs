using Microsoft.EntityFrameworkCore;

namespace Archive.Storage.ReadingCopy;

/// <summary>A blog that the archive keeps posts of.</summary>
public sealed class Blog
{
    public long Id { get; set; }

    /// <summary>The first part of its addresses here.</summary>
    public required string Slug { get; set; }

    public required string Title { get; set; }

    /// <summary>Where the live blog is or was.</summary>
    public string? Address { get; set; }

    /// <summary>A BCP 47 tag such as <c>en-GB</c>.</summary>
    public string? Language { get; set; }

    /// <summary>An IANA name such as <c>Europe/London</c>: the clock of the times that its dumps print.</summary>
    public string? TimeZone { get; set; }

    public string? Author { get; set; }

    /// <summary>Markdown by the archive's keeper.</summary>
    public string? About { get; set; }

    /// <summary>Nobody said whose dumps these are.</summary>
    public bool Guessed { get; set; }

    /// <summary>Its place on the first page, from 0; null where nobody gave it one, and it follows by title.</summary>
    public int? Turn { get; set; }
}

/// <summary>A slug that a blog had before it was renamed or merged; its addresses lead on.</summary>
public sealed class BlogName
{
    public required string Slug { get; set; }

    public long BlogId { get; set; }

    /// <summary>Nobody said so; all dumps that were guessed to be of it are known to be of that blog.</summary>
    public bool Guessed { get; set; }
}

/// <summary>Finds what the blogs of an archive are called.</summary>
public static class BlogTitleLookup
{
    /// <summary>The titles of so many blogs, by their slugs; who has more reads the slugs of the others.</summary>
    public const int MaxTitles = 1_000;

    public static async Task<IReadOnlyDictionary<string, string>> BlogTitlesAsync(this ArchiveDb db, CancellationToken cancel) =>
        await db.Blogs.OrderBy(blog => blog.Id).Take(MaxTitles).Select(blog => new { blog.Slug, blog.Title }).ToDictionaryAsync(blog => blog.Slug, blog => blog.Title, cancel);
}

/// <summary>Finds the slug that a blog has now by one that it had before.</summary>
public static class BlogNameLookup
{
    /// <summary>The slug that a blog has since it was renamed or merged; null where the slug is not one that leads on.</summary>
    public static Task<string?> NameNowAsync(this ArchiveDb db, string slug, CancellationToken cancel) => (
        from earlier in db.BlogNames
        join now in db.Blogs on earlier.BlogId equals now.Id
        where earlier.Slug == slug
        select now.Slug).SingleOrDefaultAsync(cancel);
}

/// <summary>A month of a blog that has posts.</summary>
public sealed class BlogMonth
{
    public long BlogId { get; set; }

    /// <summary><c>2014-02</c> or <c>undated</c>.</summary>
    public required string Month { get; set; }

    public int Posts { get; set; }

    public int Comments { get; set; }
}

/// <summary>A label that posts of a blog have.</summary>
public sealed class BlogLabel
{
    public long BlogId { get; set; }

    /// <summary>As the blog wrote it.</summary>
    public required string Label { get; set; }

    public int Posts { get; set; }
}

/// <summary>A month in which posts of a blog have a label.</summary>
public sealed class LabelMonth
{
    public required string Label { get; set; }

    public long BlogId { get; set; }

    /// <summary>As a post has it.</summary>
    public required string Month { get; set; }

    public int Posts { get; set; }
}

/// <summary>A label of a post.</summary>
public sealed class PostLabel
{
    public required string Label { get; set; }

    public long PostId { get; set; }

    public long BlogId { get; set; }

    /// <summary>As the post has it.</summary>
    public required string Month { get; set; }
}

/// <summary>A name in posts and comments of a blog, or of all blogs together: as dumps name authors, and as people typed it beneath comments.</summary>
public sealed class BlogPerson
{
    /// <summary><see cref="BlogId"/> of all blogs together.</summary>
    public const long OfAll = 0;

    public long BlogId { get; set; }

    /// <summary>In the form in which it is one with others.</summary>
    public required string Name { get; set; }

    /// <summary>Those of which a dump says that this name wrote them, like <see cref="Comments"/>.</summary>
    public int Posts { get; set; }

    public int Comments { get; set; }

    /// <summary>Comments that end with the name, and are not among <see cref="Comments"/>.</summary>
    public int SignOffs { get; set; }

    /// <summary>All that a dump says this name wrote.</summary>
    public int Authored { get; set; }

    /// <summary>1 where a dump says that this name wrote anything; a number, as the index has it.</summary>
    public int Writes { get; set; }

    /// <summary>1 where the name is taken for a sign-off: it stands beneath more than one comment.</summary>
    public int Signs { get; set; }
}

/// <summary>A name in a post and its thread.</summary>
public sealed class PostPerson
{
    /// <summary>In the form in which it is one with others.</summary>
    public required string Name { get; set; }

    public long PostId { get; set; }

    public long BlogId { get; set; }

    /// <summary>As it stands last in the thread.</summary>
    public required string Written { get; set; }

    /// <summary>1 where a dump says that this name wrote the post.</summary>
    public int Posts { get; set; }

    public int Comments { get; set; }

    /// <summary>Comments that end with the name, and are not among <see cref="Comments"/>.</summary>
    public int SignOffs { get; set; }
}
