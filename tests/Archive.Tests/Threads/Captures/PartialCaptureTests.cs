using Archive.Tests.Storage;

namespace Archive.Tests.Threads.Captures;

/// <summary>Captures that are cut, paged, edited or in other typography: whatever their order, one post with all that any of them holds.</summary>
public sealed class PartialCaptureTests
{
    private static readonly string[] Bodies =
    [
        "First paragraph about the mill race and its keeper, who was not at home.\n\nSecond paragraph, with the whole story of the flood.\n\nThird paragraph, the end.",
        "First paragraph about the mill race and its old keeper, who was not at home.\n\nSecond paragraph, with the whole story of the flood.\n\nThird paragraph, the end.\n\nUpdate: the flood was in May.",
    ];

    private static readonly string[] Titles = ["It’s late – “so late”…", "It's late - \"so late\"...", "Itâ€™s late â€“ â€œso lateâ€\u009Dâ€¦"];

    private static readonly string[] Outline =
    [
        "I liked the first part about the harbour very much.", "  So did my aunt Rosalind, who knew it well.", "  And nobody else in the village.",
        "I walked down to the harbour on the first warm day of the year and nobody had opened the gate.", "See the old timetable for the ferry of that year.",
        "  It is out of print, as far as I know.", "The last word of all belongs to the miller himself.",
    ];

