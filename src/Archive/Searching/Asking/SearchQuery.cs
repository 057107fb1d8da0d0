namespace Archive.Searching.Asking;

/// <summary>A query that a person typed, as it was read.</summary>
public sealed record SearchQuery
{
    /// <summary>The longest query that is read, in characters: several long addresses.</summary>
    public const int MaxLength = 1_000;

    /// <summary>The most terms and filters that are searched for; the index walks a list for each.</summary>
    public const int MaxTerms = 16;

    /// <summary>The most words of one term, such as a pasted sentence; the index walks a list for each of them too.</summary>
    public const int MaxWordsOfTerm = 48;

    /// <summary>The shortest beginning of a word that is searched for; a shorter one stands for half of a dictionary.</summary>
    public const int MinPrefix = 2;

    /// <summary>The tree of terms and filters; null where none is asked for.</summary>
    public SearchNode? Root { get; init; }

    public SearchScope Scope { get; init; }

    public SearchOrder Order { get; init; }

    /// <summary>Nothing is asked for: neither words nor a filter, nor one kind of text alone.</summary>
    public bool IsEmpty => Root is null && Scope == SearchScope.Everything;

    /// <summary>Sentences for the page about all that was typed and is not searched for, or not as it may have been meant.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Hits come by date, and those of a thread together.</summary>
    public bool IsByDate => Order is SearchOrder.New or SearchOrder.Old;

    /// <summary>Reads any text at all; never throws.</summary>
    public static SearchQuery Parse(string? typed) => SearchParser.Read(typed ?? "");

    /// <summary>The query in its one written form; reading it again gives the same tree.</summary>
    public override string ToString() => QueryText.Of(this);

    /// <summary>This query, and the filter too; in place of one of its kind where two would contradict each other.</summary>
    public SearchQuery With(SearchFilter filter) => this with { Root = SearchTree.With(Root, filter) };

    /// <summary>One line for each term and filter, for people and for the contract of the JSON.</summary>
    public IReadOnlyList<ReadLine> ReadAs(Expansion expansion) => new QueryInWords(this, expansion).Lines();

    /// <summary>Queries that ask for less, to offer when nothing is found; the smallest change first.</summary>
    /// <param name="spellings">For words of the query that the archive does not have: words that it has.</param>
    public IReadOnlyList<Relaxation> Relaxations(IReadOnlyDictionary<string, IReadOnlyList<string>> spellings) =>
        new QueryRelaxing(this, spellings).All();
}

/// <summary>Where words are looked for: <c>in:</c>.</summary>
public enum SearchScope
{
    Everything,
    Posts,
    Comments,

    /// <summary>Titles of posts.</summary>
    Title,

    /// <summary>Passages of posts and comments that quote somebody.</summary>
    Quotes,
}

/// <summary>In which order hits come: <c>sort:</c>.</summary>
public enum SearchOrder
{
    /// <summary>By the day of the post, newest first; in a thread the last comment first.</summary>
    New,

    /// <summary>By the day of the post, oldest first; in a thread in reading order as it came to the archive.</summary>
    Old,

    /// <summary>Exact words before other forms, then BM25.</summary>
    Relevance,

    /// <summary>The longest first.</summary>
    Length,
}
