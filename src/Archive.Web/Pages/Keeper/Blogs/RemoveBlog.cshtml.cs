using Microsoft.AspNetCore.Mvc;

namespace Archive.Web.Pages.Keeper.Blogs;

/// <summary>Takes a blog out, once a keeper has typed its slug.</summary>
internal sealed class RemoveBlogModel(ArchiveFolder archive, TimeProvider clock, ILogger<RemoveBlogModel> log) : KeepingForm(archive, clock, log)
{
    public BlogContents Blog { get; private set; } = null!;

    public string Typed { get; private set; } = "";

    public IActionResult OnGet(string blog) => Find(blog) ?? Page();

    public async Task<IActionResult> OnPostAsync(string blog, [FromForm] string? typed)
    {
        if (Find(blog) is { } refused)
        {
            return refused;
        }

        Typed = (typed ?? "").Trim();
        Object("typed", Typed == Blog.Slug ? null : $"Type {Blog.Slug} to remove it.");
        return IsRefused ? Refuse() : await KeepAsync(keeper => keeper.Remove(Blog.Slug), KeptBlogsModel.Address);
    }

    private IActionResult? Find(string slug)
    {
        if (BlogContents.Find(Archive, slug) is not { } blog)
        {
            return NotFound();
        }

        Blog = blog;
        return blog.Slug == slug ? null : LocalRedirect(KeptBlogsModel.Remove(blog.Slug));
    }
}
