using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.People;

/// <summary>The names of a blog, or of all: those that dumps give, or those that people typed beneath comments.</summary>
internal sealed class PeopleIndexModel(ArchiveDb db, SiteChoices choices) : PageModel
{
    /// <summary>Some four screens; further ones fill more pages.</summary>
    public const int NamesPerPage = 100;

    // Nobody leafs so far; whoever looks for a name types it.
    private const int MaxPages = 1_000;

    public BlogHeading Blog { get; private set; } = null!;

    /// <summary>Which of the two kinds is listed.</summary>
    public string Kind { get; private set; } = PersonAddress.Authors;

    public bool HasAuthors { get; private set; }

    public bool HasSigners { get; private set; }

    public bool ByNumber { get; private set; }

    /// <summary>The name, or the beginning of one, with which the list begins; empty for the first.</summary>
    public string From { get; private set; } = "";

    public int Number { get; private set; }

    public IReadOnlyList<Entry> Entries { get; private set; } = [];

    /// <summary>Where the list goes on; null at its end.</summary>
    public string? Next { get; private set; }

    public bool IsOfAuthors => Kind == PersonAddress.Authors;

    /// <summary>There is a name to list, so that a link here is worth its place.</summary>
    public static bool HasAny(ArchiveDb db, BlogHeading blog, SiteChoices choices) => choices.ShowsPeople
        && (db.HasAuthors(blog.Id) || (choices.ShowsSignOffs && db.HasSigners(blog.Id)));

    public async Task<IActionResult> OnGetAsync(
        [FromRoute] string? blog, [FromQuery] string? kind, [FromQuery] string? order, [FromQuery] string? from,
        [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        this.HoldState(db);
        PersonModel.AskNotToBeKept(Response);
        if (!choices.ShowsPeople || kind is not (null or PersonAddress.Authors or PersonAddress.Signers) || order is not (null or PersonAddress.ByNumber) || number is < 1 or > MaxPages
            || BlogHeading.Find(db, blog ?? PostAddress.AllBlogs) is not { } heading)
        {
            return NotFound();
        }

        (Blog, ByNumber, Number) = (heading, order is not null, number);
        From = ByNumber || from is null ? "" : PeopleOperators.KeyOf(SearchAsked.Cut(from)) ?? "";
        HasAuthors = db.HasAuthors(heading.Id);
        HasSigners = choices.ShowsSignOffs && db.HasSigners(heading.Id);
        Kind = kind ?? (HasSigners && !HasAuthors ? PersonAddress.Signers : PersonAddress.Authors);
        if (!IsOfAuthors && !choices.ShowsSignOffs)
        {
            return NotFound();
        }

        await ListAsync(cancel);
        return number > 1 && Entries.Count == 0 ? NotFound() : Page();
    }

    // All blogs together are blog 0 here, as in their heading.
    private static IQueryable<BlogPerson> Authors(ArchiveDb db, BlogHeading blog) => db.BlogPeople.Where(person => person.BlogId == blog.Id && person.Writes == 1);

    private static IQueryable<BlogPerson> Signers(ArchiveDb db, BlogHeading blog) => db.BlogPeople.Where(person => person.BlogId == blog.Id && person.Signs == 1);

    // One more than is shown tells whether the list goes on. By name it goes on from a name, by number from a page: nothing is counted that is not shown.
    private async Task ListAsync(CancellationToken cancel)
    {
        var names = IsOfAuthors ? Authors(db, Blog) : Signers(db, Blog);
        var ordered = ByNumber
            ? (IsOfAuthors ? names.OrderByDescending(person => person.Authored) : names.OrderByDescending(person => person.SignOffs)).ThenBy(person => person.Name)
            : names.Where(person => person.Name.CompareTo(From) >= 0).OrderBy(person => person.Name);
        var entries = await ordered.Skip((Number - 1) * NamesPerPage).Take(NamesPerPage + 1)
            .Select(person => new Entry(
                person.Name, db.PostPeople.Where(post => post.Name == person.Name).OrderByDescending(post => post.PostId).Select(post => post.Written).First(),
                person.Posts, person.Comments, person.SignOffs))
            .ToListAsync(cancel);
        Entries = [.. entries.Take(NamesPerPage)];
        Next = entries.Count <= NamesPerPage ? null
            : ByNumber ? PostAddress.Page(PersonAddress.Index(Blog.Slug, Kind, byNumber: true), Number + 1)
            : PersonAddress.Index(Blog.Slug, Kind, byNumber: false, entries[^1].Key);
    }

    /// <summary>A name, and how often it stands where.</summary>
    /// <param name="Key">The form in which it is one with others.</param>
    /// <param name="Written">As it stands where it was used last.</param>
    public sealed record Entry(string Key, string Written, int Posts, int Comments, int SignOffs);
}
