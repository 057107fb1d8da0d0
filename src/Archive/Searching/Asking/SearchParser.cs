using Archive.Searching.Operators;
using Archive.Searching.Words;

namespace Archive.Searching.Asking;

/// <summary>Reads what people type; whatever it is, there is a query in it.</summary>
/// <remarks>
/// A query is parts that all must be met. A part is a word, a phrase, a filter or a group in parentheses, with a minus
/// before it or not; OR joins the two parts beside it.
/// </remarks>
internal sealed class SearchParser
{
    /// <summary>How deep parentheses nest; the parser, the database and readers of the query go as deep.</summary>
    public const int MaxDepth = 8;

    private readonly TypedText text;
    private readonly ParserNotes notes = new();
    private readonly List<(SettingOperator Known, string Value)> settings = [];
    private int leaves;
    private int depth;

    // Parentheses that were opened beyond the depth and wait for their end.
    private int ignored;

    private SearchParser(string typed) => text = new TypedText(typed);

    public static SearchQuery Read(string typed)
    {
        var whole = Read(typed, SearchQuery.MaxLength);

        // The written form may be a few characters longer than what was typed, and must be read again as it is.
        for (var length = SearchQuery.MaxLength; whole.ToString().Length > SearchQuery.MaxLength;)
        {
            length -= SearchQuery.MaxLength / 20;
            whole = Read(typed, length);
        }

        return whole;
    }

    private static SearchQuery Read(string typed, int length)
    {
        // Never half of a sign that takes two places.
        var parser = new SearchParser(typed.Length > length ? typed[..(char.IsHighSurrogate(typed[length - 1]) ? length - 1 : length)] : typed);
        if (typed.Length > length)
        {
            parser.notes.Add($"Only the first {length:N0} characters were read.");
        }

        var root = parser.ReadGroup();
        var query = new SearchQuery { Root = root, Notes = parser.notes.ToList() };
        foreach (var (known, value) in parser.settings)
        {
            query = known.With(query, value);
        }

        return query;
    }

    private SearchNode? ReadGroup()
    {
        var parts = new List<SearchNode?>();
        while (SkipBlanks())
        {
            if (text.Skip(')'))
            {
                if (depth > 0)
                {
                    break;
                }
            }
            else if (parts.Count == 0 || !text.SkipBetween("AND"))
            {
                parts.Add(ReadAlternatives());
            }
        }

        return SearchTree.All(parts);
    }

    private SearchNode? ReadAlternatives()
    {
        var parts = new List<SearchNode?> { ReadPart() };
        while (SkipBlanks() && text.SkipBetween("OR"))
        {
            while (SkipBlanks() && text.SkipBetween("OR"))
            {
                // said twice
            }

            parts.Add(ReadPart());
        }

        return SearchTree.Any(parts);
    }

    private bool SkipBlanks()
    {
        while (text.Current is { } c && (c == ' ' || IsIgnored(c)))
        {
            text.Skip(c);
        }

        return text.Current is not null;
    }

    private bool IsIgnored(char c)
    {
        if (depth < MaxDepth || c is not ('(' or ')') || (c == ')' && ignored == 0))
        {
            return false;
        }

        ignored += c == '(' ? 1 : -1;
        notes.TooDeep();
        return true;
    }

    private SearchNode? ReadPart()
    {
        var isNegated = text.SkipMinus();
        if (!SkipBlanks() || text.Current == ')')
        {
            return null; // what a minus or OR stood before were ignored parentheses
        }

        var part = text.Skip('(') ? ReadParentheses() : text.IsQuoted ? ReadPhrase() : ReadWord(isNegated);
        return isNegated ? SearchTree.Not(part) : part;
    }

    private SearchNode? ReadParentheses()
    {
        depth++;
        var group = ReadGroup();
        depth--;
        return group;
    }

    private SearchNode? ReadPhrase()
    {
        var phrase = text.ReadQuoted();
        var stem = phrase.TrimEnd('*');
        var hasStar = text.Skip('*') || stem.Length < phrase.Length;
        return Leaf(hasStar && !stem.EndsWith(' ') ? Prefix(stem, TermKind.Phrase) : new SearchTerm(stem.TrimEnd(' ', '*'), TermKind.Phrase));
    }

