namespace Archive.Tests.Storage;

public sealed class GivenAddressesTests : IDisposable
{
    private static readonly BlogDescription Other = new("other", "Other");

    private readonly TestArchive archive = new();

    public void Dispose() => archive.Dispose();

    [Fact]
    public void A_given_key_is_the_comments_key_in_every_way_of_making()
    {
        archive.Import(TestArchive.Dump("a.txt", DumpText.Post("one", "thanks", "thanks")));
        var (before, line) = (Keys(), archive.Thread()[2].FirstLine);

        Give("probation", 0, null, new GivenKey(line, before[1]));

        Assert.Equal([before[0], $"{before[1]}-3", before[1]], Keys());
        Sound();
        archive.Capture(2010, DumpText.Post("zero", "thanks"));
        Assert.Equal(before[1], archive.Thread().Single(comment => comment.FirstLine == line && comment.LastCaptureId >> 20 == Source("a.txt")).Key);
        Sound();
    }

    [Fact]
    public void A_given_slug_stays_and_nobody_else_moves_but_whose_it_would_be()
    {
        archive.Import([.. "123".Select(n => TestArchive.Dump($"{n}.txt", DumpText.Titled("Tides", $"2015-03-0{n}", "x")))]);
        Give("probation", 2, "tides");

        Assert.Equal(["1 tides_4", "2 tides_2", "3 tides"], Slugs());
        Sound();

        archive.Capture(2011, DumpText.Titled("Tides", "2015-03-05", "x"));
        Assert.Equal(["1 tides_2", "2 tides_3", "3 tides", "5 tides_5"], Slugs());
        Sound();

        archive.Keeper.Undo(2);
        Assert.Equal(["1 tides_4", "2 tides_2", "3 tides"], Slugs());
        Sound();
    }

    [Fact]
    public void What_was_given_is_void_while_its_source_is_not_there_and_holds_again_when_it_comes_back()
    {
        var dump = TestArchive.Dump("a.txt", DumpText.Titled("Tides", "2015-03-01", "one"));
        archive.Import(TestArchive.Dump("b.txt", DumpText.Titled("Tides", "2015-03-02", "one")));
        archive.Import(dump);
        Give("probation", 1, "tides", new GivenKey(archive.Thread()[0].FirstLine, "old"));
        Assert.Equal(["1 tides", "2 tides_3"], Slugs());

        archive.Keeper.Undo(2);
        Assert.Equal(["2 tides"], Slugs());
        Sound();

        archive.Import(dump);
        Assert.Equal(["1 tides", "2 tides_3"], Slugs());
        Assert.Equal("old", Keys()[0]);
        Sound();

        archive.Keeper.Remove("probation");
        archive.Import(dump);
        Assert.NotEqual("old", Keys()[0]);
        Sound();
    }

    [Fact]
    public void What_was_given_goes_with_its_blog_and_not_with_the_same_bytes_in_another()
    {
        var dump = TestArchive.Dump("a.txt", DumpText.Post("one", "two"));
        archive.Import(dump);
        archive.Import(dump with { Blog = Other });
        var lines = archive.Thread().ConvertAll(comment => comment.FirstLine);
        Give("probation", 0, "old-slug", new GivenKey(lines[0], "old"));
        Give("other", 1, null, new GivenKey(lines[1], "old"));

        Assert.Equal(["power-to-people", "old-slug"], Addresses("other", "probation"));
        Assert.Equal(["old", "old"], [Keys("probation")[0], Keys("other")[1]]);
        Sound();

        archive.Keeper.Rename("probation", "napo");
        Assert.Equal("old", Keys("napo")[0]);
        Sound();

        archive.Keeper.Merge("other", "napo");
        Assert.Equal("old", Keys("napo")[0]);
        Assert.NotEqual("old", Keys("napo")[1]);
        Assert.Equal(["old-slug"], Addresses("napo"));
        Sound();
    }

