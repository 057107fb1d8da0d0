using System.Globalization;
using System.Text;

namespace Archive.Tests.Searching;

/// <summary>Finds by reading every row, without an index and without the code under test but its tree.</summary>
internal static class SlowReader
{
    private const string Symbols = "+#%£$€";

    public static int[] Find(IReadOnlyList<IndexedText> rows, SearchQuery query, bool posts) =>
        query.Root is null || query.Scope == (posts ? SearchScope.Comments : SearchScope.Posts) || (query.Scope == SearchScope.Title && !posts)
            ? []
            : [.. rows.Index().Where(row => Meets(row.Item, query.Root, query.Scope) && (query.Scope != SearchScope.Quotes || row.Item.Facts.HasQuotes)).Select(row => row.Index)];

    private static bool Meets(IndexedText row, SearchNode node, SearchScope scope) => node switch
    {
        AllOf all => all.Parts.All(part => Meets(row, part, scope)),
        AnyOf any => any.Parts.Any(part => Meets(row, part, scope)),
        Not not => !Meets(row, not.Part, scope),
        SearchTerm term => Texts(row, scope).Any(text => Holds(Plain(text), term)) && HasSymbols(row.Text, term.Text),
        SearchFilter filter => Meets(row.Facts, filter),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private static string[] Texts(IndexedText row, SearchScope scope) => scope switch
    {
        SearchScope.Title => [row.Title],
        SearchScope.Quotes => [row.Quotes],
        _ => [row.Title, row.Text, row.Quotes],
    };

    // Words between single blanks; Chinese and Japanese in runs, in which any part is found.
    private static bool Holds(string text, SearchTerm term)
    {
        var wanted = Plain(term.Text).Trim();
        for (var at = text.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = text.IndexOf(wanted, at + 1, StringComparison.Ordinal))
        {
            var startsWell = text[at - 1] == ' ' || IsUnspaced(wanted[0]);
            var endsWell = text[at + wanted.Length] == ' ' || IsUnspaced(wanted[^1]) || term.Kind == TermKind.Prefix;
            if (startsWell && endsWell)
            {
                return true;
            }
        }

        return false;
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(" ");
        foreach (var c in text.Normalize(NormalizationForm.FormKD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)))
        {
            var isWord = char.IsLetterOrDigit(c);
            plain.Append(isWord && plain[^1] != ' ' && IsUnspaced(c) != IsUnspaced(plain[^1]) ? " " : "");
            plain.Append(isWord ? char.ToLowerInvariant(c) : plain[^1] == ' ' ? "" : " ");
        }

        return plain.Append(plain[^1] == ' ' ? "" : " ").ToString();
    }

    private static bool IsUnspaced(char c) => c is >= '\u3005' and <= '\u9FFF';

    private static bool HasSymbols(string text, string term) =>
        term.Split(' ').Where(piece => piece.Any(Symbols.Contains)).All(piece =>
            Enumerable.Range(0, text.Length).Any(at =>
                string.Compare(text, at, piece, 0, piece.Length, StringComparison.OrdinalIgnoreCase) == 0 && at + piece.Length <= text.Length
                && (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
                && (at + piece.Length == text.Length || !char.IsLetterOrDigit(text[at + piece.Length]))));

    private static bool Meets(SearchFacts facts, SearchFilter filter) => filter.Operator.Name switch
    {
        "by:" => new[] { facts.Author, facts.Signer }.Any(name => name is not null && Plain(name) == Plain(filter.Value)),
        "post:" => facts.Post == Array.IndexOf(Generated.PostNames, filter.Value) + 1,
        "blog:" => facts.Blog == filter.Value,
        "label:" => facts.Labels.Any(label => Plain(label) == Plain(filter.Value)),
        "before:" => facts.Date is { } date && string.CompareOrdinal(Last(date), First(filter.Value)) < 0,
        "after:" => facts.Date is { } date && string.CompareOrdinal(First(date), Last(filter.Value)) > 0,
        "on:" when filter.Value == DateOperators.Undated => facts.Date is not { Length: >= 7 },
        "on:" => facts.Date is { } date && date.StartsWith(filter.Value, StringComparison.Ordinal),
        "is:" when filter.Value == "reply" => !facts.IsPost && facts.IsReply,
        "is:" when filter.Value == "root" => !facts.IsPost && !facts.IsReply,
        "is:" => facts.IsRemoved,
        "has:" => facts.Hosts.Count > 0,
        "site:" => facts.Hosts.Select(HostName.InOneCountry).Any(host => host == filter.Value || host.EndsWith("." + filter.Value, StringComparison.Ordinal)),
        "min:" => facts.Words >= int.Parse(filter.Value, CultureInfo.InvariantCulture),
        "max:" => facts.Words <= int.Parse(filter.Value, CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    private static string First(string date) => date + (date.Length == 4 ? "-01-01" : date.Length == 7 ? "-01" : "");

    private static string Last(string date) => date.Length switch
    {
        4 => date + "-12-31",
        7 => $"{date}-{DateTime.DaysInMonth(int.Parse(date[..4], CultureInfo.InvariantCulture), int.Parse(date[5..], CultureInfo.InvariantCulture)):D2}",
        _ => date,
    };
}
