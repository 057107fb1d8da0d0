namespace Archive.Storage.Making;

/// <summary>Brings a reading copy in line with the whole log, where something was taken back, renamed, merged or moved.</summary>
/// <remarks>Only posts that lose or gain captures, or whose blog has another name, are made anew.</remarks>
internal sealed class Realignment(IRecord record, Connection copy, Maker maker, Register register)
{
    private readonly HashSet<PostGroup> touched = [];
    private readonly Dictionary<string, string> renamed = new(StringComparer.Ordinal);

    /// <returns>The changes that each source brought that is added, by its number.</returns>
    public Dictionary<long, SourceMade> Run()
    {
        FindRenamed();
        var orders = maker.Dates.Orders();
        var added = register.Sources.Where(source => !Stands(source)).Select(source => source.Number).ToHashSet();
        var gone = StoredSources().Except(register.Sources.Where(source => !added.Contains(source.Number)).Select(source => source.Number)).ToList();
        var moving = gone.Select(source => copy["SELECT sha256 FROM sources WHERE id = ?"].With(source).Text()!).ToHashSet();
        gone.ForEach(Detach);
        AlignGiven();
        AlignVerdicts();
        NameBlogs();
        AlignImports();
        foreach (var group in touched)
        {
            maker.Posts.Make(group, [], []);
        }

        foreach (var (blog, order) in orders)
        {
            maker.MakeReordered(blog, order);
        }

        gone.ForEach(Delete);
        var made = register.Sources.Where(source => added.Contains(source.Number)).ToDictionary(source => source.Number, source => moving.Contains(source.Detail.Sha256) ? Add(source).AsMoved() : Add(source));
        DropBlogs();
        LeadNames();
        return made;
    }

    // A blog that was renamed whole keeps its row. Where several became one, the first does, and what the others had is made anew there.
    private void FindRenamed()
    {
        var stored = StoredBlogs().ConvertAll(blog => blog.Slug);
        var taken = stored.ToHashSet(StringComparer.Ordinal);
        foreach (var slug in stored.Where(slug => !register.Blogs.Any(blog => blog.Slug == slug)))
        {
            var target = register.Names.FirstOrDefault(name => name.Slug == slug && !name.IsGuessed).Blog?.Slug;
            if (target is not null && taken.Add(target))
            {
                renamed.Add(slug, target);
            }
        }
    }

    // A source that is another blog's now is taken out and made anew there.
    private bool Stands(RegisteredSource source)
    {
        var stored = copy["SELECT blogs.slug FROM sources JOIN blogs ON blogs.id = blog_id WHERE sources.id = ?"].With(source.Number).Text();
        return stored is not null && renamed.GetValueOrDefault(stored, stored) == source.Blog.Slug;
    }

    private List<long> StoredSources() => copy["SELECT id FROM sources ORDER BY id"].All(row => row.Long(0));

    private void Detach(long source)
    {
        var rows = copy[
            """
            SELECT DISTINCT posts.blog_id, blogs.slug, posts.identity
              FROM captures JOIN posts ON posts.id = post_id JOIN blogs ON blogs.id = posts.blog_id
             WHERE source_id = ?
            """].With(source);
        while (rows.Read())
        {
            touched.Add(new PostGroup(rows.Long(0), rows.Text(1), rows.Text(2)));
        }

        foreach (var capture in maker.Linked.Remove(source))
        {
            _ = maker.Posts.GroupOf(capture) is { } group && touched.Add(group);
        }

        maker.Dates.Remove(source);
        copy["DELETE FROM captures WHERE source_id = ?"].With(source).Run();
    }

    // Before the blogs are named: what is touched has the name that stands.
    private void AlignGiven()
    {
        var difference = GivenRow.Table.Align(copy, "id >= ?", 0, [.. register.Given.SelectMany(GivenRow.Of)]);
        TouchCaptures(difference.Inserted.Concat(difference.Updated.Select(row => row.Row)).Select(row => row.Capture));
    }

