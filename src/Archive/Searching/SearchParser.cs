using System.Text;

namespace Archive.Searching;

/// <summary>Reads what people type: words, quoted phrases, a minus before what is not wanted, a star after a beginning.</summary>
internal sealed class SearchParser
{
    // What a phrase opens with, and what closes it; keyboards and word processors mix them.
    private static readonly (char Open, string Close)[] Quotes =
        [('"', "\""), ('＂', "＂\""), ('“', "”“\""), ('”', "”“\""), ('„', "“”\""), ('«', "»\""), ('»', "«»\"")];

    private readonly string text;
    private readonly List<SearchTerm> terms = [];
    private readonly List<string> unsearchable = [];
    private readonly List<string> tooMany = [];
    private readonly List<string> notes = [];
    private int at;

    public SearchParser(string typed)
    {
        if (typed.Length > SearchQuery.MaxLength)
        {
            notes.Add($"Only the first {SearchQuery.MaxLength:N0} characters were read.");
        }

        text = Readable(typed.AsSpan(0, Math.Min(typed.Length, SearchQuery.MaxLength)));
    }

    public SearchQuery Read()
    {
        while (SkipBlanks())
        {
            Add(ReadTerm());
        }

        if (terms.Count > 0 && terms.TrueForAll(term => term.IsExcluded))
        {
            notes.Add("A search needs at least one word that is wanted.");
        }

        Note(unsearchable, "Nothing to search for in");
        Note(tooMany, $"Only the first {SearchQuery.MaxTerms} terms were used, without");
        return new SearchQuery(terms) { Notes = notes };
    }

    // SQLite ends a text at NUL; half a surrogate pair and U+FFFE are no text. They become blanks.
    private static string Readable(ReadOnlySpan<char> typed)
    {
        var readable = new StringBuilder(typed.Length);
        foreach (var rune in typed.EnumerateRunes())
        {
            readable.Append(Rune.IsControl(rune) || rune == Rune.ReplacementChar || rune.Value == 0xFFFE ? " " : rune.ToString());
        }

        return readable.ToString();
    }

    private bool SkipBlanks()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at < text.Length;
    }

    private SearchTerm ReadTerm()
    {
        // "--import" and "- 5" are words; "-word" and "-“a phrase”" are not wanted.
        var excluded = text[at] == '-' && at + 1 < text.Length && (SearchWords.IsPart(text, at + 1) || QuoteAt(at + 1) is not null);
        if (excluded)
        {
            at++;
        }

        var term = QuoteAt(at) is { } closers ? ReadPhrase(closers) : ReadWord();
        return term with { IsExcluded = excluded };
    }

    private string? QuoteAt(int index) => Array.Find(Quotes, quote => quote.Open == text[index]).Close;

    // A phrase that is never closed runs to the end.
    private SearchTerm ReadPhrase(string closers)
    {
        var start = at + 1;
        var length = text.AsSpan(start).IndexOfAny(closers);
        var end = length < 0 ? text.Length : start + length;
        at = Math.Min(end + 1, text.Length);
        return new SearchTerm(text[start..end].Trim(), IsPhrase: true);
    }

    private SearchTerm ReadWord()
    {
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && QuoteAt(at) is null)
        {
            at++;
        }

        var word = text[start..at];
        var stem = word.TrimEnd('*');
        return stem.Length < word.Length && SearchWords.LengthOfLast(stem) >= SearchQuery.MinPrefix
            ? new SearchTerm(stem, IsPhrase: false) { IsPrefix = true }
            : new SearchTerm(word, IsPhrase: false);
    }

    private void Add(SearchTerm term)
    {
        if (SearchWords.Count(term.Text) == 0)
        {
            unsearchable.Add(term.Description);
        }
        else if (terms.Count == SearchQuery.MaxTerms)
        {
            tooMany.Add(term.Description);
        }
        else
        {
            terms.Add(Shortened(term));
        }
    }

    private SearchTerm Shortened(SearchTerm term)
    {
        var length = SearchWords.LengthOfFirst(term.Text, SearchQuery.MaxWordsOfTerm);
        if (length == term.Text.Length)
        {
            return term;
        }

        notes.Add($"Only the first {SearchQuery.MaxWordsOfTerm} words of a phrase were used, without: {term.Text[length..].Trim()}");
        return term with { Text = term.Text[..length], IsPrefix = false };
    }

    private void Note(List<string> leftOut, string why)
    {
        if (leftOut.Count > 0)
        {
            notes.Add($"{why}: {string.Join(" ", leftOut)}");
        }
    }
}
