using System.Globalization;

namespace Archive.Web.Pages.Search;

/// <summary>How a query was read, line by line, and the way to every part of it being gone.</summary>
internal sealed class QueryReading(SearchQuery query, Expansion expansion, bool byThread)
{
    public SearchQuery Query { get; } = query;

    public IReadOnlyList<ReadLine> Lines { get; } = query.ReadAs(expansion);

    /// <summary>The words and phrases that are looked for, as the line beneath the box names it.</summary>
    public IEnumerable<ReadLine> Wanted => Lines.Where(line => line is { Level: 0, Kind: "word" or "phrase" or "prefix" or "any" });

    public IEnumerable<ReadLine> Unwanted => Lines.Where(line => line is { Level: 0, Kind: "not" });

    public IEnumerable<ReadLine> Filters => Lines.Where(line => line is { Level: 0, Kind: "filter" });

    /// <summary>There is more to understand than words to be found: a filter, a group, something left out.</summary>
    public bool SaysMoreThanWords => Lines.Any(line => line.Kind is not ("word" or "phrase" or "prefix" or "scope" or "sort"));

    /// <summary>What may help where nothing is found and no smaller query finds anything either: nothing that is tried among these.</summary>
    public string Advice => (Wanted.ToList(), Filters.Count()) switch
    {
        ([], 1) => "No post or comment meets this filter.",
        ([], _) => "No post or comment meets all of it.",
        ([{ Kind: "phrase" or "prefix" } several], 0) when several.Text.Contains(' ', StringComparison.Ordinal) => "No post or comment has these words one behind the other. Fewer of them may be found.",
        ([{ Kind: "prefix" }], 0) => "No post or comment has a word that begins so. A shorter beginning may be found.",
        ([{ Kind: "word" or "phrase" }], 0) => "No post or comment has it. A shorter beginning, with a star behind it, may be found.",
        _ => "No post or comment meets all of it. Fewer words, or one by itself, may be found.",
    };

    /// <summary>Other forms of the words are looked for too.</summary>
    public bool HasOtherForms => Lines.Any(line => line.Exact is not null);

    public string Address(string text) => SearchAddress.Of(text, byThread);

    /// <summary>The search with filters added.</summary>
    public string With(params SearchFilter[] filters) => Address(filters.Aggregate(Query, (sum, filter) => sum.With(filter)).ToString());

    /// <summary>Whether a filter is wider than one of its kind that it takes the place of, as a year is wider than its months, so that it finds more.</summary>
    public bool Widens(SearchFilter filter)
    {
        var (text, name) = (SearchAddress.Text(filter), filter.Operator.Name!);
        var present = Filters.Select(line => line.Text).Where(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        return filter.Operator == DateOperators.On ? present.Any(line => line.Length > text.Length && line.StartsWith(text, StringComparison.OrdinalIgnoreCase))
            : filter.Operator == LengthOperators.Min ? present.Any(line => WordsIn(line) > WordsIn(text))
            : filter.Operator == LengthOperators.Max && present.Any(line => WordsIn(line) < WordsIn(text));

        int? WordsIn(string line) => int.TryParse(line.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var words) ? words : null;
    }

    /// <summary>The search without filters that it has; null where it lacks one of them.</summary>
    public string? Without(params SearchFilter[] filters)
    {
        var rest = Query;
        foreach (var filter in filters)
        {
            var text = SearchAddress.Text(filter);
            if (rest.ReadAs(expansion).FirstOrDefault(line => line is { Level: 0, Kind: "filter" } && string.Equals(line.Text, text, StringComparison.OrdinalIgnoreCase)) is not { } line)
            {
                return null;
            }

            rest = SearchQuery.Parse(line.Without);
        }

        return Address(rest.ToString());
    }

    public static string InWords(SearchScope scope) => scope switch
    {
        SearchScope.Posts => "posts",
        SearchScope.Comments => "comments",
        SearchScope.Title => "titles of posts",
        SearchScope.Quotes => "quoted passages",
        _ => "posts and comments",
    };

    public static string InWords(SearchOrder order) => order switch
    {
        SearchOrder.Old => "Oldest first",
        SearchOrder.Relevance => "Best match first",
        SearchOrder.Length => "Longest first",
        _ => "Newest first",
    };
}
