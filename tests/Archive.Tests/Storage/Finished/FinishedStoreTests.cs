namespace Archive.Tests.Storage.Finished;

public sealed class FinishedStoreTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("archive-test-");

    [Fact]
    public void A_page_comes_back_as_it_was_put()
    {
        using var store = new FinishedStore(folder.FullName);
        var page = Page("/blog/ä", 1000) with { Query = "?page=2", Names = "+Ann\n-Bob\n" };

        store.Put([page]);

        var found = store.Find("/blog/ä", "?page=2");
        Assert.Equal(page with { Content = [] }, found! with { Content = [] });
        Assert.Equal(page.Content, found.Content);
        Assert.Null(store.Find("/blog/Ä", "?page=2"));
        Assert.Null(store.Find("/blog/ä", ""));
    }

    [Fact]
    public void The_page_that_was_made_last_is_the_one_of_its_address()
    {
        using var store = new FinishedStore(folder.FullName);
        store.Put([Page("/a", 10), Page("/b", 10)]);

        store.Put([Page("/a", 20)]);

        Assert.Equal(20, store.Find("/a", "")!.Content.Length);
        Assert.Equal(["/a", "/b"], store.Last(10).Select(page => page.Path));
    }

    [Fact]
    public void Of_queries_that_show_the_same_page_the_shortest_is_kept_whichever_came_first()
    {
        using var store = new FinishedStore(folder.FullName);
        StoredPage Shown(string query, string tag) => Page("/a", 10) with { Query = query, Tag = tag };

        store.Put([Shown("?page=x1", "first"), Shown("?page=x2", "first"), Shown("?page=2", "second"), Shown("?page=2&page=3", "second"), Page("/b", 10) with { Query = "?page=x1", Tag = "first" }]);
        Assert.Equal([("/a", "?page=2"), ("/a", "?page=x1"), ("/b", "?page=x1")], Addresses());

        store.Put([Shown("", "first")]);
        store.Put([Shown("?page=x3", "first")]);
        Assert.Equal([("/a", ""), ("/a", "?page=2"), ("/b", "?page=x1")], Addresses());

        // What it showed before is gone from it.
        store.Put([Shown("?page=2", "first")]);
        Assert.Equal([("/a", ""), ("/b", "?page=x1")], Addresses());

        IEnumerable<(string, string)> Addresses() => store.Last(10).Select(page => (page.Path, page.Query)).Order();
    }

    [Fact]
    public void It_has_no_more_bytes_than_it_may()
    {
        const int MaxBytes = 2_000_000;
        using var store = new FinishedStore(folder.FullName, MaxBytes);
        for (var i = 0; i < 200; i++)
        {
            store.Put([Page($"/{i}", 50_000)]);
        }

        Assert.InRange(new FileInfo(Path.Combine(folder.FullName, FinishedStore.FileName)).Length, 1, 2 * MaxBytes);
        Assert.NotNull(store.Find("/199", ""));
        Assert.Null(store.Find("/0", ""));
    }

    [Fact]
    public void Pages_of_before_something_was_taken_back_are_gone_also_from_the_bytes_of_the_file()
    {
        using var store = new FinishedStore(folder.FullName);
        store.Put([Page("/of-before", 10) with { State = "build one state" }, Page("/of-now", 10) with { State = "build two state" }]);
        store.KeepOf("");
        Assert.NotNull(store.Find("/of-before", ""));

        store.KeepOf("two");

        Assert.Null(store.Find("/of-before", ""));
        Assert.NotNull(store.Find("/of-now", ""));
        var bytes = File.ReadAllText(Path.Combine(folder.FullName, FinishedStore.FileName), System.Text.Encoding.Latin1);
        Assert.DoesNotContain("/of-before", bytes, StringComparison.Ordinal);
        Assert.Contains("/of-now", bytes, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_can_be_written_there_is_none()
    {
        using var store = new FinishedStore(Path.Combine(folder.FullName, "nowhere"));

        store.Put([Page("/a", 10)]);

        Assert.Null(store.Find("/a", ""));
        Assert.Empty(store.Last(10));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static StoredPage Page(string path, int bytes)
    {
        var content = new byte[bytes];
        new Random(bytes).NextBytes(content);
        return new StoredPage(path, "", 1, "state", "", "W/\"tag\"", "Content-Type:text/html\n", 1, content);
    }
}
