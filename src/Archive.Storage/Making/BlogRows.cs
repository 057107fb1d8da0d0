namespace Archive.Storage.Making;

/// <summary>The rows of blogs, and the slugs that lead to them.</summary>
internal sealed class BlogRows(Connection copy, StandingIds? standing = null)
{
    public bool AnyGuessed => copy["SELECT EXISTS (SELECT 1 FROM blogs WHERE guessed)"].Number() == 1;

    /// <summary>The slug that a slug leads to because a keeper said so: mostly itself. What is imported is never led by a guess.</summary>
    public string SlugOf(string slug) => Led(slug, "AND NOT blog_names.guessed");

    /// <summary>The slug that a slug leads to for whoever reads: mostly itself.</summary>
    public string SlugRead(string slug) => Led(slug, "");

    private string Led(string slug, string which) =>
        copy[$"SELECT blogs.slug FROM blog_names JOIN blogs ON blogs.id = blog_id WHERE blog_names.slug = ? {which}"].With(slug).Text() ?? slug;

    /// <summary>The slug of the blog that has the bytes of a file already; null where an import would bring them.</summary>
    /// <remarks>What a named blog has is not kept a second time for a guess. Nor is what a guess has kept again for another guess, unless that leads to a blog that is named.</remarks>
    public string? HolderOf(string sha256, BlogDescription blog) => copy[
            """
            SELECT blogs.slug
              FROM sources JOIN blogs ON blogs.id = blog_id
             WHERE sha256 = ?1 AND (blogs.slug = ?2 OR (?3 AND (NOT guessed OR NOT EXISTS (SELECT 1 FROM blogs WHERE slug = ?2 AND NOT guessed))))
             ORDER BY blogs.slug <> ?2, 1 LIMIT 1
            """]
        .With(sha256).With(SlugOf(blog.Slug)).With(blog.IsGuessed).Text();

    /// <summary>The blog of a slug; its row is made where there is none.</summary>
    public (long Id, string Slug) Of(string slug)
    {
        slug = SlugOf(slug);
        return (Find(slug)?.Id ?? Insert(new BlogRow(0, slug, BlogFacts.Unknown(slug))), slug);
    }

    /// <summary>The row of a slug as it stands; null where there is no such blog.</summary>
    public BlogRow? Find(string slug) => BlogRow.Table.Select(copy, "slug = ?").With(slug).First(BlogRow.Of);

    /// <summary>The row as it is once a blog is described so.</summary>
    public BlogRow Described(BlogDescribed description)
    {
        var blog = Find(SlugOf(description.Slug)) ?? new BlogRow(0, description.Slug, BlogFacts.Unknown(description.Slug));
        return blog with { Facts = blog.Facts.With(description) };
    }

    public bool ChangesGuess(BlogDescribed description) => Find(SlugOf(description.Slug)) is { Facts.IsGuessed: true } && !description.Guessed;

    public void Describe(BlogDescribed description)
    {
        var row = Described(description);
        if (row.Id == 0)
        {
            Insert(row);
            return;
        }

        BlogRow.Table.Align(copy, "id = ?", row.Id, [row]);
    }

    /// <summary>Gives blogs their places on the first page; who is not named has none.</summary>
    public void Order(IReadOnlyList<string> slugs)
    {
        copy["UPDATE blogs SET turn = NULL WHERE turn IS NOT NULL"].Run();
        for (var turn = 0; turn < slugs.Count; turn++)
        {
            copy["UPDATE blogs SET turn = ? WHERE slug = ?"].With(turn).With(SlugOf(slugs[turn])).Run();
        }
    }

    /// <summary>Makes a row; its id is the next, or the one that the blog had in the copy before.</summary>
    public long Insert(BlogRow blog)
    {
        var next = (copy["SELECT max(id) FROM blogs"].Number() ?? 0) + 1;
        var id = standing?.Blog(blog.Slug) is { } known && copy["SELECT 1 FROM blogs WHERE id = ?"].With(known).Number() is null ? known : next;
        BlogRow.Table.Insert(copy, blog with { Id = id });
        return id;
    }
}
