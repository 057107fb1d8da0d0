using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.People;

/// <summary>A name, and all that stands under it: a search with a heading of its own.</summary>
[RequestTimeout(SearchLimits.Searches)]
[EnableRateLimiting(SearchLimits.Searches)]
internal sealed class PersonModel(ArchiveDb db, ArchiveSearch search, SignerNames signers, SiteChoices choices) : PageModel
{
    /// <summary>As it stands where it was used last.</summary>
    public string Written { get; private set; } = "";

    public BlogPerson Person { get; private set; } = null!;

    /// <summary>The name is shown as a sign-off.</summary>
    public bool Signs { get; private set; }

    /// <summary>The blogs whose author is called so.</summary>
    public IReadOnlyList<BlogOfAuthor> Blogs { get; private set; } = [];

    public Findings Found { get; private set; } = null!;

    /// <summary>The first and the last month of which anything under the name is known; null where no dates are.</summary>
    public (string First, string Last)? Known => Found.Facets is { Months: [var first, ..] months } ? (first.Month, months[^1].Month) : null;

    /// <summary>The blogs in which the name stands; none where the archive has one blog.</summary>
    public IReadOnlyList<FacetValue> Places => Found is { Facets: { } facets, BlogTitles.Count: > 1 } ? facets.Blogs : [];

    /// <summary>Asks robots to keep nothing of an answer: nobody is made easier to find from outside.</summary>
    public static void AskNotToBeKept(HttpResponse response) => response.Headers["X-Robots-Tag"] = "noindex";

    public async Task<IActionResult> OnGetAsync(string name, CancellationToken cancel)
    {
        AskNotToBeKept(Response);
        var typed = NamePart.Read(name);
        if (PeopleOperators.KeyOf(typed) is not { } key || SearchAddress.OfFilter(PeopleOperators.By, typed) is not { } sought)
        {
            return NotFound();
        }

        var person = await db.BlogPeople.SingleOrDefaultAsync(one => one.BlogId == BlogPerson.OfAll && one.Name == key, cancel);
        Signs = choices.ShowsSignOffs && person is { Signs: 1 };
        var isEarlier = !Request.Path.StartsWithSegments(PersonAddress.All, StringComparison.OrdinalIgnoreCase);
        if (!choices.ShowsPeople || person is null || !(person.Writes == 1 || Signs))
        {
            if (choices.ShowsPeople && person is null && (await AuthorsAsync(cancel)).Find(blog => IsCalled(blog, typed)) is { } own)
            {
                // Of whom only a keeper said that the blog is theirs.
                return LocalRedirect(PostAddress.Blog(own.Slug));
            }

            // A blog's author may have signed once; and what stood at the earlier address can still be searched for.
            return (choices.ShowsPeople || isEarlier) && (Signs || signers.Among([typed]).Contains(typed)) ? LocalRedirect(SearchAddress.Of(sought)) : NotFound();
        }

        if (isEarlier || typed != key)
        {
            return LocalRedirectPermanentPreserveMethod(PersonAddress.OfKey(key));
        }

        Person = person;
        Written = await db.PostPeople.Where(post => post.Name == key).OrderByDescending(post => post.PostId).Select(post => post.Written).FirstAsync(cancel);
        Blogs = (await AuthorsAsync(cancel)).FindAll(blog => IsCalled(blog, Written));
        Found = await Findings.OfAsync(search, db, SearchAsked.Of(SearchAddress.OfFilter(PeopleOperators.By, Written) ?? sought), cancel);
        if (Found.IsCutShort)
        {
            SiteCache.Forget(HttpContext);
        }

        return Page();
    }

    /// <summary>Whether lines that only may be names are called so.</summary>
    public bool ShowsSignOffs => choices.ShowsSignOffs;

    private Task<List<BlogOfAuthor>> AuthorsAsync(CancellationToken cancel) =>
        db.Blogs.Where(blog => blog.Author != null).OrderBy(blog => blog.Slug).Select(blog => new BlogOfAuthor(blog.Slug, blog.Title, blog.Author!)).ToListAsync(cancel);

    // Blanks and accents make no other name.
    private static bool IsCalled(BlogOfAuthor blog, string name) => SignOff.IsCalled(blog.Author, name) || PeopleOperators.KeyOf(blog.Author) == PeopleOperators.KeyOf(name);

    /// <summary>A blog and who wrote it.</summary>
    public sealed record BlogOfAuthor(string Slug, string Title, string Author);
}
