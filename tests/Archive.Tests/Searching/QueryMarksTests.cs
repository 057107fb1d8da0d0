using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Searching;

public sealed class QueryMarksTests
{
    private static readonly Expansion Forms = new()
    {
        Forms = new Dictionary<string, IReadOnlyList<string>> { ["officer"] = ["officers"] },
    };

    [Theory]
    [InlineData("serco", "Serco and SERCO’s, not sercos", "[Serco] and [SERCO]’s, not sercos")]
    [InlineData("officer", "officer officers officered", "[officer] [officers] officered")]
    [InlineData("\"officer\"", "officer officers", "[officer] officers")]
    [InlineData("\"early day\"", "An early\nday, early, day early", "An [early\nday], [early, day] early")]
    [InlineData("prob*", "Probation probed prod", "[Probation] [probed] prod")]
    [InlineData("\"early da*\"", "early days, early or", "[early days], early or")]
    [InlineData("naive", "naïve NAI\u0308VE", "[naïve] [NAI\u0308VE]")]
    [InlineData("don't", "I don’t, don t", "I [don’t], [don t]")]
    [InlineData("C++", "C and C++, c+ or C++x", "C and [C]++, c+ or C++x")]
    [InlineData("£37m", "37m, £37m", "37m, £[37m]")]
    [InlineData("37m", "37m, £37m", "[37m], £[37m]")]
    [InlineData("京都", "東京都と京都", "東[京都]と[京都]")]
    [InlineData("東京 京都", "東京都", "[東京都]")]
    [InlineData("\"東 京\"", "東京", "東京")]
    [InlineData("ﾃﾞｰﾀ", "データ", "[データ]")]
    [InlineData("find", "ﬁnd soft\u00ADhyphen", "[ﬁnd] soft\u00ADhyphen")]
    [InlineData("softhyphen", "ﬁnd soft\u00ADhyphen", "ﬁnd [soft\u00ADhyphen]")]
    [InlineData("محمد", "مُحَمَّد", "[مُحَمَّد]")]
    [InlineData("a -b", "a b", "[a] b")]
    [InlineData("a OR (b -(c d)) by:Jim", "a b c d Jim", "[a] [b] c d Jim")]
    [InlineData("-a", "a", "a")]
    [InlineData("by:Jim", "by Jim", "by Jim")]
    public void What_is_looked_for_is_found(string typed, string text, string marked) => Assert.Equal(marked, Marked(typed, text));

    [Fact]
    public void A_query_of_filters_looks_for_nothing()
    {
        Assert.True(QueryMarks.Of(SearchQuery.Parse("by:Jim -word"), Expansion.None).IsEmpty);
        Assert.False(QueryMarks.Of(SearchQuery.Parse("by:Jim word"), Expansion.None).IsEmpty);
    }

    [Theory]
    [InlineData("x", "One two. Three x four five six seven eight nine.", 5, "…Three [x] four five six…")]
    [InlineData("x", "a b c d e f g h x i j k l m n o p", 6, "…h [x] i j k l…")]
    [InlineData("x y", "x a a a a a a a a a x y b b b b b b", 4, "…a [x] [y] b…")]
    [InlineData("absent", "One two.\n\nThree  four", 3, "One two. Three…")]
    [InlineData("x", "short x\ntext", 20, "short [x] text")]
    [InlineData("", "short text", 20, "short text")]
    [InlineData("x", "", 20, "")]
    [InlineData("last", "a b c d e f g the last.", 4, "…f g the [last].")]
    public void A_snippet_shows_the_place_that_says_most(string typed, string text, int words, string snippet) =>
        Assert.Equal(snippet, Shown(QueryMarks.Of(SearchQuery.Parse(typed), Expansion.None).Snippet(text, words)));

    [Fact]
    public void A_snippet_of_a_word_without_end_is_cut()
    {
        var words = QueryMarks.Of(SearchQuery.Parse("x"), Expansion.None);
        Assert.Equal(242, words.Snippet(new string('a', 10_000) + " x " + new string('b', 10_000), 20).Length - "\u0002\u0003".Length);
        Assert.Contains("\u0002x\u0003", words.Snippet(new string('a', 10_000) + " x " + new string('b', 10_000), 20), StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', new string([.. words.Snippet(string.Concat(Enumerable.Repeat("𝔘", 999)) + " x", 3).EnumerateRunes().Select(rune => rune.Value == 0xFFFD ? '\uFFFD' : 'a')]));
    }

    [Fact]
    public void Marks_of_strangers_are_taken_out() =>
        Assert.Equal("a [x] b", Shown(QueryMarks.Of(SearchQuery.Parse("x"), Expansion.None).Snippet("a\u0003 x\u0002\u202Eb", 20)));

    [Fact]
    public void Places_are_in_order_and_apart_and_snippets_are_pieces_of_the_text()
    {
        var cases = Generated.Hostile.Zip(Gen.OneOf(Generated.Hostile, Generated.Text)).Zip(Gen.Choose(1, 12));
        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            var ((typed, text), length) = given;
            var words = QueryMarks.Of(SearchQuery.Parse(typed), Generated.Names);
            var end = 0;
            foreach (var place in words.In(text))
            {
                Assert.True(place.Start >= end && place.Length > 0 && place.Start + place.Length <= text.Length);
                end = place.Start + place.Length;
            }

            var snippet = words.Snippet(text, length);
            Assert.DoesNotContain('\n', snippet);
            Assert.Equal(snippet.Count(c => c == QueryMarks.MarkStart), snippet.Count(c => c == QueryMarks.MarkEnd));
            var plain = snippet.Trim('…').Replace("\u0002", "", StringComparison.Ordinal).Replace("\u0003", "", StringComparison.Ordinal);
            Assert.Contains(Plain(plain), Plain(text), StringComparison.Ordinal);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000).WithEndSize(40));
    }

    private static string Marked(string typed, string text)
    {
        var places = QueryMarks.Of(SearchQuery.Parse(typed), Forms).In(text);
        return places.Reverse().Aggregate(text, (marked, place) => marked.Insert(place.Start + place.Length, "]").Insert(place.Start, "["));
    }

    private static string Shown(string snippet) => snippet.Replace('\u0002', '[').Replace('\u0003', ']');

    private static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c) && c is not ('…' or (>= '\u202A' and <= '\u202E'))));
}
