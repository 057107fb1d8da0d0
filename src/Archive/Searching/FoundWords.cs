namespace Archive.Searching;

/// <summary>Finds in a text what a query looks for, to mark it.</summary>
public sealed class FoundWords
{
    /// <summary>Control characters around what was found; no text that is searched holds them, so that nobody can forge a mark.</summary>
    public const char MarkStart = '\u0002', MarkEnd = '\u0003';

    private FoundWords()
    {
    }

    /// <summary>Nothing is looked for but filters, or nothing at all.</summary>
    public bool IsEmpty => throw new NotImplementedException();

    public static FoundWords Of(SearchQuery query, Expansion expansion) => throw new NotImplementedException($"{query} {expansion}");

    /// <summary>The places in a text, in order, apart from each other.</summary>
    public IReadOnlyList<(int Start, int Length)> In(string text) => throw new NotImplementedException(text);

    /// <summary>So many words of the text around the best place, with marks; from the beginning where nothing is found.</summary>
    public string Snippet(string text, int words) => throw new NotImplementedException(text + words);
}
