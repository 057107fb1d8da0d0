using System.Text;

namespace Archive.Searching;

/// <summary>Reads what people type; whatever it is, there is a query in it.</summary>
/// <remarks>
/// A query is parts that all must be met. A part is a word, a phrase, a filter or a group in parentheses, with a minus
/// before it or not; OR joins the two parts beside it.
/// </remarks>
internal sealed class SearchParser
{
    /// <summary>How deep parentheses nest; the parser, the database and readers of the query go as deep.</summary>
    public const int MaxDepth = 8;

    private const string Currencies = "$£¢¥€₹₽₩₪₺₴";

    private readonly string text;
    private readonly ParserNotes notes = new();
    private SearchScope? scope;
    private SearchOrder? order;
    private int leaves;
    private int at;

    // Parentheses that were opened beyond the depth and wait for their end.
    private int ignored;

    public SearchParser(string typed) => text = Readable(typed);

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

    /// <summary>Whether a minus before this place says that what stands here is not wanted: "--import" and "-…" are words.</summary>
    public static bool CanBeNegated(string text, int at) =>
        at < text.Length && (text[at] == '(' || QuotationMarks.Opens(text[at]) || Currencies.Contains(text[at]) || SearchWords.IsPart(text, at));

    private static SearchQuery Read(string typed, int length)
    {
        var parser = new SearchParser(typed.Length > length ? typed[..length] : typed);
        if (typed.Length > length)
        {
            parser.notes.Add($"Only the first {length:N0} characters were read.");
        }

        var root = parser.ReadGroup(0);
        return new SearchQuery
        {
            Root = root,
            Scope = parser.scope ?? SearchScope.Everything,
            Order = parser.order ?? SearchOrder.New,
            Notes = parser.notes.ToList(),
        };
    }

    // SQLite ends a text at NUL; half a surrogate pair and U+FFFE are no text. They become blanks, and full-width forms
    // of ASCII, as keyboards of East Asia have them, what they stand for.
    private static string Readable(string typed)
    {
        var readable = new StringBuilder(typed.Length);
        foreach (var rune in typed.EnumerateRunes())
        {
            readable.Append(rune.Value switch
            {
                0xFFFD or 0xFFFE or 0xFFFF => " ",
                >= 0xFF01 and <= 0xFF5E => ((char)(rune.Value - 0xFF01 + '!')).ToString(),
                _ => Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? " " : rune.ToString(),
            });
        }

        return readable.ToString();
    }

    private SearchNode? ReadGroup(int depth)
    {
        var parts = new List<SearchNode?>();
        while (SkipBlanks())
        {
            if (text[at] == ')')
            {
                at++;
                if (ignored == 0 && depth > 0)
                {
                    break;
                }

                ignored = Math.Max(0, ignored - 1);
            }
            else if (parts.Count == 0 || !SkipBetween("AND"))
            {
                parts.Add(ReadAlternatives(depth));
            }
        }

        return SearchTree.All(parts);
    }

    private SearchNode? ReadAlternatives(int depth)
    {
        var parts = new List<SearchNode?> { ReadPart(depth) };
        while (SkipBlanks() && SkipBetween("OR"))
        {
            SkipBlanks();
            parts.Add(ReadPart(depth));
        }

        return SearchTree.Any(parts);
    }

    private bool SkipBlanks()
    {
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        return at < text.Length;
    }

    // At the end of a query or group OR and AND join nothing and are words.
    private bool SkipBetween(string word)
    {
        var end = at + word.Length;
        var isWord = string.CompareOrdinal(text, at, word, 0, word.Length) == 0 && end < text.Length
            && (text[end] is ' ' or '(' || QuotationMarks.Opens(text[end]));
        if (!isWord || text.AsSpan(end).TrimStart(' ') is [] or [')', ..])
        {
            return false;
        }

        at = end;
        return true;
    }

    private SearchNode? ReadPart(int depth)
    {
        var isNegated = text[at] == '-' && CanBeNegated(text, at + 1);
        at += isNegated ? 1 : 0;
        var part = text[at] == '(' ? ReadParentheses(depth)
            : QuotationMarks.Opens(text[at]) ? ReadPhrase()
            : ReadWord(isNegated);
        return isNegated ? SearchTree.Not(part) : part;
    }

