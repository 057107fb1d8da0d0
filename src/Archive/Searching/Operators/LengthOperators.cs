using System.Globalization;

namespace Archive.Searching.Operators;

/// <summary>Operators that ask how long a text is.</summary>
public static class LengthOperators
{
    internal const char WordsFact = '\uE009';

    /// <summary>Longer texts count as this long; four digits stand in the index.</summary>
    internal const int MaxWords = 9_999;

    private const int PerHundred = 100;

    private const string Takes = "a number up to 9999";

    // The length stands in the index exactly and by the hundred, so that a range is few words.
    private static readonly FactKind Words = new(WordsFact, AddWords) { IsInVocabulary = true };

    public static readonly FilterOperator Min = new("min:words", "At least so many words long.", ["{word} min:200"])
    {
        Takes = Takes,
        Read = ReadNumber,
        Tokens = static (words, expansion) => Range(Number(words), expansion.MaxWords),
        Aloud = static (words, _) => $"at least {words} words long",
        Facts = [Words],
    };

    public static readonly FilterOperator Max = new("max:words", "At most so many words long.", ["{word} max:20"])
    {
        Takes = Takes,
        Read = ReadNumber,
        Tokens = static (words, expansion) => Range(0, Math.Min(Number(words), expansion.MaxWords)),
        Aloud = static (words, _) => $"at most {words} words long",
        Facts = [Words],
    };

    private static void AddWords(SearchFacts text, List<string> tokens)
    {
        tokens.Add(Exact(text.Words));
        tokens.Add(Hundred(text.Words));
    }

    private static string? ReadNumber(string typed) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxWords
            ? number.ToString(CultureInfo.InvariantCulture)
            : null;

    private static int Number(string words) => int.Parse(words, CultureInfo.InvariantCulture);

    // 137 to 420: 137 … 199, the hundreds 2 and 3, 400 … 420.
    private static IEnumerable<string> Range(int min, int max)
    {
        for (var at = min; at <= max;)
        {
            var isHundred = at % PerHundred == 0 && at + PerHundred - 1 <= max;
            yield return isHundred ? Hundred(at) : Exact(at);
            at += isHundred ? PerHundred : 1;
        }
    }

    private static string Exact(int words) => FactTokens.Of(WordsFact, Clamped(words).ToString("D4", CultureInfo.InvariantCulture));

    private static string Hundred(int words) => FactTokens.Of(WordsFact, (Clamped(words) / PerHundred).ToString("D2", CultureInfo.InvariantCulture));

    private static int Clamped(int words) => Math.Clamp(words, 0, MaxWords);
}
