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
        var refusal = Assert.Throws<NotADumpException>(() => dumps[1].Read());
        Assert.StartsWith("a.zip/weir/blog.json", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(folder, refusal.Message, StringComparison.Ordinal);
        Assert.True(dumps[2].Blog.IsGuessed);
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