    private SearchNode? ReadParentheses(int depth)
    {
        at++;
        if (depth < MaxDepth)
        {
            return ReadGroup(depth + 1);
        }

        notes.TooDeep();
        ignored++;
        return null;
    }

    private SearchNode? ReadPhrase()
    {
        var phrase = ReadQuoted();
        var stem = phrase.TrimEnd('*');
        var hasStar = stem.Length < phrase.Length;
        if (at < text.Length && text[at] == '*')
        {
            (hasStar, at) = (true, at + 1);
        }

        return Leaf(hasStar && !stem.EndsWith(' ') ? Prefix(stem, TermKind.Phrase) : new SearchTerm(stem.TrimEnd(), TermKind.Phrase));
    }

    // A phrase that is never closed runs to the end. What would close it when written again becomes a blank.
    private string ReadQuoted()
    {
        var start = at + 1;
        var length = text.AsSpan(start).IndexOfAny(QuotationMarks.Closers(text[at])!);
        var end = length < 0 ? text.Length : start + length;
        at = Math.Min(end + 1, text.Length);
        return string.Join(' ', text[start..end].Split([' ', '"'], StringSplitOptions.RemoveEmptyEntries));
    }

    private SearchNode? ReadWord(bool isNegated)
    {
        var end = EndOfWord();
        var word = text[at..end];
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        var name = word[..(colon + 1)];
        if (SearchOperators.Find(name) is { } known)
        {
            at += name.Length;
            return ReadOperator(known, end, isNegated);
        }

        at = end;
        notes.Unknown(name, word);
        var stem = word.TrimEnd('*');
        return Leaf(stem.Length < word.Length && SearchWords.Any(stem) ? Prefix(stem, TermKind.Word, word) : Word(word));
    }

    // To the next blank or quotation mark, or a parenthesis that does not belong to the word, as those of "f(x)" do.
    private int EndOfWord()
    {
        var end = at;
        for (var open = 0; end < text.Length; end++)
        {
            var c = text[end];
            if (c == ' ' || QuotationMarks.Opens(c) || (c == ')' && open == 0) || (c == '(' && open == 0 && !IsClosedInWord(end)))
            {
                break;
            }

            open += c == '(' ? 1 : c == ')' ? -1 : 0;
        }

        return end;
    }

    private bool IsClosedInWord(int from)
    {
        var open = 0;
        for (var i = from; i < text.Length && text[i] != ' ' && !QuotationMarks.Opens(text[i]); i++)
        {
            open += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (open == 0)
            {
                return true;
            }
        }

        return false;
    }

    private SearchNode? ReadOperator(SearchOperator known, int end, bool isNegated)
    {
        var isQuoted = at == end && at < text.Length && QuotationMarks.Opens(text[at]);
        var typed = isQuoted ? ReadQuoted() : text[at..end];
        at = isQuoted ? at : end;
        if (known.ReadValue(typed) is not { } value)
        {
            var isEmpty = !SearchWords.Any(typed);
            notes.NoValue(known, typed, isEmpty);
            var name = known.Name!.TrimEnd(':');
            return Leaf(isEmpty ? Word(name) : isQuoted ? new SearchTerm($"{name} {typed.TrimEnd('*', ' ')}", TermKind.Phrase) : Word(known.Name + typed));
        }

        return known.Filter is { } kind ? Leaf(new SearchFilter(kind, value)) : SetForAll(known, value, isNegated);
    }

    private SearchNode? SetForAll(SearchOperator known, string value, bool isNegated)
    {
        if (isNegated)
        {
            notes.Add($"{known.Name} holds for the whole search and cannot be left out: -{known.Name}{value} was not used.");
        }
        else if (known.Name == "in:")
        {
            notes.Replaced(known, value, scope?.ToString());
            scope = Enum.Parse<SearchScope>(value, ignoreCase: true);
        }
        else
        {
            notes.Replaced(known, value, order?.ToString());
            order = Enum.Parse<SearchOrder>(value, ignoreCase: true);
        }

        return null;
    }

    private static SearchTerm Word(string word) => new(word is "OR" or "AND" ? word.ToLowerInvariant() : word, TermKind.Word);

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
