using System.Text;

namespace Archive.Searching.Words;

/// <summary>Brings texts, and words that are looked for in them, into the form that the index keeps.</summary>
/// <remarks>
/// The tokenizer of the index lower-cases and takes accents from Latin letters by itself, but knows no full-width forms,
/// no vowel marks and no scripts without blanks. A text that holds none of them stays as it is.
/// </remarks>
internal static class IndexText
{
    // Controls are blanks, too.
    private static readonly char[] Blanks = [.. Enumerable.Range(0, ' ' + 1).Select(c => (char)c)];

    /// <summary>The text with full-width and compatibility forms made plain, vowel marks dropped, and Chinese and Japanese in overlapping pairs; null where that is the text itself.</summary>
    public static string? Fold(string text)
    {
        if (!NeedsFolding(text))
        {
            return null;
        }

        var folded = InPairs(Plain(text));
        return folded == text ? null : folded;
    }

    /// <summary>How many words a text has; of Chinese and Japanese, characters.</summary>
    public static int CountWords(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var word = SearchWords.Next(text, 0); word.Length > 0; word = SearchWords.Next(text, word.End))
        {
            count++;
        }

        return count;
    }

    /// <summary>A word, or a name of several, as the index's vocabulary holds it: folded, in lower case, without accents.</summary>
    public static string FoldWord(string word)
    {
        var plain = Ascii.IsValid(word) ? word.ToLowerInvariant() : Plain(word).ToLowerInvariant().Replace('ς', 'σ');
        var isClean = !plain.AsSpan().ContainsAnyInRange('\0', ' ');
        return isClean ? plain : string.Join(' ', plain.Split(Blanks, StringSplitOptions.RemoveEmptyEntries));
    }

    // Made for English, where it jumps from one curly quote to the next.
    private static bool NeedsFolding(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAnyExceptInRange('\0', '\u007F'); at >= 0; at = text.IndexOfAnyExceptInRange('\0', '\u007F'))
        {
            if (!IsPlain(text[at]))
            {
                return true;
            }

            text = text[(at + 1)..];
        }

        return false;
    }

    // The letters of Western Europe and the punctuation of print; what is not listed is looked at closer.
    private static bool IsPlain(char c) => c switch
    {
        '\u00AD' or 'ª' or '²' or '³' or 'µ' or '¹' or 'º' or '¼' or '½' or '¾' => false,
        <= '\u00FF' or (>= '\u2010' and <= '\u2027') or (>= '\u2030' and <= '\u205E') or (>= '\u20A0' and <= '\u20BF') or '™' => true,
        _ => false,
    };

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length + 16);
        Span<char> buffer = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            if (FoldedForms.Of(rune) is { } form)
            {
                foreach (var c in form)
                {
                    Append(plain, c);
                }
            }
            else if (rune.IsBmp)
            {
                Append(plain, (char)rune.Value);
            }
            else
            {
                plain.Append(buffer[..rune.EncodeToUtf16(buffer)]);
            }
        }

        return plain.ToString();
    }

    // Composed as it comes: two characters at a time, however many marks somebody piles up.
    private static void Append(StringBuilder plain, char c)
    {
        if (!FoldedForms.Combines(c))
        {
            plain.Append(c);
        }
        else if (plain.Length > 0 && Compose(plain[^1], c) is { } composed)
        {
            plain[^1] = composed;
        }
        else if (c is < '\u3099')
        {
            plain.Append(c);
        }
    }

    private static char? Compose(char first, char second) =>
        NormalText.Of(new string([first, second])) is [var composed] ? composed : null;

    private static string InPairs(string text)
    {
        if (!text.EnumerateRunes().Any(UnspacedScripts.Has))
        {
            return text;
        }

        var pairs = new StringBuilder(text.Length + 16);
        Rune? before = null;
        foreach (var rune in text.EnumerateRunes())
        {
            if (UnspacedScripts.Has(rune))
            {
                pairs.Append(before is null ? " " : rune + " ").Append(rune.ToString());
                before = rune;
                continue;
            }

            pairs.Append(before is null ? "" : " ").Append(rune.ToString());
            before = null;
        }

        return pairs.ToString();
    }
}
