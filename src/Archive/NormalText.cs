using System.Buffers;
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

/// <summary>Writes the signs of keyboards in place of those of print, so that a name is one however it was typed.</summary>
internal static class PlainSigns
{
    private static readonly SearchValues<char> Printed = SearchValues.Create("‘’‛′ʼʹ´`‐‑–−");

    /// <summary><c>O’Malley</c> → <c>O'Malley</c>.</summary>
    public static string In(string name) => !name.AsSpan().ContainsAny(Printed) ? name : string.Create(name.Length, name, static (plain, printed) =>
    {
        for (var i = 0; i < printed.Length; i++)
        {
            plain[i] = printed[i] switch
            {
                '‘' or '’' or '‛' or '′' or 'ʼ' or 'ʹ' or '´' or '`' => '\'',
                '‐' or '‑' or '–' or '−' => '-',
                var c => c,
            };
        }
    });
}
