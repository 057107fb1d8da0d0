using System.Text;

namespace Archive.Tests.Dumps;

public sealed class LongTextsTests
{
    [Fact]
    public void Facts_that_no_page_can_show_are_cut_or_left_out_and_told()
    {
        var post = Read(new string('a', LongTexts.MaxTitle - 1) + "\U0001F600", new string('n', 301), $"http://a.example/{new string('x', 2_000)}.html", [.. Enumerable.Range(0, 250).Select(i => $"label {i}"), new string('l', 301)]);

        Assert.Equal(new string('a', LongTexts.MaxTitle - 1), post.Post.Title);
        Assert.Null(post.Post.Author);
        Assert.Null(post.Post.Url);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"label {i}"), post.Post.Labels);
        Assert.Collection(
            post.Problems.Where(problem => problem.Message.Contains("original has", StringComparison.Ordinal)).Select(problem => problem.Message),
            title => Assert.StartsWith("the title has more than 1000 characters", title, StringComparison.Ordinal),
            author => Assert.StartsWith("what is given as the author has more than 300 characters", author, StringComparison.Ordinal),
            url => Assert.StartsWith("the address of the post has more than 2000 characters", url, StringComparison.Ordinal),
            left => Assert.StartsWith("51 of 251 labels are left out", left, StringComparison.Ordinal));
    }

    [Fact]
    public void Facts_as_long_as_may_be_are_kept_whole()
    {
        var (title, author, url, label) = (new string('a', LongTexts.MaxTitle), new string('n', LongTexts.MaxName), $"http://a.example/{new string('x', LongTexts.MaxAddress - 22)}.html", new string('l', LongTexts.MaxName));
        var post = Read(title, author, url, [label]);

        Assert.Equal((title, author, url), (post.Post.Title, post.Post.Author, post.Post.Url));
        Assert.Equal([label], post.Post.Labels);
        Assert.DoesNotContain(post.Problems, problem => problem.Message.Contains("original has", StringComparison.Ordinal));
    }

    private static (DumpPost Post, IReadOnlyList<Problem> Problems) Read(string title, string author, string url, string[] labels)
    {
        var dump = DumpFormats.Read(Encoding.UTF8.GetBytes(
            $"---\ntitle: {title}\nauthor: {author}\ndate: 2014-02-11\nurl: {url}\nlabels: {string.Join(", ", labels)}\n---\n\nThe body.\n\n1 comment:\n\n  1. Hello.\n\n    ReplyDelete\nAdd comment\n"));
        return (dump.Posts.Single(), dump.Problems);
    }
}
