namespace Archive.Tests.Threads.Captures;

public sealed class CaptureMergeTests
{
    [Fact]
    public void Comments_that_a_keeper_parted_are_two_though_the_platform_names_them_alike()
    {
        ThreadComment[] thread = [new() { PlatformId = "1", Text = "Thanks!" }, new() { PlatformId = "2", Text = "Well said." }];

        var merged = CaptureMerge.Merge(thread, thread, parted: new HashSet<(int, int)> { (0, 0) });
        Assert.Equal([(-1, 0), (0, -1), (1, 1)], merged.Select(comment => (comment.Earlier, comment.Later)).Order());
    }

    [Fact]
    public void New_comments_come_in_place_and_vanished_ones_stay_after_the_sibling_they_followed() => Check(
        ["one", "two", " reply", "three"],
        ["zero", "one", " late reply", "three", "four"],
        "+zero", "=one", "+ late reply", "-two", "- reply", "=three", "+four");

    [Fact]
    public void Equal_texts_are_told_apart_by_their_neighbours() => Check(
        ["a", "thanks", "b", "thanks"],
        ["a", "b", "thanks"],
        "=a", "-thanks", "=b", "=thanks");

    [Fact]
    public void Equal_texts_are_told_apart_by_their_parents() => Check(
        ["a", " thanks", "b", " thanks"],
        ["new", " thanks", "a", "b", " thanks"],
        "+new", "+ thanks", "=a", "- thanks", "=b", "= thanks");

    [Fact]
    public void A_notice_of_removal_takes_the_place_of_the_text_between_its_neighbours() => Check(
        ["a", "what I regret", " a reply", "b"],
        ["a", "×", " a reply", "b"],
        "=a", "~×", "= a reply", "=b");

    [Fact]
    public void A_placeholder_is_the_comment_whose_replies_it_has() => Check(
        ["a", "gone", "lost", " its reply", "b"],
        ["a", "?", " its reply", "b"],
        "=a", "-gone", "~?", "= its reply", "=b");

    [Fact]
    public void A_text_that_shares_half_of_its_words_is_the_same_comment_edited() => Check(
        ["a", "I never said that about Serco", "b"],
        ["a", "I never said that about G4S at all", "b"],
        "=a", "~I never said that about G4S at all", "=b");

    [Fact]
    public void Short_words_that_somebody_else_says_later_are_not_the_comment_whose_replies_show_that_it_was_edited() => Check(
        ["a", "Hear, hear.", " the county cannot explain the slipway to anybody", "b"],
        ["a", "Hear, hear. Edited: no.", " the county cannot explain the slipway to anybody", "b", "Hear, hear."],
        "=a", "~Hear, hear. Edited: no.", "= the county cannot explain the slipway to anybody", "=b", "+Hear, hear.");

    [Fact]
    public void Another_text_between_the_same_neighbours_is_another_comment() => Check(
        ["a", "the weather is fine", "b"],
        ["a", "probation was abolished today", "b"],
        "=a", "-the weather is fine", "+probation was abolished today", "=b");

    [Fact]
    public void A_comment_that_hangs_elsewhere_now_moves_with_its_replies() => Check(
        ["a", "b", " answer", "  deeper"],
        ["a", " answer", "  deeper", "b"],
        "=a", "= answer", "=  deeper", "=b");

    [Fact]
    public void Comments_signed_by_different_people_are_never_one()
    {
        var earlier = new[] { new ThreadComment { Text = "Thanks!", Author = "Ann" } };
        var later = new[] { new ThreadComment { Text = "Thanks!", Author = "Bob" } };
        Assert.Equal(2, CaptureMerge.Merge(earlier, later).Count);
    }

    [Fact]
    public void The_platforms_own_id_counts_more_than_any_text()
    {
        var earlier = new[] { new ThreadComment { Text = "old words", PlatformId = "7" }, new ThreadComment { Text = "x", PlatformId = "8" } };
        var later = new[] { new ThreadComment { Text = "x", PlatformId = "7" } };
        Assert.Equal([new(0, 0, -1), new(1, -1, -1)], CaptureMerge.Merge(earlier, later));
    }

    [Fact]
    public void A_text_known_from_another_capture_finds_its_comment()
    {
        var earlier = new[]
        {
            new ThreadComment { Text = "the first" },
            new ThreadComment { Text = "now it says something else", OtherTexts = ["once it said this"] },
        };
        var later = Outline.Read("once it said this", "the first");
        var merged = CaptureMerge.Merge(earlier, later);
        Assert.Equal([new(1, 0, -1), new(0, 1, -1)], merged);
    }

    [Theory]
    [InlineData("Lovely.")]
    [InlineData("×")]
    public void A_flat_layout_is_laid_over_a_tree_in_reading_order(string text)
    {
        string[] tree = ["a", $" {text}", text], flat = ["a", text, text];
        Check(tree, flat, "=a", $"= {text}", $"={text}");
        Check(flat, tree, "=a", $"= {text}", $"={text}");
        Check(tree, ["a", text, text, "b"], "=a", $"= {text}", $"={text}", "+b");
        Check(["a", text], tree, "=a", $"+ {text}", $"={text}");
    }

    [Fact]
    public void Comments_of_two_times_are_never_one_but_those_of_two_zones_are()
    {
        Assert.Equal(2, Merged("2014-02-11T10:01", "2014-02-11T10:06"));
        Assert.Equal(2, Merged("2014-02-11T10:00", "2014-02-12T10:00"));
        Assert.Equal(2, Merged("2014-02-11", "2014-02-13"));
        Assert.Equal(1, Merged("2014-02-11T10:01", "2014-02-11T19:01:20Z"));
        Assert.Equal(1, Merged("2014-02-11T23:30", "2014-02-12"));
        Assert.Equal(1, Merged("2014-02-11T10:01", null));

        static int Merged(string? before, string? after) => CaptureMerge.Merge(
            [new ThreadComment { Text = "Thanks!", Author = "Ann", Published = before }], [new ThreadComment { Text = "Thanks!", Author = "Ann", Published = after }]).Count;
    }

    [Fact]
    public void A_comment_of_another_page_is_no_edit_and_only_a_long_text_is_the_same()
    {
        Assert.Equal(2, Merged("Happy birthday, Hester!", "Happy birthday, dear Hester!", 6));
        Assert.Equal(2, Merged("Happy birthday!", "Happy birthday!", 6));
        Assert.Equal(1, Merged("Happy birthday, Hester!", "Happy birthday, dear Hester!", 5));
        Assert.Equal(1, Merged("It was the ferry that left at noon.", "It was the ferry that left at noon.", 6));

        static int Merged(string before, string after, int number) => CaptureMerge.Merge(
            [new ThreadComment { Text = before, NumberInAll = 5 }], [new ThreadComment { Text = after, NumberInAll = number }]).Count;
    }

    // + new, - vanished, = the same, ~ the same with another text.
    private static void Check(string[] before, string[] after, params string[] expected)
    {
        var (earlier, later) = (Outline.Read(before), Outline.Read(after));
        var merged = CaptureMerge.Merge(earlier, later);
        var depth = ThreadOrder.Arrange([.. merged.Select(one => one.Parent)]).Depth;
        Assert.Equal(expected, merged.Select((one, i) =>
        {
            var line = new string(' ', depth[i]) + (one.Later >= 0 ? after[one.Later] : before[one.Earlier]).TrimStart();
            return one.Earlier < 0 ? $"+{line}"
                : one.Later < 0 ? $"-{line}"
                : earlier[one.Earlier].Text == later[one.Later].Text ? $"={line}" : $"~{line}";
        }));
    }
}
