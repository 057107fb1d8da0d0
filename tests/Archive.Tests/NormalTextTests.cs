using System.Text;

namespace Archive.Tests;

public class NormalTextTests
{
    [Theory]
    [InlineData("e\u0301", "é")]
    [InlineData("😀 e\u0301", "😀 é")]
    [InlineData("12\uFFFE", "12\uFFFD")]
    [InlineData("\uFFFF", "\uFFFF")]
    public void Letters_are_composed_and_what_is_none_is_said_to_be_none(string text, string normal)
    {
        Assert.Equal(normal, NormalText.Of(text));
        Assert.False(NormalText.Is(text) && text != normal);
    }

    [Fact]
    public void Half_a_pair_is_no_letter() => Assert.Equal("\uFFFDe\uFFFD", NormalText.Of("\uDC00e\uD800", NormalizationForm.FormKD));

    [Fact]
    public void Marks_in_a_row_are_ordered_as_far_as_anybody_writes_them()
    {
        Assert.Equal("a" + new string('\u0323', 15) + new string('\u0301', 15), NormalText.Of("a" + string.Concat(Enumerable.Repeat("\u0301\u0323", 15)), NormalizationForm.FormD));
        Assert.Equal(string.Concat(Enumerable.Repeat("😀", 40)), NormalText.Of(string.Concat(Enumerable.Repeat("😀", 40))));
    }

    // Ordered past each other they took minutes.
    [Theory]
    [InlineData("\u0301\u0323")]
    [InlineData("\uFF9E\u0334")]
    [InlineData("\U0001D165\U0001D16D\u0323")]
    public void A_million_marks_are_parted(string marks)
    {
        var text = "a" + string.Concat(Enumerable.Repeat(marks, 1_000_000 / marks.Length));

        var normal = NormalText.Of(text, NormalizationForm.FormKC);
        Assert.InRange(normal.Length, text.Length, 2 * text.Length);
        Assert.Equal(normal, NormalText.Of(normal, NormalizationForm.FormKC));
    }

    // Each character by itself, in each form: .NET throws at some.
    [Fact]
    public void Every_character_has_a_form()
    {
        foreach (var form in Enum.GetValues<NormalizationForm>())
        {
            for (var code = 0; code <= char.MaxValue; code++)
            {
                _ = NormalText.Of(((char)code).ToString(), form);
            }
        }
    }
}
