using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Keeper.Blogs;

/// <summary>Where a keeper says what a blog is called, where it is or was, and what it is about.</summary>
internal sealed class EditBlogModel(ArchiveDb db, ArchiveFolder archive, TimeProvider clock, ILogger<EditBlogModel> log) : KeepingForm(archive, clock, log)
{
    /// <summary>As much Markdown as is rendered without delay; an <c>about.md</c> beside dumps may be as long.</summary>
    public const int MaxAbout = 64 * 1024;

    public string Slug { get; private set; } = "";

    /// <summary>The title that the blog has now.</summary>
    public string Called { get; private set; } = "";

    public bool IsGuessed { get; private set; }

    /// <summary>As they stand in the form.</summary>
    public Fields Form { get; private set; } = new();

    /// <summary>The text about the blog as readers would see it; null where nobody asked.</summary>
    public SafeHtml? Preview { get; private set; }

    public async Task<IActionResult> OnGetAsync(string blog, CancellationToken cancel)
    {
        if (await FindAsync(blog, cancel) is not { } known)
        {
            return await db.NameNowAsync(blog, cancel) is { } now ? LocalRedirect(KeptBlogsModel.Of(now)) : NotFound();
        }

        Form = Of(known);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string blog, [FromForm] Fields typed, [FromForm] bool preview, CancellationToken cancel)
    {
        if (await FindAsync(blog, cancel) is not { } known)
        {
            return NotFound();
        }

        var form = Form = typed.Cleaned();
        Check(form);
        if (preview && ObjectionTo("about") is null)
        {
            Preview = ContentRenderer.FromMarkdown(form.About ?? "");
        }

        if (preview || IsRefused)
        {
            return IsRefused ? Refuse() : Page();
        }

        var stored = Of(known);
        if (form == stored && !known.Guessed)
        {
            return LocalRedirect(KeptBlogsModel.Of(Slug));
        }

        // A title that repeats the slug would leave the present one; an empty one says that it is the slug.
        var description = new BlogDescription(
            Slug, form.Title == stored.Title ? Slug : form.Title == Slug ? "" : form.Title ?? "", Change(form.Address, stored.Address), Change(form.Language, stored.Language),
            Change(form.TimeZone, stored.TimeZone), Change(form.Author, stored.Author), Change(form.About, stored.About));
        return await KeepAsync(keeper => keeper.Describe(description), KeptBlogsModel.Of(Slug));
    }

    // What stays is not said again, and what is taken away is said to be unknown.
    private static string? Change(string? typed, string? stored) => typed == stored ? null : typed ?? "";

    private void Check(Fields form)
    {
        Object("title", form.Title is null ? "A blog has a title." : BlogFields.OfText(form.Title));
        Object("address", form.Address is null ? null : BlogFields.OfAddress(form.Address));
        Object("author", form.Author is null ? null : BlogFields.OfText(form.Author));
        Object("language", form.Language is null ? null : BlogFields.OfLanguage(form.Language));
        Object("timeZone", form.TimeZone is null ? null : BlogFields.OfTimeZone(form.TimeZone));
        Object("about", form.About is { Length: > MaxAbout } ? $"It may have {InWords.Count(MaxAbout)} characters at most." : null);
    }

    private async Task<Blog?> FindAsync(string slug, CancellationToken cancel)
    {
        var known = await db.Blogs.SingleOrDefaultAsync(blog => blog.Slug == slug, cancel);
        (Slug, Called, IsGuessed) = (slug, known?.Title ?? "", known?.Guessed ?? false);
        return known;
    }

    private static Fields Of(Blog blog) => new()
    {
        Title = blog.Title,
        Address = blog.Address,
        Author = blog.Author,
        Language = blog.Language,
        TimeZone = blog.TimeZone,
        About = blog.About is { Length: > 0 } about ? Fields.Lines(about) : null,
    };

    /// <summary>The fields of the form; what is empty is null.</summary>
    public sealed record Fields
    {
        public string? Title { get; init; }

        public string? Address { get; init; }

        public string? Author { get; init; }

        public string? Language { get; init; }

        public string? TimeZone { get; init; }

        public string? About { get; init; }

        public Fields Cleaned() => new()
        {
            Title = OneLine(Title),
            Address = OneLine(Address),
            Author = OneLine(Author),
            Language = OneLine(Language),
            TimeZone = OneLine(TimeZone),
            About = string.IsNullOrWhiteSpace(About) ? null : Lines(About),
        };

        // Browsers send lines in a way of their own.
        internal static string Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd();

        private static string? OneLine(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }
}
