using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Web.Wording;

public sealed partial class WordDifferenceTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(Trials.Of(5_000));

    // Few words, so that texts are alike; blanks and lines of every kind, letters of scripts with and without blanks, and what is none.
    private static Arbitrary<string> Texts => Arb.ToArbitrary(
        Gen.Elements("the", "the", "quay", "quay,", "8.5", "don’t", "don't", ".", " ", " ", " ", "\n", "\n\n", " \n \n ", "<b>", "&amp;", "波止場", "の", "ท่าเรือ", "رصيف", "נמל", "ñ", "n\u0303", "👩‍👩‍👧", "\ud83d", "\u200f", "\0")
            .ListOf().Select(string.Concat));

    [Theory]
    [InlineData("The quay is old.", "The quay is new.", "The quay is [-old-][+new+].")]
    [InlineData("The quay is old", "The quay is old.", "The quay is old[+.+]")]
    [InlineData("he said no", "he said “no”", "he said [+“+]no[+”+]")]
    [InlineData("I don't know", "I don’t know", "I [-don't-][+don’t+] know")]
    [InlineData("see 8.5 there", "see 8.6 there", "see [-8.5-][+8.6+] there")]
    [InlineData("one two", "one  two", "one two")]
    [InlineData("one\ntwo", "one two", "one two")]
    [InlineData("one two", "one\n\ntwo", "one[- -][+\n\n+]two")]
    [InlineData("foo bar", "foobar", "[-foo bar-][+foobar+]")]
    [InlineData("a - b", "a-b", "a[- - -][+-+]b")]
    [InlineData("", "new", "[+new+]")]
    [InlineData("old", "", "[-old-]")]
    [InlineData("", "", "")]
    [InlineData(" \n same \n", "same", "same")]
    public void Words_marks_and_paragraphs_are_compared(string before, string after, string expected) => Assert.Equal(expected, Marked(before, after));

    [Theory]
    [InlineData("東の波止場は古い", "東の波止場は新しい", "東の波止場は[-古-][+新し+]い")]
    [InlineData("ท่าเรือเก่า", "ท่าเรือใหม่", "ท่าเรือ[-เก่า-][+ใหม่+]")]
    [InlineData("한국 부두는 낡았다", "한국 부두는 새롭다", "한국 부두는 [-낡았다-][+새롭다+]")]
    [InlineData("الرصيف قديم جدا", "الرصيف جديد جدا", "الرصيف [-قديم-][+جديد+] جدا")]
    [InlineData("הנמל ישן מאוד", "הנמל חדש מאוד", "הנמל [-ישן-][+חדש+] מאוד")]
    [InlineData("cafe\u0301 bar", "cafe bar", "[-cafe\u0301-][+cafe+] bar")]
    public void Scripts_without_blanks_are_compared_by_letters_and_those_from_right_to_left_by_words(string before, string after, string expected) =>
        Assert.Equal(expected, Marked(before, after));

    [Fact]
    public void A_word_that_stays_between_longer_changes_is_read_with_them() => Assert.Equal(
        "[-Nobody answered of the auditors-][+Everybody wrote of letters afterwards+].",
        Marked("Nobody answered of the auditors.", "Everybody wrote of letters afterwards."));

    [Fact]
    public void Markup_in_a_text_is_text() =>
        Assert.Equal(
            "&lt;b&gt;<del><span class=\"unseen\"> (removed: </span>one<span class=\"unseen\">) </span></del><ins><span class=\"unseen\"> (added: </span>two<span class=\"unseen\">) </span></ins>&lt;/b&gt;",
            Html(new WordDifference().Of("<b>one</b>", "<b>two</b>")!));

    [Fact]
    public void Without_what_comes_it_is_the_earlier_text_and_without_what_goes_the_later() => Prop.ForAll(Texts, Texts, (before, after) =>
    {
        var difference = new WordDifference().Of(before, after)!;
        Assert.Equal(Normal(before), Normal(string.Concat(difference.Runs.Where(run => run.Change != WordChange.Comes).Select(run => run.Text))));
        Assert.Equal(Normal(after), Normal(string.Concat(difference.Runs.Where(run => run.Change != WordChange.Goes).Select(run => run.Text))));
        Assert.False(difference.IsCoarse);
        Assert.Equal(difference.IsNothing, Normal(before).Replace('\r', ' ') == Normal(after));
    }).Check(Many);

    // As a reader with a browser could: by the elements of the page.
    [Fact]
    public void The_page_says_the_same() => Prop.ForAll(Texts, Texts, (before, after) =>
    {
        var html = Html(new WordDifference().Of(before, after)!);
        Assert.Equal(Plain(before), Plain(Decoded(Come().Replace(html, ""))));
        Assert.Equal(Plain(after), Plain(Decoded(Go().Replace(html, ""))));
    }).Check(Many);

    [Fact]
    public void A_long_text_with_small_changes_is_compared_at_once()
    {
        var words = Enumerable.Range(0, 40_000).Select(i => i % 50 == 0 ? $"u{i}" : $"w{i % 97}").ToArray();
        var before = string.Join(' ', words);
        words[20_000] = "changed";
        words[30_001] = "too";

        var difference = new WordDifference().Of(before, string.Join(' ', words))!;

        Assert.False(difference.IsCoarse);
        Assert.Equal(["changed", "too"], difference.Runs.Where(run => run.Change == WordChange.Comes).Select(run => run.Text));
    }

    // Nothing alike, everything alike, and words that each text has in another order: what costs the most.
    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_dearest_texts_cost_little_and_are_marked_whole(int kind)
    {
        var random = new Random(14);
        string Text(int side) => string.Join(' ', Enumerable.Range(0, 49_000).Select(i => kind switch
        {
            0 => $"{(side == 0 ? 'a' : 'b')}{i % 700}",
            1 => random.Next(2) == 0 ? "x" : "y",
            _ => $"w{random.Next(49_000)}",
        }));
        var (before, after) = (Text(0), Text(1));
        var difference = new WordDifference();
        var time = System.Diagnostics.Stopwatch.StartNew();

        for (var i = 0; i < 10; i++)
        {
            var one = difference.Of(before, after);
            Assert.True(i > 2 ? one is null : one is { IsCoarse: true }, $"{kind}, {i}: {one?.IsCoarse}");
        }

        Assert.True(time.Elapsed < TimeSpan.FromSeconds(10), $"{time.Elapsed}");
    }

    [Fact]
    public void Texts_beyond_the_limit_are_not_compared() =>
        Assert.Null(new WordDifference().Of(string.Concat(Enumerable.Repeat("a ", (WordDifference.MaxPieces / 2) + 1)), "a"));

    private static string Marked(string before, string after) => string.Concat(new WordDifference().Of(before, after)!.Runs.Select(run => run.Change switch
    {
        WordChange.Goes => $"[-{run.Text}-]",
        WordChange.Comes => $"[+{run.Text}+]",
        _ => run.Text,
    }));

    private static string Html(TextDifference difference)
    {
        using var writer = new StringWriter();
        difference.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }

    // Blanks say that words are apart, and two line breaks that paragraphs are.
    private static string Normal(string text)
    {
        var normal = new StringBuilder();
        foreach (var part in Blanks().Split(text.Trim()))
        {
            normal.Append(part.Length > 0 && string.IsNullOrWhiteSpace(part) ? part.Count(c => c == '\n') > 1 ? "\n\n" : " " : part);
        }

        return normal.ToString();
    }

    // The page has a sign in place of what no page can have.
    private static string Plain(string text) => Normal(Rune(text).Replace("\0", "\ufffd", StringComparison.Ordinal));

    private static string Rune(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));

    private static string Decoded(string html) => System.Net.WebUtility.HtmlDecode(Unseen().Replace(html, "").Replace("<del>", "").Replace("</del>", "").Replace("<ins>", "").Replace("</ins>", ""));

    [GeneratedRegex(@"(\s+)", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();

    [GeneratedRegex("<ins>.*?</ins>", RegexOptions.Singleline, 1_000)]
    private static partial Regex Come();

    [GeneratedRegex("<del>.*?</del>", RegexOptions.Singleline, 1_000)]
    private static partial Regex Go();

    [GeneratedRegex("<span class=\"unseen\">.*?</span>", RegexOptions.Singleline, 1_000)]
    private static partial Regex Unseen();
}