    private SearchNode? ReadWord(bool isNegated)
    {
        var word = text.ReadWord();
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        var name = word[..(colon + 1)];
        if (SearchOperators.Find(name) is { } known)
        {
            return ReadOperator(known, word[name.Length..], isNegated);
        }

        notes.Unknown(name, word);
        var stem = word.TrimEnd('*');
        return Leaf(stem.Length < word.Length && SearchWords.Any(stem) ? Prefix(stem, TermKind.Word, word) : Word(word));
    }

    private SearchNode? ReadOperator(SearchOperator known, string typed, bool isNegated)
    {
        var isQuoted = typed.Length == 0 && text.IsQuoted;
        typed = isQuoted ? text.ReadQuoted() : typed;
        if (known.ReadValue(typed) is not { } value)
        {
            return Leaf(WithoutValue(known, typed, isQuoted));
        }

        return known switch
        {
            FilterOperator filter => Leaf(new SearchFilter(filter, value)),
            SettingOperator setting => Set(setting, value, isNegated),
            _ => null,
        };
    }

    private SearchTerm WithoutValue(SearchOperator known, string typed, bool isQuoted)
    {
        var isEmpty = !SearchWords.Any(typed);
        notes.NoValue(known, typed, isEmpty);
        var name = known.Name!.TrimEnd(':');
        return isEmpty ? Word(name)
            : isQuoted ? new SearchTerm($"{name} {typed.TrimEnd('*', ' ')}", TermKind.Phrase)
            : Word(known.Name + typed);
    }

    private SearchNode? Set(SettingOperator known, string value, bool isNegated)
    {
        if (isNegated)
        {
            notes.Add($"{known.Name} holds for the whole search and cannot be left out: -{known.Name}{value} was not used.");
        }
        else
        {
            notes.Replaced(known, value, settings.FindLast(setting => setting.Known == known).Value);
            settings.Add((known, value));
        }

        return null;
    }

    private static SearchTerm Word(string word)
    {
        var bare = Bare(word);
        // Written behind another word it would join the two, and so it would before a parenthesis of its own: "OR(x)".
        foreach (var between in (string[])["OR", "AND"])
        {
            if (bare == between || bare.StartsWith(between + "(", StringComparison.Ordinal))
            {
                bare = between.ToLowerInvariant() + bare[between.Length..];
            }
        }

        return new SearchTerm(bare, TermKind.Word);
    }

    // A single word without the comma, dash or bracket that it was typed with; "C++" and "£37m" keep their symbols.
    private static string Bare(string word)
    {
        var first = SearchWords.Next(word, 0);
        var isSingle = first.Length > 0 && SearchWords.Next(word, first.End).Length == 0;
        return isSingle && WordSymbols.At(word, first) is ("", "") ? word[first.Start..first.End] : word;
    }

    private SearchTerm Prefix(string stem, TermKind otherwise, string? word = null)
    {
        var last = default(WordSpan);
        for (var next = SearchWords.Next(stem, 0); next.Length > 0; next = SearchWords.Next(stem, next.End))
        {
            last = next;
        }

        if (last.Length == 0 || last.End < stem.Length)
        {
            return new SearchTerm(word ?? stem, otherwise);
        }

        if (last.IsUnspaced || last.Length >= SearchQuery.MinPrefix)
        {
            return new SearchTerm(stem, TermKind.Prefix);
        }

        notes.ShortPrefix(stem);
        return otherwise == TermKind.Word ? Word(stem) : new SearchTerm(stem, otherwise);
    }

    private SearchNode? Leaf(SearchNode leaf)
    {
        if (leaf is SearchTerm term && !SearchWords.Any(term.Text))
        {
            notes.Unsearchable(leaf);
            return null;
        }

        if (leaves == SearchQuery.MaxTerms)
        {
            notes.TooMany(leaf);
            return null;
        }

        leaves++;
        return leaf is SearchTerm words ? Shortened(words) : leaf;
    }

    // What is left is a phrase: in the middle of a word a parenthesis might be open.
    private SearchTerm Shortened(SearchTerm term)
    {
        var length = SearchWords.LengthOfFirst(term.Text, SearchQuery.MaxWordsOfTerm);
        if (length == term.Text.Length)
        {
            return term;
        }

        notes.Add($"Only the first {SearchQuery.MaxWordsOfTerm} words of a phrase were used, without: {term.Text[length..].Trim()}");
        return new SearchTerm(term.Text[..length], TermKind.Phrase);
    }
}
