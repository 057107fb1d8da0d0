using System.Text.RegularExpressions;
using Archive.Searching;
using Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Search;

/// <summary>Words, names and dates that the archive at hand has, to fill examples with.</summary>
public sealed partial class ExampleWords
{
    /// <summary>Posts that are looked at; the newest say best what an archive is about.</summary>
    private const int Looked = 5;

    /// <summary>So much of a post holds its subject.</summary>
    private const int MaxText = 20_000;

    // Shorter words are mostly those that every text has.
    private const int MinWord = 5;

    private readonly Dictionary<string, string> values;

    private ExampleWords(Dictionary<string, string> values) => this.values = values;

    /// <summary>What the archive has, found once for a page.</summary>
    public static async Task<ExampleWords> OfAsync(ArchiveDb db, ArchiveSearch search, CancellationToken cancel)
    {
        var posts = await (
            from post in db.Posts
            join blog in db.Blogs on post.BlogId equals blog.Id
            orderby post.Id descending
            select new Known(blog.Slug, post.Slug, post.Published, post.CommentCount, post.Text.Substring(0, MaxText))).Take(Looked).ToListAsync(cancel);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (posts.OrderByDescending(post => post.Comments).FirstOrDefault(post => post.Published is { Length: >= 10 }) is { } shown)
        {
            Add(values, shown);
            AddWords(values, shown.Text);
        }

        var facets = search.Facets(SearchQuery.Parse(values.GetValueOrDefault("word")), cancel);
        Add(values, "name", facets?.Names);
        Add(values, "site", facets?.Sites);
        return new ExampleWords(values);
    }

    /// <summary>The example with something in each place; null where the archive has nothing for one.</summary>
    public string? Fill(string example)
    {
        var missing = false;
        var filled = Placeholder().Replace(example, place =>
        {
            missing |= !values.TryGetValue(place.Groups[1].Value, out var value);
            return value ?? "";
        });
        return missing ? null : filled;
    }

    private static void Add(Dictionary<string, string> values, Known post)
    {
        values["slug"] = post.Slug;
        values["blog"] = post.Blog;
        values["year"] = post.Published![..4];
        values["month"] = post.Published[..7];
        values["day"] = post.Published[..10];
    }

    private static void Add(Dictionary<string, string> values, string name, IReadOnlyList<FacetValue>? facet)
    {
        if (facet is [var first, ..])
        {
            values[name] = first.Label;
        }
    }

    // The two longer words that the text has most often, and one of them with the word that follows it.
    private static void AddWords(Dictionary<string, string> values, string text)
    {
        var words = Word().Matches(text).Select(match => match.Value).ToList();
        var common = words
            .Where(word => word.Length >= MinWord && char.IsLower(word[0]))
            .GroupBy(word => word)
            .OrderByDescending(word => word.Count())
            .ThenBy(word => word.Key, StringComparer.Ordinal)
            .Select(word => word.Key)
            .Take(2)
            .ToList();
        if (common is [var word, var other])
        {
            (values["word"], values["other"]) = (word, other);
            values["phrase"] = text[text.IndexOf(word, StringComparison.Ordinal)..].Split(' ') is [_, var next, ..] && next.All(char.IsAsciiLetter)
                ? $"{word} {next}"
                : word;
        }
    }

    [GeneratedRegex(@"\p{L}+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"\{([a-z]+)\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    private sealed record Known(string Blog, string Slug, string? Published, int Comments, string Text);
}
