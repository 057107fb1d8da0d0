using Archive.Searching.Operators;
using Archive.Searching.Words;

namespace Archive.Searching.Asking;

/// <summary>Gathers what the parser has to say about a query.</summary>
internal sealed class ParserNotes
{
    private readonly List<string> notes = [];
    private readonly List<string> unsearchable = [];
    private readonly List<string> tooMany = [];

    public void Add(string note)
    {
        if (!notes.Contains(note))
        {
            notes.Add(note);
        }
    }

    public void Unsearchable(SearchNode leaf) => unsearchable.Add(QueryText.Of(leaf));

    public void TooMany(SearchNode leaf) => tooMany.Add(QueryText.Of(leaf));

    public void TooDeep() => Add($"Parentheses inside {SearchParser.MaxDepth} others were read as if they were not there.");

    public void ShortPrefix(string stem) =>
        Add($"A beginning needs {SearchQuery.MinPrefix} letters: {stem}* was searched for without its star.");

    public void Replaced(SearchOperator known, string value, string? before)
    {
        if (before is not null && before != value)
        {
            Add($"Only one {known.Name} can hold: the last one, {known.Name}{value}, was used.");
        }
    }

    public void NoValue(SearchOperator known, string typed, bool isEmpty)
    {
        var takes = known.Takes.Length > 0 ? known.Takes : string.Join(", ", known.Values);
        Add(isEmpty
            ? $"Behind {known.Name} nothing stands, so it was searched for as a word. It takes {takes}."
            : $"{known.Name} takes {takes}; {known.Name}{typed} was searched for as words.");
    }

    /// <summary>A word that looks like an operator; an address is none.</summary>
    public void Unknown(string name, string word)
    {
        var value = word.AsSpan(name.Length);
        if (name.Length > 2 && name[..^1].All(char.IsAsciiLetter) && !value.StartsWith("//") && SearchWords.Any(value))
        {
            var meant = SearchOperators.Meant(name);
            Add($"There is no operator {name} here, so {word} was searched for as words.{(meant is null ? "" : $" Perhaps you mean {meant.Name}")}");
        }
    }

    public IReadOnlyList<string> ToList()
    {
        var all = new List<string>(notes);
        AddLeftOut(all, unsearchable, "Nothing to search for in");
        AddLeftOut(all, tooMany, $"Only the first {SearchQuery.MaxTerms} terms were used, without");
        return all;
    }

    private static void AddLeftOut(List<string> all, List<string> leftOut, string why)
    {
        if (leftOut.Count > 0)
        {
            all.Add($"{why}: {string.Join(' ', leftOut)}");
        }
    }
}
