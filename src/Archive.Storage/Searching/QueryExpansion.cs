namespace Archive.Storage.Searching;

/// <summary>Finds in the archive's vocabulary what widens a query: other forms of words, names, beginnings.</summary>
internal sealed class QueryExpansion(Connection connection)
{
    /// <summary>Other forms of a word that are looked for too, the most frequent ones.</summary>
    private const int MaxForms = 8;

    /// <summary>Names that one <c>by:</c> can stand for.</summary>
    private const int MaxNames = 20;

    /// <summary>Words that are looked for in place of a beginning, the most frequent ones.</summary>
    private const int MaxBeginnings = 25;

    /// <summary>Words of fewer places than these together are found by the index at once, however many they are: some 5 ms.</summary>
    private const int MaxPlaces = 100_000;

    // The stemmer is made for English words in plain letters; few words share a stem.
    private const string Forms =
        """
        SELECT terms.term
          FROM term_forms JOIN terms ON terms.id = term_forms.rowid
         WHERE term_forms MATCH ? AND terms.term <> ?
         ORDER BY terms.texts DESC, terms.term
        """;

    private const string Beginnings =
        "SELECT term FROM terms WHERE term >= ? AND term < ? ORDER BY texts DESC, term LIMIT ?";

    private const string Places = "SELECT count(*), sum(texts) FROM terms WHERE term >= ? AND term < ?";

    private const string Has = "SELECT 1 FROM terms WHERE term = ?";

    private const string Names = "SELECT term FROM terms WHERE term >= ? AND term < ? AND instr(term, ?) > 0 ORDER BY texts DESC";

    private const string Extent =
        """
        SELECT (SELECT min(term) FROM terms WHERE term >= ?1 AND term < ?2),
               (SELECT max(term) FROM terms WHERE term >= ?1 AND term < ?2)
        """;

    public Expansion Of(SearchQuery query)
    {
        var forms = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var names = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var beginnings = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var cut = new HashSet<string>(StringComparer.Ordinal);
        foreach (var leaf in SearchTree.Leaves(query.Root))
        {
            switch (leaf)
            {
                case SearchTerm { Kind: TermKind.Word } term when IndexText.FoldWord(term.Text) is var word && HasForms(word):
                    forms[word] = FormsOf(word);
                    break;
                case SearchTerm { Kind: TermKind.Prefix } term:
                    AddBeginnings(IndexText.FoldWord(term.Text), beginnings, cut);
                    break;
                case SearchFilter filter when filter.Operator == PeopleOperators.By:
                    names[filter.Value] = NamesOf(filter.Value);
                    break;
                default:
                    break;
            }
        }

        var years = ExtentOf(DateOperators.YearFact);
        return new Expansion
        {
            Forms = forms,
            Names = names,
            Beginnings = beginnings,
            CutBeginnings = cut,
            FirstYear = years.First ?? 1,
            LastYear = years.Last ?? 1,
            // Up to a whole hundred, which is one word of the index.
            MaxWords = ((((ExtentOf(LengthOperators.WordsFact).Last ?? 0) / 100) + 1) * 100) - 1,
        };
    }

    /// <summary>How many texts have a word; about, see the table.</summary>
    public long TextsOf(string word) => connection["SELECT texts FROM terms WHERE term = ?"].With(word).Number() ?? 0;

    private static bool HasForms(string word) => word.Length >= 3 && word.All(char.IsAsciiLetterLower);

    private List<string> FormsOf(string word) =>
        [.. Texts(connection[Forms].With($"\"{word}\"").With(word)).Where(other => WordForms.AreOfOneWord(word, other)).Take(MaxForms)];

    private void AddBeginnings(string word, Dictionary<string, IReadOnlyList<string>> beginnings, HashSet<string> cut)
    {
        var row = connection[Places].With(word).With(word + '\uFFFF');
        row.Read();
        var (words, places) = (row.Long(0), row.NumberOrNull(1) ?? 0);
        row.Reset();
        if (words > MaxBeginnings && places <= MaxPlaces)
        {
            return;
        }

        beginnings[word] = Texts(connection[Beginnings].With(word).With(word + '\uFFFF').With(MaxBeginnings));
        if (words > MaxBeginnings)
        {
            cut.Add(word);
        }
    }

    // A name that stands in the archive as it was typed means that person; otherwise all names that hold it.
    private List<string> NamesOf(string typed)
    {
        var (author, signer) = (FactTokens.Of(PeopleOperators.AuthorFact, typed), FactTokens.Of(PeopleOperators.SignOffFact, typed));
        var isAuthor = connection[Has].With(author).Number() is not null;
        if (isAuthor || SignerNames.Occurs(connection, signer, author))
        {
            return [author, signer];
        }

        var words = $" {FactTokens.ValueOf(author)} ";
        return [.. Holding(PeopleOperators.AuthorFact, author[1..], words).Concat(Holding(PeopleOperators.SignOffFact, author[1..], words)).Distinct().Take(MaxNames)];
    }

    private IEnumerable<string> Holding(char kind, string part, string words)
    {
        var holding = Texts(connection[Names].With(kind.ToString()).With(((char)(kind + 1)).ToString()).With(part));
        return holding.Where(token =>
            $" {FactTokens.ValueOf(token)} ".Contains(words, StringComparison.Ordinal)
            && (kind == PeopleOperators.AuthorFact || SignerNames.Occurs(connection, token, FactTokens.Of(PeopleOperators.AuthorFact, FactTokens.ValueOf(token)))));
    }

    private (int? First, int? Last) ExtentOf(char kind)
    {
        var row = connection[Extent].With(kind.ToString()).With(((char)(kind + 1)).ToString());
        row.Read();
        var extent = (NumberOf(row.TextOrNull(0)), NumberOf(row.TextOrNull(1)));
        row.Reset();
        return extent;

        static int? NumberOf(string? token) =>
            token is not null && int.TryParse(token.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static List<string> Texts(Statement rows)
    {
        var texts = new List<string>();
        while (rows.Read())
        {
            texts.Add(rows.Text(0));
        }

        return texts;
    }
}
