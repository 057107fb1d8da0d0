using Microsoft.AspNetCore.Mvc;

namespace Archive.Web.Pages.Keeper.Blogs;

/// <summary>Gives a blog another slug, and says what that changes.</summary>
internal sealed class RenameBlogModel(ArchiveFolder archive, TimeProvider clock, ILogger<RenameBlogModel> log) : KeepingForm(archive, clock, log)
{
    public BlogContents Blog { get; private set; } = null!;

    public string To { get; private set; } = "";

    public IActionResult OnGet(string blog) => Find(blog) ?? Page();

    public async Task<IActionResult> OnPostAsync(string blog, [FromForm] string? to)
    {
        if (Find(blog) is { } refused)
        {
            return refused;
        }

        To = (to ?? "").Trim();
        if (To == Blog.Slug)
        {
            return LocalRedirect(KeptBlogsModel.Of(To));
        }

        Object("to", BlogSlug.Objection(To) is { } objection ? $"{objection}." : BlogContents.Find(Archive, To) is { } other && other.Slug != Blog.Slug
            ? other.Slug == To ? $"There is a blog '{To}' already; merging puts the two together." : $"{Storage.Keeping.Keeper.LeadsElsewhere(To, other.Slug)}."
            : null);
        return IsRefused ? Refuse() : await KeepAsync(keeper => keeper.Rename(Blog.Slug, To), KeptBlogsModel.Of(To));
    }

    private IActionResult? Find(string slug)
    {
        if (BlogContents.Find(Archive, slug) is not { } blog)
        {
            return NotFound();
        }

        (Blog, To) = (blog, blog.Slug);
        return blog.Slug == slug ? null : LocalRedirect(KeptBlogsModel.Rename(blog.Slug));
    }
}
