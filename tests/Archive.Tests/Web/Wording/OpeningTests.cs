using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Web.Wording;

public sealed class OpeningTests
{
    [Theory]
    [InlineData("", 10, "")]
    [InlineData(" \n\u00A0\t ", 10, "")]
    [InlineData("  one\n\n two ", 10, "one two")]
    [InlineData("one two three", 10, "one two…")]
    [InlineData("one two three", 6, "one…")]
    [InlineData("one two", 8, "one two")]
    [InlineData("incomprehensibilities", 10, "incomprehe")]
    [InlineData("incomprehensibilities and more", 10, "incomprehe…")]
    public void The_first_words_are_cut_at_the_end_of_one(string text, int length, string opening) => Assert.Equal(opening, Opening.Of(text, length));

    [Fact]
    public void Whatever_a_text_is_its_opening_is_words_of_it_and_no_longer() => Prop.ForAll(
        Gen.Elements(" ", "\n", "\u00A0", "a", "bc", "é", "’", "\U0001F600").ArrayOf().Zip(Gen.Choose(1, 40)).ToArbitrary(),
        drawn =>
        {
            var (text, length) = (string.Concat(drawn.Item1), drawn.Item2);
            var opening = Opening.Of(text, length);
            var words = Regex.Replace(text.Trim(), "\\s+", " ");

            Assert.InRange(opening.Length, 0, length + 1);
            Assert.StartsWith(opening.EndsWith('…') ? opening[..^1] : opening, words, StringComparison.Ordinal);
            Assert.True(words.Length == opening.Length || opening.EndsWith('…') || !words.Contains(' ', StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(10)]
    [InlineData(5_000)]
    public void Of_bytes_it_is_that_of_the_text(int times)
    {
        byte[] bytes = [.. Enumerable.Repeat(Encoding.UTF8.GetBytes("Größe \U0001F600 "), times).SelectMany(some => some), 0xF0, 0x9F, (byte)' ', 0xFF];

        Assert.Equal(Opening.Of(Encoding.UTF8.GetString(bytes)), Opening.OfUtf8(bytes));
    }
}
