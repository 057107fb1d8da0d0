using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Keeper.Blogs;

/// <summary>Where a keeper says what a blog is called, where it is or was, and what it is about.</summary>
[RequestSizeLimit(MaxFormBytes)]
internal sealed class EditBlogModel(ArchiveDb db, ArchiveFolder archive, TimeProvider clock, ILogger<EditBlogModel> log) : KeepingForm(archive, clock, log)
{
    /// <summary>As much Markdown as is rendered without delay; an <c>about.md</c> beside dumps may be as long.</summary>
    public const int MaxAbout = 64 * 1024;

    /// <summary>A form has nine bytes at most for a character of a text, beside what any form may have.</summary>
    public const int MaxFormBytes = (MaxAbout * 9) + (int)ServerLimits.MaxBodyBytes;

    public string Slug { get; private set; } = "";

    /// <summary>The title that the blog has now.</summary>
    public string Called { get; private set; } = "";

    public bool IsGuessed { get; private set; }

    /// <summary>As they stand in the form.</summary>
    public Fields Form { get; private set; } = new();

    /// <summary>By what the fields are known as they stood when the form was opened: what another keeper changes meanwhile stays.</summary>
    public string Opened { get; private set; } = "";

    /// <summary>The text about the blog as readers would see it; null where nobody asked.</summary>
    public SafeHtml? Preview { get; private set; }

    public async Task<IActionResult> OnGetAsync(string blog, CancellationToken cancel)
    {
        if (await FindAsync(blog, cancel) is not { } known)
        {
            return await db.NameNowAsync(blog, cancel) is { } now ? LocalRedirect(KeptBlogsModel.Of(now)) : NotFound();
        }

        Form = Of(known);
        Opened = Form.Marks();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string blog, [FromForm] Fields typed, [FromForm] string? opened, [FromForm] bool preview, CancellationToken cancel)
    {
        if (await FindAsync(blog, cancel) is not { } known)
        {
            return NotFound();
        }

        var (form, stored) = (Form = typed.Cleaned(), Of(known));
        Opened = opened ?? stored.Marks();
        Check(form);
        if (preview && ObjectionTo("about") is null)
        {
            Preview = ContentRenderer.FromMarkdown(form.About ?? "");
        }

        if (preview || IsRefused)
        {
            return IsRefused ? Refuse() : Page();
        }

        var changed = form.Changed(Opened.Split(Fields.Between), stored);
        if (changed == new Fields() && !known.Guessed)
        {
            return LocalRedirect(KeptBlogsModel.Of(Slug));
        }

        // A title that repeats the slug would leave the present one; an empty one says that it is the slug.
        var description = new BlogDescription(
            Slug, changed.Title is null ? Slug : changed.Title == Slug ? "" : changed.Title, changed.Address, changed.Language, changed.TimeZone, changed.Author, changed.About);
        return await KeepAsync(keeper => keeper.Describe(description), KeptBlogsModel.Of(Slug));
    }

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
        /// <summary>Between the marks of two fields.</summary>
        public const char Between = '.';

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

        /// <summary>A mark of each field, by which it is known whether it is another one.</summary>
        public string Marks() => string.Join(Between, All.Select(Mark));

        /// <summary>What was changed since the form was opened, and stands otherwise still: what stays is not said again, and what is taken away is said to be unknown.</summary>
        /// <param name="opened">The marks of the fields as they stood then.</param>
        public Fields Changed(string[] opened, Fields stored)
        {
            var (mine, theirs) = (All, stored.All);
            var changed = mine.Select((field, at) => field == theirs[at] || opened.ElementAtOrDefault(at) == Mark(field) ? null : field ?? "").ToList();
            return new() { Title = changed[0], Address = changed[1], Author = changed[2], Language = changed[3], TimeZone = changed[4], About = changed[5] };
        }

        private string?[] All => [Title, Address, Author, Language, TimeZone, About];

        private static string Mark(string? field) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(field ?? "")))[..16];

        // Browsers send lines in a way of their own.
        internal static string Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd();

        private static string? OneLine(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }
}
