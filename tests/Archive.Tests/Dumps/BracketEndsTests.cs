using Archive.Dumps.Blogger.Headings;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Dumps;

public sealed class BracketEndsTests
{
    private static readonly Arbitrary<string> Texts = Gen.Elements("[]()]({}a".ToCharArray()).ArrayOf().Select(letters => new string(letters)).ToArbitrary();

    [Fact]
    public void A_bracket_is_closed_where_as_many_are_closed_as_were_opened_whatever_was_asked_before() =>
        Prop.ForAll(Texts, text =>
        {
            var ends = new BracketEnds();
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] is '[' or '(' or '{')
                {
                    Assert.Equal(EndOf(text, i), ends.Of(text, i));
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(40));

    [Fact]
    public void Once_nothing_closes_a_square_bracket_none_is_taken_for_one()
    {
        var ends = new BracketEnds();

        Assert.Equal(-1, ends.Of("(a", 0));
        Assert.False(ends.HasOpenSquare);
        Assert.Equal(2, new BracketEnds().Of("[a]", 0));
        Assert.Equal(-1, ends.Of("[a", 0));
        Assert.True(ends.HasOpenSquare);
    }

    // Milliseconds; where each is searched for anew, minutes.
    [Theory]
    [InlineData("(")]
    [InlineData("{")]
    [InlineData("[")]
    [InlineData("[a](")]
    [InlineData("(()")]
    public async Task Open_brackets_are_searched_once(string pattern)
    {
        var text = string.Concat(Enumerable.Repeat(pattern, 2_000_000 / pattern.Length));
        await Task.Run(() =>
        {
            var ends = new BracketEnds();
            for (var i = text.IndexOfAny(['[', '(', '{']); i >= 0; i = text.IndexOfAny(['[', '(', '{'], i + 1))
            {
                ends.Of(text, i);
            }
        }).WaitAsync(TimeSpan.FromMinutes(1));
    }

    private static int EndOf(string text, int open)
    {
        var (opens, closes) = (text[open], text[open] == '[' ? ']' : text[open] == '(' ? ')' : '}');
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            depth += text[i] == opens ? 1 : text[i] == closes ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }
}
