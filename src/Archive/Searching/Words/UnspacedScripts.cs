using System.Text;

namespace Archive.Searching.Words;

/// <summary>Chinese and Japanese: scripts that put no blanks between words, so that an index of words finds nothing in them.</summary>
internal static class UnspacedScripts
{
    /// <summary>Of texts that are folded or not: half-width katakana belong here too.</summary>
    public static bool Has(Rune rune) => rune.Value >= 0x3005 && Has(rune.Value);

    private static bool Has(int code) => code switch
    {
        0x3005 or 0x3006 or 0x3007 => true, // iteration mark, closing mark, zero
        >= 0x3021 and <= 0x3029 or >= 0x3031 and <= 0x3035 or >= 0x3038 and <= 0x303C => true,
        >= 0x3041 and <= 0x3096 or >= 0x309D and <= 0x309F => true, // hiragana
        >= 0x30A1 and <= 0x30FA or >= 0x30FC and <= 0x30FF or >= 0x31F0 and <= 0x31FF => true, // katakana
        >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF => true, // Han
        >= 0xFF66 and <= 0xFF9D => true, // half-width katakana
        >= 0x1B000 and <= 0x1B16F or >= 0x20000 and <= 0x3FFFD => true,
        _ => false,
    };
}
