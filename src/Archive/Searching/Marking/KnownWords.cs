using System.Text;
using Archive.Searching.Words;

namespace Archive.Searching.Marking;

/// <summary>The folded words that are looked for, so that the others of a long text need not be made.</summary>
internal sealed class KnownWords
{
    // Longer words are rare enough to be made.
    private const int MaxOnStack = 64;

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> words;
    private readonly string[] beginnings;
    private readonly int longest;

    public KnownWords(IEnumerable<string> words, IEnumerable<string> beginnings)
    {
        HashSet<string> known = [.. words];
        this.words = known.GetAlternateLookup<ReadOnlySpan<char>>();
        this.beginnings = [.. beginnings];
        longest = known.Select(word => word.Length).DefaultIfEmpty().Max();
    }

    /// <summary>The word, folded; empty where it is not looked for.</summary>
    /// <param name="written">In ASCII.</param>
    public string Find(ReadOnlySpan<char> written)
    {
        foreach (var beginning in beginnings)
        {
            if (written.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            {
                return written.ToString().ToLowerInvariant();
            }
        }

        if (written.Length > longest || written.Length > MaxOnStack)
        {
            return written.Length > longest ? "" : IndexText.FoldWord(written.ToString());
        }

        Span<char> folded = stackalloc char[MaxOnStack];
        Ascii.ToLower(written, folded, out var length);
        return words.TryGetValue(folded[..length], out var word) ? word : "";
    }
}
