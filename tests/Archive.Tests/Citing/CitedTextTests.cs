namespace Archive.Tests.Citing;

public sealed class CitedTextTests
{
    [Theory]
    [InlineData("One two", "One two")]
    [InlineData(" One\r\n\r\n two\u00A0three ", "One two three")]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20")]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20, 21", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20…")]
    [InlineData("\u202Ea\u0000b\u00AD", "ab")]
    [InlineData("", "")]
    public void The_first_twenty_words_are_quoted(string text, string first) => Assert.Equal(first, CitedText.First(text));

    [Fact]
    public void A_word_without_end_is_cut()
    {
        var first = CitedText.First(string.Concat(Enumerable.Repeat("😀", 1_000)));

        Assert.InRange(first.Length, 200, CitedText.MaxQuoted);
        Assert.EndsWith("😀…", first, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2014", "2014")]
    [InlineData("2014-02", "2014, February")]
    [InlineData("2014-02-11", "2014, February 11")]
    [InlineData("2014-02-11T10:22:00Z", "2014, February 11")]
    [InlineData("2014-02-30", null)]
    [InlineData("10:22", null)]
    [InlineData("\"><img src=x>", null)]
    [InlineData(null, null)]
    public void A_date_is_as_fine_as_it_is_known(string? published, string? apa) => Assert.Equal(apa, CitedDate.Read(published)?.YearFirst);
}
