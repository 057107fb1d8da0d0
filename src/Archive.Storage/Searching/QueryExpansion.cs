namespace Archive.Storage.Searching;

/// <summary>Finds in the archive's vocabulary what widens queries: other forms of words, names, beginnings; each word is asked for once.</summary>
internal sealed class QueryExpansion(Snapshot snapshot)
{
    /// <summary>Other forms of a word that are looked for too, the most frequent ones.</summary>
    private const int MaxForms = 8;

    /// <summary>Names that one <c>by:</c> can stand for.</summary>
    private const int MaxNames = 20;

    /// <summary>Posts that one <c>post:</c> can stand for, the newest ones: those without a title have one name in each month of each blog.</summary>
    public const int MaxPosts = 500;

    /// <summary>Words that are looked for in place of a beginning, the most frequent ones.</summary>
    private const int MaxBeginnings = 25;

    /// <summary>Words of fewer places than these together are found by the index at once, however many they are: some 5 ms.</summary>
    public const int MaxPlaces = 100_000;

    // The stemmer is made for English words in plain letters; few words share a stem.
    private const string Forms =
        """
        SELECT terms.term
          FROM term_forms JOIN terms ON terms.id = term_forms.rowid
         WHERE term_forms MATCH ? AND terms.term <> ?
         ORDER BY terms.texts DESC, terms.term
        """;

    private const string Beginnings =
        "SELECT term FROM terms WHERE term >= ? AND term < ? ORDER BY texts DESC, term " + Statement.Limit;

    private const string Places = "SELECT count(*), sum(texts) FROM terms WHERE term >= ? AND term < ?";

    private const string Has = "SELECT 1 FROM terms WHERE term = ?";

    // A post's facts are those of its comments, too; hosts and blogs are in the vocabulary.
    private const string HasPost = "SELECT 1 FROM post_fts WHERE post_fts MATCH ? LIMIT 1";

    // What a blog was called before leads on, as its addresses do.
    private const string OfBlog =
        "(?3 IS NULL OR posts.blog_id = coalesce((SELECT id FROM blogs WHERE slug = ?3), (SELECT blog_id FROM blog_names WHERE slug = ?3)))";

    private const string Posts =
        $"SELECT posts.id FROM posts WHERE posts.slug = ?1 AND posts.month = coalesce(?2, posts.month) AND {OfBlog} ORDER BY posts.id DESC {Statement.Limit}";

    // By what the address of a post was, or would be by one of its captures alone.
    private const string EarlierPosts =
        $"""
        SELECT posts.id
          FROM posts
         WHERE posts.id IN (
                   SELECT post_id FROM captured_addresses WHERE address = ?2 || '/' || ?1
                    UNION ALL
                   SELECT now.id FROM given_addresses JOIN captures ON captures.id = capture_id JOIN posts AS now ON now.id = captures.post_id
                    WHERE name = ?1 AND line IS NULL AND now.month = ?2)
           AND {OfBlog}
         ORDER BY posts.id DESC {Statement.Limit}
        """;

    private const string Names = "SELECT term FROM terms WHERE term >= ? AND term < ? AND instr(term, ?) > 0 ORDER BY texts DESC";

    private const string Extent =
        """
        SELECT (SELECT min(term) FROM terms WHERE term >= ?1 AND term < ?2),
               (SELECT max(term) FROM terms WHERE term >= ?1 AND term < ?2)
        """;

    private readonly Dictionary<string, IReadOnlyList<string>> forms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (IReadOnlyList<long> Ids, bool IsCut)> posts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (IReadOnlyList<string>? Words, bool IsCut)> beginnings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> facts = new(StringComparer.Ordinal);
    private (int First, int Last, int MaxWords)? extent;

    private Connection Connection => snapshot.Connection;

