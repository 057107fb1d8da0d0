namespace Archive.Tests.Citing;

public sealed class QuotedWordsTests
{
    [Theory]
    [InlineData("It's not right", "It’s  not\nright, at all", WordsStand.AtStart)]
    [InlineData("“IT IS NOT RIGHT…”", "It is not right, at all", WordsStand.AtStart)]
    [InlineData("It is not right...", "It is not right, at all", WordsStand.AtStart)]
    [InlineData("It is not right [Comment on the blog post “Power”]", "It is not right", WordsStand.AtStart)]
    [InlineData("It is not right [Comment 8.5 on the blog post “Power [to people]”].", "It is not right at all", WordsStand.AtStart)]
    [InlineData("[Really] it is", "[Really] it is", WordsStand.AtStart)]
    [InlineData("this — that", "This-that", WordsStand.AtStart)]
    [InlineData("It … right", "It is not right", WordsStand.AtStart)]
    [InlineData("not right", "It is not right", WordsStand.Within)]
    [InlineData("right it", "It is not right", WordsStand.Nowhere)]
    [InlineData("It is wrong", "It is not right", WordsStand.Nowhere)]
    [InlineData("It is not, right", "It is not right", WordsStand.Nowhere)]
    [InlineData("pro", "probation", WordsStand.Nowhere)]
    [InlineData("漢字", "漢字で書かれた", WordsStand.AtStart)]
    [InlineData("“”…", "anything", WordsStand.Nowhere)]
    [InlineData("", "anything", WordsStand.Nowhere)]
    public void Words_stand_where_they_stand(string cited, string text, WordsStand stand) => Assert.Equal(stand, QuotedWords.Of(cited).In(text));

    [Fact]
    public void A_long_text_takes_no_time()
    {
        var words = QuotedWords.Of(new string('a', 5_000) + "b");
        var clock = System.Diagnostics.Stopwatch.StartNew();

        Assert.Equal(WordsStand.Nowhere, words.In(new string('a', 5_000_000)));

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"{clock.Elapsed}");
    }
}
