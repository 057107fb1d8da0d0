namespace Archive.Tests.Threads.Captures;

public sealed class GivenKeysTests
{
    private static readonly string Thanks = CommentKey.Stems([new ThreadComment { Text = "thanks" }])[0];

    private static readonly string Hello = CommentKey.Stems([new ThreadComment { Text = "hello" }])[0];

    [Fact]
    public void A_given_key_is_the_comments_key_and_the_one_that_would_be_made_leads_to_it()
    {
        var thread = Fold(Capture(1, "2015", ["hello", "thanks"], new GivenKey(2, "old")));

        Assert.Equal([Hello, "old"], thread.Select(comment => comment.Key));
        Assert.Equal([Thanks], thread[1].OtherKeys);
    }

    [Fact]
    public void Of_several_given_keys_the_first_is_the_key_and_the_others_lead_to_it()
    {
        var thread = Fold(
            Capture(1, "2015", ["hello"], new GivenKey(1, "first"), new GivenKey(1, "second"), new GivenKey(1, "first")),
            Capture(2, "2016", ["hello"], new GivenKey(1, "third")));

        Assert.Equal("first", thread[0].Key);
        Assert.Equal(["second", "third", Hello], thread[0].OtherKeys);
    }

    [Fact]
    public void Comments_that_exchanged_their_numbers_keep_those_that_were_given()
    {
        var thread = Fold(Capture(1, "2015", ["thanks", "thanks", "thanks"], new GivenKey(1, $"{Thanks}-2"), new GivenKey(2, Thanks)));

        Assert.Equal([$"{Thanks}-2", Thanks, $"{Thanks}-3"], thread.Select(comment => comment.Key));
        Assert.All(thread, comment => Assert.Empty(comment.OtherKeys));
    }

    [Fact]
    public void Whose_name_was_given_to_another_is_numbered_behind_all_and_nobody_else_moves()
    {
        var thread = Fold(Capture(1, "2015", ["thanks", "thanks", "thanks"], new GivenKey(3, Thanks), new GivenKey(2, $"{Thanks}-4")));

        Assert.Equal([$"{Thanks}-5", $"{Thanks}-4", Thanks], thread.Select(comment => comment.Key));
        Assert.Equal([[], [$"{Thanks}-2"], [$"{Thanks}-3"]], thread.Select(comment => comment.OtherKeys));
    }

    [Fact]
    public void A_name_that_was_given_twice_stays_with_the_comment_of_the_earlier_capture()
    {
        var thread = Fold(
            Capture(2, "2015", ["hello", "thanks"], new GivenKey(2, "old")),
            Capture(1, "2016", ["hello", "thanks"], new GivenKey(1, "old")));

        Assert.Equal([Hello, "old"], thread.Select(comment => comment.Key));
        Names(thread);
    }

    [Fact]
    public void A_key_given_on_a_line_on_which_no_comment_begins_is_nobodys()
    {
        var thread = Fold(Capture(1, "2015", ["hello"], new GivenKey(7, "old")));

        Assert.Equal(Hello, thread[0].Key);
        Assert.Empty(thread[0].OtherKeys);
    }

    [Fact]
    public void The_order_of_import_makes_no_difference()
    {
        string[][] threads = [["hello", "thanks"], ["thanks", "hello", "thanks"], ["hello", "thanks", "thanks", "thanks"]];
        GivenKey[][] given = [[new(2, "old")], [new(3, Thanks)], [new(1, "old"), new(4, $"{Thanks}-2")]];
        var expected = Named([0, 1, 2]);

        Assert.All<long[]>([[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]], ids => Assert.Equal(expected, Named(ids)));

        List<string> Named(long[] ids) => Names(Fold([.. threads.Select((thread, n) => Capture(ids[n], $"{2015 + n}", thread, given[n]))]));
    }

    // Every name leads to one comment.
    private static List<string> Names(IReadOnlyList<FoldedComment> thread)
    {
        var names = thread.SelectMany(comment => comment.OtherKeys.Prepend(comment.Key)).ToList();
        Assert.Equal(names.Distinct(), names);
        return [.. thread.Select(comment => $"{comment.Original} {comment.Key} {string.Join(' ', comment.OtherKeys)}")];
    }

    private static IReadOnlyList<FoldedComment> Fold(params PostCapture[] captures)
    {
        Array.Sort(captures, (a, b) => a.CompareTo(b));
        return PostFold.Fold(captures).Comments;
    }

    // A comment on each line.
    private static PostCapture Capture(long id, string taken, string[] thread, params GivenKey[] given)
    {
        var comments = thread.Select((text, i) => new DumpComment { Original = text, Ordinal = i + 1, Lines = new LineRange(i + 1, i + 1) });
        var post = new DumpPost { Title = "Title", Published = "2014-02-11", Original = "Body", Comments = [.. comments] };
        return new PostCapture(id, taken, ArrangedPost.Of(post, [])) { Given = new GivenNames(null, given) };
    }
}
