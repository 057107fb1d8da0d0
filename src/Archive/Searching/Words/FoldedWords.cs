using System.Text;

namespace Archive.Searching.Words;

/// <summary>The words of a text in the form of the index, and where they stand.</summary>
internal static class FoldedWords
{
    /// <param name="known">Where given, the words that matter: others are only counted, and their text is empty.</param>
    public static List<FoldedWord> Of(string text, KnownWords? known = null)
    {
        var words = new List<FoldedWord>();
        var before = default(WordSpan);
        for (var word = SearchWords.Next(text, 0); word.Length > 0; word = SearchWords.Next(text, word.End))
        {
            // Only characters of one run follow each other without a gap.
            var isJoined = word.IsUnspaced && before.IsUnspaced && before.End == word.Start;
            var written = text.AsSpan(word.Start, word.Length);
            var folded = known is null || !Ascii.IsValid(written) ? IndexText.FoldWord(written.ToString()) : known.Find(written);
            if (known is not null && folded.Length == 0)
            {
                words.Add(new FoldedWord(word, folded, isJoined));
            }
            else if (folded.Length > 0 && SearchWords.Next(folded, 0).Length == folded.Length)
            {
                words.Add(new FoldedWord(word, folded, isJoined));
            }
            else
            {
                words.AddRange(Parts(folded).Select(part => new FoldedWord(word, part, false)));
            }

            before = word;
        }

        return words;
    }

    /// <summary>As the index has them in its vocabulary: Chinese and Japanese in overlapping pairs, the last character alone.</summary>
    /// <param name="endsOpen">What was asked for ends with a single character of such a script, so that any pair with it is meant.</param>
    public static List<string> ForIndex(IReadOnlyList<FoldedWord> words, out bool endsOpen)
    {
        var index = new List<string>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            var isPair = i + 1 < words.Count && words[i + 1].IsJoined;
            index.Add(isPair ? words[i].Text + words[i + 1].Text : words[i].Text);
        }

        endsOpen = words is [.., { Span.IsUnspaced: true, IsJoined: false }];
        if (words is [.., { IsJoined: true }])
        {
            index.RemoveAt(index.Count - 1); // the pair before it says the same, and in the text the run may go on
        }

        return index;
    }

    // "½" and ligatures of whole phrases are one character and several words.
    private static IEnumerable<string> Parts(string folded)
    {
        for (var part = SearchWords.Next(folded, 0); part.Length > 0; part = SearchWords.Next(folded, part.End))
        {
            yield return folded[part.Start..part.End];
        }
    }
}

/// <summary>A word in the form of the index.</summary>
/// <param name="Span">Where it stands as it was written.</param>
/// <param name="IsJoined">A character of Chinese or Japanese with another before it.</param>
internal readonly record struct FoldedWord(WordSpan Span, string Text, bool IsJoined);

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
