using System.Buffers;

namespace Archive.Searching.Words;

/// <summary>Symbols that mean something on a word: <c>C++</c>, <c>C#</c>, <c>£37m</c>, <c>50%</c>. The index keeps the words only.</summary>
internal static class WordSymbols
{
    /// <summary>The most of one text that are kept; a table of prices has no more that anybody looks for.</summary>
    public const int MaxPerText = 64;

    // "C++" has two; a longer row is a line.
    private const int MaxSymbols = 4;

    private const string Behind = "+#%＋＃％", Before = "$£¢¥€₹₽₩₪₺₴￡￥＄";

    private static readonly SearchValues<char> All = SearchValues.Create(Behind + Before);

    /// <summary>The words of a text that have symbols, folded, each once: of <c>C++</c> also <c>c+</c>, so that either finds it.</summary>
    public static IReadOnlyCollection<string> Of(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny(All))
        {
            return [];
        }

        var words = new HashSet<string>();
        var word = SearchWords.Next(text, 0);
        while (word.Length > 0 && words.Count < MaxPerText)
        {
            var next = SearchWords.Next(text, word.End);
            Add(words, text, word);
            word = next;
        }

        return words;
    }

    /// <summary>The symbols on a word of a text, as far as they mean something; empty where none does.</summary>
    public static (string Before, string Behind) At(ReadOnlySpan<char> text, WordSpan word)
    {
        var before = word.Start > 0 && Before.Contains(text[word.Start - 1]) && char.IsDigit(text[word.Start]) ? Plain(text[word.Start - 1]).ToString() : "";
        var end = word.End;
        while (end < text.Length && Behind.Contains(text[end]))
        {
            end++;
        }

        // "1+1" and "#part" of an address are no symbols of the word before them.
        var isBehind = end > word.End && end - word.End <= MaxSymbols && (end == text.Length || !SearchWords.IsPart(text, end));
        return (before, isBehind ? string.Concat(text[word.End..end].ToArray().Select(Plain)) : "");
    }

    /// <summary>The word of a term with its symbols, as a text with it has it; empty where it has none.</summary>
    public static string Longest(ReadOnlySpan<char> text, FoldedWord word)
    {
        var (before, behind) = At(text, word.Span);
        return behind.Length > 0 ? word.Text + behind : before.Length > 0 ? before + word.Text : "";
    }

    private static void Add(HashSet<string> words, ReadOnlySpan<char> text, WordSpan word)
    {
        var (before, behind) = At(text, word);
        if (before.Length + behind.Length == 0)
        {
            return;
        }

        var folded = IndexText.FoldWord(text[word.Start..word.End].ToString());
        if (before.Length > 0)
        {
            words.Add(before + folded);
        }

        for (var length = 1; length <= behind.Length; length++)
        {
            words.Add(folded + behind[..length]);
        }
    }

    // Full-width forms are as far from ASCII everywhere; the two currencies are not in ASCII.
    private static char Plain(char symbol) => symbol switch
    {
        '￡' => '£',
        '￥' => '¥',
        >= '！' and <= '～' => (char)(symbol - '！' + '!'),
        _ => symbol,
    };
}
