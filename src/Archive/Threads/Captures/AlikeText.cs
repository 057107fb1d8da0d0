using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Archive.Threads.Captures;

/// <summary>Text without what extractors and themes change: case, forms of letters, quotes, dashes, entities, blanks, and what reading UTF-8 as Latin-1 made of it.</summary>
internal static class AlikeText
{
    /// <summary>How often a text may have been read wrongly, or escaped, one upon the other.</summary>
    private const int MaxTimes = 2;

    private const string Of1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009Dž\u009Fſ";

    /// <summary>Whether nothing of a text but its capitals and what stands between its words would be changed.</summary>
    public static bool IsPlain(string text) => Ascii.IsValid(text) && !text.Contains('&', StringComparison.Ordinal);

    public static string Of(string text)
    {
        if (!IsPlain(text))
        {
            text = Repaired(text);
        }

        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            Append(folded, c);
        }

        return folded.Length > 0 && folded[^1] == ' ' ? folded.ToString(0, folded.Length - 1) : folded.ToString();
    }

    /// <summary>Whether nothing but letters read wrongly, as UTF-8 was read as Latin-1, makes a text another than one that has them right.</summary>
    public static bool IsMisread(string text, string right) =>
        text != right && !Ascii.IsValid(text) && ReadAgain(text) != text && ReadAgain(right) == right && Of(text) == Of(right);

    private static string Repaired(string text)
    {
        for (var i = 0; i < MaxTimes && text.Contains('&', StringComparison.Ordinal); i++)
        {
            // No network: only the list of entities stands there.
            text = System.Net.WebUtility.HtmlDecode(text);
        }

        for (var i = 0; i < MaxTimes; i++)
        {
            text = ReadAgain(text);
        }

        return NormalText.Of(text, NormalizationForm.FormKC);
    }

    // Runs of letters whose bytes are UTF-8: "â€™" was an apostrophe.
    private static string ReadAgain(string text)
    {
        StringBuilder? again = null;
        var bytes = new List<byte>();
        var done = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var from = i;
            bytes.Clear();
            while (i < text.Length && Byte(text[i]) is { } read)
            {
                bytes.Add(read);
                i++;
            }

            if (bytes.Count > 1 && Decoded(bytes) is { } letters)
            {
                (again ??= new StringBuilder(text.Length)).Append(text, done, from - done).Append(letters);
                done = i;
            }
        }

        return again is null ? text : again.Append(text, done, text.Length - done).ToString();
    }

    // The byte of Windows-1252 or Latin-1 from 80 on.
    private static byte? Byte(char c) => c switch
    {
        < '\u0080' => null,
        <= '\u00FF' => (byte)c,
        _ => Of1252.IndexOf(c, StringComparison.Ordinal) is >= 0 and < 32 and var at ? (byte)(0x80 + at) : null,
    };

    // Most letters of a text in a Latin script stand alone, and no lead byte begins them; a few words have two such letters side by side.
    private static string? Decoded(List<byte> bytes) =>
        bytes[0] is >= 0xC2 and <= 0xF4 && CollectionsMarshal.AsSpan(bytes) is var utf8 && Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : null;

    private static void Append(StringBuilder folded, char c)
    {
        if (char.IsWhiteSpace(c))
        {
            _ = folded.Length > 0 && folded[^1] != ' ' ? folded.Append(' ') : folded;
            return;
        }

        var plain = Plain(c);
        if (plain == '\0' || (plain == '-' && folded.Length > 0 && folded[^1] == '-'))
        {
            return;
        }

        folded.Append(char.ToLowerInvariant(plain));
    }

    // Nothing, written as '\0', of what has no width.
    private static char Plain(char c) => c switch
    {
        < '\u0080' => c == '`' ? '\'' : c,
        '‘' or '’' or '‚' or '‛' or '´' or '′' or '‹' or '›' => '\'',
        '“' or '”' or '„' or '‟' or '″' or '«' or '»' or '〝' or '〞' => '"',
        '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' or '﹘' => '-',
        _ => char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control ? '\0' : c,
    };
}
