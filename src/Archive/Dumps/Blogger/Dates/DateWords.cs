using System.Collections.Frozen;
using System.Globalization;

namespace Archive.Dumps.Blogger.Dates;

/// <summary>Knows the words of dates in Blogger's languages, as <c>dates-cldr.txt</c> and <c>dates-by-hand.txt</c> list them.</summary>
/// <remarks>Languages are bits: the words of one date have to share one.</remarks>
internal static class DateWords
{
    private const char Contested = '?';

    private static readonly Dictionary<string, int> Bits = [];
    private static readonly Dictionary<string, DateWord> ByText = [];
    private static readonly Dictionary<string, char> AllHalves = [];
    private static readonly Dictionary<int, int> AllYearsAhead = [];
    private static UInt128 dottedDays;

    private static readonly FrozenDictionary<char, DateWord[]> ByFirst = Load();

    /// <summary>The tags of all languages.</summary>
    public static IReadOnlyList<string> Languages { get; } = [.. Bits.OrderBy(bit => bit.Value).Select(bit => bit.Key)];

    /// <summary>Words beside a time, longest first, each with <c>a</c> or <c>p</c> for a half of the day, or a space for neither.</summary>
    public static (string Text, char Half)[] Halves { get; } =
        [.. AllHalves.Where(half => half.Value != Contested).Select(half => (half.Key, half.Value)).OrderByDescending(half => half.Key.Length)];

    /// <summary>The bits of all languages.</summary>
    public static UInt128 All { get; } = (UInt128.One << Bits.Count) - 1;

    /// <summary>How many years the calendar of a language is ahead of the common one.</summary>
    public static int YearsAhead(int language) => AllYearsAhead.GetValueOrDefault(language);

    /// <summary>Whether the language prints a point behind the day of the month.</summary>
    public static bool HasDottedDays(int language) => (dottedDays & (UInt128.One << language)) != 0;

    public static IReadOnlyList<string> Tags(UInt128 languages) =>
        [.. Languages.Where((_, at) => (languages & (UInt128.One << at)) != 0)];

    /// <summary>The longest word that the folded text goes on with and that ends where a word can end; null where there is none.</summary>
    public static DateWord? Match(ReadOnlySpan<char> text)
    {
        foreach (var word in ByFirst.GetValueOrDefault(text[0]) ?? [])
        {
            if (text.StartsWith(word.Text, StringComparison.Ordinal) && (text.Length == word.Text.Length || EndsBefore(word, text[word.Text.Length])))
            {
                return word;
            }
        }

        return null;
    }

    /// <summary>Whether no more of a word can follow: several scripts put no spaces between words.</summary>
    private static bool EndsBefore(DateWord word, char next) =>
        !IsOfAWord(next) || (word.IsGlued && char.IsLetter(next)) || (IsUnspaced(word.Text[^1]) && char.IsLetter(next));

