using System.Globalization;
using System.Text;

namespace Archive.Benchmarks.Made;

/// <summary>Sentences that people of a small town might write; enough of them that no two pages read alike.</summary>
internal static class MadeTalk
{
    private static readonly string[] Subjects =
    [
        "the harbour board", "the ferry company", "our councillor", "the keeper of the lighthouse", "the allotment committee", "the new surveyor",
        "the railway", "the water company", "my neighbour", "the chair of the meeting", "the county", "the school", "the fishermen", "the night shift",
        "the bus driver", "the library", "the auditor", "the pier trust", "the old bakery", "whoever wrote the minutes",
    ];

    private static readonly string[] Verbs =
    [
        "has not answered", "forgot", "promised", "closed without notice", "repaired at last", "keeps asking about", "sold for next to nothing", "never measured",
        "painted over", "wrote a long report on", "blames everybody else for", "defends in public", "found money for", "voted against", "quietly opened again",
        "cannot explain", "counted twice", "put off until the spring", "left out of the accounts", "showed to the inspector",
    ];

    private static readonly string[] Objects =
    [
        "the east quay", "the winter timetable", "the slipway", "the drains below Chapel Street", "the fog bell", "the ticket office", "the compost heaps",
        "the contract of 2009", "the footbridge", "the lease", "the tide gauge", "the boat sheds", "the petition", "the weir", "the second reading", "the car park",
        "the sluice", "the savings plan", "the oldest plots", "the lamp on the mole",
    ];

    private static readonly string[] Adverbs =
    [
        "again", "for the third year running", "as everybody knew it would be", "without a word to those who live there", "and nobody was surprised", "in the middle of August",
        "although the vote went the other way", "which is the whole trouble", "before the ink was dry", "with the best intentions", "to the pound", "and the rain came in",
        "so I am told", "if the figures are right", "while we stood and watched", "the week before the election", "at our expense", "and said so on the radio",
    ];

    private static readonly string[] Short =
    [
        "Thanks!", "Well said.", "Is that so?", "I was there, and it was worse.", "Agreed, every word.", "Source?", "No.", "Hear, hear.", "You could not make it up.",
        "What a week.", "I give up.", "Good luck with that.", "Same here, plot 14.", "My grandfather built it.", "Ha!", "Can anybody confirm this?",
    ];

    public static string Sentence(Random random)
    {
        var sentence = new StringBuilder();
        sentence.Append(Of(Subjects, random)).Append(' ').Append(Of(Verbs, random)).Append(' ').Append(Of(Objects, random));
        if (random.Next(3) > 0)
        {
            sentence.Append(random.Next(2) == 0 ? ", " : " ").Append(Of(Adverbs, random));
        }

        if (random.Next(6) == 0)
        {
            sentence.Append("; ").Append(Of(Subjects, random)).Append(' ').Append(Of(Verbs, random)).Append(' ').Append(Of(Objects, random)).Append(" too");
        }

        sentence[0] = char.ToUpperInvariant(sentence[0]);
        return sentence.Append(random.Next(12) == 0 ? '?' : '.').ToString();
    }

    /// <summary>A paragraph of so many sentences.</summary>
    public static string Paragraph(int sentences, Random random) => string.Join(' ', Enumerable.Range(0, sentences).Select(_ => Sentence(random)));

    /// <summary>What many comments are.</summary>
    public static string Brief(Random random) => Of(Short, random);

    public static string Title(Random random) => random.Next(5) switch
    {
        0 => $"{Capital(Of(Subjects, random))} and {Of(Objects, random)}",
        1 => $"What about {Of(Objects, random)}?",
        2 => $"{Capital(Of(Objects, random))}, {Of(Adverbs, random)}",
        3 => string.Create(CultureInfo.InvariantCulture, $"{Capital(Of(Objects, random))} ({random.Next(2, 9)})"),
        _ => $"{Capital(Of(Subjects, random))} {Of(Verbs, random)} {Of(Objects, random)}",
    };

    /// <summary>A text as a mail program or a report leaves it: lines that end where the column did.</summary>
    public static IEnumerable<string> HardWrapped(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Of(string[] all, Random random) => all[random.Next(all.Length)];
}
