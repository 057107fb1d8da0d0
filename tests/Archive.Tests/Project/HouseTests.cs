namespace Archive.Tests.Project;

/// <summary>How large the house may grow before somebody has to put it in order; <c>./check --counts</c> prints how large it is.</summary>
public sealed class HouseTests
{
    /// <summary>More files than this in one folder are no longer read through.</summary>
    private const int MaxFilesInARoom = 18;

    // Issue 11 has new rooms: which kind a file is and what may be opened at all, dates of all languages, pages without columns, what makes captures one post,
    // and what a keeper says of that: the command, how it names a capture, the rows of what was said, the posts in doubt; a layout without a tree, the time of a comment in two zones.
    // Issue 12: HEAD for all addresses, and which network a client is; the desk (its file, keepers, codes, sessions, passkeys), the room of who reaches what, and seven pages of keepers,
    // each a file of code; the room of what was brought and is not kept yet; jobs, what does them, and their pages and reports.
    // Bringing by the web: four pages, a form as it comes, what is taken of it, who sends at once; the blog of a stage, the fields of a blog. Previews: what a stage would do (its files, comments, private things, choices), and the pages of it.
    // Pages of the desk: problems, log, imports with undo and back, blogs in five, settings; what an undo would
    // take (public, with its posts), the settings as an entry, what an entry speaks of.
    // Issue 13: what a pasted reference is, and what it quotes; ways through a blog.
    // Issue 13: people, their addresses and pages, what a search finds for two kinds of pages, with the rows that count names.
    // Issue 13: labels, their addresses, pages and operator, with the rows that count them.
    // Issue 13: what an address that somebody typed means and where it leads, the addresses of the live blog, posts as one capture has them, what robots, browsers, Memento clients and other servers are given.
    // Taking out: what is read of an archive (public, with its parts and sizes), its address, one taking out, fields, formats, pseudonyms, a thread as a text and as a book in a zip, what books may hold (public), the page.
    // Issue 14, searching: what names a hit, its turn among all (public), the concordance, curves side by side.
    // Issue 14: a text in pieces, the name of a capture among those of its post (public, with how far a capture reaches), the page that compares two captures and what it compares.
    // Issue 15: states of the archive and the store of finished pages (public, with a page as it is kept); in the site the moment, the page, its body while it is made, the shelf and who finishes.
    // How often sites and pages of blogs are linked to, counted in the copy (public).
    // Issue 15, searching: what an index is asked as a tree; sets of rows, those of phrases, what takes rows and what finds by them.
    // Issue 15, pages: statements that stay prepared with what they give (public: they, a post as its pages show it, one by its title), markup that escapes what is put into it, what a thread has of each comment.
    // The rows of a thread are read where SQL is known (public, as it was not), a blog and a post as lists have them (public); a page as UTF-8 in one array, who writes it so, and a part of pages.
    // What the C library may keep, what of a page answers a request. Rows of a phrase as they are kept; bytes outside of the collector's heap (public, with what gives free memory back: pages that wait to be finished).
    // The posts of a list by prepared statements (public, with a post as one line).
    // The record has a second home: what both are, where they are, how each is appended to and copied (public: the places, the copying); who follows it, and how far (public); copies carried to another machine (public).
    // Issue 16, the desk: what both homes are (public, with a desk that is away and the right to do jobs), its tables as statements ask them, the desk in PostgreSQL,
    // keys that machines share (public); bytes of stages (public: files of a stage on this machine), in files and in rows.
    // The room of what watchers are told: the machine, its figures, when it shows nothing. Originals a few at once, for which no thread waits.
    // Posts that have links, counted once for each state.
    // The signs of print in names, which the rooms of search and of texts compare alike; the normal forms of texts, which all rooms ask for; the ends of brackets; lines that date a post. What pages take of an address; which texts a page has room for (public).
    private const int MaxCodeFiles = 530;

    private const int MaxPublicTypes = 268;

    private static readonly IReadOnlyList<SourceFile> Source = SourceFile.In("src", "*.cs");

    [Fact]
    public void A_room_can_be_read_through() =>
        AssertNone(SourceFile.In("src", "*").GroupBy(file => file.Folder)
            .Where(room => room.Count() > MaxFilesInARoom)
            .Select(room => $"{room.Key} has {room.Count()} files, {MaxFilesInARoom} is the limit"));

    [Fact]
    public void A_name_means_one_thing_in_one_room() =>
        AssertNone(Source.SelectMany(file => file.Types().Select(type => (type.Name, type.Number, File: file)))
            .GroupBy(type => type.Name)
            .Where(name => name.DistinctBy(type => type.File.Folder).Count() > 1)
            .SelectMany(name => name.Select(type => type.File.At(type.Number, $"{type.Name} stands in another room as well"))));

    [Fact]
    public void The_house_does_not_grow_by_itself()
    {
        var types = Source.SelectMany(file => file.Types().Where(type => type.IsPublic).Select(type => (file.Folder, type.Name))).Distinct().ToList();

        Assert.True(Source.Count <= MaxCodeFiles, $"{Source.Count} files of code, {MaxCodeFiles} is the limit: raise it in the same commit where a new thing needs a file of its own");
        Assert.True(types.Count <= MaxPublicTypes, $"{types.Count} public types, {MaxPublicTypes} is the limit: make them internal, or raise it in the same commit");
    }

    private static void AssertNone(IEnumerable<string> broken)
    {
        var list = broken.ToList();
        Assert.True(list.Count == 0, string.Join(Environment.NewLine, list));
    }
}
