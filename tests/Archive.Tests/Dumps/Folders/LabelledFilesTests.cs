namespace Archive.Tests.Dumps.Folders;

public sealed class LabelledFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("labelled-").FullName;
    private readonly List<(string Label, string Path)> files = [];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_description_stands_above_the_files_of_its_label_and_says_where_it_is_wrong_by_that()
    {
        Add("a.zip/mill/blog.json", """{ "title": "The mill", "address": "https://mill.example/", "slug": "mill" }""");
        Add("a.zip/mill/about.md", "About the *mill*.");
        Add("a.zip/mill/2014/post.txt", "A text.");
        Add("a.zip/weir/blog.json", "{ wrong");
        Add("a.zip/weir/post.txt", "A text.");
        Add("post.txt", "A text.");

        var dumps = DumpFiles.OfLabelled(files, null, _ => null);

        Assert.Equal(["a.zip/mill/2014/post.txt", "a.zip/weir/post.txt", "post.txt"], dumps.Select(dump => dump.Name));
        Assert.Equal(("mill", "The mill", "About the *mill*."), (dumps[0].Blog.Slug, dumps[0].Blog.Title, dumps[0].Blog.About));
        Assert.Equal("A text.", System.Text.Encoding.UTF8.GetString(dumps[0].Read()));
        Assert.StartsWith("a.zip/weir/blog.json", dumps[1].Refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(folder, dumps[1].Refusal, StringComparison.Ordinal);
        // The record is told of it by its hash.
        Assert.Equal("A text.", System.Text.Encoding.UTF8.GetString(dumps[1].Read()));
        Assert.True(dumps[2].Blog.IsGuessed);
    }

    [Fact]
    public void Of_two_descriptions_under_one_label_none_is_heard_unless_they_are_one()
    {
        Add("one/blog.json", """{ "title": "Alpha" }""");
        Add("one/a.txt", "A text.");
        Add("one/blog.json", """{ "title": "Beta" }""");
        Add("two/blog.json", """{ "title": "Gamma" }""");
        Add("two/blog.json", """{ "title": "Gamma" }""");
        Add("two/c.txt", "A text.");

        var dumps = DumpFiles.OfLabelled(files, null, _ => null);

        Assert.Contains("2 different files of this name", dumps[0].Refusal, StringComparison.Ordinal);
        Assert.Equal((null, "gamma"), (dumps[1].Refusal, dumps[1].Blog.Slug));
        Assert.All(DumpFiles.OfLabelled(files, "chosen", _ => null), dump => Assert.Equal((null, "chosen"), (dump.Refusal, dump.Blog.Slug)));
    }

    [Fact]
    public void A_description_may_be_called_in_any_letters_and_what_is_wrong_beside_it_is_named()
    {
        Add("mill/Blog.JSON", """{ "title": "The mill" }""");
        Add("mill/a.txt", "A text.");
        Add("weir/blog.json", """{ "title": "The weir" }""");
        Add("weir/about.md", new string('a', 70_000));
        Add("weir/a.txt", "A text.");

        var dumps = DumpFiles.OfLabelled(files, null, _ => null);

        Assert.Equal("The mill", dumps[0].Blog.Title);
        Assert.StartsWith("weir/about.md", dumps[1].Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_the_label_names_a_blog_of_which_nothing_else_is_known()
    {
        Add("dumps/millrace/2014/1.txt", "A text.");
        Add("dumps/2014/1.txt", "A text.");

        var dumps = DumpFiles.OfLabelled(files, null, _ => null);

        Assert.Equal(["millrace", "blog"], dumps.Select(dump => dump.Blog.Slug));
        Assert.All(dumps, dump => Assert.True(dump.Blog.IsGuessed));
        Assert.All(DumpFiles.OfLabelled(files, "chosen", _ => null), dump => Assert.Equal("chosen", dump.Blog.Slug));
    }

    private void Add(string label, string text)
    {
        var path = Path.Combine(folder, (files.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        File.WriteAllText(path, text);
        files.Add((label, path));
    }
}
