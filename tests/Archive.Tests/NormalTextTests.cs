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