    [Fact]
    public void What_was_given_in_a_guessed_blog_ends_with_the_guess()
    {
        var dump = TestArchive.Dump("a.txt", DumpText.Post("one"));
        archive.Import(dump with { Blog = new("blog", "blog") { Basis = BlogBasis.Guess } });
        Give("blog", 0, "old-slug", new GivenKey(archive.Thread()[0].FirstLine, "old"));
        Assert.Equal("old", Keys("blog")[0]);

        archive.Import(dump);

        Assert.Equal(["power-to-people"], Addresses("probation"));
        Assert.NotEqual("old", Keys("probation")[0]);
        Sound();
    }

    [Theory]
    [InlineData("given", "{\"blig\":\"b\",\"sha256\":\"0\",\"post\":0,\"keys\":[]}")]
    [InlineData("given", "{\"blog\":\"b\",\"sha256\":\"0\",\"post\":0}")]
    [InlineData("given", "{\"blog\":\"b\",\"sha256\":\"0\",\"post\":0,\"keys\":[{\"line\":1}]}")]
    [InlineData("given", "{\"blog\":null,\"sha256\":\"0\",\"post\":0,\"keys\":[]}")]
    [InlineData("blog", "{\"slog\":\"b\",\"title\":\"B\",\"guessed\":false}")]
    [InlineData("same", "{\"one\":{\"sha256\":\"0\",\"post\":0}}")]
    [InlineData("different", "{\"one\":{\"sha256\":\"0\",\"post\":0},\"other\":{\"post\":0}}")]
    public void An_entry_that_lacks_something_is_told_as_damaged(string kind, string detail) =>
        Assert.Throws<InvalidDataException>(() => EntryDetail.Read(kind, detail));

    [Fact]
    public void A_source_with_several_posts_has_names_for_each()
    {
        archive.Import(TestArchive.Dump("a.txt", DumpText.Titled("One", "2015-03-01", "x"), DumpText.Titled("Two", "2015-03-02", "y")));
        var second = archive.Thread()[1];
        Give("probation", "a.txt", 1, "zwei", new GivenKey(second.FirstLine, "ypsilon"));

        Assert.Equal(["1 one", "2 zwei"], Slugs());
        Assert.Equal("ypsilon", Keys()[1]);
        Sound();
    }

    // The entry, applied as it comes; what verify makes of the whole record must be the same.
    private void Give(string blog, int source, string? slug, params GivenKey[] keys)
    {
        using var db = archive.Read();
        Give(blog, db.Sources.OrderBy(one => one.Id).AsEnumerable().ElementAt(source).FileName, 0, slug, keys);
    }

    private void Give(string blog, string file, int post, string? slug, params GivenKey[] keys)
    {
        string sha256;
        using (var db = archive.Read())
        {
            sha256 = db.Sources.First(source => source.FileName == file).Sha256;
        }

        using var writer = archive.File.OpenWriter();
        writer.Record.Append(to => to.Write(archive.Clock.Now, new AddressesGiven(blog, sha256, post, slug, keys)));
        writer.Maker.CatchUp(CancellationToken.None);
    }

    private void Sound() => Assert.Empty(archive.Verify().Differences);

    private long Source(string file)
    {
        using var db = archive.Read();
        return db.Sources.Single(source => source.FileName == file).Id;
    }

    private List<string> Keys() => archive.Thread().ConvertAll(comment => comment.Key);

    private List<string> Keys(string blog)
    {
        using var db = archive.Read();
        var post = db.Posts.Single(post => db.Blogs.Any(row => row.Id == post.BlogId && row.Slug == blog)).Id;
        return [.. db.Comments.Where(comment => comment.PostId == post).OrderBy(comment => comment.Position).Select(comment => comment.Key)];
    }

    private List<string> Addresses(params string[] blogs)
    {
        using var db = archive.Read();
        return [.. blogs.SelectMany(blog => db.Posts.Where(post => db.Blogs.Any(row => row.Id == post.BlogId && row.Slug == blog)).Select(post => post.Slug).ToList())];
    }

    // The day and the slug.
    private List<string> Slugs()
    {
        using var db = archive.Read();
        return [.. db.Posts.OrderBy(post => post.Id).AsEnumerable().Select(post => $"{post.Published![9..]} {post.Slug}")];
    }
}