    [Fact]
    public void Any_captures_of_one_post_in_any_order_make_one_post_and_no_false_absence()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            DumpPost[] captures = [Whole(random), .. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Capture(random, hasFlat: seed % 2 == 1))];
            random.Shuffle(captures);
            var shown = captures.Select((post, i) => new PostCapture(i, $"2015-01-{i + 1:00}T00:00:00Z", ArrangedPost.Of(post, []))).ToArray();

            var division = SamePost.Divide(shown, []);
            Assert.True(division.Posts.Count == 1, $"seed {seed}: {string.Join(" // ", division.Posts.Select(post => string.Join(" + ", post.Select(one => $"{one.Post.Post.Published} {one.Post.Post.Title} {one.Post.Post.Reach.Thread} {one.Post.Comments.Count} “{one.Post.Post.Original}”"))))}");
            var folded = PostFold.Fold(division.Posts[0]);
            Assert.True(Outline.Select(line => line.Trim()).SequenceEqual(folded.Comments.Select(comment => comment.Original)), $"seed {seed}: {string.Join(" | ", folded.Comments.Select(comment => comment.Original))}");
            Assert.True(Array.Exists(Bodies, body => body == folded.Text.Original), $"seed {seed}: {folded.Text.Original}");
            Assert.True(folded.Comments.All(comment => comment.Reached == comment.Last.Capture), $"seed {seed}: a comment is said to be gone");
            Assert.True(folded.Comments.All(comment => !comment.Versions.Any()), $"seed {seed}: a comment is said to be edited");
        }
    }

    [Fact]
    public void A_later_capture_denies_only_what_stands_between_comments_that_it_holds()
    {
        var part = new DumpReach { Thread = ThreadReach.BrokenOff };
        Assert.Equal(["b"], Gone(part, "a", "c"));
        Assert.Equal([], Gone(part, "a", "b"));
        Assert.Equal(["b", "c", "d"], Gone(DumpReach.Whole, "a"));
        Assert.Equal(["a", "b", "c", "d"], Gone(DumpReach.Whole));
        Assert.Equal([], Gone(new DumpReach { Thread = ThreadReach.Page, From = 2, To = 3 }, "b", "c"));
        Assert.Equal(["c"], Gone(new DumpReach { Thread = ThreadReach.Fewer }, "b", "d"));
        Assert.Equal([], Gone(new DumpReach { Thread = ThreadReach.InPart }, "a", "d"));
        Assert.Equal([], Gone(new DumpReach { Thread = ThreadReach.Absent }));
    }

    [Fact]
    public void Pages_lie_one_behind_the_other_in_whatever_order_they_were_taken()
    {
        DumpPost[] pages = [Page(1, "a", "b"), Page(3, "c", "d"), Page(5, "e")];
        foreach (var order in new int[][] { [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0] })
        {
            var captures = order.Select((page, i) => new PostCapture(i, $"2015-01-0{i + 1}", ArrangedPost.Of(pages[page], []))).ToArray();
            var folded = PostFold.Fold(captures);

            Assert.Equal("abcde", string.Concat(folded.Comments.Select(comment => comment.Original)));
            Assert.All(folded.Comments, comment => Assert.Equal(comment.Last.Capture, comment.Reached));
        }
    }

    [Fact]
    public void A_page_that_prints_replies_at_the_top_moves_none_and_counts_them()
    {
        var reply = Page(201, "It was the ferry that rang.");
        var folded = PostFold.Fold(Captures(DumpText.Post("a", "  It was the ferry that rang.", "b", "c"), reply, DumpText.Post("a", "  Nobody here ever heard of that.", "b", "c")));
        Assert.Equal(["a", "It was the ferry that rang.", "Nobody here ever heard of that.", "b", "c"], folded.Comments.Select(comment => comment.Original));
        Assert.Equal([0, 1, 1, 0, 0], folded.Comments.Select(comment => comment.Depth));

        string[] replies = [.. Enumerable.Range(1, 9).Select(i => $"Reply {i} to the first.")];
        var tree = DumpText.Post(["first", .. replies.Select(text => $"  {text}"), "second", "third"]);
        folded = PostFold.Fold(Captures(tree, Page(1, ["first", .. replies, "second", "new", "third"])));
        Assert.Equal(["second", "new", "third"], folded.Comments.Where(comment => comment.Depth == 0).Skip(1).Select(comment => comment.Original));
    }

    // Two pages of a thread whose pagers were lost.
    [Fact]
    public void Of_two_parts_that_have_no_comment_in_common_none_is_an_edit()
    {
        string[] one = ["I walked there last week and saw nothing of the kind.", "Great post, thank you for sharing this.", "I agree with Anna about the weir."];
        string[] other = ["Does anybody know who owns it now?", "Great post, thank you for writing this.", "I agree with Bob about the weir."];
        var fewer = new DumpReach { Thread = ThreadReach.Fewer };

        Assert.Equal(6, Texts(DumpText.Post(one) with { Reach = fewer }, DumpText.Post(other) with { Reach = fewer }).Length);
        // Between comments that both have it may be one.
        Assert.Equal(
            [one[0], other[1], one[2]],
            Texts(DumpText.Post(one) with { Reach = fewer }, DumpText.Post(one[0], other[1], one[2]) with { Reach = fewer }));
    }

    // A reply that came above the last branch moves the numbers of all behind it.
    [Fact]
    public void The_last_branch_of_a_page_is_one_though_its_number_changed()
    {
        var first = Page(1, "The long story of the mill and its keeper, who was not at home.", "Agreed.", "  Me too.", "  So am I.");
        var second = Page(1, "The long story of the mill and its keeper, who was not at home.", "  Was he ever?", "Agreed.", "  Me too.");

        Assert.Equal(
            ["The long story of the mill and its keeper, who was not at home.", "Was he ever?", "Agreed.", "Me too.", "So am I."],
            Texts(first with { DeclaredComments = 9 }, second with { DeclaredComments = 10 }));
    }

    [Fact]
    public void A_flat_page_is_laid_over_a_tree_of_it_though_comments_above_went()
    {
        var flat = Page(1, "The long story of the mill and its keeper.", "One that was taken back later.", "And another one that went.", "Agreed.", "Me too, about the mill.");
        var tree = Page(1, "The long story of the mill and its keeper.", "Agreed.", "  Me too, about the mill.", "  And I, every winter.");

        Assert.Single(Texts(flat with { DeclaredComments = 9 }, tree with { DeclaredComments = 7 }), text => text == "Agreed.");
    }

    // The numbers of a list are those of its own comments.
    [Fact]
    public void A_part_of_a_list_stands_behind_the_comments_that_its_numbers_leave_out()
    {
        var whole = DumpText.Post(["One, at some length.", .. Enumerable.Range(1, 9).Select(i => $"  Reply {i} to the first."), "Two, at some length."]);
        var part = DumpText.Post("Three, at some length.", "Four, at some length.") with
        {
            Reach = new DumpReach { Thread = ThreadReach.Page, From = 3 },
            ReadAs = new ReadLayout("columns of numbers", Certainty.InDoubt),
        };
        part = part with { Comments = [.. part.Comments.Select((comment, i) => comment with { Ordinal = i + 3 })] };

        Assert.Equal(
            ["One, at some length.", "Two, at some length.", "Three, at some length.", "Four, at some length."],
            PostFold.Fold(Captures(whole, part)).Comments.Where(comment => comment.Depth == 0).Select(comment => comment.Original));
    }

    [Fact]
    public void An_edit_of_one_minute_by_one_person_is_one_comment_also_where_nothing_else_is_in_common()
    {
        var one = DumpText.Post("Have a look at the timetable of that year here.") with { Reach = new DumpReach { Thread = ThreadReach.Fewer } };
        one = one with { Comments = [one.Comments[0] with { Author = "Ann", Published = "2015-07-13T02:39" }] };
        var other = one with { Comments = [one.Comments[0] with { Original = "Have a look at the timetable of that year." }] };

        Assert.Single(Texts(one, other));
    }

    [Fact]
    public void A_stump_that_begins_no_known_text_is_kept_and_joins_when_a_capture_holds_it_whole()
    {
        var stump = Cut(DumpText.Post("one", "Nobody has ever said th"));
        var whole = DumpText.Post("one", "Nobody has ever said that to me.");
        Assert.Equal(["one", "Nobody has ever said th"], Texts(DumpText.Post("one"), stump));
        Assert.Equal(["one", "Nobody has ever said that to me."], Texts(stump, whole));
        Assert.Equal(["one", "Nobody has ever said that to me."], Texts(whole, stump));
        Assert.Equal(["one", "Nobody has ever said that to me."], Texts(DumpText.Post("one"), stump, whole));
    }

    [Fact]
    public void A_capture_read_in_doubt_adds_but_takes_the_place_of_nothing()
    {
        var sure = DumpText.Post("I heard it too, from the far bridge.", "  Which bridge do you mean?", "It is quiet again by now.");
        var doubtful = DumpText.Post("I heard it too, from the far bridge. 1. Which bridge do you mean?", "It is quiet again by then.", "  Rain since.") with
        {
            Original = "Another body.",
            ReadAs = new ReadLayout("columns of numbers", Certainty.InDoubt),
        };
        string[] expected = ["I heard it too, from the far bridge.", "Which bridge do you mean?", "It is quiet again by now.", "Rain since."];
        foreach (var captures in new[] { Captures(sure, doubtful), Captures(doubtful, sure) })
        {
            var folded = PostFold.Fold(captures);

            Assert.Equal(expected, folded.Comments.Select(comment => comment.Original));
            Assert.Equal([0, 1, 0, 1], folded.Comments.Select(comment => comment.Depth));
            Assert.Equal(sure.Original, folded.Text.Original);
        }

        Assert.All(PostFold.Fold(Captures(sure, doubtful)).Comments, comment => Assert.Equal(comment.Last.Capture, comment.Reached));
        Assert.Equal("Another body.", PostFold.Fold(Captures(doubtful with { Original = "One body." }, doubtful)).Text.Original);
    }

    [Fact]
    public void Letters_that_were_read_wrongly_replace_none_that_are_right()
    {
        var right = DumpText.Titled("Chez mon père", null, "My père was there.") with { Original = "Un café, s’il vous plaît, pour mon père." };
        var wrong = DumpText.Titled("Chez mon pÃ¨re", null, "My pÃ¨re was there.") with { Original = "Un cafÃ©, sâ€™il vous plaÃ®t, pour mon pÃ¨re." };
        foreach (var captures in new[] { Captures(right, wrong), Captures(wrong, right) })
        {
            var folded = PostFold.Fold(captures);

            Assert.Equal("My père was there.", Assert.Single(folded.Comments).Original);
            Assert.Equal((right.Title, right.Original), (folded.Text.Title, folded.Text.Original));
        }
    }

    private static PostCapture[] Captures(params DumpPost[] posts) =>
        [.. posts.Select((post, i) => new PostCapture(i, $"2015-01-0{i + 1}", ArrangedPost.Of(post, [])))];

    private static DumpPost Page(int from, params string[] outline) =>
        DumpText.Post(outline) with { Reach = new DumpReach { Thread = ThreadReach.Page, From = from, To = from + outline.Length - 1, CountsReplies = true } };

    private static DumpPost Cut(DumpPost post) => post with
    {
        Comments = [.. post.Comments.Take(post.Comments.Count - 1), post.Comments[^1] with { Incomplete = true }],
        Reach = new DumpReach { Thread = ThreadReach.BrokenOff },
    };

    private static string[] Texts(params DumpPost[] posts) =>
        [.. PostFold.Fold(Captures(posts)).Comments.Select(comment => comment.Original)];

    private static string[] Gone(DumpReach reach, params string[] later)
    {
        var captures = new[] { DumpText.Post("a", "b", "c", "d"), DumpText.Post(later) with { Reach = reach } }
            .Select((post, i) => new PostCapture(i, $"2015-01-0{i + 1}", ArrangedPost.Of(post, []))).ToArray();
        return [.. PostFold.Fold(captures).Comments.Where(comment => comment.Reached != comment.Last.Capture).Select(comment => comment.Original)];
    }

    private static DumpPost Whole(Random random) =>
        DumpText.Titled(Titles[random.Next(Titles.Length)], "2009-03-03", Outline) with { Original = Bodies[random.Next(Bodies.Length)] };

    // Half a reply on one page and all of it on another without a tree are not known for one comment, so that an archive has both.
    private static DumpPost Capture(Random random, bool hasFlat)
    {
        var whole = Whole(random);
        var shifted = random.Next(4) == 0 ? whole with { Published = "2009-03-0" + (2 + (2 * random.Next(2))) } : whole;
        return random.Next(5) switch
        {
            0 => shifted with { Original = whole.Original[..(30 + random.Next(60))], Comments = [], Reach = new DumpReach { BodyIsCut = true, Thread = ThreadReach.Absent } },
            1 => hasFlat ? FlatPage(shifted, random) : BrokenOff(shifted, random),
            2 => Paged(shifted, random),
            3 => shifted with { Title = null },
            _ => shifted,
        };
    }

    private static DumpPost BrokenOff(DumpPost post, Random random)
    {
        var last = random.Next(post.Comments.Count);
        var text = post.Comments[last].Original;
        var cut = Cut(post with { Comments = [.. post.Comments.Take(last + 1)] });
        return cut with { Comments = [.. cut.Comments.Take(last), cut.Comments[last] with { Original = text[..(1 + random.Next(text.Length - 1))] }] };
    }

    // The comments from one on, as a page without a tree counts them.
    private static DumpPost FlatPage(DumpPost post, Random random)
    {
        var first = random.Next(post.Comments.Count);
        var comments = post.Comments.Skip(first).Select((comment, i) => comment with { Parent = null, Ordinal = i + 1 }).ToArray();
        return post with { Comments = comments, Reach = new DumpReach { Thread = ThreadReach.Page, From = first + 1, CountsReplies = true } };
    }

    // The comments from one top comment on, numbered anew.
    private static DumpPost Paged(DumpPost post, Random random)
    {
        int[] tops = [0, 3, 4, 6];
        var first = tops[random.Next(tops.Length)];
        var comments = post.Comments.Skip(first).Select(comment => comment with { Parent = comment.Parent - first }).ToArray();
        return post with { Comments = comments, Reach = new DumpReach { Thread = ThreadReach.Page, From = first + 1, CountsReplies = true } };
    }
}
