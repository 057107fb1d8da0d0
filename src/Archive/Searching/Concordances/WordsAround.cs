using Archive.Searching.Marking;
using Archive.Searching.Words;

namespace Archive.Searching.Concordances;

/// <summary>A place where a query is met, with the words on either side of it on one line.</summary>
/// <param name="Left">What stands before it, with the blank between them.</param>
/// <param name="Right">What stands behind it, with the blank between them.</param>
/// <param name="Before">The words before it as the index has them, the nearest first.</param>
/// <param name="After">The words behind it, the nearest first.</param>
public sealed record WordsAround(string Left, string Found, string Right, IReadOnlyList<string> Before, IReadOnlyList<string> After)
{
    /// <summary>Characters of a text on either side: half of a wide line.</summary>
    private const int MaxCharacters = 90;

    /// <summary>Words on either side that lines are put in order by.</summary>
    private const int MaxCompared = 5;

    /// <summary>The lines of a text, as its marked places follow each other.</summary>
    public static IEnumerable<WordsAround> In(string text, IReadOnlyList<(int Start, int Length)> places)
    {
        foreach (var (start, length) in places)
        {
            var before = text[StartOf(text, start)..start];
            var after = text[(start + length)..EndOf(text, start + length)];
            yield return new WordsAround(
                OneLine(before),
                OneLine(text.AsSpan(start, length)),
                OneLine(after),
                [.. FoldedWords.Of(before).Select(word => word.Text).Reverse().Take(MaxCompared)],
                [.. FoldedWords.Of(after).Select(word => word.Text).Take(MaxCompared)]);
        }
    }

    // Not within a word, unless the word is longer than the line.
    private static int StartOf(string text, int place)
    {
        var from = Math.Max(0, place - MaxCharacters);
        var blank = from == 0 ? -1 : text.AsSpan(from..place).IndexOfAny(' ', '\n');
        from += blank < 0 ? 0 : blank + 1;
        return Snippet.IsInsidePair(text, from) ? from + 1 : from;
    }

    private static int EndOf(string text, int place)
    {
        var to = Math.Min(text.Length, place + MaxCharacters);
        var blank = to == text.Length ? -1 : text.AsSpan(place..to).LastIndexOfAny(' ', '\n');
        to = blank < 0 ? to : place + blank;
        return Snippet.IsInsidePair(text, to) ? to - 1 : to;
    }

    private static string OneLine(ReadOnlySpan<char> text)
    {
        var line = Snippet.OneLine(text);
        return text.Length > 0 && char.IsWhiteSpace(text[0]) ? $" {line}" : line;
    }
}
