namespace Archive.Tests.Searching.Concordances;

/// <summary>Each line of a case file is a query, an order and texts, and the lines that come of them; UPDATE_GOLDEN=1 writes the lines anew.</summary>
public class WordsAroundTests
{
    private static readonly string Cases = Path.Combine(Repository.Root, "tests", "Archive.Tests", "Cases", "concordances", "lines.txt");

    [Fact]
    public void Lines_stand_in_the_order_of_the_cases()
    {
        var lines = File.ReadAllLines(Cases);
        var made = lines.Select(line => line.StartsWith('#') ? line : Made(line)).ToArray();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllLines(Cases, made);
        }

        Assert.Equal(lines, made);
    }

    [Fact]
    public void Lines_with_the_same_words_keep_the_order_in_which_they_were_written()
    {
        (int Turn, WordsAround Words)[] lines = [.. Enumerable.Range(0, 20).Select(i => (i, Assert.Single(In("serco", i % 2 == 0 ? "a serco b" : "B serco A"))))];

        Assert.Equal(
            Enumerable.Range(0, 20).OrderByDescending(i => i % 2).ThenBy(i => i),
            ConcordanceLines.Ordered(lines, line => line.Words, ConcordanceOrder.After).Select(line => line.Turn));
        Assert.Equal(Enumerable.Range(0, 20), ConcordanceLines.Ordered(lines, line => line.Words, ConcordanceOrder.Time).Select(line => line.Turn));
    }

    [Fact]
    public void The_words_beside_are_counted_on_either_side()
    {
        var words = ConcordanceLines.NextWords(In("board", "The board met. The harbour board, the Board. Board!"));

        Assert.Equal(["the 2 1", "board 1 1", "harbour 1 0", "met 0 1"], words.Select(word => $"{word.Word} {word.Before} {word.After}"));
    }

    [Fact]
    public void No_line_is_longer_than_its_sides_whatever_the_text()
    {
        foreach (var text in new[] { new string('x', 5_000) + " serco " + new string('y', 5_000), string.Concat(Enumerable.Repeat("😀", 500)) + "serco" + string.Concat(Enumerable.Repeat("😀", 500)), "serco", "  serco\n\n\u202Eserco" })
        {
            foreach (var line in In("serco", text))
            {
                Assert.InRange(line.Left.Length + line.Right.Length, 0, 184);
                Assert.DoesNotContain('\u202E', line.Left + line.Right);
                Assert.DoesNotContain('\n', line.Left + line.Right);
                Assert.Equal(line.Left, new string([.. line.Left.EnumerateRunes().SelectMany(rune => rune.ToString())]));
            }
        }
    }

    private static IEnumerable<WordsAround> In(string query, string text) => WordsAround.In(text, QueryMarks.Of(SearchQuery.Parse(query), Expansion.None).In(text));

    private static string Made(string line)
    {
        var parts = line.Split(" | ");
        var order = Enum.Parse<ConcordanceOrder>(parts[1], ignoreCase: true);
        var lines = parts[2].Split(" || ").SelectMany(text => In(parts[0], text.Replace("\\n", "\n", StringComparison.Ordinal)));
        var ordered = ConcordanceLines.Ordered(lines, words => words, order);
        return string.Join(" | ", [.. parts[..3], .. ordered.Select(words => $"{words.Left}⟨{words.Found}⟩{words.Right}")]);
    }
}