    private static bool IsOfAWord(char letter) =>
        char.IsLetter(letter)
        || CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // Thai, Lao, Myanmar, Khmer; Chinese, Japanese, Korean.
    private static bool IsUnspaced(char letter) =>
        letter is (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF')
            or (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7AF');

    private static FrozenDictionary<char, DateWord[]> Load()
    {
        foreach (var line in Lines("dates-cldr.txt").Concat(Lines("dates-by-hand.txt")))
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var parts = line.Split(' ', 3);
                Bits.TryAdd(parts[0], Bits.Count);
                Add(Bits[parts[0]], parts[1], parts[2].Split('|'));
            }
        }

        return ByText.Values.GroupBy(word => word.Text[0])
            .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(word => word.Text.Length).ToArray());
    }

    private static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(DateWords).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static void Add(int language, string kind, string[] words)
    {
        var bit = UInt128.One << language;
        switch (kind.Split('-'))
        {
            case ["months", ..]:
                AddMonths(bit, words);
                break;
            case ["days", ..]:
                AddEach(bit, words, (word, at) => word.Days.Add((bit, at + 1)));
                break;
            case ["month", var number]:
                AddEach(bit, words, (word, _) => word.Months.Add((bit, int.Parse(number, CultureInfo.InvariantCulture))));
                break;
            case ["day", var number]:
                AddEach(bit, words, (word, _) => word.Days.Add((bit, int.Parse(number, CultureInfo.InvariantCulture))));
                break;
            case ["prefixes"]:
                AddEach(bit, words, (word, _) => (word.Joins, word.IsGlued) = (word.Joins | bit, true));
                break;
            case ["joins" or "eras"]:
                AddEach(bit, words, (word, _) => word.Joins |= bit);
                break;
            case ["halves"]:
                AddHalves(words, "ap");
                break;
            case ["years", "ahead"]:
                AllYearsAhead[language] = int.Parse(words[0], CultureInfo.InvariantCulture);
                break;
            case ["patterns"]:
                dottedDays |= words[0].Contains("d.", StringComparison.Ordinal) ? bit : 0;
                break;
            case ["clock"]:
                AddHalves(words, "  ");
                break;
            default:
                throw new InvalidDataException($"a line of the words of dates is of no known kind: {kind}");
        }
    }

    // "3月" and "tháng 3" are no names: the number is the month, and the word says so.
    private static void AddMonths(UInt128 bit, string[] names)
    {
        for (var month = 0; month < names.Length; month++)
        {
            var name = names[month];
            if (!name.Any(char.IsAsciiDigit))
            {
                AddEach(bit, [name], (word, _) => word.Months.Add((bit, month + 1)));
            }
            else if (char.IsAsciiDigit(name[0]))
            {
                AddEach(bit, [name.TrimStart([.. "0123456789"])], (word, _) => word.BehindMonth |= bit);
            }
            else
            {
                AddEach(bit, [name.TrimEnd([.. "0123456789"])], (word, _) => word.BeforeMonth |= bit);
            }
        }
    }

    // The same letters for both halves, in two languages, say neither.
    private static void AddHalves(string[] words, string halves)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var word = DateText.Of(words[i]);
            AllHalves[word] = AllHalves.GetValueOrDefault(word, halves[i]) == halves[i] ? halves[i] : Contested;
        }
    }

    private static void AddEach(UInt128 bit, string[] words, Action<DateWord, int> say)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var text = DateText.Of(words[i]).TrimEnd('.');
            // "T2" for Tuesday would be a number to every other reading.
            if (text.Length == 0 || text.Any(char.IsAsciiDigit))
            {
                continue;
            }

            if (!ByText.TryGetValue(text, out var word))
            {
                ByText.Add(text, word = new DateWord(text));
            }

            word.Languages |= bit;
            say(word, i);
        }
    }
}

/// <summary>A folded word of dates, and in which languages it means a month, a day of the week, or nothing of its own.</summary>
internal sealed class DateWord(string text)
{
    public string Text { get; } = text;

    public List<(UInt128 Languages, int Number)> Months { get; } = [];

    /// <summary>Monday is 1.</summary>
    public List<(UInt128 Languages, int Number)> Days { get; } = [];

    /// <summary>Languages in which it may stand between the parts of a date.</summary>
    public UInt128 Joins { get; set; }

    /// <summary>Languages in which it makes the number before it the month.</summary>
    public UInt128 BehindMonth { get; set; }

    /// <summary>Languages in which it makes the number after it the month.</summary>
    public UInt128 BeforeMonth { get; set; }

    /// <summary>Whether the next word may follow without a space.</summary>
    public bool IsGlued { get; set; }

    public UInt128 Languages { get; set; }

    public int Month(int language) => Number(Months, language);

    public int Day(int language) => Number(Days, language);

    private static int Number(List<(UInt128 Languages, int Number)> numbers, int language)
    {
        foreach (var (languages, number) in numbers)
        {
            if ((languages & (UInt128.One << language)) != 0)
            {
                return number;
            }
        }

        return 0;
    }
}
