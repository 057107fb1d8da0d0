using System.Text;

namespace Archive;

/// <summary>Writes the letters of a text in one of Unicode's normal forms, whatever a stranger wrote into it.</summary>
/// <remarks>Half a pair of surrogates and U+FFFE have no normal form, and .NET throws at them: the sign for what is no character, U+FFFD, stands in their place.</remarks>
public static class NormalText
{
    public static string Of(string text, NormalizationForm form = NormalizationForm.FormC) =>
        (HasForm(text) ? text : string.Concat(text.EnumerateRunes().Select(static rune => rune.Value == 0xFFFE ? Rune.ReplacementChar : rune))).Normalize(form);

    /// <summary>Whether a text is in form C as it stands.</summary>
    public static bool Is(ReadOnlySpan<char> text) => HasForm(text) && text.IsNormalized();

    private static bool HasForm(ReadOnlySpan<char> text) => !text.ContainsAnyInRange('\uD800', '\uDFFF') && !text.Contains('\uFFFE');
}