    // What the copy has not read of the log yet. What was said of posts before never changes; what was said of comments may be taken back.
    private void AlignVerdicts()
    {
        var said = VerdictRow.Table.Align(copy, "id >= ?", 0, [.. register.Verdicts.SelectMany(VerdictRow.Of)]).Inserted;
        TouchCaptures(said.Select(row => row.Entry).Distinct().SelectMany(maker.Linked.Verdicts.CapturesOf).Select(capture => (long?)capture));
        var unparted = maker.Linked.Parted.Entries().Except(register.Parted.Select(pair => pair.Number));
        TouchCaptures(unparted.SelectMany(maker.Linked.Parted.CapturesOf).Select(capture => (long?)capture));
        var parted = PartedRow.Table.Align(copy, "id >= ?", 0, [.. register.Parted.SelectMany(PartedRow.Of)]).Inserted;
        TouchCaptures(parted.Select(row => row.Entry).Distinct().SelectMany(maker.Linked.Parted.CapturesOf).Select(capture => (long?)capture));
    }

    private void TouchCaptures(IEnumerable<long?> captures)
    {
        foreach (var capture in captures.Distinct())
        {
            if (capture is { } id && maker.Posts.GroupOf(id) is { } group)
            {
                touched.Add(group);
            }
        }
    }

    private void Delete(long source)
    {
        copy["DELETE FROM problems WHERE source_id = ?"].With(source).Run();
        copy["DELETE FROM sources WHERE id = ?"].With(source).Run();
    }

    // Renaming first: what is touched later has the name that holds.
    private void NameBlogs()
    {
        foreach (var (stored, id) in StoredBlogs())
        {
            if (renamed.TryGetValue(stored, out var slug))
            {
                copy["UPDATE blogs SET slug = ? WHERE id = ?"].With(slug).With(id).Run();
                Touch(id, slug);
            }
        }

        foreach (var blog in register.Blogs)
        {
            if (maker.Blogs.Find(blog.Slug) is { Id: var id })
            {
                BlogRow.Table.Align(copy, "id = ?", id, [new BlogRow(id, blog.Slug, blog.Facts, blog.Turn)]);
            }
            else
            {
                maker.Blogs.Insert(new BlogRow(0, blog.Slug, blog.Facts, blog.Turn));
            }
        }
    }

    private List<(string Slug, long Id)> StoredBlogs() => copy["SELECT slug, id FROM blogs ORDER BY id"].All(row => (row.Text(0), row.Long(1)));

    // What filters ask of a text has the name of its blog in it.
    private void Touch(long blog, string slug)
    {
        touched.RemoveWhere(group => group.BlogId == blog);
        var rows = copy["SELECT DISTINCT identity FROM posts WHERE blog_id = ?"].With(blog);
        while (rows.Read())
        {
            touched.Add(new PostGroup(blog, slug, rows.Text(0)));
        }
    }

    private void AlignImports()
    {
        // One that broke off before goes on not running, whoever runs now.
        var running = copy["SELECT id FROM imports WHERE outcome = 'running'"].All(row => row.Long(0));
        ImportRow.Table.Align(copy, "id >= ?", 0, [.. register.Imports.Select(import => ImportRow.Of(import, running.Contains(import.Number)))]);
        ProblemRow.Table.Align(copy, "id >= ? AND source_id IS NULL", 0, [.. ProblemRow.OfRefused(register)]);
        SettingsRow.Table.Align(copy, "entry >= ?", 0, SettingsRow.Of(register));
    }

    private SourceMade Add(RegisteredSource source)
    {
        var (id, slug) = (maker.Blogs.Find(source.Blog.Slug)!.Id, source.Blog.Slug);
        return maker.Make(source.Number, source.At, source.Detail, PreparedSource.Reread(record, source.Detail), id, slug);
    }

    private void DropBlogs()
    {
        foreach (var (slug, id) in StoredBlogs())
        {
            if (!register.Blogs.Any(blog => blog.Slug == slug))
            {
                copy["DELETE FROM blogs WHERE id = ?"].With(id).Run();
            }
        }
    }

    private void LeadNames()
    {
        BlogNameRow[] names = [.. register.Names.Select(name => new BlogNameRow(name.Slug, maker.Blogs.Find(name.Blog.Slug)!.Id, name.IsGuessed))];
        BlogNameRow.Table.Align(copy, "blog_id >= ?", 0, names);
    }
}