    public Expansion Of(SearchQuery query)
    {
        var (formsOf, namesOf) = (new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal), new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal));
        var (beginningsOf, cut) = (new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var (postsOf, unknown) = (new Dictionary<string, (IReadOnlyList<long> Ids, bool IsCut)>(StringComparer.Ordinal), new HashSet<SearchFilter>());
        foreach (var leaf in SearchTree.Leaves(query.Root))
        {
            switch (leaf)
            {
                case SearchTerm { Kind: TermKind.Word } term when IndexText.FoldWord(term.Text) is var word && HasForms(word):
                    formsOf[word] = Known(forms, word, FormsOf);
                    break;
                case SearchTerm { Kind: TermKind.Prefix } term when IndexText.FoldWord(term.Text) is var word:
                    Add(word, Known(beginnings, word, BeginningsOf));
                    break;
                case SearchFilter filter when filter.Operator == PeopleOperators.By:
                    Note(filter, (namesOf[filter.Value] = Known(names, filter.Value, NamesOf)).Count > 0);
                    break;
                case SearchFilter filter when filter.Operator == AddressOperators.Post:
                    Note(filter, (postsOf[filter.Value] = Known(posts, filter.Value, PostsOf)).Ids.Count > 0);
                    break;
                case SearchFilter { Operator.Unknown: not null } filter:
                    Note(filter, filter.Operator.Tokens(filter.Value, Expansion.None).Any(fact => Known(facts, fact, HasFact)));
                    break;
                default:
                    break;
            }
        }

        var (first, last, maxWords) = extent ??= ReadExtent();
        return new Expansion
        {
            Forms = formsOf,
            Names = namesOf,
            Posts = postsOf,
            Beginnings = beginningsOf,
            CutBeginnings = cut,
            Unknown = unknown,
            FirstYear = first,
            LastYear = last,
            MaxWords = maxWords,
        };

        void Note(SearchFilter filter, bool isKnown) => unknown.UnionWith(isKnown ? [] : [filter]);

        void Add(string word, (IReadOnlyList<string>? Words, bool IsCut) known)
        {
            if (known.Words is { } words)
            {
                beginningsOf[word] = words;
            }

            if (known.IsCut)
            {
                cut.Add(word);
            }
        }
    }

    /// <summary>How many texts have a word; about, see the table; 0 where the time is over.</summary>
    public long TextsOf(string word)
    {
        long texts = 0;
        snapshot.Try(() => texts = Connection["SELECT texts FROM terms WHERE term = ?"].With(word).Number() ?? 0);
        return texts;
    }

    private static T Known<T>(Dictionary<string, T> known, string word, Func<string, T> find)
    {
        if (!known.TryGetValue(word, out var value))
        {
            known.Add(word, value = find(word));
        }

        return value;
    }

    private static bool HasForms(string word) => word.Length >= 3 && word.All(char.IsAsciiLetterLower);

    private IReadOnlyList<string> FormsOf(string word) =>
        [.. Connection[Forms].With($"\"{word}\"").With(word).All(row => row.Text(0)).Where(other => WordForms.AreOfOneWord(word, other)).Take(MaxForms)];

    // No words where the index finds all of them at once.
    private (IReadOnlyList<string>? Words, bool IsCut) BeginningsOf(string word)
    {
        var (words, places) = Connection[Places].WithBeginning(word).First(row => (row.Long(0), row.NumberOrNull(1) ?? 0));
        return words > MaxBeginnings && places <= MaxPlaces
            ? (null, false)
            : (Connection[Beginnings].WithBeginning(word).With(MaxBeginnings).All(row => row.Text(0)), words > MaxBeginnings);
    }

    private bool HasFact(string fact) => Connection[Has].With(fact).Number() is not null || Connection[HasPost].With($"\"{fact}\"").Number() is not null;

    // A name that stands in the archive as it was typed means that person; otherwise all names that hold it.
    private IReadOnlyList<string> NamesOf(string typed)
    {
        var (author, signer) = (PeopleOperators.AuthorToken(typed), PeopleOperators.SignOffToken(typed));
        var isAuthor = Connection[Has].With(author).Number() is not null;
        if (isAuthor || SignerNames.Occurs(Connection, signer, author))
        {
            return [author, signer];
        }

        var words = $" {FactTokens.ValueOf(author)} ";
        return [.. Holding(PeopleOperators.AuthorFact, author[1..], words).Concat(Holding(PeopleOperators.SignOffFact, author[1..], words)).Distinct().Take(MaxNames)];
    }

    private (IReadOnlyList<long> Ids, bool IsCut) PostsOf(string typed)
    {
        var named = PostName.Read(typed)!.Value;
        var ids = Of(Posts, named);
        if (ids.Count == 0 && named.Month is not null)
        {
            ids = Of(EarlierPosts, named);
        }

        return ([.. ids.Take(MaxPosts)], ids.Count > MaxPosts);

        List<long> Of(string sql, PostName name) => Connection[sql].With(name.Slug).With(name.Month).With(name.Blog).With(MaxPosts + 1).All(row => row.Long(0));
    }

    private IEnumerable<string> Holding(char kind, string part, string words)
    {
        var holding = Connection[Names].With(kind.ToString()).With(((char)(kind + 1)).ToString()).With(part).All(row => row.Text(0));
        return holding.Where(token =>
            $" {FactTokens.ValueOf(token)} ".Contains(words, StringComparison.Ordinal)
            && (kind == PeopleOperators.AuthorFact || SignerNames.Occurs(Connection, token, PeopleOperators.AuthorToken(FactTokens.ValueOf(token)))));
    }

    // Numbers of words up to a whole hundred, which is one word of the index.
    private (int First, int Last, int MaxWords) ReadExtent()
    {
        var (first, last) = ExtentOf(DateOperators.YearFact);
        return (first ?? 1, last ?? 1, ((((ExtentOf(LengthOperators.WordsFact).Last ?? 0) / 100) + 1) * 100) - 1);
    }

    private (int? First, int? Last) ExtentOf(char kind)
    {
        return Connection[Extent].With(kind.ToString()).With(((char)(kind + 1)).ToString())
            .First(row => (NumberOf(row.TextOrNull(0)), NumberOf(row.TextOrNull(1))));

        static int? NumberOf(string? token) =>
            token is not null && int.TryParse(token.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}

/// <summary>Tells forms of one English word from different words of one stem: "officers" is "officer", "office" is not.</summary>
internal static class WordForms
{
    // What stands behind the letters that two forms share.
    private static readonly string[] Endings = ["", "s", "es", "e", "ed", "d", "ing", "ings", "y", "ies", "ied", "ying"];

    public static bool AreOfOneWord(string a, string b)
    {
        var shared = a.AsSpan().CommonPrefixLength(b);
        return shared >= 2 && IsEnding(a, shared) && IsEnding(b, shared);
    }

    // "stop" and "stopping" share "stop": the last letter may come twice.
    private static bool IsEnding(string word, int shared)
    {
        var rest = word[shared..];
        return Endings.Contains(rest) || (rest.Length > 2 && rest[0] == word[shared - 1] && Endings.Contains(rest[1..]));
    }
}
