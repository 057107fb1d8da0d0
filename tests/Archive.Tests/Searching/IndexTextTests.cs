using System.Text;

namespace Archive.Tests.Searching;

public sealed class IndexTextTests
{
    // Letters of today that were marks when SQLite's table of them was made.
    private static readonly HashSet<string> WereMarks =
        [.. Enumerable.Range(0x19B0, 0x1A).Concat([0x1CF2, 0x1CF3]).Select(code => $"{(char)code}")];

    [Theory]
    [InlineData("Serco’s “payback” – £37m, 50% … naïve café, Ünal™ €5 ‹x›")]
    [InlineData("")]
    [InlineData("plain")]
    public void English_stays_as_it_is(string text) => Assert.Null(IndexText.Fold(text));

    [Theory]
    [InlineData("２０１４ ＡＢＣ", "2014 ABC")]
    [InlineData("ﬁnd", "find")]
    [InlineData("soft\u00ADhyphen, zero\u200Bwidth\u200D", "softhyphen, zerowidth")]
    [InlineData("cafe\u0301", "cafe")]
    [InlineData("مُحَمَّد", "محمد")]
    [InlineData("أحمد عربـــي", "احمد عربي")]
    [InlineData("שָׁלוֹם", "שלום")]
    [InlineData("٢٠١٤", "2014")]
    [InlineData("2½ years", "2 1 2  years")]
    [InlineData("word¹ CO₂", "word 1  CO2")]
    [InlineData("donʼt", "don’t")]
    [InlineData("東京都", " 東京 京都 都")]
    [InlineData("Linux版です。", "Linux 版で です す 。")]
    [InlineData("ﾃﾞｰﾀ", " デー ータ タ")]
    [InlineData("か\u3099", " が")]
    [InlineData("한글", "한글")]
    [InlineData("a\uE000b", "a b")]
    [InlineData("Ж мой", "Ж мои")]
    public void What_the_tokenizer_does_not_know_is_made_plain(string text, string folded) => Assert.Equal(folded, IndexText.Fold(text) ?? text);

    [Theory]
    [InlineData("Andrew  Hatton\n", "andrew hatton")]
    [InlineData("NAÏVE", "naive")]
    [InlineData("Σίσυφος", "σισυφοσ")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("", "")]
    public void A_word_is_folded(string word, string folded) => Assert.Equal(folded, IndexText.FoldWord(word));

    [Theory]
    [InlineData("", 0)]
    [InlineData("one two-three, don’t", 5)]
    [InlineData("東京 tower", 3)]
    [InlineData("… – !", 0)]
    public void Words_are_counted(string text, int words) => Assert.Equal(words, IndexText.CountWords(text));

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public void Every_letter_is_in_the_vocabulary_as_it_is_folded()
    {
        var letters = Enumerable.Range(1, 0x3FFFF).Where(Rune.IsValid).Select(code => $"{new Rune(code)}")
            .Where(letter => IndexText.CountWords(letter) == 1 && !WereMarks.Contains(letter)).ToList();
        using var table = new FullTextTable(letters);
        var vocabulary = table.Vocabulary().ToHashSet();
        Assert.True(letters.Count > 100_000, "letters are missing");
        Assert.DoesNotContain(letters, letter => !Words(IndexText.FoldWord(letter)).All(vocabulary.Contains));
    }

    private static string[] Words(string folded) =>
        string.Concat(folded.Select(c => c is '⁄' or '.' or '(' or ')' or ',' or '’' or '·' ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
