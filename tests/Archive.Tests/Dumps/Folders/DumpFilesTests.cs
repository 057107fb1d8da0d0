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
    public void A_description_above_the_given_path_counts()
    {
        using var folder = new TempFolder();
        folder.Write("blog.json", """{ "title": "Outer", "slug": "outer" }""");
        var file = folder.Write("2014/02/a.txt", "text");

        Assert.Equal("outer", Found(file).Single().Blog.Slug);
        Assert.Equal("outer", Found(Path.Combine(folder.Path, "2014")).Single().Blog.Slug);
    }

    [Fact]
    public void A_mistake_in_a_description_costs_its_own_folder_alone()
    {
        using var folder = new TempFolder();
        folder.Write("bad/blog.json", "{\n  oops\n}");
        folder.Write("bad/a.txt", "text");
        folder.Write("good/b.txt", "text");

        var files = Found(folder.Path);

        Assert.Equal(["bad/blog.json", "good/b.txt"], files.Select(file => file.Name));
        Assert.Contains("blog.json:2: is not valid JSON here", Refusal(files[0]), StringComparison.Ordinal);
        Assert.Equal("text"u8.ToArray(), files[1].Read());
    }

    [Fact]
    public void Two_descriptions_that_give_one_slug_are_refused_by_name()
    {
        using var folder = new TempFolder();
        folder.Write("one/blog.json", """{ "title": "My Notes" }""");
        folder.Write("one/a.txt", "text");
        folder.Write("two/blog.json", """{ "title": "My notes!" }""");
        folder.Write("two/b.txt", "text");

        Assert.All(Found(folder.Path), file =>
        {
            Assert.Contains(Path.Combine("one", "blog.json"), Refusal(file), StringComparison.Ordinal);
            Assert.Contains(Path.Combine("two", "blog.json"), Refusal(file), StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("http://notes.blogspot.com/", "http://notes.example.org/", "notes-blogspot,notes-example-org")]
    [InlineData("http://notes.blogspot.com/", "http://notes.blogspot.co.uk/", "notes,notes")]
    public void Two_descriptions_of_one_slug_are_told_apart_by_their_addresses(string one, string two, string slugs)
    {
        using var folder = new TempFolder();
        folder.Write("one/blog.json", $$"""{ "title": "Notes", "address": "{{one}}" }""");
        folder.Write("one/a.txt", "text");
        folder.Write("two/blog.json", $$"""{ "title": "Notes", "address": "{{two}}" }""");
        folder.Write("two/b.txt", "text");

        Assert.Equal(slugs, string.Join(',', Found(folder.Path).Select(file => file.Blog.Slug)));
    }

    [Theory]
    [InlineData("---\ntitle: The mill race\nurl: http://mill.example.org/2009/03/mill-race.html\n---\n\nText.", "mill", BlogBasis.Address)]
    [InlineData("Tuesday, March 3, 2009\n\n### [The mill race](http://mill.example.org/2009/03/mill-race.html)\n", "mill", BlogBasis.Address)]
    [InlineData("Tuesday, March 3, 2009\n\nThe mill race\n\nSee http://mill.example.org/2009/03/mill-race.html for more.", "harbour", BlogBasis.Guess)]
    [InlineData("Tuesday, March 3, 2009\n\nThe mill race\n", "harbour", BlogBasis.Guess)]
    public void An_address_that_the_page_prints_as_its_own_says_the_blog_and_the_folder_is_a_guess(string text, string slug, BlogBasis basis)
    {
        using var folder = new TempFolder();
        folder.Write("harbour/2009/a.txt", text);

        var blog = Found(Path.Combine(folder.Path, "harbour")).Single().Blog;

        Assert.Equal((slug, basis), (blog.Slug, blog.Basis));
        Assert.True(blog.IsGuessed);
    }

    [Fact]
    public void A_line_on_top_of_every_file_is_a_guess_at_the_name_of_the_blog()
    {
        using var folder = new TempFolder();
        folder.Write("in/a.txt", "Mill Notes\n\nTuesday, March 3, 2009\n\nOne\n");
        folder.Write("in/b.txt", "Mill Notes\n\nFriday, June 5, 2009\n\nTwo\n");

        Assert.Equal(["mill-notes", "mill-notes"], Found(Path.Combine(folder.Path, "in")).Select(file => file.Blog.Slug));
    }

    [Theory]
    [InlineData("x.txt")]
    [InlineData("blog.json")]
    [InlineData("about.md")]
    public async Task A_pipe_is_refused_and_nobody_waits_for_it(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes with a name are made by a program of Linux");
        using var folder = new TempFolder();
        folder.Write("blog.json", """{ "title": "T", "slug": "t" }""");
        folder.Write("a.txt", "text");
        File.Delete(Path.Combine(folder.Path, name));
        using (var made = System.Diagnostics.Process.Start("mkfifo", Path.Combine(folder.Path, name)))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var search = Task.Run(() => Found(folder.Path).Select(file => Record.Exception(() => { file.Read(); })?.Message).ToList(), TestContext.Current.CancellationToken);

        // Somebody who waits for the pipe would wait for ever.
        var messages = await search.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Contains(messages, message => message?.Contains("this is a pipe", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void A_device_is_refused_and_a_file_that_does_not_say_its_length_is_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the system's own files are those of Linux");

        Assert.Contains("a device", Refusal(Found("/dev/zero").Single()), StringComparison.Ordinal);
        Assert.NotEmpty(DumpFiles.Read("/proc/version"));
    }

    [Fact]
    public void A_name_that_is_not_UTF_8_is_refused_aloud()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have no such names");
        using var folder = new TempFolder();
        folder.Write("a.txt", "text");
        using (var made = System.Diagnostics.Process.Start("sh", ["-c", $"printf text > '{folder.Path}/'$(printf 'b\\377.txt')"]))
        {
            made.WaitForExit();
        }

        var files = Found(folder.Path);

        // The framework cannot take it away again either.
        using (var removed = System.Diagnostics.Process.Start("sh", ["-c", $"rm -f '{folder.Path}'/b*"]))
        {
            removed.WaitForExit();
        }

        Assert.Equal(["a.txt", @"b\xFF.txt"], files.Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.Contains("not UTF-8", Refusal(files.Single(file => file.Name != "a.txt")), StringComparison.Ordinal);
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

    // Those that an import keeps or refuses; what else lies in the folder it leaves out.
    private static IEnumerable<string> Names(string folder) => Found(folder).Where(file => !IsLeftOut(file)).Select(file => file.Name);

    private static IReadOnlyList<DumpFile> Found(params string[] paths) => DumpFiles.Find(paths, blog: null, BlogSlug.Objection);

    private static bool IsLeftOut(DumpFile file)
    {
        try
        {
            DumpFormats.Read(file.Read());
            return false;
        }
        catch (NotADumpException refusal)
        {
            return file.IsInPassing && refusal.Kind is not null;
        }
    }

    private static string Refusal(DumpFile file) => file.Refusal ?? Assert.Throws<NotADumpException>(() => { file.Read(); }).Message;
}
