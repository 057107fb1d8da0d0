using System.Globalization;
using System.Text;
using Archive.Searching.Words;

namespace Archive.Searching.Operators;

/// <summary>Writes facts as words of the index, and reads them: the mark of their <see cref="FactKind"/>, then the value.</summary>
internal static class FactTokens
{
    /// <summary>The longest value that is kept; no name of a person, host or post is longer.</summary>
    public const int MaxValue = 250;

    // The tokenizer keeps letters, numbers and private-use characters together. Blanks and symbols stand for themselves as
    // private-use characters; letters that an old tokenizer may not know stand as their number between two of these.
    private const char Symbols = '\uE100', Currencies = '\uE200', CodeStart = '\uE300', CodeEnd = '\uE301';

    private const char FirstCurrency = '\u20A0', LastCurrency = '\u20CF';

    /// <summary>The word for a value, folded: <c>Andrew Hatton</c> and <c>andrew hatton</c> give the same.</summary>
    public static string Of(char kind, string value)
    {
        var folded = IndexText.FoldWord(PlainSigns.In(value));
        if (Ascii.IsValid(folded) && folded.Length <= MaxValue)
        {
            return string.Create(folded.Length + 1, (kind, folded), static (token, fact) =>
            {
                token[0] = fact.kind;
                for (var i = 0; i < fact.folded.Length; i++)
                {
                    var c = fact.folded[i];
                    token[i + 1] = char.IsAsciiLetterOrDigit(c) ? c : (char)(Symbols + c);
                }
            });
        }

        var token = new StringBuilder(folded.Length + 1).Append(kind);
        foreach (var rune in folded.AsSpan(0, Math.Min(folded.Length, MaxValue)).EnumerateRunes())
        {
            Append(token, rune);
        }

        return token.ToString();
    }

    /// <summary>Whether a word of the index is a fact: no word of a text begins so.</summary>
    public static bool IsFact(string token) => char.GetUnicodeCategory(token[0]) == UnicodeCategory.PrivateUse;

    /// <summary>The value of a word: <c>andrew hatton</c>, <c>publications.parliament.uk</c>.</summary>
    public static string ValueOf(string token)
    {
        var value = new StringBuilder(token.Length);
        for (var at = 1; at < token.Length; at++)
        {
            var end = token[at] == CodeStart ? token.IndexOf(CodeEnd, at) : -1;
            if (end < 0)
            {
                value.Append(CharacterOf(token[at]));
                continue;
            }

            var isCode = int.TryParse(token.AsSpan(at + 1, end - at - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code);
            value.Append(isCode && Rune.TryCreate(code, out var rune) ? rune.ToString() : "");
            at = end;
        }

        return value.ToString();
    }

    private static void Append(StringBuilder token, Rune rune)
    {
        if (IsKept(rune))
        {
            token.Append(rune.ToString());
        }
        else if (rune.Value <= 0xFF)
        {
            token.Append((char)(Symbols + rune.Value));
        }
        else if (rune.Value is >= FirstCurrency and <= LastCurrency)
        {
            token.Append((char)(Currencies + rune.Value - FirstCurrency));
        }
        else
        {
            token.Append(CodeStart).Append(CultureInfo.InvariantCulture, $"{rune.Value:x}").Append(CodeEnd);
        }
    }

    // Scripts that have been the same since long before the tokenizer's table of them.
    private static bool IsKept(Rune rune) => rune.Value switch
    {
        <= 0x7F => char.IsAsciiLetterOrDigit((char)rune.Value),
        (>= 0xDF and <= 0xFF) or (>= 0x100 and <= 0x17F) or (>= 0x3B1 and <= 0x3C9) or (>= 0x430 and <= 0x45F) or (>= 0x5D0 and <= 0x5EA)
            or (>= 0x621 and <= 0x64A) or (>= 0x3041 and <= 0x30FF) or (>= 0x4E00 and <= 0x9FCB) or (>= 0xAC00 and <= 0xD7A3) => Rune.IsLetter(rune),
        _ => false,
    };

    private static char CharacterOf(char c) => c switch
    {
        >= Symbols and <= (char)(Symbols + 0xFF) => (char)(c - Symbols),
        >= Currencies and <= (char)(Currencies + LastCurrency - FirstCurrency) => (char)(FirstCurrency + c - Currencies),
        _ => c,
    };
}
