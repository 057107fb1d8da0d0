namespace Archive.Storage.Making;

/// <summary>Puts together the dates in numbers that the dumps of a blog print: the order of day and month is a setting of the blog, and together they may show it.</summary>
/// <remarks>Blogs whose dumps print no such date have no row here, and pay nothing.</remarks>
internal sealed class BlogDates(Connection copy)
{
    /// <summary>Notes the dates of a source: all, before the first of its posts is made.</summary>
    /// <returns>The order that was known before it.</returns>
    public NumberedDates.Orders? Add(long blog, long source, IReadOnlyList<PreparedPost> posts)
    {
        var before = OrderOf(blog);
        for (var i = 0; i < Math.Min(posts.Count, RowId.MaxPerGroup); i++)
        {
            Add(blog, RowId.Of(source, i), posts[i].Post.Post);
        }

        return before;
    }

    /// <summary>Notes the date of a capture, where that is in numbers.</summary>
    public void Add(long blog, long capture, DumpPost post)
    {
        if (post.NumberedDate is { } date)
        {
            copy["INSERT INTO numbered_dates (capture_id, blog_id, printed, orders, open) VALUES (?, ?, ?, ?, ?)"]
                .With(capture).With(blog).With(date.Printed).With(NumberedDates.OrdersOf(date.Printed)).With(post.OpenDate is not null).Run();
        }
    }

    /// <summary>Forgets the dates of the captures of a source.</summary>
    public void Remove(long source) => copy[$"DELETE FROM numbered_dates WHERE {RowId.IsOf("capture_id", "?1")}"].With(source).Run();

    /// <summary>The order in which all dates of a blog can be read; null where they leave it open.</summary>
    public NumberedDates.Orders? OrderOf(long blog)
    {
        // From one value to the next: a blog may have thousands of dates, and there are few sets of orders.
        var orders = new List<int>();
        while (copy["SELECT min(orders) FROM numbered_dates WHERE blog_id = ? AND orders > ?"]
            .With(blog).With(orders.Count == 0 ? -1 : orders[^1]).Number() is { } next)
        {
            orders.Add((int)next);
        }

        return orders.Count == 0 ? null : NumberedDates.Together(orders);
    }

    /// <summary>The order of every blog that prints dates in numbers.</summary>
    public Dictionary<long, NumberedDates.Orders?> Orders() =>
        copy["SELECT DISTINCT blog_id FROM numbered_dates"].All(row => row.Long(0)).ToDictionary(blog => blog, OrderOf);

    /// <summary>The day of a capture whose dump leaves it open; null where it does not, and where nobody knows.</summary>
    public string? DayOf(long blog, DumpPost post) =>
        post.OpenDate is { } date && OrderOf(blog) is { } order ? NumberedDates.Read(date.Printed, order) : null;

    /// <summary>The captures of a blog whose dumps leave their days open.</summary>
    public List<long> Open(long blog) =>
        copy["SELECT capture_id FROM numbered_dates WHERE blog_id = ? AND open = 1 ORDER BY capture_id"].With(blog).All(row => row.Long(0));

    /// <summary>What a source makes of the dates of its blog, for whoever imports it; none where that is nothing.</summary>
    /// <param name="before">The order that was known before it.</param>
    /// <param name="posts">Its own.</param>
    public IEnumerable<Problem> Notes(long blog, NumberedDates.Orders? before, IReadOnlyList<PreparedPost> posts)
    {
        var now = OrderOf(blog);
        if (now != before)
        {
            var evidence = NumberedDates.Decide(copy["SELECT printed FROM numbered_dates WHERE blog_id = ? ORDER BY capture_id"].With(blog).All(row => row.Text(0))).Evidence;
            yield return new Problem(Severity.Note, null, now is null
                ? $"{evidence}; the order of day and month in this blog is open again, and so are its dates in numbers"
                : $"dates in numbers of this blog are read as {evidence}; where a dump alone leaves them open they are inferred");
        }

        foreach (var date in posts.Select(post => post.Post.Post.OpenDate).OfType<NumberedDate>())
        {
            if (now is { } order && NumberedDates.Read(date.Printed, order) is { } day)
            {
                yield return new Problem(Severity.Note, date.Line, $"\"{date.Printed}\" is taken for {day}, as the blog's dumps together have it: {NumberedDates.Words(order)}");
            }
        }
    }
}
