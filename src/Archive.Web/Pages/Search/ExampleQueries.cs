using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Search;

/// <summary>Fills examples with words, names and dates that the archive at hand has, so that each finds something.</summary>
internal sealed partial class ExampleQueries
{
    /// <summary>Of the newest posts the longest lends its words.</summary>
    private const int MaxPosts = 20;

    /// <summary>So much of a post holds its subject.</summary>
    private const int MaxText = 20_000;

    /// <summary>Fillings that are tried before an example is given up; each try is a search.</summary>
    private const int MaxTries = 24;

    /// <summary>Words that are tried in an example's place.</summary>
    private const int MaxWords = 4;

    // Shorter words are mostly those that every text has.
    private const int MinWord = 5;

    private readonly ArchiveSearch search;
    private readonly Dictionary<string, IReadOnlyList<string>> values;

    private ExampleQueries(ArchiveSearch search, Dictionary<string, IReadOnlyList<string>> values, bool areCounted) =>
        (this.search, this.values, AreCounted) = (search, values, areCounted);

    /// <summary>Names, labels and sites are among what examples are filled with; they are not while the archive is being counted anew.</summary>
    public bool AreCounted { get; }

    public static async Task<ExampleQueries> OfAsync(ArchiveDb db, ArchiveSearch search, CancellationToken cancel)
    {
        var (values, areCounted) = (new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal), true);
        var dated =
            from post in db.Posts
            join blog in db.Blogs on post.BlogId equals blog.Id
            where post.Published != null
            orderby post.Id descending
            select new Known(blog.Slug, post.Slug, post.Title, post.Published!, post.Text.Substring(0, MaxText));
        // Ids lie in order of date.
        var newest = await dated.Take(MaxPosts).ToListAsync(cancel);
        if (newest.MaxBy(post => post.Text.Length) is { } longest)
        {
            AddDates(values, (await dated.LastAsync(cancel)).Published, longest.Published, newest[0].Published);
            AddWords(values, longest);
            (values["slug"], values["blog"]) = ([longest.Slug], [longest.Blog]);
            using var session = search.Open(SearchQuery.Parse(values.GetValueOrDefault("word")?[0]), cancel);
            var facets = session.Facets();
            areCounted = facets is not null;
            values["name"] = [.. (facets?.Names ?? []).Take(MaxWords).Select(name => name.Label)];
            values["label"] = [.. (facets?.Labels ?? []).Take(MaxWords).Select(label => label.Label)];
            values["site"] = [.. (facets?.Sites ?? []).Take(MaxWords).Select(site => site.Value)];
        }

        return new ExampleQueries(search, values, areCounted);
    }

    /// <summary>The example with something in each place; null where nothing of this archive makes it find anything.</summary>
    public string? Fill(string example, CancellationToken cancel)
    {
        var places = Placeholder().Matches(example).Select(place => place.Groups[1].Value).Distinct(StringComparer.Ordinal).ToList();
        var tries = places.Aggregate(
            (IEnumerable<string>)[example],
            (filled, place) => filled.SelectMany(text => values.GetValueOrDefault(place, []).Select(
                value => text.Replace($"{{{place}}}", value, StringComparison.Ordinal))));
        return tries.Take(MaxTries).FirstOrDefault(text => FindsAny(text, cancel));
    }

    private bool FindsAny(string text, CancellationToken cancel)
    {
        using var session = search.Open(SearchQuery.Parse(text), cancel);
        return session.Find().Hits.Count > 0;
    }

    // Beside a date that a post has, one that lies behind all of them and one before: something is earlier and later than each.
    private static void AddDates(Dictionary<string, IReadOnlyList<string>> values, string oldest, string between, string newest)
    {
        var after = int.Parse(newest.AsSpan(0, 4), CultureInfo.InvariantCulture) + 1;
        var before = int.Parse(oldest.AsSpan(0, 4), CultureInfo.InvariantCulture) - 1;
        string[] dates =
        [
            between,
            string.Create(CultureInfo.InvariantCulture, $"{before:0000}-12-31"),
            string.Create(CultureInfo.InvariantCulture, $"{after:0000}-01-01"),
        ];
        foreach (var (name, length) in (ReadOnlySpan<(string, int)>)[("year", 4), ("month", 7), ("day", 10)])
        {
            values[name] = [.. dates.Where(date => date.Length >= length).Select(date => date[..length])];
        }
    }

    // The longer words that the text has most often, those of its title, and each with the word that follows it.
    private static void AddWords(Dictionary<string, IReadOnlyList<string>> values, Known post)
    {
        var words = Word().Matches(post.Text).Select(match => match.Value)
            .Where(word => word.Length >= MinWord && char.IsLower(word[0]))
            .GroupBy(word => word)
            .OrderByDescending(word => word.Count())
            .ThenBy(word => word.Key, StringComparer.Ordinal)
            .Select(word => word.Key)
            .Take(MaxWords)
            .ToList();
        var titled = Word().Matches(post.Title ?? "").Select(match => match.Value.ToLowerInvariant()).Where(word => word.Length >= MinWord);
        values["word"] = [.. words.Concat(titled).Distinct(StringComparer.Ordinal)];
        values["other"] = [.. words.Skip(1)];
        values["phrase"] = [.. words.Select(word => Pair(post.Text, word)).OfType<string>()];
    }

    private static string? Pair(string text, string word)
    {
        var pair = Regex.Match(text, $@"\b{Regex.Escape(word)} \p{{L}}+", RegexOptions.NonBacktracking);
        return pair.Success ? pair.Value : null;
    }

    [GeneratedRegex(@"\p{L}+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"\{([a-z]+)\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    private sealed record Known(string Blog, string Slug, string? Title, string Published, string Text);
}
