namespace Archive.Tests.Web;

public class ThreadViewTests
{
    private static readonly PostArticle Post = new(new PagePost(
        1, 1, "blog", "Blog", null, null, null, "2014-02", "post", "Post", null, null, null, null, null, null, [], default(SafeHtml), "", 500, 5, 0, 5, 5, 1, 2, 1, 1, DateTime.UnixEpoch,
        CaptureBasis.Import, "", "", 0));

    [Fact]
    public void A_conversation_of_two_without_names_is_set_in_once() =>
        AssertLevels("0 1 1 1 1", "A", " B", "  C", "   D", "    E", unnamed: true);

    [Fact]
    public void A_conversation_of_two_with_names_is_set_in_once() =>
        AssertLevels("0 1 1 1 1", "Ann", " Ben", "  Ann", "   Ben", "    Ann");

    [Fact]
    public void A_third_voice_is_set_in() =>
        AssertLevels("0 1 2 3 3", "Ann", " Ben", "  Cleo", "   Dan", "    Cleo");

    [Fact]
    public void Where_two_answer_both_are_set_in() =>
        AssertLevels("0 1 2 2 0 1", "Ann", " Ben", "  Ann", "  Ann", "Ann", " Ben");

    [Fact]
    public void Neighbours_are_those_that_answer_the_same()
    {
        var thread = Thread(["A", " B", "  C", " D", "E"], unnamed: true);
        var view = new ThreadView(Post, new ThreadPage(thread, []));

        Assert.Equal(["- - - E", "A - - D", "B A - -", "A - B -", "- - A -"], view.Comments.Select(comment =>
            string.Join(' ', new[] { comment.Parent, comment.Root == comment.Parent ? null : comment.Root, comment.Previous, comment.Next }.Select(other => other?.Key ?? "-"))));
    }

    [Fact]
    public void In_one_list_by_time_each_comment_keeps_what_it_answers()
    {
        var thread = Thread(["A", " B", "C"], unnamed: true);
        var view = new ThreadView(Post, new ThreadPage([thread[2], thread[1]], [thread[0]]) { Order = CommentOrder.Time, Pages = 2 });

        Assert.Equal(["C", "B"], view.Comments.Select(comment => comment.Row.Key));
        Assert.Equal("A", view.Comments[1].Parent!.Key);
        Assert.Null(view.Comments[0].Previous);
        Assert.DoesNotMatch("^#", view.LinkTo(thread[0]));
        Assert.StartsWith("#", view.LinkTo(thread[1]));
    }

    private static void AssertLevels(string expected, params string[] outline) => AssertLevels(expected, outline, unnamed: false);

    private static void AssertLevels(string expected, string a, string b, string c, string d, string e, bool unnamed) =>
        AssertLevels(expected, [a, b, c, d, e], unnamed);

    private static void AssertLevels(string expected, string[] outline, bool unnamed) =>
        Assert.Equal(expected, string.Join(' ', new ThreadView(Post, new ThreadPage(Thread(outline, unnamed), [])).Comments.Select(comment => comment.Level)));

    // One line a comment, one space a level; the word is its key, and its author unless all are unnamed.
    private static PageComment[] Thread(string[] outline, bool unnamed)
    {
        var depths = outline.Select(line => line.Length - line.TrimStart().Length).ToArray();
        return [.. outline.Select((line, i) => new PageComment(
            i + 1, Parent(depths, i), i, depths[i], depths.Skip(i + 1).TakeWhile(depth => depth > depths[i]).Count(), $"{i}", line.Trim(),
            CommentStatus.Visible, false, unnamed ? null : line.Trim(), null, null, default(SafeHtml), 10, [], 1, 2, 1, 1))];
    }

    private static long? Parent(int[] depths, int i)
    {
        var above = i - 1;
        while (above >= 0 && depths[above] >= depths[i])
        {
            above--;
        }

        return above < 0 ? null : above + 1;
    }
}
