using Archive.Tests.Commands;

namespace Archive.Tests.Dumps.Folders;

public class DumpFilesTests
{
    [Fact]
    public void A_folder_is_searched_in_the_order_of_names_and_what_is_no_dump_is_left_out()
    {
        using var folder = new TempFolder();
        foreach (var name in new[]
        {
            "b.txt", "a.txt", "B.TXT", "blog.json", "README.md", "about.md", ".hidden.txt", ".git/x.txt", "deep/er/z.txt", "deep/c.txt",
        })
        {
            folder.Write(name, name == "blog.json" ? """{ "title": "T", "slug": "t" }""" : "text");
        }

        folder.Write("picture.png", "\u0089PNG\0\0");

        Assert.Equal(["B.TXT", "a.txt", "b.txt", "deep/c.txt", "deep/er/z.txt"], Names(folder.Path));
    }

    [Fact]
    public void A_file_of_another_kind_is_taken_where_a_format_recognises_it()
    {
        using var folder = new TempFolder();
        File.Copy(Directory.EnumerateFiles(ArchiveProgram.Seeds, "*.txt").First(), Path.Combine(folder.Path, "saved.page"));
        folder.Write("notes.md", "Bread, milk, two lemons.");

        Assert.Equal(["saved.page"], Names(folder.Path));
    }

    [Fact]
    public void Links_are_not_followed()
    {
        using var folder = new TempFolder();
        folder.Write("in/a.txt", "text");
        folder.Write("out/secret.txt", "text");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "in", "folder"), Path.Combine(folder.Path, "out"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "in", "round"), Path.Combine(folder.Path, "in"));
        File.CreateSymbolicLink(Path.Combine(folder.Path, "in", "b.txt"), Path.Combine(folder.Path, "out", "secret.txt"));

        Assert.Equal(["a.txt"], Names(Path.Combine(folder.Path, "in")));
    }

    [Fact]
    public void The_nearest_description_above_a_file_counts()
    {
        using var folder = new TempFolder();
        folder.Write("blog.json", """{ "title": "Outer", "slug": "outer" }""");
        folder.Write("a.txt", "text");
        folder.Write("none/b.txt", "text");
        folder.Write("inner/blog.json", """{ "title": "Inner", "slug": "inner" }""");
        folder.Write("inner/deep/c.txt", "text");

        var blogs = DumpFiles.Find([folder.Path], blog: null, BlogSlug.Objection).ToDictionary(file => file.Name, file => file.Blog.Slug);

        Assert.Equal("outer", blogs["a.txt"]);
        Assert.Equal("outer", blogs["none/b.txt"]);
        Assert.Equal("inner", blogs["inner/deep/c.txt"]);
    }

    [Fact]
    public void Without_a_description_the_blog_is_called_blog_and_the_command_line_stands_above_all()
    {
        using var folder = new TempFolder();
        var path = folder.Write("a.txt", "text");
        Assert.Equal("blog", DumpFiles.Find([path], blog: null, BlogSlug.Objection).Single().Blog.Slug);
        Assert.Equal("mine", DumpFiles.Find([path], "mine", BlogSlug.Objection).Single().Blog.Slug);

        folder.Write("blog.json", """{ "title": "Theirs", "slug": "theirs" }""");
        var blog = DumpFiles.Find([path], "mine", BlogSlug.Objection).Single().Blog;
        Assert.Equal(("mine", "Theirs"), (blog.Slug, blog.Title));
    }

    [Fact]
    public void The_size_of_a_file_is_checked_before_it_is_read()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "large.txt");
        using (var file = File.Create(path))
        {
            // A hole: it has a length and takes no room.
            file.SetLength(DumpFormats.MaxDumpBytes + 1L);
        }

        Assert.Throws<NotADumpException>(() => DumpFiles.Read(path));
    }

    private static IEnumerable<string> Names(string folder) => DumpFiles.Find([folder], blog: null, BlogSlug.Objection).Select(file => file.Name);
}
