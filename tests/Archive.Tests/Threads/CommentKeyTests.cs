namespace Archive.Tests.Threads;

public sealed class CommentKeyTests
{
    [Fact]
    public void A_key_depends_on_words_and_author_alone()
    {
        var key = Keys(new ThreadComment { Text = "Power  to the\n people" })[0];

        Assert.Matches("^[a-z2-7]{12}$", key);
        Assert.Equal(key, Keys(new ThreadComment { Text = "other" }, new ThreadComment { Text = " Power to the people ", Parent = 0 })[1]);
        Assert.NotEqual(key, Keys(new ThreadComment { Text = "Power to the people", Author = "Ann" })[0]);
    }

    [Fact]
    public void Keys_never_change_from_version_to_version() =>
        Assert.Equal("fopmpws5tl7s", Keys(new ThreadComment { Text = "Thanks!" })[0]);

    [Fact]
    public void Equal_texts_are_counted()
    {
        var keys = Keys([.. Outline.Read("thanks", "thanks", "thanks")]);

        Assert.Equal([keys[0], $"{keys[0]}-2", $"{keys[0]}-3"], keys);
    }

    [Fact]
    public void A_placeholder_is_named_by_its_first_reply()
    {
        var alone = Keys([.. Outline.Read("?", " reply")]);
        var among = Keys([.. Outline.Read("first", "?", " reply", " more")]);

        Assert.Equal(alone[0], among[1]);
        Assert.NotEqual(alone[0], alone[1]);
    }

    [Fact]
    public void The_platforms_own_id_is_the_key_where_it_can_stand_in_an_address()
    {
        var keys = Keys(
            new ThreadComment { Text = "x", PlatformId = "8251719" },
            new ThreadComment { Text = "y", PlatformId = "8251719" },
            new ThreadComment { Text = "z", PlatformId = "a b/<script>" });

        Assert.Equal(["8251719", "8251719-2"], keys[..2]);
        Assert.Matches("^[a-z2-7]{12}$", keys[2]);
    }

    [Fact]
    public void A_numbered_key_tells_its_stem()
    {
        Assert.Equal(["abc", null, null, "a-b"], new[] { "abc-3", "abc", "abc-", "a-b-12" }.Select(CommentKey.StemOf));
        Assert.Equal(["abc", "abc-2"], new[] { 1, 2 }.Select(n => CommentKey.Numbered("abc", n)));
    }

    private static string[] Keys(params ThreadComment[] thread) => CommentKey.Assign(thread);
}
