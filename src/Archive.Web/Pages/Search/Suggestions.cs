using System.Text.Json;

namespace Archive.Web.Pages.Search;

/// <summary>Offers what may be meant while somebody types: words, names, sites, titles, operators.</summary>
internal static class Suggestions
{
    /// <summary>As many as a person takes in without reading a list.</summary>
    public const int MaxShown = 8;

    // Beside words: who types a name means it less often than a word.
    private const int MaxNames = 2;

    /// <summary>A single letter stands for everything.</summary>
    public const int MinTyped = 2;

    public static void MapSuggestions(this WebApplication app) => app
        .MapGet(SearchAddress.Suggest, AnswerAsync)
        .WithMetadata(new ReadsQueryAttribute("q"))
        .RequireRateLimiting(SearchLimits.Searches)
        .WithRequestTimeout(SearchLimits.Searches);

    /// <summary>What goes on from what was typed, the likeliest first.</summary>
    public static IReadOnlyList<Offer> Of(string typed, ArchiveSearch search)
    {
        var end = TypedEnd.Of(typed);
        if (end.Plain.Length < MinTyped)
        {
            return [];
        }

        var known = search.Suggest(end.Plain, MaxShown).ToList();
        if (known.Count > 0 && !end.InPhrase && !end.Plain.Contains(':', StringComparison.Ordinal))
        {
            known.AddRange(search.Suggest($"by:{end.Plain}", MaxNames));
        }

        var operators = end.InPhrase ? [] : Operators(end).ToList();
        var others = known.Where(found => found.Kind != "word").Select(found => OfKnown(end, found)).ToList();
        var words = known.Where(found => found.Kind == "word").Select(found => OfKnown(end, found));
        return [.. operators
            .Concat(words.Take(Math.Max(1, MaxShown - operators.Count - others.Count)))
            .Concat(others)
            .DistinctBy(offer => offer.Query)
            .Where(offer => offer.Query.TrimEnd() != typed)
            .Take(MaxShown)];
    }

    private static async Task AnswerAsync(HttpContext context, ArchiveSearch search)
    {
        var typed = SearchAsked.Cut(context.Request.Query["q"] is [{ } first, ..] ? first : "");
        var offers = Of(typed, search);
        context.Response.ContentType = "application/json; charset=utf-8";
        SiteCache.Keep(context);
        await using var json = new Utf8JsonWriter(context.Response.Body, HitJson.WriterOptions);
        json.WriteStartArray();
        foreach (var offer in offers)
        {
            json.WriteStartObject();
            json.WriteString("kind", offer.Kind);
            json.WriteString("label", offer.Label);
            json.WriteString("detail", offer.Detail);
            json.WriteString("query", offer.Query);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static IEnumerable<Offer> Operators(TypedEnd end)
    {
        foreach (var known in SearchOperators.All.Where(known => known.Name is not null))
        {
            var name = known.Name!;
            if (name.StartsWith(end.Word, StringComparison.OrdinalIgnoreCase) && known.Values.Count == 0)
            {
                yield return new Offer("operator", name, known.Meaning, end.Before + name);
            }
            else if (name.StartsWith(end.Word, StringComparison.OrdinalIgnoreCase) || end.Word.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                var value = end.Word.Length > name.Length ? end.Word[name.Length..] : "";
                foreach (var offered in known.Values.Where(offered => offered.StartsWith(value, StringComparison.OrdinalIgnoreCase)))
                {
                    yield return new Offer("operator", name + offered, "", $"{end.Before}{name}{offered} ");
                }
            }
        }
    }

    private static Offer OfKnown(TypedEnd end, Suggestion found)
    {
        var detail = found.Count is { } count ? InWords.Count(count) : "";
        return found.Kind switch
        {
            "name" => Filter(end, found.Text, detail, "name", new SearchFilter(PeopleOperators.By, found.Text)),
            "site" => Filter(end, found.Text, detail, "site", new SearchFilter(AddressOperators.Site, found.Text)),
            "post" => Filter(end, found.Text, detail, "post", new SearchFilter(AddressOperators.Post, found.Slug ?? "")),
            _ => new Offer("word", found.Text, detail, end.Before + found.Text + " "),
        };
    }

    // A filter within a phrase would be words of it: the phrase is left alone.
    private static Offer Filter(TypedEnd end, string label, string detail, string kind, SearchFilter filter) =>
        new(kind, label, detail, $"{(end.InPhrase ? end.Before + end.Word + "\" " : end.Before)}{SearchAddress.Text(filter)} ");

    /// <summary>Something that may be meant.</summary>
    /// <param name="Detail">How often it is there, or what it does.</param>
    /// <param name="Query">What the box holds when it is chosen.</param>
    public sealed record Offer(string Kind, string Label, string Detail, string Query);
}
